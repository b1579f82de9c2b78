"""The financial year on every edge."""

from datetime import date
from itertools import pairwise

import pytest

from probation_planning.organisation import calendar


@pytest.mark.parametrize(
    ("day", "start", "quarter"),
    [
        (date(2011, 3, 31), date(2010, 4, 1), 4),
        (date(2011, 4, 1), date(2011, 4, 1), 1),
        (date(2011, 6, 30), date(2011, 4, 1), 1),
        (date(2011, 7, 1), date(2011, 4, 1), 2),
        (date(2011, 9, 30), date(2011, 4, 1), 2),
        (date(2011, 10, 1), date(2011, 4, 1), 3),
        (date(2011, 12, 31), date(2011, 4, 1), 3),
        (date(2012, 1, 1), date(2011, 4, 1), 4),
        (date(2012, 2, 29), date(2011, 4, 1), 4),
    ],
)
def test_a_day_lies_in_one_year_and_one_quarter(day: date, start: date, quarter: int) -> None:
    assert (calendar.year_start(day), calendar.quarter_number(day)) == (start, quarter)


@pytest.mark.parametrize(
    ("start", "label", "slug"),
    [(date(2011, 4, 1), "2011/12", "2011-12"), (date(1999, 4, 1), "1999/00", "1999-00")],
)
def test_a_year_is_written_one_way_by_people_and_one_in_addresses(start: date, label: str, slug: str) -> None:
    assert (calendar.year_label(start), calendar.year_slug(start)) == (label, slug)


def test_the_four_quarters_fill_the_year_without_gap_or_overlap() -> None:
    start = date(2011, 4, 1)
    spans = [calendar.quarter_dates(start, number) for number in calendar.QUARTERS]

    assert spans[0][0] == start
    assert all((after[0] - before[1]).days == 1 for before, after in pairwise(spans))
    assert spans[-1][1] == calendar.year_end(start) == date(2012, 3, 31)
