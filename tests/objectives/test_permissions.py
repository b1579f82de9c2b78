"""Who may open the plan's addresses, and who may answer: a row for each person, a column for each address."""

from collections.abc import Callable

import pytest
from django.test import Client

from objectives.models import StatusUpdate
from probation_planning.organisation.models import Trust
from tests.objectives.conftest import PLAN

SignIn = Callable[[str], Client]
ADDRESSES = [PLAN, f"{PLAN}export.csv", f"{PLAN}aims/1.2/", f"{PLAN}objectives/1.2-3/"]
OBJECTIVE = f"{PLAN}objectives/1.2-3/"
ANSWER = {"status": "at_risk", "comment": "Late.", "quarter": "1", "seen": "0"}

READERS = ["business.services", "board.secretary", "smt", "audit", "auditor", "officer"]
OTHERS = ["director@merseyside.example", "smt@merseyside.example", "officer@merseyside.example"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("name", READERS)
def test_everybody_of_the_trust_reads_the_plan(sign_in: SignIn, name: str, address: str) -> None:
    client = sign_in(f"{name}@derbyshire.example")

    assert client.get(address).status_code == 200
    assert client.head(address).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("email", OTHERS)
def test_another_trusts_reader_finds_no_such_page(sign_in: SignIn, email: str, address: str) -> None:
    client = sign_in(email)

    assert client.get(address).status_code == 404
    assert client.post(address, ANSWER).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_administrator_without_a_role_reads_no_plan(sign_in: SignIn, address: str) -> None:
    assert sign_in("admin@probation.example").get(address).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_stranger_is_sent_to_sign_in(derbyshire: Trust, address: str) -> None:
    response = Client().get(address)

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("business.services@derbyshire.example", 302),
        ("board.secretary@derbyshire.example", 403),
        ("smt@derbyshire.example", 403),
        ("audit@derbyshire.example", 403),
        ("auditor@derbyshire.example", 403),
        ("officer@derbyshire.example", 200),
        ("admin@probation.example", 404),
        ("director@merseyside.example", 404),
        ("officer@merseyside.example", 404),
    ],
)
def test_who_may_answer(sign_in: SignIn, derbyshire: Trust, email: str, expected: int) -> None:
    response = sign_in(email).post(OBJECTIVE, ANSWER)

    assert response.status_code == expected
    assert StatusUpdate.objects.exists() is (expected == 302)


@pytest.mark.parametrize("address", [PLAN, f"{PLAN}export.csv", f"{PLAN}aims/1.2/"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pages_that_only_show_take_nothing(sign_in: SignIn, method: str, address: str) -> None:
    assert getattr(sign_in("officer@derbyshire.example"), method)(address).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/derbyshire/2012-13/plan/",
        "/derbyshire/2011-13/plan/",
        "/nowhere/2011-12/plan/",
        f"{PLAN}objectives/1.2-99/",
        f"{PLAN}objectives/9.9-1/",
        "/merseyside/2011-12/plan/",
    ],
)
def test_what_does_not_exist_is_an_unknown_page(sign_in: SignIn, address: str) -> None:
    assert sign_in("officer@derbyshire.example").get(address).status_code == 404


def test_a_foreign_objective_looks_like_one_that_does_not_exist(sign_in: SignIn) -> None:
    client = sign_in("director@merseyside.example")

    pages = [client.get(f"/derbyshire/2011-12/plan/objectives/{name}/").content for name in ("1.2-3", "9.9-9")]

    request_id = b"number of the request: "
    without_id = [page.split(request_id)[0] for page in pages]
    assert strip_nonces(without_id[0]) == strip_nonces(without_id[1])


def strip_nonces(page: bytes) -> str:
    """The page without what is different in every answer."""
    return " ".join(word for word in page.decode().split() if "nonce=" not in word and "value=" not in word)
