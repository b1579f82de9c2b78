"""The gap sheet of a year."""

from typing import Any, NamedTuple

from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.http import Http404
from django.views.generic import TemplateView

from objectives.models import AnnualPlan
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.reports.gaps import Gap, GapSheet, Group, gaps_of
from probation_planning.reports.views.turns import InTurn

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
        if not AnnualPlan.is_open_to(self.request.reader):
            raise Http404
        sheet = gaps_of(self.request.reader, self.request.year)
        kind = self.request.GET.get("kind", "")
        return super().get_context_data() | {
            "sheet": sheet,
            "kind": kind,
            "shown": self._shown(sheet, kind) if sheet else [],
            "paging": {"things": "gaps", "prefixed_page_field": "page"},
        }

    def _shown(self, sheet: GapSheet, kind: str) -> list[Shown]:
        groups = [group for group in sheet.groups if kind in {"", group.slug}]
        if not groups:
            raise BadRequest("There is no such kind of gap. Go back to the gap sheet and choose one from its list.")
        number = self.request.GET.get("page") if kind else None
        return [Shown(group, Paginator(group.gaps, PER_PAGE).get_page(number)) for group in groups]
