"""The issue of papers to a body: the one act of the cycle that writes two rooms."""

import datetime
import uuid
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from probation_planning.organisation import clock
from probation_planning.organisation.models import Body, Meeting
from probation_planning.organisation.roles import Reader
from probation_planning.reports.drawing import ask_for_pack
from probation_planning.reports.given.reading import Cover, Issued
from probation_planning.reports.models import Pack
from probation_planning.reports.packs import keep_given
from risks.frames import frame_of
from risks.gate import Gate, gate_of
from risks.models import Review, StageAct
from risks.reading import OpenRegister
from risks.services.locking import lock
from risks.steps import State, Step, how_it_stands, obstacle_to_issue, refusal_of, state_of


class Accepted(NamedTuple):
    """Why the papers go out with exceptions, and who accepts these."""

    reason: str
    by: str


class GateMoved(Exception):
    """What is missing changed while the officer looked; nothing was issued."""


@transaction.atomic
def issue_papers(
    *,
    review: Review,
    body: Body,
    reader: Reader,
    meeting_on: datetime.date,
    cover: Cover,
    exceptions: Accepted | None,
    gate_seen: str,
    once: uuid.UUID,
) -> Pack:
    """Give the body its papers today; its pack is frozen with the act, and drawn once both are committed.

    `gate_seen` is the fingerprint of the list that the officer looked at. The same form sent twice issues once.
    Raises PermissionDenied, ValidationError by field, GateMoved, or IntegrityError with a sentence.
    """
    opened = _locked(review, reader)
    # Sections of a body are changed under the same lock: what it reads now is what its papers hold.
    bodies = list(Body.objects.filter(trust=reader.trust))
    body = next(one for one in bodies if one.pk == body.pk)
    if refusal := refusal_of(opened, body, Step.ISSUED):
        raise PermissionDenied(refusal)
    if sent := Pack.objects.filter(act__once=once, review=review, body=body).first():
        return sent
    review = _same(opened, review)
    if state_of(review, body) not in {State.OPEN, State.WITHDRAWN}:
        raise ValidationError(how_it_stands(review, body))
    if obstacle := obstacle_to_issue(opened, bodies, review, body):
        raise ValidationError(obstacle)
    today = clock.today()
    if meeting_on < today:
        raise ValidationError({"meeting_on": "Papers are issued before the meeting. Enter today or a later day."})
    gate = gate_of(opened.frame, opened.register.year, review, body, today)
    if gate.fingerprint != gate_seen:
        raise GateMoved
    if gate.total and exceptions is None:
        raise ValidationError({"with_exceptions": not_ticked(gate)})
    accepted = exceptions if gate.total and exceptions else Accepted("", "")
    act = StageAct.objects.create(
        register=opened.register,
        review=review,
        body=body,
        sections=body.sections,
        kind=Step.ISSUED,
        dated=today,
        given_by=reader.user,
        once=once,
        meeting=Meeting.objects.get_or_create(body=body, held_on=meeting_on)[0],
        exceptions=gate.exceptions,
        exceptions_reason=accepted.reason,
        exceptions_accepted_by=accepted.by,
    )
    # As it stands with the papers given: the act has moved its stages.
    opened = _locked(review, reader)
    pack = keep_given(as_issued(opened, review, body, gate, cover, act=act, accepted=accepted), act, reader)
    ask_for_pack(reader, pack)
    return pack


def not_ticked(gate: Gate) -> str:
    """What to do about a list that nobody has accepted."""
    missing = "1 thing is" if gate.total == 1 else f"{gate.total} things are"
    return f"{missing} missing. Mend it, or tick the box to issue with exceptions."


def as_issued(
    opened: OpenRegister,
    review: Review,
    body: Body,
    gate: Gate,
    cover: Cover,
    *,
    act: StageAct | None = None,
    accepted: Accepted | None = None,
    meeting_on: datetime.date | None = None,
) -> Issued:
    """What the pack is read for; without an act, a draft of what would be issued today."""
    return Issued(
        register=opened.register,
        frame=opened.frame,
        review=_same(opened, review),
        body=body,
        gate=gate,
        issued_on=act.dated if act else clock.today(),
        issued_by=str(opened.reader.user),
        number=act.number if act else 0,
        meeting_on=act.meeting.held_on if act and act.meeting else meeting_on,
        exceptions_reason=accepted.reason if accepted else "",
        exceptions_accepted_by=accepted.by if accepted else "",
        cover=cover,
    )


def _locked(review: Review, reader: Reader) -> OpenRegister:
    """The register as it stands now; whoever writes it waits, so that each save is wholly before or wholly after."""
    register = lock(review.register_id)
    register.year = next(year for year in reader.years if year.pk == register.year_id)
    return OpenRegister(reader, register, frame_of(register))


def _same(opened: OpenRegister, review: Review) -> Review:
    """The review with its stages as they stand now."""
    return next(one for one in opened.frame.reviews if one.pk == review.pk)
