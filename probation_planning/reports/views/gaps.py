"""The gap sheet of a year."""

from typing import Any

from django.http import Http404
from django.views.generic import TemplateView

from objectives.models import AnnualPlan
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.reports.gaps import gaps_of


class GapsView(TemplateView):
    """Where the thread between plan, register and scorecard is broken."""

    request: ReaderRequest
    template_name = "reports/gaps.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sheet, for whoever may read plans at all."""
        if not AnnualPlan.is_open_to(self.request.reader):
            raise Http404
        return super().get_context_data() | {"sheet": gaps_of(self.request.reader, self.request.year)}
