"""What somebody typed is not lost when their session has run out, and goes to nobody else."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from probation_planning.organisation.models import Draft, Session, Trust, User

SignIn = Callable[[str], Client]
OFFICER = "officer@derbyshire.example"
FORM = "/derbyshire/settings/posts/new/"
WORDS = "Director of Half-finished Sentences"
HALF_AN_HOUR = datetime.timedelta(minutes=30)


@pytest.fixture
def client(sign_in: SignIn) -> Client:
    """The officer's browser, signed in and at work."""
    signed_in = sign_in(OFFICER)
    assert signed_in.get(FORM).status_code == 200
    return signed_in


def let_run_out() -> None:
    """Let half an hour pass without a request."""
    Session.objects.update(seen_at=timezone.now() - HALF_AN_HOUR)


def test_a_session_ends_after_half_an_hour_without_a_request(client: Client) -> None:
    Session.objects.update(seen_at=timezone.now() - HALF_AN_HOUR + datetime.timedelta(seconds=30))
    assert client.get("/").status_code == 200

    let_run_out()

    assert client.get("/").status_code == 302


def test_a_session_ends_after_twelve_hours_of_work(client: Client) -> None:
    begun = Session.objects.get().started_at
    session = client.session
    session["anything"] = "saved later"
    session.save()

    assert Session.objects.get().expire_date - begun == datetime.timedelta(hours=12)


def test_a_request_lengthens_the_session_and_asking_how_long_it_has_left_does_not(client: Client) -> None:
    a_while_ago = timezone.now() - datetime.timedelta(minutes=20)
    Session.objects.update(seen_at=a_while_ago)

    left = client.get("/accounts/session/").json()

    assert 590 <= left["seconds"] <= 600
    assert left["can_stay"]
    assert Session.objects.get().seen_at == a_while_ago
    client.get("/")
    assert Session.objects.get().seen_at > a_while_ago


def test_whoever_asks_to_stay_stays_for_another_half_hour(client: Client) -> None:
    Session.objects.update(seen_at=timezone.now() - datetime.timedelta(minutes=29))

    assert client.post("/accounts/session/").json()["seconds"] > 1_790


def test_a_stranger_has_no_session_left(client: Client) -> None:
    assert Client().get("/accounts/session/").json() == {"seconds": 0, "can_stay": False}


def test_what_was_sent_too_late_stands_in_the_form_after_sign_in(client: Client) -> None:
    let_run_out()

    response = client.post(FORM, {"name": WORDS})
    assert response["Location"] == f"/accounts/login/?next={FORM}"
    assert "What you typed is kept" in client.get(response["Location"]).content.decode()
    back = client.post("/accounts/login/", {"login": OFFICER, "password": "derbyshire-2011", "next": FORM}, follow=True)

    assert back.request["PATH_INFO"] == FORM
    assert WORDS in back.content.decode()


def test_it_is_kept_for_its_writer_alone(client: Client, sign_in: SignIn, derbyshire: Trust) -> None:
    let_run_out()
    client.post(FORM, {"name": WORDS})

    other = User.objects.create_user("second@derbyshire.example", "a-password-of-theirs", name="Second officer")
    other.memberships.create(role="officer")

    assert WORDS not in sign_in(other.email).get(FORM).content.decode()


def test_where_nobody_can_tell_whose_it_is_the_words_are_shown_to_be_copied(client: Client) -> None:
    Session.objects.all().delete()

    response = client.post(FORM, {"name": WORDS, "password": "never-shown-2011"})

    page = response.content.decode()
    assert response.status_code == 403
    assert WORDS in page
    assert "never-shown-2011" not in page
    assert f"/accounts/login/?next={FORM}" in page
    assert not Draft.objects.exists()


def test_a_forged_form_of_our_own_page_comes_back_with_its_words(sign_in: SignIn) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = sign_in(OFFICER).cookies

    response = client.post(FORM, {"name": WORDS}, HTTP_ORIGIN="http://testserver")

    assert response.status_code == 403
    assert WORDS in response.content.decode()


@pytest.mark.parametrize("origin", ["null", "https://evil.example"])
def test_what_another_site_sent_is_not_shown(sign_in: SignIn, origin: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = sign_in(OFFICER).cookies

    response = client.post(FORM, {"name": WORDS}, HTTP_ORIGIN=origin)

    assert response.status_code == 403
    assert WORDS not in response.content.decode()


def test_a_form_opened_by_one_person_is_not_taken_from_another(sign_in: SignIn, settings: Any) -> None:
    """Another signs in in a second tab: the token of the first form is no longer good."""
    client = Client(enforce_csrf_checks=True)
    client.get("/accounts/login/")
    token = client.cookies["csrftoken"].value
    form = {"login": OFFICER, "password": "derbyshire-2011", "csrfmiddlewaretoken": token}
    assert client.post("/accounts/login/", form).status_code == 302
    first = client.cookies["csrftoken"].value
    client.post("/accounts/logout/", {"csrfmiddlewaretoken": first})
    swap = {**form, "login": "smt@derbyshire.example", "csrfmiddlewaretoken": first}
    assert client.post("/accounts/login/", swap).status_code == 302

    response = client.post(FORM, {"name": WORDS, "csrfmiddlewaretoken": first})

    assert response.status_code == 403
