"""All that is known of one risk on one page, for a body that called for a deep dive."""

from typing import Any

from django.http import Http404

from probation_planning.reports.thread import measures_beside
from probation_planning.reports.views.thread import RiskThreadView
from risks.cuts import cut_at
from risks.meeting import beside
from risks.models import Target


class DeepDiveView(RiskThreadView):
    """A risk with its history, controls, actions, acceptances, target, questions, objectives and measures."""

    template_name = "reports/deep_dive.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The risk's own page, and what stands beside it; none for a risk that has left what the reader sees."""
        context = super().get_context_data(**kwargs)
        opened, record = context["opened"], context["record"]
        if record.entry is None or record.review != context["review"]:
            raise Http404
        review, line = record.review, record.line
        cut = cut_at(opened, review, line.section)
        targets = Target.objects.visible_to(opened.reader, opened.register).filter(entry=record.entry)
        if cut.moment is not None:
            targets = targets.filter(moment__lte=cut.moment)
        return context | {
            "beside": beside(opened, review, line.entry_id, line.section, cut),
            "targets": list(targets.select_related("given_by").order_by("-moment")),
            "threads": [*context["threads"], measures_beside(opened.reader, self.request.year, record.entry)],
        }
