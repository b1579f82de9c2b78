"""The forms by which a measure is named that warns of a risk, and its words are changed."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator

from probation_planning.reports.models import EarlyWarning
from probation_planning.ui.forms import Refusable
from scorecard.models import Measure

SHOWN = 90
LONGEST: Any = EarlyWarning._meta.get_field("says").max_length
HINT = "For example: three months running above the target. Everybody who reads the risk reads it."


class SaysField(forms.CharField):
    """What of the measure would be a warning."""

    def __init__(self) -> None:
        super().__init__(
            label="What would be a warning",
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea({"rows": 2}),
            help_text=HINT,
            error_messages={"max_length": "Say it in at most %(limit_value)d letters; these are %(show_value)d."},
        )


class NameForm(Refusable):
    """One more measure that warns of the risk, and what of it would."""

    draft_by = ""

    measure = forms.ChoiceField(
        label="Measure",
        error_messages={
            "required": "Choose the measure that warns of the risk.",
            "invalid_choice": "Choose a measure of this year’s scorecard from the list.",
        },
    )
    says = SaysField()

    def __init__(self, *args: Any, measures: Iterable[Measure], named: Collection[int], **kwargs: Any) -> None:
        """`measures` in printed order; of `named` ones no more is offered, and what was sent is known all the same."""
        super().__init__(*args, **kwargs)
        self.by_reference = {measure.reference: measure for measure in measures}
        groups: dict[str, list[tuple[str, str]]] = {}
        for reference, measure in self.by_reference.items():
            if self.is_bound or measure.pk not in named:
                words = Truncator(f"{reference} {measure.name}").chars(SHOWN)
                groups.setdefault(measure.perspective.title, []).append((reference, words))
        self.offers = bool(groups)
        field: Any = self.fields["measure"]
        field.choices = [("", "Choose"), *groups.items()]

    @property
    def chosen(self) -> Measure:
        """The measure."""
        return self.by_reference[self.cleaned_data["measure"]]


class WordsForm(Refusable):
    """What of the measure would be a warning; `seen` is the fingerprint of the words it was filled in beside."""

    draft_by = ""

    says = SaysField()
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
