"""The page of one risk."""

from typing import Any

from django.http import Http404
from django.views.generic import TemplateView

from probation_planning.organisation.readers import ReaderRequest
from risks.asking import asks_for, questions_of_risk
from risks.meeting import minutes_of
from risks.record import find_entry, record_of
from risks.views.base import register_of, review_asked


class RiskDetailView(TemplateView):
    """A risk, its ratings and its past; the links to other registers are filled in by reports, which knows them."""

    request: ReaderRequest
    template_name = "risks/risk_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The risk as it stands at the review asked for, else at the current one."""
        opened = register_of(self.request)
        review = review_asked(opened, self.request.GET.get("review", "")) if opened else None
        if opened is None or review is None:
            raise Http404
        reference = kwargs["reference"]
        record = record_of(opened, find_entry(opened, reference), reference, review)
        if record is None:
            raise Http404
        return super().get_context_data() | {
            "opened": opened,
            "review": review,
            "record": record,
            "is_open": opened.is_open(record.review),
            "questions": questions_of_risk(opened, record.line.entry_id, record.review, record.line.section),
            "may_ask": bool(record.entry and asks_for(opened.reader, record.entry.section)),
            "minutes": minutes_of(opened, record.line.entry_id, record.review),
            "at_review": f"?review={review.slug}" if self.request.GET.get("review") else "",
        }
