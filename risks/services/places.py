"""The acts by which a risk changes its place in the register: closed, reopened, moved, renumbered."""

import datetime
import uuid
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.word import refuse_future
from risks.models import Entry, Turn
from risks.references import is_given, place_for, references_to_give
from risks.services.carrying import arrive, leave, refuse_strangers
from risks.services.entries import at_hand, refuse_closed, refuse_reference
from risks.services.hands import fingerprint
from risks.services.locking import lock

# All that section 1 is told of a move (domain.md: it sees a risk leave once, or arrive as new).
LEFT = "No longer a key risk."
ENTERED = "Entered as a key risk."
ONLY_SECTION_TWO = "Only those who read section 2 move a risk into it or out of it."


def place_seen(entry: Entry) -> int:
    """The fingerprint of a risk's place: what a form of these acts is filled in beside."""
    return fingerprint([entry.section, entry.reference, entry.closed_on])


class Decision:
    """One dated decision on a risk, while the register is held.

    Raises Conflict with the risk's latest turn where its place has changed since the form was opened, or where the
    form was sent before with other words.
    """

    def __init__(
        self, entry: Entry, reader: Reader, *, seen: int, once: uuid.UUID, dated: datetime.date, reason: str, by: str
    ) -> None:
        self.register = lock(entry.register_id)
        self.entry = at_hand(entry, reader)
        self.reader = reader
        self.said: dict[str, Any] = {"dated": dated, "reason": reason, "decided_by": by}
        self.once = once
        sent = Turn.objects.filter(register=self.register, once=once).first()
        self.is_made = sent is not None
        same = {"entry_id": entry.pk, **self.said}
        if sent and any(getattr(sent, name) != value for name, value in same.items()):
            raise Conflict(sent)
        if not sent and seen != place_seen(self.entry):
            raise Conflict(latest_turn(self.entry, reader))
        try:
            refuse_future(dated)
        except ValidationError as wrong:
            raise ValidationError({"dated": wrong.messages}) from wrong
        if not reason:
            raise ValidationError({"reason": "Say why."})

    def take(self, kind: Turn.Kind, **more: Any) -> None:
        """Write the row that bears the form's own mark."""
        self.write(kind, once=self.once, **self.said, **more)

    def write(self, kind: Turn.Kind, *, section: int | None = None, **more: Any) -> None:
        """Write a row, told in the section."""
        Turn.objects.create(
            register=self.register,
            entry=self.entry,
            kind=kind,
            section=section or self.entry.section,
            given_by=self.reader.user,
            **more,
        )

    @property
    def result(self) -> Entry:
        """The risk in its place now."""
        return at_hand(self.entry, self.reader)


def latest_turn(entry: Entry, reader: Reader) -> Turn | None:
    """The last decision on the risk that the reader is told of."""
    turns = Turn.objects.visible_to(reader).filter(entry=entry).select_related("given_by")
    return turns.order_by("-moment").first()


@transaction.atomic
def close_risk(
    *, entry: Entry, reader: Reader, dated: datetime.date, reason: str, decided_by: str, seen: int, once: uuid.UUID
) -> Entry:
    """Close the risk: it stands as closed at the next review that is still worked on, and no longer after that."""
    decision = Decision(entry, reader, seen=seen, once=once, dated=dated, reason=reason, by=decided_by)
    if not decision.is_made:
        decision.take(Turn.Kind.CLOSED)
    return decision.result


@transaction.atomic
def reopen_risk(
    *, entry: Entry, reader: Reader, dated: datetime.date, reason: str, decided_by: str, seen: int, once: uuid.UUID
) -> Entry:
    """Take a closed risk into the register again."""
    decision = Decision(entry, reader, seen=seen, once=once, dated=dated, reason=reason, by=decided_by)
    if not decision.is_made:
        decision.take(Turn.Kind.REOPENED)
    return decision.result


@transaction.atomic
def renumber_risk(
    *,
    entry: Entry,
    reader: Reader,
    reference: str,
    dated: datetime.date,
    reason: str,
    decided_by: str,
    seen: int,
    once: uuid.UUID,
) -> Entry:
    """Give the risk another reference; without one, or to who does not read section 2, the next free one."""
    decision = Decision(entry, reader, seen=seen, once=once, dated=dated, reason=reason, by=decided_by)
    if decision.is_made:
        return decision.result
    current, register = decision.entry, decision.register
    asked = reference if register.shows_section_two_to(reader) else ""
    if asked == current.reference:
        raise ValidationError({"reference": f"{current} has this reference already."})
    if asked:
        refuse_reference(current, asked)
    for one in [asked] if asked else references_to_give(register, current.section):
        try:
            with transaction.atomic():
                order = place_for(register, current.section, one, current)
                decision.take(Turn.Kind.RENUMBERED, reference=one, order=order)
        except IntegrityError as error:
            if asked or not is_given(error):
                raise
        else:
            break
    return decision.result


@transaction.atomic
def move_risk(
    *,
    entry: Entry,
    reader: Reader,
    reference: str,
    dated: datetime.date,
    reason: str,
    decided_by: str,
    seen: int,
    once: uuid.UUID,
    carry: Collection[str] = (),
) -> Entry:
    """Move the risk into the other section, under the reference given or the next free one there.

    Each section is told its own half alone: section 2 the reason and who decided, section 1 that it left or is new.
    Into section 2 all that is open goes along, into section 1 what `carry` names (`action-3`).
    """
    decision = Decision(entry, reader, seen=seen, once=once, dated=dated, reason=reason, by=decided_by)
    if decision.is_made:
        return decision.result
    current, register = decision.entry, decision.register
    if not register.shows_section_two_to(reader):
        raise PermissionDenied(ONLY_SECTION_TWO)
    refuse_closed(current)
    to = 3 - current.section
    if reference:
        refuse_reference(current, reference)
    else:
        reference = next(references_to_give(register, to))
    arriving: dict[str, Any] = {"reference": reference, "order": place_for(register, to, reference, current)}
    if to == 2:
        refuse_strangers(current)
        going = leave(current, reader.user, LEFT, None)
        decision.write(Turn.Kind.LEFT, dated=dated, reason=LEFT)
        decision.take(Turn.Kind.ARRIVED, section=2, **arriving)
    else:
        going = leave(current, reader.user, "", carry)
        decision.take(Turn.Kind.LEFT)
        decision.write(Turn.Kind.ENTERED, section=1, dated=dated, reason=ENTERED, **arriving)
    arrive(going, current, to, reader.user, reason if to == 2 else ENTERED)
    return decision.result
