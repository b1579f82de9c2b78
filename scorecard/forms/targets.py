"""The form of a measure's target."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from probation_planning.organisation.calendar import year_end
from probation_planning.ui.forms import DayField, Refusable, WordsField
from scorecard import targets
from scorecard.models import Accumulation, Measure, Measured, OrderedScale, Polarity, Target
from scorecard.services.targets import Wanted

QUARTERS = (1, 2, 3, 4)
LARGEST_TOLERANCE = Decimal(10) ** 8
EXAMPLES = "As you would write it: 90%, ≤ 128, under 8, 4★, yes, Q2, by 31/08/2011. Leave it empty for no target."


class ToleranceField(forms.CharField):
    """How far from the target still counts as close: a figure of nought or more."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"class": "govuk-input--width-5", "inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, max_length=40, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A stored figure without idle noughts; typed text comes back untouched."""
        return targets.figure_words(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        """The figure, or None for an empty box."""
        text = super().clean(value)
        if not text:
            return None
        number = targets.read_number(text)
        if number is None or not 0 <= number < LARGEST_TOLERANCE:
            raise ValidationError(f"“{text}” is not a tolerance. Enter a figure of nought or more, such as 2.5.")
        return number


class LaterField(forms.CharField):
    """A line that the act asks for and not the form: to see how a target is read, nobody has to say why it changes."""

    def validate(self, value: Any) -> None:
        """Left to the act."""


class LaterWords(WordsField):
    """Words that the act asks for and not the form."""

    def validate(self, value: Any) -> None:
        """Left to the act."""


class CheckedForm(Refusable):
    """A form whose reading is shown before it is saved.

    `seen` tells what it was filled in beside, `checked` of what the reading was shown last.
    """

    draft_by = ""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    checked = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def say_checked(self, checked: int) -> None:
        """The page that is drawn now shows the reading."""
        again = cast(QueryDict, self.data).copy()
        again[self.add_prefix("checked")] = str(checked)
        self.data = again


class TargetForm(CheckedForm):
    """A target as typed, with what goes with it."""

    printed = forms.CharField(
        label="Target",
        max_length=120,
        required=False,
        help_text=EXAMPLES,
        widget=forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    scale = forms.ModelChoiceField(
        label="Scale",
        queryset=OrderedScale.objects.none(),
        required=False,
        empty_label="No scale: the target is not a step",
        help_text="Which steps the target is one of, such as stars.",
        to_field_name="name",
        error_messages={"invalid_choice": "Choose a scale from the list."},
    )
    polarity = forms.ChoiceField(
        label="Which way is better?",
        required=False,
        choices=Polarity,
        widget=forms.RadioSelect,
        help_text="Only where the target does not say so itself, as “90%” does not.",
        error_messages={"invalid_choice": "Choose which way is better from the list."},
    )
    effective_from = DayField(label="Holds from", error_messages={"required": "Enter the day from which it holds."})
    tolerance_under = ToleranceField(label="Close when under by up to")
    tolerance_over = ToleranceField(label="Close when over by up to")
    tolerance_measured = forms.ChoiceField(
        label="Both are given in",
        choices=Measured,
        widget=forms.RadioSelect,
        initial=Measured.UNIT,
        error_messages={
            "required": "Choose what the tolerances are given in.",
            "invalid_choice": "Choose what the tolerances are given in.",
        },
    )
    reason = LaterWords(label="Why the target changes", rows=2)
    approved_by = LaterField(label="Approved by", max_length=120, help_text="A person or a body, such as the Board.")

    def __init__(self, *args: Any, measure: Measure, last: Target | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure, self.last = measure, last
        scales = OrderedScale.objects.filter(trust=measure.trust_id).prefetch_related("steps")
        field: Any = self.fields["scale"]
        field.queryset = scales
        if not scales:
            del self.fields["scale"]
        if measure.polarity:
            del self.fields["polarity"]
        if last is None:
            del self.fields["reason"], self.fields["approved_by"]
        for quarter in QUARTERS:
            self.fields[f"profile_{quarter}"] = forms.CharField(
                label=f"By the end of Q{quarter}",
                max_length=40,
                required=False,
                widget=forms.TextInput({"class": "govuk-input--width-5", "autocomplete": "off"}),
            )

    @property
    def tolerance_boxes(self) -> list[Any]:
        """The boxes of the tolerances."""
        return [self[name] for name in ("tolerance_under", "tolerance_over", "tolerance_measured")]

    @property
    def profile_boxes(self) -> list[Any]:
        """The boxes of the profile."""
        return [self[f"profile_{quarter}"] for quarter in QUARTERS]

    @property
    def takes_steps(self) -> bool:
        """Whether a level to date can be had in equal steps: what is no sum stands at the same level all year."""
        return self.measure.accumulation in {"", Accumulation.SUM}

    @property
    def first_boxes(self) -> list[Any]:
        """The boxes of what the target is."""
        return [self[name] for name in ("printed", "scale", "polarity") if name in self.fields]

    @property
    def last_boxes(self) -> list[Any]:
        """The boxes of the change."""
        return [self[name] for name in ("effective_from", "reason", "approved_by") if name in self.fields]

    def clean_effective_from(self) -> Any:
        """A day of the scorecard's year."""
        day, start = self.cleaned_data["effective_from"], self.measure.year.start
        if not start <= day <= year_end(start):
            year = self.measure.year.label
            raise ValidationError(f"A target holds from a day of its year, {year}: 1 April to 31 March.")
        return day

    @property
    def wanted(self) -> Wanted:
        """What the act takes, or of a form with faults what can be read of it."""
        said = self.cleaned_data
        levels = tuple(said.get(f"profile_{quarter}", "") for quarter in QUARTERS)
        return Wanted(
            printed=said.get("printed", ""),
            scale=said.get("scale"),
            polarity=said.get("polarity", ""),
            effective_from=said.get("effective_from", self.measure.year.start),
            tolerance_under=said.get("tolerance_under"),
            tolerance_over=said.get("tolerance_over"),
            tolerance_measured=said.get("tolerance_measured") or Measured.UNIT,
            profile=levels if any(levels) else (),
            reason=said.get("reason", ""),
            approved_by=said.get("approved_by", ""),
        )

    def fill_in(self, levels: list[str]) -> None:
        """Put the year's levels into the boxes of the profile."""
        again = cast(QueryDict, self.data).copy()
        for quarter, level in zip(QUARTERS, levels, strict=True):
            again[self.add_prefix(f"profile_{quarter}")] = level
        self.data = again
