"""Forms of the ordered scales of a trust."""

from collections.abc import Sequence
from typing import Any

from django import forms

from probation_planning.ui.forms import Refusable
from scorecard.models import ScaleStep
from scorecard.services.scales import BROUGHT, IN_USE, Added

EMPTY = "empty"
NAME = "For example, Inspection ratings."


class AddScaleForm(Refusable):
    """A scale more: empty, or with the steps of one that comes with the product."""

    draft_by = ""

    name = forms.CharField(
        label="Name", max_length=60, help_text=NAME, error_messages={"required": "Give the scale a name."}
    )
    steps = forms.ChoiceField(
        label="Its steps",
        choices=[(EMPTY, "None yet"), *((name, ", ".join(step.code for step in BROUGHT[name])) for name in BROUGHT)],
        initial=EMPTY,
        widget=forms.RadioSelect,
        help_text="Lowest first. You can change them afterwards.",
        error_messages={"required": "Choose its steps.", "invalid_choice": "Choose its steps from the list."},
    )


class ScaleForm(Refusable):
    """A scale as it stands: its name, the names of its steps, which go, and one more."""

    draft_by = ""

    name = forms.CharField(
        label="Name of the scale", max_length=60, error_messages={"required": "Give the scale a name."}
    )
    code = forms.CharField(
        label="Add a step",
        max_length=20,
        required=False,
        help_text="As targets and results write it, such as 4★ or GA.",
        widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "off"}),
    )
    code_name = forms.CharField(
        label="What it is called",
        max_length=60,
        required=False,
        help_text="Where the code does not say it, such as Green/Amber.",
    )
    place = forms.ChoiceField(
        label="Where it stands", required=False, error_messages={"invalid_choice": "Choose a place from the list."}
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, steps: Sequence[ScaleStep], named: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps, self.named = steps, named
        places: Any = self.fields["place"]
        best_first = list(reversed(steps))
        below = [(str(step.position), f"Below {step.code}") for step in best_first]
        top = [(str(len(steps) + 1), f"Best of all, above {best_first[0].code}" if steps else "The first step")]
        places.choices = [*top, *below]
        for step in steps:
            self.fields[f"name_{step.position}"] = forms.CharField(
                label=f"{step.code} is called", max_length=60, required=False
            )
            if step.code not in named:
                self.fields[f"drop_{step.position}"] = forms.BooleanField(label=f"Delete {step.code}", required=False)
        self.order_fields(["name", *(f"{part}_{step.position}" for step in best_first for part in ("name", "drop"))])

    @property
    def rows(self) -> list[tuple[ScaleStep, Any, Any]]:
        """Each step from the best, with the box of its name, and the one that deletes it where it may go."""
        return [
            (
                step,
                self[f"name_{step.position}"],
                self[f"drop_{step.position}"] if step.code not in self.named else None,
            )
            for step in reversed(self.steps)
        ]

    def clean(self) -> dict[str, Any]:
        """A name alone is no step, and what was named since the form was opened stays."""
        given = super().clean()
        for step in self.steps:
            if step.code in self.named and self.data.get(self.add_prefix(f"drop_{step.position}")):
                self.add_error(None, IN_USE.format(step.code))
        if given.get("code_name") and not given.get("code") and "code" not in self.errors:
            self.add_error("code", "Enter how the step is written, or leave its name empty.")
        return given

    @property
    def names(self) -> dict[str, str]:
        """What each step is called, by its code."""
        return {step.code: self.cleaned_data[f"name_{step.position}"] for step in self.steps}

    @property
    def dropped(self) -> set[str]:
        """The codes of the steps that go."""
        return {step.code for step in self.steps if self.cleaned_data.get(f"drop_{step.position}")}

    @property
    def added(self) -> Added | None:
        """The step that comes."""
        said = self.cleaned_data
        if not said["code"]:
            return None
        return Added(said["code"], said["code_name"], int(said["place"] or len(self.steps) + 1))
