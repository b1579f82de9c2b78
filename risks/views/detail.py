"""The page of one risk."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.generic import TemplateView

from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act
from risks.asking import asks_for, questions_of_risk
from risks.life import turns_of
from risks.meeting import minutes_of
from risks.offers import offers_of
from risks.record import find_entry, record_of
from risks.services.noting import note_of
from risks.things import things_of
from risks.views.base import entry_asked, register_of, review_asked


class RiskDetailView(TemplateView):
    """A risk, its ratings and its past; the links to other registers are filled in by reports, which knows them."""

    request: ReaderRequest
    template_name = "risks/risk_detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The risk; to the officer in a few words where it stands in no review yet that holds anything."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            opened = register_of(self.request)
            entry = find_entry(opened, kwargs["reference"]) if opened and not request.GET else None
            if opened is None or entry is None or not entry.may(self.request.reader, Act.MANAGE):
                raise
            return TemplateResponse(request, "risks/risk_waiting.html", {"opened": opened, "entry": entry})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The risk as it stands at the review asked for, else at the current one."""
        opened = register_of(self.request)
        review = review_asked(opened, self.request.GET.get("review", "")) if opened else None
        if opened is None or review is None:
            raise Http404
        reference = kwargs["reference"]
        entry = entry_asked(self.request, opened, reference)
        record = record_of(opened, entry, reference, review)
        if record is None:
            raise Http404
        return super().get_context_data() | {
            "opened": opened,
            "review": review,
            "record": record,
            "offered": offers_of(record),
            "note": note_of(record.entry, self.request.reader),
            "turns": turns_of(record, review),
            "manages": bool(entry and entry.may(self.request.reader, Act.MANAGE)),
            "things": things_of(record),
            "is_open": opened.is_open(record.review),
            "questions": questions_of_risk(opened, record.line.entry_id, record.review, record.line.section),
            "may_ask": bool(record.entry and asks_for(opened.reader, record.entry.section)),
            "minutes": minutes_of(opened, record.line.entry_id, record.review),
            "at_review": f"?review={review.slug}" if self.request.GET.get("review") else "",
        }
