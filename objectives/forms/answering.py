"""The form by which an owner says how an objective stands."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from objectives.models import Objective, Outcome, Status, StatusUpdate
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.word import answers_as, ask_on_whose_word
from probation_planning.ui.forms import HintedRadios, HouseForm, WordsField

HINTS: dict[str, str] = {
    Status.NOT_STARTED: "Nothing has been done yet, and nothing had to be.",
    Status.ON_TRACK: "It will be reached as planned.",
    Status.AT_RISK: "It may not be reached as planned.",
    Status.OFF_TRACK: "It will not be reached as planned.",
    Status.COMPLETE: "All of it is done. Say below, for each outcome, what shows it.",
    Status.WITHDRAWN: "It is given up. Say why in the comment.",
}
WHERE_PRINTED = StatusUpdate._meta.get_field("comment").help_text


class AnswerForm(HouseForm):
    """Status, comment, evidence for each outcome, and on whose word where the reader is not an owner.

    `seen` is the sequence of the answer it was filled in beside (0 for none), `quarter` the number of the quarter.
    """

    draft_by = "quarter"

    status = forms.ChoiceField(
        label="Status",
        choices=Status.choices,
        widget=HintedRadios(HINTS, attrs={"class": "govuk-radios--small"}),
        error_messages={
            "required": "Choose how the objective stands.",
            "invalid_choice": "Choose a status from the list.",
        },
    )
    comment = WordsField(label="Comment", rows=5, required=False, help_text=WHERE_PRINTED)
    quarter = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=4)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, objective: Objective, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcomes = list(objective.outcomes.all())
        for place, outcome in enumerate(self.outcomes, start=1):
            self.fields[f"evidence_{place}"] = WordsField(
                label=f"Evidence for outcome {place}: {outcome.text}",
                rows=2,
                required=False,
                help_text="Goes with “Complete”, and is printed with the comment.",
            )
        if answers_as(objective.owners.all(), reader) is None:
            ask_on_whose_word(self, objective.owners.all())

    @property
    def evidence_fields(self) -> list[forms.BoundField]:
        """The boxes for evidence, one for each outcome."""
        return [self[f"evidence_{place}"] for place in range(1, len(self.outcomes) + 1)]

    @property
    def evidence_is_open(self) -> bool:
        """Whether the boxes for evidence are wanted already."""
        return self["status"].value() == Status.COMPLETE or any(
            field.errors or field.value() for field in self.evidence_fields
        )

    @property
    def evidence(self) -> dict[int, str]:
        """The sentence typed for each outcome, by the outcome's id."""
        return {outcome.pk: self.cleaned_data[f"evidence_{place}"] for place, outcome in self._placed()}

    def take_faults(self, error: ValidationError) -> None:
        """Show what the act refused beside the boxes it is about."""
        boxes = {f"evidence_{outcome.pk}": f"evidence_{place}" for place, outcome in self._placed()}
        faults = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, sentences in faults.items():
            box = boxes.get(name, name)
            self.add_error(box if box in self.fields else None, sentences)

    def _placed(self) -> list[tuple[int, Outcome]]:
        return list(enumerate(self.outcomes, start=1))
