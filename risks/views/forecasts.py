"""What targets came to, on screen and as a file."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from probation_planning.organisation.readers import ReaderRequest
from risks.exports import FORECASTS, forecast_rows, register_file
from risks.forecasts import Forecasts
from risks.models import Review
from risks.reading import OpenRegister
from risks.views.base import register_of, review_asked


class ForecastsView(TemplateView):
    """Every target that was set for a risk, and what became of it; in words where there is no register to read."""

    request: ReaderRequest
    template_name = "risks/forecasts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As far as they had come at the review asked for, else at the current one."""
        opened, review, forecasts = _asked(self.request)
        return super().get_context_data() | {
            "opened": opened,
            "review": review,
            "forecasts": forecasts,
            "key": opened.key(review) if opened and review else [],
        }


def _asked(request: ReaderRequest) -> tuple[OpenRegister | None, Review | None, Forecasts | None]:
    """The register, the review that the address names, and what of it became of targets; none of what is not there."""
    opened = register_of(request)
    review = review_asked(opened, request.GET.get("review", "")) if opened else None
    return opened, review, Forecasts(opened, review) if opened and review and review in opened.begun else None


@require_safe
def export(request: HttpRequest, trust: str, year: str, ending: str) -> HttpResponse:
    """Every target that the page shows."""
    ours = cast(ReaderRequest, request)
    opened, review, forecasts = _asked(ours)
    risks = forecasts.risks if forecasts else []
    return register_file(
        ours,
        ending,
        opened,
        review,
        name="forecasts",
        things="Forecasts",
        columns=FORECASTS,
        rows=forecast_rows(risks),
        holds_section_two=any(one.line.section == 2 for one in risks),
    )
