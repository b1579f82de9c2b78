"""Invitations: for one address and one trust, once, within seven days."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from probation_planning.organisation.models import Holding, Invitation, Membership, Owner, Trust, User
from tests.pressing import press

SignIn = Callable[[str], Client]
OFFICER = "officer@derbyshire.example"
NEW, PASSWORD = "new@derbyshire.example", "seven quiet herons wade"
INVITE = "/derbyshire/settings/people/invite/"
MAKE = {"name": "Nora Newcomer", "password1": PASSWORD, "password2": PASSWORD}
HERE = "/accounts/invitation/"
OVER = "This invitation no longer works"


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    """The officer's browser."""
    return sign_in(OFFICER)


@pytest.fixture
def invite(officer: Client, settings: Any, derbyshire: Trust) -> Callable[..., str]:
    """Invites an address where no mail server is; the path of the link that is shown."""

    def invited(email: str = NEW, *roles: str, **more: object) -> str:
        settings.CAN_MAIL = False
        response = officer.post(INVITE, {"email": email, "roles": roles or ["smt"], **more})
        assert response.status_code == 302, response.content.decode()
        page = officer.get("/derbyshire/settings/people/").content.decode()
        found = re.search(r"https?://[^/]+(/accounts/invitation/derbyshire/[\w-]+/)", page)
        assert found
        return found[1]

    return invited


def opened(link: str, client: Client | None = None) -> Client:
    """A browser that followed the link."""
    browser = client or Client()
    response = browser.get(link)
    assert response["Location"] == HERE
    return browser


def test_the_address_is_mailed_a_link_and_the_database_keeps_a_digest(
    officer: Client, derbyshire: Trust, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(INVITE, {"email": "New@Derbyshire.Example", "roles": ["smt"]})

    [message] = mail.outbox
    link = re.search(r"http://localhost:8000/accounts/invitation/derbyshire/([\w-]{40,})/", str(message.body))
    assert message.to == [NEW]
    assert link
    assert link[1] not in str(Invitation.objects.values())


def test_somebody_new_makes_an_account_with_the_roles_and_the_post(invite: Any, derbyshire: Trust) -> None:
    post = Owner.objects.posts().filter(trust=derbyshire, closed_on=None).first()
    assert post
    browser = opened(invite(NEW, "director", "smt", post=post.pk))

    response = browser.post(HERE, MAKE)

    assert response["Location"] == "/"
    user = User.objects.get(email=NEW)
    assert user.check_password(PASSWORD)
    assert set(Membership.objects.filter(user=user).values_list("role", flat=True)) == {"director", "smt"}
    assert Holding.objects.filter(user=user, post=post, until=None).exists()
    assert "Your account is made" in browser.get("/").content.decode()


def test_the_link_shows_no_token_once_it_is_opened(invite: Any) -> None:
    link = invite()
    browser = opened(link)

    assert link.split("/")[-2] not in browser.get(HERE).content.decode()


def test_a_link_works_once(invite: Any) -> None:
    link = invite()
    opened(link).post(HERE, MAKE)

    response = opened(link).post(HERE, MAKE | {"name": "Somebody Else"})

    assert response.status_code == 404
    assert OVER in response.content.decode()
    assert User.objects.get(email=NEW).name == "Nora Newcomer"


def test_a_link_works_for_seven_days(invite: Any, derbyshire: Trust) -> None:
    link = invite()
    Invitation.objects.update(expires_at=timezone.now() + datetime.timedelta(seconds=9))
    assert opened(link).get(HERE).status_code == 200

    Invitation.objects.update(expires_at=timezone.now())

    assert opened(link).get(HERE).status_code == 404


def test_a_withdrawn_one_no_longer_works(invite: Any, officer: Client) -> None:
    link = invite()
    page = officer.get("/derbyshire/settings/people/").content.decode()
    withdraw = re.search(r'href="([^"]+/withdraw/)"', page)
    assert withdraw

    assert press(officer, withdraw[1]).status_code == 302

    assert opened(link).get(HERE).status_code == 404
    assert "is withdrawn" in officer.get("/derbyshire/settings/people/").content.decode()


def test_of_another_trust_the_same_token_is_unknown(invite: Any) -> None:
    link = invite().replace("derbyshire", "merseyside")

    response = opened(link).post(HERE, MAKE)

    assert response.status_code == 404
    assert not User.objects.filter(email=NEW).exists()


def test_a_browser_that_did_not_open_the_link_has_none(invite: Any) -> None:
    opened(invite())

    assert Client().post(HERE, MAKE).status_code == 404


def test_forwarded_to_somebody_with_an_account_it_gives_them_nothing(invite: Any, sign_in: SignIn) -> None:
    stranger = opened(invite(), sign_in("officer@merseyside.example"))

    page = stranger.post(HERE, MAKE).content.decode()

    assert "the invitation is for new@derbyshire.example alone" in page
    assert not User.objects.filter(email=NEW).exists()
    assert stranger.get("/derbyshire/2011-12/").status_code == 404


def test_whoever_has_an_account_only_gains_the_membership(invite: Any, sign_in: SignIn, derbyshire: Trust) -> None:
    link = invite("officer@merseyside.example", "auditor")
    user = User.objects.get(email="officer@merseyside.example")
    before = user.password
    stranger = opened(link)
    assert "Sign in to accept" in stranger.post(HERE, MAKE).content.decode()

    response = opened(link, sign_in(user.email)).post(HERE)

    assert response["Location"] == "/"
    user.refresh_from_db()
    assert user.password == before
    assert list(Membership.objects.filter(user=user, trust=derbyshire).values_list("role", flat=True)) == ["auditor"]


@pytest.mark.parametrize("role", ["administrator", "superuser"])
def test_the_officer_cannot_invite_an_administrator(officer: Client, derbyshire: Trust, role: str) -> None:
    page = officer.post(INVITE, {"email": NEW, "roles": [role]}).content.decode()

    assert "Choose from the list." in page
    assert not Invitation.objects.exists()


def test_an_address_is_invited_once_at_a_time(invite: Any, officer: Client) -> None:
    invite()

    assert "is invited already" in officer.post(INVITE, {"email": NEW, "roles": ["smt"]}).content.decode()


def test_who_belongs_already_is_not_invited(officer: Client) -> None:
    page = officer.post(INVITE, {"email": "smt@derbyshire.example", "roles": ["smt"]}).content.decode()

    assert "belongs to the trust already" in page


@pytest.mark.parametrize("who", ["smt@derbyshire.example", "audit@derbyshire.example"])
def test_nobody_else_invites(sign_in: SignIn, derbyshire: Trust, who: str) -> None:
    assert sign_in(who).post(INVITE, {"email": NEW, "roles": ["officer"]}).status_code == 403
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("password", ["too short", "derbyshire-2012", "Password123456", "new newcomer 1"])
def test_a_password_that_will_not_do_is_explained_and_the_name_comes_back(invite: Any, password: str) -> None:
    page = opened(invite()).post(HERE, MAKE | {"password1": password, "password2": password}).content.decode()

    assert "Choose another." in page or "at least 12 characters" in page
    assert "Nora Newcomer" in page
    assert not User.objects.filter(email=NEW).exists()
