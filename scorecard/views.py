"""Pages of the scorecard."""

from itertools import groupby
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe
from django.views.generic import FormView, TemplateView

from probation_planning.organisation import clock, drafts
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.models import Quarter
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind, may
from probation_planning.organisation.word import answers_as
from probation_planning.organisation.years import quarters_of
from probation_planning.ui.spreadsheets import csv_response
from scorecard.exports import HEADER, scorecard_rows
from scorecard.filters import MeasureFilter
from scorecard.forms import AssignForm, ResultForm
from scorecard.models import Measure, Result, Scorecard
from scorecard.notes import Line, footnote_for, lines, readings_of, tallies
from scorecard.picture import trend_of
from scorecard.services import (
    NOBODY,
    Assigned,
    assign,
    closed_words,
    enter_result,
    refusal,
    times_assigned,
)
from scorecard.standing import (
    Standing,
    open_periods,
    period_name,
    period_to_give,
    standing,
    standings,
    value_of,
    with_standing_rows,
)
from scorecard.tables import MeasureTable

ON_ONE_PAGE = 100
PER_PAGE = 25


def scorecard_of(request: ReaderRequest) -> Scorecard | None:
    """The year's scorecard, None where the trust has none."""
    if not Scorecard.is_open_to(request.reader):
        raise Http404
    return Scorecard.objects.visible_to(request.reader).filter(year=request.year).select_related("document").first()


def filters_of(request: ReaderRequest, scorecard: Scorecard) -> MeasureFilter:
    """The reader's measures of the year, and what the query narrows them by."""
    measures = Measure.objects.visible_to(request.reader).of(request.year)
    ordered = measures.in_printed_order().with_references_and_owners()
    return MeasureFilter(request.GET, ordered, scorecard=scorecard)


class ScorecardView(TemplateView):
    """The scorecard on one page as the paper has it; paged where it holds far more than a paper does."""

    request: ReaderRequest
    template_name = "scorecard/scorecard.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Without the words of the address, which would hide the trust and year of the house."""
        return super().get_context_data()

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """A scorecard, or the words that there is none; a filter that is none of ours is a bad request, and says so."""
        scorecard = scorecard_of(self.request)
        if scorecard is None:
            return TemplateResponse(self.request, "scorecard/no_scorecard.html", context)
        filters = filters_of(self.request, scorecard)
        page, found = self._page(filters)
        footnotes = list(scorecard.footnotes.all())
        sections = [
            (perspective, MeasureTable(list(rows), perspective=perspective.title))
            for perspective, rows in groupby(lines(found, footnotes), lambda line: line.standing.measure.perspective)
        ]
        context |= {
            "scorecard": scorecard,
            "filter": filters,
            "sections": sections,
            "page": page,
            "tallies": [] if page.has_other_pages() else tallies(found),
            "table": MeasureTable([]),
            "footnotes": footnotes,
            "may_see_quality": may(self.request.reader, Act.READ, Kind.QUALITY),
        }
        status = 400 if filters.all_faults else 200
        return TemplateResponse(self.request, self.get_template_names(), context, status=status)

    def _page(self, filters: MeasureFilter) -> tuple[Page[Any], list[Standing]]:
        rows: Any = filters.qs
        if filters.is_worked_out:
            rows = [each for each in standings(rows, self.request.year, clock.today()) if filters.fits(each)]
        paginator = Paginator(rows, PER_PAGE)
        if paginator.count <= ON_ONE_PAGE:
            paginator.per_page = ON_ONE_PAGE
        page = paginator.get_page(self.request.GET.get("page"))
        if filters.is_worked_out:
            return page, list(page.object_list)
        return page, standings(cast(Any, page.object_list), self.request.year, clock.today())


@require_safe
def export(request: HttpRequest, trust: str, year: str) -> HttpResponse:
    """Every measure that the scorecard would show under the same filters."""
    ours = cast(ReaderRequest, request)
    name = f"scorecard-{trust}-{year}.csv"
    scorecard = scorecard_of(ours)
    if scorecard is None:
        return csv_response(name, HEADER, [])
    filters = filters_of(ours, scorecard)
    if filters.all_faults:
        raise BadRequest(filters.all_faults)
    found = standings(filters.qs, ours.year, clock.today())
    if filters.is_worked_out:
        found = [each for each in found if filters.fits(each)]
    return csv_response(name, HEADER, scorecard_rows(lines(found, scorecard.footnotes.all())))


class OneMeasure:
    """A page about one measure, found among those the reader may see by its perspective and number: 2-5."""

    request: ReaderRequest
    kwargs: dict[str, Any]

    @cached_property
    def measure(self) -> Measure:
        """The measure, with all its rows."""
        perspective, _, number = self.kwargs["reference"].partition("-")
        if not (perspective.isdigit() and number.isdigit()):
            raise Http404
        rows = with_standing_rows(Measure.objects.visible_to(self.request.reader).of(self.request.year))
        measure = (
            rows.select_related("perspective__scorecard", "document", "readings_confirmed_by")
            .prefetch_related("owners__owner", "references")
            .filter(perspective__number=int(perspective), number=int(number))
            .first()
        )
        if measure is None or measure.reference != self.kwargs["reference"]:
            raise Http404
        measure.perspective.scorecard.year = self.request.year
        return measure

    @cached_property
    def quarters(self) -> list[Quarter]:
        """The quarters of the year."""
        return quarters_of(self.request.year)

    @cached_property
    def standing(self) -> Standing:
        """Where the measure stands today."""
        return standing(self.measure, self.quarters, clock.today())

    def about(self) -> dict[str, Any]:
        """What each page about a measure shows of it."""
        footnote = footnote_for(self.measure.marker, self.measure.perspective.scorecard.footnotes.all())
        return {
            "measure": self.measure,
            "standing": self.standing,
            "line": Line(self.standing, footnote),
            "periods": open_periods(self.measure, self.quarters),
        }


class MeasureDetailView(OneMeasure, TemplateView):
    """A measure: what is printed and read of it, its results, and who answers; reports fills in the golden thread."""

    request: ReaderRequest
    template_name = "scorecard/measure_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The measure, its results with what was corrected, and their trend."""
        history = Result.objects.filter(measure=self.measure, unit=None).select_related("given_by", "given_as")
        counting = {result.pk for result in self.standing.results}
        past = [
            {
                "result": result,
                "period": self.standing.period_of(result),
                "value": self.standing.target.show(value_of(result)),
                "counts": result.pk in counting,
            }
            for result in history.order_by("-quarter__number", "-sequence")
        ]
        return (
            super().get_context_data()
            | self.about()
            | {
                "history": past,
                "trend": trend_of(self.standing),
                "readings": readings_of(self.standing),
                "may_answer": self.measure.may(self.request.reader, Act.ANSWER),
                "may_assign": self.measure.may(self.request.reader, Act.MANAGE),
                "refusal": refusal(self.measure),
            }
        )


class AssignView(OneMeasure, FormView[AssignForm]):
    """Who answers for a measure; for the performance officer."""

    request: ReaderRequest
    template_name = "scorecard/assign.html"
    form_class = AssignForm
    http_method_names = ["get", "head", "options", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse whoever does not set up the scorecard."""
        if not self.measure.may(self.request.reader, Act.MANAGE):
            raise PermissionDenied("Only the performance officer says who answers for a measure.")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The measure besides."""
        return super().get_form_kwargs() | {"measure": self.measure}

    def get_initial(self) -> dict[str, Any]:
        """What the form is filled in beside."""
        return {"seen": times_assigned(self.measure)} if self.request.method == "GET" else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The measure besides."""
        return super().get_context_data(**kwargs) | self.about()

    def form_valid(self, form: AssignForm) -> HttpResponse:
        """Assign it."""
        leads, others = form.cleaned_data["leads"], list(form.cleaned_data["others"])
        try:
            assign(
                measure=self.measure,
                reader=self.request.reader,
                leads=leads,
                others=others,
                seen=form.cleaned_data["seen"],
            )
        except Conflict as conflict:
            return self._conflict(form, conflict.latest)
        words = f"{leads} answers for “{self.measure}”." if leads else f"Nobody answers for “{self.measure}” now."
        messages.success(self.request, words)
        return redirect(self.measure)

    def _conflict(self, form: AssignForm, theirs: Assigned) -> HttpResponse:
        leads, others = form.cleaned_data["leads"], form.cleaned_data["others"]
        besides = [str(owner) for owner in others if owner != leads]
        rows: list[tuple[str, object, object]] = [
            ("Who answers for it", theirs.leads, leads or NOBODY),
            ("Who may answer besides", theirs.others, ", ".join(besides) or NOBODY),
        ]
        return conflict_response(self.request, form, rows, theirs.given_by, theirs.given_at, seen=theirs.sequence)


class ResultView(OneMeasure, FormView[ResultForm]):
    """A measure's result for an open period; for its owners, and the officer on their word."""

    request: ReaderRequest
    template_name = "scorecard/result.html"
    form_class = ResultForm
    http_method_names = ["get", "head", "options", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse whoever does not answer for the measure."""
        if not self.measure.may(self.request.reader, Act.ANSWER):
            raise PermissionDenied(refusal(self.measure))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def quarter(self) -> Quarter | None:
        """The quarter asked for; else the first open one without a result, or the last open one."""
        asked = (self.request.POST or self.request.GET).get("quarter", "")
        for quarter in self.quarters:
            if str(quarter.number) == asked:
                return quarter
        return period_to_give(self.standing)

    @cached_property
    def latest(self) -> Result | None:
        """The result that counts for the quarter."""
        at = self.quarter.pk if self.quarter else None
        return next((result for result in self.standing.results if result.quarter_id == at), None)

    @cached_property
    def draft(self) -> dict[str, Any]:
        """What was typed and not saved."""
        if self.request.method != "GET" or self.quarter is None:
            return {}
        draft = drafts.draft_of(self.request, quarter=self.quarter.number)
        return draft.dict() if draft else {}

    def get_initial(self) -> dict[str, Any]:
        """What was typed and not saved; a period that is not over has a provisional result."""
        over = self.quarter is not None and self.quarter.last_day < clock.today()
        fixed = {
            "quarter": self.quarter.number if self.quarter else None,
            "seen": self.latest.sequence if self.latest else 0,
        }
        return {"standing": "final" if over else "provisional"} | self.draft | fixed

    def get_form_kwargs(self) -> dict[str, Any]:
        """What the form is about."""
        return super().get_form_kwargs() | {
            "measure": self.measure,
            "target": self.standing.target,
            "quarter": self.quarter,
            "latest": self.latest,
            "reader": self.request.reader,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The measure, what is recorded, and which other periods are open."""
        context = super().get_context_data(**kwargs) | self.about()
        is_open = self.quarter in context["periods"]
        return context | {
            "quarter": self.quarter,
            "period": period_name(self.measure, self.quarter) if self.quarter else "",
            "latest": self.latest,
            "latest_value": self.standing.target.show(value_of(self.latest)) if self.latest else "",
            "others": [(each, period_name(self.measure, each)) for each in context["periods"] if each != self.quarter],
            "closed": "" if is_open or self.quarter is None else closed_words(self.measure, self.quarter),
            "answers_as": answers_as(self.measure.owners.all(), self.request.reader),
            "draft": self.draft,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Forget a draft, or take the result."""
        if "discard" in request.POST:
            if self.quarter is None:
                return redirect(request.path)
            drafts.discard(request, quarter=self.quarter.number)
            return redirect(f"{request.path}?quarter={self.quarter.number}")
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: ResultForm) -> HttpResponse:
        """Enter it."""
        if self.quarter is None:
            raise Http404
        try:
            result = enter_result(
                measure=self.measure,
                quarter=self.quarter,
                reader=self.request.reader,
                given=form.given,
                seen=form.cleaned_data["seen"],
            )
        except ValidationError as error:
            form.take_faults(error)
            return self.form_invalid(form)
        except Conflict as conflict:
            return self._conflict(form, conflict.latest)
        drafts.discard(self.request, quarter=self.quarter.number)
        said = self.standing.target.show(value_of(result))
        messages.success(self.request, f"The result for {period_name(self.measure, self.quarter)} is saved: {said}.")
        return redirect(self.measure)

    def _conflict(self, form: ResultForm, theirs: Result | None) -> HttpResponse:
        show = self.standing.target.show
        mine = form.given
        rows: list[tuple[str, object, object]] = [
            ("Result", theirs and show(value_of(theirs)), show(mine.value if mine.value is not None else mine.step)),
            ("Where the figure comes from", theirs and theirs.source, mine.source),
            ("Note", theirs and theirs.note, mine.note),
        ]
        return conflict_response(
            self.request,
            form,
            rows,
            theirs.given_by if theirs else None,
            theirs.given_at if theirs else None,
            seen=theirs.sequence if theirs else 0,
        )
