"""A year's plan whole, as it says itself at one moment: the data that a version keeps.

`themes`, `aims` and `objectives` bear the `key` of their rows, by which the database knows what a version holds.
"""

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from objectives.models import Aim, AnnualPlan, Deadline, Objective, ObjectiveOwner, Outcome, SubItem, Theme

# Between the two halves of a deadline or a part while they come from the database: nobody can type it.
APART = "\x1f"
SHAPE = 1


@dataclass(frozen=True)
class ThemeWritten:
    """A theme: `place` is 1 for the first."""

    key: int
    number: str
    title: str
    place: int
    withdrawn_on: str
    withdrawn_reason: str


@dataclass(frozen=True)
class AimWritten:
    """An aim, `theme` the key of its theme."""

    key: int
    theme: int
    number: str
    title: str
    place: int
    withdrawn_on: str
    withdrawn_reason: str


@dataclass(frozen=True)
class DeadlineWritten:
    """A deadline, `month` its first day in ISO form."""

    month: str
    stage: str


@dataclass(frozen=True)
class SubItemWritten:
    """A numbered part."""

    label: str
    text: str


@dataclass(frozen=True)
class ObjectiveWritten:
    """An objective: theme, aim and what it hangs on by their keys, owners by the names they bear, who leads first."""

    key: int
    theme: int
    aim: int | None
    reference: str
    place: int
    text: str
    outcomes: tuple[str, ...]
    owners: tuple[str, ...]
    owners_as_printed: str
    acts: str
    for_each: str
    deadlines: tuple[DeadlineWritten, ...]
    flags: tuple[str, ...]
    sub_items: tuple[SubItemWritten, ...]
    hangs_on: int | None
    carried_from: int | None
    withdrawn_on: str
    withdrawn_reason: str


@dataclass(frozen=True)
class NarrativeWritten:
    """A section of the plan's text."""

    key: int
    kind: str
    heading: str
    text: str


@dataclass(frozen=True)
class LineWritten:
    """A row of figures, each as printed and as read, under the table's columns in turn."""

    label: str
    unit: str
    note: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TableWritten:
    """A planning table."""

    key: int
    kind: str
    title: str
    unit: str
    note: str
    columns: tuple[str, ...]
    lines: tuple[LineWritten, ...]


@dataclass(frozen=True)
class PlanWritten:
    """The whole of it."""

    shape: int
    title: str
    plan: str
    starts: str
    ends: str
    vision: str
    mission: str
    narratives: tuple[NarrativeWritten, ...]
    themes: tuple[ThemeWritten, ...]
    aims: tuple[AimWritten, ...]
    objectives: tuple[ObjectiveWritten, ...]
    tables: tuple[TableWritten, ...]


def contents_of(annual_plan: AnnualPlan) -> PlanWritten:
    """What the year's plan says now."""
    plan = annual_plan.plan
    return PlanWritten(
        shape=SHAPE,
        title=annual_plan.title,
        plan=plan.title,
        starts=_day(plan.starts),
        ends=_day(plan.ends),
        vision=annual_plan.vision,
        mission=annual_plan.mission,
        narratives=tuple(
            NarrativeWritten(row.pk, row.kind, row.heading, row.text)
            for row in annual_plan.narratives.order_by("order", "pk")
        ),
        themes=themes_written(Theme.objects.filter(plan=plan).order_by("order", "pk")),
        aims=aims_written(Aim.objects.filter(plan=plan).order_by("theme__order", "theme", "order", "pk")),
        objectives=objectives_written(with_all_said(Objective.objects.filter(annual_plan=annual_plan))),
        tables=tuple(_tables(annual_plan)),
    )


def themes_written(themes: Iterable[Theme]) -> tuple[ThemeWritten, ...]:
    """Themes in their order."""
    return tuple(
        ThemeWritten(row.pk, row.number, row.title, place, _day(row.withdrawn_on), row.withdrawn_reason)
        for place, row in enumerate(themes, start=1)
    )


def aims_written(aims: Iterable[Aim]) -> tuple[AimWritten, ...]:
    """Aims in their order, the places counted under each theme."""
    places = _Places()
    return tuple(
        AimWritten(
            row.pk,
            row.theme_id,
            row.number,
            row.title,
            places.next(row.theme_id),
            _day(row.withdrawn_on),
            row.withdrawn_reason,
        )
        for row in aims
    )


def objectives_written(rows: Iterable[Any]) -> tuple[ObjectiveWritten, ...]:
    """Objectives `with_all_said`; places are counted under each aim."""
    places = _Places()
    return tuple(
        ObjectiveWritten(
            key=row.pk,
            theme=row.theme_id,
            aim=row.aim_id,
            reference=row.reference,
            place=places.next((row.theme_id, row.aim_id)),
            text=row.text,
            outcomes=tuple(row.said_outcomes),
            owners=tuple(row.said_owners),
            owners_as_printed=row.owners_as_printed,
            acts=row.acts,
            for_each=row.for_each,
            deadlines=tuple(DeadlineWritten(*said.split(APART, 1)) for said in row.said_deadlines),
            flags=tuple(str(flag) for flag in row.flags),
            sub_items=tuple(SubItemWritten(*said.split(APART, 1)) for said in row.said_parts),
            hangs_on=row.hangs_on_id,
            carried_from=row.carried_from_id,
            withdrawn_on=_day(row.withdrawn_on),
            withdrawn_reason=row.withdrawn_reason,
        )
        for row in rows
    )


def with_all_said(objectives: QuerySet[Objective]) -> QuerySet[Any]:
    """Objectives in their order, each with its outcomes, owners, deadlines and parts, as texts; in one question."""
    of_it = {"objective": OuterRef("pk")}
    deadlines = Deadline.objects.filter(**of_it).order_by("month", "stage", "pk")
    parts = SubItem.objects.filter(**of_it).order_by("order", "pk")
    rows = objectives.annotate(
        said_outcomes=ArraySubquery(Outcome.objects.filter(**of_it).order_by("order", "pk").values("text")),
        said_owners=ArraySubquery(
            ObjectiveOwner.objects.filter(**of_it).order_by("-leads", "order", "pk").values("owner__name")
        ),
        said_deadlines=ArraySubquery(
            deadlines.values(said=Concat(Cast("month", TextField()), Value(APART), "stage", output_field=TextField()))
        ),
        said_parts=ArraySubquery(parts.values(said=Concat("label", Value(APART), "text", output_field=TextField()))),
    )
    return rows.order_by("theme__order", "theme", F("aim__order").asc(nulls_first=True), "aim", "order", "pk")


def _tables(annual_plan: AnnualPlan) -> Iterable[TableWritten]:
    for table in annual_plan.tables.order_by("order", "pk").prefetch_related("columns", "lines__cells"):
        columns = sorted(table.columns.all(), key=lambda column: column.order)
        lines = []
        for line in sorted(table.lines.all(), key=lambda line: line.order):
            cells = {cell.column_id: cell for cell in line.cells.all()}
            found = [cells.get(column.pk) for column in columns]
            said = tuple((cell.printed, _figure(cell.value)) if cell else ("", "") for cell in found)
            lines.append(LineWritten(line.label, line.unit, line.note, said))
        headings = tuple(column.heading for column in columns)
        yield TableWritten(table.pk, table.kind, table.title, table.unit, table.note, headings, tuple(lines))


class _Places:
    """Counts under each parent from 1."""

    def __init__(self) -> None:
        self.last: dict[Any, int] = {}

    def next(self, under: Any) -> int:
        self.last[under] = self.last.get(under, 0) + 1
        return self.last[under]


def as_data(part: Any) -> dict[str, Any]:
    """A part as a mapping."""
    return asdict(part)


def _day(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""


def _figure(value: Any) -> str:
    return "" if value is None else str(value)
