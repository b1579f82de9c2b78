"""What the list says beside a rating: what happened to the risk, how long it has not moved, where it came from."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from probation_planning.organisation.models import Owner
from probation_planning.ui.templatetags.ui_tags import sparkline
from risks.filters import RiskFilter
from risks.models import Acceptance, Action, Appetite, AssessmentKind, Category, Entry, Register, Review
from risks.picture import picture
from risks.reading import OpenRegister
from risks.scoring import Change
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, RISKS, SMT, Rate

SignIn = Callable[[str], Client]
Opened = Callable[[str], OpenRegister]


@pytest.fixture
def listed(opened: Opened) -> Callable[..., dict[str, Any]]:
    """Each line of the list at Jun-11 by its reference, under a query."""

    def read(query: str = "", email: str = SMT) -> dict[str, Any]:
        register = opened(email)
        june = next(one for one in register.reviews if one.slug == "jun-11")
        seen = picture(register, june, last_known=False)
        rows = RiskFilter(QueryDict(query), register.standings(june), seen=seen).qs.by_reference()
        lines = register.with_scores(register.lines(rows, june), june)
        return {line.reference: line for line in lines}

    return read


def tolerate(register: Register, score: int) -> None:
    """An appetite for the category of risk 1.1."""
    category = Category.objects.get(entries__entry__reference="1.1", entries__entry__register=register)
    given = {"level": "cautious", "approved_by": "SMT", "approved_on": cycle.day()}
    Appetite.objects.create(register=register, category=category, tolerated=score, **given)


def test_a_closed_risk_is_listed_under_that_word_alone(
    register: Register, listed: Callable[..., Any], opened: Opened, june: Review
) -> None:
    before = picture(opened(SMT), june, last_known=False).total
    cycle.close(register.entries.get(reference="1.2"))

    assert "1.2" not in listed()
    assert list(listed("change=closed")) == ["1.2"]
    assert listed("change=closed")["1.2"].change is Change.CLOSED
    assert picture(opened(SMT), june, last_known=False).total == before - 1


def test_a_risk_taken_up_again_says_so_before_it_is_rated(register: Register, listed: Callable[..., Any]) -> None:
    entry = register.entries.get(reference="1.2")
    cycle.close(entry)
    cycle.turn(entry, "reopened")

    assert list(listed("change=reopened")) == ["1.2"]
    assert "1.2" not in listed("change=not+assessed")


def test_a_risk_that_stays_in_red_says_for_how_long(
    register: Register, june: Review, listed: Callable[..., Any], sign_in: SignIn
) -> None:
    assert "sat=" not in sign_in(SMT).get(RISKS).content.decode()
    assert 'name="sat"' not in sign_in(SMT).get(RISKS).content.decode()
    cycle.propose(register.entries.get(reference="1.4"), june, likelihood=4, impact=4)
    cycle.propose(register.entries.get(reference="1.1"), june, likelihood=3, impact=3)

    assert list(listed("sat=2")) == ["1.4"]
    html = sign_in(SMT).get(RISKS).content.decode()
    assert html.count("reviews in Red without moving") == 1
    assert 'name="sat"' in html


@pytest.mark.parametrize(("tolerated", "word"), [(8, "outside"), (9, "within"), (25, "within")])
def test_a_risk_is_measured_against_the_appetite_for_its_category(
    register: Register, listed: Callable[..., Any], sign_in: SignIn, tolerated: int, word: str
) -> None:
    tolerate(register, tolerated)

    others = {"outside", "within", "none"} - {word}
    assert "1.1" in listed(f"appetite={word}")
    assert all("1.1" not in listed(f"appetite={other}") for other in others)
    assert ("outside appetite: above 8" in sign_in(SMT).get(RISKS).content.decode()) == (word == "outside")


@pytest.mark.parametrize(("due", "late"), [("2011-06-19", True), ("2011-06-20", False)])
def test_a_risk_with_an_overdue_action_says_so_and_is_found_by_it(
    entry: Entry, listed: Callable[..., Any], sign_in: SignIn, due: str, late: bool
) -> None:
    write(Action, entry, text="Fit locks", due_on=datetime.date.fromisoformat(due))

    assert ("1.1" in listed("plan=overdue")) == late
    assert ("1 action overdue" in sign_in(SMT).get(RISKS).content.decode()) == late


def test_an_action_that_is_done_is_overdue_no_more(entry: Entry, listed: Callable[..., Any]) -> None:
    first = write(Action, entry, text="Fit locks", due_on=datetime.date(2011, 6, 1))
    write(Action, entry, text="Fit locks", number=first.number, state="done", said="Fitted", due_on=first.due_on)

    assert listed("plan=overdue") == {}


@pytest.mark.parametrize(("until", "word"), [("2011-06-20", "accepted"), ("2011-06-19", "lapsed")])
def test_an_accepted_risk_is_found_while_it_is_in_date_and_after(
    entry: Entry, listed: Callable[..., Any], until: str, word: str
) -> None:
    given = {"accepted_by": Owner.objects.get(name="Chief Executive"), "why": "Dear", "watched": "Rents"}
    write(Acceptance, entry, until=datetime.date.fromisoformat(until), dated=datetime.date(2011, 4, 6), **given)

    assert list(listed(f"plan={word}")) == ["1.1"]
    assert all(listed(f"plan={other}") == {} for other in {"accepted", "lapsed"} - {word})


def test_the_plan_of_section_two_leaves_no_trace(
    register: Register, listed: Callable[..., Any], sign_in: SignIn
) -> None:
    write(Action, register.entries.get(reference="2.1"), text="Canary", due_on=datetime.date(2011, 6, 1))

    assert listed("plan=overdue") == {}
    assert list(listed("plan=overdue", OFFICER)) == ["2.1"]
    assert "overdue</span>" not in sign_in(SMT).get(RISKS).content.decode()
    assert "No risk fits" in sign_in(AUDIT).get(f"{RISKS}?plan=overdue").content.decode()


def write(model: Any, entry: Entry, **more: Any) -> Any:
    """A row of a thing of the risk."""
    given: dict[str, Any] = {"register": entry.register, "entry": entry, "risk": entry.risk, "section": entry.section}
    given |= {"given_by": cycle.officer(), "dated": cycle.day()}
    return model.objects.get(pk=model.objects.create(**(given | more)).pk)


def test_without_an_appetite_nobody_is_asked_about_it(sign_in: SignIn) -> None:
    assert 'name="appetite"' not in sign_in(OFFICER).get(RISKS).content.decode()


def test_a_rating_between_reviews_stands_beside_the_last_one(
    entry: Entry, listed: Callable[..., Any], sign_in: SignIn
) -> None:
    cycle.said_of(entry, None, AssessmentKind.INTERIM, likelihood=5, impact=4)

    between = listed()["1.1"].between
    assert (between.score, between.band.label) == (20, "Red")
    assert "since, between reviews" in sign_in(SMT).get(RISKS).content.decode()


def test_each_line_has_its_scores_up_to_the_review(entry: Entry, rate: Rate, listed: Callable[..., Any]) -> None:
    rate(entry)

    assert listed()["1.1"].scores == (("Mar-11", 9), ("Jun-11", 12))
    assert listed()["1.2"].scores == (("Mar-11", 9), ("Jun-11", None))


def test_a_trend_is_drawn_from_two_values_on_with_a_gap_where_one_is_missing() -> None:
    assert sparkline((("Mar-11", 9), ("Jun-11", None))) == ""
    assert sparkline(()) == ""
    html = sparkline((("Mar-11", 9), ("Jun-11", None), ("Sep-11", 25), ("Dec-11", 1)))

    assert html.count("<polyline") == 1
    assert "<title>9 at Mar-11, 25 at Sep-11, 1 at Dec-11</title>" in html
    assert 'points="63.0,3.0 93.0,24.1"' in html
    assert html.count("<circle") == 2
    assert ">9, –, 25, 1<" in html


def test_a_trend_says_nothing_of_reviews_before_the_risk_was_there_or_after_it_went() -> None:
    html = sparkline((("Mar-11", None), ("Jun-11", 9), ("Sep-11", 9), ("Dec-11", None)))

    assert ">9, 9<" in html
    assert html.count("<circle") == 1


def test_the_map_tells_where_each_risk_came_from(
    register: Register, june: Review, sign_in: SignIn, listed: Callable[..., Any]
) -> None:
    for reference, likelihood, impact in [("1.1", 4, 4), ("1.2", 4, 4), ("1.3", 4, 4), ("1.4", 4, 4)]:
        cycle.propose(register.entries.get(reference=reference), june, likelihood=likelihood, impact=impact)

    html = sign_in(SMT).get(f"{RISKS}?picture=came").content.decode()
    rows = re.findall(r"<tr>\s*<td data-label=\"At Jun-11\">.*?</tr>", html, re.DOTALL)

    assert len(rows) == 2
    assert "likelihood 3, impact 3, worked out" in rows[1]
    assert "2 risks" in rows[1]
    assert "factors not recorded" in rows[0]
    assert "1 rated risk stands where it stood before." in html
    assert list(listed("came=3-3&assessed=yes")) == ["1.1", "1.2"]
    assert list(listed("came=s12&assessed=yes")) == ["1.3"]
    assert list(listed("came=new")) == []
    for link in re.findall(r'came=[^"]*', html):
        assert link.startswith(("came=3-3", "came=s12"))


def test_where_hidden_risks_came_from_is_not_told(
    register: Register, june: Review, sign_in: SignIn, opened: Opened
) -> None:
    cycle.propose(register.entries.get(reference="2.1"), june, likelihood=5, impact=5)

    assert "Where they came from" not in sign_in(SMT).get(f"{RISKS}?picture=came").content.decode()
    assert picture(opened(SMT), june, last_known=False, origins=True).origins == []
    assert len(picture(opened(OFFICER), june, last_known=False, origins=True).origins) == 1


@pytest.mark.parametrize("query", ["came=6-1", "came=x", "sat=1", "sat=-1", "appetite=x", "decision=cleared", "plan=x"])
def test_a_value_that_is_none_of_ours_is_refused_in_words(sign_in: SignIn, query: str) -> None:
    page = sign_in(SMT).get(f"{RISKS}?{query}")

    assert page.status_code == 400
    assert "is not one of the choices" in page.content.decode()
