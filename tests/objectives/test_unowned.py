"""Objectives that nobody owns, and giving them an owner."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import Objective, ObjectiveOwner
from probation_planning.organisation.models import Owner, Year

OFFICER = "officer@derbyshire.example"
PLAN = "/derbyshire/2011-12/plan/"

SignIn = Callable[[str], Client]


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    """The performance officer at work."""
    return sign_in(OFFICER)


@pytest.fixture
def objective(year: Year) -> Objective:
    """One of the four under aim 2.2 that the paper names no owner for."""
    return Objective.objects.of(year).filter(owners=None).order_by("pk")[0]


def test_derbyshires_four_are_listed_with_what_is_offered(officer: Client, year: Year) -> None:
    page = officer.get(f"{PLAN}unowned/")

    listed = page.context["objectives"]
    assert [row.aim.number for row, _ in listed] == ["2.2"] * 4
    assert all(offered and offered.name == row.offered_owner for row, offered in listed)
    assert listed[0][0].offered_ground in page.content.decode()


def test_the_offered_owner_is_taken_with_one_click_and_confirmed(officer: Client, objective: Objective) -> None:
    offered = Owner.objects.get(name=objective.offered_owner)

    for _ in range(2):
        officer.post(f"{PLAN}objectives/{objective.reference}/owner/", {"owner": offered.pk})

    row = ObjectiveOwner.objects.get(objective=objective)
    assert (row.owner, row.leads, row.is_reading, row.is_unconfirmed) == (offered, True, True, False)
    assert row.confirmed_on == datetime.date(2011, 6, 20)


def test_another_owner_is_no_reading(officer: Client, objective: Objective) -> None:
    chief = Owner.objects.get(name="Chief Executive")

    page = officer.post(f"{PLAN}objectives/{objective.reference}/owner/", {"owner": chief.pk}, follow=True)

    row = ObjectiveOwner.objects.get(objective=objective)
    assert (row.owner, row.is_reading) == (chief, False)
    assert f"Objective {objective.reference} is owned by Chief Executive." in page.content.decode()


def test_whoever_comes_second_is_told_who_owns_it(officer: Client, objective: Objective) -> None:
    for name in ("Chief Executive", "Chair"):
        sent = {"owner": Owner.objects.get(name=name).pk}
        page = officer.post(f"{PLAN}objectives/{objective.reference}/owner/", sent, follow=True)

    assert "has been given to Chief Executive in the meantime" in page.content.decode()
    assert ObjectiveOwner.objects.get(objective=objective).owner.name == "Chief Executive"


@pytest.mark.parametrize("chosen", ["", "nobody", "999999"])
def test_who_is_to_own_it_is_asked_for(officer: Client, objective: Objective, chosen: str) -> None:
    page = officer.post(f"{PLAN}objectives/{objective.reference}/owner/", {"owner": chosen}, follow=True)

    assert f"Choose who is to own Objective {objective.reference}." in page.content.decode()


@pytest.mark.parametrize(
    ("email", "status"),
    [
        ("chief.executive@derbyshire.example", 403),
        ("auditor@derbyshire.example", 403),
        ("officer@merseyside.example", 404),
    ],
)
def test_only_the_officer_of_the_trust_gives_owners(
    sign_in: SignIn, objective: Objective, email: str, status: int
) -> None:
    client = sign_in(email)
    sent = {"owner": Owner.objects.get(name="Chair").pk}

    assert client.get(f"{PLAN}unowned/").status_code == status
    assert client.post(f"{PLAN}objectives/{objective.reference}/owner/", sent).status_code == status
    assert not ObjectiveOwner.objects.filter(objective=objective).exists()


def test_the_officer_is_led_there_while_there_are_any(officer: Client, sign_in: SignIn, year: Year) -> None:
    link = f'href="{PLAN}unowned/"'

    assert link in officer.get(PLAN).content.decode()
    assert link not in sign_in("smt@derbyshire.example").get(PLAN).content.decode()
    assert "4 objectives have no owner" in officer.get("/").content.decode()
    chair = Owner.objects.get(name="Chair")
    for row in Objective.objects.of(year).filter(owners=None):
        ObjectiveOwner.objects.create(objective=row, owner=chair, leads=True)
    assert "have no owner" not in officer.get("/").content.decode()
    assert "Every objective of the plan has an owner." in officer.get(f"{PLAN}unowned/").content.decode()


def test_a_withdrawn_objective_wants_no_owner(officer: Client, objective: Objective) -> None:
    Objective.objects.filter(pk=objective.pk).update(withdrawn_on="2011-06-01", withdrawn_reason="Overtaken.")

    assert len(officer.get(f"{PLAN}unowned/").context["objectives"]) == 3


def test_the_list_asks_no_more_for_more_objectives(officer: Client, year: Year, count_queries: Any) -> None:
    officer.get(f"{PLAN}unowned/")
    found = []
    for _ in range(2):
        with count_queries() as counted:
            officer.get(f"{PLAN}unowned/")
        found.append(len(counted()))
        ObjectiveOwner.objects.filter(objective__annual_plan__year=year).delete()

    assert found[0] == found[1] <= 8
