"""The acts that write several facts at once."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Owner
from probation_planning.organisation.roles import Act, Reader
from risks.models import Assessment, AssessmentKind, Entry, EntryOwner, Register, Review, Standing
from risks.reading import open_register
from risks.scoring import Change, Factors, change, why_asked


@transaction.atomic
def assess(
    *,
    entry: Entry,
    review: Review,
    reader: Reader,
    likelihood: int,
    impact: int,
    comments: str,
    proposed_actions: str,
    reason: str,
    seen: int,
    told_on: datetime.date | None = None,
    given_as: Owner | None = None,
) -> Assessment:
    """Propose a rating of the risk for the review, with the risk's words as they stand now.

    `seen` is the sequence of the latest assessment the reader saw, 0 for none. The same answer sent again changes nothing.
    Raises PermissionDenied, ValidationError (by field) or Conflict with the assessment that came between.
    """
    if not entry.may(reader, Act.ANSWER):
        raise PermissionDenied(refusal(entry))
    # Saves of one register wait for each other here, as does the issue of its papers: each is wholly before or after.
    Register.objects.select_for_update(no_key=True).get(pk=entry.register_id)
    review = Review.objects.prefetch_related("stages").get(pk=review.pk)
    entry.refresh_from_db()
    refuse_unless_open(entry, review)
    owners = list(entry.owners.select_related("owner"))
    answer: dict[str, Any] = {
        "likelihood": likelihood,
        "impact": impact,
        "comments": comments,
        "proposed_actions": proposed_actions,
        "reason": reason,
        **_on_whose_word(reader, owners, told_on, given_as),
    }
    latest = Assessment.objects.filter(entry=entry, review=review).order_by("-sequence").first()
    if latest and all(getattr(latest, name) == value for name, value in answer.items()):
        return latest
    if seen != (latest.sequence if latest else 0):
        raise Conflict(latest)
    assessment = Assessment(
        register_id=entry.register_id,
        entry=entry,
        review=review,
        kind=AssessmentKind.PROPOSED,
        sequence=seen + 1,
        dated=clock.today(),
        section=entry.section,
        reference=entry.reference,
        title=entry.title,
        success=entry.success,
        categories=[link.category.name for link in entry.categories.select_related("category")],
        owners=[owned.owner.name for owned in owners],
        responses=entry.responses,
        **answer,
    )
    assessment.clean_fields(exclude=REFERENCES)
    if wrong := what_is_missing(entry, review, reader, Factors(likelihood, impact), comments, reason):
        raise ValidationError({name: [sentence] for name, sentence in wrong.items()})
    assessment.save()
    return assessment
