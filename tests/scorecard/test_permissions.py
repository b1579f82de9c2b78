"""Who may open the scorecard's addresses, assign a measure and enter a result."""

from collections.abc import Callable

import pytest
from django.test import Client

from probation_planning.organisation.models import Owner, Trust
from scorecard.models import Measure, MeasureOwner, Result
from tests.scorecard.conftest import CARD, HOLDER, OFFICER, OTHER, POST

SignIn = Callable[[str], Client]
MEASURE = f"{CARD}measures/2-1/"
READ = [CARD, f"{CARD}export.csv", MEASURE]
ACTS = [f"{MEASURE}assign/", f"{MEASURE}result/"]
RESULT = {"value": "93", "standing": "provisional", "quarter": "1", "seen": "0"}
READERS = ["interventions", "board.secretary", "smt", "audit", "auditor", "officer"]
OTHERS = ["director@merseyside.example", "smt@merseyside.example", "officer@merseyside.example"]


@pytest.mark.parametrize("address", READ)
@pytest.mark.parametrize("name", READERS)
def test_everybody_of_the_trust_reads_the_scorecard(sign_in: SignIn, name: str, address: str) -> None:
    client = sign_in(f"{name}@derbyshire.example")

    assert client.get(address).status_code == 200
    assert client.head(address).status_code == 200


@pytest.mark.parametrize("address", [*READ, *ACTS])
@pytest.mark.parametrize("email", OTHERS)
def test_another_trusts_reader_finds_no_such_page(sign_in: SignIn, email: str, address: str) -> None:
    client = sign_in(email)

    assert client.get(address).status_code == 404
    assert client.post(address, RESULT).status_code == 404


@pytest.mark.parametrize(
    ("address", "status"), [(CARD, 404), (f"{CARD}export.csv", 404), (MEASURE, 404), (ACTS[0], 404), (ACTS[1], 404)]
)
def test_an_administrator_without_a_role_reads_no_scorecard(sign_in: SignIn, address: str, status: int) -> None:
    assert sign_in("admin@probation.example").get(address).status_code == status


@pytest.mark.parametrize("address", [*READ, *ACTS])
def test_a_stranger_is_sent_to_sign_in(derbyshire: Trust, address: str) -> None:
    response = Client().get(address)

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        (HOLDER, 302),
        (OTHER, 403),
        ("smt@derbyshire.example", 403),
        ("audit@derbyshire.example", 403),
        ("auditor@derbyshire.example", 403),
        ("admin@probation.example", 404),
        ("officer@merseyside.example", 404),
    ],
)
def test_who_may_enter_a_result(
    sign_in: SignIn, answered_for: Callable[[str], Measure], email: str, expected: int
) -> None:
    answered_for("2-1")
    client = sign_in(email)

    assert client.get(ACTS[1]).status_code == (200 if expected == 302 else expected)
    assert client.post(ACTS[1], RESULT).status_code == expected
    assert Result.objects.exists() is (expected == 302)


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        (OFFICER, 302),
        (HOLDER, 403),
        ("smt@derbyshire.example", 403),
        ("audit@derbyshire.example", 403),
        ("auditor@derbyshire.example", 403),
        ("admin@probation.example", 404),
        ("officer@merseyside.example", 404),
    ],
)
def test_who_may_assign_a_measure(sign_in: SignIn, derbyshire: Trust, email: str, expected: int) -> None:
    client = sign_in(email)

    assert client.get(ACTS[0]).status_code == (200 if expected == 302 else expected)
    assert client.post(ACTS[0], {"leads": Owner.objects.get(name=POST).pk, "seen": 0}).status_code == expected
    assert MeasureOwner.objects.exists() is (expected == 302)


def test_a_refusal_says_who_may(sign_in: SignIn, answered_for: Callable[[str], Measure]) -> None:
    unassigned = sign_in(HOLDER).get(f"{CARD}measures/2-2/result/").content.decode()
    answered_for("2-1")
    others = sign_in(OTHER).get(ACTS[1]).content.decode()

    assert "Nobody answers for this measure yet." in unassigned
    assert f"given by {POST}, and by the performance officer on their word" in others


def test_a_measure_of_another_trust_cannot_be_given_to_its_owner(sign_in: SignIn, merseyside: Trust) -> None:
    foreign = Owner.objects.get(name="Assistant Chief Officer").pk

    response = sign_in(OFFICER).post(ACTS[0], {"leads": foreign})

    assert response.status_code == 200
    assert "Choose a post or a group from the list." in response.content.decode()


@pytest.mark.parametrize("address", READ)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pages_that_only_show_take_nothing(sign_in: SignIn, method: str, address: str) -> None:
    assert getattr(sign_in(OFFICER), method)(address).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/derbyshire/2012-13/scorecard/",
        "/derbyshire/2011-13/scorecard/",
        "/nowhere/2011-12/scorecard/",
        "/merseyside/2011-12/scorecard/",
        f"{CARD}measures/9-9/",
        f"{CARD}measures/2-01/",
        f"{CARD}measures/2.1/",
        f"{CARD}measures/2a-1/",
        f"{CARD}measures/999-999/",
        f"{CARD}measures/2/result/",
    ],
)
def test_what_does_not_exist_is_an_unknown_page(sign_in: SignIn, address: str) -> None:
    assert sign_in(OFFICER).get(address).status_code == 404
