"""The forms of challenge."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from probation_planning.organisation.models import Body, Owner
from probation_planning.organisation.word import OwnerField
from probation_planning.ui.forms import DayField, HintedRadios, HouseForm, WordsField
from risks.asking import Asked
from risks.models import Question


class BodyField(forms.TypedChoiceField):
    """One of these bodies, which have been read already."""

    def __init__(self, bodies: Sequence[Body], **kwargs: Any) -> None:
        by_slug = {body.slug: body for body in bodies}
        choices = [(slug, body.name) for slug, body in by_slug.items()]
        super().__init__(choices=choices, coerce=by_slug.__getitem__, empty_value=None, **kwargs)


class AskForm(HouseForm):
    """A question, or the call for a deep dive. `once` is the form's own: sent twice, it asks once."""

    draft_by = ""

    kind = forms.ChoiceField(
        label="What is wanted",
        choices=[
            (Question.Kind.QUESTION.value, "Ask a question"),
            (Question.Kind.DEEP_DIVE.value, "Call for a deep dive"),
        ],
        widget=HintedRadios(
            {Question.Kind.DEEP_DIVE.value: "All that is known of the risk, gathered on one page for the body."}
        ),
        error_messages={"required": "Choose what is wanted.", "invalid_choice": "Choose what is wanted."},
    )
    text = WordsField(
        label="Question",
        rows=4,
        help_text="Printed in every following pack of the body until it is closed; whoever answers reads it.",
        error_messages={"required": "Write the question."},
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, bodies: Sequence[Body], **kwargs: Any) -> None:
        kwargs["initial"] = {"kind": Question.Kind.QUESTION.value, "once": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["body"] = BodyField(
            bodies,
            label="For",
            initial=bodies[0].slug,
            widget=forms.Select if len(bodies) > 1 else forms.HiddenInput,
            error_messages={"required": "Choose a body.", "invalid_choice": "Choose a body from the list."},
        )


class SeenForm(HouseForm):
    """A form about a question. `seen` is how many of its rows it was filled in beside.

    `section` is where it was asked: a risk that has moved may have a question of the same number in each.
    """

    draft_by = "section"
    said: tuple[str, ...] = ()

    section = forms.IntegerField(widget=forms.HiddenInput, required=False)

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=30_000)

    def difference(self, name: str, theirs: Question) -> tuple[str, object, object]:
        """A line of the conflict page: what it is about, what was saved meanwhile, and what was typed here."""
        return str(self.fields[name].label), getattr(theirs, name, ""), self.cleaned_data[name]


class AssignForm(SeenForm):
    """To whom, and by when."""

    said = ("owner", "due_on")

    due_on = DayField(label="Answer by", required=False)

    def __init__(self, *args: Any, owners: Sequence[Owner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = OwnerField(
            owners,
            label="Owner",
            error_messages={"required": "Choose who is to answer.", "invalid_choice": "Choose an owner from the list."},
        )
        self.order_fields(["owner", "due_on"])


class AnswerForm(SeenForm):
    """The answer."""

    said = ("answer",)

    answer = WordsField(
        label="Answer",
        rows=6,
        help_text="Printed under the question in the body's packs.",
        error_messages={"required": "Write the answer."},
    )


class CloseForm(SeenForm):
    """How it was settled; whoever does not settle it for the body names its minute."""

    said = ("reason",)

    reason = WordsField(
        label="How it was settled",
        rows=3,
        help_text="Kept with the question. It is not opened again.",
        error_messages={"required": "Say how it was settled."},
    )

    def __init__(self, *args: Any, needs_minute: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needs_minute:
            self.fields["minute_reference"] = forms.CharField(
                label="Minute reference",
                max_length=60,
                help_text="Where the body settled it. For example, 2011/06 item 4",
                error_messages={"required": "Give the minute in which the body settled it."},
            )


class QuestionFilterForm(HouseForm):
    """What the list of questions is narrowed by; bodies and owners are those of the questions the reader sees."""

    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[
            ("", "Open"),
            (Question.State.ASKED.value, "Not given to anybody"),
            (Question.State.ASSIGNED.value, "Waiting for an answer"),
            (Question.State.ANSWERED.value, "Answered"),
            (Question.State.CLOSED.value, "Closed"),
            ("all", "All"),
        ],
    )
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "All"), *Question.Kind.choices])
    body = forms.ChoiceField(label="Asked by", required=False)
    owner = forms.ChoiceField(label="Owner", required=False)
    overdue = forms.ChoiceField(label="Overdue", required=False, choices=[("", "All"), ("yes", "Overdue")])

    def __init__(self, *args: Any, questions: Sequence[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = {one.question.body.slug: one.question.body.name for one in questions}
        owners = sorted({one.question.owner.name for one in questions if one.question.owner})
        for name, choices in (("body", list(bodies.items())), ("owner", [(owner, owner) for owner in owners])):
            field: Any = self.fields[name]
            field.choices = [("", "All"), *choices]
        for box in self.fields.values():
            box.error_messages["invalid_choice"] = "“%(value)s” is not one of the choices. Choose from the list."

    def keeps(self, one: Asked) -> bool:
        """Whether the question fits what was chosen."""
        chosen, question = self.cleaned_data, one.question
        is_open = question.state != Question.State.CLOSED
        return (
            (chosen["state"] in {"all", question.state} or (is_open and not chosen["state"]))
            and chosen["kind"] in {"", question.kind}
            and chosen["body"] in {"", question.body.slug}
            and chosen["owner"] in {"", question.owner.name if question.owner else None}
            and (not chosen["overdue"] or one.is_overdue)
        )
