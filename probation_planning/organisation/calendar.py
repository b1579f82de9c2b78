"""The financial year and its quarters, as plain figures (domain.md: 1 April to 31 March, written 2011/12)."""

import datetime

QUARTERS = (1, 2, 3, 4)


def year_label(start: datetime.date) -> str:
    """How people write the year that starts on this 1 April: 2011/12."""
    return f"{start.year}/{(start.year + 1) % 100:02d}"


def year_slug(start: datetime.date) -> str:
    """How addresses write it: 2011-12."""
    return year_label(start).replace("/", "-")


def year_start(day: datetime.date) -> datetime.date:
    """The 1 April on or before the day."""
    return datetime.date(day.year if day.month >= 4 else day.year - 1, 4, 1)


def quarter_number(day: datetime.date) -> int:
    """1 for April to June, 4 for January to March."""
    return (day.month - 4) % 12 // 3 + 1


def quarter_dates(start: datetime.date, number: int) -> tuple[datetime.date, datetime.date]:
    """First and last day of quarter `number` (1 to 4) of the year that starts on `start`."""
    return _months_later(start, 3 * (number - 1)), _months_later(start, 3 * number) - datetime.timedelta(days=1)


def year_end(start: datetime.date) -> datetime.date:
    """The 31 March that ends the year."""
    return quarter_dates(start, 4)[1]


def _months_later(first: datetime.date, months: int) -> datetime.date:
    years, month = divmod(first.month - 1 + months, 12)
    return first.replace(year=first.year + years, month=month + 1)
