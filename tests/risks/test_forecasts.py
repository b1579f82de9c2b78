"""Targets against what happened: met, missed, not rated, moved or not yet due, and nothing of what is hidden."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from risks.forecasts import Fate, Forecasts
from risks.models import Entry, Register, Review, Target
from risks.reading import OpenRegister
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, RISKS, SMT, Rate

SignIn = Callable[[str], Client]
Opened = Callable[[str], OpenRegister]
Told = dict[str, list[str]]

FORECASTS = RISKS + "forecasts/"
JULY = datetime.date(2011, 7, 31)


@pytest.fixture
def told(opened: Opened) -> Callable[..., Told]:
    """What somebody is told of each risk's targets, oldest first."""

    def read(email: str = SMT, slug: str = "jun-11") -> Told:
        register = opened(email)
        review = next(one for one in register.reviews if one.slug == slug)
        risks = Forecasts(register, review).risks
        return {risk.line.reference: [one.outcome.words for one in risk.forecasts] for risk in risks}

    return read


def aim(entry: Entry, by_when: datetime.date, levels: tuple[int, int] = (2, 3), **more: Any) -> Target:
    """Set a target for the risk."""
    given: dict[str, Any] = {"register": entry.register, "entry": entry, "risk": entry.risk, "section": entry.section}
    given |= {"given_by": cycle.officer(), "dated": datetime.date(2011, 4, 1), "number": 1}
    return Target.objects.create(likelihood=levels[0], impact=levels[1], by_when=by_when, **(given | more))


@pytest.mark.parametrize(
    ("levels", "words"),
    [((2, 3), "met at Jun-11: 6"), ((1, 4), "met at Jun-11: 4"), ((3, 3), "missed by 3 at Jun-11: 9")],
)
def test_a_target_is_held_against_the_first_review_from_its_month_on(
    entry: Entry, rate: Rate, told: Callable[..., Told], levels: tuple[int, int], words: str
) -> None:
    aim(entry, datetime.date(2011, 4, 30))
    rate(entry, likelihood=levels[0], impact=levels[1], reason="Work was done.")

    assert told() == {"1.1": [words]}
    assert told(slug="mar-11") == {}


def test_the_month_counts_and_not_the_day(entry: Entry, rate: Rate, told: Callable[..., Told]) -> None:
    aim(entry, datetime.date(2011, 6, 30))
    rate(entry, likelihood=2, impact=3, reason="Work was done.")

    assert told() == {"1.1": ["met at Jun-11: 6"]}


def test_an_open_review_may_still_be_rated_and_a_closed_one_not(
    entry: Entry, june: Review, told: Callable[..., Told]
) -> None:
    aim(entry, datetime.date(2011, 5, 31))
    assert told() == {"1.1": ["not yet due"]}

    cycle.skip(june)
    assert told() == {"1.1": ["not rated at Jun-11"]}


def test_a_target_moved_before_it_fell_due_says_by_how_many_days(entry: Entry, told: Callable[..., Told]) -> None:
    aim(entry, datetime.date(2011, 9, 30))
    aim(entry, datetime.date(2011, 12, 31), reason="The builder left.", dated=datetime.date(2011, 5, 1))
    aim(entry, datetime.date(2011, 12, 30), reason="A day saved.", dated=datetime.date(2011, 5, 2))
    aim(entry, datetime.date(2011, 12, 30), (1, 1), reason="We can do better.", dated=datetime.date(2011, 5, 3))

    assert told() == {"1.1": ["moved 92 days later", "moved 1 day earlier", "changed", "not yet due"]}


def test_a_target_changed_after_it_fell_due_keeps_what_became_of_it(
    entry: Entry, rate: Rate, told: Callable[..., Told]
) -> None:
    aim(entry, datetime.date(2011, 4, 30))
    rate(entry, likelihood=3, impact=3)
    aim(entry, datetime.date(2011, 9, 30), reason="It was missed.", dated=datetime.date(2011, 6, 20))

    assert told() == {"1.1": ["missed by 3 at Jun-11: 9", "not yet due"]}


def test_the_page_counts_them_in_a_sentence(register: Register, rate: Rate, sign_in: SignIn) -> None:
    for reference, by_when in (("1.1", datetime.date(2011, 4, 30)), ("1.2", JULY), ("1.3", JULY)):
        aim(register.entries.get(reference=reference), by_when)
    moved = {"reason": "The builder left.", "dated": datetime.date(2011, 5, 1)}
    aim(register.entries.get(reference="1.3"), datetime.date(2011, 8, 10), **moved)
    rate(register.entries.get(reference="1.1"), likelihood=3, impact=3)

    html = sign_in(SMT).get(FORECASTS).content.decode()

    assert "Of 1 target that fell due 0 were met, 1 missed, 0 not rated." in html
    assert "1 was moved before, by 10 days on average." in html
    assert "The builder left." in html


def test_without_a_target_the_page_says_so(sign_in: SignIn) -> None:
    assert "No target is recorded" in sign_in(SMT).get(FORECASTS).content.decode()


def test_section_two_leaves_no_trace(register: Register, sign_in: SignIn, opened: Opened, june: Review) -> None:
    aim(register.entries.get(reference="2.1"), JULY)

    assert "No target is recorded" in sign_in(SMT).get(FORECASTS).content.decode()
    assert "Risk 2.1" in sign_in(OFFICER).get(FORECASTS).content.decode()
    assert Forecasts(opened(SMT), june).count(*Fate) == 0


def test_a_committee_sees_the_targets_it_was_issued_with(register: Register, sign_in: SignIn) -> None:
    aim(register.entries.get(reference="1.1"), JULY)

    assert "No target is recorded" in sign_in(AUDIT).get(FORECASTS).content.decode()


def test_somebody_of_another_trust_finds_no_such_page_and_their_own_is_empty(sign_in: SignIn) -> None:
    client = sign_in("officer@merseyside.example")

    assert client.get(FORECASTS).status_code == 404
    assert "No target is recorded" in client.get("/merseyside/2010-11/risks/forecasts/").content.decode()


@pytest.mark.parametrize("many", [1, 10])
def test_more_targets_ask_no_more(register: Register, sign_in: SignIn, count_queries: Any, many: int) -> None:
    for entry in register.entries.filter(section=1)[:many]:
        aim(entry, JULY)
    client = sign_in(OFFICER)
    client.get(FORECASTS)

    with count_queries() as asked:
        client.get(FORECASTS)

    assert len(asked()) <= 9, asked()
