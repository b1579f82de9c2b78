"""Forms by which the things of a risk are written: its actions, controls, acceptances and target."""

import datetime
import uuid
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from probation_planning.organisation.models import Body, Owner
from probation_planning.organisation.word import OwnerField, refuse_future
from probation_planning.ui.forms import DayField, HintedRadios, HouseForm, WordsField
from risks.forms.assessing import LevelField
from risks.models import Acceptance, Control, Review, ScaleLevel
from risks.models.dated import Thing
from risks.reading import OpenRegister
from risks.scoring import LEVELS

PRINTED = "Printed in the action plan and in the committees’ papers."
READ = "Read on the risk’s page and printed in the committees’ papers."


class ChosenOwnerField(OwnerField):
    """One of these owners, or none of them."""

    def __init__(self, owners: Sequence[Owner], *, blank: str, **kwargs: Any) -> None:
        super().__init__(owners, required=False, **kwargs)
        by_key = {str(owner.pk): owner.name for owner in owners}
        self.choices = [("", blank), *by_key.items()]
        self.error_messages["invalid_choice"] = "Choose an owner from the list."


class ThingForm(HouseForm):
    """What every thing's form has: `once` is the form's own for a new thing, `seen` how many rows it stands beside.

    `word_of`: owners on whose word somebody who is none of them may write, where that may be said.
    """

    draft_by = ""
    # Boxes that say something about the row alone, and are empty each time.
    anew: ClassVar[tuple[str, ...]] = ("reason",)

    once = forms.UUIDField(
        widget=forms.HiddenInput, label="This form", error_messages={"required": "Open the form anew."}
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=30_000)

    def __init__(
        self,
        data: Any = None,
        *,
        latest: Thing | None = None,
        word_of: Iterable[Owner] = (),
        initial: dict[str, Any] | None = None,
        seen: int | None = None,
        **kwargs: Any,
    ) -> None:
        named = (*self.base_fields, "owner")
        given = {name: getattr(latest, name) for name in named if latest and hasattr(latest, name)}
        blank: dict[str, Any] = dict.fromkeys((*self.anew, "given_as", "told_on"), "")
        fixed = {"once": uuid.uuid4(), "seen": seen}
        super().__init__(data, initial=given | blank | (initial or {}) | fixed, **kwargs)
        # A form is for something new, or for something that is there.
        del self.fields["once" if seen is not None else "seen"]
        if owners := list(word_of):
            self.fields["given_as"] = ChosenOwnerField(
                owners,
                blank="Nobody’s: I write this myself",
                label="On whose word",
                help_text="Where an owner told you.",
            )
            self.fields["told_on"] = DayField(
                label="Told on", required=False, help_text="The day on which they told you.", validators=[refuse_future]
            )

    def clean_seen(self) -> int:
        """A form that lost the number stands beside nothing."""
        return self.cleaned_data["seen"] or 0

    def take_faults(self, wrong: ValidationError) -> None:
        """What the act refused, beside the boxes that this form has, and else on top."""
        if not hasattr(wrong, "error_dict"):
            self.add_error(None, wrong)
            return
        for name, errors in wrong.error_dict.items():
            box = self.box_of(name)
            self.add_error(box if box in self.fields else None, errors)

    def box_of(self, name: str) -> str | None:
        """The box in which a value of the act is typed."""
        return None if name == NON_FIELD_ERRORS else name

    def differences(self, theirs: Thing | None) -> list[tuple[str, object, object]]:
        """Lines of the conflict page: what each is about, what was saved meanwhile, and what was typed here."""
        return [
            (
                str(field.label),
                self._words(name, self._of(theirs, name)),
                self._words(name, self.cleaned_data.get(name)),
            )
            for name, field in self.fields.items()
            if not field.widget.is_hidden
        ]

    def _of(self, row: Thing | None, name: str) -> object:
        return getattr(row, name, None) if row else None

    def _words(self, name: str, value: object) -> object:
        if isinstance(value, datetime.date):
            return f"{value:%-d %B %Y}"
        if isinstance(value, Owner):
            return value.name
        levels = {str(key): words for key, words in getattr(self.fields[name], "choices", ())}
        return levels.get(str(value), value) if value not in (None, "") else ""


# Actions


class ActionForm(ThingForm):
    """A new action."""

    text = WordsField(
        label="What will be done", rows=3, help_text=PRINTED, error_messages={"required": "Say what will be done."}
    )
    due_on = DayField(
        label="Due",
        required=False,
        help_text="For example, 31 3 2012. Without an owner and a day an action is no plan for a Red or Black risk.",
    )

    def __init__(self, *args: Any, owners: Sequence[Owner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = ChosenOwnerField(owners, blank="Nobody yet", label="Owner")
        latest = kwargs.get("latest")
        if latest and latest.owner_id and owners and all(one.pk != latest.owner_id for one in owners):
            # Saved without a choice it would lose its owner, and nobody would have said so.
            owner.required = True
            owner.help_text = f"{latest.owner} does not own the risk any more, so cannot read this. Choose another."
            owner.error_messages["required"] = "Choose an owner who owns the risk."
        self.fields["owner"] = owner
        self.order_fields(["text", "owner", "due_on"])


class ReportForm(ThingForm):
    """How an action goes on, from its own owner."""

    anew = ("said", "reason")

    said = WordsField(label="What happened", rows=4, required=False, help_text=PRINTED)
    state = forms.ChoiceField(
        label="How far it has come",
        choices=[("open", "Still to be done"), ("done", "Done"), ("dropped", "Dropped")],
        widget=HintedRadios({"done": "Say above what was done.", "dropped": "Say below why nothing more is done."}),
        error_messages={"required": "Choose how far it has come.", "invalid_choice": "Choose from the list."},
    )
    due_on = DayField(label="Due", required=False)
    reason = WordsField(
        label="Why the day moves, or why it is dropped",
        rows=3,
        required=False,
        help_text=f"Needed for a later day, and for dropping it. {PRINTED}",
    )


class ChangeActionForm(ReportForm, ActionForm):
    """How an action goes on, and its words and owner too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].help_text = "For example, 31 3 2012"
        self.order_fields(["said", "state", "due_on", "reason", "text", "owner"])


class ReopenForm(ThingForm):
    """Opens an action again that was done."""

    reason = WordsField(
        label="Why it is open again",
        rows=3,
        help_text=PRINTED,
        error_messages={"required": "This was finished. Say why it is open again."},
    )
    due_on = DayField(label="Due", required=False)


# Controls


class ControlForm(ThingForm):
    """A control, new or as it stands."""

    text = WordsField(
        label="Control",
        rows=3,
        help_text=f"What is in place already. {READ}",
        error_messages={"required": "Name the control."},
    )
    kind = forms.ChoiceField(
        label="What it does", required=False, choices=[("", "Not recorded"), *Control.Kind.choices]
    )
    effectiveness = forms.ChoiceField(
        label="How good it is", required=False, choices=[("", "Not recorded"), *Control.Effectiveness.choices]
    )
    line = forms.TypedChoiceField(
        label="Line of assurance",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Not recorded"), *Control.Line.choices],
        help_text="Who makes sure that it works.",
    )
    assured_by = forms.CharField(
        label="Assured by", required=False, max_length=120, help_text="Who looked, by post or name: Internal Audit"
    )
    assured_on = DayField(label="Assured on", required=False, validators=[refuse_future])


class ChangeControlForm(ControlForm):
    """A control as it stands, and whether it is still there."""

    state = forms.ChoiceField(
        label="Is it still in place?",
        choices=[("in_place", "In place"), ("ended", "Ended")],
        widget=HintedRadios({"ended": "Say below why. An ended control stays on record."}),
        error_messages={"required": "Choose whether it is still in place."},
    )
    reason = WordsField(label="Why it changes", rows=3, required=False, help_text=f"Needed where it has ended. {READ}")


# Acceptances


class AcceptanceForm(ThingForm):
    """Who accepts a risk as it is. `accepted_by` is a post or a body, as "post-7" or "body-3"."""

    accepted_by = forms.ChoiceField(
        label="Accepted by",
        help_text="A post that does not own the risk, or a body at its meeting.",
        error_messages={
            "required": "Choose who accepts the risk.",
            "invalid_choice": "Choose a post or a body from the list.",
        },
    )
    minute_reference = forms.CharField(
        label="Minute reference", required=False, max_length=60, help_text="Needed for a body: 2011/06 item 4"
    )
    why = WordsField(
        label="Why it is accepted",
        rows=4,
        help_text=READ,
        error_messages={"required": "Say why the risk is accepted as it is."},
    )
    until = DayField(
        label="Until",
        help_text="Its last day. For example, 31 3 2012",
        error_messages={"required": "Enter the day until which it is accepted."},
    )
    watched = WordsField(
        label="What is watched",
        rows=3,
        help_text=f"What would end the acceptance early. {READ}",
        error_messages={"required": "Say what is watched meanwhile."},
    )

    def __init__(self, *args: Any, posts: Iterable[Owner], bodies: Iterable[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key: dict[str, Owner | Body] = {f"post-{post.pk}": post for post in posts}
        self.by_key |= {f"body-{body.pk}": body for body in bodies}
        groups = {
            label: [(key, str(one)) for key, one in self.by_key.items() if isinstance(one, kind)]
            for label, kind in (("Posts", Owner), ("Bodies", Body))
        }
        field: Any = self.fields["accepted_by"]
        field.choices = [("", "Choose"), *((label, group) for label, group in groups.items() if group)]

    @property
    def values(self) -> dict[str, Any]:
        """What the act takes."""
        given = dict(self.cleaned_data)
        chosen = self.by_key[given.pop("accepted_by")]
        return given | {
            "accepted_by": chosen if isinstance(chosen, Owner) else None,
            "accepted_by_body": chosen if isinstance(chosen, Body) else None,
        }

    def box_of(self, name: str) -> str | None:
        """Post and body are chosen from one list."""
        return "accepted_by" if name == "accepted_by_body" else super().box_of(name)

    def _of(self, row: Thing | None, name: str) -> object:
        if isinstance(row, Acceptance) and name == "accepted_by":
            return str(row.accepted_by or row.accepted_by_body)
        return super()._of(row, name)

    def _words(self, name: str, value: object) -> object:
        return str(self.by_key.get(str(value), value)) if name == "accepted_by" else super()._words(name, value)


class EndAcceptanceForm(ThingForm):
    """Ends an acceptance before its day."""

    reason = WordsField(
        label="Why the acceptance ends",
        rows=3,
        help_text=READ,
        error_messages={"required": "Say why the acceptance has ended."},
    )


# The target


class TargetForm(ThingForm):
    """What the risk is to come to, and by when."""

    likelihood = LevelField(label="Likelihood")
    impact = LevelField(label="Impact")
    by_when = DayField(label="By", error_messages={"required": "Enter the day by which the risk is to come to this."})
    reason = WordsField(
        label="Why the target changes",
        rows=3,
        help_text=READ,
        error_messages={"required": "Say why the target changes."},
    )

    def __init__(self, *args: Any, opened: OpenRegister, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in ScaleLevel.Kind:
            field: Any = self.fields[kind.value]
            scale = opened.scale(kind, review)
            field.choices = [(str(one), f"{one} {scale[one].name if one in scale else ''}".strip()) for one in LEVELS]
            field.widget.hints = {str(level.score): f"{level.criteria}." for level in scale.values()}
        # The first target, and the first one sent twice, has no reason to give.
        if not kwargs.get("seen") or (self.is_bound and self["seen"].value() == "0"):
            del self.fields["reason"]
