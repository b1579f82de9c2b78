"""Fetching a drawn PDF asks again who may see section 2: by role, or by the risks that one owns."""

from collections.abc import Callable

import pytest
from django.test import Client

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust, User
from probation_planning.organisation.readers import readers_of
from probation_planning.reports.models import Drawing, DrawnFile
from risks.models import Register
from risks.services.entries import give_owners
from tests.factories import OwnerFactory
from tests.reports.cycle import draw_now
from tests.reports.papers import REPORTS
from tests.reports.test_board import NEW, said
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, SMT

SignIn = Callable[[str], Client]
OWNER_OF_2_4 = "interventions@derbyshire.example"


def drawn(client: Client, slug: str = "actions") -> Drawing:
    """What they asked for, drawn."""
    response = client.post(f"{REPORTS}{slug}/pdf/")
    drawing = Drawing.objects.select_related("year__trust", "trust").get(uuid=response.url.split("/")[-2])
    draw_now(drawing)
    return drawing


def fetched(client: Client, drawing: Drawing) -> list[int]:
    """How its page and its file answer."""
    addresses = (drawing.get_absolute_url(), f"{drawing.get_absolute_url()}{drawing.name}.pdf")
    return [client.get(address).status_code for address in addresses]


def in_the_database(email: str) -> tuple[int, int]:
    """Drawings and files that its walls show to somebody."""
    with tenancy.kept_context():
        readers_of(User.objects.get(email=email), "derbyshire")
        return Drawing.objects.count(), DrawnFile.objects.count()


@pytest.mark.parametrize("email", [OFFICER, AUDIT])
def test_whoever_the_register_is_closed_to_since_may_not_fetch_what_may_show_section_2(
    sign_in: SignIn, register: Register, email: str
) -> None:
    client = sign_in(email)
    drawing = drawn(client)
    before = fetched(client, drawing), in_the_database(email)
    Register.objects.filter(pk=register.pk).update(section_two_roles=["auditor"])

    assert before == ([200, 200], (1, 1))
    assert (fetched(client, drawing), in_the_database(email)) == ([404, 404], (0, 0))
    assert str(drawing.uuid) not in client.get(REPORTS).content.decode()


def test_whoever_no_longer_owns_a_risk_of_section_2_may_not_fetch_what_may_show_it(
    sign_in: SignIn, register: Register
) -> None:
    client = sign_in(OWNER_OF_2_4)
    drawing = drawn(client)
    owned = register.entries.get(reference="2.4")
    before = fetched(client, drawing), in_the_database(OWNER_OF_2_4)
    give_owners(owned, [OwnerFactory()])

    assert (drawing.register, drawing.entries) == (None, [owned.pk])
    assert before == ([200, 200], (1, 1))
    assert (fetched(client, drawing), in_the_database(OWNER_OF_2_4)) == ([404, 404], (0, 0))


def test_a_risk_that_came_from_section_2_is_still_asked_for_its_owner(sign_in: SignIn, register: Register) -> None:
    owned = register.entries.get(reference="2.4")
    cycle.move(owned, "1.16")

    assert drawn(sign_in(OWNER_OF_2_4)).entries == [owned.pk]


def test_who_never_saw_section_2_keeps_what_they_asked_for(sign_in: SignIn, register: Register) -> None:
    client = sign_in(SMT)
    drawing = drawn(client)
    Register.objects.filter(pk=register.pk).update(section_two_roles=["auditor"])

    assert (drawing.register, drawing.entries) == (None, [])
    assert fetched(client, drawing) == [200, 200]


def test_a_report_that_tells_of_no_risk_stays_with_whoever_asked_for_it(sign_in: SignIn, register: Register) -> None:
    client = sign_in(OFFICER)
    drawing = drawn(client, "scorecard")
    Register.objects.filter(pk=register.pk).update(section_two_roles=["auditor"])

    assert fetched(client, drawing) == [200, 200]


def test_the_draft_of_a_board_pack_is_asked_for_by_what_it_may_hold(
    sign_in: SignIn, register: Register, derbyshire: Trust
) -> None:
    client = sign_in(OFFICER)
    for body in ("smt", "audit-committee"):
        client.post(NEW, said(body) | {"pdf": "yes"})
    of_smt, of_audit = Drawing.objects.order_by("pk")

    assert (of_smt.register, of_audit.register) == (None, register)
