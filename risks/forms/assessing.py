"""The form by which a risk is rated."""

from typing import Any

from django import forms

from probation_planning.organisation.roles import Reader
from probation_planning.organisation.word import answers_as, ask_on_whose_word
from probation_planning.ui.forms import HintedRadios, HouseForm, WordsField
from risks.models import Assessment, Entry, Review, ScaleLevel
from risks.reading import OpenRegister, Rating
from risks.scoring import LEVELS


def printed(field: str) -> str:
    """Where the words of a box are printed."""
    return str(getattr(Assessment._meta.get_field(field), "help_text", ""))


class LevelField(forms.TypedChoiceField):
    """One of the five levels."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            coerce=int,
            choices=[(str(level), str(level)) for level in LEVELS],
            widget=HintedRadios(),
            error_messages={
                "required": f"Choose the {kwargs['label'].lower()}.",
                "invalid_choice": "Choose a level from 1 to 5.",
            },
            **kwargs,
        )


class AssessForm(HouseForm):
    """Likelihood and impact with the words that go with them, and on whose word where the reader is not an owner.

    `seen` is the sequence of the assessment it was filled in beside, 0 for none; `review` the review's name.
    """

    draft_by = "review"

    likelihood = LevelField(label="Likelihood")
    impact = LevelField(label="Impact")
    comments = WordsField(label="Comments", rows=4, required=False, help_text=printed("comments"))
    proposed_actions = WordsField(
        label="Proposed actions over the next quarter", rows=4, required=False, help_text=printed("proposed_actions")
    )
    reason = WordsField(
        label="Reason for the change",
        rows=3,
        required=False,
        help_text="Needed when the rating goes into another band or moves two steps or more. Kept in its history.",
    )
    review = forms.SlugField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=30_000)

    def __init__(self, *args: Any, entry: Entry, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if answers_as(entry.owners.all(), reader) is None:
            ask_on_whose_word(self, entry.owners.all(), name="given_as")

    def explain(self, opened: OpenRegister, review: Review, last: Rating | None) -> None:
        """Put each level's name, range and criteria beside it, and mark the last choice."""
        for kind in ScaleLevel.Kind:
            scale = opened.scale(kind, review)
            before = getattr(last.factors, kind.value) if last and last.factors else None
            mark = f" (last time{', worked out from the score' if last and last.is_worked_out else ''})"
            field: Any = self.fields[kind.value]
            field.choices = [
                (str(level), f"{level} {scale[level].name if level in scale else ''}{mark if level == before else ''}")
                for level in LEVELS
            ]
            field.widget.hints = {
                str(level.score): f"{f'{level.range}. ' if level.range else ''}{level.criteria}."
                for level in scale.values()
            }

    def difference(self, name: str, theirs: Assessment | None) -> tuple[str, object, object]:
        """A line of the conflict page: what it is about, what was saved meanwhile, and what was typed here."""
        levels = dict(getattr(self.fields[name], "choices", ()))
        said, typed = getattr(theirs, name, None), self.cleaned_data[name]
        return str(self.fields[name].label), levels.get(str(said), said), levels.get(str(typed), typed)
