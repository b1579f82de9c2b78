"""Several answers at the same moment, each on a connection of its own."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from objectives.models import StatusUpdate
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust, User
from tests.objectives.conftest import OWNER, PLAN

PAGE = f"{PLAN}objectives/1.2-3/"
ANSWER = {"status": "at_risk", "comment": "The supplier is late.", "quarter": "1", "seen": "0"}
AT_ONCE = 6


@pytest.fixture
def clients(fresh_database: str) -> Iterator[list[Client]]:
    """The owner, signed in on several machines."""
    owner = User.objects.get(email=OWNER)
    signed_in = [Client() for _ in range(AT_ONCE)]
    for client in signed_in:
        client.force_login(owner)
    yield signed_in
    connections.close_all()


def answer_at_once(clients: list[Client], answers: list[dict[str, str]]) -> list[int]:
    """The statuses of answers sent together."""
    together = Barrier(len(clients))

    def send(client: Client, answer: dict[str, str]) -> int:
        try:
            together.wait()
            return client.post(PAGE, answer).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(clients)) as threads:
        return list(threads.map(send, clients, answers))


def sequences() -> list[int]:
    """Of the answers kept."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        return list(StatusUpdate.objects.order_by("sequence").values_list("sequence", flat=True))


def test_one_answer_sent_many_times_at_once_is_kept_once(clients: list[Client]) -> None:
    assert answer_at_once(clients, [ANSWER] * AT_ONCE) == [302] * AT_ONCE
    assert sequences() == [1]


def test_of_different_answers_at_once_one_is_kept_and_the_others_meet_it(clients: list[Client]) -> None:
    different = [ANSWER | {"comment": f"Version {number}"} for number in range(AT_ONCE)]

    assert sorted(answer_at_once(clients, different)) == [302] + [409] * (AT_ONCE - 1)
    assert sequences() == [1]
