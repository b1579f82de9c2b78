"""What an objective's page says of what is printed, what was read into it, and who answers."""

from collections.abc import Callable

from django.test import Client

from objectives.models import Objective, SubItem
from probation_planning.organisation.models import DeliveryUnit, Owner
from tests.objectives.conftest import OFFICER, OWNER, PLAN

PAGE = f"{PLAN}objectives/1.2-3/"


def test_marks_parts_and_units_are_shown_with_what_is_printed_and_why_it_is_read_so(
    sign_in: Callable[[str], Client], objective: Objective
) -> None:
    SubItem.objects.create(
        objective=objective, order=1, label="iii", label_as_read="ii", label_ground="Two stand as iii.", text="Part."
    )
    owner = Owner.objects.create(kind="post", name="Head of Buxton", order=200)
    DeliveryUnit.objects.create(name="Buxton", kind="other", owner=owner)
    DeliveryUnit.objects.create(name="Glossop", kind="other", closed_on="2011-05-01")
    Objective.objects.filter(pk=objective.pk).update(
        flags=["ongoing"], flags_as_printed="++", flags_ground="The key says so.", for_each="other"
    )

    owners_page, officers = (" ".join(sign_in(email).get(PAGE).content.decode().split()) for email in (OWNER, OFFICER))

    for page in (owners_page, officers):
        assert '<span class="parts__label">ii</span> Part.' in page
        assert "Printed: iii. Two stand as iii." in page
        assert "Printed: ++" in page
        assert "<li>Buxton: Head of Buxton</li>" in page
        assert "no owner recorded</span>, closed on 1 May 2011</li>" in page
        # Once: the officer has the ground beside the button that confirms it.
        assert page.count("The key says so.") == 1
