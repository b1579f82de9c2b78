"""The officer's pages that create a year's plan, say what it is, fill it from last year's, and write its text."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.urls import path

from objectives.forms.building import SeenForm
from objectives.forms.plans import BringForwardForm, CreateForm, EditForm, SectionForm
from objectives.models import AnnualPlan, Narrative
from objectives.services.locking import refuse_unless_managed
from objectives.services.plans import (
    about,
    add_section,
    bring_forward,
    create_plan,
    delete_section,
    edit_plan,
    edit_section,
    plan_before,
    said_in,
    to_bring_forward,
)
from objectives.views.acts import PlanAct
from objectives.views.base import plan_of
from probation_planning.organisation.acts import BothTexts, DeletedOnce
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.hands import Latest, fingerprint, was_deleted


class CreateView(PlanAct):
    """A plan for a year that has none."""

    heading = "Create the plan"
    button = "Create the plan"
    leave = "Back to the plan"

    def enter(self) -> None:
        """A year without a plan, or the same form sent again."""
        there = plan_of(self.request)
        refuse_unless_managed(self.request.reader)
        if there is not None and self.request.method != "POST":
            raise PermissionDenied(f"{self.request.year.label} has a plan already.")
        self.annual_plan = AnnualPlan(year=self.request.year, title=f"{self.request.year.label}")

    def form(self, data: QueryDict | None = None) -> CreateForm:
        """With what is usual."""
        return CreateForm(data, year=self.request.year)

    def act(self, form: CreateForm) -> str:
        """Create it."""
        create_plan(year=self.request.year, reader=self.request.reader, **form.values)
        messages.success(self.request, f"The plan of {self.request.year.label} is created.")
        return self.address("plan")


class EditView(BothTexts, PlanAct):
    """Titles, vision and mission."""

    heading = "Titles, vision and mission"

    def form(self, data: QueryDict | None = None) -> EditForm:
        """With what it says now."""
        now = about(self.annual_plan)
        return EditForm(data, initial={**now, "seen": fingerprint(now)})

    def act(self, form: EditForm) -> str:
        """Change it."""
        seen = form.cleaned_data["seen"]
        edit_plan(annual_plan=self.annual_plan, reader=self.request.reader, seen=seen, values=form.values)
        messages.success(self.request, "The plan is changed.")
        return self.address("plan")


class BringForwardView(PlanAct):
    """Objectives of last year's plan that go on in this one."""

    button = "Bring them forward"
    leave = "Back to the plan"

    def find(self, **kwargs: Any) -> None:
        """The plan before."""
        before = plan_before(self.annual_plan)
        refuse_unless_managed(self.request.reader)
        if before is None:
            raise Http404
        self.heading = f"Bring forward from {before.year.label}"

    def form(self, data: QueryDict | None = None) -> BringForwardForm:
        """Those that are not complete."""
        rows = to_bring_forward(self.annual_plan)
        choices = [(row.pk, f"{row.reference} {row.text}") for row in rows]
        if data is not None:
            # What was brought forward since the form was opened is no fault of who sent it.
            known = {str(key) for key, _ in choices}
            here = self.annual_plan.objectives.exclude(carried_from=None).values_list("carried_from", flat=True)
            carried = {str(key) for key in here}
            choices += [(int(key), key) for key in data.getlist("keys") if key in carried - known]
        return BringForwardForm(data, choices=choices)

    def act(self, form: BringForwardForm) -> str:
        """Bring them."""
        keys = form.cleaned_data["keys"]
        made = bring_forward(annual_plan=self.annual_plan, reader=self.request.reader, keys=keys)
        many = "1 objective is" if len(made) == 1 else f"{len(made)} objectives are"
        messages.success(self.request, f"{many} brought forward." if made else "They are here already.")
        return self.address("plan")


class AddSectionView(PlanAct):
    """A new section of the text."""

    heading = "Add a section"
    button = "Add the section"
    leave = "Back to the plan"

    def form(self, data: QueryDict | None = None) -> SectionForm:
        """Empty."""
        return SectionForm(data, is_new=True)

    def act(self, form: SectionForm) -> str:
        """Add it."""
        once = form.cleaned_data["once"]
        section = add_section(annual_plan=self.annual_plan, reader=self.request.reader, once=once, values=form.values)
        messages.success(self.request, f"“{section}” is added.")
        return f"{self.address('order')}?what=narrative"

    def conflict(self, form: SectionForm, conflict: Conflict) -> HttpResponse:
        """Sent before with other words: nothing is lost, nothing doubled."""
        sentence = f"This form was saved already as “{conflict.latest}”. To add another section, save again."
        return self.sent_before(form, sentence)


class OneSection(BothTexts, PlanAct):
    """A page of one section."""

    section: Narrative

    def find(self, **kwargs: Any) -> None:
        """The plan's section of that number."""
        section = Narrative.objects.filter(annual_plan=self.annual_plan, number=kwargs["number"]).first()
        if section is None:
            raise Http404
        self.section, self.caption = section, str(section)

    @property
    def back(self) -> str:
        """The list of sections."""
        return f"{self.address('order')}?what=narrative"


class EditSectionView(OneSection):
    """What a section says."""

    heading = "Change the section"

    def form(self, data: QueryDict | None = None) -> SectionForm:
        """With what it says now."""
        now = said_in(self.section)
        return SectionForm(data, is_new=False, initial={**now, "seen": fingerprint(now)})

    def act(self, form: SectionForm) -> str:
        """Change it."""
        section = edit_section(
            annual_plan=self.annual_plan,
            section=self.section,
            reader=self.request.reader,
            seen=form.cleaned_data["seen"],
            values=form.values,
        )
        messages.success(self.request, f"“{section}” is changed.")
        return self.back


class DeleteSectionView(DeletedOnce, OneSection):
    """Deleting a section."""

    heading = "Delete the section"
    button = "Delete it"
    consequences = ("Versions of the plan keep what it said. This cannot be undone.",)
    what = "section"

    def was_deleted(self, number: int) -> bool:
        """Of this plan."""
        return was_deleted("objectives", "NarrativeEvent", annual_plan=self.annual_plan.pk, number=number)

    def form(self, data: QueryDict | None = None) -> SeenForm:
        """Nothing is typed."""
        return SeenForm(data, initial={"seen": fingerprint(said_in(self.section))})

    def context(self) -> dict[str, Any]:
        """It cannot be undone."""
        return super().context() | {"warns": True}

    def conflict(self, form: SeenForm, conflict: Conflict) -> HttpResponse:
        """What it says now."""
        latest: Latest = conflict.latest
        lines: list[tuple[str, object, object]] = [("What it says now", latest.values["text"], "Delete it")]
        seen = fingerprint(dict(latest.values))
        return conflict_response(self.request, form, lines, latest.who, latest.when, seen=seen)

    def act(self, form: SeenForm) -> str:
        """Delete it."""
        seen = form.cleaned_data["seen"]
        delete_section(annual_plan=self.annual_plan, section=self.section, reader=self.request.reader, seen=seen)
        messages.success(self.request, f"“{self.section}” is deleted.")
        return self.back


urlpatterns = [
    path("new/", CreateView.as_view(), name="plan_add"),
    path("edit/", EditView.as_view(), name="plan_edit"),
    path("forward/", BringForwardView.as_view(), name="bring_forward"),
    path("narrative/new/", AddSectionView.as_view(), name="section_add"),
    path("narrative/<int:number>/edit/", EditSectionView.as_view(), name="section_edit"),
    path("narrative/<int:number>/delete/", DeleteSectionView.as_view(), name="section_delete"),
]
