"""Which year a trust is at work in, and a year's quarters."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from probation_planning.organisation.models import Quarter, Year
from probation_planning.organisation.questions import question


def latest(years: Iterable[Year]) -> Year | None:
    """The latest year that is open; where none is, the latest that ever was; where none was, the latest of all."""
    return max(years, key=lambda year: (is_open(year), year.opened_on is not None, year.start), default=None)


def first_day_at_work(years: Iterable[Year]) -> datetime.date | None:
    """The first day of the earliest year that is not closed: what is set up takes effect from then on."""
    return min((year.start for year in years if year.closed_on is None), default=None)


def closed_words(year: Year) -> str:
    """That nothing of the year is changed, and what to do about it."""
    return f"{year.label} is closed and takes no more changes. The performance officer can reopen it in the settings."


def refuse_closed(year: Year) -> None:
    """What a closed year says stays as it is."""
    if year.closed_on:
        raise PermissionDenied(closed_words(year))


def is_open(year: Year) -> bool:
    """Whether it was opened and is not closed."""
    return year.opened_on is not None and year.closed_on is None


def quarters_of(year: Year) -> list[Quarter]:
    """The quarters of the year, each knowing it."""
    quarters = _quarters(year.pk)
    for quarter in quarters:
        quarter.year = year
    return quarters


@question
def _quarters(year: int) -> QuerySet[Quarter]:
    return Quarter.objects.filter(year=year).order_by("number")
