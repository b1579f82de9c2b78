"""The scorecard as it is read."""

from itertools import groupby
from typing import Any, cast

from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from probation_planning.organisation import clock
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind, may
from probation_planning.ui.spreadsheets import csv_response
from scorecard.exports import HEADER, scorecard_rows
from scorecard.filters import MeasureFilter
from scorecard.models import Measure, Scorecard
from scorecard.notes import lines, tallies
from scorecard.standing import (
    Standing,
    standings,
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
        context["may_manage"] = may(self.request.reader, Act.MANAGE, Kind.SCORECARD)
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
