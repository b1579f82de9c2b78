"""The things of a risk on its page, as each reader may know them, and their own pages with their past."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from risks.models import Acceptance, Action, Control, Entry, Question, Register, Review, Target
from risks.things import Things
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT
from tests.risks.test_things import write

SignIn = Callable[[str], Client]
PAGE = RISKS + "1.1/"
CANARY = "Canary of section two"


def text_of(response: Any) -> str:
    """The page as words, one space between them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def things(client: Client, address: str = PAGE) -> Things:
    """What the page shows of the risk."""
    found: Things = client.get(address).context["things"]
    return found


def test_a_risk_of_which_nothing_is_recorded_says_so(sign_in: SignIn) -> None:
    words = text_of(sign_in(SMT).get(PAGE))

    for name in ("Actions", "Controls", "Acceptance", "Target"):
        assert f"{name} none recorded" in words
    assert "Add an action" not in words


def test_the_last_row_of_each_is_shown(sign_in: SignIn, entry: Entry) -> None:
    write(Action, entry)
    write(Action, entry, number=1, text="Sign the lease in Derby")
    write(Action, entry, text="Tell the staff", due_on=None)
    write(Control, entry, kind="detective", effectiveness="partly", line=2, assured_by="Internal Audit")
    found = things(client := sign_in(OWNER))

    assert [(one.number, one.text) for one in found.actions] == [(1, "Sign the lease in Derby"), (2, "Tell the staff")]
    words = text_of(client.get(PAGE))
    assert "Actions 2 open" in words
    assert "Director of Business Services" in words
    assert "no owner recorded , no due date recorded" in words
    assert "Detective. Partly effective. Assured by Internal Audit (second: oversight)." in words


@pytest.mark.parametrize(
    ("today", "state", "late"),
    [(29, "open", False), (30, "open", False), (31, "open", True), (31, "done", False), (31, "dropped", False)],
)
def test_an_action_is_overdue_from_the_day_after(
    sign_in: SignIn, entry: Entry, monkeypatch: pytest.MonkeyPatch, today: int, state: str, late: bool
) -> None:
    write(Action, entry, due_on="2011-08-30", state=state, said="Signed", reason="No use")
    monkeypatch.setattr(settings, "TODAY", datetime.date(2011, 8, today))

    client = sign_in(SMT)

    assert bool(things(client).overdue) is late
    assert ("1 overdue" in text_of(client.get(PAGE))) is late
    assert ("Overdue" in text_of(client.get(PAGE))) is late


@pytest.mark.parametrize(
    ("today", "ended", "words"),
    [
        (30, False, "Acceptance in date until 30 September 2011"),
        (31, False, "Acceptance none in date"),
        (30, True, "Acceptance none in date"),
    ],
)
def test_an_acceptance_is_in_date_lapsed_or_ended(
    sign_in: SignIn, entry: Entry, monkeypatch: pytest.MonkeyPatch, today: int, ended: bool, words: str
) -> None:
    write(Acceptance, entry)
    if ended:
        write(Acceptance, entry, number=1, state="ended", reason="The lease is signed")
    monkeypatch.setattr(settings, "TODAY", datetime.date(2011, 9, 30) + datetime.timedelta(today - 30))

    assert words in text_of(sign_in(SMT).get(PAGE))


def test_the_forecast_stands_beside_the_target(sign_in: SignIn, entry: Entry) -> None:
    write(Target, entry, by_when="2011-06-30")
    write(Target, entry, likelihood=2, impact=3, by_when="2011-09-30", reason="The landlord is away")

    words = text_of(sign_in(SMT).get(PAGE))

    assert "Target 6 Amber by 30 September 2011: not yet due" in words
    assert "First forecast on 20 June 2011: 4 Green by 30 June 2011; moved away by 92 days since." in words


@pytest.mark.parametrize(
    ("score", "says"),
    [((2, 2), "met at Jun-11: 4"), ((2, 3), "missed by 2 at Jun-11: 6"), (None, "not yet due")],
)
def test_what_became_of_a_target_that_fell_due(
    sign_in: SignIn, entry: Entry, june: Review, score: tuple[int, int] | None, says: str
) -> None:
    write(Target, entry, by_when="2011-06-30")
    if score:
        cycle.propose(entry, june, likelihood=score[0], impact=score[1])

    assert says in text_of(sign_in(SMT).get(PAGE))


def test_a_target_due_at_a_review_that_closed_without_a_rating_says_so(
    sign_in: SignIn, entry: Entry, june: Review
) -> None:
    write(Target, entry, by_when="2011-06-30")
    cycle.skip(june)

    assert "not rated at Jun-11" in text_of(sign_in(SMT).get(PAGE))


def test_a_past_review_shows_what_there_was_then(sign_in: SignIn, entry: Entry) -> None:
    write(Action, entry)
    client = sign_in(SMT)

    assert things(client).actions
    assert not things(client, PAGE + "?review=mar-11").actions
    assert "Add an action" not in client.get(PAGE + "?review=mar-11").content.decode()


def test_a_committee_sees_what_there_was_at_the_issue(sign_in: SignIn, entry: Entry, june: Review) -> None:
    write(Action, entry)
    client = sign_in(AUDIT)
    assert not things(client).actions
    assert client.get(PAGE + "actions/1/").status_code == 404
    cycle.skip(june)
    cycle.issue(june, cycle.AUDIT)
    write(Action, entry, number=1, text=CANARY)

    assert [one.text for one in things(client).actions] == ["Sign the lease"]
    page = client.get(PAGE + "actions/1/")
    assert page.status_code == 200
    assert CANARY not in page.content.decode()
    assert "<form method" not in page.content.decode().split("<main")[1].split("</main>")[0]


def test_things_of_section_2_reach_its_readers_alone(sign_in: SignIn, register: Register) -> None:
    write(Action, register.entries.get(reference="2.1"), text=CANARY)

    assert CANARY in sign_in(OFFICER).get(RISKS + "2.1/").content.decode()
    assert CANARY in sign_in(OWNER).get(RISKS + "2.1/").content.decode()
    for address in ("2.1/", "2.1/actions/1/", "2.1/actions/new/", "2.1/target/"):
        assert sign_in(SMT).get(RISKS + address).status_code == 404


def test_of_a_risk_moved_to_section_2_the_others_read_what_its_page_still_shows(sign_in: SignIn, entry: Entry) -> None:
    write(Action, entry, text="Said in the open")
    cycle.move(entry, "2.5")
    write(Action, entry, text=CANARY)

    for address in ("1.1/", "1.1/actions/1/", "1.1/actions/2/", "2.5/actions/1/"):
        assert CANARY not in sign_in(SMT).get(RISKS + address).content.decode()
    # Written after the last review that section 1 still sees it at, so neither page has it.
    assert not things(sign_in(SMT)).actions
    assert sign_in(SMT).get(RISKS + "1.1/actions/1/").status_code == 404
    assert [one.text for one in things(sign_in(OFFICER), RISKS + "2.5/").actions] == [CANARY]


def test_what_was_done_stands_below_what_is_open(sign_in: SignIn, entry: Entry) -> None:
    write(Action, entry, state="done", said="Signed")
    write(Action, entry)

    assert [one.number for one in things(sign_in(SMT)).actions] == [2, 1]


def test_a_risk_come_from_section_2_brings_nothing(sign_in: SignIn, register: Register) -> None:
    hidden = register.entries.get(reference="2.1")
    write(Action, hidden, text=CANARY)
    write(Target, hidden)
    cycle.move(hidden, "1.16")
    write(Action, hidden, text="Said in the open")
    found = things(sign_in(SMT), RISKS + "1.16/")

    assert [(one.number, one.text) for one in found.actions] == [(1, "Said in the open")]
    assert not found.targets


@pytest.mark.parametrize("many", [1, 40])
def test_they_cost_one_question_however_many(sign_in: SignIn, count_queries: Any, entry: Entry, many: int) -> None:
    client = sign_in(OWNER)
    with count_queries() as before:
        client.get(PAGE)
    for _ in range(many):
        for model in (Action, Control, Acceptance, Question):
            write(model, entry)
        write(Target, entry, reason="Later")

    with count_queries() as after:
        client.get(PAGE)

    assert len(after()) == len(before())
    assert sum("risks_control" in sql for sql in after()) == 1
