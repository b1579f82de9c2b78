"""The plan as a tree, as a list, as a spreadsheet; and an aim of it."""

from functools import partial
from typing import Any, cast

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView, View

from objectives.exports import DEADLINES, OBJECTIVES, deadline_rows, plan_file, plan_rows
from objectives.filters import ObjectiveFilter, for_sorting, is_narrowed
from objectives.models import Aim, AnnualPlan, Narrative, Objective
from objectives.models.counting import Days, days_of
from objectives.services.locking import manages
from objectives.services.owning import count_unowned
from objectives.services.plans import plan_before
from objectives.standing import current_quarter
from objectives.tables import Lines, ObjectiveTable
from objectives.timeline import timeline_of
from objectives.tree import grow
from objectives.versions import Marks
from objectives.views.base import objectives_at, plan_of
from probation_planning.organisation.models import Quarter
from probation_planning.organisation.questions import question
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.organisation.years import quarters_of
from probation_planning.ui.filters import in_words

PER_PAGE = 25
PLAN = "Plan"


class PlanView(View):
    """The plan as a tree, along the year, or as a list that filters and sorts."""

    request: ReaderRequest

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The plan, or the words that there is none."""
        annual_plan = plan_of(self.request)
        if annual_plan is None:
            return TemplateResponse(request, "objectives/no_plan.html", {"manages": manages(self.request.reader)})
        quarter = current_quarter(quarters_of(self.request.year))
        context: dict[str, Any] = {"annual_plan": annual_plan, "quarter": quarter}
        context["narratives"] = _introduction(annual_plan.pk)
        context["may_see_quality"] = may(self.request.reader, Act.READ, Kind.QUALITY)
        builds = manages(self.request.reader)
        context |= {"manages": builds, "has_before": builds and plan_before(annual_plan) is not None}
        if builds:
            context["ownerless"] = count_unowned(self.request.reader, self.request.year)
        if request.GET.get("view") == "timeline":
            context["timeline"] = timeline_of(self.request.reader, self.request.year, quarter)
            return TemplateResponse(request, "objectives/plan_timeline.html", context)
        if is_narrowed(request.GET):
            return self._list(context, annual_plan, quarter)
        unfolded = request.GET.get("theme", "")
        tree = grow(self.request.reader, annual_plan, quarter, unfolded)
        themes = [branch.theme for branch in tree.themes]
        context |= {
            "tree": tree,
            "marks": Marks(annual_plan, objectives=tree.shown, aims=tree.aims, themes=themes),
            "unfolded": unfolded,
            "all_unfolded": request.GET.get("open") == "all",
        }
        return TemplateResponse(request, "objectives/plan.html", context)

    def _list(self, context: dict[str, Any], annual_plan: AnnualPlan, quarter: Quarter | None) -> HttpResponse:
        """A filter that is none of ours is a bad request, and the page says so."""
        reader, year, asked = self.request.reader, self.request.year, self.request.GET
        # Opened by its name alone, the list is the whole plan as printed, and what it narrows by is not made.
        whole = not any(asked[name] for name in asked if name not in {"view", "page"})
        rows = Objective.objects.visible_to(reader).of(year) if whole else objectives_at(self.request, quarter)
        filters = ObjectiveFilter(asked, rows, annual_plan=annual_plan, quarter=quarter)
        found = rows if whole else for_sorting(filters.qs).in_printed_order()
        table = ObjectiveTable(
            Lines(found, reader=reader, year=year, quarter=quarter, whole=whole, unit=filters.unit_asked)
        )
        table.empty_text = "No objective fits these filters."
        table.request = self.request
        if sort := [name for name in asked.getlist("sort") if name.removeprefix("-") in table.base_columns]:
            table.order_by = sort
        table.paginator = Paginator(table.rows, PER_PAGE)
        table.page = table.paginator.get_page(asked.get("page"))
        status = 400 if filters.all_faults else 200
        context |= {"table": table, "filter": filters}
        return TemplateResponse(self.request, "objectives/plan_table.html", context, status=status)


@question
def _introduction(annual_plan: int) -> QuerySet[Narrative]:
    return Narrative.objects.filter(annual_plan=annual_plan, kind=Narrative.Kind.INTRODUCTION)


@require_safe
def export(request: HttpRequest, trust: str, year: str, ending: str) -> HttpResponse:
    """Every objective that the list would show under the same filters."""
    ours = cast(ReaderRequest, request)
    annual_plan, quarter = plan_of(ours), current_quarter(quarters_of(ours.year))
    file = partial(plan_file, ours, ending, annual_plan, name="plan", things="Objectives", columns=OBJECTIVES)
    if annual_plan is None:
        return file(title=PLAN, rows=[], about=[])
    filters = ObjectiveFilter(request.GET, objectives_at(ours, quarter), annual_plan=annual_plan, quarter=quarter)
    if filters.all_faults:
        raise BadRequest(filters.all_faults)
    return file(
        title=annual_plan.title,
        rows=plan_rows(filters.qs.in_printed_order(), quarter),
        about=_quarter_in_words(quarter),
        narrowed=in_words(filters, request.GET),
    )


@require_safe
def export_deadlines(request: HttpRequest, trust: str, year: str, ending: str) -> HttpResponse:
    """Every deadline of the timeline, those too that do not fit on the page."""
    ours = cast(ReaderRequest, request)
    annual_plan, quarter = plan_of(ours), current_quarter(quarters_of(ours.year))
    return plan_file(
        ours,
        ending,
        annual_plan,
        name="deadlines",
        title=f"{annual_plan.title if annual_plan else PLAN}: deadlines",
        things="Deadlines",
        columns=DEADLINES,
        rows=deadline_rows(timeline_of(ours.reader, ours.year, quarter, most=None)) if annual_plan else [],
        about=_quarter_in_words(quarter),
    )


def _quarter_in_words(quarter: Quarter | None) -> list[tuple[str, str]]:
    return [("Quarter", str(quarter))] if quarter else []


class AimDetailView(TemplateView):
    """An aim and its objectives; the golden thread is filled in by reports, which knows the other registers."""

    request: ReaderRequest
    template_name = "objectives/aim_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The aim, its neighbours, and its objectives at the current quarter."""
        annual_plan = plan_of(self.request)
        if annual_plan is None:
            raise Http404
        aims = _aims(annual_plan.plan_id)
        place = next((place for place, aim in enumerate(aims) if aim.number == kwargs["reference"]), None)
        if place is None:
            raise Http404
        quarter = current_quarter(quarters_of(self.request.year))
        shown = _of_aim(self.request.reader, self.request.year.pk, aims[place].pk, days_of(quarter))
        return super().get_context_data() | {
            "annual_plan": annual_plan,
            "marks": Marks(annual_plan, objectives=shown, aims=[aims[place]]),
            "aim": aims[place],
            "manages": manages(self.request.reader),
            "previous": aims[place - 1] if place else None,
            "next": aims[place + 1] if place + 1 < len(aims) else None,
            "quarter": quarter,
            "objectives": shown,
        }


@question
def _aims(plan: int) -> QuerySet[Aim]:
    return Aim.objects.filter(plan=plan).select_related("theme").order_by("theme__order", "order", "pk")


@question
def _of_aim(reader: Reader, year: int, aim: int, quarter: Days | None) -> QuerySet[Objective]:
    rows = Objective.objects.visible_to(reader).filter(annual_plan__year=year, aim=aim)
    return rows.with_answer(quarter).with_owner_names().in_printed_order()
