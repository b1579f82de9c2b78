"""The page of a risk."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from risks.models import Entry
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT, Rate

SignIn = Callable[[str], Client]


def text_of(response: Any) -> str:
    """The page as words, one space between them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_it_says_what_the_risk_is_and_where_it_was_printed(sign_in: SignIn) -> None:
    words = text_of(sign_in(SMT).get(RISKS + "1.10/"))

    assert "DPT loses delivery of Community Payback and offender management of CP orders." in words
    assert "The business is kept." in words
    assert "Operational/Financial" in words
    assert "Treat, Tolerate" in words
    assert "Director of Interventions" in words
    assert "Business Plan 2011/12, line 202" in words


def test_worked_out_factors_are_marked_as_such(sign_in: SignIn) -> None:
    words = text_of(sign_in(SMT).get(RISKS + "1.1/"))

    assert "likelihood 3 Medium, impact 3 Medium worked out from the score, not recorded" in words
    assert "not assessed yet" in words
    assert "Score: 9 at Mar-11 (one rating so far)." in words


def test_factors_that_nobody_knows_are_not_recorded(sign_in: SignIn) -> None:
    words = text_of(sign_in(SMT).get(RISKS + "1.14/"))

    assert "likelihood and impact not recorded" in words
    assert "worked out" not in words


def test_a_doubtful_owner_is_shown_as_a_reading_with_its_ground(sign_in: SignIn) -> None:
    words = text_of(sign_in(SMT).get(RISKS + "1.14/"))

    assert "Directors (leads) a reading:" in words
    assert "Printed as “All Directors and Operations Manager”" in words


def test_blanks_stay_blank(sign_in: SignIn) -> None:
    words = text_of(sign_in(SMT).get(RISKS + "1.12/"))

    assert "Response not recorded" in words
    assert "Owners not recorded" in words


def test_the_history_runs_from_the_newest_with_who_and_when(sign_in: SignIn, rate: Rate, entry: Entry) -> None:
    rate(entry)
    rate(entry, likelihood=2, reason="The lease is signed.", seen=1)

    response = sign_in(SMT).get(RISKS + "1.1/")
    words = text_of(response)

    assert [(row.assessment.review.label, row.counts) for row in response.context["record"].history] == [
        ("Jun-11", True),
        ("Jun-11", False),
        ("Mar-11", True),
    ]
    assert "Proposed by the owner; replaced by a later rating" in words
    assert "The lease is signed." in words
    assert "Director of Business Services, 20 June 2011" in words
    assert "Recorded from paper, line 193" in words
    assert "risk lower" in words
    assert "Score: 9 at Mar-11, 6 at Jun-11." in words


def test_on_an_owners_word_says_whose_and_when(sign_in: SignIn, rate: Rate, entry: Entry) -> None:
    owner = entry.owners.get().owner
    rate(entry, OFFICER, given_as=owner, told_on=datetime.date(2011, 6, 17))

    words = text_of(sign_in(SMT).get(RISKS + "1.1/"))

    assert (
        "Performance officer on the word of Director of Business Services, told on 17 June 2011, 20 June 2011" in words
    )


def test_a_past_review_shows_the_risk_as_it_stood_then(sign_in: SignIn, rate: Rate, entry: Entry) -> None:
    rate(entry)

    words = text_of(sign_in(SMT).get(RISKS + "1.1/?review=mar-11"))

    assert "Rating at Mar-11" in words
    assert "The lease in Derby is late." not in words
    assert "no earlier rating" in words


def test_a_committee_sees_the_risk_as_it_was_issued(sign_in: SignIn, rate: Rate, entry: Entry) -> None:
    rate(entry)
    Entry.objects.filter(pk=entry.pk).update(title="Reworded since")
    client = sign_in(AUDIT)

    html = client.get(RISKS + "1.1/").content.decode()

    assert "Rating at Mar-11" in html
    for later in ["Jun-11", "jun-11", "The lease in Derby is late.", "Reworded since", "assess/"]:
        assert later not in html
    assert client.get(RISKS + "1.1/?review=jun-11").status_code == 404


def test_a_risk_closed_since_is_not_told_to_a_committee(sign_in: SignIn, entry: Entry) -> None:
    cycle.close(entry, dated="2011-06-19", reason="The lease is signed.")

    assert "Closed on 19 June 2011: The lease is signed." in text_of(sign_in(SMT).get(RISKS + "1.1/"))
    assert "The lease is signed." not in text_of(sign_in(AUDIT).get(RISKS + "1.1/"))


@pytest.mark.parametrize(
    ("email", "reference", "offered"),
    [
        (OWNER, "1.1", True),
        (OWNER, "1.9", False),
        ("interventions@derbyshire.example", "1.9", True),
        ("operations.city@derbyshire.example", "1.14", True),
        (OFFICER, "1.1", True),
        (OFFICER, "1.12", True),
        (SMT, "1.1", False),
        (AUDIT, "1.1", False),
    ],
)
def test_a_rating_is_offered_to_those_who_may_give_it(
    sign_in: SignIn, email: str, reference: str, offered: bool
) -> None:
    html = sign_in(email).get(f"{RISKS}{reference}/").content.decode()

    assert ("Assess for Jun-11" in html) is offered


def test_the_neighbours_follow_the_printed_order(sign_in: SignIn) -> None:
    client = sign_in(SMT)
    records = [client.get(f"{RISKS}{reference}/").context["record"] for reference in ("1.1", "1.9", "1.10")]

    assert [(one.before, one.after) for one in records] == [("", "1.2"), ("1.8", "1.10"), ("1.9", "1.11")]


@pytest.mark.parametrize("reference", ["1.16", "9", "3.1", "01.1", "1.1-1"])
def test_an_unknown_reference_is_an_unknown_page(sign_in: SignIn, reference: str) -> None:
    assert sign_in(SMT).get(f"{RISKS}{reference}/").status_code == 404


def test_the_page_asks_little_with_its_thread_filled_in(
    sign_in: SignIn, count_queries: Any, rate: Rate, entry: Entry
) -> None:
    rate(entry)
    client = sign_in(OWNER)

    with count_queries() as asked:
        assert client.get(RISKS + "1.1/").status_code == 200

    assert len(asked()) <= 20, asked()
