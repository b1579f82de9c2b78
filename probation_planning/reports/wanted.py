"""What is asked of an objective besides how it stands: what shows each outcome, and the months of its deadlines.

Plain values, read with the objective by the one question that finds it: as many queries for one as for thousands.
"""

import datetime
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from objectives.deadlines import dues_of
from objectives.models import Deadline, DeadlineRevision, Outcome
from objectives.services.answering import OF_THE_OBJECTIVE


class WantedOutcome(NamedTuple):
    """An outcome by its key, and its words; the objective itself, without words, where it has none."""

    key: int
    text: str


class WantedMonth(NamedTuple):
    """A deadline by its key, and which it is, in words: "Stage one, June 2011", as moved last."""

    key: int
    which: str


class Wanted(NamedTuple):
    """What an objective's boxes ask besides the status and the comment."""

    outcomes: tuple[WantedOutcome, ...] = (WantedOutcome(OF_THE_OBJECTIVE, ""),)
    months: tuple[WantedMonth, ...] = ()


def asked_besides(quarter: int) -> dict[str, ArraySubquery]:
    """Of each objective its outcomes and its deadlines with what moved them up to the quarter, for `wanted_of`."""
    moves = DeadlineRevision.objects.that_count().filter(deadline=OuterRef("pk"), update__quarter__number__lte=quarter)
    moved = moves.order_by("update__quarter__number", "pk").values(
        json=JSONObject(unit="update__unit", was="was", month="month", deadline_id="deadline")
    )
    outcomes = Outcome.objects.filter(objective=OuterRef("pk")).order_by("order")
    deadlines = Deadline.objects.filter(objective=OuterRef("pk")).order_by("month", "pk")
    month = JSONObject(pk="pk", month="month", stage="stage", moves=ArraySubquery(moved))
    return {
        "outcomes_asked": ArraySubquery(outcomes.values(json=JSONObject(pk="pk", text="text"))),
        "deadlines_asked": ArraySubquery(deadlines.values(json=month)),
    }


def wanted_of(objective: Any, unit: int | None) -> Wanted:
    """Of an objective with what is `asked_besides`; of one of its units where each answers."""
    outcomes = tuple(WantedOutcome(one["pk"], one["text"]) for one in objective.outcomes_asked)
    months = tuple(_month(one, unit) for one in objective.deadlines_asked)
    return Wanted(outcomes, months) if outcomes else Wanted(months=months)


def _month(told: dict[str, Any], unit: int | None) -> WantedMonth:
    deadline = Deadline(pk=told["pk"], month=_day(told["month"]), stage=told["stage"])
    moves = [
        DeadlineRevision(deadline=deadline, was=_day(one["was"]), month=_day(one["month"]))
        for one in told["moves"]
        if one["unit"] == unit
    ]
    [due] = dues_of([deadline], moves)
    stage = f"{deadline.stage}, " if deadline.stage else ""
    return WantedMonth(deadline.pk, f"{stage}{due.month:%B %Y}")


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
