"""Writing the things of a risk: each change is a row more, given by whoever may, beside the rows that they saw."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from probation_planning.organisation import clock
from probation_planning.organisation.models import Body, Owner
from probation_planning.organisation.roles import Act, Reader
from risks.models import Acceptance, Action, Control, Entry, Target
from risks.services.written import (
    add_row,
    changes,
    given_by,
    held,
    refuse_closed,
    refuse_faults,
    refuse_stale,
    refuse_unless_accepted_by,
    refuse_unless_reported_by,
    refuse_unless_written_by,
    rows_seen,
    says_the_same,
    sent_already,
)

ENDED = "This has come to its end. Write a new one."
NOTHING_NEW = "Nothing is changed. Change something, or go back."
FROM_TODAY = "Enter a day from today on."


# Actions


@transaction.atomic
def add_action(
    *,
    entry: Entry,
    reader: Reader,
    once: uuid.UUID | None,
    text: str,
    owner: Owner | None,
    due_on: datetime.date | None,
    given_as: Owner | None = None,
    told_on: datetime.date | None = None,
) -> Action:
    """Say what will be done about the risk, by which owner, by when.

    Every act of this file raises Entry.DoesNotExist where the reader no longer sees the risk, PermissionDenied,
    ValidationError by field, or Conflict with the row that came between.
    """
    entry = held(entry, reader)
    refuse_unless_written_by(entry, reader)
    refuse_closed(entry)
    values = {"text": text, "owner_id": owner.pk if owner else None, "due_on": due_on, "state": Action.State.OPEN}
    given = given_by(entry, None, reader, given_as, told_on)
    if sent := sent_already(Action, entry, reader, once, values):
        return sent
    refuse_faults(_faults_of_action(entry, None, values | {"said": "", "reason": ""}))
    return add_row(Action, entry, once=once, **values, **given)


@transaction.atomic
def change_action(
    *,
    entry: Entry,
    reader: Reader,
    number: int,
    seen: int,
    state: str,
    due_on: datetime.date | None,
    said: str,
    reason: str,
    text: str | None = None,
    owner: Owner | None = None,
    given_as: Owner | None = None,
    told_on: datetime.date | None = None,
) -> Action:
    """Report how an action goes on, move its day, finish, drop or open it again.

    Whoever writes for the risk may change its words and owner besides; without `text` these stay.
    """
    entry = held(entry, reader)
    rows = rows_seen(Action, entry, reader, number)
    latest = rows[-1]
    refuse_unless_reported_by(entry, latest, reader)
    if text is None or not entry.may(reader, Act.WRITE_THING):
        text, owner_id = latest.text, latest.owner_id
    else:
        owner_id = owner.pk if owner else None
    values: dict[str, Any] = {"text": text, "owner_id": owner_id, "due_on": due_on}
    values |= {"state": state, "said": said, "reason": reason}
    given = given_by(entry, latest, reader, given_as, told_on)
    if says_the_same(latest, values | given):
        return latest
    refuse_stale(rows, seen)
    refuse_faults(_faults_of_action(entry, latest, values))
    return add_row(Action, entry, number=number, **values, **given)


def _faults_of_action(entry: Entry, latest: Action | None, values: Mapping[str, Any]) -> dict[str, str]:
    """What the words lack, by field; `latest` is the row they follow."""
    state, due_on, owner_id = values["state"], values["due_on"], values["owner_id"]
    if latest:
        _refuse_finished(latest, state)
    faults = {}
    if not values["text"]:
        faults["text"] = "Say what will be done."
    if entry.section == 2 and owner_id and all(row.owner_id != owner_id for row in entry.owners.all()):
        faults["owner"] = "Give it to an owner of the risk: others may not read section 2."
    if due_on and due_on < clock.today() and not (latest and latest.due_on == due_on):
        faults["due_on"] = FROM_TODAY
    if state == Action.State.DONE and not values["said"]:
        faults["said"] = "Say what was done."
    if latest and not values["reason"] and (asked := _why_asked(latest, state, due_on)):
        faults["reason"] = asked
    if latest and not faults and not changes(latest, values):
        raise ValidationError("Nothing is changed. Say what happened, change something, or go back.")
    return faults


def _refuse_finished(latest: Action, state: str) -> None:
    if latest.state in {Action.State.DROPPED, Action.State.MOVED}:
        raise ValidationError(ENDED)
    if latest.state == Action.State.DONE and state != Action.State.OPEN:
        raise ValidationError("This is done. Open it again, or write a new action.")


def _why_asked(latest: Action, state: str, due_on: datetime.date | None) -> str:
    """The sentence that asks for a reason; empty where none is needed."""
    if latest.state == Action.State.DONE:
        return "This was finished. Say why it is open again."
    if state == Action.State.DROPPED:
        return "Say why nothing more is done here."
    slips = latest.due_on is not None and (due_on is None or due_on > latest.due_on)
    return "Say why the date moves." if slips else ""


# Controls


@transaction.atomic
def add_control(
    *,
    entry: Entry,
    reader: Reader,
    once: uuid.UUID | None,
    given_as: Owner | None = None,
    told_on: datetime.date | None = None,
    **words: Any,
) -> Control:
    """Name a control that is in place. `words`: text, kind, effectiveness, line, assured_by, assured_on."""
    entry = held(entry, reader)
    refuse_unless_written_by(entry, reader)
    refuse_closed(entry)
    given = given_by(entry, None, reader, given_as, told_on)
    if sent := sent_already(Control, entry, reader, once, words):
        return sent
    refuse_faults(_faults_of_control(None, words))
    return add_row(Control, entry, once=once, **words, **given)


@transaction.atomic
def change_control(
    *,
    entry: Entry,
    reader: Reader,
    number: int,
    seen: int,
    state: str,
    reason: str,
    given_as: Owner | None = None,
    told_on: datetime.date | None = None,
    **words: Any,
) -> Control:
    """Say anew how good a control is and who assures it, or that it has ended."""
    entry = held(entry, reader)
    refuse_unless_written_by(entry, reader)
    rows = rows_seen(Control, entry, reader, number)
    values = words | {"state": state, "reason": reason}
    given = given_by(entry, None, reader, given_as, told_on)
    if says_the_same(rows[-1], values | given):
        return rows[-1]
    refuse_stale(rows, seen)
    refuse_faults(_faults_of_control(rows[-1], values))
    return add_row(Control, entry, number=number, **values, **given)


def _faults_of_control(latest: Control | None, values: Mapping[str, Any]) -> dict[str, str]:
    faults = {}
    if latest and latest.state == Control.State.ENDED:
        raise ValidationError(ENDED)
    if not values["text"]:
        faults["text"] = "Name the control."
    if values["assured_on"] and not values["assured_by"]:
        faults["assured_by"] = "Say who assured it."
    if values["assured_on"] and values["assured_on"] > clock.today():
        faults["assured_on"] = "Enter a day that is not in the future."
    if values.get("state") == Control.State.ENDED and not values["reason"]:
        faults["reason"] = "Say why the control has ended."
    if latest and not faults and not changes(latest, values):
        raise ValidationError(NOTHING_NEW)
    return faults


# Acceptances


@transaction.atomic
def accept(
    *,
    entry: Entry,
    reader: Reader,
    once: uuid.UUID | None,
    accepted_by: Owner | None,
    accepted_by_body: Body | None,
    minute_reference: str,
    why: str,
    until: datetime.date,
    watched: str,
) -> Acceptance:
    """Record who accepts the risk as it is: a post that does not own it, or a body by a minute."""
    entry = held(entry, reader)
    refuse_unless_accepted_by(entry, reader)
    refuse_closed(entry)
    values: dict[str, Any] = {
        "accepted_by_id": accepted_by.pk if accepted_by else None,
        "accepted_by_body_id": accepted_by_body.pk if accepted_by_body else None,
        "minute_reference": minute_reference,
        "why": why,
        "until": until,
        "watched": watched,
    }
    if sent := sent_already(Acceptance, entry, reader, once, values):
        return sent
    faults = {}
    if bool(accepted_by) == bool(accepted_by_body):
        faults["accepted_by"] = "Name the post or the body that accepts the risk, one of them."
    if accepted_by and any(row.owner_id == accepted_by.pk for row in entry.owners.all()):
        faults["accepted_by"] = "An owner of the risk does not accept it. Choose another post, or a body."
    if accepted_by_body and entry.section not in accepted_by_body.sections:
        faults["accepted_by"] = f"The {accepted_by_body} does not read section {entry.section}. Choose another."
    if accepted_by_body and not minute_reference:
        faults["minute_reference"] = "Give the minute in which the body accepted it."
    if until < clock.today():
        faults["until"] = f"An acceptance ends after it begins. {FROM_TODAY}"
    refuse_faults(faults)
    return add_row(Acceptance, entry, once=once, given_by_id=reader.user.pk, **values)


@transaction.atomic
def end_acceptance(*, entry: Entry, reader: Reader, number: int, seen: int, reason: str) -> Acceptance:
    """End an acceptance before its day, with the reason."""
    entry = held(entry, reader)
    refuse_unless_accepted_by(entry, reader)
    rows = rows_seen(Acceptance, entry, reader, number)
    latest = rows[-1]
    ending = {"state": Acceptance.State.ENDED, "reason": reason, "given_by_id": reader.user.pk}
    if says_the_same(latest, ending):
        return latest
    refuse_stale(rows, seen)
    if latest.state == Acceptance.State.ENDED:
        raise ValidationError(ENDED)
    if not reason:
        raise ValidationError({"reason": "Say why the acceptance has ended."})
    kept = ("accepted_by_id", "accepted_by_body_id", "minute_reference", "why", "until", "watched")
    return add_row(Acceptance, entry, number=number, **{name: getattr(latest, name) for name in kept}, **ending)


# Targets


@transaction.atomic
def set_target(
    *,
    entry: Entry,
    reader: Reader,
    seen: int,
    likelihood: int,
    impact: int,
    by_when: datetime.date,
    reason: str,
    given_as: Owner | None = None,
    told_on: datetime.date | None = None,
) -> Target:
    """Set what the risk is to come to, and by when; changing it says why."""
    entry = held(entry, reader)
    refuse_unless_written_by(entry, reader)
    refuse_closed(entry)
    rows = list(Target.objects.visible_to(reader).filter(entry=entry, section=entry.section).order_by("sequence"))
    latest = rows[-1] if rows else None
    values = {"likelihood": likelihood, "impact": impact, "by_when": by_when, "reason": reason}
    given = given_by(entry, None, reader, given_as, told_on)
    if latest and says_the_same(latest, values | given):
        return latest
    refuse_stale(rows, seen)
    faults = {}
    if by_when < clock.today() and not (latest and latest.by_when == by_when):
        faults["by_when"] = FROM_TODAY
    if latest and not reason:
        faults["reason"] = "Say why the target changes."
    refuse_faults(faults)
    if latest and not changes(latest, values | {"reason": latest.reason}):
        raise ValidationError(NOTHING_NEW)
    return add_row(Target, entry, **values, **given)
