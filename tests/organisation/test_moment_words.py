"""When something was saved, as the conflict page says it."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from probation_planning.organisation.conflict import moment_words

PINNED = datetime.date(2011, 6, 20)
SUMMER = datetime.datetime(2011, 3, 27, 9, 30, tzinfo=datetime.UTC)
WINTER = datetime.datetime(2011, 3, 26, 9, 30, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("when", "pinned", "says"),
    [
        (None, None, ""),
        (WINTER, None, " on 26 March 2011 at 09:30"),
        (SUMMER, None, " on 27 March 2011 at 10:30"),
        (SUMMER, PINNED, " on 27 March 2011 at 10:30 by the real clock"),
    ],
)
def test_another_day_is_named_in_london_s_time(settings: Any, when: Any, pinned: Any, says: str) -> None:
    settings.TODAY = pinned

    assert moment_words(when) == says


@pytest.mark.parametrize(("pinned", "today"), [(None, " today"), (PINNED, "")])
def test_under_a_pinned_day_the_machine_s_date_is_not_named(settings: Any, pinned: Any, today: str) -> None:
    settings.TODAY = pinned
    now = timezone.now()

    assert moment_words(now) == f"{today} at {timezone.localtime(now):%H:%M}"
