"""The form by which a risk is tied to a part of the plan."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator

from probation_planning.reports.threats import Part, key_of, name_of, words_of
from probation_planning.ui.forms import HouseForm

SHOWN = 90


class ThreatForm(HouseForm):
    """A part of the plan that a risk threatens, and why."""

    draft_by = ""

    part = forms.ChoiceField(
        label="Part of the plan",
        error_messages={
            "required": "Choose the part of the plan that it threatens.",
            "invalid_choice": "Choose a part of this year’s plan from the list.",
        },
    )
    says = forms.CharField(
        label="Why",
        required=False,
        max_length=200,
        help_text="A few words, shown beside the link on the risk’s page and on the aim’s.",
    )

    def __init__(self, *args: Any, parts: Mapping[str, Sequence[Part]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {key_of(part): part for group in parts.values() for part in group}
        field: Any = self.fields["part"]
        groups = [(label, [(key_of(part), _in_short(part)) for part in group]) for label, group in parts.items()]
        field.choices = [("", "Choose"), *(group for group in groups if group[1])]

    @property
    def chosen(self) -> Part:
        """The part of the plan."""
        return self.by_key[self.cleaned_data["part"]]


def _in_short(part: Part) -> str:
    return Truncator(f"{name_of(part)}: {words_of(part)}").chars(SHOWN)
