"""Forms of what was read into a measure: confirming it, and saying otherwise."""

from collections.abc import Mapping
from typing import Any

from django import forms

from probation_planning.ui.forms import Refusable
from scorecard.models import Accumulation, Confirmation, Frequency, Measure, Polarity, Rolling, Unit
from scorecard.services.readings import COLUMNS

FOOTNOTE = "footnote"
ALL = "all"
CHOICES = [*Confirmation.Reading.values, FOOTNOTE, ALL]
UNITS = {
    Unit.PERCENT: "A percentage",
    Unit.NUMBER: "A number",
    Unit.COUNT: "A count of whole things",
    Unit.DAYS: "Days",
    Unit.MONEY: "Pounds",
    Unit.STEP: "A step of a scale",
    Unit.YES_NO: "Yes or no",
    Unit.QUARTER: "When it is done: a quarter or a day",
}


class ConfirmForm(Refusable):
    """Which of the readings is confirmed; each one's `seen_…` is what the page showed of it."""

    confirm = forms.ChoiceField(
        choices=[(each, each) for each in CHOICES],
        error_messages={"required": "Choose what you confirm.", "invalid_choice": "Choose what you confirm."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in (*Confirmation.Reading.values, FOOTNOTE):
            self.fields[f"seen_{each}"] = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)

    @property
    def seen(self) -> dict[str, str]:
        """What the page showed, by reading."""
        return {each: self.cleaned_data[f"seen_{each}"] for each in (*Confirmation.Reading.values, FOOTNOTE)}


class CorrectForm(Refusable):
    """What a measure's reading is instead: the columns of that reading."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, reading: Confirmation.Reading, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading, self.measure = reading, measure
        self.columns = COLUMNS[reading][:-1]
        for name in self.columns:
            self.fields[name] = BOXES[name]()

    def clean(self) -> dict[str, Any]:
        """A rolling figure says of what; words are for a plain number or a count."""
        given = super().clean()
        rolls = given.get("accumulation") == Accumulation.ROLLING
        if rolls and "rolling" not in self.errors and not given.get("rolling"):
            self.add_error("rolling", "Say what a quarter’s figure is of.")
        if given.get("unit_as_read") and given.get("unit") not in {Unit.NUMBER, Unit.COUNT}:
            self.add_error("unit_as_read", "Words are for a number or a count. Leave this empty.")
        return given

    @property
    def values(self) -> Mapping[str, Any]:
        """What the act takes."""
        return {name: self.cleaned_data[name] for name in self.columns}


def in_words(name: str, value: Any) -> str:
    """A column's value as people read it."""
    labels: dict[str, dict[Any, str]] = {
        "frequency": dict(Frequency.choices),
        "polarity": dict(Polarity.choices),
        "accumulation": dict(Accumulation.choices),
        "rolling": dict(Rolling.choices),
        "unit": dict(UNITS),
    }
    return str(labels.get(name, {}).get(value, value))


def _chosen(label: str, choices: Any, *, required: bool = True, hint: str = "") -> forms.ChoiceField:
    says = {"required": "Choose one of them.", "invalid_choice": "Choose one from the list."}
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        required=required,
        help_text=hint,
        error_messages=says,
    )


BOXES: Mapping[str, Any] = {
    "frequency": lambda: _chosen("How often, or by when", Frequency),
    "polarity": lambda: _chosen("Which way is better?", Polarity),
    "accumulation": lambda: _chosen("How it adds up over the year", Accumulation),
    "rolling": lambda: _chosen(
        "What a quarter’s figure is of", Rolling, required=False, hint="Only where it is rolling or annualised."
    ),
    "unit": lambda: _chosen("Counted in", list(UNITS.items())),
    "unit_as_read": lambda: forms.CharField(
        label="Of what, in words",
        max_length=30,
        required=False,
        help_text="For a number or a count, such as offenders.",
    ),
}
