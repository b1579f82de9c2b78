"""Pages made from whole registers come one at a time, and one that fails lets the next one in."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from probation_planning.reports.views.gaps import GapsView
from probation_planning.reports.views.quality import QualityView
from probation_planning.reports.views.turns import TURN, InTurn
from probation_planning.reports.views.year import ProgressView


class Page(InTurn):
    """A page that tells whether another could be made meanwhile; it fails when it is asked to."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Whether the turn is taken."""
        if "fail" in request.GET:
            raise ValueError("asked to")
        return HttpResponse(str(TURN.locked()))


def test_nobody_else_has_the_turn_meanwhile_and_somebody_may_have_it_afterwards() -> None:
    response = Page.as_view()(RequestFactory().get("/"))

    assert response.content == b"True"  # type: ignore[attr-defined]
    assert not TURN.locked()


def test_a_page_that_fails_gives_its_turn_away() -> None:
    with pytest.raises(ValueError, match="asked to"):
        Page.as_view()(RequestFactory().get("/?fail"))

    assert not TURN.locked()


@pytest.mark.parametrize("view", [GapsView, QualityView, ProgressView])
def test_the_pages_of_whole_registers_take_turns(view: type) -> None:
    assert issubclass(view, InTurn)


def test_they_are_drawn_within_their_turn(sign_in: Any, derbyshire: Any) -> None:
    client: Client = sign_in("officer@derbyshire.example")

    assert client.get("/derbyshire/2011-12/gaps/").context["sheet"] is not None
    assert client.get("/derbyshire/2011-12/gaps/?kind=nonsense").status_code == 400
    assert not TURN.locked()
