"""Forms by which the performance officer builds the plan."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from objectives.models import AnnualPlan, Theme
from probation_planning.organisation.models import Body
from probation_planning.organisation.word import refuse_future
from probation_planning.ui.forms import DayField, OnceForm, Refusable, WordsField


class SeenForm(Refusable):
    """A form that is filled in beside what stands: `seen` is its fingerprint."""

    draft_by = ""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class PublishForm(SeenForm):
    """When, by whom and under which minute the plan was approved."""

    approved_on = DayField(
        label="Approved on", validators=[refuse_future], error_messages={"required": "Enter the day of the approval."}
    )
    body = forms.ModelChoiceField(
        label="Approved by",
        queryset=Body.objects.none(),
        required=False,
        empty_label="Another body",
        error_messages={"invalid_choice": "Choose a body from the list."},
    )
    minute_reference = forms.CharField(
        label="Minute reference",
        max_length=60,
        help_text="As the minutes number it. Printed with the version.",
        widget=forms.TextInput({"class": "govuk-input--width-20"}),
        error_messages={"required": "Enter the minute reference."},
    )
    note = WordsField(
        label="What is new in it",
        rows=3,
        required=False,
        help_text="In a sentence or two, read by everybody who may read the plan.",
    )

    def __init__(self, *args: Any, annual_plan: AnnualPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.filter(trust=annual_plan.trust_id)
        field: Any = self.fields["body"]
        field.queryset = bodies
        self.initial.setdefault("body", bodies.filter(slug="board").values_list("pk", flat=True).first())


class WithdrawForm(SeenForm):
    """When and why a part of the plan is given up."""

    withdrawn_on = DayField(
        label="Withdrawn on", validators=[refuse_future], error_messages={"required": "Enter the day."}
    )
    reason = WordsField(
        label="Reason",
        rows=3,
        help_text="Stands on its page, and is read by everybody who may read the plan.",
        error_messages={"required": "Say why it is withdrawn."},
    )


class DirectionForm(SeenForm):
    """One step up or down."""

    direction = forms.ChoiceField(choices=[("up", "Up"), ("down", "Down")])


class HeadingForm(OnceForm):
    """The number and title of a theme or an aim; a new aim's theme besides."""

    draft_by = ""

    theme = forms.ModelChoiceField(
        label="Theme",
        queryset=Theme.objects.none(),
        empty_label="Choose one",
        error_messages={"required": "Choose the theme.", "invalid_choice": "Choose a theme from the list."},
    )
    number = forms.CharField(label="Number", max_length=10, widget=forms.TextInput({"class": "govuk-input--width-5"}))
    title = forms.CharField(
        label="Title",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="Printed in the plan.",
        error_messages={
            "required": "Enter the title.",
            "max_length": "Say it in at most %(limit_value)d letters; these are %(show_value)d.",
        },
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, annual_plan: AnnualPlan, kind: str, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["theme"].queryset = Theme.objects.filter(plan=annual_plan.plan_id)
        if kind == "theme" or not is_new:
            del self.fields["theme"]
        del self.fields["seen" if is_new else "once"]
        shape, example = SHAPES[kind]
        fields["number"].validators.append(RegexValidator(shape, f"Write the number as figures, like {example}."))
        if not is_new:
            fields["number"].help_text = (
                "Links to the number it has now lead to it, until another bears that number. Objectives keep the "
                "references they were given."
            )

    def clean_title(self) -> str:
        """One line."""
        return " ".join(self.cleaned_data["title"].split())


# As addresses write them (organisation/converters.py).
SHAPES = {
    "theme": (r"^[0-9]{1,3}[a-z]?\Z", "3"),
    "aim": (r"^[0-9]{1,3}[a-z]?(?:[.][0-9]{1,3})?\Z", "1.2 or 2a"),
}
