"""How many objectives nobody has answered for at a quarter."""

from typing import Any

from django.db.models import QuerySet

from objectives.models import Objective
from probation_planning.organisation.models import Quarter
from probation_planning.organisation.roles import Reader


def unanswered(reader: Reader, quarter: Quarter) -> int:
    """Objectives of the plan of which the quarter has no answer, or not of each unit that is to answer."""
    rows = Objective.objects.visible_to(reader).of(quarter.year).filter(withdrawn_on=None)
    asked: QuerySet[Any] = rows.with_silence(quarter)
    return asked.filter(silent=True).count()
