"""The second factor: an authenticator app, recovery codes, and who cannot work without one."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from probation_planning.organisation.models import Session, User

SignIn = Callable[[str], Client]
OFFICER, SMT, ADMINISTRATOR = "officer@derbyshire.example", "smt@derbyshire.example", "admin@probation.example"
PASSWORD = "derbyshire-2011"
SET_UP = "/accounts/2fa/totp/activate/"
REMOVE = "/accounts/2fa/totp/deactivate/"
CODES = "/accounts/2fa/recovery-codes/"


def code_for(secret: str, step: int = 0) -> str:
    """What an authenticator app with the key shows now, or `step` half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def password_again(client: Client) -> None:
    """Show once more that it is the person."""
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302


def set_up(client: Client) -> str:
    """Set up an authenticator app; its key."""
    password_again(client)
    page = client.get(SET_UP).content.decode()
    secret = re.search(r'secret-key">([A-Z2-7]+)<', page)
    assert secret
    response = client.post(SET_UP, {"code": code_for(secret[1])})
    assert response.status_code == 302, response.content.decode()
    return secret[1]


def sign_in_with(password: str = PASSWORD, address: str = OFFICER) -> tuple[Client, HttpResponse]:
    """A browser that gave the password, and what it was answered."""
    client = Client()
    return client, client.post("/accounts/login/", {"login": address, "password": password})


@pytest.fixture
def required(settings: Any) -> None:
    """As in production."""
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def client(sign_in: SignIn) -> Client:
    """The officer's browser, signed in."""
    return sign_in(OFFICER)


def test_setting_one_up_asks_for_the_password_again(client: Client) -> None:
    response = client.get(SET_UP)

    assert response["Location"].startswith("/accounts/reauthenticate/")


def test_the_key_stands_beside_a_picture_that_the_policy_lets_through(client: Client) -> None:
    password_again(client)

    page = client.get(SET_UP).content.decode()

    assert '<svg class="qr"' in page
    assert "style=" not in page
    assert "data:image" not in page


def test_a_wrong_code_sets_nothing_up_and_says_so(client: Client) -> None:
    password_again(client)
    client.get(SET_UP)

    page = client.post(SET_UP, {"code": "000000"}).content.decode()

    assert "That code or passkey is wrong or too old." in page
    assert not Authenticator.objects.exists()


def test_sign_in_then_asks_for_a_code(client: Client) -> None:
    secret = set_up(client)
    browser, after_password = sign_in_with()

    assert after_password["Location"] == "/accounts/2fa/authenticate/"
    assert browser.get("/").status_code == 302
    cache.clear()
    assert browser.post("/accounts/2fa/authenticate/", {"code": code_for(secret, 1)}).status_code == 302
    assert browser.get("/").status_code == 200


def test_a_code_lets_in_once(client: Client) -> None:
    secret = set_up(client)
    code = code_for(secret, 1)
    first, second = sign_in_with()[0], sign_in_with()[0]

    assert first.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    assert second.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 200


def test_the_key_is_not_stored_as_it_is(client: Client) -> None:
    secret = set_up(client)

    assert all(secret not in str(data) for data in Authenticator.objects.values_list("data", flat=True))


def test_recovery_codes_are_shown_once_and_each_lets_in_once(client: Client) -> None:
    set_up(client)

    first, again = client.get(CODES).content.decode(), client.get(CODES).content.decode()
    codes = re.findall(r"<li>(\d{4} \d{4})</li>", first)

    assert len(codes) == 10
    assert codes[0] not in again
    one, other = sign_in_with()[0], sign_in_with()[0]
    assert one.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 302
    assert other.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 200


def test_a_change_ends_other_sessions_renews_this_one_and_mails_the_person(client: Client, sign_in: SignIn) -> None:
    set_up(client)
    other, before = sign_in(OFFICER), client.session.session_key

    password_again(client)
    client.post(REMOVE)

    assert other.get("/").status_code == 302
    assert client.get("/").status_code == 200
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()
    assert [(one.subject, one.to) for one in mail.outbox] == [
        ("Your authenticator app was removed at Probation Planning", [OFFICER])
    ]
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("address", ["/", "/derbyshire/2011-12/risks/", "/derbyshire/settings/", "/accounts/sessions/"])
@pytest.mark.usefixtures("required")
def test_an_officer_without_one_is_led_to_the_set_up_from_everywhere(client: Client, address: str) -> None:
    assert client.get(address)["Location"] == "/accounts/2fa/"
    assert "Your role needs a second factor." in client.get("/accounts/2fa/").content.decode()


@pytest.mark.usefixtures("required")
def test_what_an_officer_without_one_sends_is_refused_in_words(client: Client) -> None:
    response = client.post("/derbyshire/settings/years/new/", {})

    assert response.status_code == 403
    assert "Set up your second factor first" in response.content.decode()


@pytest.mark.usefixtures("required")
def test_staff_need_one_for_the_administration(sign_in: SignIn) -> None:
    assert sign_in(ADMINISTRATOR).get("/admin/")["Location"] == "/accounts/2fa/"


@pytest.mark.usefixtures("required")
def test_with_one_the_officer_goes_on(client: Client) -> None:
    set_up(client)

    assert client.get("/").status_code == 200
    assert client.get("/derbyshire/settings/").status_code == 200


@pytest.mark.usefixtures("required")
def test_others_may_do_without(sign_in: SignIn) -> None:
    assert sign_in(SMT).get("/").status_code == 200


@pytest.mark.usefixtures("required")
def test_a_role_that_needs_one_counts_from_the_next_request(sign_in: SignIn, derbyshire: Any) -> None:
    client = sign_in(SMT)
    assert client.get("/").status_code == 200

    User.objects.get(email=SMT).memberships.create(role="officer")

    assert client.get("/")["Location"] == "/accounts/2fa/"


def test_the_demonstration_asks_for_none(client: Client) -> None:
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "address", ["/accounts/2fa/recovery-codes/download/", "/accounts/3rdparty/", "/accounts/email/"]
)
def test_what_of_allauth_is_closed_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/accounts/{address}").status_code == 404
