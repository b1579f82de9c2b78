"""Who answers for a measure."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView

from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act
from scorecard.forms.assigning import AssignForm
from scorecard.services.assigning import NOBODY, Assigned, assign, times_assigned
from scorecard.views.measures import OneMeasure


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
