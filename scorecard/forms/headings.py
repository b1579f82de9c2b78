"""Forms by which the officer says what a scorecard is, and writes its perspectives and its notes."""

from typing import Any

from django import forms

from probation_planning.ui.forms import OnceForm, Refusable, WordsField

AT_MOST = "Say it in at most %(limit_value)d letters; these are %(show_value)d."


class SeenForm(Refusable):
    """A form that is filled in beside what stands: `seen` is its fingerprint."""

    draft_by = ""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class DirectionForm(SeenForm):
    """One step up or down."""

    direction = forms.ChoiceField(choices=[("up", "Up"), ("down", "Down")])


class ScorecardForm(Refusable):
    """What a year's scorecard says of itself; a new one stands beside nothing."""

    draft_by = ""

    title = forms.CharField(
        label="Title", max_length=200, error_messages={"required": "Enter the title.", "max_length": AT_MOST}
    )
    vision = WordsField(label="Vision", rows=3, required=False, help_text="Printed at the head of the scorecard.")
    mission = WordsField(label="Mission", rows=3, required=False, help_text="Printed at the head of the scorecard.")
    note = WordsField(
        label="Note on the direction of travel",
        rows=3,
        required=False,
        help_text="Printed under the measures: what better and worse are compared with, for example.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["seen"]

    @property
    def values(self) -> dict[str, str]:
        """What the act takes."""
        return {name: self.cleaned_data[name] for name in ("title", "vision", "mission", "note")}


class PerspectiveForm(OnceForm):
    """A perspective's title; a new one is given its number."""

    draft_by = ""

    title = forms.CharField(
        label="Title",
        max_length=200,
        help_text="Printed above its measures.",
        error_messages={"required": "Enter the title.", "max_length": AT_MOST},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["seen" if is_new else "once"]

    def clean_title(self) -> str:
        """One line."""
        return " ".join(self.cleaned_data["title"].split())


class NoteForm(OnceForm):
    """A note under the scorecard, and the marker that calls it."""

    draft_by = ""

    marker = forms.CharField(
        label="Marker",
        max_length=10,
        help_text="For example, 1. Measures that bear it lead to this note, in whatever brackets it stands there.",
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
        error_messages={"required": "Enter the marker.", "max_length": AT_MOST},
    )
    text = WordsField(label="Note", rows=4, error_messages={"required": "Write the note."})
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["seen" if is_new else "once"]

    @property
    def values(self) -> dict[str, str]:
        """What the act takes."""
        return {name: self.cleaned_data[name] for name in ("marker", "text")}
