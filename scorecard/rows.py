"""What is asked of the database to tell where measures stand: all their rows beside them, in one question.

Rows that hang on a measure come as arrays of objects: asking for them table by table costs more than they do.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import F, OuterRef
from django.db.models.base import ModelState
from django.db.models.functions import Cast, JSONObject

from probation_planning.organisation.models import DeliveryUnit
from scorecard.models import OrderedScale, Result, ScaleStep, Sharing, Target, UnitShare
from scorecard.models.measures import MeasureQuerySet
from scorecard.readings import with_confirmations
from scorecard.targets import Step

Row = TypeVar("Row", bound=models.Model)

# What is not named here is asked for when somebody wants it.
OF_TARGET = frozenset(
    {"id", "measure_id", "sequence", "printed", "reading", "ground", "scale_id", "effective_from"}
    | {"tolerance_under", "tolerance_over", "tolerance_measured", "profile", "reason", "approved_by"}
)
OF_RESULT = frozenset(
    {"id", "measure_id", "quarter_id", "unit_id", "sequence", "value", "step", "numerator", "denominator"}
    | {"provisional", "note", "dated", "given_by_id", "given_as_id", "given_at"}
)
OF_UNIT = frozenset({"id", "name", "opened_on", "closed_on"})


@dataclass(frozen=True)
class Shared:
    """How a target is shared out: each unit's share as written, by the unit's key."""

    sequence: int
    reason: str
    by: str
    on: datetime.date
    shares: dict[int, str]


@dataclass(frozen=True)
class Set:
    """A target that was set: its row, the steps of its scale, and how it is shared out."""

    row: Target
    steps: tuple[Step, ...]
    shared: Shared | None


@dataclass(frozen=True)
class Placed:
    """A result of another year than the measure's own, with its period."""

    year: int
    quarter: int
    result: Result


def with_standing_rows(measures: MeasureQuerySet) -> MeasureQuerySet:
    """The measures with everything `standing` reads, in one question for one as for thousands."""
    own, before = ({"measure": OuterRef(key)} for key in ("pk", "carried_from"))
    period = {"at": F("quarter__number"), "in_year": F("quarter__year__start")}
    units = DeliveryUnit.objects.filter(trust=OuterRef("trust"), kind=OuterRef("for_each")).order_by("name")
    return (
        with_confirmations(measures)
        .select_related("perspective")
        .annotate(
            targets_said=ArraySubquery(_targets()),
            results_said=ArraySubquery(_results(own).values_list(_said(Result, OF_RESULT))),
            before_said=ArraySubquery(_results(before).values_list(_said(Result, OF_RESULT, **period))),
            units_said=ArraySubquery(units.values_list(_said(DeliveryUnit, OF_UNIT))),
        )
    )


def _targets() -> Any:
    steps = ScaleStep.objects.filter(scale=OuterRef("scale")).order_by("position")
    shares = UnitShare.objects.filter(sharing=OuterRef("pk")).values_list(JSONObject(unit="unit_id", said="printed"))
    sharings = Sharing.objects.filter(target=OuterRef("pk")).order_by("sequence")
    said = _said(
        Target,
        OF_TARGET,
        scale=F("scale__name"),
        steps=ArraySubquery(steps.values_list(JSONObject(code="code", name="name"))),
        sharings=ArraySubquery(
            sharings.values_list(
                JSONObject(
                    sequence="sequence", reason="reason", by="given_by__name", on="dated", shares=ArraySubquery(shares)
                )
            )
        ),
    )
    return Target.objects.filter(measure=OuterRef("pk")).order_by("sequence").values_list(said)


def _results(of: dict[str, Any]) -> Any:
    """The results that count, in the order of their quarters."""
    return (
        Result.objects.filter(**of)
        .order_by("quarter__number", "quarter_id", "unit_id", "-sequence")
        .distinct("quarter__number", "quarter_id", "unit_id")
    )


def _said(model: type[models.Model], names: frozenset[str], **more: Any) -> JSONObject:
    """A row as an object; figures as text, for a number of JSON is none of ours."""
    said = {field.attname: _word(field) for field in _fields(model, names)}
    return JSONObject(**said, **more)


def _word(field: Any) -> Any:
    return Cast(field.attname, models.TextField()) if isinstance(field, models.DecimalField) else F(field.attname)


@cache
def _fields(model: type[models.Model], names: frozenset[str]) -> tuple[Any, ...]:
    return tuple(field for field in cast(Any, model)._meta.concrete_fields if field.attname in names)


@cache
def _readers(model: type[models.Model], names: frozenset[str]) -> tuple[tuple[str, Any], ...]:
    return tuple((field.attname, _reader(field)) for field in _fields(model, names))


def _reader(field: Any) -> Any:
    if isinstance(field, models.DecimalField):
        return Decimal
    if isinstance(field, models.DateTimeField):
        return datetime.datetime.fromisoformat
    return datetime.date.fromisoformat if isinstance(field, models.DateField) else None


def _row(model: type[Row], names: frozenset[str], said: dict[str, Any]) -> Row:
    """The row that an object says, as if it had been asked for by itself.

    Made as a row is unpickled: `from_db` goes through all columns, and half of what a scorecard costs would be that.
    """
    row, state = model.__new__(model), ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    row.__dict__["_state"] = state
    for name, read in _readers(model, names):
        value = said[name]
        row.__dict__[name] = read(value) if read and value is not None else value
    return row


def targets_of(measure: Any) -> list[Set]:
    """The targets that were set, in the order of their sequence."""
    found = []
    for said in measure.targets_said:
        row = _row(Target, OF_TARGET, said)
        row.scale = OrderedScale(pk=row.scale_id, name=said["scale"]) if row.scale_id else None
        steps = tuple(Step(step["code"], step["name"]) for step in said["steps"])
        found.append(Set(row, steps, _shared(said["sharings"])))
    return found


def _shared(sharings: Sequence[dict[str, Any]]) -> Shared | None:
    if not sharings:
        return None
    last = sharings[-1]
    shares = {share["unit"]: share["said"] for share in last["shares"]}
    return Shared(last["sequence"], last["reason"], last["by"], datetime.date.fromisoformat(last["on"]), shares)


def results_of(measure: Any) -> list[Result]:
    """The results that count, of the trust and of its units, in the order of their quarters."""
    return [_row(Result, OF_RESULT, said) for said in measure.results_said]


def results_before(measure: Any) -> list[Placed]:
    """The results that count of the measure that this one goes on from, in the order of their periods."""
    placed = [
        Placed(int(said["in_year"][:4]), said["at"], _row(Result, OF_RESULT, said)) for said in measure.before_said
    ]
    return sorted(placed, key=lambda one: (one.year, one.quarter))


def units_of(measure: Any) -> list[DeliveryUnit]:
    """The units of the kind that a measure is shared out to, closed ones too."""
    return [_row(DeliveryUnit, OF_UNIT, said) for said in measure.units_said]
