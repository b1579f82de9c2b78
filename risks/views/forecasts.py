"""The page that holds targets against what happened."""

from typing import Any

from django.views.generic import TemplateView

from probation_planning.organisation.readers import ReaderRequest
from risks.forecasts import Forecasts
from risks.views.base import register_of, review_asked


class ForecastsView(TemplateView):
    """Every target that was set for a risk, and what became of it; in words where there is no register to read."""

    request: ReaderRequest
    template_name = "risks/forecasts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As far as they had come at the review asked for, else at the current one."""
        opened = register_of(self.request)
        review = review_asked(opened, self.request.GET.get("review", "")) if opened else None
        return super().get_context_data() | {
            "opened": opened,
            "review": review,
            "forecasts": Forecasts(opened, review) if opened and review in opened.begun else None,
            "key": opened.key(review) if opened and review else [],
        }
