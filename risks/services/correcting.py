"""The act of correcting a rating of a review that is closed."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.roles import Act, Reader
from risks.frames import frame_of
from risks.models import Assessment, AssessmentKind, Entry, Phase, Review, Standing
from risks.services.assessing import GIVEN, standing_to_rate
from risks.services.locking import hold
from risks.services.telling import band_now, tell_if_turned


@transaction.atomic
def correct(
    *,
    entry: Entry,
    review: Review,
    reader: Reader,
    likelihood: int,
    impact: int,
    comments: str,
    proposed_actions: str,
    nothing_more: str,
    reason: str,
    seen: int,
) -> Assessment:
    """Put a rating of a closed review right by a new dated row that names the one it corrects; what was said stays.

    The risk keeps the words it stood in there. `seen` is how many ratings of the review the reader saw. The same
    correction sent twice is one. Raises PermissionDenied, ValidationError by field, or Conflict with the rating that
    came between.
    """
    register = hold(entry.register_id)
    review = next(one for one in frame_of(register).reviews if one.pk == review.pk)
    standing = standing_to_rate(entry, review)
    refuse_unless_correctable(entry, standing, review, reader)
    answer: dict[str, Any] = {
        "likelihood": likelihood,
        "impact": impact,
        "comments": comments,
        "proposed_actions": proposed_actions,
        "nothing_more": nothing_more,
        "reason": reason,
        "given_by_id": reader.user.pk,
        "kind": AssessmentKind.CORRECTION,
    }
    latest: Assessment = standing.assessment
    if all(getattr(latest, name) == value for name, value in answer.items()):
        return latest
    if seen != standing.given:
        raise Conflict(latest)
    assessment = Assessment(
        register=register,
        entry=entry,
        review=review,
        corrects=latest,
        dated=clock.today(),
        section=standing.section,
        reference=standing.reference,
        title=standing.title,
        success=standing.success,
        categories=standing.categories,
        owners=standing.owners,
        responses=standing.responses,
        **answer,
    )
    assessment.clean_fields(exclude=GIVEN | {"corrects"})
    if not reason:
        raise ValidationError({"reason": "Say what was wrong with the rating."})
    before = band_now(register, entry)
    assessment.save()
    tell_if_turned(
        register=register,
        entry=entry,
        assessment=assessment,
        before=before,
        after=band_now(register, entry),
        reader=reader,
    )
    return assessment


def refuse_unless_correctable(entry: Entry, standing: Standing, review: Review, reader: Reader) -> None:
    """Refuse in words a rating that is not the reader's to correct, or can still be given anew, or was never given."""
    if not entry.may(reader, Act.CORRECT):
        raise PermissionDenied("Ratings of a closed review are corrected by the performance officer.")
    if review.phase(standing.section) is not Phase.CLOSED:
        raise PermissionDenied(f"{review} is not closed. Until it is, give a new rating.")
    if standing.assessment is None:
        raise PermissionDenied(f"{entry} was not rated at {review}, so there is nothing to correct.")
