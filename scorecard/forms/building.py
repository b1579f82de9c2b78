"""The form by which the officer adds a measure or changes what it says."""

from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from probation_planning.organisation.models import DeliveryUnit
from probation_planning.organisation.word import refuse_future
from probation_planning.ui.forms import DayField, HintedRadios, OnceForm, WordsField
from scorecard import targets
from scorecard.forms.headings import AT_MOST, SeenForm
from scorecard.forms.results import FigureField
from scorecard.models import Accumulation, Frequency, Measure, Perspective, Polarity, Rolling, Scorecard, Unit
from scorecard.services.building import COLUMNS, SEPARATOR, references_in, says, seen_of

FROM_LIST = {"invalid_choice": "Choose from the list.", "required": "Choose from the list."}
UNITS = {
    Unit.PERCENT: "A percentage",
    Unit.NUMBER: "A plain number",
    Unit.COUNT: "A count of whole things",
    Unit.DAYS: "Days",
    Unit.MONEY: "Pounds",
    Unit.STEP: "A step of a scale",
    Unit.YES_NO: "Yes or no",
    Unit.QUARTER: "The quarter in which it is done",
}
ADDS_UP = {
    Accumulation.LATEST: "The last figure stands for the year.",
    Accumulation.SUM: "The quarters are added.",
    Accumulation.RATE: "Both parts of each quarter are added, and the year’s percentage is made from their sums.",
    Accumulation.ROLLING: "Each figure is of a year already, or is made into one.",
    Accumulation.FORECAST: "Each figure says what the year will come to.",
    Accumulation.ONCE: "It is done at some time in the year, and stays done.",
    Accumulation.EVERY: "One quarter that fails, fails the year.",
}
WHAT = ("perspective", "name", "description", "references", "marker")
PARTS = {
    "When": ("frequency", "due_days"),
    "How it is read": ("unit", "unit_as_read", "polarity", "accumulation", "rolling", "level_within"),
    "What is questioned": ("plausible_from", "plausible_to"),
    "Who enters it": ("for_each",),
}
FIGURES = ("level_within", "plausible_from", "plausible_to")


class LimitField(FigureField):
    """A figure as people type it, with up to four places: 92.5, 92.5% or 1,750."""

    def clean(self, value: Any) -> Decimal | None:
        """The figure, or None for an empty box."""
        text = super().clean(value)
        if not text:
            return None
        number = targets.read_number(text)
        if number is None:
            raise forms.ValidationError(targets.no_figure(text).sentence)
        return number


class MeasureForm(OnceForm):
    """What a measure says; a new one's perspective besides.

    `seen` is the fingerprint of the words it was filled in beside; a new one bears `once` instead.
    """

    draft_by = ""

    perspective = forms.ModelChoiceField(
        label="Perspective",
        queryset=Perspective.objects.none(),
        empty_label="Choose one",
        help_text="It is given the next number there, and stays there.",
        error_messages={
            "required": "Choose the perspective.",
            "invalid_choice": "Choose a perspective from the list.",
        },
    )
    name = forms.CharField(
        label="Measure",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="What is measured, in a line. Printed on the scorecard.",
        error_messages={"required": "Say what is measured.", "max_length": AT_MOST},
    )
    description = WordsField(
        label="Description", rows=3, required=False, help_text="How it is counted, for whoever enters its results."
    )
    references = forms.CharField(
        label="Plan references",
        max_length=400,
        required=False,
        help_text="Numbers of aims as they are printed, with a semicolon between them: 2.1 ; 3.6*",
        widget=forms.TextInput({"class": "govuk-input--width-20"}),
    )
    marker = forms.CharField(
        label="Marker of its note",
        max_length=10,
        required=False,
        help_text="For example, (1). It leads to the note of that marker.",
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
        error_messages={"max_length": AT_MOST},
    )
    frequency = forms.ChoiceField(
        label="How often it has a result",
        choices=[("", "Not decided yet"), *Frequency.choices],
        required=False,
        error_messages=FROM_LIST,
    )
    due_days = forms.IntegerField(
        label="Days after a period by which its result is due",
        min_value=0,
        max_value=366,
        widget=forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": "Enter a number of days, 0 to 366.",
            "invalid": "Enter a number of days, 0 to 366.",
            "min_value": "Enter a number of days, 0 to 366.",
            "max_value": "Enter a number of days, 0 to 366.",
        },
    )
    unit = forms.ChoiceField(label="What a result is", choices=list(UNITS.items()), error_messages=FROM_LIST)
    unit_as_read = forms.CharField(
        label="Its unit in words",
        max_length=30,
        required=False,
        help_text="For a plain number or a count alone: m²/FTE, offenders.",
        widget=forms.TextInput({"class": "govuk-input--width-20"}),
        error_messages={"max_length": AT_MOST},
    )
    polarity = forms.ChoiceField(
        label="Which way is better",
        choices=[("", "Not decided yet"), *Polarity.choices],
        required=False,
        help_text="Counts where the target does not say it itself: “90%” alone does not, “at least 90%” does.",
        error_messages=FROM_LIST,
    )
    accumulation = forms.ChoiceField(
        label="How it adds up over the year",
        choices=[("", "Not decided yet"), *Accumulation.choices],
        required=False,
        widget=HintedRadios({str(name): hint for name, hint in ADDS_UP.items()}),
        error_messages=FROM_LIST,
    )
    rolling = forms.ChoiceField(
        label="What a rolling figure is of",
        choices=[("", "Not decided yet"), *Rolling.choices],
        required=False,
        help_text="For a rolling measure alone. Until it is decided, a figure is taken to be of a whole year.",
        error_messages=FROM_LIST,
    )
    level_within = LimitField(
        label="Changes up to this count as level",
        required=False,
        help_text="In its own unit: 0.5 of a percentage is half a point. Empty or 0: every change is better or worse.",
    )
    plausible_from = LimitField(label="Figures below this are questioned", required=False)
    plausible_to = LimitField(
        label="Figures above this are questioned",
        required=False,
        help_text="A figure outside of these is kept with a sentence that says why it is right.",
    )
    for_each = forms.ChoiceField(
        label="Shared out to units",
        choices=[("", "No, one result for the trust"), *DeliveryUnit.Kind.choices],
        required=False,
        help_text="Each unit of the kind then enters its own result. It stays as it is once there are results.",
        error_messages=FROM_LIST,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, scorecard: Scorecard, now: Measure | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if now is None:
            field: Any = self.fields["perspective"]
            field.queryset = Perspective.objects.filter(scorecard=scorecard).order_by("order", "number")
            del self.fields["seen"]
            filled_in: dict[str, Any] = {
                "due_days": Measure._meta.get_field("due_days").default,
                "unit": Unit.PERCENT,
                "frequency": Frequency.QUARTERLY,
            }
        else:
            del self.fields["perspective"], self.fields["once"]
            filled_in = says(now) | {"seen": seen_of(now)}
            for name in FIGURES:
                value = filled_in[name]
                filled_in[name] = "" if value is None else targets.figure_words(value, "")
        self.initial = {**filled_in, **self.initial}

    def clean_name(self) -> str:
        """One line."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_references(self) -> str:
        """Each of them short, and once."""
        typed: str = self.cleaned_data["references"]
        listed = references_in(typed)
        for one in listed:
            if len(one) > 20:
                raise forms.ValidationError(f"“{one}” is too long for a number. Put a semicolon between references.")
            if listed.count(one) > 1:
                raise forms.ValidationError(f"{one} is there twice. Leave one of them out.")
        return f" {SEPARATOR} ".join(listed)

    def clean_level_within(self) -> Decimal:
        """None is nought."""
        typed: Decimal | None = self.cleaned_data["level_within"]
        if typed is not None and typed < 0:
            raise forms.ValidationError("Enter 0 or more.")
        return typed or Decimal(0)

    def clean(self) -> dict[str, Any]:
        """What hangs together agrees."""
        given = super().clean()
        if given.get("rolling") and given.get("accumulation") not in {Accumulation.ROLLING, None}:
            self.add_error("rolling", "This is for a rolling measure alone. Choose “Not decided yet”.")
        if given.get("unit_as_read") and given.get("unit") not in {Unit.NUMBER, Unit.COUNT, None}:
            self.add_error("unit_as_read", "Words are for a plain number or a count. Leave this empty.")
        low, high = given.get("plausible_from"), given.get("plausible_to")
        if low is not None and high is not None and low > high:
            self.add_error("plausible_to", "Enter a figure that is not below the one above.")
        return given

    @property
    def what_boxes(self) -> list[BoundField]:
        """What is measured, and where it stands."""
        return [self[name] for name in WHAT if name in self.fields]

    @property
    def parts(self) -> list[tuple[str, list[BoundField]]]:
        """The other boxes under their headings."""
        return [(legend, [self[name] for name in names]) for legend, names in PARTS.items()]

    @property
    def values(self) -> dict[str, Any]:
        """What the act takes."""
        return {name: self.cleaned_data[name] for name in (*COLUMNS, "references")}


class WithdrawForm(SeenForm):
    """When and why a measure is given up."""

    withdrawn_on = DayField(
        label="Withdrawn on", validators=[refuse_future], error_messages={"required": "Enter the day."}
    )
    reason = WordsField(
        label="Reason",
        rows=3,
        help_text="Stands on its page, and is read by everybody who may read the scorecard.",
        error_messages={"required": "Say why it is withdrawn."},
    )
