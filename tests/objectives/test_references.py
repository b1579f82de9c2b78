"""References of objectives: given by the system, once, and leading on from where an objective was before."""

import uuid
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from objectives.models import Aim, AnnualPlan, FormerNumber, Objective
from objectives.services.building import Words, add_objective
from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Reader
from tests.objectives.building import shown, text_of
from tests.objectives.conftest import OFFICER, OWNER, PLAN

SignIn = Callable[[str], Client]
Readers = Callable[[str], Reader]
PAGE = PLAN + "objectives/1.2-3/"
EDIT = PAGE + "edit/"


def aim(year: Year, number: str = "1.2") -> Aim:
    """Of that number."""
    return Aim.objects.get(plan__annual_plans__year=year, number=number)


def one(year: Year, reference: str) -> Objective:
    """The objective of that reference."""
    return Objective.objects.of(year).get(reference=reference)


def test_a_reference_is_given_once_also_after_its_objective_is_gone(year: Year, reader: Readers) -> None:
    annual = AnnualPlan.objects.get(year=year)
    words = Words(theme=aim(year).theme, aim=aim(year), text="First")
    first = add_objective(annual_plan=annual, reader=reader(OFFICER), words=words, once=uuid.uuid4())
    assert first.reference == "1.2-6"
    first.delete()

    second = add_objective(annual_plan=annual, reader=reader(OFFICER), words=words, once=uuid.uuid4())

    assert second.reference == "1.2-7"
    with pytest.raises(IntegrityError, match="a reference is given once"), transaction.atomic():
        Objective.objects.filter(pk=second.pk).update(reference="1.2-6")


def test_another_aim_means_another_reference_and_the_old_address_leads_to_it(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)
    target = aim(year, "2.1")
    last = Objective.objects.of(year).filter(aim=target).count()

    response = client.post(EDIT, shown(client, EDIT, place=f"aim-{target.pk}"), follow=True)

    now = f"2.1-{last + 1}"
    assert f"Objective 1.2-3 is changed. It is Objective {now} now; links to 1.2-3 lead to it." in text_of(response)
    assert one(year, now).theme == target.theme
    reader = sign_in(OWNER)
    led = reader.get(PAGE + "?quarter=1")
    assert (led.status_code, led["Location"]) == (302, f"{PLAN}objectives/{now}/?quarter=1")
    assert reader.get(EDIT)["Location"] == f"{PLAN}objectives/{now}/edit/"
    assert reader.post(PAGE, {}).status_code == 307
    assert sign_in("officer@merseyside.example").get(PAGE).status_code == 404


def test_an_objective_that_comes_back_has_a_new_reference(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)
    client.post(EDIT, shown(client, EDIT, place=f"aim-{aim(year, '2.1').pk}"))
    there = Objective.objects.get(former_numbers__number="1.2-3").reference

    address = f"{PLAN}objectives/{there}/edit/"
    client.post(address, shown(client, address, place=f"aim-{aim(year).pk}"))

    assert Objective.objects.get(former_numbers__number="1.2-3").reference == "1.2-6"
    assert client.get(PAGE)["Location"] == PLAN + "objectives/1.2-6/"
    assert client.get(f"{PLAN}objectives/{there}/")["Location"] == PLAN + "objectives/1.2-6/"


def test_a_reference_that_nothing_ever_bore_leads_nowhere(sign_in: SignIn, year: Year) -> None:
    assert sign_in(OWNER).get(PLAN + "objectives/9.9-9/").status_code == 404


@pytest.mark.parametrize(
    "statement", ["DELETE FROM objectives_formernumber", "UPDATE objectives_formernumber SET number = '1'"]
)
def test_nobody_changes_former_numbers(year: Year, statement: str) -> None:
    Objective.objects.of(year).filter(reference="1.2-3").update(reference="1.2-30")
    assert FormerNumber.objects.filter(number="1.2-3").exists()
    with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
