"""What the performance officer entered in an owner's name: the owner agrees or objects, and the officer reads it."""

from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from objectives.models import Objection, Objective, StatusUpdate
from probation_planning.organisation.models import Quarter
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Act, Kind, Reader, may


class Told(NamedTuple):
    """Words entered for one of the reader's owners, which count still; `objected`: whether that owner did.

    `object_at`: where to object; `is_open`: whether they can still agree.
    """

    answer: StatusUpdate
    address: str
    object_at: str
    objected: bool
    is_open: bool


class Objected(NamedTuple):
    """What an owner objects to, and where the objective is answered anew."""

    objection: Objection
    address: str


def told_for(reader: Reader, quarter: Quarter | None) -> list[Told]:
    """Those of the quarter that count, in the plan's order."""
    if quarter is None or not reader.owners or not may(reader, Act.READ, Kind.PLAN):
        return []
    year = quarter.year
    named = [reader.trust.slug, year.slug]
    is_open = quarter.is_open and quarter.expects_answers
    return [
        Told(
            row,
            _page(named, row),
            f"{reverse('objectives:object', args=[*named, row.objective.reference])}?{urlencode({'answer': row.pk})}",
            row.objected,
            is_open,
        )
        for row in _told_for(reader, year.pk, quarter.pk)
    ]


def objections_for(reader: Reader, quarter: Quarter | None) -> list[Objected]:
    """What owners object to, for whoever enters answers on their word, until another answer is given.

    Of the quarter, and of all that still take answers.
    """
    if quarter is None or not may(reader, Act.ANSWER_FOR_OTHERS, Kind.PLAN):
        return []
    named = [reader.trust.slug, quarter.year.slug]
    rows = _objections(reader, quarter.year_id, quarter.pk)
    return [Objected(row, f"{_page(named, row.update, row.update.quarter.number)}#answer") for row in rows]


def _page(named: list[str], answer: StatusUpdate, quarter: int | None = None) -> str:
    """The page of the objective, of the unit that answered, where the quarter is asked for."""
    asked: dict[str, str | int] = {"quarter": quarter} if quarter else {}
    asked |= {"unit": answer.unit.slug} if answer.unit else {}
    page = reverse("objectives:objective_detail", args=[*named, answer.objective.reference])
    return f"{page}?{urlencode(asked)}" if asked else page


@question
def _told_for(reader: Reader, year: int, quarter: int) -> QuerySet[Any]:
    counting = StatusUpdate.objects.filter(quarter=quarter).that_count()
    mine = Objective.objects.visible_to(reader).filter(annual_plan__year=year, withdrawn_on=None)
    rows = StatusUpdate.objects.filter(
        pk__in=counting.values("pk"), objective__in=mine, told_on__isnull=False, given_as__in=reader.owner_ids
    )
    objections = Objection.objects.filter(update=OuterRef("pk"), given_as__in=reader.owner_ids)
    found = rows.annotate(objected=Exists(objections)).select_related("objective", "given_by", "given_as", "unit")
    return found.order_by("objective__theme__order", "objective__order", "pk")


@question
def _objections(reader: Reader, year: int, quarter: int) -> QuerySet[Any]:
    still = Q(quarter=quarter) | Q(quarter__opened_on__isnull=False, quarter__closed_on=None)
    counting = StatusUpdate.objects.filter(still, quarter__year=year).that_count()
    seen = Objective.objects.visible_to(reader).filter(annual_plan__year=year, withdrawn_on=None)
    rows = Objection.objects.filter(update__in=counting.values("pk"), update__objective__in=seen)
    found = rows.select_related("update__objective", "update__quarter__year", "update__unit", "given_by")
    return found.order_by("update__objective__theme__order", "update__objective__order", "pk")
