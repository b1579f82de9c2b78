"""What history says of a change: who made it, by which request and at which address."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Owner, User
from scorecard.models import MeasureOwner

SignIn = Callable[[str], Client]
ADDRESS = "/derbyshire/2011-12/scorecard/measures/2-1/assign/"
OFFICER = "officer@derbyshire.example"


@pytest.fixture
def events() -> Any:
    """Owners given to measures, as history has them, oldest first."""
    return MeasureOwner.pgh_event_models["insert"].objects.order_by("pgh_id")  # type: ignore[attr-defined]


def give(client: Client, owner: Owner, seen: int = 0) -> Any:
    """Give the measure an owner by the form."""
    return client.post(ADDRESS, {"leads": owner.pk, "others": [], "seen": seen})


def test_an_event_names_the_person_the_request_and_the_address(sign_in: SignIn, derbyshire: Any, events: Any) -> None:
    response = give(sign_in(OFFICER), Owner.objects.get(name="SMT"))

    assert response.status_code == 302
    said = events.last().pgh_context
    assert said["user"] == User.objects.get(email=OFFICER).pk
    assert said["request"] == response["X-Request-Id"]
    assert said["address"] == ADDRESS


def test_each_request_is_told_of_apart(sign_in: SignIn, derbyshire: Any, events: Any) -> None:
    client = sign_in(OFFICER)

    for name, seen in (("SMT", 0), ("PIU", 1)):
        response = give(client, Owner.objects.get(name=name), seen)

        assert events.last().pgh_context["request"] == response["X-Request-Id"]


def test_what_is_done_after_a_request_is_not_laid_to_it(sign_in: SignIn, events: Any, derbyshire: Any) -> None:
    give(sign_in(OFFICER), Owner.objects.get(name="SMT"))
    row = MeasureOwner.objects.select_related("measure").latest("pk")

    MeasureOwner.objects.create(measure=row.measure, owner=Owner.objects.get(name="PIU"), order=9)

    assert events.last().pgh_context is None
