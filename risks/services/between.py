"""The act of rating a risk between reviews."""

import datetime
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Owner
from probation_planning.organisation.roles import Reader
from risks.frames import frame_of
from risks.models import Assessment, AssessmentKind, Entry, Register
from risks.models.assessments import AssessmentQuerySet
from risks.services.assessing import GIVEN, as_it_stands, on_whose_word, refuse_unless_ratable, with_words
from risks.services.locking import lock
from risks.services.telling import band_now, band_of, standing_in_preparation, tell_if_turned


@transaction.atomic
def assess_between(
    *,
    entry: Entry,
    reader: Reader,
    likelihood: int,
    impact: int,
    dated: datetime.date,
    reason: str,
    comments: str,
    proposed_actions: str,
    seen: int,
    once: uuid.UUID,
    told_on: datetime.date | None = None,
    given_as: Owner | None = None,
) -> Assessment:
    """Rate the risk on a day between reviews; the rating is filed at the review in preparation and ranks the risk.

    `seen` is how many ratings between reviews the reader saw, 0 for none; `once` is the form's own.
    Raises PermissionDenied, ValidationError by field, or Conflict with the rating that came between.
    """
    register = lock(entry.register_id)
    current = with_words(entry.pk)
    refuse_unless_ratable(current, reader)
    answer: dict[str, Any] = {
        "likelihood": likelihood,
        "impact": impact,
        "dated": dated,
        "reason": reason,
        "comments": comments,
        "proposed_actions": proposed_actions,
        "given_by_id": reader.user.pk,
        **on_whose_word(current, reader, told_on, given_as),
    }
    if sent := Assessment.objects.filter(once=once).select_related("given_by").first():
        if sent.entry_id == current.pk and all(getattr(sent, name) == value for name, value in answer.items()):
            return sent
        raise Conflict(sent)
    given = given_between(current).select_related("given_by")
    if seen != len(given):
        raise Conflict(given.last())
    assessment = Assessment(
        register=register, entry=current, kind=AssessmentKind.INTERIM, once=once, **as_it_stands(current), **answer
    )
    assessment.clean_fields(exclude=GIVEN)
    frame = frame_of(register)
    stands = standing_in_preparation(frame, current)
    if stands is None:
        raise ValidationError("Every review is closed. Let the performance officer add the next one first.")
    if faults := _faults(assessment, register):
        raise ValidationError(faults)
    assessment.save()
    tell_if_turned(
        register=register,
        entry=current,
        assessment=assessment,
        before=band_of(frame, stands),
        after=band_now(register, current),
        reader=reader,
    )
    return assessment


def given_between(entry: Entry) -> AssessmentQuerySet:
    """Ratings of the risk between reviews that are told in its section, in the order in which they were given."""
    return Assessment.objects.filter(entry=entry, kind=AssessmentKind.INTERIM).told_in(entry.section).order_by("moment")


def _faults(assessment: Assessment, register: Register) -> dict[str, str]:
    """What is wrong with the day, and with a rating that does not say why."""
    faults = {}
    if assessment.dated and assessment.dated > clock.today():
        faults["dated"] = "Enter a day that is not in the future."
    elif assessment.dated and assessment.dated < register.period_from:
        faults["dated"] = f"The register begins on {register.period_from:%-d %B %Y}. Enter a day from then on."
    if not assessment.reason:
        faults["reason"] = "Say why the rating is given between reviews."
    return faults
