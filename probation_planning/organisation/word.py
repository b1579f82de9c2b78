"""On whose word an answer stands: the reader's own, as one of a thing's owners, or an owner's who told the officer."""

import datetime
from collections.abc import Iterable, Sequence

from django import forms
from django.core.exceptions import ValidationError

from probation_planning.organisation import clock
from probation_planning.organisation.models import Owner
from probation_planning.organisation.models.posts import Ownership
from probation_planning.organisation.roles import Reader
from probation_planning.ui.forms import DayField

NO_OWNER = "Choose the owner whose word this is."
NO_DAY = "Enter the day on which they told you."


def answers_as(ownerships: Iterable[Ownership], reader: Reader) -> Owner | None:
    """As which of a thing's owners the reader answers: a post of theirs, else a group it sits in; who leads first."""
    posts = {post.pk for post in reader.posts}
    mine = [row for row in ownerships if row.owner_id in reader.owner_ids]
    first = min(mine, key=lambda row: (row.owner_id not in posts, not row.leads), default=None)
    return first.owner if first else None


def names_of(ownerships: Iterable[Ownership]) -> str:
    """The owners in a row: A, B and C; empty for none."""
    names = [str(row.owner) for row in ownerships]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def refuse_future(day: datetime.date) -> None:
    """Nobody was told tomorrow."""
    if day > clock.today():
        raise ValidationError("Enter a day that is not in the future.")


def faults_of_word(
    ownerships: Iterable[Ownership], owner: Owner | None, told_on: datetime.date | None, *, name: str = "given_for"
) -> dict[str, str]:
    """What is wrong when somebody answers on the word of the owner, by field; `name` is what the owner's is called.

    Where no owner is recorded any post may have told the officer.
    """
    faults = {}
    owner_ids = {row.owner_id for row in ownerships}
    if owner is None:
        faults[name] = NO_OWNER
    elif owner_ids and owner.pk not in owner_ids:
        faults[name] = f"{owner} does not own this. Choose one of its owners."
    try:
        if told_on is None:
            raise ValidationError(NO_DAY)
        refuse_future(told_on)
    except ValidationError as wrong:
        faults["told_on"] = wrong.messages[0]
    return faults


class OwnerField(forms.TypedChoiceField):
    """One of these owners, who have been read already: a choice among them asks nothing of the database."""

    def __init__(self, owners: Sequence[Owner], **kwargs: object) -> None:
        by_key = {str(owner.pk): owner for owner in owners}
        choices = [(key, owner.name) for key, owner in by_key.items()]
        if len(choices) != 1:
            choices.insert(0, ("", "Choose"))
        super().__init__(choices=choices, coerce=by_key.__getitem__, empty_value=None, **kwargs)  # type: ignore[arg-type]

    def prepare_value(self, value: object) -> object:
        """An owner that is given already is chosen."""
        return value.pk if isinstance(value, Owner) else value


def ask_on_whose_word(form: forms.Form, ownerships: Iterable[Ownership], *, name: str = "given_for") -> None:
    """Give the form two boxes more: the owner, under this name, and the day on which they told the officer.

    Takes rows with their owners read; only where none is recorded does it ask which posts there are.
    """
    recorded = [row.owner for row in ownerships]
    form.fields[name] = OwnerField(
        recorded or list(Owner.objects.filter(closed_on=None)),
        label="On whose word",
        help_text="" if recorded else "No owner is recorded. Choose the post that told you.",
        error_messages={"required": NO_OWNER, "invalid_choice": "Choose an owner from the list."},
    )
    form.fields["told_on"] = DayField(
        label="Told on",
        help_text=f"The day on which they told you. For example, {clock.today():%-d %-m %Y}",
        error_messages={"required": NO_DAY},
        validators=[refuse_future],
    )
