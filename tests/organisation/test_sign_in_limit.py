"""Too many tries to guess a password are held back, in words, and tell nothing of who has an account."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory

from probation_planning.organisation.guesses import count
from probation_planning.organisation.models import Guesses, User

SIGN_IN = "/accounts/login/"
OFFICER = "officer@derbyshire.example"
NOBODY, SMT = "nobody@derbyshire.example", "smt@derbyshire.example"
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


def test_the_forms_are_counted_together(sign_in: Callable[[str], Client]) -> None:
    client = sign_in(OFFICER)
    change = {"oldpassword": "wrong", "password1": "a" * 20, "password2": "a" * 20}
    tries(Client(), OFFICER, 4)
    for _ in range(2):
        client.post("/accounts/password/change/", change)
        client.post("/accounts/reauthenticate/", {"password": "wrong"})
    for _ in range(2):
        Client().post("/accounts/password/reset/", {"email": OFFICER})

    answers = [
        client.post("/accounts/password/change/", change),
        client.post("/accounts/reauthenticate/", {"password": RIGHT}),
        Client().post("/accounts/password/reset/", {"email": OFFICER}),
        Client().post(SIGN_IN, {"login": OFFICER, "password": RIGHT}),
    ]

    assert all(held_back(answer) for answer in answers)


def test_a_second_factor_is_guessed_no_more_often(sign_in: Callable[[str], Client]) -> None:
    Authenticator.objects.create(
        user=User.objects.get(email=OFFICER), type="totp", data={"secret": get_adapter().encrypt("A" * 32)}
    )
    client = Client()
    client.post(SIGN_IN, {"login": OFFICER, "password": RIGHT})

    *earlier, last = [client.post("/accounts/2fa/authenticate/", {"code": f"{n:06}"}) for n in range(11)]

    assert [response.status_code for response in earlier] == [200] * 10
    assert held_back(last)


def test_the_right_password_between_does_not_begin_the_count_anew(client: Client, db: None) -> None:
    for _ in range(10):
        tries(client, OFFICER, 1)
        Client(REMOTE_ADDR="10.0.0.3").post(SIGN_IN, {"login": OFFICER, "password": RIGHT})

    assert held_back(tries(client, OFFICER, 1)[0])


def test_five_minutes_later_it_can_be_tried_again(client: Client, db: None) -> None:
    tries(client, OFFICER)
    five_minutes = timedelta(minutes=5)
    for row in Guesses.objects.all():
        row.times = [time - five_minutes for time in row.times]
        row.save()

    assert client.post(SIGN_IN, {"login": OFFICER, "password": RIGHT}).status_code == 302


def test_a_stranger_who_keeps_guessing_does_not_keep_out_a_browser_that_was_in_before(client: Client, db: None) -> None:
    assert client.post(SIGN_IN, {"login": OFFICER, "password": RIGHT}).status_code == 302
    client.post("/accounts/logout/")

    assert held_back(tries(Client(REMOTE_ADDR="10.0.0.9"), OFFICER)[-1])

    assert client.post(SIGN_IN, {"login": OFFICER, "password": RIGHT}).status_code == 302


def test_that_browser_may_guess_no_more_often_either_and_at_no_other_account(client: Client, db: None) -> None:
    client.post(SIGN_IN, {"login": OFFICER, "password": RIGHT})
    client.post("/accounts/logout/")
    made_up = Client(REMOTE_ADDR="10.0.0.9")
    made_up.cookies["known"] = "any-name:1tXyZ:" + "a" * 43

    assert held_back(tries(client, OFFICER)[-1])
    assert held_back(tries(Client(REMOTE_ADDR="10.0.0.8"), SMT)[-1])
    client.cookies.pop("sessionid", None)
    assert held_back(client.post(SIGN_IN, {"login": SMT, "password": RIGHT}))
    tries(Client(REMOTE_ADDR="10.0.0.7"), OFFICER, 10)
    assert held_back(tries(made_up, OFFICER, 1)[0])


def test_at_once_over_many_workers_ten_are_counted(fresh_database: str) -> None:
    """Forty threads, each with a connection of its own."""
    request = RequestFactory().post(SIGN_IN)
    begin = threading.Barrier(40)

    def guess(_: int) -> bool:
        try:
            begin.wait()
            with transaction.atomic():
                count(request, OFFICER)
            return True
        except ImmediateHttpResponse:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(40) as workers:
        counted = list(workers.map(guess, range(40)))

    assert sum(counted) == 10
