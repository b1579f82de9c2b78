"""What every page knows: the reader, the trust and year, the day, and where one can go."""

import math
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from probation_planning.organisation import clock
from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.organisation.sessions import ends_of
from probation_planning.organisation.single_sign_on import button
from probation_planning.organisation.years import latest

ROOMS = (
    ("Year", "reports:year", None),
    ("Plan", "objectives:plan", Kind.PLAN),
    ("Risks", "risks:risk_list", Kind.REGISTER),
    ("Scorecard", "scorecard:scorecard", Kind.SCORECARD),
    ("Reports", "reports:pack_list", Kind.PACK),
)
SEARCH = "reports:search"


class Room(NamedTuple):
    """A link of the navigation, and whether the page is in that room."""

    label: str
    href: str
    current: bool


def house(request: HttpRequest) -> dict[str, Any]:
    """The context of the base page."""
    reader: Reader | None = getattr(request, "reader", None)
    year: Year | None = getattr(request, "year", None)
    # A page that is of no year leads to the rooms of the year at work.
    at_work = year or (latest(reader.years) if reader else None)
    return {
        "reader": reader,
        "trust": reader.trust if reader else None,
        "year": year,
        "single_sign_on": None if request.user.is_authenticated else button(),
        # In whole minutes, so that a page says the same from one second to the next.
        "session_left": math.ceil(ends_of(request).seconds / 60) * 60 if request.user.is_authenticated else 0,
        "today": clock.today(),
        "pinned": settings.TODAY is not None,
        "help_url": _first_page("reports:help", reader.trust.slug, year.slug) if reader and year else "",
        "search_at": _first_page(SEARCH, reader.trust.slug, year.slug) if reader and year else "",
        "navigation": _navigation(request, reader, at_work) if reader and at_work else (),
    }


def _navigation(request: HttpRequest, reader: Reader, year: Year) -> tuple[Room, ...]:
    rooms = [Room("My work", "/", request.path == "/")]
    for label, name, kind in ROOMS:
        if kind is None or may(reader, Act.READ, kind):
            href = _first_page(name, reader.trust.slug, year.slug)
            rooms.append(Room(label, href, request.path == href if kind is None else request.path.startswith(href)))
    if may(reader, Act.MANAGE, Kind.ORGANISATION):
        href = _settings(reader.trust.slug)
        rooms.append(Room("Settings", href, request.path.startswith(href)))
    elif may(reader, Act.MANAGE, Kind.PEOPLE):
        href = reverse("organisation:people", args=[reader.trust.slug])
        rooms.append(Room("People", href, request.path.startswith(href)))
    elif may(reader, Act.READ, Kind.RECORD):
        href = reverse("history:record", args=[reader.trust.slug])
        rooms.append(Room("Record of changes", href, request.path.startswith(href)))
    return tuple(rooms)


@lru_cache(maxsize=1024)
def _first_page(name: str, trust: str, year: str) -> str:
    return reverse(name, args=[trust, year])


@lru_cache(maxsize=1024)
def _settings(trust: str) -> str:
    return reverse("organisation:settings", args=[trust])
