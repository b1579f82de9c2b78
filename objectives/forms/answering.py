"""The form by which an owner says how an objective stands, and the one by which they object to words told for them."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.template.defaultfilters import filesizeformat

from objectives.files import ACCEPTED
from objectives.forms.months import MonthField
from objectives.models import Deadline, EvidenceFile, Objection, Objective, Outcome, Status, StatusUpdate
from objectives.services.answering import OF_THE_OBJECTIVE, Move, Proof, moves_of, proofs_of
from probation_planning.organisation.models import DeliveryUnit
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
NOT_HERE = "The file that was put in is not here any more. Choose it again."


@dataclass(frozen=True)
class ProofBoxes:
    """The boxes in which one outcome is shown to be reached; `outcome` is None for the objective itself."""

    place: int
    outcome: Outcome | None
    text: BoundField
    link: BoundField
    file: BoundField
    kept: BoundField
    drop: BoundField | None

    @property
    def key(self) -> int:
        """By what the act knows it."""
        return self.outcome.pk if self.outcome else OF_THE_OBJECTIVE

    @property
    def seen(self) -> list[BoundField]:
        """Those that are seen."""
        return [box for box in (self.text, self.link, self.file, self.drop) if box]


@dataclass(frozen=True)
class MoveBoxes:
    """The boxes in which one deadline is moved."""

    deadline: Deadline
    month: BoundField
    reason: BoundField


class AnswerForm(HouseForm):
    """Status, comment, what shows each outcome, moved deadlines, and on whose word where the reader does not answer.

    `seen` is the sequence of the answer it was filled in beside (0 for none), `quarter` the number of the quarter,
    `unit` whose answer it is where each unit answers. `kept_1` names the file put in for outcome 1 before.
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

    def __init__(
        self, *args: Any, objective: Objective, reader: Reader, unit: DeliveryUnit | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.outcomes = list(objective.outcomes.all())
        self.deadlines = list(objective.deadlines.all())
        if unit is not None:
            self.fields["unit"] = forms.CharField(widget=forms.HiddenInput, initial=unit.slug)
            self.draft_by = "quarter unit"
        self.kept_files = self._kept_files(objective, reader)
        for place, outcome in self._placed():
            self._ask_for_proof(place, outcome)
        for place, deadline in enumerate(self.deadlines, start=1):
            self._ask_for_move(place, deadline)
        answerers = objective.answerers(unit)
        if answers_as(answerers, reader) is None:
            ask_on_whose_word(self, answerers)

    def _placed(self) -> list[tuple[int, Outcome | None]]:
        return list(enumerate(self.outcomes or [None], start=1))

    def _kept_files(self, objective: Objective, reader: Reader) -> dict[int, EvidenceFile]:
        """The file of each outcome that was put in before, as the form says; asks only where one was."""
        named: dict[int, uuid.UUID] = {}
        for place, _ in self._placed():
            name = f"kept_{place}"
            given = self.data.get(self.add_prefix(name)) if self.is_bound else self.initial.get(name)
            try:
                named[place] = uuid.UUID(str(given))
            except ValueError:
                continue
        if not named:
            return {}
        files = EvidenceFile.objects.visible_to(reader).filter(objective=objective, uuid__in=named.values())
        by_uuid = {file.uuid: file for file in files}
        return {place: by_uuid[key] for place, key in named.items() if key in by_uuid}

    def _ask_for_proof(self, place: int, outcome: Outcome | None) -> None:
        kept = self.kept_files.get(place)
        what = f"outcome {place}" if outcome else "the objective"
        words = f"Evidence for outcome {place}: {outcome.text}" if outcome else "Evidence for the objective"
        self.fields[f"evidence_{place}"] = WordsField(
            label=words, rows=2, required=False, help_text="Goes with “Complete”, and is printed with the comment."
        )
        self.fields[f"link_{place}"] = forms.CharField(
            label=f"Link that shows {what}",
            required=False,
            help_text="A whole link, beginning with https:// or http://.",
            widget=forms.TextInput({"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        )
        taken = f"{ACCEPTED}, up to 10 MB."
        self.fields[f"file_{place}"] = forms.FileField(
            label=f"File that shows {what}",
            required=False,
            help_text=f"Kept: {kept.name}, {filesizeformat(kept.size)}. Another file takes its place. {taken}"
            if kept
            else taken,
        )
        self.fields[f"kept_{place}"] = forms.CharField(widget=forms.HiddenInput, required=False)
        if kept:
            self.fields[f"drop_{place}"] = forms.BooleanField(label=f"Take {kept.name} away", required=False)

    def _ask_for_move(self, place: int, deadline: Deadline) -> None:
        which = f"{deadline.stage}, {deadline}" if deadline.stage else str(deadline)
        self.fields[f"month_{place}"] = MonthField(
            label=f"New month instead of {which}", required=False, help_text="For example, June 2011"
        )
        self.fields[f"reason_{place}"] = WordsField(
            label=f"Why {which} moves", rows=2, required=False, help_text="Printed beside both months."
        )

    @property
    def proofs(self) -> list[ProofBoxes]:
        """The boxes for evidence, outcome by outcome."""
        return [
            ProofBoxes(
                place,
                outcome,
                text=self[f"evidence_{place}"],
                link=self[f"link_{place}"],
                file=self[f"file_{place}"],
                kept=self[f"kept_{place}"],
                drop=self[f"drop_{place}"] if f"drop_{place}" in self.fields else None,
            )
            for place, outcome in self._placed()
        ]

    @property
    def moving(self) -> list[MoveBoxes]:
        """The boxes for another month, deadline by deadline."""
        placed = enumerate(self.deadlines, start=1)
        return [MoveBoxes(deadline, self[f"month_{place}"], self[f"reason_{place}"]) for place, deadline in placed]

    @property
    def evidence_is_open(self) -> bool:
        """Whether the boxes for evidence are wanted already."""
        boxes = [box for proof in self.proofs for box in (*proof.seen, proof.kept)]
        return self["status"].value() == Status.COMPLETE or any(box.errors or box.value() for box in boxes)

    @property
    def moving_is_open(self) -> bool:
        """Whether the boxes for another month are filled in already."""
        return any(box.errors or box.value() for boxes in self.moving for box in (boxes.month, boxes.reason))

    @property
    def evidence(self) -> dict[int, Proof]:
        """What was given for each outcome, by the outcome's id."""
        given = self.cleaned_data
        return {
            boxes.key: Proof(
                given[f"evidence_{boxes.place}"], given[f"link_{boxes.place}"], self.kept_files.get(boxes.place)
            )
            for boxes in self.proofs
        }

    @property
    def moves(self) -> dict[int, Move]:
        """What was given for each deadline, by its id."""
        given = self.cleaned_data
        placed = enumerate(self.deadlines, start=1)
        return {one.pk: Move(given[f"month_{place}"], given[f"reason_{place}"]) for place, one in placed}

    def clean(self) -> dict[str, Any]:
        """A file that was kept and is gone must be chosen again."""
        given = super().clean()
        for place, _ in self._placed():
            if given.get(f"kept_{place}") and place not in self.kept_files:
                self.add_error(f"file_{place}", NOT_HERE)
        return given

    def take_faults(self, error: ValidationError) -> None:
        """Show what the act refused beside the boxes it is about."""
        boxes = {
            f"{name}_{proof.key}": f"{name}_{proof.place}"
            for proof in self.proofs
            for name in ("evidence", "link", "file")
        }
        for place, deadline in enumerate(self.deadlines, start=1):
            boxes |= {f"{name}_{deadline.pk}": f"{name}_{place}" for name in ("month", "reason")}
        faults = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, sentences in faults.items():
            box = boxes.get(name, name)
            self.add_error(box if box in self.fields else None, sentences)


def standing_words(
    update: StatusUpdate | None, outcomes: Iterable[Outcome], deadlines: Iterable[Deadline]
) -> Mapping[str, Any]:
    """What an answer says, by the names of the boxes in which it can be changed; nothing for none."""
    if update is None:
        return {}
    said: dict[str, Any] = {"status": update.status, "comment": update.comment, "given_for": update.given_as}
    proofs = proofs_of(update)
    for place, outcome in enumerate(list(outcomes) or [None], start=1):
        proof = proofs.get(outcome.pk if outcome else OF_THE_OBJECTIVE, Proof())
        said |= {f"evidence_{place}": proof.text, f"link_{place}": proof.link}
        if proof.file:
            said[f"kept_{place}"] = str(proof.file.uuid)
    deadlines = list(deadlines)
    moved = moves_of(update, deadlines)
    for place, deadline in enumerate(deadlines, start=1):
        if move := moved.get(deadline.pk):
            said |= {f"month_{place}": move.month, f"reason_{place}": move.reason}
    return said


class ObjectionForm(HouseForm):
    """What is wrong with words that the officer entered."""

    draft_by = "answer"

    text = WordsField(
        label="What is wrong with the answer",
        rows=4,
        help_text=Objection._meta.get_field("text").help_text,
        error_messages={"required": "Say what is wrong with the answer."},
    )
    answer = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def take_faults(self, error: ValidationError) -> None:
        """Show what the act refused."""
        faults = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, sentences in faults.items():
            self.add_error(name if name in self.fields else None, sentences)
