"""What of a year's plan falls into a span of time: deadlines month by month, and what owners said that is news."""

import datetime
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, When

from objectives.models import Objective, Status, StatusUpdate
from objectives.models.counting import Days, days_of, until
from objectives.standing import FINAL
from probation_planning.organisation import clock
from probation_planning.organisation.models import Quarter, Year
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Reader

# Words that somebody who reads the year in a minute should hear of.
NEWS = (Status.OFF_TRACK, Status.AT_RISK, Status.COMPLETE, Status.WITHDRAWN)
# And on track, where it was one of these at the last answer of a quarter before.
RECOVERED_FROM = (Status.OFF_TRACK, Status.AT_RISK)


class Month(NamedTuple):
    """A month in which deadlines fall: how many objectives they are of, how many of these are done, and which."""

    first: datetime.date
    objectives: int
    done: int
    references: tuple[str, ...]


def deadlines_between(
    reader: Reader, year: Year, quarter: Quarter | None, first: datetime.date, last: datetime.date
) -> list[Month]:
    """Month by month, as last moved by the answer that counts, else as printed; each objective once a month."""
    return [
        Month(month, objectives, done, tuple(dict.fromkeys(references)))
        for month, objectives, done, references in _months(
            reader, year.pk, days_of(quarter), first, last, clock.today()
        )
    ]


@question
def _months(
    reader: Reader, year: int, quarter: Days | None, first: datetime.date, last: datetime.date, day: datetime.date
) -> QuerySet[Objective, Any]:
    rows: Any = Objective.objects.visible_to(reader).filter(annual_plan__year=year, withdrawn_on=None)
    rows = rows.filter(deadlines__isnull=False).with_answer(quarter).annotate(until=until(day, "deadlines__"))
    found = rows.filter(until__range=(first, last)).order_by("until").values_list("until")
    counted: QuerySet[Objective, Any] = found.annotate(
        objectives=Count("pk", distinct=True),
        done=Count("pk", filter=Q(answer__in=FINAL), distinct=True),
        references=ArrayAgg("reference", order_by=("theme__order", F("aim__order").asc(nulls_first=True), "order")),
    )
    return counted


def news(reader: Reader, year: Year, quarter: Quarter, most: int) -> list[Any]:
    """Answers for the quarter that count and are news, the latest first, each with its objective and who gave it.

    `recovered_from` is what an objective that is back on track was before; None of every other.
    """
    return _news(reader, year.pk, quarter.pk, range(most))


@question
def _news(reader: Reader, year: int, quarter: int, most: range) -> QuerySet[StatusUpdate]:
    objectives = Objective.objects.visible_to(reader).filter(annual_plan__year=year, withdrawn_on=None)
    that_count = StatusUpdate.objects.filter(quarter=quarter, objective__in=objectives.order_by()).that_count()
    before = StatusUpdate.objects.filter(
        Q(unit=OuterRef("unit")) | Q(unit=None, objective__for_each=""),
        objective=OuterRef("objective"),
        quarter__number__lt=OuterRef("quarter__number"),
    ).order_by("-quarter__number", "-sequence")
    back = When(status=Status.ON_TRACK, then=Subquery(before.values("status")[:1]))
    rows: Any = StatusUpdate.objects.filter(pk__in=that_count.values("pk")).annotate(recovered_from=Case(back))
    rows = rows.filter(Q(status__in=NEWS) | Q(recovered_from__in=RECOVERED_FROM))
    latest: QuerySet[StatusUpdate] = rows.select_related("objective", "unit", "given_as", "given_by").order_by(
        "-dated", "-given_at", "-pk"
    )
    return latest[: len(most)]


def given_up(reader: Reader, year: Year, quarter: Quarter, day: datetime.date, most: int) -> list[Objective]:
    """Objectives that were withdrawn from the plan in the quarter, up to the day; the latest first."""
    return _given_up(reader, year.pk, quarter.first_day, min(day, quarter.last_day), range(most))


@question
def _given_up(reader: Reader, year: int, first: datetime.date, last: datetime.date, most: range) -> QuerySet[Objective]:
    rows = Objective.objects.visible_to(reader).filter(annual_plan__year=year, withdrawn_on__range=(first, last))
    return rows.order_by("-withdrawn_on", "-pk")[: len(most)]
