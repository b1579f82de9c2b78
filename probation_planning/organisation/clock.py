"""One idea of today for business dates; audit, sign-in and tokens keep real time."""

import datetime

from django.conf import settings
from django.utils import timezone


def today() -> datetime.date:
    """The pinned day of a demonstration, else the day in London."""
    pinned: datetime.date | None = settings.TODAY
    return pinned or timezone.localdate()
