"""What everything written about a risk shares: who may, beside which rows, on whose word, and once."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Owner
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.organisation.word import answers_as, faults_of_word, names_of
from risks.models import Action, Entry, EntryOwner
from risks.models.dated import Thing
from risks.services.locking import lock

Row = TypeVar("Row", bound=Thing)

# Checked by the database and never typed by a person.
GIVEN = frozenset({"trust", "register", "entry", "risk", "number", "once", "given_by", "given_as"}) | {
    *("owner", "accepted_by", "accepted_by_body"),
}


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


# What they share


def held(entry: Entry, reader: Reader) -> Entry:
    """The risk as it is now; whoever writes in its register waits until this is done."""
    register = lock(entry.register_id)
    owners = Prefetch("owners", EntryOwner.objects.select_related("owner"))
    return Entry.objects.visible_to(reader, register).prefetch_related(owners).get(pk=entry.pk)


def rows_seen(model: type[Row], entry: Entry, reader: Reader, number: int) -> list[Row]:
    """Every row of the thing that the reader sees; refused where there is none."""
    rows: Any = model._default_manager
    found = list(rows.visible_to(reader).filter(entry=entry, section=entry.section, number=number).order_by("sequence"))
    if not found:
        raise ValidationError("There is no such thing of this risk.")
    return found


def given_by(
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


def sent_already(
    model: type[Row], entry: Entry, reader: Reader, once: uuid.UUID | None, values: Mapping[str, Any]
) -> Row | None:
    """The row that this very form wrote before; a conflict where it said something else then, or of another risk."""
    rows: Any = model._default_manager
    sent: Row | None = rows.filter(once=once, given_by=reader.user).first() if once else None
    if sent and not says_the_same(sent, {"entry_id": entry.pk, **values}):
        raise Conflict(sent)
    return sent


def says_the_same(row: Thing, values: Mapping[str, Any]) -> bool:
    """Whether the row says just this."""
    return all(getattr(row, name) == value for name, value in values.items())


def changes(latest: Thing, values: Mapping[str, Any]) -> bool:
    """Whether the values are anything but the row before: other words, or something said with them."""
    return any(getattr(latest, name) != value for name, value in values.items() if name not in {"said", "reason"}) or (
        bool(values.get("said")) or (bool(values.get("reason")) and values["reason"] != getattr(latest, "reason", ""))
    )


def refuse_stale(rows: list[Row], seen: int) -> None:
    """A conflict with the latest row, where others came since the form was filled in beside `seen` of them."""
    if seen != len(rows):
        raise Conflict(rows[-1] if rows else None)


def refuse_faults(faults: Mapping[str, str]) -> None:
    """Raise what is wrong by field, if anything is."""
    if faults:
        raise ValidationError(dict(faults))


def add_row(model: type[Row], entry: Entry, **values: Any) -> Row:
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
