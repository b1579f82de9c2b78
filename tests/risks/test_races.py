"""Many hands on one risk at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import OperationalError, connection, connections

from probation_planning.organisation import tenancy
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Trust, User
from probation_planning.organisation.readers import readers_of
from risks.models import Assessment, Entry, Review
from risks.services.assessing import assess
from tests.risks import cycle
from tests.risks.conftest import OWNER

HANDS = 8


def the_answer(comments: str) -> dict[str, Any]:
    """What the owner of risk 1.1 says of it for Jun-11, with the walls set for them."""
    return {
        "reader": readers_of(User.objects.get(email=OWNER), "derbyshire")[0],
        "entry": Entry.objects.get(reference="1.1"),
        "review": Review.objects.get(slug="jun-11"),
        "likelihood": 4,
        "impact": 3,
        "comments": comments,
        "proposed_actions": "",
        "reason": "",
        "seen": 0,
    }


@pytest.fixture
def save_together(fresh_database: str) -> Callable[[list[str]], list[str]]:
    """Saves a rating of risk 1.1 with each of the comments at once, and says what became of each."""

    def save(comments: list[str]) -> list[str]:
        together = Barrier(len(comments))

        def one(comment: str) -> str:
            try:
                with tenancy.kept_context():
                    answer = the_answer(comment)
                    together.wait()
                    assess(**answer)
                    return "saved"
            except Conflict:
                return "conflict"
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(comments)) as hands:
            return list(hands.map(one, comments))

    return save


def test_a_stage_is_closed_only_once_a_rating_in_flight_is_saved(fresh_database: str) -> None:
    saved, looked = Event(), Event()

    def rate_and_linger() -> None:
        try:
            with tenancy.kept_context():
                assess(**the_answer("The lease is late."))
                saved.set()
                assert looked.wait(30)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as hand:
        rating = hand.submit(rate_and_linger)
        assert saved.wait(30)
        try:
            with pytest.raises(OperationalError, match="lock timeout"):
                close_june()
        finally:
            looked.set()
        rating.result()
    close_june()

    assert ratings() == 1


def close_june() -> None:
    """Close section 1 of Jun-11 as the administration would, without a word to the service."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '300ms'")
        cycle.skip(Review.objects.get(slug="jun-11"))


def ratings() -> int:
    """How many ratings of risk 1.1 were saved for Jun-11."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        return Assessment.objects.filter(entry__reference="1.1", review__slug="jun-11").count()


def test_of_many_answers_one_is_saved_and_the_others_are_told(save_together: Callable[[list[str]], list[str]]) -> None:
    outcomes = save_together([f"Answer {hand}" for hand in range(HANDS)])

    assert sorted(outcomes) == ["conflict"] * (HANDS - 1) + ["saved"]
    assert ratings() == 1


def test_one_answer_sent_many_times_is_one(save_together: Callable[[list[str]], list[str]]) -> None:
    outcomes = save_together(["The same answer."] * HANDS)

    assert outcomes == ["saved"] * HANDS
    assert ratings() == 1
