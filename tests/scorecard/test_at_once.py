"""Several results at the same moment, each on a connection of its own."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Owner, Trust, User
from scorecard.models import Measure, MeasureOwner, Result
from tests.scorecard.conftest import CARD, OFFICER

PAGE = f"{CARD}measures/2-1/result/"
RESULT = {"value": "92.5", "standing": "provisional", "quarter": "1", "seen": "0"}
AT_ONCE = 6


@pytest.fixture
def clients(fresh_database: str) -> Iterator[list[Client]]:
    """The officer, signed in on several machines."""
    officer = User.objects.get(email=OFFICER)
    signed_in = [Client() for _ in range(AT_ONCE)]
    for client in signed_in:
        client.force_login(officer)
    yield signed_in
    connections.close_all()


def enter_at_once(clients: list[Client], forms: list[dict[str, str]], page: str = PAGE) -> list[int]:
    """The statuses of forms sent together."""
    together = Barrier(len(clients))

    def send(client: Client, form: dict[str, str]) -> int:
        try:
            together.wait()
            return client.post(page, form).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(clients)) as threads:
        return list(threads.map(send, clients, forms))


def sequences() -> list[int]:
    """Of the results kept."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        return list(Result.objects.order_by("sequence").values_list("sequence", flat=True))


def test_one_result_sent_many_times_at_once_is_kept_once(clients: list[Client]) -> None:
    assert enter_at_once(clients, [RESULT] * AT_ONCE) == [302] * AT_ONCE
    assert sequences() == [1]


def test_of_different_results_at_once_one_is_kept_and_the_others_meet_it(clients: list[Client]) -> None:
    different = [RESULT | {"value": str(90 + number)} for number in range(AT_ONCE)]

    assert sorted(enter_at_once(clients, different)) == [302] + [409] * (AT_ONCE - 1)
    assert sequences() == [1]


def test_of_different_owners_given_at_once_one_is_kept_and_the_others_meet_it(clients: list[Client]) -> None:
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        posts = list(Owner.objects.posts().values_list("pk", flat=True)[:AT_ONCE])
    choices = [{"leads": str(post), "seen": "0"} for post in posts]

    assert sorted(enter_at_once(clients, choices, f"{CARD}measures/2-1/assign/")) == [302] + [409] * (AT_ONCE - 1)
    with tenancy.trust(trust):
        assert MeasureOwner.objects.filter(measure__perspective__number=2, measure__number=1).count() == 1


def sheet(values: dict[str, str]) -> dict[str, str]:
    """A sheet of results by reference, as its form sends it."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        keys = {row.reference: row.pk for row in Measure.objects.select_related("perspective")}
    boxes = {f"{keys[ref]}-value": value for ref, value in values.items()}
    return {"standing": "provisional", "page": "1", "save": "1"} | boxes | {f"{keys[ref]}-seen": "0" for ref in values}


SHEET = f"{CARD}results/2011-q1/"


def test_one_sheet_sent_many_times_at_once_is_kept_once(clients: list[Client]) -> None:
    assert enter_at_once(clients, [sheet({"2-1": "92.5", "2-2": "10"})] * AT_ONCE, SHEET) == [302] * AT_ONCE
    assert sequences() == [1, 1]


def test_of_different_sheets_at_once_one_is_kept_whole_and_the_others_not_at_all(clients: list[Client]) -> None:
    orders = [("2-1", "2-2"), ("2-2", "2-1")]
    different = [
        sheet({ref: str(90 + number / 10) for ref in orders[number % 2]}) | {"reason": "Counted again."}
        for number in range(AT_ONCE)
    ]

    assert sorted(enter_at_once(clients, different, SHEET)) == [302] + [409] * (AT_ONCE - 1)
    assert sequences() == [1, 1]


def test_a_sheet_and_a_single_result_at_once_meet_each_other(clients: list[Client]) -> None:
    together = Barrier(2)

    def send(client: Client, page: str, form: dict[str, str]) -> int:
        try:
            together.wait()
            return client.post(page, form).status_code
        finally:
            connections.close_all()

    forms = [(SHEET, sheet({"2-1": "80"})), (PAGE, RESULT)]
    with ThreadPoolExecutor(2) as threads:
        statuses = list(threads.map(lambda one: send(*one), [(clients[at], *form) for at, form in enumerate(forms)]))

    assert sorted(statuses) == [302, 409]
    assert sequences() == [1]
