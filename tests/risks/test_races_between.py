"""Many hands at the same moment on a rating between reviews, a correction, and a working note."""

import datetime
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from probation_planning.organisation import tenancy
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Message, Trust, User
from probation_planning.organisation.readers import readers_of
from risks.models import Assessment, Entry, Review, WorkingNote
from risks.services.between import assess_between
from risks.services.correcting import correct
from risks.services.noting import keep_note
from tests.risks.conftest import OFFICER, OWNER

HANDS = 6
ONCE = uuid.UUID("a3c56b2e-6f0e-4b0a-9d7a-0d0c5a7f1e11")
RED = {"likelihood": 4, "impact": 4, "comments": "", "proposed_actions": ""}
Act = Callable[[Any, Entry, str], object]


def between(reader: Any, entry: Entry, words: str) -> object:
    """Rate risk 1.1 between reviews with one form."""
    day = datetime.date(2011, 6, 17)
    return assess_between(entry=entry, reader=reader, dated=day, reason=words, seen=0, once=ONCE, **RED)


def mend(reader: Any, entry: Entry, words: str) -> object:
    """Correct its rating at Mar-11."""
    march = Review.objects.get(register=entry.register_id, slug="mar-11")
    return correct(entry=entry, review=march, reader=reader, reason=words, nothing_more="", seen=1, **RED)


def note(reader: Any, entry: Entry, words: str) -> object:
    """Write its working note."""
    return keep_note(entry=entry, reader=reader, text=words, seen=0)


@pytest.fixture
def together(fresh_database: str) -> Callable[[Act, str, list[str]], list[str]]:
    """Does it with each of the words at once, as that person, and says what became of each."""

    def all_at_once(act: Act, email: str, words: list[str]) -> list[str]:
        ready = Barrier(len(words))

        def one(said: str) -> str:
            try:
                with tenancy.kept_context():
                    reader = readers_of(User.objects.get(email=email), "derbyshire")[0]
                    entry = Entry.objects.get(reference="1.1")
                    ready.wait()
                    act(reader, entry, said)
                    return "saved"
            except Conflict:
                return "conflict"
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(words)) as hands:
            return sorted(hands.map(one, words))

    return all_at_once


def rows() -> dict[str, int]:
    """How many of each there are."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        ratings = Assessment.objects.filter(entry__reference="1.1")
        return {
            "between": ratings.filter(kind="interim").count(),
            "corrections": ratings.filter(kind="correction").count(),
            "notes": WorkingNote.objects.count(),
            "messages": Message.objects.count(),
        }


@pytest.mark.parametrize(
    ("act", "email", "written"),
    [
        (between, OWNER, {"between": 1, "corrections": 0, "notes": 0, "messages": 1}),
        (mend, OFFICER, {"between": 0, "corrections": 1, "notes": 0, "messages": 1}),
        (note, OWNER, {"between": 0, "corrections": 0, "notes": 1, "messages": 0}),
    ],
)
def test_the_same_words_are_written_and_told_once_and_others_meet_a_conflict(
    together: Callable[[Act, str, list[str]], list[str]], act: Act, email: str, written: dict[str, int]
) -> None:
    assert together(act, email, ["The landlord gave notice."] * HANDS) == ["saved"] * HANDS
    assert rows() == written

    assert together(act, email, [f"Answer {hand}" for hand in range(HANDS)]) == ["conflict"] * HANDS
    assert rows() == written
