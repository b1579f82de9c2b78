"""The form of a measure's result for a period."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from probation_planning.organisation.models import Quarter
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.word import answers_as, ask_on_whose_word
from probation_planning.ui.forms import HintedRadios, HouseForm, WordsField
from scorecard import rating, targets, values
from scorecard.models import Measure, Result
from scorecard.services.results import Given
from scorecard.targets import Form, Takes, Target

PROVISIONAL, FINAL = "provisional", "final"
NOTE_HELP = Result._meta.get_field("note").help_text
HINTS = {
    Form.REDUCTION: "Give the change with its sign: -9.2 is a fall of 9.2.",
    Form.REDUCED_BY: "Give the size of the reduction: 2.5 is a reduction of 2.5.",
}
PARTS = {
    Form.REDUCTION: ("Figure now", "Figure it is compared with"),
    Form.REDUCED_BY: ("Figure now", "Figure it is compared with"),
}

PARTS_NAMES = ("numerator", "denominator")
STEP_LABELS = {
    Takes.STEP: "Which step was reached?",
    Takes.YES_NO: "Did it hold, or is it done?",
    Takes.QUARTER: "Is it done?",
}


class FigureField(forms.CharField):
    """A figure as people type it, with up to four places: 92.5, 92.5% or 1,750."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"class": "govuk-input--width-10", "inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, max_length=40, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        """The figure, or None for an empty box."""
        text = super().clean(value)
        if not text:
            return None
        number = targets.read_number(text)
        if number is None:
            raise ValidationError(f"“{text}” is not a figure. Enter one such as 92.5, with up to four places.")
        return number


class ReasonField(WordsField):
    """Words that the act asks for and not the form: the same result sent a second time needs none."""

    def validate(self, value: Any) -> None:
        """Left to the act."""


class ResultForm(HouseForm):
    """A result in what the measure takes, its parts where it is a percentage, and where it comes from.

    `quarter` is the number of the quarter it stands at; `seen` the sequence of the result it was filled in beside, 0
    for none.
    """

    draft_by = "quarter"

    value = FigureField(label="Result", required=False)
    numerator = FigureField(label="How many", required=False)
    denominator = FigureField(label="Out of how many", required=False)
    right = forms.BooleanField(label="This figure is right", required=False)
    standing = forms.ChoiceField(
        label="Is the result final?",
        choices=[(PROVISIONAL, "Provisional"), (FINAL, "Final")],
        widget=HintedRadios({PROVISIONAL: "It may still change.", FINAL: "It is the last word for the period."}),
        error_messages={"required": "Choose whether the result is provisional or final."},
    )
    source = forms.CharField(
        label="Where the figure comes from", max_length=200, required=False, help_text="For example, the case system."
    )
    note = WordsField(label="Note", rows=3, required=False, help_text=NOTE_HELP)
    quarter = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=4)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        *args: Any,
        measure: Measure,
        target: Target,
        quarter: Quarter | None,
        latest: Result | None,
        reader: Reader,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.target = target
        self.question = ""
        if target.takes is Takes.FIGURE:
            self._ask_a_figure()
        else:
            self._ask_a_step(quarter)
        if measure.owners.all() and answers_as(measure.owners.all(), reader) is None:
            ask_on_whose_word(self, measure.owners.all())
        if latest is not None:
            kept = "The earlier result is kept, and this reason beside it."
            self.fields["reason"] = ReasonField(label="Reason for the correction", rows=2, help_text=kept)
        self.order_fields(["step", "value", "numerator", "denominator", "right", "standing", "given_for", "told_on"])

    def _ask_a_figure(self) -> None:
        value = self.fields["value"]
        value.label = (
            f"Result in {'%' if self.target.unit == '%' else self.target.unit}" if self.target.unit else "Result"
        )
        value.help_text = HINTS.get(self.target.form, "")
        if self.target.unit != "%":
            del self.fields["numerator"], self.fields["denominator"]
            value.required = True
            value.error_messages["required"] = "Enter the result."
        else:
            above, below = PARTS.get(self.target.form, ("How many", "Out of how many"))
            self.fields["numerator"].label, self.fields["denominator"].label = above, below
            value.help_text = f"{value.help_text} Leave it empty to have it worked out from the two parts.".strip()
            self.fields["numerator"].help_text = "With both parts the year’s percentage is made from their sums."
        typed = [targets.read_number(self.data.get(self.add_prefix(name), "")) for name in ("value", *PARTS_NAMES)]
        if self.is_bound:
            self.question = self._question(*typed)
        if not self.question:
            del self.fields["right"]

    def _question(self, value: Decimal | None, above: Decimal | None, below: Decimal | None) -> str:
        if value is None and above is not None and below is not None and below > 0:
            value = self.target.from_parts(above, below)
        return " ".join(values.doubts(self.target, value)) if value is not None else ""

    def _ask_a_step(self, quarter: Quarter | None) -> None:
        for name in ("value", *PARTS_NAMES, "right"):
            del self.fields[name]
        self.fields["step"] = forms.ChoiceField(
            label=STEP_LABELS[self.target.takes],
            choices=step_choices(self.target, quarter.number if quarter else 4),
            widget=forms.RadioSelect,
            error_messages={"required": "Choose the result.", "invalid_choice": "Choose a result from the list."},
        )

    def clean(self) -> dict[str, Any]:
        """A percentage agrees with its parts, and what can hardly be right is ticked."""
        given = super().clean()
        if "value" in self.fields and not {"value", *PARTS_NAMES} & set(self.errors):
            self._clean_figure(given)
        return given

    def _clean_figure(self, given: dict[str, Any]) -> None:
        value, above, below = given.get("value"), given.get("numerator"), given.get("denominator")
        if (above is None) != (below is None):
            missing = "numerator" if above is None else "denominator"
            self.add_error(missing, "Give both parts of the percentage, or neither.")
        elif below is not None and below <= 0:
            self.add_error("denominator", "Enter a figure above nought.")
        elif above is not None and below is not None:
            made = self.target.from_parts(above, below)
            given["value"] = made if value is None else value
            if value is not None and not rating.agrees(self.target, value, above, below):
                both = f"{targets.figure_words(value, '%')} does not agree with its parts, {self.target.show(made)}"
                self.add_error("value", f"{both}. Correct one of them, or leave this box empty.")
        elif value is None:
            self.add_error("value", "Enter the result.")
        if self.question and not given.get("right") and "value" not in self.errors:
            self.add_error("right", f"{self.question} Correct it, or tick “This figure is right”.")

    def take_faults(self, error: ValidationError) -> None:
        """Show what the act refused beside the boxes it is about."""
        faults = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, sentences in faults.items():
            shown = name in self.fields and not self.fields[name].widget.is_hidden
            self.add_error(name if shown else None, sentences)

    @property
    def given(self) -> Given:
        """What the act takes."""
        said = self.cleaned_data
        return Given(
            value=said.get("value"),
            step=said.get("step", ""),
            numerator=said.get("numerator"),
            denominator=said.get("denominator"),
            provisional=said["standing"] == PROVISIONAL,
            source=said["source"],
            note=said["note"],
            reason=said.get("reason", ""),
            given_for=said.get("given_for"),
            told_on=said.get("told_on"),
        )


def step_choices(target: Target, quarter: int) -> list[tuple[str, str]]:
    """What may be answered for the quarter: steps, best first; done in a quarter up to this one; yes or no."""
    if target.takes is Takes.STEP:
        return [(step.code, step.words) for step in reversed(target.steps)]
    if target.takes is Takes.QUARTER:
        done = [(code, f"Done in {code}") for code in targets.QUARTERS[:quarter]]
        return [(targets.NO, "Not done yet"), *reversed(done)]
    return [(targets.YES, "Yes"), (targets.NO, "No")]
