"""The plan's deadlines along the year: before it, quarter by quarter, after it, and objectives without one."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from objectives.models import Deadline, Objective
from objectives.models.counting import Days, days_of
from objectives.rows import Row, row_of
from objectives.standing import is_late
from probation_planning.organisation import calendar, clock
from probation_planning.organisation.models import Quarter, Year
from probation_planning.organisation.questions import by_page, question
from probation_planning.organisation.roles import Reader
from probation_planning.ui.bars import Column, Columns

# In each span a page shows so many; the rest is a list away.
MOST_SHOWN = 25
BEFORE, AFTER, NO_DEADLINE = "before", "after", "none"
SPANS = {
    BEFORE: "Before the year",
    **{f"q{number}": f"Q{number}" for number in calendar.QUARTERS},
    AFTER: "After the year",
    NO_DEADLINE: "No deadline recorded",
}


class Span(NamedTuple):
    """A part of the timeline of a year: a key of `SPANS`."""

    key: str
    year: Year

    @property
    def has_months(self) -> bool:
        """Whether months lie in it; else it is for objectives without a deadline."""
        return self.key != NO_DEADLINE

    @property
    def days(self) -> tuple[datetime.date, datetime.date] | None:
        """First and last day of a quarter; none of what is not one."""
        return calendar.quarter_dates(self.year.start, int(self.key[1:])) if self.key[1:].isdigit() else None

    @property
    def of_months(self) -> Q:
        """Deadlines `as_moved` whose month lies in it."""
        if self.days:
            return Q(until__range=self.days)
        return Q(until__lt=self.year.start) if self.key == BEFORE else Q(until__gt=self.year.end)

    @property
    def name(self) -> str:
        """Its heading."""
        return SPANS[self.key]

    @property
    def when(self) -> str:
        """The days of a quarter in words; empty for the rest."""
        return f"{self.days[0]:%B} to {self.days[1]:%B %Y}" if self.days else ""


class Stop(NamedTuple):
    """A deadline on the timeline, its objective, and whether it made that late; no month for none.

    `printed`: the month of the plan, where an answer moved it; `by`: of which units, where each answers.
    """

    month: datetime.date | None
    stage: str
    objective: Row
    is_past: bool = False
    printed: datetime.date | None = None
    by: str = ""


@dataclass
class Stretch:
    """A span with its stops, as many as the page shows, and how many there are."""

    span: Span
    total: int = 0
    stops: list[Stop] = field(default_factory=list)

    @property
    def left_out(self) -> int:
        """How many do not fit."""
        return self.total - len(self.stops)


@dataclass(frozen=True)
class Timeline:
    """All deadlines of a year's objectives, span by span; an empty span only where it is a quarter among others."""

    stretches: Sequence[Stretch]

    @property
    def deadlines(self) -> int:
        """How many deadlines there are."""
        return sum(one.total for one in self.stretches if one.span.has_months)

    @property
    def chart(self) -> Columns:
        """How many deadlines lie in each span."""
        spans = [one for one in self.stretches if one.span.has_months]
        return Columns("Deadlines", tuple(Column(one.span.name.split()[0], one.total) for one in spans))


def timeline_of(reader: Reader, year: Year, quarter: Quarter | None, *, most: int | None = MOST_SHOWN) -> Timeline:
    """The timeline of the year's objectives that the reader may see, as they stand at the quarter.

    `most`: how many stops of each span; None for all.
    """
    dated: dict[str, list[Dated]] = defaultdict(list)
    for found in _deadlines(reader, year.pk, clock.today()):
        deadline = Dated(*found)
        dated[_span_at(deadline.until, year)].append(deadline)
    undated = _undated(reader, year.pk)
    shown = {deadline.objective for found in dated.values() for deadline in found[:most]}
    keys = by_page([*sorted(shown), *undated[:most]])
    by_key: dict[int, Any] = {row.pk: row for row in _shown(reader, keys, days_of(quarter), clock.today())}
    rows = {key: row_of(found, quarter) for key, found in by_key.items()}
    stretches = []
    for key in SPANS:
        found = dated[key]
        stretch = Stretch(Span(key, year), len(found))
        stretch.stops = [_stop(one, rows[one.objective], late=by_key[one.objective].late) for one in found[:most]]
        stretches.append(stretch)
    last = stretches[-1]
    last.total, last.stops = len(undated), [Stop(None, "", rows[key]) for key in undated[:most]]
    line = Timeline(stretches)
    return Timeline([one for one in stretches if one.total or (one.span.days and line.deadlines)])


class Dated(NamedTuple):
    """A deadline of an objective."""

    objective: int
    until: datetime.date
    month: datetime.date
    stage: str
    moved_by: str | None


@question
def _deadlines(reader: Reader, year: int, today: datetime.date) -> QuerySet[Deadline, Any]:
    """The deadlines of the year's objectives, the first to end first."""
    objectives = Objective.objects.visible_to(reader).filter(annual_plan__year=year).values("pk")
    rows: QuerySet[Any] = Deadline.objects.filter(objective__in=objectives).as_moved(today)
    rows = rows.order_by("until", "objective__theme__order", "objective__order")
    return rows.values_list("objective_id", "until", "month", "stage", "moved_by")


@question
def _undated(reader: Reader, year: int) -> QuerySet[Objective, int]:
    """The year's objectives without a deadline, as printed."""
    rows = Objective.objects.visible_to(reader).filter(annual_plan__year=year, deadlines=None)
    return rows.in_printed_order().values_list("pk", flat=True)


@question
def _shown(reader: Reader, keys: tuple[int, ...], quarter: Days | None, today: datetime.date) -> QuerySet[Objective]:
    rows = Objective.objects.visible_to(reader).filter(pk__in=keys).order_by()
    return rows.with_answer(quarter).with_owner_names().with_deadline(today)


def _stop(deadline: Dated, objective: Row, *, late: bool) -> Stop:
    printed = deadline.month if deadline.month != deadline.until else None
    is_past = late and is_late(deadline.until, None, clock.today())
    return Stop(deadline.until, deadline.stage, objective, is_past, printed, deadline.moved_by or "")


def _span_at(month: datetime.date, year: Year) -> str:
    if month < year.start:
        return BEFORE
    return AFTER if month > year.end else f"q{calendar.quarter_number(month)}"
