"""In SQL, for many objectives at once: which answer counts at a quarter, and by when an objective is due.

In words: `objectives/standing.py`, `objectives/spread.py`, `objectives/deadlines.py`.
"""

import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from objectives.spread import WORST_FIRST, open_within
from objectives.standing import FINAL
from probation_planning.organisation.models import DeliveryUnit, Quarter

# From the first day of a year to the first day of its last quarter.
TO_LAST_QUARTER = datetime.timedelta(days=275)
NEWEST_FIRST = ("-quarter__number", "-sequence")
SILENCE = WORST_FIRST.index("overdue")


def answer_at(quarter: Quarter | None, column: str) -> Case:
    """A column of the answer that counts at the quarter; where each unit answers, of the worst unit's."""
    of_unit = {"objective": OuterRef(OuterRef("pk")), "unit": OuterRef("pk")}
    units = _units()
    if quarter is not None:
        units = units.filter(open_within(quarter.first_day, quarter.last_day))
    ranks = [When(word=word, then=Value(place)) for place, word in enumerate(WORST_FIRST)]
    worst = units.annotate(
        word=_counting(quarter, "status", **of_unit),
        found=_counting(quarter, column, **of_unit),
        rank=Case(*ranks, default=Value(SILENCE)),
    ).order_by("rank", "name")
    alone = _counting(quarter, column, objective=OuterRef("pk"), unit=None)
    return Case(When(for_each="", then=alone), default=Subquery(worst.values("found")[:1]))


def month_due(day: datetime.date, column: str) -> Case:
    """Of the deadline that comes next on the day, else of the last one: `until`, `was` (where moved) or `why`."""
    found = _deadlines(OuterRef("pk"), None)
    coming = found.filter(until__gte=day.replace(day=1)).order_by("until", "pk")
    passed = found.order_by("-until", "pk")
    next_one, last_one = (Subquery(rows.values(column)[:1]) for rows in (coming, passed))
    return Case(When(Exists(coming), then=next_one), default=last_one)


def last_word() -> Subquery:
    """What was said last, at whichever quarter."""
    return _last_word(objective=OuterRef("pk"), unit=None)


def late_on(day: datetime.date) -> Case:
    """Whether rows with `deadline_month` and `last_word` are overdue; where each unit answers, whether one is.

    Never where all quarters of the year are known from the document alone.
    """
    here = Q(annual_plan__year__answers_from__lte=F("annual_plan__year__start") + TO_LAST_QUARTER)
    objective = OuterRef(OuterRef("pk"))
    units = _units().filter(open_within(day, day))
    until = _deadlines(objective, OuterRef(OuterRef("pk"))).order_by("-until").values("until")[:1]
    late_units = units.annotate(
        until=Subquery(until), word=_last_word(objective=objective, unit=OuterRef("pk"))
    ).filter(_not_final("word"), until__lt=day.replace(day=1))
    return Case(
        When(~here, then=Value(False)),
        When(~Q(for_each="") & Exists(units), then=Exists(late_units)),
        When(_not_final("last_word") & Q(deadline_month__lt=day.replace(day=1)), then=Value(True)),
        default=Value(False),
        output_field=models.BooleanField(),
    )


def _units() -> "QuerySet[Any]":
    """Those that each answer for the objective."""
    return DeliveryUnit.objects.filter(trust=OuterRef("trust"), kind=OuterRef("for_each"))


def _updates(**of: Any) -> "QuerySet[Any]":
    updates: QuerySet[Any] = apps.get_model("objectives", "StatusUpdate").objects.filter(**of)
    return updates


def _counting(quarter: Quarter | None, column: str, **of: Any) -> Subquery:
    """The quarter's own answer, else the last before it where that is final."""
    number = quarter.number if quarter else 0
    stands = Q(quarter__number=number) | Q(status__in=FINAL)
    last = _updates(**of).filter(quarter__number__lte=number).order_by(*NEWEST_FIRST)
    return Subquery(last.values(counted=Case(When(stands, then=F(column))))[:1])


def _last_word(**of: Any) -> Subquery:
    return Subquery(_updates(**of).order_by(*NEWEST_FIRST).values("status")[:1])


def _not_final(name: str) -> Q:
    return Q(**{name: None}) | ~Q(**{f"{name}__in": FINAL})


def _deadlines(objective: Any, unit: Any) -> "QuerySet[Any]":
    """An objective's deadlines, each with the month `until` which it runs as moved by answers that count.

    `unit`: whose answers, as seen from an answer's row; None for the trust's.
    """
    revisions = apps.get_model("objectives", "DeadlineRevision").objects.that_count()
    moved = revisions.filter(deadline=OuterRef("pk"), was=OuterRef("month"), update__unit=unit)
    latest = moved.order_by("-update__quarter__number")
    rows: QuerySet[Any] = apps.get_model("objectives", "Deadline").objects.filter(objective=objective)
    return rows.annotate(
        until=Coalesce(Subquery(latest.values("month")[:1]), F("month")),
        was=Subquery(latest.values("was")[:1]),
        why=Subquery(latest.values("reason")[:1]),
    )
