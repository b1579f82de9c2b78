"""Many hands writing to one risk at the same moment."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

from probation_planning.organisation import tenancy
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Trust, User
from probation_planning.organisation.readers import readers_of
from risks.models import Action, Entry
from risks.services.things import add_action, change_action
from tests.risks.conftest import OWNER

HANDS = 6


def together(acts: list[Callable[[dict[str, Any]], object]]) -> list[str]:
    """Does all of it at once, as the owner of risk 1.1, and says what became of each."""
    barrier = Barrier(len(acts))

    def one(act: Callable[[dict[str, Any]], object]) -> str:
        try:
            with tenancy.kept_context():
                reader = readers_of(User.objects.get(email=OWNER), "derbyshire")[0]
                entry = Entry.objects.get(reference="1.1")
                barrier.wait()
                act({"reader": reader, "entry": entry})
                return "saved"
        except Conflict:
            return "conflict"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as hands:
        return list(hands.map(one, acts))


def numbers() -> list[tuple[int, int]]:
    """Number and sequence of every action."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        return list(Action.objects.order_by("number", "sequence").values_list("number", "sequence"))


def adding(once: uuid.UUID) -> Callable[[dict[str, Any]], object]:
    """Adds one action by the form of this mark."""
    return lambda who: add_action(**who, once=once, text="Sign the lease", owner=None, due_on=None)


def reporting(words: str) -> Callable[[dict[str, Any]], object]:
    """Reports on action 1, seen once."""
    return lambda who: change_action(**who, number=1, seen=1, state="open", due_on=None, said=words, reason="")


def test_each_new_action_has_a_number_of_its_own(fresh_database: str) -> None:
    assert together([adding(uuid.uuid4()) for _ in range(HANDS)]) == ["saved"] * HANDS
    assert numbers() == [(number, 1) for number in range(1, HANDS + 1)]


def test_one_form_sent_many_times_at_once_is_one_action(fresh_database: str) -> None:
    assert together([adding(uuid.uuid4())] * HANDS) == ["saved"] * HANDS
    assert numbers() == [(1, 1)]


def test_of_many_reports_at_once_one_is_saved_and_the_others_are_asked(fresh_database: str) -> None:
    together([adding(uuid.uuid4())])

    said = together([reporting(f"Report {hand}") for hand in range(HANDS)])

    assert sorted(said) == ["conflict"] * (HANDS - 1) + ["saved"]
    assert numbers() == [(1, 1), (1, 2)]
