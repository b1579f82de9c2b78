"""The form by which the officer brings an earlier scorecard forward."""

from collections.abc import Mapping
from typing import Any

from django import forms

from probation_planning.ui.forms import Refusable


class BringForwardForm(Refusable):
    """Which measures go on, and whether their targets do."""

    keys = forms.TypedMultipleChoiceField(
        label="Measures that go on",
        coerce=int,
        widget=forms.CheckboxSelectMultiple({"class": "govuk-checkboxes--small"}),
        help_text="Each keeps what it says, and those of its owners that are not closed. Its results stay in their "
        "year, and this year’s are compared with them.",
        error_messages={"required": "Choose at least one measure.", "invalid_choice": "Choose measures from the list."},
    )
    targets = forms.ChoiceField(
        label="Their targets",
        choices=[
            ("without", "Leave them behind: each is set anew"),
            ("with", "Bring them: the same words, from the first day of the year"),
        ],
        widget=forms.RadioSelect,
        help_text="How a target was shared out to units stays behind.",
        error_messages={
            "required": "Choose whether the targets come along.",
            "invalid_choice": "Choose whether the targets come along.",
        },
    )

    def __init__(self, *args: Any, choices: Mapping[int, str], may_be_none: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["keys"]
        field.choices = list(choices.items())
        field.required = not may_be_none
