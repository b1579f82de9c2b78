"""Pages of the register."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView, View

from probation_planning.organisation import drafts
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind, may
from probation_planning.ui.spreadsheets import csv_response
from risks.exports import HEADER, register_rows
from risks.filters import RiskFilter
from risks.forms import AssessForm
from risks.models import Assessment, Entry, Review, ScaleLevel
from risks.picture import LAST_KNOWN, picture
from risks.reading import OpenRegister, open_register
from risks.record import find_entry, record_of
from risks.scoring import band
from risks.services import assess, refuse_unless_answerable
from risks.tables import risk_table

SIZES = ("25", "50")
SAID = ("likelihood", "impact", "comments", "proposed_actions", "reason")


def register_of(request: ReaderRequest) -> OpenRegister | None:
    """The year's register, none where the trust has none; who may read no register finds no such page."""
    if not may(request.reader, Act.READ, Kind.REGISTER):
        raise Http404
    return open_register(request.reader, request.year)


def review_asked(opened: OpenRegister, slug: str) -> Review | None:
    """The review that the address names, else the current one; none before any is open to the reader."""
    if not slug:
        return opened.current
    review = opened.review(slug)
    if review is None:
        raise Http404
    return review


class RiskListView(View):
    """The register at one review: its picture, its filters and its list."""

    request: ReaderRequest

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The register, or words in its place; a filter that is none of ours is a bad request, and says so."""
        asked = request.GET
        opened = register_of(self.request)
        review = review_asked(opened, asked.get("review", "")) if opened else None
        list_url = reverse("risks:risk_list", args=[kwargs["trust"], kwargs["year"]])
        context: dict[str, Any] = {"opened": opened, "review": review, "list_url": list_url}
        if opened is None or review is None or review not in opened.begun:
            return TemplateResponse(request, "risks/no_list.html", context)
        rows = opened.standings(review)
        seen = picture(
            rows,
            opened,
            review,
            last_known=asked.get("picture") == LAST_KNOWN,
            section=asked.get("section", ""),
        )
        filters = RiskFilter(asked, rows, seen=seen)
        faultless = filters.is_valid()
        count = None if filters.is_narrowed else seen.total
        table = risk_table(filters.qs, opened=opened, review=review, sort=asked.getlist("sort"), count=count)
        size = asked["per_page"] if asked.get("per_page") in SIZES else SIZES[0]
        table.paginator = Paginator(table.rows, int(size))
        table.page = table.paginator.get_page(asked.get("page"))
        context |= {
            "picture": seen,
            "stages": opened.stages(review),
            "is_open": opened.is_open(review),
            "at_review": f"?review={review.slug}" if asked.get("review") else "",
            "filter": filters,
            "table": table,
            "size": size,
            "sizes": SIZES,
            "key": opened.key(review),
            "scales": [(kind.label, opened.scale(kind, review).values()) for kind in ScaleLevel.Kind],
        }
        return TemplateResponse(request, "risks/risk_list.html", context, status=200 if faultless else 400)


@require_safe
def export(request: HttpRequest, trust: str, year: str) -> HttpResponse:
    """Every risk that the list would show under the same filters, in the same order."""
    ours = cast(ReaderRequest, request)
    opened = register_of(ours)
    review = review_asked(opened, request.GET.get("review", "")) if opened else None
    if opened is None or review is None:
        return csv_response(f"risks-{trust}-{year}.csv", HEADER, [])
    rows = opened.standings(review)
    filters = RiskFilter(request.GET, rows, seen=picture(rows, opened, review, last_known=False))
    if not filters.is_valid():
        raise BadRequest(filters.all_faults)
    table = risk_table(
        filters.qs, "assessment__comments", opened=opened, review=review, sort=request.GET.getlist("sort")
    )
    return csv_response(f"risks-{trust}-{year}-{review.slug}.csv", HEADER, register_rows(table.data, review))


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
            "at_review": f"?review={review.slug}" if self.request.GET.get("review") else "",
        }


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
