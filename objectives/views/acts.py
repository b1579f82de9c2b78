"""What every page asks on which the officer builds the plan with a form."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from objectives.models import AnnualPlan
from objectives.services.locking import refuse_unless_managed
from objectives.views.base import plan_of
from probation_planning.organisation.acts import YearAct
from probation_planning.organisation.readers import ReaderRequest


def address(request: ReaderRequest, name: str, *more: str) -> str:
    """A page of this year's plan."""
    return reverse(f"objectives:{name}", args=[request.year.trust.slug, request.year.slug, *more])


class PlanAct(YearAct):
    """A form for one act on the year's plan."""

    template_name = "objectives/act.html"
    annual_plan: AnnualPlan

    def enter(self) -> None:
        """The year's plan."""
        annual_plan = plan_of(self.request)
        if annual_plan is None:
            raise Http404
        self.annual_plan = annual_plan

    def permit(self) -> None:
        """The officer alone."""
        refuse_unless_managed(self.request.reader)

    @property
    def back(self) -> str:
        """The plan."""
        return self.address("plan")

    def address(self, name: str, *more: str) -> str:
        """A page of this year's plan."""
        return address(self.request, name, *more)

    def context(self) -> dict[str, Any]:
        """The plan besides."""
        return super().context() | {"annual_plan": self.annual_plan}
