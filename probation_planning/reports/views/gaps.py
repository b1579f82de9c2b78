"""The gap sheet of a year, on screen and as a file."""

from typing import Any, NamedTuple, cast

from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from objectives.models import AnnualPlan
from probation_planning.organisation.downloads import download
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind
from probation_planning.reports.exports import GAPS, gap_rows
from probation_planning.reports.gaps import Gap, GapSheet, Group, gaps_of
from probation_planning.reports.views.turns import InTurn, in_turn
from risks.exports import for_few

PER_PAGE = 50


class Shown(NamedTuple):
    """Gaps of one kind, a page of them."""

    group: Group
    page: Page[Gap]


class GapsView(InTurn, TemplateView):
    """Where the thread between plan, register and scorecard is broken: the first gaps of each kind, or all of one."""

    request: ReaderRequest
    template_name = "reports/gaps.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sheet, for whoever may read plans at all; a kind that is none of it is a bad request."""
        sheet = _sheet_of(self.request)
        kind = self.request.GET.get("kind", "")
        return super().get_context_data() | {
            "sheet": sheet,
            "kind": kind,
            "shown": self._shown(sheet, kind) if sheet else [],
            "paging": {"things": "gaps", "prefixed_page_field": "page"},
        }

    def _shown(self, sheet: GapSheet, kind: str) -> list[Shown]:
        number = self.request.GET.get("page") if kind else None
        return [Shown(group, Paginator(group.gaps, PER_PAGE).get_page(number)) for group in _of_kind(sheet, kind)]


def _sheet_of(request: ReaderRequest) -> GapSheet | None:
    """The year's sheet, none where it has no plan; who may read no plans finds no such page."""
    if not AnnualPlan.is_open_to(request.reader):
        raise Http404
    return gaps_of(request.reader, request.year)


def _of_kind(sheet: GapSheet, kind: str) -> list[Group]:
    """The groups that are asked for: one, or all."""
    groups = [group for group in sheet.groups if kind in {"", group.slug}]
    if not groups:
        raise BadRequest("There is no such kind of gap. Go back to the gap sheet and choose one from its list.")
    return groups


@require_safe
@in_turn
def export(request: HttpRequest, trust: str, year: str, ending: str) -> HttpResponse:
    """Every gap of the kinds that the page shows."""
    ours, kind = cast(ReaderRequest, request), request.GET.get("kind", "")
    sheet = _sheet_of(ours)
    groups = _of_kind(sheet, kind) if sheet else []
    working = bool(ours.reader.working_roles)
    return download(
        ours,
        ending,
        name="gaps",
        title=f"Gap sheet of {ours.year.label}",
        things="Gaps",
        warning=for_few(sheet.opened) if sheet and sheet.opened and 2 in sheet.opened.sections else "",
        open_to=(Act.READ_WORKING, Kind.REGISTER) if working else (Act.READ, Kind.PLAN),
        columns=GAPS,
        rows=gap_rows(groups),
        narrowed=f"Kind: {groups[0].heading}" if kind and groups else "",
    )
