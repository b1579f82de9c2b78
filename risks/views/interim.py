"""The page on which a risk is rated between reviews."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse

from probation_planning.organisation import clock
from risks.forms.assessing import BetweenForm
from risks.models import Review
from risks.record import record_of
from risks.scoring import band
from risks.services.assessing import refuse_unless_ratable
from risks.services.between import assess_between, given_between
from risks.services.telling import standing_in_preparation
from risks.views.writing import RiskFormView


class InterimView(RiskFormView):
    """The form by which an owner, or the officer on an owner's word, rates a risk on any day with a reason."""

    boxes = ("likelihood", "impact", "dated", "reason", "comments", "proposed_actions")
    filed_at: Review | None

    def prepare(self) -> None:
        """Find the review at which the rating will be filed."""
        frame = self.opened.frame
        stands = standing_in_preparation(frame, self.entry)
        self.filed_at = next((one for one in frame.reviews if stands and one.pk == stands.review_id), None)
        refuse_unless_ratable(self.entry, self.request.reader)

    @property
    def scale_of(self) -> Review:
        """The review whose scales and key hold."""
        if review := self.filed_at or self.opened.current:
            return review
        raise Http404

    def form(self, *args: Any, **kwargs: Any) -> BetweenForm:
        """Both levels, the day, and why now."""
        return BetweenForm(*args, entry=self.entry, reader=self.request.reader, **kwargs)

    def said(self) -> dict[str, Any]:
        """Today, unless told otherwise."""
        return {"dated": clock.today(), "seen": self.seen_now(), "once": uuid.uuid4()}

    def seen_now(self) -> int:
        """How many ratings between reviews there are."""
        return given_between(self.entry).count()

    def page(self, form: Any, *, draft: bool = False) -> HttpResponse:
        """The form beside what is known of the risk."""
        review = self.opened.current
        record = record_of(self.opened, self.entry, self.entry.reference, review) if review else None
        between = record.between if record else None
        last = between.rating if between else (record.line.rating or record.line.previous) if record else None
        form.show_scales(self.opened, self.scale_of, last)
        context = {
            "form": form,
            "draft": draft,
            "entry": self.entry,
            "opened": self.opened,
            "record": record,
            "last": last,
            "filed_at": self.filed_at,
            "thresholds": self.opened.thresholds(self.scale_of),
        }
        return TemplateResponse(self.request, "risks/interim.html", context)

    def save(self, given: dict[str, Any]) -> None:
        """Rate it."""
        rated = assess_between(entry=self.entry, reader=self.request.reader, **given)
        thresholds = self.opened.thresholds(self.scale_of)
        in_words = f" {band(rated.score, thresholds).label}" if thresholds else ""
        messages.success(self.request, f"{self.entry} is rated {rated.score}{in_words} on {rated.dated:%-d %B %Y}.")

    def conflict(self, form: Any, theirs: Any) -> HttpResponse:
        """With the levels named as on the form, which is another one from now on."""
        form.show_scales(self.opened, self.scale_of, None)
        form.data = form.data.copy()
        form.data["once"] = str(uuid.uuid4())
        return super().conflict(form, theirs)
