"""An objective: what it is, how it stands, and the form of those who answer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.generic import View

from objectives.answers import Answers
from objectives.forms.answering import AnswerForm
from objectives.models import Objective, Status, StatusUpdate
from objectives.services.answering import give_status, refusal
from objectives.services.building import readings_of
from objectives.services.locking import manages
from objectives.standing import current_quarter
from objectives.versions import Mark, Marks
from objectives.views.base import quarters_of
from probation_planning.organisation import clock, drafts
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.models import Quarter
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act
from probation_planning.organisation.word import answers_as


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

    @property
    def _mark(self) -> Mark | None:
        """What became of it since the plan's last version."""
        one = self.objective
        aims = [one.aim] if one.aim else []
        return Marks(one.annual_plan, objectives=[one], aims=aims, themes=[one.theme]).mark(one)

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
            "manages": manages(self.request.reader),
            "readings": readings_of(self.objective),
            "mark": self._mark,
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
