"""Too many tries to guess a password are held back, in words, and tell nothing of who has an account."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

SIGN_IN = "/accounts/login/"
OFFICER = "officer@derbyshire.example"
NOBODY = "nobody@derbyshire.example"
RIGHT = "derbyshire-2011"


def tries(client: Client, address: str, count: int = 11, **headers: str) -> list[HttpResponse]:
    """The answers to so many wrong passwords, one after the other."""
    return [client.post(SIGN_IN, {"login": address, "password": "wrong"}, **headers) for _ in range(count)]


def held_back(response: HttpResponse) -> bool:
    """Whether the answer is the page that says to wait, and for how long."""
    return (
        response.status_code == 429
        and response["Retry-After"] == "300"
        and "Wait five minutes, then try again." in response.content.decode()
    )


@pytest.mark.parametrize("address", [OFFICER, NOBODY])
def test_the_eleventh_wrong_password_in_five_minutes_is_held_back(client: Client, db: None, address: str) -> None:
    *earlier, last = tries(client, address)

    assert [response.status_code for response in earlier] == [200] * 10
    assert held_back(last)


def test_it_looks_the_same_whether_or_not_there_is_such_an_account(client: Client, db: None) -> None:
    known, unknown = tries(client, OFFICER)[-1], tries(Client(REMOTE_ADDR="10.0.0.2"), NOBODY)[-1]

    def without_request_id(response: HttpResponse) -> str:
        return re.sub(r"[0-9a-f]{32}", "", response.content.decode())

    assert known.status_code == unknown.status_code == 429
    assert without_request_id(known) == without_request_id(unknown)


def test_then_the_right_password_waits_too_from_whichever_machine(client: Client, db: None) -> None:
    for place in range(10):
        tries(Client(REMOTE_ADDR=f"10.0.0.{place}"), OFFICER, 1, HTTP_X_FORWARDED_FOR=f"10.9.0.{place}")

    right = Client(REMOTE_ADDR="10.0.0.99").post(SIGN_IN, {"login": OFFICER.upper(), "password": RIGHT})

    assert held_back(right)


def test_nobody_else_is_held_back(client: Client, db: None) -> None:
    tries(client, OFFICER)

    other = Client(REMOTE_ADDR="10.0.0.2").post(SIGN_IN, {"login": "smt@derbyshire.example", "password": RIGHT})

    assert other.status_code == 302


def test_signing_in_rightly_is_no_try(client: Client, db: None) -> None:
    for _ in range(12):
        assert Client().post(SIGN_IN, {"login": OFFICER, "password": RIGHT}).status_code == 302


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/accounts/password/change/", {"oldpassword": "wrong", "password1": "a" * 20, "password2": "a" * 20}),
        ("/accounts/reauthenticate/", {"password": "wrong"}),
    ],
)
def test_a_password_is_guessed_no_more_often_by_whoever_sits_at_an_open_page(
    sign_in: Callable[[str], Client], address: str, form: dict[str, str]
) -> None:
    client = sign_in(OFFICER)

    *earlier, last = [client.post(address, form) for _ in range(11)]

    assert [response.status_code for response in earlier] == [200] * 10
    assert held_back(last)
