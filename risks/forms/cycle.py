"""The one question that each step of a review asks."""

from django import forms

from probation_planning.ui.forms import DayField, HouseForm, WordsField

MINUTE = "For example, 2011/06 item 4"


class StepForm(HouseForm):
    """What every step sends along: a mark of its own, and how many acts its reader saw."""

    draft_by = ""

    once = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=30_000)


class ReasonForm(StepForm):
    """Why papers are taken back, or a body is left out or taken in again."""

    reason = WordsField(
        label="Why",
        rows=3,
        error_messages={"required": "Say why."},
        help_text="Kept in the record of the cycle, and printed in packs that come after it.",
    )


class HeldForm(StepForm):
    """On which day the body met."""

    held_on = DayField(label="It met on", error_messages={"required": "Say on which day the body met."})
    minute_reference = forms.CharField(
        label="Minute reference",
        max_length=60,
        required=False,
        help_text=f"If there is one already. {MINUTE}. Printed in packs that come after it.",
    )


class MinuteForm(StepForm):
    """Where the minutes are."""

    minute_reference = forms.CharField(
        label="Minute reference",
        max_length=60,
        help_text=f"{MINUTE}. Printed in packs that come after it.",
        error_messages={"required": "Give the minute reference."},
    )
