"""Days and quarters as people type them: by 31/08/2011, by Aug 2011, by the end of Q2.

Days are written the British way, day before month. A month stands for its last day; one without a year is that of the
financial year.
"""

import datetime
import re

from probation_planning.organisation.calendar import QUARTERS as QUARTERS_OF_A_YEAR
from probation_planning.organisation.calendar import quarter_dates, quarter_number, year_start
from scorecard.targets.figures import plain
from scorecard.targets.kinds import QUARTERS, Refused, Value

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
YEARS = range(1990, 2100)
_OTHER_SPELLINGS = {"sept": 9}
_MONTH = rf"(?P<month>{'|'.join(sorted({*MONTHS, *(name[:3] for name in MONTHS), 'sept'}, key=len, reverse=True))})"
_LEAD = r"(?:by )?(?:the )?(?:end (?:of )?)?(?:the )?"
_ORDINALS = ("first", "second", "third", "fourth")
_YEAR = r"(?P<year>[0-9]{4}|'?[0-9]{2})"
_DAYS = tuple(
    re.compile(_LEAD + form)
    for form in (
        rf"(?P<day>[0-9]{{1,2}})[/.-](?P<number>[0-9]{{1,2}})[/.-]{_YEAR}",
        r"(?P<year>[0-9]{4})-(?P<number>[0-9]{1,2})-(?P<day>[0-9]{1,2})",
        rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?{_MONTH}(?:,? ?-?{_YEAR})?",
        rf"{_MONTH}(?:[ -]{_YEAR})?",
    )
)
_QUARTER = re.compile(
    rf"{_LEAD}(?:(?:q|quarter) ?(?P<quarter>[0-9]+)|(?P<ordinal>1st|2nd|3rd|4th|{'|'.join(_ORDINALS)}) quarter)"
    r"(?: (?:of )?(?P<year>[0-9]{4})[/-][0-9]{2})?"
)
_YEAR_END = re.compile(
    r"(?:by )?(?:the )?(?:financial )?year[ -]?end|(?:by )?(?:the )?end of (?:the )?(?:financial )?year"
)


def read_quarter(text: str, year: datetime.date | None = None) -> int | None:
    """The quarter that words name, counted from the first of the financial year (5 is Q1 of the next).

    None for words that name none. Raises Refused for a quarter that no year has.
    """
    text = plain(text)
    if _YEAR_END.fullmatch(text):
        return QUARTERS_OF_A_YEAR[-1]
    match = _QUARTER.fullmatch(text)
    if not match:
        return None
    ordinal = match["ordinal"]
    number = match["quarter"] or (str(1 + _ORDINALS.index(ordinal)) if ordinal in _ORDINALS else ordinal[0])
    if number not in {"1", "2", "3", "4"}:
        raise Refused(f"There is no Q{number}: a year has Q1 to Q4.")
    years = _year(match["year"]) - year.year if match["year"] and year else 0
    return int(number) + 4 * years


def read_day(text: str, year: datetime.date | None = None) -> datetime.date | None:
    """The day that words name, the last one of a month; None for words that name none.

    Raises Refused for a day that no calendar has, and for a month that may be of any year.
    """
    text = plain(text)
    for pattern in _DAYS:
        if match := pattern.fullmatch(text):
            return _day(text, {"day": None, "number": None, "month": None, **match.groupdict()}, year)
    return None


def _day(text: str, given: dict[str, str | None], year: datetime.date | None) -> datetime.date:
    month = int(given["number"]) if given["number"] else _month_number(given["month"] or "")
    if given["year"]:
        of_year = _year(given["year"].lstrip("'"))
    elif year:
        of_year = year.year + (month < year.month)
    else:
        raise Refused("Say of which year, as in “31 August 2011”.")
    try:
        if given["day"]:
            return datetime.date(of_year, month, int(given["day"]))
        return datetime.date(of_year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
    except ValueError:
        raise Refused(f"“{text}” is not a day of the calendar. Write the day first: 31/08/2011.") from None


def _year(digits: str) -> int:
    """A year of two digits or four. Raises Refused for one that no plan is for."""
    year = int(digits) + (2000 if len(digits) == 2 else 0)
    if year not in YEARS:
        raise Refused(f"{digits} is not a year that a plan is for. Write a year from {YEARS[0]} to {YEARS[-1]}.")
    return year


def _month_number(name: str) -> int:
    return _OTHER_SPELLINGS.get(name) or 1 + next(at for at, full in enumerate(MONTHS) if full.startswith(name))


def day_words(day: datetime.date) -> str:
    """31 August 2011."""
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def quarter_of(day: datetime.date, year: datetime.date) -> int:
    """The day's quarter, counted from the first of the financial year that starts on `year`."""
    return 4 * (year_start(day).year - year.year) + quarter_number(day)


def last_day_of(quarter: int, year: datetime.date) -> datetime.date:
    """The last day of a quarter so counted."""
    years, number = divmod(quarter - 1, 4)
    return quarter_dates(year.replace(year=year.year + years), number + 1)[1]


def done_on(value: Value | None) -> datetime.date | None:
    """The day that a result says a thing was done; None where it tells none."""
    if isinstance(value, str) and len(value) == len("2011-08-31"):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            return None
    return None


def is_done(value: Value | None) -> bool:
    """Whether a result says that a thing was done, in a quarter or on a day."""
    return value in QUARTERS or done_on(value) is not None
