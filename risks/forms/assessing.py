"""The form by which a risk is rated."""

import datetime
from typing import Any

from django import forms
from django.forms import BaseForm

from probation_planning.organisation.roles import Reader
from probation_planning.organisation.word import answers_as, ask_on_whose_word
from probation_planning.ui.forms import DayField, HintedRadios, HouseForm, WordsField
from risks.forms.noting import NEVER_PRINTED
from risks.frames import Frame
from risks.lines import Rating
from risks.models import Assessment, Entry, Review, ScaleLevel
from risks.reading import OpenRegister
from risks.scoring import LEVELS, factors_of, sits


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


class LevelsForm(HouseForm):
    """Likelihood and impact, each level with the words that say when it applies.

    `seen` is how many ratings the reader saw where this one comes in, 0 for none.
    """

    likelihood = LevelField(label="Likelihood")
    impact = LevelField(label="Impact")
    comments = WordsField(label="Comments", rows=4, required=False, help_text=printed("comments"))
    proposed_actions = WordsField(
        label="Proposed actions over the next quarter", rows=4, required=False, help_text=printed("proposed_actions")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=30_000)

    def show_scales(
        self, opened: OpenRegister | Frame, review: Review, last: Rating | None, *, mark: str = "last time"
    ) -> None:
        """Put each level's name, range and criteria beside it, and mark the last choice."""
        marked = f" ({mark}{', worked out from the score' if last and last.is_worked_out else ''})"
        for kind in ScaleLevel.Kind:
            scale = opened.scale(kind, review)
            before = getattr(last.factors, kind.value) if last and last.factors else None
            field: Any = self.fields[kind.value]
            names = {level: f"{level} {scale[level].name if level in scale else ''}" for level in LEVELS}
            field.choices = [
                (str(level), f"{name}{marked if level == before else ''}") for level, name in names.items()
            ]
            field.widget.hints = {
                str(level.score): f"{f'{level.range}. ' if level.range else ''}{level.criteria}."
                for level in scale.values()
            }


class RatingForm(LevelsForm):
    """What is said of a risk at a review: both levels, and the words that a rating cannot always do without."""

    nothing_more = WordsField(
        label="Can nothing more be done?", rows=3, required=False, help_text=printed("nothing_more")
    )
    reason = WordsField(
        label="Reason for the change",
        rows=3,
        required=False,
        help_text="Needed when the rating goes into another band or moves two steps or more. Kept in its history.",
    )

    field_order = ("likelihood", "impact", "comments", "proposed_actions", "nothing_more", "reason")

    may_stay_red = False

    def explain(self, opened: OpenRegister | Frame, review: Review, last: Rating | None, standing: Any = None) -> None:
        """Show the scales, and ask whether nothing more can be done where the risk may stay in Red or Black.

        `standing`: how the risk stands, as `standing_to_rate` reads it.
        """
        self.show_scales(opened, review, last)
        if last is None or standing is None:
            return
        would_sit = sits(last.score, opened.thresholds(review), standing.previous_score, standing.sat_before)
        self.may_stay_red = would_sit > 1 and not standing.is_accepted
        if self.may_stay_red and last.band:
            self.fields["nothing_more"].help_text = (
                f"Needed when the risk stays at {last.score} {last.band.label}: "
                f"it would be {would_sit} reviews without moving. {printed('nothing_more')}"
            )

    def ask_for_a_sentence(self) -> None:
        """Show the boxes that a rating without a change cannot do without as such."""
        self.fields["comments"].required = True
        self.fields["nothing_more"].required = self.may_stay_red

    @property
    def asks_nothing_more(self) -> bool:
        """Whether the question is put: the risk may stay where it is, or words stand there already."""
        return self.may_stay_red or bool(self["nothing_more"].value()) or bool(self["nothing_more"].errors)


class AssessForm(RatingForm):
    """A rating for a review, and on whose word where the reader is not an owner; `review` is the review's name.

    `note_seen` is how often the reader saw the working note written, 0 for never; without it the note stays.
    """

    draft_by = "review"

    note = WordsField(label="Working note", rows=3, required=False, help_text=NEVER_PRINTED)
    note_seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=30_000, required=False)
    review = forms.SlugField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, entry: Entry, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if answers_as(entry.owners.all(), reader) is None:
            ask_on_whose_word(self, entry.owners.all(), name="given_as")


class BetweenForm(LevelsForm):
    """A rating between reviews: on which day, and why now. `once` makes the same form sent twice one rating."""

    draft_by = ""

    dated = DayField(
        label="On",
        help_text="The day on which the rating changed. For example, 31 3 2012",
        error_messages={"required": "Enter the day on which the rating changed."},
    )
    reason = WordsField(
        label="Why now",
        rows=3,
        help_text="Kept in the risk's history and read at the next review.",
        error_messages={"required": "Say why the rating is given between reviews."},
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    field_order = ("likelihood", "impact", "dated", "reason", "comments", "proposed_actions")

    def __init__(self, *args: Any, entry: Entry, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if answers_as(entry.owners.all(), reader) is None:
            ask_on_whose_word(self, entry.owners.all(), name="given_as")


class CorrectForm(LevelsForm):
    """What a rating of a closed review should have been, and what was wrong; `review` is the review's name."""

    draft_by = "review"

    nothing_more = WordsField(
        label="Can nothing more be done?", rows=3, required=False, help_text=printed("nothing_more")
    )
    reason = WordsField(
        label="What was wrong",
        rows=3,
        help_text="Kept in the risk's history beside the rating that it corrects.",
        error_messages={"required": "Say what was wrong with the rating."},
    )
    review = forms.SlugField(widget=forms.HiddenInput)

    field_order = ("likelihood", "impact", "reason", "comments", "proposed_actions", "nothing_more")


def pairs_in_words(score: int) -> str:
    """Every likelihood and impact that give the score: "4 × 5 or 5 × 4"."""
    return " or ".join(f"{one.likelihood} × {one.impact}" for one in factors_of(score))


def difference(form: BaseForm, name: str, theirs: Any) -> tuple[str, object, object]:
    """A line of the conflict page: what it is about, what was saved meanwhile, and what was typed here."""
    levels = dict(getattr(form.fields[name], "choices", ()))
    said, typed = (
        f"{value:%-d %B %Y}" if isinstance(value, datetime.date) else levels.get(str(value), value)
        for value in (getattr(theirs, name, None), form.cleaned_data[name])
    )
    return str(form.fields[name].label), said, typed
