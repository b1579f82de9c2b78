"""Reading back how an objective stood at a quarter."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import Deadline, DeadlineRevision, Objective, StatusUpdate
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter
from tests.objectives.conftest import OFFICER, OWNER, PLAN

SignIn = Callable[[str], Client]
Say = Callable[..., StatusUpdate]
PAGE = f"{PLAN}objectives/1.2-3/"


def page_of(client: Client, query: str) -> str:
    """The objective's page as text without spare spaces."""
    response = client.get(PAGE + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("email", [OWNER, OFFICER, "audit@derbyshire.example"])
def test_a_past_quarter_shows_its_own_answers_and_nothing_of_later_ones(
    sign_in: SignIn, say: Say, second_quarter: Quarter, email: str
) -> None:
    say("on_track", 1, comment="First words.")
    say("at_risk", 1, comment="Second words.")
    say("off_track", 2, comment="Words of July.")

    page = page_of(sign_in(email), "?quarter=1")

    assert "How it stood at Q1 2011/12" in page
    assert "All answers for Q1 2011/12" in page
    assert page.index("Second words.") < page.index("First words.")
    assert "Words of July." not in page
    assert "Save the answer" not in page


def test_names_stay_what_they_were_then(sign_in: SignIn, say: Say, second_quarter: Quarter) -> None:
    post = Owner.objects.get(name="Director of Business Services")
    say("on_track", 1, given_as=post)
    Owner.objects.filter(pk=post.pk).update(name="Director of Resources")

    page = page_of(sign_in(OWNER), "?quarter=1")

    assert "Owners then: Director of Business Services" in page
    assert "Director of Resources</li>" in page


def test_a_deadline_is_as_it_stood_then(
    sign_in: SignIn, say: Say, second_quarter: Quarter, objective: Objective
) -> None:
    month = Deadline.objects.create(objective=objective, month=datetime.date(2011, 9, 1))
    for number, to in ((1, 10), (2, 12)):
        DeadlineRevision.objects.create(
            update=say("at_risk", number),
            deadline=month,
            was=month.month,
            month=datetime.date(2011, to, 1),
            reason=f"Of Q{number}",
        )
    client = sign_in(OWNER)

    assert "Deadline then: September 2011, moved to October 2011: Of Q1" in page_of(client, "?quarter=1")
    assert "Of Q2" not in page_of(client, "?quarter=1")
    assert "September 2011, moved to December 2011: Of Q2" in page_of(client, "")


def test_a_final_word_that_stood_then_says_since_when(sign_in: SignIn, say: Say, second_quarter: Quarter) -> None:
    say("complete", 1)

    page = page_of(sign_in(OFFICER), "?quarter=3")

    assert "How it stood at Q3 2011/12" in page
    assert "since Q1 2011/12" in page
    assert "Nobody gave a status for Q3 2011/12." in page


def test_one_unit_can_be_read_back(
    sign_in: SignIn, say: Say, each_unit: Callable[[int], list[DeliveryUnit]], second_quarter: Quarter
) -> None:
    first, second = each_unit(2)
    say("on_track", 1, unit=first, comment="Words of A.")
    say("off_track", 1, unit=second, comment="Words of B.")
    client = sign_in(OWNER)

    whole, one = page_of(client, "?quarter=1"), page_of(client, "?quarter=1&unit=unit-a")

    assert "1 of 2 off track, 1 on track" in whole
    assert "Words of A." in whole
    assert "Words of B." in whole
    assert "How it stood at Q1 2011/12: Unit A" in one
    assert "Words of B." not in one


@pytest.mark.parametrize("query", ["?quarter=nonsense", "?quarter=0", "?quarter=5", "?quarter="])
def test_a_quarter_that_is_none_shows_the_page_as_it_is(sign_in: SignIn, say: Say, query: str) -> None:
    page = page_of(sign_in(OWNER), query)

    assert 'class="read-back"' not in page
    assert "Answer for Q1 2011/12" in page


def test_reading_back_asks_as_often_as_reading(
    sign_in: SignIn, say: Say, second_quarter: Quarter, count_queries: Any
) -> None:
    client = sign_in("audit@derbyshire.example")
    say("on_track", 1)
    with count_queries() as counted:
        client.get(PAGE)
    before = len(counted())
    for _ in range(5):
        say("at_risk", 1)

    with count_queries() as counted_again:
        client.get(f"{PAGE}?quarter=1")

    assert len(counted_again()) <= before
