"""Rating a risk that does not move: last time's levels in one click, and whether nothing more can be done."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from probation_planning.organisation.models import Owner
from risks.models import Acceptance, Assessment, Entry, Register, Review, Standing
from risks.scoring import Thresholds, sits
from risks.services.assessing import standing_to_rate
from tests.risks import cycle
from tests.risks.conftest import OWNER, RISKS, Rate

SignIn = Callable[[str], Client]
KEY = Thresholds(6, 15, 21)
# 1.9: 16 Red at Mar-11, which only 4×4 gives; its owner holds no other role.
RED_OWNER = "interventions@derbyshire.example"
STAYS = {"nothing_more": ["The risk stays at 16 Red for 2 reviews. Say whether more can be done."]}
PAGE = f"{RISKS}1.9/assess/"
FORM = {
    "likelihood": "4",
    "impact": "4",
    "comments": "Nothing new.",
    "proposed_actions": "Words that took a while.",
    "nothing_more": "",
    "reason": "",
    "review": "jun-11",
    "seen": "0",
}


@pytest.fixture
def red(register: Register) -> Entry:
    """Risk 1.9: 16 Red at Mar-11."""
    return register.entries.get(reference="1.9")


def accept(entry: Entry, **changed: Any) -> Acceptance:
    """Accepted by the Chief Executive until the end of June."""
    words: dict[str, Any] = {
        "section": entry.section,
        "accepted_by": Owner.objects.get(name="Chief Executive"),
        "why": "The contract decides.",
        "until": datetime.date(2011, 6, 30),
        "watched": "The contract's date.",
    }
    words |= {"register": entry.register, "entry": entry, "risk": entry.risk, "dated": cycle.day()}
    return Acceptance.objects.create(given_by=cycle.officer(), **(words | changed))


def faults(rate: Rate, entry: Entry, **changed: Any) -> dict[str, list[str]]:
    """What is refused, by field."""
    with pytest.raises(ValidationError) as refused:
        rate(entry, RED_OWNER, **({"likelihood": 4, "impact": 4} | changed))
    found: dict[str, list[str]] = refused.value.message_dict
    return found


# How many reviews it sits


@pytest.mark.parametrize(
    ("score", "earlier", "earlier_sits", "comes_to"),
    [
        (14, 14, 0, 0),
        (15, 15, 1, 2),
        (15, 15, 0, 1),
        (15, 15, None, 1),
        (15, None, None, 1),
        (15, 16, 3, 1),
        (20, 20, 2, 3),
        (25, 20, 2, 1),
        (25, 25, 1, 2),
        (14, 15, 2, 0),
    ],
)
def test_a_risk_sits_while_its_score_stays_in_red_or_black(
    score: int, earlier: int | None, earlier_sits: int | None, comes_to: int
) -> None:
    assert sits(score, KEY, earlier, earlier_sits) == comes_to
    assert sits(score, None, earlier, earlier_sits) == 0


@pytest.mark.parametrize(("likelihood", "impact"), [(4, 4), (3, 5), (5, 5), (3, 4), (1, 1)])
def test_it_is_counted_here_as_in_the_database(
    rate: Rate, red: Entry, june: Review, likelihood: int, impact: int
) -> None:
    before = standing_to_rate(red, june)
    comes_to = sits(likelihood * impact, KEY, before.previous_score, before.sat_before)

    rate(red, RED_OWNER, likelihood=likelihood, impact=impact, reason="Looked at anew.", nothing_more="No.")

    assert Standing.objects.get(entry=red, review=june).sat == comes_to


# The question


def test_a_red_risk_that_stays_says_whether_more_can_be_done(rate: Rate, red: Entry) -> None:
    assert faults(rate, red) == STAYS
    given = rate(red, RED_OWNER, likelihood=4, impact=4, nothing_more="No: the contract decides.")
    assert given.nothing_more == "No: the contract decides."


def test_it_is_asked_at_the_third_review_as_well(rate: Rate, red: Entry, register: Register) -> None:
    rate(red, RED_OWNER, likelihood=4, impact=4, nothing_more="No.")
    september = register.reviews.get(slug="sep-11")
    Review.objects.filter(pk=september.pk).update(opened_on="2011-06-20")

    assert "for 3 reviews" in faults(rate, red, review=september)["nothing_more"][0]


@pytest.mark.parametrize("changed", [{"impact": 5}, {"likelihood": 3, "impact": 5}, {"likelihood": 3, "impact": 3}])
def test_a_rating_that_moves_is_not_asked(rate: Rate, red: Entry, changed: dict[str, int]) -> None:
    levels = {"likelihood": 4, "impact": 4} | changed

    assert rate(red, RED_OWNER, reason="Looked at anew.", **levels).nothing_more == ""


def test_nor_is_one_that_stays_in_amber(rate: Rate, entry: Entry) -> None:
    assert rate(entry, likelihood=3, impact=3).nothing_more == ""


def test_other_factors_with_the_same_score_are_no_movement(rate: Rate, register: Register) -> None:
    twenty = register.entries.get(reference="1.14")

    with pytest.raises(ValidationError) as refused:
        rate(twenty, "operations.city@derbyshire.example", likelihood=5, impact=4)

    assert "stays at 20 Red for 2 reviews" in refused.value.message_dict["nothing_more"][0]


@pytest.mark.parametrize(
    ("changed", "answers"),
    [
        ({}, True),
        ({"until": datetime.date(2011, 6, 20)}, True),
        ({"dated": datetime.date(2011, 5, 1), "until": datetime.date(2011, 6, 19)}, False),
    ],
)
def test_an_acceptance_in_date_answers_it(rate: Rate, red: Entry, changed: dict[str, Any], answers: bool) -> None:
    accept(red, **changed)

    if answers:
        assert rate(red, RED_OWNER, likelihood=4, impact=4).nothing_more == ""
    else:
        assert faults(rate, red) == STAYS


def test_one_that_has_ended_does_not(rate: Rate, red: Entry) -> None:
    first = Acceptance.objects.get(pk=accept(red).pk)
    accept(red, number=first.number, state="ended", reason="The contract is let.")

    assert faults(rate, red) == STAYS


def test_nor_does_one_of_another_risk(rate: Rate, red: Entry, register: Register) -> None:
    accept(register.entries.get(reference="1.10"))

    assert faults(rate, red) == STAYS


# The form


def test_the_question_is_put_where_the_risk_may_stay_in_red(sign_in: SignIn, red: Entry) -> None:
    html = sign_in(RED_OWNER).get(PAGE).content.decode()

    assert "Can nothing more be done?" in html
    assert "Needed when the risk stays at 16 Red: it would be 2 reviews without moving." in html
    assert "Can nothing more" not in sign_in(OWNER).get(f"{RISKS}1.1/assess/").content.decode()


def test_it_is_not_put_beside_an_acceptance(sign_in: SignIn, red: Entry) -> None:
    accept(red)

    assert "Can nothing more" not in sign_in(RED_OWNER).get(PAGE).content.decode()


def test_without_an_answer_everything_typed_stays(sign_in: SignIn, red: Entry) -> None:
    client = sign_in(RED_OWNER)

    html = client.post(PAGE, FORM).content.decode()

    assert "<title>Error: " in html
    assert "Say whether more can be done." in html
    assert "Words that took a while." in html
    assert client.post(PAGE, FORM | {"nothing_more": "No: the contract decides."}).status_code == 302
    assert "No: the contract decides." in client.get(f"{RISKS}1.9/").content.decode()


def test_an_answer_typed_where_it_was_not_asked_comes_back(sign_in: SignIn, entry: Entry) -> None:
    typed = FORM | {"likelihood": "", "nothing_more": "We asked the landlord."}

    assert "We asked the landlord." in sign_in(OWNER).post(f"{RISKS}1.1/assess/", typed).content.decode()


def test_nothing_has_changed_chooses_the_levels_of_last_time(sign_in: SignIn, red: Entry) -> None:
    client = sign_in(RED_OWNER)
    assert "Nothing has changed since Mar-11" in client.get(PAGE).content.decode()

    response = client.get(PAGE + "?review=jun-11&same=1")
    html = response.content.decode()

    assert html.count(" checked") == 2
    assert (response.context["form"]["likelihood"].value(), response.context["form"]["impact"].value()) == (4, 4)
    assert "Say in a sentence why they stand." in html
    assert client.post(PAGE, FORM | {"comments": "", "nothing_more": "No."}).status_code == 200
    assert not Assessment.objects.filter(kind="proposed").exists()


def test_it_leaves_the_words_of_a_draft(sign_in: SignIn, red: Entry) -> None:
    client = sign_in(RED_OWNER)
    typed = {"address": f"{PAGE}?review=jun-11", "comments": "Half a thought", "likelihood": "1"}
    client.post("/derbyshire/draft/", typed)

    response = client.get(PAGE + "?review=jun-11&same=1")

    assert "Half a thought" in response.content.decode()
    assert response.context["form"]["likelihood"].value() == 4


def test_a_score_alone_says_what_it_can_be_made_of(sign_in: SignIn) -> None:
    html = sign_in("operations.city@derbyshire.example").get(f"{RISKS}1.14/assess/?same=1").content.decode()

    assert "only the score 20 was recorded: 4 × 5 or 5 × 4" in html
    assert "Nothing has changed" not in html
    assert " checked" not in html


def test_the_factors_are_given_at_an_open_review(rate: Rate, register: Register, june: Review) -> None:
    twenty = register.entries.get(reference="1.14")
    rate(twenty, "operations.city@derbyshire.example", likelihood=4, impact=5, nothing_more="No.")

    standing = Standing.objects.get(entry=twenty, review=june)
    assert (standing.likelihood, standing.impact, standing.score) == (4, 5, 20)


# What the database refuses


def test_a_rule_of_the_database_reaches_the_form_in_a_sentence(sign_in: SignIn, red: Entry, june: Review) -> None:
    """SMT is through with the risk in section 1 when it moves, and section 2 is still open."""
    cycle.meet(june)
    cycle.move(red, "2.5")

    client = sign_in(RED_OWNER)
    assert "Assess for" not in client.get(f"{RISKS}2.5/").content.decode()

    response = client.post(f"{RISKS}2.5/assess/", FORM | {"nothing_more": "No."})
    html = response.content.decode()

    assert response.status_code == 200
    assert "The risk stands in another section there." in html
    assert "Words that took a while." in html
    assert "<title>Error: " in html


def test_the_page_asks_little(sign_in: SignIn, count_queries: Any, red: Entry) -> None:
    client = sign_in(RED_OWNER)
    with count_queries() as shown:
        assert client.get(PAGE).status_code == 200
    with count_queries() as saved:
        assert client.post(PAGE, FORM | {"nothing_more": "No."}).status_code == 302

    assert len(shown()) <= 16, shown()
    assert len(saved()) <= 28, saved()
