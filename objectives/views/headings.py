"""The officer's pages that add themes and aims, and change their numbers and titles."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.urls import path

from objectives.forms.building import HeadingForm
from objectives.models import Aim, Theme
from objectives.numbers import next_aim_number, next_theme_number
from objectives.services.headings import add_aim, add_theme, edit_heading, says
from objectives.views.acts import PlanAct
from objectives.views.placing import address_of, name_of, part_of
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.hands import Latest, fingerprint


class AddView(PlanAct):
    """A new theme, or a new aim of the theme that the address names."""

    kind: str
    leave = "Back to the plan"

    def find(self, **kwargs: Any) -> None:
        """What is added."""
        self.kind = kwargs["kind"]
        self.heading = f"Add {'a theme' if self.kind == 'theme' else 'an aim'}"
        self.button = f"Add the {self.kind}"

    def form(self, data: QueryDict | None = None) -> HeadingForm:
        """With the next free number."""
        initial: dict[str, Any] = {}
        asked = self.request.GET.get("theme", "")
        theme = Theme.objects.filter(plan=self.annual_plan.plan_id, number=asked).first() if asked else None
        if self.kind == "theme":
            initial["number"] = next_theme_number(self.annual_plan)
        elif theme is not None:
            initial |= {"theme": theme.pk, "number": next_aim_number(theme)}
        return HeadingForm(data, annual_plan=self.annual_plan, kind=self.kind, is_new=True, initial=initial)

    def act(self, form: HeadingForm) -> str:
        """Add it."""
        add: Any = add_theme if self.kind == "theme" else add_aim
        added: Theme | Aim = add(annual_plan=self.annual_plan, reader=self.request.reader, **form.cleaned_data)
        messages.success(self.request, f"{name_of(added)} is added.")
        return address_of(self.request, added)

    def conflict(self, form: HeadingForm, conflict: Conflict) -> HttpResponse:
        """Sent before with other words: nothing is lost, nothing doubled."""
        added = name_of(conflict.latest)
        sentence = f"This form was saved already as {added}. To add another {self.kind}, save again."
        return self.sent_before(form, sentence)


class EditView(PlanAct):
    """The number and title of a theme or an aim."""

    row: Any

    def find(self, **kwargs: Any) -> None:
        """The theme or aim of that number."""
        self.row = part_of(self.request, self.annual_plan, kwargs["kind"], kwargs["reference"])
        if self.row is None:
            raise Http404
        self.heading, self.caption = f"Change the {kwargs['kind']}", name_of(self.row)

    @property
    def back(self) -> str:
        """Where it is shown."""
        return address_of(self.request, self.row)

    def context(self) -> dict[str, Any]:
        """The way back."""
        return super().context() | {"crumb": name_of(self.row)}

    def form(self, data: QueryDict | None = None) -> HeadingForm:
        """With what it says now."""
        now = says(self.row)
        kind = str(self.row._meta.model_name)
        initial = {**now, "seen": fingerprint(now)}
        return HeadingForm(data, annual_plan=self.annual_plan, kind=kind, is_new=False, initial=initial)

    def act(self, form: HeadingForm) -> str:
        """Change it."""
        said = form.cleaned_data
        changed = edit_heading(annual_plan=self.annual_plan, reader=self.request.reader, heading=self.row, **said)
        messages.success(self.request, f"{name_of(changed)} is changed.")
        return address_of(self.request, changed)

    def conflict(self, form: HeadingForm, conflict: Conflict) -> HttpResponse:
        """Both texts."""
        latest: Latest = conflict.latest
        lines: list[tuple[str, object, object]] = [
            (str(form[name].label), value, form.cleaned_data[name]) for name, value in latest.values.items()
        ]
        seen = fingerprint(dict(latest.values))
        return conflict_response(self.request, form, lines, latest.who, latest.when, seen=seen)


urlpatterns = [
    path("<heading:kind>s/new/", AddView.as_view(), name="heading_add"),
    path("<heading:kind>s/<reference:reference>/edit/", EditView.as_view(), name="heading_edit"),
]
