"""What today is: the day stood on, else the pinned one, else the real one."""

import datetime
import threading
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from probation_planning.organisation.clock import standing_on, today

PINNED = datetime.date(2011, 6, 20)
THEN = datetime.date(2010, 8, 2)
LATER = datetime.date(2010, 9, 1)


@pytest.fixture(autouse=True)
def pinned(settings: Any) -> None:
    """A demonstration's day."""
    settings.TODAY = PINNED


def test_it_is_the_pinned_day() -> None:
    assert today() == PINNED


def test_without_one_it_is_the_day_in_london(settings: Any) -> None:
    settings.TODAY = None

    assert today() == timezone.localdate()


def test_who_stands_on_a_day_takes_it_for_today_and_comes_back() -> None:
    with standing_on(THEN):
        with standing_on(LATER):
            assert today() == LATER
        assert today() == THEN
    assert today() == PINNED


def test_a_fault_brings_today_back() -> None:
    with pytest.raises(LookupError), standing_on(THEN):
        raise LookupError

    assert today() == PINNED


def test_others_at_work_meanwhile_keep_their_day() -> None:
    seen = []
    other = threading.Thread(target=lambda: seen.append(today()))

    with standing_on(THEN):
        other.start()
        other.join()

    assert seen == [PINNED]


def test_production_stands_on_no_other_day(settings: Any) -> None:
    settings.PRODUCTION = True

    with pytest.raises(ImproperlyConfigured, match="no other day"), standing_on(THEN):
        pass
