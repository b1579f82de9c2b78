"""Many hands on one risk at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from probation_planning.organisation import tenancy
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Trust, User
from probation_planning.organisation.readers import readers_of
from risks.models import Assessment, Entry, Review
from risks.services import assess
from tests.risks.conftest import OWNER

HANDS = 8


@pytest.fixture
def save_together(fresh_database: str) -> Callable[[list[str]], list[str]]:
    """Saves a rating of risk 1.1 with each of the comments at once, and says what became of each."""

    def save(comments: list[str]) -> list[str]:
        together = Barrier(len(comments))

        def one(comment: str) -> str:
            try:
                with tenancy.kept_context():
                    reader = readers_of(User.objects.get(email=OWNER), "derbyshire")[0]
                    entry = Entry.objects.get(reference="1.1")
                    june = Review.objects.get(slug="jun-11")
                    together.wait()
                    assess(
                        entry=entry,
                        review=june,
                        reader=reader,
                        likelihood=4,
                        impact=3,
                        comments=comment,
                        proposed_actions="",
                        reason="",
                        seen=0,
                    )
                    return "saved"
            except Conflict:
                return "conflict"
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(comments)) as hands:
            return list(hands.map(one, comments))

    return save


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
