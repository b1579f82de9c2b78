"""Boxes on "my work": an answer to each thing that waits, and one sentence for those of which nothing has changed.

A form is drawn from what it says (`drawn`), plain values alone: blank boxes are drawn once for the same thing.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField

from objectives.forms.answering import AnswerForm
from probation_planning.ui.forms import HouseForm, WordsField
from probation_planning.ui.templatetags.ui_forms import first_id, sentences
from risks.forms.assessing import RatingForm

SENTENCE = "sentence"
KINDS = ((forms.ChoiceField, "select"), (forms.BooleanField, "checkbox"), (WordsField, "words"))


class ObjectiveBoxes(HouseForm):
    """How an objective stands, and a comment, as on its own page; evidence and dates are asked there."""

    status = AnswerForm.base_fields["status"]
    comment = AnswerForm.base_fields["comment"]
    seen = AnswerForm.base_fields["seen"]


class RiskBoxes(RatingForm):
    """A rating, without the working note."""


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
class Boxes:
    """The boxes of one thing; `hidden` are names and values that nobody types, `faults` those of no single box."""

    key: str
    hidden: tuple[tuple[str, str], ...]
    boxes: tuple[Box, ...]
    faults: tuple[str, ...]
    is_open: bool
    is_blank: bool


def drawn(form: BaseForm, key: str, *, is_open: bool, is_blank: bool) -> Boxes:
    """What a form says, to be drawn."""
    shown = [form[name] for name in form.fields if _is_asked(form, name)]
    hidden = tuple((box.html_name, _text(box.value())) for box in shown if box.is_hidden)
    boxes = tuple(_box(box) for box in shown if not box.is_hidden)
    unseen = [f"{box.label}: {sentence}" for box in shown if box.is_hidden for sentence in box.errors]
    faults = [str(sentence) for sentence in form.non_field_errors()]
    return Boxes(key, hidden, boxes, tuple(faults + unseen), is_open, is_blank)


def problems_of(boxes: Boxes) -> list[tuple[str, str]]:
    """What is wrong, each with the id of the box to put right."""
    return [(f"{boxes.key}-answer", says) for says in boxes.faults] + [
        (box.id, says) for box in boxes.boxes for says in box.faults
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
