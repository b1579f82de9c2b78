"""The page on which a rating of a closed review is put right."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse

from probation_planning.organisation.roles import Act
from risks.forms.assessing import CorrectForm
from risks.lines import rating
from risks.models import Review
from risks.record import record_of
from risks.scoring import band
from risks.services.assessing import standing_to_rate
from risks.services.correcting import correct, refuse_unless_correctable
from risks.views.base import review_asked
from risks.views.writing import RiskFormView

CORRECTED = ("likelihood", "impact", "comments", "proposed_actions", "nothing_more")


class CorrectView(RiskFormView):
    """The form by which the officer corrects what a risk was rated at a closed review."""

    boxes = (*CORRECTED, "reason")
    act = Act.CORRECT
    review: Review
    standing: Any

    def prepare(self) -> None:
        """Find the rating, if the reader may see how the risk stood there."""
        slug = self.request.POST.get("review") or self.request.GET.get("review", "")
        review = review_asked(self.opened, slug)
        if review is None or not self.opened.standings(review).filter(entry=self.entry).exists():
            raise Http404
        self.review = review
        self.standing = standing_to_rate(self.entry, review)
        refuse_unless_correctable(self.entry, self.standing, review, self.request.reader)

    @property
    def kept_by(self) -> dict[str, object]:
        """Each review has its own."""
        return {"review": self.review.slug}

    @property
    def address(self) -> str:
        """The page at this review."""
        return f"{self.request.path}?review={self.review.slug}"

    def form(self, *args: Any, **kwargs: Any) -> CorrectForm:
        """Both levels, with words and what was wrong."""
        return CorrectForm(*args, **kwargs)

    def said(self) -> dict[str, Any]:
        """What is to be corrected."""
        wrong = self.standing.assessment
        words = {name: getattr(wrong, name) for name in CORRECTED}
        levels = wrong.factors._asdict() if wrong.factors else {}
        return {**words, **levels, "review": self.review.slug, "seen": self.standing.given}

    def seen_now(self) -> int:
        """How many ratings of the review there are."""
        given: int = standing_to_rate(self.entry, self.review).given
        return given

    def page(self, form: Any, *, draft: bool = False) -> HttpResponse:
        """The form beside what it replaces."""
        wrong, thresholds = self.standing.assessment, self.opened.thresholds(self.review)
        if wrong is None:
            raise Http404
        replaced = rating(wrong.score, wrong.likelihood, wrong.impact, thresholds, self.review.label)
        form.show_scales(self.opened, self.review, replaced, mark="as it stands")
        context = {
            "form": form,
            "draft": draft,
            "entry": self.entry,
            "opened": self.opened,
            "review": self.review,
            "wrong": wrong,
            "replaced": replaced,
            "factors": self.opened.factors_in_words(replaced, self.review),
            "record": record_of(self.opened, self.entry, self.entry.reference, self.review),
            "thresholds": thresholds,
        }
        return TemplateResponse(self.request, "risks/correct.html", context)

    def save(self, given: dict[str, Any]) -> None:
        """Correct it."""
        words = {name: value for name, value in given.items() if name != "review"}
        rated = correct(entry=self.entry, review=self.review, reader=self.request.reader, **words)
        thresholds = self.opened.thresholds(self.review)
        in_words = f" {band(rated.score, thresholds).label}" if thresholds else ""
        messages.success(self.request, f"{self.entry} is corrected to {rated.score}{in_words} at {self.review}.")

    def done(self) -> str:
        """To the risk as it stood there."""
        year = self.request.year
        page = resolve_url("risks:risk_detail", year.trust.slug, year.slug, self.entry.reference)
        return f"{page}?review={self.review.slug}"

    def conflict(self, form: Any, theirs: Any) -> HttpResponse:
        """With the levels named as on the form."""
        form.show_scales(self.opened, self.review, None)
        return super().conflict(form, theirs)
