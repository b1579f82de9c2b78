"""What every page of the plan begins with: the year's plan, its quarters, and the objectives the reader may see."""

from django.db.models import QuerySet
from django.http import Http404

from objectives.models import AnnualPlan, Objective
from objectives.models.objectives import ObjectiveQuerySet
from probation_planning.organisation.models import Quarter, Year
from probation_planning.organisation.questions import question
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Reader


def plan_of(request: ReaderRequest) -> AnnualPlan | None:
    """The year's plan, None where the trust has none."""
    if not AnnualPlan.is_open_to(request.reader):
        raise Http404
    return plan_for(request.reader, request.year)


def plan_for(reader: Reader, year: Year) -> AnnualPlan | None:
    """The plan of the year that the reader may see; None where there is none."""
    annual_plan = next(iter(_plans(reader, year.pk)), None)
    if annual_plan is not None:
        annual_plan.year = year
    return annual_plan


@question
def _plans(reader: Reader, year: int) -> QuerySet[AnnualPlan]:
    return AnnualPlan.objects.visible_to(reader).filter(year=year).select_related("plan").with_sizes().order_by()


def objectives_at(request: ReaderRequest, quarter: Quarter | None) -> ObjectiveQuerySet:
    """The year's objectives that the reader may see, with their owners' names and their answers at the quarter."""
    return Objective.objects.visible_to(request.reader).of(request.year).with_answer(quarter).with_owner_names()
