"""The form of a risk's working note."""

from django import forms

from probation_planning.ui.forms import HouseForm, WordsField

NEVER_PRINTED = "Seen by the risk's owners and the performance officer. Never printed, and in no pack or file."


class NoteForm(HouseForm):
    """The note; empty to clear it. `seen` is how often the reader saw it written, 0 for never."""

    draft_by = ""

    text = WordsField(
        label="Working note",
        rows=8,
        required=False,
        help_text=NEVER_PRINTED,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=30_000)
