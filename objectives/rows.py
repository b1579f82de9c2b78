"""Objectives as the list and the timeline show them: asked for by their keys, and made of plain values."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from objectives.models import Deadline, Objective, Status
from objectives.models.counting import Days, days_of
from objectives.spread import said_of
from objectives.standing import Standing, standing
from probation_planning.organisation import clock
from probation_planning.organisation.models import DeliveryUnit, Quarter
from probation_planning.organisation.questions import by_page, question
from probation_planning.organisation.roles import Reader


@dataclass(frozen=True)
class DeadlineShown:
    """A deadline: the month until which it runs, and the month that the plan says."""

    until: datetime.date
    month: datetime.date
    stage: str
    moved_by: str


@dataclass(frozen=True)
class Row:
    """An objective as a line of the list; `deadlines` only where they were asked for, in the plan's order.

    `unit`: the unit that the list is narrowed to, where it answers for the objective, and how that stands.
    """

    reference: str
    text: str
    owner_names: tuple[str, ...]
    owners_unconfirmed: bool
    standing: Standing
    answered_on: datetime.date | None = None
    deadlines: tuple[DeadlineShown, ...] = ()
    unit: str = ""
    unit_standing: Standing | None = None


def keys_in_order(reader: Reader, year: int) -> list[int]:
    """All objectives of the year that the reader may see, as printed."""
    return _keys(reader, year)


def rows_of(
    reader: Reader, keys: Sequence[int], quarter: Quarter | None, unit: DeliveryUnit | None = None
) -> list[Row]:
    """These objectives as they stand at the quarter, in this order; with how one unit stands, where one is asked."""
    if not keys:
        return []
    asked = by_page(keys)
    deadlines: dict[int, list[DeadlineShown]] = {}
    for objective, until, month, stage, by in _deadlines(asked, clock.today()):
        deadlines.setdefault(objective, []).append(DeadlineShown(until, month, stage, by or ""))
    asks = _rows_of_units if unit else _rows
    found: dict[int, Any] = {row.pk: row for row in asks(reader, asked, days_of(quarter))}
    return [row_of(found[key], quarter, tuple(deadlines.get(key, ())), unit) for key in keys if key in found]


def row_of(
    found: Any,
    quarter: Quarter | None,
    deadlines: tuple[DeadlineShown, ...] = (),
    unit: DeliveryUnit | None = None,
) -> Row:
    """An objective `with_answer` at the quarter and `with_owner_names`, and `with_units` where a unit is asked."""
    said = next((one for one in said_of(found) if one.pk == unit.pk), None) if unit else None
    word = Status(said.word) if said and said.word else None
    return Row(
        reference=found.reference,
        text=found.text,
        owner_names=tuple(found.owner_names),
        owners_unconfirmed=found.owners_unconfirmed,
        standing=standing(Status(found.answer) if found.answer else None, quarter, clock.today()),
        answered_on=found.answered_on,
        deadlines=deadlines,
        unit=said.unit if said else "",
        unit_standing=standing(word, quarter, clock.today()) if said else None,
    )


@question
def _keys(reader: Reader, year: int) -> QuerySet[Objective, int]:
    rows = Objective.objects.visible_to(reader).filter(annual_plan__year=year)
    return rows.in_printed_order().values_list("pk", flat=True)


@question
def _rows(reader: Reader, keys: tuple[int, ...], quarter: Days | None) -> QuerySet[Objective]:
    rows = Objective.objects.visible_to(reader).filter(pk__in=keys).order_by()
    return rows.with_answer(quarter).with_owner_names()


@question
def _rows_of_units(reader: Reader, keys: tuple[int, ...], quarter: Days | None) -> QuerySet[Objective]:
    rows = Objective.objects.visible_to(reader).filter(pk__in=keys).order_by()
    return rows.with_answer(quarter).with_units(quarter).with_owner_names()


@question
def _deadlines(keys: tuple[int, ...], day: datetime.date) -> QuerySet[Deadline, Any]:
    rows: QuerySet[Any] = Deadline.objects.filter(objective__in=keys).as_moved(day)
    return rows.order_by("month", "pk").values_list("objective_id", "until", "month", "stage", "moved_by")
