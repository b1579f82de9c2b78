"""Opening and closing years and their quarters."""

import datetime
import uuid
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from probation_planning.organisation import calendar, clock
from probation_planning.organisation.hands import sign
from probation_planning.organisation.models import Quarter, Year
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.services.settings import added_before, begin, change
from probation_planning.organisation.years import is_open

Span = TypeVar("Span", Year, Quarter)
ABOUT_YEAR = ("answer_days", "answers_from")


def in_words(day: datetime.date) -> str:
    """A day as a sentence has it."""
    return f"{day:%-d %B %Y}"


@transaction.atomic
def add_year(
    *, reader: Reader, start: datetime.date, answer_days: int, answers_from: datetime.date, once: uuid.UUID
) -> Year:
    """A year with its four quarters, open at once where it has begun. The same form sent twice makes one."""
    begin(reader)
    said = {"start": start, "answer_days": answer_days, "answers_from": answers_from}
    if added := added_before(Year, said, once):
        return added
    if there := Year.objects.filter(trust=reader.trust, start=start).first():
        raise ValidationError({"start": f"The trust has {there} already."})
    today = clock.today()
    opened_on = today if start <= today else None
    sign(once)
    year = Year.objects.create(trust=reader.trust, opened_on=opened_on, **said)
    Quarter.objects.bulk_create(Quarter(year=year, number=number) for number in calendar.QUARTERS)
    return year


@transaction.atomic
def edit_year(*, year: Year, reader: Reader, answer_days: int, answers_from: datetime.date, seen: int) -> Year:
    """Change by when answers are due, and from which quarter on they are given here. `seen`: what the form showed."""
    begin(reader)
    current = _year(year)
    if current.closed_on:
        raise ValidationError(f"{current} was closed on {in_words(current.closed_on)}. Reopen the year first.")
    early = Quarter.objects.filter(year=current, opened_on__isnull=False, closed_on=None).order_by("number")
    for quarter in early:
        quarter.year = current
        if quarter.first_day < answers_from:
            raise ValidationError({"answers_from": f"{quarter} is open for answers. Close it first."})
    change(current, {"answer_days": answer_days, "answers_from": answers_from}, seen)
    return current


@transaction.atomic
def open_year(*, year: Year, reader: Reader) -> Year:
    """Open a year that has begun. Open already, it stays when it was."""
    begin(reader)
    current = _year(year)
    if current.closed_on:
        raise ValidationError(f"{current} was closed on {in_words(current.closed_on)}. Reopen it instead.")
    if current.opened_on is None:
        _refuse_before(str(current), current.start)
        _date(current, opened_on=clock.today())
    return current


@transaction.atomic
def close_year(*, year: Year, reader: Reader) -> Year:
    """Close a year none of whose quarters is open."""
    begin(reader)
    current = _year(year)
    if current.closed_on:
        return current
    _refuse_unopened(current)
    taking = Quarter.objects.filter(year=current, opened_on__isnull=False, closed_on=None).order_by("number")
    if numbers := [f"Q{quarter.number}" for quarter in taking]:
        which, it = " and ".join(numbers), "it" if len(numbers) == 1 else "them"
        raise ValidationError(f"{which} of {current} {'is' if it == 'it' else 'are'} still open. Close {it} first.")
    return _date(current, closed_on=clock.today())


@transaction.atomic
def reopen_year(*, year: Year, reader: Reader) -> Year:
    """Take a closed year up again; its quarters stay closed."""
    begin(reader)
    return _reopened(_year(year))


@transaction.atomic
def open_quarter(*, quarter: Quarter, reader: Reader) -> Quarter:
    """Open a quarter that has begun, so that owners answer for it. Open already, it stays when it was."""
    begin(reader)
    current = _quarter(quarter)
    _refuse_unless_year_open(current)
    if current.closed_on:
        raise ValidationError(f"{current} was closed on {in_words(current.closed_on)}. Reopen it instead.")
    if current.opened_on is None:
        if not current.expects_answers:
            raise ValidationError(
                f"Answers are given here from {in_words(current.year.answers_from)} on, so {current} is known from the "
                "document alone. Change that day first."
            )
        _refuse_before(str(current), current.first_day)
        _date(current, opened_on=clock.today())
    return current


@transaction.atomic
def close_quarter(*, quarter: Quarter, reader: Reader) -> Quarter:
    """Close an open quarter: nobody answers for it any more. Whoever is answering now comes first."""
    begin(reader)
    current = _quarter(quarter)
    _refuse_unopened(current)
    return current if current.closed_on else _date(current, closed_on=clock.today())


@transaction.atomic
def reopen_quarter(*, quarter: Quarter, reader: Reader) -> Quarter:
    """Take answers for a closed quarter again."""
    begin(reader)
    current = _quarter(quarter)
    _refuse_unless_year_open(current)
    return _reopened(current)


def _date(row: Span, **days: datetime.date | None) -> Span:
    """Write the days on which it was opened or closed."""
    for name, day in days.items():
        setattr(row, name, day)
    row.save(update_fields=list(days))
    return row


def _refuse_unopened(row: Year | Quarter) -> None:
    if row.opened_on is None:
        raise ValidationError(f"{row} is not open, so there is nothing to close.")


def _reopened(row: Span) -> Span:
    if row.opened_on is None:
        raise ValidationError(f"{row} was never open. Open it instead.")
    return _date(row, closed_on=None) if row.closed_on else row


def _year(year: Year) -> Year:
    current: Year = Year.objects.select_for_update(no_key=True).order_by().get(pk=year.pk)
    current.trust = year.trust
    return current


def _quarter(quarter: Quarter) -> Quarter:
    """The quarter as it is now, and its year; answers hold the quarter's row while they are given."""
    year = _year(quarter.year)
    current: Quarter = Quarter.objects.select_for_update(no_key=True).order_by().get(pk=quarter.pk)
    current.year = year
    return current


def _refuse_unless_year_open(quarter: Quarter) -> None:
    year = quarter.year
    if not is_open(year):
        state = f"was closed on {in_words(year.closed_on)}. Reopen" if year.closed_on else "is not open yet. Open"
        raise ValidationError(f"{year} {state} the year first.")


def _refuse_before(what: str, day: datetime.date) -> None:
    if clock.today() < day:
        raise ValidationError(f"{what} begins on {in_words(day)}. Open it on that day or later.")
