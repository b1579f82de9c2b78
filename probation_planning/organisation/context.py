"""What every page knows: the reader, the trust and year, the day, and where one can go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from probation_planning.organisation import clock
from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Act, Kind, Reader, may

ROOMS = (
    ("Year", "reports:year", None),
    ("Plan", "objectives:plan", Kind.PLAN),
    ("Risks", "risks:risk_list", Kind.REGISTER),
    ("Scorecard", "scorecard:scorecard", Kind.SCORECARD),
    ("Reports", "reports:pack_list", Kind.PACK),
)


def house(request: HttpRequest) -> dict[str, Any]:
    """The context of the base page."""
    reader: Reader | None = getattr(request, "reader", None)
    year: Year | None = getattr(request, "year", None)
    return {
        "reader": reader,
        "trust": reader.trust if reader else None,
        "year": year,
        "today": clock.today(),
        "pinned": settings.TODAY is not None,
        "navigation": _navigation(request, reader, year) if reader and year else [],
    }


def _navigation(request: HttpRequest, reader: Reader, year: Year) -> list[dict[str, Any]]:
    links: list[dict[str, Any]] = [{"label": "My work", "href": "/", "current": request.path == "/"}]
    for label, name, kind in ROOMS:
        if kind is None or may(reader, Act.READ, kind):
            href = reverse(name, args=[reader.trust.slug, year.slug])
            current = request.path == href if kind is None else request.path.startswith(href)
            links.append({"label": label, "href": href, "current": current})
    return links
