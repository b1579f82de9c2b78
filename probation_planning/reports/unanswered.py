"""How many objectives nobody has answered for at a quarter."""

from django.db.models import Exists, OuterRef, Q, Subquery

from objectives.models import Objective, Status, StatusUpdate
from probation_planning.organisation.models import Quarter
from probation_planning.organisation.roles import Reader

# What an owner said for good holds for the quarters after (docs/designs/the-business-plan.md).
FINAL = (Status.COMPLETE, Status.WITHDRAWN)


def unanswered(reader: Reader, quarter: Quarter) -> int:
    """Objectives of the plan that have no answer for the quarter, and were not complete or withdrawn before."""
    said = StatusUpdate.objects.filter(objective=OuterRef("pk"))
    before = said.filter(quarter__number__lt=quarter.number).order_by("-quarter__number", "-sequence").values("status")
    rows = Objective.objects.visible_to(reader).of(quarter.year).filter(withdrawn_on=None)
    silent = rows.annotate(last=Subquery(before[:1])).filter(~Exists(said.filter(quarter=quarter)))
    return silent.filter(Q(last=None) | ~Q(last__in=FINAL)).count()
