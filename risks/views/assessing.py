"""The page on which a risk is rated."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.generic import View

from probation_planning.organisation import drafts
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.readers import ReaderRequest
from risks.forms.assessing import AssessForm
from risks.models import Assessment, Entry, Review
from risks.reading import OpenRegister
from risks.record import find_entry, record_of
from risks.scoring import band
from risks.services.assessing import assess, refuse_unless_answerable
from risks.views.base import register_of, review_asked

SAID = ("likelihood", "impact", "comments", "proposed_actions", "reason")


class AssessView(View):
    """The form by which an owner, or the officer on an owner's word, rates a risk for an open review."""

    request: ReaderRequest
    opened: OpenRegister
    entry: Entry
    review: Review

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the risk among those the reader may see, and the review among those open to them."""
        super().setup(request, *args, **kwargs)
        opened = register_of(self.request)
        entry = find_entry(opened, kwargs["reference"]) if opened else None
        if opened is None or entry is None:
            raise Http404
        slug = request.POST.get("review") or request.GET.get("review", "")
        review = review_asked(opened, slug) if slug else opened.to_assess(entry.section) or opened.current
        if review is None:
            raise Http404
        self.opened, self.entry, self.review = opened, entry, review
        refuse_unless_answerable(entry, review, self.request.reader)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form, with what was said for this review before, or typed and not saved."""
        given = self._given()
        draft = drafts.draft_of(request, review=self.review.slug)
        typed = draft.dict() if draft is not None else _said(given[-1] if given else None)
        fixed = {"review": self.review.slug, "seen": len(given)}
        return self._page(self._form(initial={**typed, **fixed}), draft=draft is not None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Rate it."""
        if "discard" in request.POST:
            drafts.discard(request, review=self.review.slug)
            return redirect(f"{request.path}?review={self.review.slug}")
        form = self._form(request.POST)
        if form.is_valid():
            given = {name: value for name, value in form.cleaned_data.items() if name != "review"}
            try:
                return self._assessed(assess(entry=self.entry, review=self.review, reader=self.request.reader, **given))
            except ValidationError as wrong:
                form.add_error(None, wrong)
            except Conflict as conflict:
                return self._conflict(form, conflict)
        return self._page(form)

    def _form(self, *args: Any, **kwargs: Any) -> AssessForm:
        return AssessForm(*args, entry=self.entry, reader=self.request.reader, **kwargs)

    def _given(self) -> list[Assessment]:
        given = Assessment.objects.filter(entry=self.entry, review=self.review).told_in(self.entry.section)
        return list(given.order_by("sequence"))

    def _page(self, form: AssessForm, *, draft: bool = False) -> HttpResponse:
        """The form beside the last review's words and the scales."""
        record = record_of(self.opened, self.entry, self.entry.reference, self.review)
        if record is None:
            raise Http404
        form.explain(self.opened, self.review, record.line.previous)
        context = {
            "form": form,
            "draft": draft,
            "opened": self.opened,
            "record": record,
            "review": self.review,
            "thresholds": self.opened.thresholds(self.review),
        }
        return TemplateResponse(self.request, "risks/assess.html", context)

    def _conflict(self, form: AssessForm, conflict: Conflict) -> HttpResponse:
        theirs: Assessment | None = conflict.latest
        form.explain(self.opened, self.review, None)
        return conflict_response(
            self.request,
            form,
            [form.difference(name, theirs) for name in SAID],
            theirs.given_by if theirs else None,
            theirs.given_at if theirs else None,
            seen=len(self._given()),
        )

    def _assessed(self, assessment: Assessment) -> HttpResponse:
        drafts.discard(self.request, review=self.review.slug)
        thresholds = self.opened.thresholds(self.review)
        in_words = f" {band(assessment.score, thresholds).label}" if thresholds else ""
        messages.success(self.request, f"{self.entry} is rated {assessment.score}{in_words} for {self.review}.")
        year = self.request.year
        return redirect("risks:risk_detail", year.trust.slug, year.slug, self.entry.reference)


def _said(latest: Assessment | None) -> dict[str, object]:
    """What was said for the review already, to be changed."""
    return {name: getattr(latest, name) for name in (*SAID, "given_as", "told_on")} if latest else {}
