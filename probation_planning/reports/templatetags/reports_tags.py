"""Filters for the plain data of a pack."""

import datetime
from typing import Any

from django import template

register = template.Library()

# Letters of which the narrowest column of running text holds more than a page.
A_PAGE = 1500


@register.filter
def day(iso: str) -> datetime.date:
    """A day as a pack's data hold it (2011-06-20), for Django's date filter."""
    return datetime.date.fromisoformat(iso)


@register.filter
def runs_on(row: dict[str, Any]) -> bool:
    """Whether a risk has so much said of it that its line on paper must be let run on to the next page."""
    return any(len(row[name]) > A_PAGE for name in ("success", "comments", "proposed_actions"))


# Letters in a pack's data of a risk, its names of fields included, that still fit on a page of their own.
A_PAGE_OF_A_RISK = 4000


@register.filter
def says_much(row: dict[str, Any]) -> bool:
    """Whether so much is said of, or done about, a risk that it must be let run on to the next page."""
    return len(str(row)) > A_PAGE_OF_A_RISK
