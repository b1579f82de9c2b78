"""Which year a trust is at work in."""

from collections.abc import Iterable

from probation_planning.organisation.models import Year


def latest(years: Iterable[Year]) -> Year | None:
    """The latest year that is open; where none is, the latest of all."""
    return max(years, key=lambda year: (is_open(year), year.start), default=None)


def is_open(year: Year) -> bool:
    """Whether it was opened and is not closed."""
    return year.opened_on is not None and year.closed_on is None
