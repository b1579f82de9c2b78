"""Writing the things of a risk: each change is a row more, given by whoever may, beside the rows that they saw."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Prefetch

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Body, Owner
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.organisation.word import answers_as, faults_of_word, names_of
from risks.models import Acceptance, Action, Control, Entry, EntryOwner, Target
from risks.models.dated import Thing
from risks.services.locking import lock

Row = TypeVar("Row", bound=Thing)

ENDED = "This has come to its end. Write a new one."
NOTHING_NEW = "Nothing is changed. Change something, or go back."
# Checked by the database and never typed by a person.
GIVEN = frozenset({"trust", "register", "entry", "risk", "number", "once", "given_by", "given_as"}) | {
    *("owner", "accepted_by", "accepted_by_body"),
}
FROM_TODAY = "Enter a day from today on."


# Who may


def may_report(entry: Entry, action: Action | None, reader: Reader) -> bool:
    """Whether the reader may say how an action goes on: whoever writes for the risk, and the action's own owner."""
    mine = action is not None and action.owner_id is not None and reader.owns([action.owner_id])
    return entry.may(reader, Act.WRITE_THING) or (mine and may(reader, Act.WRITE_THING, Kind.REGISTER))


def refuse_unless_written_by(entry: Entry, reader: Reader) -> None:
    """Refuse in words what the reader may read but not write."""
    _refuse_unless_at_work(reader)
    if not entry.may(reader, Act.WRITE_THING):
        raise PermissionDenied(f"{_whose(entry)}. You can read it but write nothing to it.")


def refuse_unless_reported_by(entry: Entry, action: Action | None, reader: Reader) -> None:
    """The same of an action, on which its own owner reports too."""
    _refuse_unless_at_work(reader)
    if not may_report(entry, action, reader):
        raise PermissionDenied(f"{_whose(entry)}. You can read this action but not report on it.")


def refuse_unless_accepted_by(entry: Entry, reader: Reader) -> None:
    """Refuse in words whoever may not write down who accepts the risk."""
    if not entry.may(reader, Act.ACCEPT):
        own = reader.owns(row.owner_id for row in entry.owners.all())
        raise PermissionDenied(
            f"{entry} is your own. Somebody else accepts it."
            if own
            else "Acceptances are recorded by members of SMT and by the performance officer."
        )


def refuse_closed(entry: Entry) -> None:
    """A closed risk takes nothing new."""
    if entry.closed_on:
        raise PermissionDenied(f"{entry} was closed on {entry.closed_on:%-d %B %Y}. Nothing new is written to it.")


def _refuse_unless_at_work(reader: Reader) -> None:
    """By role first: whoever reads what was issued is told no name or reference given since."""
    if not reader.working_roles:
        raise PermissionDenied("The owners of a risk and the performance officer write to it. You can read it.")


def _whose(entry: Entry) -> str:
    owners = names_of(entry.owners.all())
    return f"{entry} belongs to {owners}" if owners else f"{entry} has no owner recorded"


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
    entry = _held(entry, reader)
    refuse_unless_written_by(entry, reader)
    refuse_closed(entry)
    values = {"text": text, "owner_id": owner.pk if owner else None, "due_on": due_on, "state": Action.State.OPEN}
    given = _given(entry, None, reader, given_as, told_on)
    if sent := _sent_already(Action, entry, reader, once, values):
        return sent
    _refuse(_faults_of_action(entry, None, values | {"said": "", "reason": ""}))
    return _add(Action, entry, once=once, **values, **given)


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
    entry = _held(entry, reader)
    rows = _rows(Action, entry, reader, number)
    latest = rows[-1]
    refuse_unless_reported_by(entry, latest, reader)
    if text is None or not entry.may(reader, Act.WRITE_THING):
        text, owner_id = latest.text, latest.owner_id
    else:
        owner_id = owner.pk if owner else None
    values: dict[str, Any] = {"text": text, "owner_id": owner_id, "due_on": due_on}
    values |= {"state": state, "said": said, "reason": reason}
    given = _given(entry, latest, reader, given_as, told_on)
    if _says_the_same(latest, values | given):
        return latest
    _refuse_stale(rows, seen)
    _refuse(_faults_of_action(entry, latest, values))
    return _add(Action, entry, number=number, **values, **given)


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
    if latest and not faults and not _changes(latest, values):
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
    entry = _held(entry, reader)
    refuse_unless_written_by(entry, reader)
    refuse_closed(entry)
    given = _given(entry, None, reader, given_as, told_on)
    if sent := _sent_already(Control, entry, reader, once, words):
        return sent
    _refuse(_faults_of_control(None, words))
    return _add(Control, entry, once=once, **words, **given)


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
    entry = _held(entry, reader)
    refuse_unless_written_by(entry, reader)
    rows = _rows(Control, entry, reader, number)
    values = words | {"state": state, "reason": reason}
    given = _given(entry, None, reader, given_as, told_on)
    if _says_the_same(rows[-1], values | given):
        return rows[-1]
    _refuse_stale(rows, seen)
    _refuse(_faults_of_control(rows[-1], values))
    return _add(Control, entry, number=number, **values, **given)


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
    if latest and not faults and not _changes(latest, values):
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
    entry = _held(entry, reader)
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
    if sent := _sent_already(Acceptance, entry, reader, once, values):
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
    _refuse(faults)
    return _add(Acceptance, entry, once=once, given_by_id=reader.user.pk, **values)


@transaction.atomic
def end_acceptance(*, entry: Entry, reader: Reader, number: int, seen: int, reason: str) -> Acceptance:
    """End an acceptance before its day, with the reason."""
    entry = _held(entry, reader)
    refuse_unless_accepted_by(entry, reader)
    rows = _rows(Acceptance, entry, reader, number)
    latest = rows[-1]
    ending = {"state": Acceptance.State.ENDED, "reason": reason, "given_by_id": reader.user.pk}
    if _says_the_same(latest, ending):
        return latest
    _refuse_stale(rows, seen)
    if latest.state == Acceptance.State.ENDED:
        raise ValidationError(ENDED)
    if not reason:
        raise ValidationError({"reason": "Say why the acceptance has ended."})
    kept = ("accepted_by_id", "accepted_by_body_id", "minute_reference", "why", "until", "watched")
    return _add(Acceptance, entry, number=number, **{name: getattr(latest, name) for name in kept}, **ending)


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
    entry = _held(entry, reader)
    refuse_unless_written_by(entry, reader)
    refuse_closed(entry)
    rows = list(Target.objects.visible_to(reader).filter(entry=entry, section=entry.section).order_by("sequence"))
    latest = rows[-1] if rows else None
    values = {"likelihood": likelihood, "impact": impact, "by_when": by_when, "reason": reason}
    given = _given(entry, None, reader, given_as, told_on)
    if latest and _says_the_same(latest, values | given):
        return latest
    _refuse_stale(rows, seen)
    faults = {}
    if by_when < clock.today() and not (latest and latest.by_when == by_when):
        faults["by_when"] = FROM_TODAY
    if latest and not reason:
        faults["reason"] = "Say why the target changes."
    _refuse(faults)
    if latest and not _changes(latest, values | {"reason": latest.reason}):
        raise ValidationError(NOTHING_NEW)
    return _add(Target, entry, **values, **given)


# What they share


def _held(entry: Entry, reader: Reader) -> Entry:
    """The risk as it is now; whoever writes in its register waits until this is done."""
    register = lock(entry.register_id)
    owners = Prefetch("owners", EntryOwner.objects.select_related("owner"))
    return Entry.objects.visible_to(reader, register).prefetch_related(owners).get(pk=entry.pk)


def _rows(model: type[Row], entry: Entry, reader: Reader, number: int) -> list[Row]:
    """Every row of the thing that the reader sees; refused where there is none."""
    rows: Any = model._default_manager
    found = list(rows.visible_to(reader).filter(entry=entry, section=entry.section, number=number).order_by("sequence"))
    if not found:
        raise ValidationError("There is no such thing of this risk.")
    return found


def _given(
    entry: Entry, action: Action | None, reader: Reader, given_as: Owner | None, told_on: datetime.date | None
) -> dict[str, Any]:
    """By whom and as which owner; the officer may name the owner whose word it is, and when it was given."""
    by = {"given_by_id": reader.user.pk}
    if mine := answers_as(entry.owners.all(), reader):
        return by | {"given_as_id": mine.pk, "told_on": None}
    if action and action.owner_id in reader.owner_ids:
        return by | {"given_as_id": action.owner_id, "told_on": None}
    if given_as is None and told_on is None:
        return by | {"given_as_id": None, "told_on": None}
    owned: list[Any] = [*entry.owners.all(), *([action] if action and action.owner_id else [])]
    faults = faults_of_word(owned, given_as, told_on, name="given_as")
    if faults or given_as is None:
        raise ValidationError(faults)
    return by | {"given_as_id": given_as.pk, "told_on": told_on}


def _sent_already(
    model: type[Row], entry: Entry, reader: Reader, once: uuid.UUID | None, values: Mapping[str, Any]
) -> Row | None:
    """The row that this very form wrote before; a conflict where it said something else then, or of another risk."""
    rows: Any = model._default_manager
    sent: Row | None = rows.filter(once=once, given_by=reader.user).first() if once else None
    if sent and not _says_the_same(sent, {"entry_id": entry.pk, **values}):
        raise Conflict(sent)
    return sent


def _says_the_same(row: Thing, values: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def _changes(latest: Thing, values: Mapping[str, Any]) -> bool:
    """Whether the values are anything but the row before: other words, or something said with them."""
    return any(getattr(latest, name) != value for name, value in values.items() if name not in {"said", "reason"}) or (
        bool(values.get("said")) or (bool(values.get("reason")) and values["reason"] != getattr(latest, "reason", ""))
    )


def _refuse_stale(rows: list[Row], seen: int) -> None:
    if seen != len(rows):
        raise Conflict(rows[-1] if rows else None)


def _refuse(faults: Mapping[str, str]) -> None:
    if faults:
        raise ValidationError(dict(faults))


def _add(model: type[Row], entry: Entry, **values: Any) -> Row:
    """One row more; number and sequence are the database's."""
    row = model(
        register_id=entry.register_id,
        entry=entry,
        risk_id=entry.risk_id,
        section=entry.section,
        dated=clock.today(),
        **values,
    )
    row.clean_fields(exclude=GIVEN)
    row.save(force_insert=True)
    return row
