"""Pages of the plan."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView, View
from django_tables2 import RequestConfig

from objectives.answers import Answers
from objectives.exports import HEADER, plan_rows
from objectives.filters import ObjectiveFilter, is_narrowed
from objectives.forms import AnswerForm
from objectives.models import Aim, AnnualPlan, Objective, Status, StatusUpdate
from objectives.models.objectives import ObjectiveQuerySet
from objectives.services import give_status, refusal
from objectives.standing import current_quarter
from objectives.tables import ObjectiveTable
from objectives.tree import grow
from probation_planning.organisation import clock, drafts
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.models import Quarter
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act
from probation_planning.organisation.word import answers_as
from probation_planning.ui.spreadsheets import csv_response

PER_PAGE = 25


def plan_of(request: ReaderRequest) -> AnnualPlan | None:
    """The year's plan, None where the trust has none."""
    if not AnnualPlan.is_open_to(request.reader):
        raise Http404
    annual_plan = AnnualPlan.objects.visible_to(request.reader).filter(year=request.year).select_related("plan").first()
    if annual_plan is not None:
        annual_plan.year = request.year
    return annual_plan


def quarters_of(request: ReaderRequest) -> list[Quarter]:
    """The quarters of the year, each knowing it."""
    quarters = list(request.year.quarters.order_by("number"))
    for quarter in quarters:
        quarter.year = request.year
    return quarters


def objectives_at(request: ReaderRequest, quarter: Quarter | None) -> ObjectiveQuerySet:
    """The year's objectives that the reader may see, with their owners' names and their answers at the quarter."""
    return Objective.objects.visible_to(request.reader).of(request.year).with_answer(quarter).with_owner_names()


class PlanView(View):
    """The plan as a tree, or as a list that filters and sorts."""

    request: ReaderRequest

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The plan, or the words that there is none."""
        annual_plan = plan_of(self.request)
        if annual_plan is None:
            return TemplateResponse(request, "objectives/no_plan.html")
        quarter = current_quarter(quarters_of(self.request))
        objectives = objectives_at(self.request, quarter)
        context: dict[str, Any] = {"annual_plan": annual_plan, "quarter": quarter}
        context["narratives"] = annual_plan.narratives.all()
        if is_narrowed(request.GET):
            return self._list(context, ObjectiveFilter(request.GET, objectives, annual_plan=annual_plan))
        unfolded = request.GET.get("theme", "")
        context |= {
            "tree": grow(annual_plan, objectives, quarter, unfolded),
            "unfolded": unfolded,
            "all_unfolded": request.GET.get("open") == "all",
        }
        return TemplateResponse(request, "objectives/plan.html", context)

    def _list(self, context: dict[str, Any], filters: ObjectiveFilter) -> HttpResponse:
        """A filter that is none of ours is a bad request, and the page says so."""
        table = ObjectiveTable(filters.qs.in_printed_order())
        table.empty_text = "No objective fits these filters."
        RequestConfig(self.request, paginate=False).configure(table)
        table.paginate(per_page=PER_PAGE)
        table.page = table.paginator.get_page(self.request.GET.get("page"))
        status = 400 if filters.all_faults else 200
        context |= {"table": table, "filter": filters}
        return TemplateResponse(self.request, "objectives/plan_table.html", context, status=status)


@require_safe
def export(request: HttpRequest, trust: str, year: str) -> HttpResponse:
    """Every objective that the list would show under the same filters."""
    ours = cast(ReaderRequest, request)
    name = f"plan-{trust}-{year}.csv"
    annual_plan = plan_of(ours)
    if annual_plan is None:
        return csv_response(name, HEADER, [])
    quarter = current_quarter(quarters_of(ours))
    filters = ObjectiveFilter(request.GET, objectives_at(ours, quarter), annual_plan=annual_plan)
    if filters.all_faults:
        raise BadRequest(filters.all_faults)
    return csv_response(name, HEADER, plan_rows(filters.qs.in_printed_order(), quarter))


class AimDetailView(TemplateView):
    """An aim and its objectives; the golden thread is filled in by reports, which knows the other registers."""

    request: ReaderRequest
    template_name = "objectives/aim_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The aim, its neighbours, and its objectives at the current quarter."""
        annual_plan = plan_of(self.request)
        if annual_plan is None:
            raise Http404
        aims = list(Aim.objects.filter(plan=annual_plan.plan_id).select_related("theme").order_by("order"))
        place = next((place for place, aim in enumerate(aims) if aim.number == kwargs["reference"]), None)
        if place is None:
            raise Http404
        quarter = current_quarter(quarters_of(self.request))
        objectives = objectives_at(self.request, quarter).filter(aim=aims[place]).in_printed_order()
        return super().get_context_data() | {
            "annual_plan": annual_plan,
            "aim": aims[place],
            "previous": aims[place - 1] if place else None,
            "next": aims[place + 1] if place + 1 < len(aims) else None,
            "quarter": quarter,
            "objectives": list(objectives),
        }


class ObjectiveDetailView(View):
    """An objective: what it is, how it stands, and the form of those who answer; reports fills in the golden thread."""

    request: ReaderRequest
    template_name = "objectives/objective_detail.html"
    objective: Objective
    answers: Answers

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the objective among those the reader may see."""
        super().setup(request, *args, **kwargs)
        rows = Objective.objects.visible_to(self.request.reader).of(self.request.year)
        objective = (
            rows.select_related("annual_plan", "theme", "aim", "document", "hangs_on")
            .prefetch_related("owners__owner", "outcomes", "deadlines", "sub_items")
            .filter(reference=kwargs["reference"])
            .first()
        )
        if objective is None:
            raise Http404
        objective.annual_plan.year = self.request.year
        self.objective = objective
        self.answers = Answers.of(objective, quarters_of(self.request))

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it, with the form and what was typed before, for those who answer."""
        quarter = self.answers.asked_for(request.GET.get("quarter", ""))
        if quarter is None or not self.objective.may(self.request.reader, Act.ANSWER):
            return self._page(None, quarter)
        draft = drafts.draft_of(request, quarter=quarter.number)
        typed = draft.dict() if draft is not None else self._standing_answer(quarter)
        latest = self.answers.latest(quarter)
        fixed = {"quarter": quarter.number, "seen": latest.sequence if latest else 0}
        form = AnswerForm(objective=self.objective, reader=self.request.reader, initial={**typed, **fixed})
        return self._page(form, quarter, draft=draft is not None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer."""
        if not self.objective.may(self.request.reader, Act.ANSWER):
            raise PermissionDenied(refusal(self.objective))
        if "discard" in request.POST:
            return self._afresh(self.answers.asked_for(request.POST.get("quarter", "")))
        form = AnswerForm(request.POST, objective=self.objective, reader=self.request.reader)
        numbers = {quarter.number: quarter for quarter in self.answers.quarters}
        quarter = numbers.get(form.cleaned_data["quarter"]) if form.is_valid() else None
        if quarter is not None:
            try:
                return self._answered(self._give(form, quarter), quarter)
            except ValidationError as error:
                form.take_faults(error)
            except Conflict as conflict:
                return self._conflict(form, conflict)
        return self._page(form, quarter or self.answers.asked_for(request.POST.get("quarter", "")))

    def _afresh(self, quarter: Quarter | None) -> HttpResponse:
        """The form of the quarter without the draft."""
        if quarter is None:
            return redirect(self.objective)
        drafts.discard(self.request, quarter=quarter.number)
        return redirect(f"{self.objective.get_absolute_url()}?quarter={quarter.number}#answer")

    def _give(self, form: AnswerForm, quarter: Quarter) -> StatusUpdate:
        given = form.cleaned_data
        return give_status(
            objective=self.objective,
            quarter=quarter,
            reader=self.request.reader,
            status=given["status"],
            comment=given["comment"],
            evidence=form.evidence,
            seen=given["seen"],
            told_on=given.get("told_on"),
            given_for=given.get("given_for"),
        )

    def _answered(self, update: StatusUpdate, quarter: Quarter) -> HttpResponse:
        drafts.discard(self.request, quarter=quarter.number)
        words = f"{self.objective} is answered for {quarter}: {update.get_status_display().lower()}."
        messages.success(self.request, words)
        return redirect(self.objective)

    def _conflict(self, form: AnswerForm, conflict: Conflict) -> HttpResponse:
        theirs: StatusUpdate | None = conflict.latest
        mine = form.cleaned_data
        lines: list[tuple[str, object, object]] = [
            ("Status", theirs and theirs.get_status_display(), Status(mine["status"]).label),
            ("Comment", theirs and theirs.comment, mine["comment"]),
        ]
        said = {row.outcome_id: row.text for row in theirs.evidence.all()} if theirs else {}
        lines += [
            (f"Evidence for outcome {place}", said.get(outcome.pk), form.evidence[outcome.pk])
            for place, outcome in enumerate(form.outcomes, start=1)
            if said.get(outcome.pk) or form.evidence[outcome.pk]
        ]
        return conflict_response(
            self.request,
            form,
            lines,
            theirs.given_by if theirs else None,
            theirs.given_at if theirs else None,
            seen=theirs.sequence if theirs else 0,
        )

    def _standing_answer(self, quarter: Quarter) -> dict[str, object]:
        """What this quarter's answer says already, to be changed; empty for none."""
        latest = self.answers.latest(quarter)
        if latest is None:
            return {}
        said = {row.outcome_id: row.text for row in latest.evidence.all()}
        boxes = enumerate(self.objective.outcomes.all(), start=1)
        return {
            "status": latest.status,
            "comment": latest.comment,
            "given_for": latest.given_as,
            **{f"evidence_{place}": said.get(outcome.pk, "") for place, outcome in boxes},
        }

    def _page(self, form: AnswerForm | None, quarter: Quarter | None, *, draft: bool = False) -> HttpResponse:
        return TemplateResponse(self.request, self.template_name, self.page_context(form, quarter, draft=draft))

    def page_context(self, form: AnswerForm | None, quarter: Quarter | None, *, draft: bool) -> dict[str, Any]:
        """What the page shows: `form` is none for those who do not answer."""
        latest = self.answers.latest(quarter)
        before = self.answers.before(quarter) if quarter else None
        own = answers_as(self.objective.owners.all(), self.request.reader)
        confirmable = form is not None and latest is None and before is not None and before.status == Status.ON_TRACK
        return {
            "objective": self.objective,
            "lines": self.answers.lines(clock.today()),
            "history": self.answers.history,
            "open_quarters": self.answers.open_quarters,
            "quarter": quarter or current_quarter(self.answers.quarters),
            "form": form,
            "latest": latest,
            "before": before,
            "own_post": own,
            "confirmable": confirmable and own is not None,
            "draft": draft,
            "refusal": refusal(self.objective),
        }
