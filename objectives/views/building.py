"""The officer's pages of an objective: adding it, changing it, and confirming what was read into it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import path

from objectives.forms.building import SeenForm
from objectives.forms.objectives import ObjectiveForm
from objectives.models import Aim, DeadlineRevision, Objective, OutcomeEvidence, Theme
from objectives.services.building import (
    Written,
    add_objective,
    at_hand,
    confirm_readings,
    edit_objective,
    readings_of,
    refuse_withdrawn,
    words_of,
)
from objectives.views.acts import PlanAct
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.hands import fingerprint

LABELS = {
    "place": "Where it stands",
    "text": "Objective",
    "outcomes": "Outcomes",
    "leads": "Who leads",
    "others": "Who owns it besides",
    "deadlines": "Deadlines",
    "flags": "Marked as",
    "acts": "Who acts, in words",
    "for_each": "Answered by each unit",
    "sub_items": "Parts",
}


class AddView(PlanAct):
    """A new objective, under the aim or theme that the address names or one that is chosen."""

    template_name = "objectives/objective_form.html"
    heading = "Add an objective"
    button = "Add the objective"
    leave = "Back to the plan"

    def form(self, data: QueryDict | None = None) -> ObjectiveForm:
        """Empty, but for the place asked for."""
        return ObjectiveForm(data, annual_plan=self.annual_plan, initial={"place": self._asked_for()})

    def _asked_for(self) -> str:
        aim, theme = self.request.GET.get("aim", ""), self.request.GET.get("theme", "")
        for name, number, model in (("aim", aim, Aim), ("theme", theme, Theme)):
            rows: Any = model._default_manager.filter(plan=self.annual_plan.plan_id, number=number)
            if number and (row := rows.first()):
                return f"{name}-{row.pk}"
        return ""

    def act(self, form: ObjectiveForm) -> str:
        """Add it."""
        objective = add_objective(
            annual_plan=self.annual_plan,
            reader=self.request.reader,
            words=form.words,
            once=form.cleaned_data["once"],
        )
        messages.success(self.request, f"{objective} is added.")
        return self.address("objective_detail", objective.reference)

    def conflict(self, form: ObjectiveForm, conflict: Conflict) -> HttpResponse:
        """Sent before with other words, as when somebody goes back to the form: nothing is lost, nothing doubled."""
        added: Objective = conflict.latest
        return self.sent_before(
            form,
            f"This form was saved already as {added}: “{added.text}”. To change that objective, open it and change it "
            "there. To add another objective with the words below, save again.",
        )


class OneObjective(PlanAct):
    """A page of one objective."""

    objective: Objective

    def find(self, **kwargs: Any) -> None:
        """The objective of the reference."""
        rows = Objective.objects.visible_to(self.request.reader).of(self.request.year)
        key = rows.filter(reference=kwargs["reference"]).values_list("pk", flat=True).first()
        if key is None:
            raise Http404
        self.objective = at_hand(self.annual_plan, key)
        self.objective.annual_plan = self.annual_plan

    @property
    def back(self) -> str:
        """Its page."""
        return self.address("objective_detail", self.objective.reference)

    def context(self) -> dict[str, Any]:
        """The objective."""
        said = {"objective": self.objective, "caption": str(self.objective), "crumb": str(self.objective)}
        return super().context() | said


class EditView(OneObjective):
    """What an objective says."""

    template_name = "objectives/objective_form.html"
    heading = "Change the objective"

    def form(self, data: QueryDict | None = None) -> ObjectiveForm:
        """With what it says now."""
        form = ObjectiveForm(data, annual_plan=self.annual_plan, now=words_of(self.objective))
        of_it = {"update__objective": self.objective}
        form.say_what_stays(
            OutcomeEvidence.objects.filter(**of_it).values_list("outcome", flat=True),
            DeadlineRevision.objects.filter(**of_it).values_list("deadline", flat=True),
        )
        return form

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """What is withdrawn says so, and is not changed."""
        try:
            refuse_withdrawn(self.objective)
        except ValidationError as wrong:
            messages.warning(request, wrong.messages[0])
            return HttpResponseRedirect(self.back)
        return super().get(request, **kwargs)

    def act(self, form: ObjectiveForm) -> str:
        """Change it."""
        before = self.objective.reference
        seen = form.cleaned_data["seen"]
        objective = edit_objective(objective=self.objective, reader=self.request.reader, words=form.words, seen=seen)
        now = objective.reference
        renamed = f" It is {objective} now; links to {before} lead to it." if now != before else ""
        messages.success(self.request, f"Objective {before} is changed.{renamed}")
        return self.address("objective_detail", now)

    def conflict(self, form: ObjectiveForm, conflict: Conflict) -> HttpResponse:
        """Both texts, where they differ."""
        theirs: Written = conflict.latest
        said, typed = theirs.words.in_words, form.words.in_words
        lines: list[tuple[str, object, object]] = [
            (LABELS[name], said[name], typed[name]) for name in said if said[name] != typed[name]
        ]
        return conflict_response(self.request, form, lines, *theirs.hand, seen=theirs.words.fingerprint)


class ConfirmView(OneObjective):
    """One button by which the officer confirms what was read into an objective."""

    http_method_names = ["post"]

    heading = "Confirm what was read"
    button = "Confirm what was read"

    def form(self, data: QueryDict | None = None) -> SeenForm:
        """Nothing is typed."""
        return SeenForm(data)

    @property
    def consequences(self) -> Sequence[str]:
        """What is read now, each with its ground."""
        return [f"{what}: {ground}" for what, ground in readings_of(self.objective)]

    def act(self, form: SeenForm) -> str:
        """Confirm it."""
        seen = form.cleaned_data["seen"]
        confirm_readings(objective=self.objective, reader=self.request.reader, seen=seen)
        messages.success(self.request, f"What was read into {self.objective} is confirmed.")
        return self.back

    def conflict(self, form: SeenForm, conflict: Conflict) -> HttpResponse:
        """What is read is other than was shown: it is shown as it is now."""
        again = self.request.POST.copy()
        again["seen"] = str(fingerprint(conflict.latest))
        form.data = again
        form.add_error(
            None,
            f"What was read into {self.objective} has changed since you opened the page. Read it again below, then "
            "confirm it.",
        )
        return self.page(form, status=409)


urlpatterns = [
    path("objectives/new/", AddView.as_view(), name="objective_add"),
    path("objectives/<reference:reference>/edit/", EditView.as_view(), name="objective_edit"),
    path("objectives/<reference:reference>/confirm/", ConfirmView.as_view(), name="objective_confirm"),
]
