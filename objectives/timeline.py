"""The plan's deadlines along the year: before it, quarter by quarter, after it, and objectives without one."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from objectives.models import Deadline, Objective
from objectives.models.objectives import ObjectiveQuerySet
from objectives.standing import is_late
from probation_planning.organisation import calendar, clock
from probation_planning.organisation.models import Year
from probation_planning.ui.bars import Column, Columns

# In each span a page shows so many; the rest is a list away.
MOST_SHOWN = 100
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
    objective: Objective
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


def timeline_of(objectives: ObjectiveQuerySet, year: Year) -> Timeline:
    """The timeline of objectives `with_answer` at the quarter and `with_owner_names`."""
    ids = objectives.order_by().values("pk")
    dated: dict[str, list[Deadline]] = defaultdict(list)
    rows: QuerySet[Any] = Deadline.objects.filter(objective__in=ids).as_moved()
    for deadline in rows.order_by("until", "objective__theme__order", "objective__order"):
        dated[_span_at(deadline.until, year)].append(deadline)
    undated = objectives.filter(deadlines=None).in_printed_order()
    without = list(undated.select_related("theme")[:MOST_SHOWN])
    shown = {deadline.objective_id for found in dated.values() for deadline in found[:MOST_SHOWN]}
    by_id: dict[int, Any] = {row.pk: row for row in objectives.with_deadline().filter(pk__in=shown).order_by()}
    stretches = []
    for key in SPANS:
        found = dated[key]
        stretch = Stretch(Span(key, year), len(found))
        stretch.stops = [_stop(deadline, by_id[deadline.objective_id]) for deadline in found[:MOST_SHOWN]]
        stretches.append(stretch)
    last = stretches[-1]
    last.total, last.stops = undated.count(), [Stop(None, "", objective) for objective in without]
    line = Timeline(stretches)
    return Timeline([one for one in stretches if one.total or (one.span.days and line.deadlines)])


def _stop(deadline: Any, objective: Any) -> Stop:
    printed = deadline.month if deadline.month != deadline.until else None
    is_past = objective.late and is_late(deadline.until, None, clock.today())
    return Stop(deadline.until, deadline.stage, objective, is_past, printed, deadline.moved_by or "")


def _span_at(month: datetime.date, year: Year) -> str:
    if month < year.start:
        return BEFORE
    return AFTER if month > year.end else f"q{calendar.quarter_number(month)}"
