"""Forms by which the officer creates a year's plan, says what it is, and writes its text."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms

from objectives.models import Narrative, Plan
from objectives.services.plans import NewPlan, plans_covering
from probation_planning.organisation import calendar
from probation_planning.organisation.models import Year
from probation_planning.ui.forms import OnceForm, Refusable, WordsField

SMALL = {"class": "govuk-checkboxes--small"}
NEW = "new"
# How many years before and after its own a new plan may cover.
REACH = 9
MARKDOWN = (
    "Plain text, with Markdown where you need it: ## before a heading, - before each point of a list, *stars* round "
    "words to stress, [words](https://address) for a link. An empty line begins a new paragraph."
)


class AboutForm(Refusable):
    """What a year's plan says of itself."""

    draft_by = ""

    title = forms.CharField(
        label="Title of the year's plan", max_length=200, error_messages={"required": "Enter the title."}
    )
    vision = WordsField(label="Vision", rows=3, required=False, help_text="Printed at the head of the plan.")
    mission = WordsField(label="Mission", rows=3, required=False, help_text="Printed at the head of the plan.")


class CreateForm(AboutForm):
    """A year's plan, of a plan that there is or of a new one."""

    of = forms.ChoiceField(
        label="Which plan it belongs to",
        widget=forms.RadioSelect,
        help_text="Themes and aims of a plan of several years come along.",
        error_messages={
            "required": "Choose a plan, or a new one.",
            "invalid_choice": "Choose a plan from the list, or a new one.",
        },
    )
    plan_title = forms.CharField(
        label="Title of the new plan",
        max_length=200,
        required=False,
        help_text="Its themes and aims are added afterwards.",
    )
    first_year = forms.TypedChoiceField(label="First year", coerce=int, required=False)
    last_year = forms.TypedChoiceField(label="Last year", coerce=int, required=False)

    field_order = ["of", "plan_title", "first_year", "last_year", "title", "vision", "mission"]

    def __init__(self, *args: Any, year: Year, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plans: dict[str, Plan] = {str(plan.pk): plan for plan in plans_covering(year)}
        fields: dict[str, Any] = self.fields
        fields["of"].choices = [*((key, plan.title) for key, plan in self.plans.items()), (NEW, "A new plan")]
        start = year.start.year
        fields["first_year"].choices = [_labelled(start + at) for at in range(-REACH, 1)]
        fields["last_year"].choices = [_labelled(start + at) for at in range(REACH + 1)]
        for name in ("first_year", "last_year"):
            fields[name].error_messages["invalid_choice"] = "Choose a year from the list."
            self.initial.setdefault(name, start)
        self.initial.setdefault("of", next(iter(self.plans), NEW))
        self.initial.setdefault("title", f"Business plan {year.label}")

    def clean(self) -> dict[str, Any]:
        """A new plan has a title."""
        given = super().clean()
        if given.get("of") == NEW and not given.get("plan_title") and "plan_title" not in self.errors:
            self.add_error("plan_title", "Enter the title of the new plan.")
        return given

    @property
    def values(self) -> dict[str, Any]:
        """What the act takes."""
        said = self.cleaned_data
        of: Plan | NewPlan
        if said["of"] == NEW:
            ends = calendar.year_end(datetime.date(said["last_year"], 4, 1))
            of = NewPlan(said["plan_title"], datetime.date(said["first_year"], 4, 1), ends)
        else:
            of = self.plans[said["of"]]
        return {"of": of, **{name: said[name] for name in ("title", "vision", "mission")}}


def _labelled(start: int) -> tuple[int, str]:
    return start, calendar.year_label(datetime.date(start, 4, 1))


class EditForm(AboutForm):
    """What a year's plan says of itself, filled in beside what it said."""

    plan_title = forms.CharField(
        label="Title of the plan it belongs to",
        max_length=200,
        help_text="Shown in every year of that plan.",
        error_messages={"required": "Enter the title of the plan."},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    field_order = ["plan_title", "title", "vision", "mission"]

    @property
    def values(self) -> dict[str, str]:
        """What the act takes."""
        return {name: self.cleaned_data[name] for name in ("plan_title", "title", "vision", "mission")}


class BringForwardForm(Refusable):
    """Which objectives of the plan before go on."""

    keys = forms.TypedMultipleChoiceField(
        label="Objectives that are not complete",
        coerce=int,
        widget=forms.CheckboxSelectMultiple(SMALL),
        help_text="Each is marked as brought forward and keeps its outcomes, parts, owners and the deadlines that are "
        "still to come. It is given a reference of this year.",
        error_messages={
            "required": "Choose at least one objective.",
            "invalid_choice": "Choose objectives from the list.",
        },
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["keys"]
        field.choices = choices


class SectionForm(OnceForm):
    """A section of the plan's text."""

    draft_by = ""

    kind = forms.ChoiceField(
        label="What it is",
        choices=Narrative.Kind.choices,
        error_messages={"invalid_choice": "Choose from the list."},
    )
    heading = forms.CharField(label="Heading", max_length=200, required=False)
    text = forms.CharField(
        label="Text",
        max_length=30_000,
        widget=forms.Textarea({"rows": 14}),
        help_text=MARKDOWN,
        error_messages={
            "required": "Write the text.",
            "max_length": "Say it in at most %(limit_value)d letters; these are %(show_value)d.",
        },
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["seen" if is_new else "once"]

    @property
    def values(self) -> dict[str, str]:
        """What the act takes."""
        return {name: self.cleaned_data[name] for name in ("kind", "heading", "text")}
