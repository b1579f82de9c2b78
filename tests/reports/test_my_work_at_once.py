"""The same answers from "my work" at the same moment, each on a connection of its own."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from objectives.models import StatusUpdate
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust, User
from risks.models import Assessment, AssessmentKind
from tests.reports.answering import ANSWERS, DIRECTOR, OPEN, objective, risk

AT_ONCE = 4


@pytest.fixture
def clients(fresh_database: str) -> Iterator[list[Client]]:
    """The director, signed in on several machines."""
    director = User.objects.get(email=DIRECTOR)
    signed_in = [Client() for _ in range(AT_ONCE)]
    for client in signed_in:
        client.force_login(director)
    yield signed_in
    connections.close_all()


@pytest.fixture
def trust(fresh_database: str) -> Trust:
    """Derbyshire."""
    with tenancy.system():
        return Trust.objects.get(slug="derbyshire")


def send_at_once(clients: list[Client], forms: list[dict[str, Any]]) -> list[int]:
    """The statuses of forms sent together."""
    together = Barrier(len(clients))

    def send(client: Client, form: dict[str, Any]) -> int:
        try:
            together.wait()
            return client.post(ANSWERS, form).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(clients)) as threads:
        return list(threads.map(send, clients, forms))


def typed(trust: Trust, **said: str) -> dict[str, Any]:
    """Two objectives and a risk, answered."""
    with tenancy.trust(trust):
        return OPEN | objective("1.2-3", **said) | objective("1.2-4") | risk("1.1")


def counts(trust: Trust) -> tuple[int, int]:
    """How many answers and ratings there are."""
    with tenancy.trust(trust):
        rated = Assessment.objects.filter(kind=AssessmentKind.PROPOSED, review__slug="jun-11")
        return StatusUpdate.objects.count(), rated.count()


def test_sent_many_times_at_once_each_answer_is_kept_once(clients: list[Client], trust: Trust) -> None:
    assert send_at_once(clients, [typed(trust)] * AT_ONCE) == [302] * AT_ONCE
    assert counts(trust) == (2, 1)


def test_of_different_words_at_once_one_is_kept_and_the_others_meet_it(clients: list[Client], trust: Trust) -> None:
    forms = [typed(trust, comment=f"Words of machine {number}.") for number in range(AT_ONCE)]

    assert sorted(send_at_once(clients, forms)) == [302, *[409] * (AT_ONCE - 1)]
    assert counts(trust) == (2, 1)
