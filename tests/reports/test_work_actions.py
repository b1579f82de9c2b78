"""Actions of one's own on "My work": overdue ones wait, on their day they do not yet."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Owner, Year
from probation_planning.reports.work import Lot, Work
from risks.models import Action, Entry
from tests.risks import cycle
from tests.risks.conftest import OWNER
from tests.risks.test_things import write

SignIn = Callable[[str], Client]
CHIEF = "chief.executive@derbyshire.example"


def work(client: Client) -> Work:
    """The one trust's work on the page."""
    [one] = client.get("/").context["trusts"]
    return one["work"]


def lot(client: Client) -> Lot | None:
    """The lot of actions."""
    return next((one for one in work(client).own if one.name == "Actions"), None)


@pytest.fixture
def entry(year: Year) -> Entry:
    """Risk 1.1, which the Director of Business Services owns."""
    return Entry.objects.get(register__year=year, reference="1.1")


def action(entry: Entry, owner: str = "Chief Executive", **more: Any) -> Action:
    """An action of that owner, due on 30 September."""
    given: Action = write(Action, entry, owner=Owner.objects.get(name=owner), **more)
    return given


@pytest.mark.parametrize(("day", "waits"), [(29, 0), (30, 0), (31, 1)])
def test_an_action_waits_from_the_day_after(sign_in: SignIn, entry: Entry, settings: Any, day: int, waits: int) -> None:
    action(entry)
    settings.TODAY = datetime.date(2011, 9, 30) + datetime.timedelta(day - 30)

    found = lot(client := sign_in(CHIEF))

    assert found is not None
    assert len(found.waiting) == waits
    assert found.sentence == f"{1 - waits} of 1 action in time"
    html = client.get("/").content.decode()
    assert "/derbyshire/2011-12/risks/1.1/actions/1/" in html
    assert "Due 30 September 2011" in html


def test_without_any_there_is_no_lot(sign_in: SignIn, entry: Entry) -> None:
    action(entry)

    assert lot(sign_in(OWNER)) is None


@pytest.mark.parametrize("state", [{"state": "done", "said": "Signed"}, {"state": "dropped", "reason": "No use"}])
def test_what_is_finished_is_gone(sign_in: SignIn, entry: Entry, state: dict[str, Any]) -> None:
    action(entry)
    action(entry, number=1, **state)

    assert lot(sign_in(CHIEF)) is None


def test_given_to_another_it_is_theirs(sign_in: SignIn, entry: Entry) -> None:
    action(entry)
    action(entry, "Director of Business Services", number=1)

    assert lot(sign_in(CHIEF)) is None
    assert lot(sign_in(OWNER)) is not None


def test_what_a_group_is_to_do_stands_with_its_things(sign_in: SignIn, entry: Entry) -> None:
    action(entry, "Directors")

    assert "Action" in [item.kind for item in work(sign_in(OWNER)).groups.items]


def test_a_closed_risk_asks_for_nothing(sign_in: SignIn, entry: Entry) -> None:
    action(entry)
    cycle.close(entry)

    assert lot(sign_in(CHIEF)) is None


def test_an_action_of_section_2_that_is_no_longer_read_leaves_no_trace(sign_in: SignIn, entry: Entry) -> None:
    action(entry)
    client = sign_in(CHIEF)
    cycle.move(entry, "2.5")

    assert lot(client) is None
    assert "Sign the lease" not in client.get("/").content.decode()


def test_it_is_one_question_however_many(sign_in: SignIn, count_queries: Any, entry: Entry) -> None:
    client = sign_in(CHIEF)
    action(entry)
    with count_queries() as few:
        client.get("/")
    for _ in range(20):
        action(entry)
    with count_queries() as many:
        client.get("/")

    assert len(few()) == len(many())
