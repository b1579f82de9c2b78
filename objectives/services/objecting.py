"""What an owner does with an answer that the officer entered on their word: object to it, or make it their own."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from objectives.models import Objection, StatusUpdate
from objectives.services.answering import give_status, proofs_of
from probation_planning.organisation import clock
from probation_planning.organisation.refusals import sentence_of
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.organisation.years import refuse_closed


def may_object(update: StatusUpdate, reader: Reader) -> bool:
    """Whether the answer was entered for an owner whom the reader answers for."""
    told = update.told_on is not None and update.given_as_id is not None
    return told and may(reader, Act.ANSWER, Kind.PLAN) and reader.owns([update.given_as_id or 0])


@transaction.atomic
def object_to(*, update: StatusUpdate, reader: Reader, text: str) -> Objection:
    """Say what is wrong with words entered for the reader; the same objection sent again is the one that stands.

    Raises PermissionDenied, or ValidationError where a newer answer stands or the owner has objected already.
    """
    owner = update.given_as
    if owner is None or not may_object(update, reader):
        raise PermissionDenied("Only the owner for whom an answer was entered objects to it.")
    refuse_closed(update.quarter.year)
    text = text.strip()
    if not text:
        raise ValidationError({"text": "Say what is wrong with the answer."})
    mine = Objection.objects.filter(update=update, given_as=owner)
    same = mine.filter(given_by=reader.user, text=text).first()
    if same is not None:
        return same
    later = StatusUpdate.objects.filter(
        objective=update.objective_id, quarter=update.quarter_id, unit=update.unit_id, sequence__gt=update.sequence
    )
    if later.exists():
        raise ValidationError("A newer answer was given meanwhile; this one counts no longer. Object to that one.")
    try:
        with transaction.atomic():
            return Objection.objects.create(
                update=update, text=text, given_by=reader.user, given_as=owner, dated=clock.today()
            )
    except IntegrityError as error:
        same = mine.filter(given_by=reader.user, text=text).first()
        if same is not None:
            return same
        if says := sentence_of(error):
            raise ValidationError(says) from error
        raise


def agree_with(*, update: StatusUpdate, reader: Reader) -> StatusUpdate:
    """Give the answer as the reader's own: the same word, comment, evidence and moved deadlines, after the officer's.

    Raises PermissionDenied, ValidationError where the quarter takes no answers, or Conflict where a newer one stands.
    """
    if not may_object(update, reader):
        raise PermissionDenied("Only the owner for whom an answer was entered agrees with it.")
    return give_status(
        objective=update.objective,
        quarter=update.quarter,
        reader=reader,
        status=update.status,
        comment=update.comment,
        evidence=proofs_of(update),
        seen=update.sequence,
        unit=update.unit,
    )
