"""Boxes on "my work": an answer to each thing that waits, and one sentence for those of which nothing has changed.

A form is drawn from what it says (`drawn`), plain values alone: blank boxes are drawn once for the same thing.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField

from objectives.forms.answering import AnswerForm
from objectives.forms.months import MonthField
from objectives.models import Status
from probation_planning.reports.wanted import Wanted
from probation_planning.ui.forms import DayField, HouseForm, WordsField
from probation_planning.ui.templatetags.ui_forms import first_id, sentences
from risks.forms.asking import AnswerForm as QuestionForm
from risks.forms.assessing import RatingForm
from risks.forms.things import ReportForm
from risks.frames import Frame
from risks.lines import Rating
from risks.models import Review

SENTENCE = "sentence"
# What the names of an objective's boxes begin with, before the key of an outcome or of a deadline.
PROOF, MOVE = ("evidence", "link"), ("month", "reason")
PROOFS = "For “Complete”: a sentence or a link for each outcome (a file: on its own page)"
MOVES = "Move a deadline"
KINDS = ((forms.ChoiceField, "select"), (forms.BooleanField, "checkbox"), (WordsField, "words"))


class ObjectiveBoxes(HouseForm):
    """How an objective stands, and a comment; then what shows it complete, and months to which deadlines move.

    These boxes bear the keys by which the act knows outcomes and deadlines, so that what it refuses finds its box.
    """

    status = AnswerForm.base_fields["status"]
    comment = AnswerForm.base_fields["comment"]
    seen = AnswerForm.base_fields["seen"]

    def __init__(self, *args: Any, wanted: Wanted, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = wanted
        for place, outcome in enumerate(wanted.outcomes, start=1):
            what = f"outcome {place}" if outcome.text else "the objective"
            says = f"Evidence for {what}: {outcome.text}" if outcome.text else "Evidence for the objective"
            self.fields[f"evidence_{outcome.key}"] = WordsField(label=says, rows=2, required=False)
            self.fields[f"link_{outcome.key}"] = forms.CharField(label=f"Link that shows {what}", required=False)
        for month in wanted.months:
            self.fields[f"month_{month.key}"] = MonthField(
                label=f"New month instead of {month.which}", required=False, help_text="For example, June 2011"
            )
            self.fields[f"reason_{month.key}"] = WordsField(label=f"Why {month.which} moves", rows=2, required=False)

    @property
    def folded(self) -> Iterable[tuple[str, str, list[str]]]:
        """Boxes that stand folded away: what they are for, the status that unfolds them, and their names."""
        yield PROOFS, Status.COMPLETE.value, [f"{name}_{one.key}" for one in self.wanted.outcomes for name in PROOF]
        if self.wanted.months:
            yield MOVES, "", [f"{name}_{one.key}" for one in self.wanted.months for name in MOVE]


class RiskBoxes(RatingForm):
    """A rating, without the working note."""


class ActionBoxes(HouseForm):
    """How an action goes on; what is left empty stays as it is."""

    said = ReportForm.base_fields["said"]
    state = forms.ChoiceField(
        label="How far it has come",
        required=False,
        choices=[("", "Still to be done"), ("done", "Done"), ("dropped", "Dropped")],
        error_messages={"invalid_choice": "Choose how far it has come from the list."},
    )
    due_on = DayField(label="New day", required=False, help_text="Only if it moves. For example, 31 3 2012")
    reason = ReportForm.base_fields["reason"]
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=30_000)


class QuestionBoxes(HouseForm):
    """The answer to a question."""

    answer = QuestionForm.base_fields["answer"]
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=30_000)


class SameForm(HouseForm):
    """Why nothing has changed, for all that are ticked."""

    sentence = WordsField(
        label="Why nothing has changed",
        rows=2,
        required=False,
        help_text="One sentence for all that you ticked. Printed as the comment of each.",
        error_messages={"required": "Say in a sentence why nothing has changed in what you ticked."},
    )


@dataclass(frozen=True)
class Box:
    """One box: its name and id, its sort (select, checkbox, words or line), and what stands in it."""

    name: str
    id: str
    sort: str
    label: str
    hint: str
    value: str
    is_required: bool
    options: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]

    @property
    def described(self) -> str:
        """Ids of what is said of it besides its label."""
        said = (("helptext", self.hint), ("error", self.faults))
        return " ".join(f"{self.id}_{name}" for name, words in said if words)


@dataclass(frozen=True)
class Part:
    """Boxes of a thing that stand folded away: what they are for, and which status unfolds them, if one does."""

    says: str
    unfolds: str
    boxes: tuple[Box, ...]
    is_open: bool


@dataclass(frozen=True)
class Boxes:
    """The boxes of one thing; `hidden` are names and values that nobody types, `faults` those of no single box."""

    key: str
    hidden: tuple[tuple[str, str], ...]
    boxes: tuple[Box, ...]
    parts: tuple[Part, ...]
    faults: tuple[str, ...]
    is_open: bool
    is_blank: bool


def drawn(form: HouseForm, key: str, *, is_open: bool, is_blank: bool) -> Boxes:
    """What a form says, to be drawn."""
    shown = [form[name] for name in form.fields if _is_asked(form, name)]
    hidden = tuple((box.html_name, _text(box.value())) for box in shown if box.is_hidden)
    boxes = {box.name: _box(box) for box in shown if not box.is_hidden}
    parts = tuple(_part(form, boxes, *folded) for folded in getattr(form, "folded", ()))
    unseen = [f"{box.label}: {sentence}" for box in shown if box.is_hidden for sentence in box.errors]
    faults = [str(sentence) for sentence in form.non_field_errors()]
    return Boxes(key, hidden, tuple(boxes.values()), parts, tuple(faults + unseen), is_open, is_blank)


def _part(form: HouseForm, boxes: dict[str, Box], says: str, unfolds: str, names: list[str]) -> Part:
    """The boxes of these names, taken from the others; open where one is filled in or wanted."""
    inside = tuple(boxes.pop(name) for name in names)
    is_wanted = bool(unfolds) and form["status"].value() == unfolds
    return Part(says, unfolds, inside, is_wanted or any(box.value or box.faults for box in inside))


@lru_cache(maxsize=1024)
def blank_objective(key: str, seen: int, wanted: Wanted, *, is_open: bool) -> Boxes:
    """An objective's boxes with nothing in them."""
    form = ObjectiveBoxes(initial={"seen": seen}, prefix=key, wanted=wanted)
    return drawn(form, key, is_open=is_open, is_blank=True)


@lru_cache(maxsize=1024)
def blank_risk(
    key: str, seen: int, frame: Frame, review: Review, last: Rating | None, beside: Hashable, *, is_open: bool
) -> Boxes:
    """A risk's boxes with nothing in them, of a register that is framed so."""
    form = RiskBoxes(initial={"seen": seen}, prefix=key)
    form.explain(frame, review, last, beside)
    return drawn(form, key, is_open=is_open, is_blank=True)


def problems_of(boxes: Boxes) -> list[tuple[str, str]]:
    """What is wrong, each with the id of the box to put right."""
    every = [*boxes.boxes, *(box for part in boxes.parts for box in part.boxes)]
    return [(f"{boxes.key}-answer", says) for says in boxes.faults] + [
        (box.id, says) for box in every for says in box.faults
    ]


def _is_asked(form: BaseForm, name: str) -> bool:
    return name != "nothing_more" or not isinstance(form, RatingForm) or form.asks_nothing_more


def _box(box: BoundField) -> Box:
    field: Any = box.field
    sort = next((sort for kind, sort in KINDS if isinstance(field, kind)), "line")
    options = tuple((str(value), str(label)) for value, label in field.choices) if sort == "select" else ()
    if options and options[0][0]:
        options = (("", "Choose"), *options)
    return Box(
        name=box.html_name,
        id=box.auto_id if sort == "select" else first_id(box),
        sort=sort,
        label=str(box.label),
        hint=str(box.help_text),
        value=_text(box.value()),
        is_required=field.required,
        options=options,
        faults=tuple(sentences(box)) if box.errors else (),
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)
