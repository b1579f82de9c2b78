"""The plan's text: vision, mission, and its sections in order."""

from typing import Any

from django.http import Http404
from django.views.generic import TemplateView

from objectives.views.base import plan_of
from probation_planning.organisation.readers import ReaderRequest


class NarrativeView(TemplateView):
    """All that the year's plan says in words of its own."""

    request: ReaderRequest
    template_name = "objectives/narrative.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The plan and its sections."""
        annual_plan = plan_of(self.request)
        if annual_plan is None:
            raise Http404
        return super().get_context_data() | {
            "annual_plan": annual_plan,
            "narratives": list(annual_plan.narratives.order_by("order")),
        }
