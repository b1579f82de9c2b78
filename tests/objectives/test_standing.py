"""How an objective stands, on every edge."""

import datetime
from dataclasses import dataclass

import pytest

from objectives.models import Status
from objectives.standing import NO_STATUS, NOT_YET_OPEN, OVERDUE, SILENT, UNANSWERED, current_quarter, standing

DUE = datetime.date(2011, 7, 15)
OPENED = datetime.date(2011, 4, 1)


@dataclass
class Quarter:
    """A quarter as `standing` sees it."""

    number: int = 1
    opened_on: datetime.date | None = OPENED
    is_open: bool = True
    expects_answers: bool = True
    due_on: datetime.date = DUE


@pytest.mark.parametrize("status", list(Status))
def test_an_answer_is_its_own_word_whatever_the_quarter(status: Status) -> None:
    closed = Quarter(is_open=False, expects_answers=False)

    found = standing(status, closed, datetime.date(2012, 1, 1))

    assert (found.label, found.value) == (status.label, status.value)


@pytest.mark.parametrize(
    ("quarter", "day", "expected"),
    [
        (Quarter(), datetime.date(2011, 6, 20), UNANSWERED),
        (Quarter(), DUE, UNANSWERED),
        (Quarter(), DUE + datetime.timedelta(days=1), OVERDUE),
        (Quarter(is_open=False), DUE + datetime.timedelta(days=1), OVERDUE),
        (Quarter(opened_on=None, is_open=False), datetime.date(2011, 3, 1), NOT_YET_OPEN),
        (Quarter(opened_on=None, is_open=False), datetime.date(2012, 3, 1), NOT_YET_OPEN),
        (Quarter(expects_answers=False), datetime.date(2012, 3, 1), NO_STATUS),
        (Quarter(expects_answers=False, opened_on=None, is_open=False), datetime.date(2012, 3, 1), NO_STATUS),
        (None, DUE, NOT_YET_OPEN),
    ],
)
def test_silence_has_four_words(quarter: Quarter | None, day: datetime.date, expected: tuple[str, str]) -> None:
    assert standing(None, quarter, day) == expected


def test_silence_is_never_shown_in_the_shape_of_good_news() -> None:
    green = {"on-track", "met", "complete", "confirmed"}

    assert green.isdisjoint(found.value for found in SILENT)


def test_the_words_of_silence_all_differ() -> None:
    assert len({found.label for found in SILENT}) == len({found.value for found in SILENT}) == 4


@pytest.mark.parametrize(
    ("open_ones", "expected"),
    [((), 4), ((1,), 1), ((1, 2), 2), ((4,), 4)],
)
def test_the_current_quarter_is_the_latest_open_one_or_the_last(open_ones: tuple[int, ...], expected: int) -> None:
    quarters = [Quarter(number=number, is_open=number in open_ones) for number in (1, 2, 3, 4)]

    found = current_quarter(quarters)

    assert found is not None
    assert found.number == expected


def test_a_year_without_quarters_has_no_current_one() -> None:
    assert current_quarter([]) is None
