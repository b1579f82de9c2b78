"""Requests that the database breaks off: for one another's sake, for a lock, or because its server went away."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from probation_planning import urls as house
from probation_planning.history.models import Event
from probation_planning.organisation import tenancy
from probation_planning.organisation.errors import server_error
from probation_planning.organisation.middleware import TRIES, context_is_empty
from probation_planning.organisation.models import DeliveryUnit, Trust, User
from probation_planning.organisation.security import Happened, noted
from tests.pressing import filled

pytestmark = pytest.mark.usefixtures("routes_of_tests")

OFFICER = "officer@derbyshire.example"
UNITS = "/derbyshire/settings/units/"
HALF_WAY = Barrier(2)
TRIED = {"one": 0, "other": 0}


def crossing(request: Any, trust: str, one: str) -> HttpResponse:
    """Rename two units, in this order or in the other; the first time both are half way at the same moment."""
    TRIED[one] += 1
    noted(Happened.SESSION, says=one)
    order = ("Derby", "Chesterfield") if one == "one" else ("Chesterfield", "Derby")
    for at, name in enumerate(order):
        unit = DeliveryUnit.objects.select_for_update().get(name=name)
        unit.ground += f"{one} "
        unit.save()
        if at == 0 and TRIED[one] == 1:
            HALF_WAY.wait(20)
    return HttpResponse(request.POST["words"])


def never(request: Any, trust: str) -> HttpResponse:
    """Break off as if for another's sake, each time."""
    TRIED["one"] += 1
    with connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'could not serialize' USING ERRCODE = '40001'; END $$")
    return HttpResponse("")


def broken(request: Any, trust: str) -> HttpResponse:
    """Go wrong after the walls were set."""
    raise LookupError(trust)


def killed(request: Any, trust: str) -> HttpResponse:
    """Lose the connection to the database in the middle."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
        cursor.execute("SELECT 1")
    return HttpResponse("")


urlpatterns = [
    path("<trust:trust>/crossing/<str:one>/", crossing, name="in_the_way_crossing"),
    path("<trust:trust>/never/", never, name="in_the_way_never"),
    path("<trust:trust>/broken/", broken, name="in_the_way_broken"),
    path("<trust:trust>/killed/", killed, name="in_the_way_killed"),
    *house.urlpatterns,
]
handler400, handler403, handler404, handler500 = house.handler400, house.handler403, house.handler404, house.handler500


@pytest.fixture
def officer(fresh_database: str, settings: Any) -> Iterator[Client]:
    """The performance officer, on a connection of their own, with the pages of this file besides the house's."""
    settings.ROOT_URLCONF = __name__
    TRIED.update(one=0, other=0)
    yield signed_in()
    connections.close_all()


def signed_in() -> Client:
    """The officer on a machine, who sees pages as they are sent, also those of a failure."""
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(email=OFFICER))
    return client


def units() -> dict[str, str]:
    """What stands of each unit."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        return dict(DeliveryUnit.objects.values_list("name", "ground"))


def ended() -> list[str]:
    """What is on record of ended sessions."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.kept_context():
        tenancy.enter(tenancy.Context(trusts=(trust.pk,), roles=(tenancy.SYSTEM,)))
        return sorted(Event.objects.filter(kind=Happened.SESSION).values_list("says", flat=True))


def make(*names: str) -> None:
    """Units of Derbyshire."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        for name in names:
            DeliveryUnit.objects.create(name=name, kind="other")


def test_two_in_each_others_way_are_both_saved(officer: Client) -> None:
    make("Derby", "Chesterfield")
    clients = {"one": officer, "other": signed_in()}

    def send(one: str) -> Any:
        try:
            return clients[one].post(f"/derbyshire/crossing/{one}/", {"words": f"by {one}"})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as hands:
        answers = list(hands.map(send, clients))

    assert [(answer.status_code, answer.content) for answer in answers] == [(200, b"by one"), (200, b"by other")]
    assert sum(TRIED.values()) > 2
    # Of an attempt that was made again nothing is noted.
    assert ended() == ["one", "other"]
    assert all(sorted(said.split()) == ["one", "other"] for said in units().values())


def test_what_never_comes_through_is_tried_three_times_and_kept_on_the_page(officer: Client) -> None:
    words = "A line,\n“another” & <b>more</b>"

    answer = officer.post("/derbyshire/never/", {"words": words, "seen": "7"})

    assert TRIED["one"] == TRIES == 3
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    kept = filled(answer.content.decode(), "/derbyshire/never/")
    assert kept == {"words": [words], "seen": ["7"]}
    assert "Many people are saving" in answer.content.decode()


def test_a_lock_that_others_hold_too_long_is_told_and_the_form_is_sent_again(officer: Client) -> None:
    opened = filled(officer.get(f"{UNITS}new/").content.decode(), f"{UNITS}new/") | {
        "name": ["Derby"],
        "kind": ["other"],
    }
    held, done = Barrier(2), Barrier(2)

    def hold() -> None:
        try:
            with tenancy.system(), connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM organisation_trust FOR UPDATE")
                held.wait(20)
                done.wait(20)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as hand:
        holding = hand.submit(hold)
        held.wait(20)
        answer = officer.post(f"{UNITS}new/", opened)
        done.wait(20)
        holding.result()

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    again = officer.post(f"{UNITS}new/", filled(answer.content.decode(), f"{UNITS}new/"))
    assert again.status_code == 302
    assert list(units()) == ["Derby"]


@pytest.mark.parametrize(
    ("address", "is_kept"), [("/accounts/login/", False), ("/derbyshire/2011-12/plan/edit/", True)]
)
def test_what_is_sent_to_the_sign_in_is_on_no_page(address: str, is_kept: bool) -> None:
    request = RequestFactory().post(address, {"words": "derbyshire-2011"})
    try:
        raise OperationalError("server closed the connection unexpectedly")
    except OperationalError:
        answer = server_error(request)

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert ("derbyshire-2011" in answer.content.decode()) == is_kept


def test_nothing_of_a_reader_is_left_on_the_connection_however_a_request_ends(officer: Client) -> None:
    ends = {"plan/": 200, "nowhere/": 404, "risks/export.csv": 200}
    for way, status in ends.items():
        assert officer.get(f"/derbyshire/2011-12/{way}").status_code == status
        assert context_is_empty()

    assert officer.get("/derbyshire/broken/").status_code == 500
    assert context_is_empty()
    broken_off = officer.get("/derbyshire/2011-12/risks/export.csv")
    next(iter(broken_off))
    broken_off.close()
    assert context_is_empty()


def test_after_a_connection_was_killed_the_next_request_works(officer: Client) -> None:
    answer = officer.post("/derbyshire/killed/", {"words": "Half a page of them"})

    assert answer.status_code == 503
    assert filled(answer.content.decode(), "/derbyshire/killed/") == {"words": ["Half a page of them"]}
    assert officer.get("/derbyshire/2011-12/plan/").status_code == 200
    assert context_is_empty()
    merseyside = Client()
    merseyside.force_login(User.objects.get(email="officer@merseyside.example"))
    assert merseyside.get("/derbyshire/2011-12/plan/").status_code == 404
    assert context_is_empty()
