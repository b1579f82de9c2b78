"""The form of a result for a period: a measure's, or a unit's part of it."""

import datetime
from typing import Any

from django import forms

from probation_planning.organisation.roles import Reader
from probation_planning.organisation.word import answers_as, ask_on_whose_word
from probation_planning.ui.forms import DayField, HintedRadios, Refusable, WordsField
from scorecard import targets, values
from scorecard.giving import Giving
from scorecard.models import Result
from scorecard.services.results import Given, odd_words
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
    """A figure as people type it; what it says is read by what the measure takes."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"class": "govuk-input--width-10", "inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, max_length=40, **kwargs)


class ReasonField(WordsField):
    """Words that the act asks for and not the form: the same result sent a second time needs none."""

    def validate(self, value: Any) -> None:
        """Left to the act."""


class ResultForm(Refusable):
    """A result in what the measure takes, its parts where it has them, and where it comes from.

    `quarter` is the number of the quarter it stands at, `unit` whose it is where each unit gives one; `seen` the
    sequence of the result it was filled in beside, 0 for none.
    """

    draft_by = "quarter"

    value = FigureField(label="Result", required=False)
    numerator = FigureField(label="How many", required=False)
    denominator = FigureField(label="Out of how many", required=False)
    odd_because = forms.CharField(
        label="Why this figure is right",
        max_length=300,
        required=False,
        help_text="It is unusual. A sentence, shown beside the result.",
    )
    standing = forms.ChoiceField(
        label="Is the result final?",
        choices=[(PROVISIONAL, "Provisional"), (FINAL, "Final")],
        widget=HintedRadios(),
        error_messages={"required": "Choose whether the result is provisional or final."},
    )
    source = forms.CharField(
        label="Where the figure comes from", max_length=200, required=False, help_text="For example, the case system."
    )
    note = WordsField(label="Note", rows=3, required=False, help_text=NOTE_HELP)
    quarter = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=4)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, giving: Giving, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.giving, self.target = giving, giving.target
        self.entry: values.Entry | None = None
        self.question: tuple[str, ...] = ()
        if self.target.takes is Takes.FIGURE:
            self._ask_a_figure()
        else:
            self._ask_a_step()
        if self.is_bound:
            self._read()
        if not self.question:
            del self.fields["odd_because"]
        final = "It is the last word for the period."
        if not giving.is_over:
            after = giving.last_day + datetime.timedelta(days=1)
            final = f"Only once the period is over, from {after:%-d %B %Y}."
        radios: Any = self.fields["standing"].widget
        radios.hints = {PROVISIONAL: "It may still change.", FINAL: final}
        if giving.unit:
            self.draft_by = "quarter unit"
            self.fields["unit"] = forms.CharField(widget=forms.HiddenInput, initial=giving.unit_slug)
        owners = giving.measure.answerers(giving.unit)
        if owners and answers_as(owners, reader) is None:
            ask_on_whose_word(self, owners)
        if giving.latest is not None:
            kept = "The earlier result is kept, and this reason beside it."
            if giving.latest.provisional:
                kept = f"{kept} None is needed where a provisional result becomes final."
            self.fields["reason"] = ReasonField(label="Reason for the correction", rows=2, help_text=kept)
        first = ["step", "done_on", "value", *PARTS_NAMES, "odd_because", "standing", "given_for", "told_on"]
        self.order_fields(first)

    def _ask_a_figure(self) -> None:
        value = self.fields["value"]
        value.label = f"Result in {self.target.unit}" if self.target.unit else "Result"
        value.help_text = HINTS.get(self.target.form, "")
        if not self.giving.has_parts:
            del self.fields["numerator"], self.fields["denominator"]
            return
        above, below = PARTS.get(self.target.form, ("How many", "Out of how many"))
        self.fields["numerator"].label, self.fields["denominator"].label = above, below
        value.help_text = f"{value.help_text} Leave it empty to have it worked out from the two parts.".strip()
        is_percent = self.target.unit == targets.PERCENT
        made = "percentage" if is_percent else "figure"
        self.fields["numerator"].help_text = f"With both parts the year’s {made} is made from their sums."

    def _ask_a_step(self) -> None:
        for name in ("value", *PARTS_NAMES):
            del self.fields[name]
        choices = step_choices(self.target, self.giving.quarter.number)
        asks = {"required": "Choose the result.", "invalid_choice": "Choose a result from the list."}
        self.fields["step"] = forms.ChoiceField(
            label=STEP_LABELS[self.target.takes],
            choices=choices,
            widget=forms.RadioSelect,
            help_text="" if choices else values.NO_SCALE,
            error_messages=asks if choices else dict.fromkeys(asks, values.NO_SCALE),
        )
        if self.target.takes is Takes.QUARTER:
            help_text = "If you know it. Leave it empty where it is not done, or only the quarter is known."
            self.fields["done_on"] = DayField(label="Day it was done", required=False, help_text=help_text)

    def _typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), "")) if name in self.fields else ""

    def _read(self) -> None:
        """What is typed as a figure, so far as it can be read, and what is questioned about it."""
        if self.target.takes is Takes.FIGURE:
            typed = self._typed("value"), self._typed("numerator"), self._typed("denominator")
        else:
            day = self._done_on()
            typed = day.isoformat() if day else self._typed("step"), "", ""
        try:
            self.entry = values.read_value(
                typed[0], self.target, bounds=self.giving.bounds, numerator=typed[1], denominator=typed[2]
            )
        except targets.Refused:
            return
        self.question = self.entry.doubts

    def _done_on(self) -> datetime.date | None:
        if "done_on" not in self.fields:
            return None
        try:
            day: datetime.date | None = self.fields["done_on"].clean(self._typed("done_on"))
        except forms.ValidationError:
            return None
        return day

    def clean(self) -> dict[str, Any]:
        """What is typed can be read, and what can hardly be right is explained."""
        given = super().clean()
        boxes = {"value", *PARTS_NAMES, "step", "done_on"}
        if boxes & set(self.errors):
            return given
        if self.target.takes is Takes.FIGURE:
            self._clean_figure(given)
        elif self.target.takes is Takes.QUARTER:
            self._clean_done(given)
        if self.question and not given.get("odd_because", "").strip() and not boxes & set(self.errors):
            self.add_error("odd_because", odd_words(self.question))
        return given

    def _clean_figure(self, given: dict[str, Any]) -> None:
        try:
            self.entry = values.read_value(
                given.get("value", ""),
                self.target,
                bounds=self.giving.bounds,
                numerator=given.get("numerator", ""),
                denominator=given.get("denominator", ""),
            )
        except targets.Refused as refused:
            self.add_error(refused.at if refused.at in self.fields else "value", refused.sentence)
            return
        if self.entry.value is None:
            self.add_error("value", "Enter the result.")

    def _clean_done(self, given: dict[str, Any]) -> None:
        day, step = given.get("done_on"), given.get("step")
        if day is None:
            return
        if step == targets.NO:
            self.add_error("done_on", "“Not done yet” is chosen. Empty this box, or choose when it was done.")
        elif self.target.quarter_of(day.isoformat()) != self.target.quarter_of(str(step)):
            self.add_error("done_on", f"{targets.day_words(day)} is not in {step}. Correct one of them.")

    def take_faults(self, error: Any) -> None:
        """What the act says of the value belongs to the box that was typed in."""
        if hasattr(error, "error_dict") and "value" not in self.fields and "value" in error.error_dict:
            at = "done_on" if self.cleaned_data.get("done_on") else "step"
            error.error_dict[at] = error.error_dict.pop("value")
        super().take_faults(error)

    @property
    def given(self) -> Given:
        """What the act takes."""
        said = self.cleaned_data
        entry = self.entry or values.Entry("")
        is_figure = self.target.takes is Takes.FIGURE
        return Given(
            value=entry.value if is_figure else None,  # type: ignore[arg-type]
            step="" if is_figure else str(entry.value or ""),
            numerator=entry.numerator,
            denominator=entry.denominator,
            provisional=said["standing"] == PROVISIONAL,
            source=said["source"],
            note=said["note"],
            odd_because=said.get("odd_because", ""),
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
