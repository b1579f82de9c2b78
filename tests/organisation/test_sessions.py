"""Who is signed in, and until when."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from probation_planning.organisation.models import Session, User

SignIn = Callable[[str], Client]
OFFICER = "officer@derbyshire.example"


@pytest.fixture
def client(sign_in: SignIn) -> Client:
    """The officer's browser, signed in."""
    signed_in = sign_in(OFFICER)
    assert signed_in.get("/").status_code == 200
    return signed_in


def is_turned_away(client: Client) -> bool:
    """Whether the browser is sent to sign in again."""
    response = client.get("/")
    return response.status_code == 302 and response["Location"].startswith("/accounts/login/")


def test_a_session_ends_at_its_hour(client: Client) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert is_turned_away(client)


def test_a_session_that_was_taken_away_is_none(client: Client) -> None:
    Session.objects.all().delete()

    assert is_turned_away(client)


@pytest.mark.parametrize("key", ["x" * 32, "", "%s", "'; DROP TABLE django_session; --", "x" * 5_000])
def test_a_made_up_session_is_none(client: Client, key: str) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = key

    assert is_turned_away(client)


def test_somebody_who_may_not_sign_in_any_more_is_signed_out_at_once(client: Client) -> None:
    User.objects.filter(email=OFFICER).update(is_active=False)

    assert is_turned_away(client)


def test_a_changed_password_ends_the_sessions_of_the_old_one(client: Client) -> None:
    user = User.objects.get(email=OFFICER)
    user.set_password("quite-another-2011")
    user.save()

    assert is_turned_away(client)
