"""A measure's result."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import FormView

from probation_planning.organisation import clock, drafts
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.models import Quarter
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act
from probation_planning.organisation.word import answers_as
from scorecard.forms.results import ResultForm
from scorecard.models import Result
from scorecard.services.results import closed_words, enter_result, refusal
from scorecard.standing import (
    period_name,
    period_to_give,
    value_of,
)
from scorecard.views.measures import OneMeasure


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
