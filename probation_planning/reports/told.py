"""What the performance officer entered in an owner's name: the owner reads it, and may object."""

from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from objectives.models import Objection, Objective, StatusUpdate
from probation_planning.organisation.models import Quarter
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Act, Kind, Reader, may


class Told(NamedTuple):
    """Words entered for one of the reader's owners, which count still; `objected`: whether that owner did."""

    answer: StatusUpdate
    address: str
    objected: bool


def told_for(reader: Reader, quarter: Quarter | None) -> list[Told]:
    """Those of the quarter that count, in the plan's order."""
    if quarter is None or not reader.owners or not may(reader, Act.READ, Kind.PLAN):
        return []
    year = quarter.year
    named = [reader.trust.slug, year.slug]
    return [
        Told(row, reverse("objectives:objective_detail", args=[*named, row.objective.reference]), row.objected)
        for row in _told_for(reader, year.pk, quarter.pk)
    ]


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
