"""The form by which papers are issued."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from probation_planning.organisation.models import Body
from probation_planning.reports.given.reading import Cover, Order, Recommendation
from probation_planning.reports.issue import Accepted, not_ticked
from probation_planning.ui.forms import DayField, HouseForm, WordsField
from risks.gate import Gate

EXCEPTIONS = ("with_exceptions", "exceptions_reason", "exceptions_accepted_by")


class IssueForm(HouseForm):
    """The meeting, who presents the papers and to what end, and where something is missing, who accepts that.

    `gate_seen` and `listed` say which list its reader looked at: its fingerprint, and each thing missing in a word.
    """

    draft_by = ""

    meeting_on = DayField(
        label="Day of the meeting",
        help_text="Printed on page 1 of the pack. For example, 5 7 2011",
        error_messages={"required": "Enter the day for which the papers are."},
    )
    presenter = forms.CharField(
        label="Who presents them",
        max_length=120,
        help_text="A name or a post. Printed on page 1 of the pack.",
        error_messages={"required": "Say who presents the papers."},
    )
    purpose = WordsField(
        label="What they are for",
        rows=3,
        help_text="A sentence or two, 600 letters at most. Printed on page 1 of the pack.",
        validators=[MaxLengthValidator(600, "Say in 600 letters what the papers are for; page 1 holds no more.")],
        error_messages={"required": "Say what the papers are for."},
    )
    recommendation = forms.ChoiceField(
        choices=Recommendation.choices,
        widget=forms.RadioSelect,
        help_text="Printed on page 1 of the pack.",
        error_messages={"required": "Choose what the body is asked to do."},
    )
    order = forms.ChoiceField(
        label="Risks in each section follow each other",
        choices=Order.choices,
        initial=Order.REFERENCE,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the order of the risks."},
    )
    with_exceptions = forms.BooleanField(required=False)
    exceptions_reason = WordsField(
        label="Why they go out all the same",
        rows=3,
        help_text="Printed on page 1 of the pack.",
        error_messages={"required": "Say why the papers go out with exceptions."},
    )
    exceptions_accepted_by = forms.CharField(
        label="Who accepts the exceptions",
        max_length=120,
        help_text="A name or a post. Printed on page 1 of the pack.",
        error_messages={"required": "Say who accepts the exceptions."},
    )
    once = forms.UUIDField(widget=forms.HiddenInput)
    gate_seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    listed = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400_000)

    def __init__(self, *args: Any, gate: Gate, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gate = gate
        self.fields["recommendation"].label = f"The {body} is asked to"
        if not gate.total:
            for name in EXCEPTIONS:
                del self.fields[name]
        else:
            these = "this exception" if gate.total == 1 else f"these {gate.total} exceptions"
            self.fields["with_exceptions"].label = f"Issue with {these}"

    def clean_with_exceptions(self) -> bool:
        """Nobody issues with exceptions without having said so."""
        if not self.cleaned_data["with_exceptions"]:
            raise forms.ValidationError(not_ticked(self.gate))
        return True

    def cover(self) -> Cover:
        """What page 1 says of the papers."""
        return Cover(**{name: self.cleaned_data[name] for name in Cover._fields})

    def accepted(self) -> Accepted | None:
        """Who accepts what is missing, and why; none where nothing is."""
        if not self.gate.total:
            return None
        return Accepted(self.cleaned_data["exceptions_reason"], self.cleaned_data["exceptions_accepted_by"])
