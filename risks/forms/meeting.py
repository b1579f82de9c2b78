"""The forms of a meeting: what was said of one rating, of the rest, and that it was held."""

from typing import Any

from django import forms

from probation_planning.organisation.word import refuse_future
from probation_planning.ui.forms import DayField, HintedRadios, HouseForm, WordsField
from risks.forms.assessing import LevelField
from risks.lines import Rating
from risks.models import Decision, Review, ScaleLevel
from risks.reading import OpenRegister
from risks.scoring import LEVELS

Outcome = Decision.Outcome
PRINTED = str(Decision._meta.get_field("minute").help_text)


class DecisionForm(HouseForm):
    """What was said of a rating. `seen` is how many decisions on this risk it was filled in beside."""

    draft_by = ""
    use_required_attribute = False

    outcome = forms.ChoiceField(
        label="What was decided",
        widget=HintedRadios(),
        error_messages={"required": "Choose what was decided.", "invalid_choice": "Choose what was decided."},
    )
    likelihood = LevelField(label="Likelihood")
    impact = LevelField(label="Impact")
    minute = WordsField(label="Minute", rows=5, required=False, help_text=PRINTED)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=30_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get("outcome") != Outcome.CHANGED:
            for kind in ScaleLevel.Kind:
                self.fields[kind.value].required = False

    def explain(self, opened: OpenRegister, review: Review, proposed: Rating | None, before: Rating | None) -> None:
        """Say what agreeing means, and put each level's criteria beside it, marking what was proposed and last time."""
        outcome: Any = self.fields["outcome"]
        outcome.choices = [
            *([(Outcome.AGREED.value, f"Agree {_in_words(proposed)} as proposed")] if proposed else []),
            (Outcome.CHANGED.value, "Change it" if proposed else "Rate it here: nothing was proposed"),
            (Outcome.DEFERRED.value, "Defer it"),
        ]
        stays = "The rating proposed goes on, marked as deferred." if proposed else "It goes on without a rating."
        outcome.widget.hints = {
            Outcome.CHANGED.value: "Choose the levels agreed, and minute why.",
            Outcome.DEFERRED.value: f"{stays} Minute why.",
        }
        for kind in ScaleLevel.Kind:
            scale = opened.scale(kind, review)
            marks = {
                getattr(rated.factors, kind.value): mark
                for rated, mark in ((before, " (last time)"), (proposed, " (proposed)"))
                if rated and rated.factors
            }
            field: Any = self.fields[kind.value]
            field.choices = [
                (str(level), f"{level} {scale[level].name if level in scale else ''}{marks.get(level, '')}")
                for level in LEVELS
            ]
            field.widget.hints = {
                str(level.score): f"{f'{level.range}. ' if level.range else ''}{level.criteria}."
                for level in scale.values()
            }

    def difference(self, name: str, theirs: Decision | None) -> tuple[str, object, object]:
        """A line of the conflict page: what it is about, what was saved meanwhile, and what was typed here."""
        choices = dict(getattr(self.fields[name], "choices", ()))
        said, typed = getattr(theirs, name, None), self.cleaned_data[name]
        in_words = choices | {Outcome.CLEARED.value: Outcome.CLEARED.label}
        return str(self.fields[name].label), in_words.get(str(said), said), choices.get(str(typed), typed)


class RestForm(HouseForm):
    """One minute for all that is left. `seen` holds the references that it was filled in beside."""

    draft_by = ""

    minute = WordsField(label="Minute", rows=4, required=False, help_text=f"One for all of them. {PRINTED}")
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60_000)

    def clean_seen(self) -> frozenset[str]:
        """The references."""
        return frozenset(self.cleaned_data["seen"].split())


class HoldForm(HouseForm):
    """When the body met. `seen` is how many decisions it was filled in beside."""

    draft_by = ""

    held_on = DayField(
        label="Day of the meeting",
        error_messages={"required": "Enter the day on which the body met."},
        validators=[refuse_future],
    )
    minute_reference = forms.CharField(
        label="Minute reference", max_length=60, required=False, help_text="For example, 2011/06 item 4, if known yet."
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)


def _in_words(rated: Rating) -> str:
    return f"{rated.score} {rated.band.label}" if rated.band else str(rated.score)
