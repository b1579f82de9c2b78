"""The page on which a risk is rated."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from probation_planning.organisation import drafts
from risks.forms.assessing import AssessForm, pairs_in_words
from risks.models import Assessment, AssessmentKind, Review
from risks.record import record_of
from risks.scoring import band
from risks.services.assessing import assess, refuse_unless_answerable, standing_to_rate
from risks.services.noting import change_note, notes_of
from risks.views.base import review_asked
from risks.views.writing import RiskFormView

SAID = ("likelihood", "impact", "comments", "proposed_actions", "nothing_more", "reason")
# Boxes of the form that are no part of the rating.
BESIDE = frozenset({"review", "note", "note_seen"})


class AssessView(RiskFormView):
    """The form by which an owner, or the officer on an owner's word, rates a risk for an open review.

    What warns of the risk is filled in by reports, which knows the other registers.
    """

    template_name = "risks/assess.html"
    boxes: tuple[str, ...] = SAID
    told_on = frozenset({"GET", "HEAD", "POST"})
    review: Review

    def prepare(self) -> None:
        """Find the review among those open to the reader."""
        slug = self.request.POST.get("review") or self.request.GET.get("review", "")
        opened = self.opened
        review = review_asked(opened, slug) if slug else opened.to_assess(self.entry.section) or opened.current
        if review is None:
            raise Http404
        self.review = review
        self.between: Assessment | None = None
        refuse_unless_answerable(self.entry, review, self.request.reader)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form; where no rating is taken any more, as from an old message, the risk's page, which says so.

        Words that were typed in time are shown once more, to be copied.
        """
        if self.refused is None:
            return super().get(request, **kwargs)
        draft = drafts.draft_of(request, **self.kept_by)
        if draft is not None:
            return self.refuse(self.form({**self.said(), **draft.dict()}), self.refused)
        messages.warning(request, str(self.refused))
        return redirect(self.done())

    @property
    def kept_by(self) -> dict[str, object]:
        """Each review has its own."""
        return {"review": self.review.slug}

    @property
    def address(self) -> str:
        """The page at this review."""
        return f"{self.request.path}?review={self.review.slug}"

    def form(self, *args: Any, **kwargs: Any) -> AssessForm:
        """Both levels, with words."""
        return AssessForm(*args, entry=self.entry, reader=self.request.reader, **kwargs)

    def said(self) -> dict[str, Any]:
        """What was said for this review already, to be changed; else what was said since the last one."""
        here = Q(review=self.review) | Q(kind=AssessmentKind.INTERIM, filed_at=self.review)
        told = Assessment.objects.filter(here, entry=self.entry).told_in(self.entry.section)
        rows = list(told.order_by("moment"))
        given = [row for row in rows if row.review_id]
        latest = given[-1] if given else None
        if latest is None and rows:
            latest = self.between = rows[-1]
        words = (*SAID, "given_as", "told_on") if given else SAID
        said = {name: getattr(latest, name) for name in words} if latest else {}
        notes = notes_of(self.entry, self.request.reader)
        noted = {"note": notes[-1].text if notes else "", "note_seen": len(notes)}
        return {**said, **noted, "review": self.review.slug, "seen": len(given)}

    def chosen(self, initial: dict[str, Any]) -> dict[str, Any]:
        """With `?same=1` last time's levels, where they are known."""
        if "same" not in self.request.GET:
            return initial
        previous = self.standing.previous
        return {**initial, **(previous.factors._asdict() if previous and previous.factors else {})}

    @cached_property
    def standing(self) -> Any:
        """How the risk stands, with what it is rated beside."""
        return standing_to_rate(self.entry, self.review)

    def page(self, form: Any, *, draft: bool = False) -> HttpResponse:
        """The form beside the last review's words and the scales."""
        record = record_of(self.opened, self.entry, self.entry.reference, self.review)
        if record is None:
            raise Http404
        form.explain(self.opened, self.review, record.line.previous, self.standing)
        if same := "same" in self.request.GET and not form.is_bound:
            form.ask_for_a_sentence()
        context = {
            "form": form,
            "draft": draft,
            "between": None if draft else self.between,
            "same": same,
            "opened": self.opened,
            "record": record,
            "pairs": pairs_in_words(record.line.previous.score) if record.line.previous else "",
            "review": self.review,
            "standing": self.standing,
            "thresholds": self.opened.thresholds(self.review),
            **self.besides(),
        }
        return TemplateResponse(self.request, self.template_name, context)

    def besides(self) -> dict[str, Any]:
        """What the page shows of other registers."""
        return {}

    def save(self, given: dict[str, Any]) -> None:
        """Rate it, and keep the note with it."""
        words = {name: value for name, value in given.items() if name not in BESIDE}
        reader = self.request.reader
        with transaction.atomic():
            rated = assess(entry=self.entry, review=self.review, reader=reader, **words)
            if given["note_seen"] is not None:
                change_note(entry=self.entry, reader=reader, text=given["note"], seen=given["note_seen"])
        thresholds = self.opened.thresholds(self.review)
        in_words = f" {band(rated.score, thresholds).label}" if thresholds else ""
        messages.success(self.request, f"{self.entry} is rated {rated.score}{in_words} for {self.review}.")

    def seen_now(self) -> int:
        """How many ratings of the review there are."""
        given: int = standing_to_rate(self.entry, self.review).given
        return given

    def conflict(self, form: Any, theirs: Any) -> HttpResponse:
        """With the levels named as on the form; where the note alone was changed meanwhile, the note alone."""
        form.explain(self.opened, self.review, None)
        notes = notes_of(self.entry, self.request.reader)
        form.data = form.data.copy()
        if notes and theirs in notes:
            self.boxes = ("note",)
            theirs.note = theirs.text
            form.data["note_seen"] = str(len(notes))
        return super().conflict(form, theirs)
