"""The action plan, on screen, on paper and as a file."""

from typing import Any, cast

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_safe
from django.views.generic import View

from probation_planning.organisation.readers import ReaderRequest
from probation_planning.ui.spreadsheets import csv_response
from risks.actions import ActionFilter, ActionPlan, action_cells, action_table, header
from risks.views.base import register_of

SIZES = ("25", "100", "500")


class ActionListView(View):
    """Every action of the risks that the reader sees, at the review where the reader starts."""

    request: ReaderRequest

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The plan, or words in its place; a filter that is none of ours is a bad request, and says so."""
        opened = register_of(self.request)
        review = opened.current if opened else None
        if opened is None or review is None:
            return TemplateResponse(request, "risks/no_list.html", {"opened": opened, "review": None})
        plan = ActionPlan(opened, review)
        filters = ActionFilter(request.GET, plan)
        faultless = filters.is_valid()
        table = action_table(plan, filters, request.GET.getlist("sort"))
        size = request.GET["per_page"] if request.GET.get("per_page") in SIZES else SIZES[0]
        table.paginator = Paginator(table.rows, int(size))
        table.page = table.paginator.get_page(request.GET.get("page"))
        context = {
            "opened": opened,
            "review": review,
            "plan": plan,
            "counts": plan.counts,
            "filter": filters,
            "table": table,
            "size": size,
            "sizes": SIZES,
            "key": opened.key(review),
        }
        return TemplateResponse(request, "risks/action_list.html", context, status=200 if faultless else 400)


@require_safe
def export(request: HttpRequest, trust: str, year: str) -> HttpResponse:
    """Every action that the list would show under the same filters, in the same order."""
    opened = register_of(cast(ReaderRequest, request))
    review = opened.current if opened else None
    if opened is None or review is None:
        return csv_response(f"actions-{trust}-{year}.csv", header(with_sections=False), [])
    plan = ActionPlan(opened, review)
    filters = ActionFilter(request.GET, plan)
    if not filters.is_valid():
        raise BadRequest(filters.all_faults)
    table = action_table(plan, filters, request.GET.getlist("sort"))
    both = 2 in plan.sections
    cells = action_cells(list(table.data), review, with_sections=both)
    return csv_response(f"actions-{trust}-{year}-{review.slug}.csv", header(with_sections=both), cells)


urlpatterns = [
    path("actions/", ActionListView.as_view(), name="action_list"),
    path("actions/export.csv", export, name="action_export"),
]
