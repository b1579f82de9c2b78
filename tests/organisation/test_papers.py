"""The marking of a trust's papers, set by its officer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from probation_planning.organisation.models import Trust

SignIn = Callable[[str], Client]
PAGE = "/derbyshire/settings/papers/"
OFFICER = "officer@derbyshire.example"


def send(client: Client, marking: str, **more: Any) -> Any:
    """The form as it was opened, with another marking."""
    form = client.get(PAGE).context["form"]
    return client.post(PAGE, {"marking": marking, "seen": form["seen"].value()} | more)


def test_the_officer_sets_the_marking_and_its_history_is_kept(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    response = send(client, "  OFFICIAL   SENSITIVE ")
    send(client, "OFFICIAL")

    assert response.status_code == 302
    assert Trust.objects.get(pk=derbyshire.pk).marking == "OFFICIAL"
    events: Any = apps.get_model("organisation", "TrustEvent")
    kept = events.objects.filter(pgh_obj=derbyshire.pk, pgh_label="update").order_by("pgh_id")
    assert [event.marking for event in kept] == ["OFFICIAL SENSITIVE", "OFFICIAL"]


def test_the_page_shows_the_marking_and_the_settings_lead_to_it(sign_in: SignIn, derbyshire: Trust) -> None:
    Trust.objects.filter(pk=derbyshire.pk).update(marking="OFFICIAL")
    client = sign_in(OFFICER)

    assert client.get(PAGE).context["form"]["marking"].value() == "OFFICIAL"
    assert PAGE in client.get("/derbyshire/settings/").content.decode()


def test_a_marking_that_is_too_long_comes_back_with_a_sentence(sign_in: SignIn, derbyshire: Trust) -> None:
    html = send(sign_in(OFFICER), "LONG " * 20).content.decode()

    assert "at most 60 characters" in html
    assert "LONG LONG" in html


def test_who_comes_second_sees_what_was_saved_meanwhile(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    seen = client.get(PAGE).context["form"]["seen"].value()
    send(client, "OFFICIAL")
    response = client.post(PAGE, {"marking": "SECRET", "seen": seen})

    assert response.status_code == 409
    assert "OFFICIAL" in response.content.decode()
    assert Trust.objects.get(pk=derbyshire.pk).marking == "OFFICIAL"


@pytest.mark.parametrize(
    ("email", "status"),
    [("smt@derbyshire.example", 403), ("audit@derbyshire.example", 403), ("officer@merseyside.example", 404)],
)
def test_others_do_not_change_it(sign_in: SignIn, email: str, status: int) -> None:
    client = sign_in(email)

    assert client.get(PAGE).status_code == status
    assert client.post(PAGE, {"marking": "SECRET", "seen": 0}).status_code == status
