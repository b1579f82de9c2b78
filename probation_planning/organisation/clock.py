"""One idea of today for business dates; audit, sign-in and tokens keep real time."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

_stood_on: ContextVar[datetime.date | None] = ContextVar("stood_on", default=None)


def today() -> datetime.date:
    """The day stood on, else the pinned day of a demonstration, else the day in London."""
    pinned: datetime.date | None = _stood_on.get() or settings.TODAY
    return pinned or timezone.localdate()


@contextmanager
def standing_on(day: datetime.date) -> Iterator[None]:
    """Take the day for today, in this thread of work alone, to play what happened then. Production refuses it."""
    if settings.PRODUCTION:
        raise ImproperlyConfigured("Production stands on no other day than today.")
    before = _stood_on.set(day)
    try:
        yield
    finally:
        _stood_on.reset(before)
