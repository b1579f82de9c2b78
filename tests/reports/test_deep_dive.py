"""A deep dive: all that a reader may know of one risk, on one page."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from probation_planning.organisation.models import Body, Owner, Year
from risks.models import Acceptance, Action, Control, Entry, Question, Register, Review, Target
from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.risks import cycle

SignIn = Callable[[str], Client]
RISKS = "/derbyshire/2011-12/risks/"
PAGE = RISKS + "1.5/deep-dive/"
OFFICER = "officer@derbyshire.example"
SMT = "smt@derbyshire.example"
AUDIT = "audit@derbyshire.example"
AUDITOR = "auditor@derbyshire.example"


@pytest.fixture
def june(year: Year) -> Review:
    """Jun-11, open."""
    return Register.objects.get(year=year).reviews.get(slug="jun-11")


@pytest.fixture
def entry(june: Review) -> Entry:
    """Risk 1.5, which the papers tie to objective 1.2-4."""
    risk: Entry = june.register.entries.get(reference="1.5")
    return risk


def write(model: Any, entry: Entry, **words: Any) -> Any:
    """A thing of the risk."""
    at = {"register_id": entry.register_id, "risk_id": entry.risk_id, "section": entry.section}
    return model.objects.create(entry=entry, dated=cycle.day(), given_by=cycle.officer(), **(at | words))


@pytest.fixture
def things(entry: Entry) -> None:
    """One of everything."""
    chief = Owner.objects.get(name="Chief Executive")
    until = datetime.date(2011, 6, 20)
    write(Action, entry, text="Train the staff", owner=chief, due_on=datetime.date(2011, 6, 19))
    write(Control, entry, text="Weekly checks", kind="detective", effectiveness="partly")
    gone = write(Control, entry, text="A control that ended")
    gone.refresh_from_db()
    write(Control, entry, text="A control that ended", number=gone.number, state="ended", reason="Gone.")
    write(Acceptance, entry, accepted_by=chief, why="It must do", until=until, watched="The pilot")
    write(Target, entry, likelihood=2, impact=3, by_when=datetime.date(2011, 9, 30))
    write(Question, entry, body=Body.objects.get(slug="audit-committee"), kind="deep_dive", text="Look into it")


WORDS = [
    "Train the staff",
    "Actions, 1 overdue",
    "Weekly checks",
    "Detective, partly effective",
    "It must do",
    "Until 20 June 2011. Watched: The pilot",
    "Likelihood 2, impact 3 by 30 September 2011",
]


@pytest.mark.parametrize("email", [OFFICER, SMT])
def test_it_gathers_everything(sign_in: SignIn, things: None, email: str) -> None:
    html = sign_in(email).get(PAGE).content.decode()

    for words in [
        *WORDS,
        "Look into it",
        "Recorded from paper, line",
        "Objective 1.2-4",
        "Measures of what it bears on",
    ]:
        assert words in html, words
    assert "A control that ended" not in html
    assert "Measure 1-2" in html


def test_what_is_not_recorded_says_so(sign_in: SignIn, entry: Entry) -> None:
    html = sign_in(SMT).get(PAGE).content.decode()

    assert html.count('<li class="not-recorded">not recorded</li>') == 4


def test_a_committee_reads_what_there_was_when_it_was_given_the_review(
    sign_in: SignIn, things: None, june: Review
) -> None:
    before = sign_in(AUDIT).get(PAGE).content.decode()
    assert not [words for words in WORDS if words in before]
    assert "Look into it" in before
    assert "Look into it" not in sign_in(AUDITOR).get(PAGE).content.decode()

    cycle.skip(june)
    cycle.issue(june, cycle.AUDIT)

    for email in (AUDIT, AUDITOR):
        after = sign_in(email).get(PAGE).content.decode()
        assert not [words for words in WORDS if words not in after]


def test_a_past_review_is_shown_as_it_was(sign_in: SignIn, things: None) -> None:
    html = sign_in(OFFICER).get(PAGE + "?review=mar-11").content.decode()

    assert "at Mar-11" in html
    assert not [words for words in [*WORDS, "Look into it"] if words in html]


@pytest.mark.parametrize("email", [SMT, "board.secretary@derbyshire.example", "operations.city@derbyshire.example"])
def test_section_2_leaves_no_trace(sign_in: SignIn, june: Review, email: str) -> None:
    client = sign_in(email)

    assert client.get(RISKS + "2.1/deep-dive/").status_code == 404
    assert client.get(RISKS + "9.1/deep-dive/").status_code == 404


def test_a_risk_that_has_left_has_no_deep_dive(sign_in: SignIn, entry: Entry) -> None:
    cycle.move(entry, "2.5")

    assert sign_in(SMT).get(PAGE).status_code == 404
    assert sign_in(OFFICER).get(RISKS + "2.5/deep-dive/").status_code == 200


def test_another_trust_finds_no_such_page(sign_in: SignIn, entry: Entry) -> None:
    assert sign_in("officer@merseyside.example").get(PAGE).status_code == 404


def test_it_asks_little_however_much_there_is(sign_in: SignIn, things: None, entry: Entry, count_queries: Any) -> None:
    client = sign_in(OFFICER)
    asked = []
    for more in (0, 20):
        for at in range(more):
            write(Action, entry, text=f"Number {at}")
            write(Control, entry, text=f"Number {at}")
        client.get(PAGE)
        with count_queries() as counted:
            assert client.get(PAGE).status_code == 200
        asked.append(len(counted()))

    assert asked[0] == asked[1] <= 26, counted()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_it_fits_and_axe_finds_nothing(site: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in_browser(page, site, OFFICER)
    page.goto(site + PAGE)
    assert_fits(page)
    assert_no_axe_violations(page)
