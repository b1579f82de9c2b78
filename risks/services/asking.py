"""Acts of challenge: a question is asked, given to somebody, answered, and closed for good."""

import datetime
import uuid
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Body, Owner
from probation_planning.organisation.roles import Reader
from risks.asking import asked_on, asks_for, may_answer, may_assign, may_close, may_settle, who_closes
from risks.models import Entry, Question
from risks.reading import OpenRegister
from risks.services.locking import lock

State = Question.State
ANSWERED_FIELDS = ("owner_id", "due_on", "answer", "state", "reason")


@transaction.atomic
def ask(
    *, opened: OpenRegister, entry: Entry, body: Body, kind: str, text: str, once: uuid.UUID | None = None
) -> Question:
    """Ask a question of the risk for a body, or call for a deep dive; the same form sent twice asks once.

    Raises PermissionDenied, ValidationError by field, or Conflict with what was asked by the same form in other words.
    """
    reader = opened.reader
    _lock(entry.register_id)
    refuse_unless_asking(entry, reader)
    if body not in asks_for(reader, entry.section):
        raise PermissionDenied(f"You ask for the bodies that you sit on and that read this risk, not for the {body}.")
    before = Question.objects.visible_to(reader).filter(once=once).first() if once else None
    if before:
        if (before.entry_id, before.body_id, before.kind, before.text) == (entry.pk, body.pk, kind, text):
            return before
        raise Conflict(before)
    if not text:
        raise ValidationError({"text": "Write the question."})
    question = Question(
        register_id=entry.register_id,
        entry=entry,
        risk_id=entry.risk_id,
        section=entry.section,
        body=body,
        kind=kind,
        text=text,
        review=asked_on(opened, body),
        dated=clock.today(),
        given_by=reader.user,
        once=once,
    )
    question.save()
    question.refresh_from_db()
    return question


@transaction.atomic
def assign_question(
    *, question: Question, entry: Entry, reader: Reader, owner: Owner, due_on: datetime.date | None, seen: int
) -> Question:
    """Give the question to an owner, to be answered by a day."""
    if not may_assign(reader):
        raise PermissionDenied("Only the performance officer gives questions to somebody to answer.")
    faults = {}
    if due_on and due_on < clock.today():
        faults["due_on"] = "Enter today or a day to come."
    if question.section == 2 and owner.pk not in {row.owner_id for row in entry.owners.all()}:
        faults["owner"] = "Give it to an owner of the risk: others may not read section 2."
    if faults:
        raise ValidationError(faults)
    return _write(question, reader, seen, state=State.ASSIGNED, owner_id=owner.pk, due_on=due_on)


@transaction.atomic
def answer_question(*, question: Question, entry: Entry, reader: Reader, answer: str, seen: int) -> Question:
    """Answer it, as whoever it was given to, as an owner of the risk, or as the officer."""
    if not may_answer(question, entry, reader):
        raise PermissionDenied("It is answered by whoever it was given to, by an owner of the risk, or by the officer.")
    if not answer:
        raise ValidationError({"answer": "Write the answer."})
    owned = [question.owner_id, *(row.owner_id for row in entry.owners.all())]
    given_as = next((pk for pk in owned if pk in reader.owner_ids), None)
    return _write(question, reader, seen, state=State.ANSWERED, answer=answer, given_as_id=given_as)


@transaction.atomic
def close_question(
    *, question: Question, entry: Entry, reader: Reader, reason: str, seen: int, minute_reference: str = ""
) -> Question:
    """Close it for good, saying how it was settled; the officer names the minute in which the body did."""
    if not may_close(question, entry, reader):
        raise PermissionDenied(who_closes(question))
    faults = {}
    if not reason:
        faults["reason"] = "Say how it was settled."
    if not minute_reference and not may_settle(question, entry, reader):
        faults["minute_reference"] = f"Give the minute in which the {question.body} settled it."
    if faults:
        raise ValidationError(faults)
    settled = f"{reason} (minute {minute_reference})" if minute_reference else reason
    return _write(question, reader, seen, state=State.CLOSED, reason=settled)


def refuse_unless_asking(entry: Entry, reader: Reader) -> None:
    """Refuse in words whoever sits on no body that reads the risk."""
    if not asks_for(reader, entry.section):
        raise PermissionDenied("Only members of a body that reads this risk ask questions of it.")


def _lock(register_id: int) -> None:
    lock(register_id)


def _write(question: Question, reader: Reader, seen: int, **changed: Any) -> Question:
    """The next row of the question. `seen` is how many the reader saw; the same answer sent twice is one.

    Raises Conflict with the row that came between.
    """
    _lock(question.register_id)
    rows = Question.objects.visible_to(reader).filter(
        entry=question.entry_id, section=question.section, number=question.number
    )
    given = list(rows.select_related("body", "given_by", "owner").order_by("sequence"))
    latest = given[-1]
    answer = {name: getattr(latest, name) for name in ANSWERED_FIELDS} | changed | {"given_by_id": reader.user.pk}
    if all(getattr(latest, name) == value for name, value in answer.items()):
        return latest
    if latest.state == State.CLOSED:
        raise ValidationError("The question is closed and stays closed. Ask a new one.")
    if seen != len(given):
        raise Conflict(latest)
    kept = ("register_id", "entry_id", "risk_id", "section", "number", "body_id", "kind", "text", "review_id")
    row = Question(**{name: getattr(latest, name) for name in kept}, dated=clock.today(), **answer)
    row.save()
    return row
