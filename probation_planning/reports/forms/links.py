"""The forms by which a risk or a measure is tied to a part of the plan."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator

from probation_planning.reports.links import Part, Thing, key_of, name_of, words_of
from probation_planning.ui.forms import HouseForm
from risks.models import Entry
from scorecard.models import PlanReference

SHOWN = 90


class PartForm(HouseForm):
    """A part of the year's plan, and why."""

    draft_by = ""

    part = forms.ChoiceField(
        label="Part of the plan",
        error_messages={"invalid_choice": "Choose a part of this year’s plan from the list."},
    )
    says = forms.CharField(label="Why", required=False, max_length=200)

    def __init__(self, *args: Any, thing: Thing, parts: Mapping[str, Sequence[Part]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {key_of(part): part for group in parts.values() for part in group}
        field: Any = self.fields["part"]
        groups = [(label, [(key_of(part), _in_short(part)) for part in group]) for label, group in parts.items()]
        field.choices = [("", "Choose"), *(group for group in groups if group[1])]
        what, does = ("risk", "threatens") if isinstance(thing, Entry) else ("measure", "measures")
        field.error_messages["required"] = f"Choose the part of the plan that it {does}."
        self.fields["says"].help_text = f"A few words, shown beside the link on the {what}’s page and on the aim’s."

    @property
    def chosen(self) -> Part:
        """The part of the plan."""
        return self.by_key[self.cleaned_data["part"]]


class LinkForm(PartForm):
    """One more link; of a measure it can say which of its printed references the link answers."""

    reference = forms.ChoiceField(
        label="Printed reference that it answers",
        required=False,
        help_text="Where the link says what a reference of the scorecard means, choose the reference.",
    )

    def __init__(self, *args: Any, references: Sequence[PlanReference] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.references = {str(row.order): row for row in references}
        if references:
            field: Any = self.fields["reference"]
            field.choices = [("", "None"), *((order, row.printed) for order, row in self.references.items())]
        else:
            del self.fields["reference"]

    @property
    def chosen_reference(self) -> PlanReference | None:
        """The printed reference, if one is answered."""
        return self.references.get(self.cleaned_data.get("reference", ""))


class MoveForm(PartForm):
    """Where a link is moved to; `seen` is the state it stood in, `back` the page from which it was asked for."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    back = forms.CharField(widget=forms.HiddenInput, required=False)


def _in_short(part: Part) -> str:
    return Truncator(f"{name_of(part)}: {words_of(part)}").chars(SHOWN)
