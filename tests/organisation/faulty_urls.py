"""The site's addresses, and three that break in ways no page of ours does."""

from typing import Any

from django.db import DataError, OperationalError
from django.http import HttpRequest
from django.urls import include, path

from probation_planning.urls import (  # noqa: F401 - read by name
    handler400,
    handler403,
    handler404,
    handler429,
    handler500,
)


def fault(request: HttpRequest) -> Any:
    """A true fault, with something in it that nobody may read."""
    secret = "the words of a restricted risk"
    raise RuntimeError(secret)


def unreachable(request: HttpRequest) -> Any:
    """As when the server goes away in the middle of a page."""
    raise OperationalError("could not connect to server at 10.0.0.7")


def unstorable(request: HttpRequest) -> Any:
    """As when PostgreSQL cannot hold a value."""
    raise DataError("integer out of range")


urlpatterns = [
    path("fault/", fault, name="faulty_fault"),
    path("unreachable/", unreachable, name="faulty_unreachable"),
    path("unstorable/", unstorable, name="faulty_unstorable"),
    path("", include("probation_planning.urls")),
]
