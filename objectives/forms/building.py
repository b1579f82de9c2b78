"""Forms by which the performance officer builds the plan."""

from typing import Any

from django import forms

from objectives.models import AnnualPlan
from probation_planning.organisation.models import Body
from probation_planning.organisation.word import refuse_future
from probation_planning.ui.forms import DayField, Refusable, WordsField


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
