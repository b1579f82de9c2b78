"""Pages made from a year's whole registers: in a worker one at a time."""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.views.generic import View

# Two at once would be ready no sooner, since Python makes them in turns, and take twice the memory until then.
TURN = Lock()


class InTurn(View):
    """A page that is made, and drawn, once the one before it is."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Wait for the turn."""
        with TURN:
            response = super().dispatch(request, *args, **kwargs)
            return response.render() if isinstance(response, SimpleTemplateResponse) else response


def in_turn(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same for a view that is a function."""

    @wraps(view)
    def waiting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with TURN:
            return view(request, *args, **kwargs)

    return waiting
