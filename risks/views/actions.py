"""The action plan, on screen, on paper and as a file."""

from functools import partial
from typing import Any, cast

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_safe
from django.views.generic import View

from probation_planning.organisation.readers import ReaderRequest
from probation_planning.ui.filters import in_words
from risks.actions import ActionFilter, ActionPlan, action_table
from risks.exports import action_columns, action_rows, register_file
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
def export(request: HttpRequest, trust: str, year: str, ending: str) -> HttpResponse:
    """Every action that the list would show under the same filters, in the same order."""
    ours = cast(ReaderRequest, request)
    opened = register_of(ours)
    review = opened.current if opened else None
    file = partial(register_file, ours, ending, opened, review, name="actions", title="Action plan", things="Actions")
    if opened is None or review is None:
        return file(columns=action_columns(with_sections=False))
    plan = ActionPlan(opened, review)
    filters = ActionFilter(request.GET, plan)
    if not filters.is_valid():
        raise BadRequest(filters.all_faults)
    table = action_table(plan, filters, request.GET.getlist("sort"))
    both = 2 in plan.sections
    lines = list(table.data)
    return file(
        columns=action_columns(with_sections=both),
        rows=action_rows(lines, review, with_sections=both),
        narrowed=in_words(filters, request.GET),
        holds_section_two=any(line.section == 2 for line in lines),
        day=plan.day,
    )


urlpatterns = [
    path("actions/", ActionListView.as_view(), name="action_list"),
    path("actions/export.<ending:ending>", export, name="action_export"),
]
