"""What every page asks on which the officer builds the plan with a form."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse

from objectives.models import AnnualPlan
from objectives.services.locking import refuse_unless_managed
from objectives.views.base import plan_of
from probation_planning.organisation.acts import ActView
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.years import refuse_closed


def address(request: ReaderRequest, name: str, *more: str) -> str:
    """A page of this year's plan."""
    return reverse(f"objectives:{name}", args=[request.year.trust.slug, request.year.slug, *more])


class PlanAct(ActView):
    """A form for one act on the year's plan."""

    template_name = "objectives/act.html"
    annual_plan: AnnualPlan
    heading = ""
    caption = ""
    button = "Save"
    leave = "Leave it as it is"

    def enter(self) -> None:
        """The year's plan."""
        annual_plan = plan_of(self.request)
        if annual_plan is None:
            raise Http404
        self.annual_plan = annual_plan

    def permit(self) -> None:
        """The officer alone, while the year is open; what was typed meanwhile comes back with the refusal."""
        refuse_unless_managed(self.request.reader)
        if self.request.method != "POST":
            refuse_closed(self.request.year)

    @property
    def back(self) -> str:
        """Where one goes who does nothing."""
        return self.address("plan")

    @property
    def consequences(self) -> Sequence[str]:
        """What follows from the act, in sentences."""
        return ()

    def address(self, name: str, *more: str) -> str:
        """A page of this year's plan."""
        return address(self.request, name, *more)

    def context(self) -> dict[str, Any]:
        """What the page says of the act."""
        return {
            "annual_plan": self.annual_plan,
            "heading": self.heading,
            "caption": self.caption,
            "button": self.button,
            "back_url": self.back,
            "leave": self.leave,
            "consequences": self.consequences,
        }
