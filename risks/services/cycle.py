"""Steps of a review with one body, other than the issue of its papers: each writes one act, and with it the stages."""

import datetime
import uuid
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Body, Meeting
from probation_planning.organisation.roles import Reader
from risks.frames import frame_of
from risks.models import Register, Review, StageAct
from risks.reading import OpenRegister
from risks.services.locking import lock
from risks.steps import NEXT, Step, obstacle_to, refusal_of, state_of


def withdraw(*, review: Review, body: Body, reader: Reader, reason: str, seen: int, once: uuid.UUID) -> StageAct:
    """Take the papers back before the meeting; what their issue closed is open again."""
    return take_step(Step.WITHDRAWN, review, body, reader, seen, once, reason=reason)


def skip(*, review: Review, body: Body, reader: Reader, reason: str, seen: int, once: uuid.UUID) -> StageAct:
    """Leave the body out of the review."""
    return take_step(Step.SKIPPED, review, body, reader, seen, once, reason=reason)


def resume(*, review: Review, body: Body, reader: Reader, reason: str, seen: int, once: uuid.UUID) -> StageAct:
    """Take the body in again."""
    return take_step(Step.RESUMED, review, body, reader, seen, once, reason=reason)


@transaction.atomic
def hold(
    *,
    review: Review,
    body: Body,
    reader: Reader,
    held_on: datetime.date,
    minute_reference: str,
    seen: int,
    once: uuid.UUID,
) -> StageAct:
    """Record that a body that only reads met on its papers; one that decides is minuted (`meeting.hold_meeting`)."""
    _lock(review)
    if body.decides:
        raise ValidationError(f"The {body} decides on ratings: record its meeting where each of them is minuted.")
    issued = next((one.issued_on for one in review.stages.all() if one.body_id == body.pk), None)
    meeting = meeting_on(body, held_on, issued)
    return take_step(Step.MET, review, body, reader, seen, once, meeting=meeting, minute_reference=minute_reference)


def meeting_on(body: Body, held_on: datetime.date, issued_on: datetime.date | None) -> Meeting:
    """The body's meeting of that day. Raises ValidationError on a day on which it cannot have met on its papers."""
    if held_on > clock.today():
        raise ValidationError({"held_on": "Enter a day that is not in the future."})
    if issued_on and held_on < issued_on:
        raise ValidationError(
            {"held_on": f"The papers were issued on {issued_on:%-d %B %Y}. Enter that day or a later one."}
        )
    return Meeting.objects.get_or_create(body=body, held_on=held_on)[0]


def close_stage(
    *, review: Review, body: Body, reader: Reader, minute_reference: str, seen: int, once: uuid.UUID
) -> StageAct:
    """End the review with the body: its minutes are written."""
    return take_step(Step.CLOSED, review, body, reader, seen, once, minute_reference=minute_reference)


@transaction.atomic
def take_step(
    step: Step, review: Review, body: Body, reader: Reader, seen: int, once: uuid.UUID, **said: Any
) -> StageAct:
    """Write the act. The same form sent twice makes one; `seen` is how many acts of the body the reader saw.

    Raises PermissionDenied, Conflict with the act that came between, or IntegrityError with a sentence where the
    database finds that the step cannot be taken from where the body stands.
    """
    register = _lock(review)
    opened = OpenRegister(reader, register, frame_of(register))
    if refusal := refusal_of(opened, body, step):
        raise PermissionDenied(refusal)
    acts = StageAct.objects.filter(review=review, body=body)
    if sent := acts.filter(once=once, kind=step).first():
        return sent
    if acts.count() != seen:
        raise Conflict(acts.select_related("given_by").order_by("moment").last())
    now = next(one for one in opened.frame.reviews if one.pk == review.pk)
    if step in NEXT[state_of(now, body)] and (
        obstacle := obstacle_to(step, opened, Body.objects.filter(trust=reader.trust), now, body)
    ):
        raise ValidationError(obstacle)
    sections = _sections_of(acts.order_by("moment").last(), body, step)
    return write_act(step, register, review, body, reader, sections=sections, once=once, **said)


def write_act(step: Step, register: Register, review: Review, body: Body, reader: Reader, **said: Any) -> StageAct:
    """The act as of today; the database checks it, and moves the stages."""
    return StageAct.objects.create(
        register=register,
        review=review,
        body=body,
        kind=step,
        dated=clock.today(),
        given_by=reader.user,
        **said,
    )


def _lock(review: Review) -> Register:
    """Whoever writes the register waits for its row, so that each act is wholly before a save or wholly after."""
    return lock(review.register_id)


def _sections_of(latest: StageAct | None, body: Body, step: Step) -> list[int]:
    """What the body reads now where it is left out, else what it was given or left out with."""
    return body.sections if latest is None or step is Step.SKIPPED else latest.sections
