"""Giving an objective a status: one dated row, and a sentence of evidence for each outcome where it is complete."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from objectives.models import Objective, Outcome, OutcomeEvidence, Status, StatusUpdate
from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter
from probation_planning.organisation.roles import Act, Reader
from probation_planning.organisation.word import answers_as, faults_of_word, names_of

SEQUENCE_ONCE = "objectives_statusupdate_sequence_once"


def refusal(objective: Objective) -> str:
    """Why somebody may not answer for the objective: who does."""
    who = names_of(objective.owners.all()) or "nobody yet: no owner is recorded"
    return f"{objective} is answered for by {who}. Only its owners, and the performance officer on their word, answer."


@transaction.atomic
def give_status(
    *,
    objective: Objective,
    quarter: Quarter,
    reader: Reader,
    status: str,
    comment: str,
    evidence: Mapping[int, str],
    seen: int,
    unit: DeliveryUnit | None = None,
    told_on: datetime.date | None = None,
    given_for: Owner | None = None,
) -> StatusUpdate:
    """Add the reader's answer for the quarter, beside the row of sequence `seen` (0 for none).

    `evidence` is one sentence for each outcome, by its id. Whoever does not own the objective answers on the word of
    an owner, `given_for`, heard on the day `told_on`. The same answer sent again is the row that stands already.

    Raises PermissionDenied, ValidationError (by field: status, comment, told_on, given_for, evidence_<outcome id>) and
    Conflict, which carries the row that stands instead.
    """
    if not objective.may(reader, Act.ANSWER):
        raise PermissionDenied(refusal(objective))
    outcomes = list(objective.outcomes.all())
    given = {outcome.pk: text for outcome in outcomes if (text := evidence.get(outcome.pk, "").strip())}
    faults = _faults(status, comment, outcomes, given)
    own = answers_as(objective.owners.all(), reader)
    if own is not None:
        given_for, told_on = own, None
    else:
        faults |= faults_of_word(objective.owners.all(), given_for, told_on)
    if faults:
        raise ValidationError(faults)
    _hold_open(quarter)
    new = StatusUpdate(
        objective=objective,
        quarter=quarter,
        unit=unit,
        sequence=seen + 1,
        status=status,
        comment=comment.strip(),
        dated=clock.today(),
        given_by=reader.user,
        given_as=given_for,
        told_on=told_on,
    )
    latest = _latest(new)
    if latest is not None and _says_the_same(latest, new, given):
        return latest
    if (latest.sequence if latest else 0) != seen:
        raise Conflict(latest)
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError as error:
        if SEQUENCE_ONCE not in str(error):
            raise
        latest = _latest(new)
        if latest is not None and _says_the_same(latest, new, given):
            return latest
        raise Conflict(latest) from error
    OutcomeEvidence.objects.bulk_create(OutcomeEvidence(update=new, outcome_id=pk, text=given[pk]) for pk in given)
    return new


def _faults(status: str, comment: str, outcomes: list[Outcome], given: Mapping[int, str]) -> dict[str, str]:
    """What the words lack for the status they go with."""
    if status not in Status.values:
        return {"status": "Choose a status from the list."}
    if status == Status.WITHDRAWN and not comment.strip():
        return {"comment": "Say in the comment why the objective is withdrawn."}
    if status == Status.COMPLETE:
        return {
            f"evidence_{outcome.pk}": f"Say what shows that outcome {place} was reached."
            for place, outcome in enumerate(outcomes, start=1)
            if outcome.pk not in given
        }
    return dict.fromkeys(
        (f"evidence_{pk}" for pk in given), "Evidence goes with “Complete”. Choose it, or empty the box."
    )


def _hold_open(quarter: Quarter) -> None:
    """Keep the quarter from being closed until this answer is in; refuse where it takes no answers."""
    [row] = Quarter.objects.raw("SELECT * FROM organisation_quarter WHERE id = %s FOR SHARE", [quarter.pk])
    row.year = quarter.year
    if not row.is_open:
        state = "not open yet" if row.opened_on is None else "closed"
        raise ValidationError(f"{quarter} is {state}, so no answer can be given for it.")
    if not row.expects_answers:
        raise ValidationError(f"{quarter} is known from the document alone, so no answer can be given for it.")


def _latest(new: StatusUpdate) -> StatusUpdate | None:
    """The row that counts now for the same objective, quarter and unit."""
    rows = StatusUpdate.objects.filter(objective=new.objective, quarter=new.quarter, unit=new.unit)
    return rows.select_related("given_by", "given_as").prefetch_related("evidence").order_by("-sequence").first()


def _says_the_same(latest: StatusUpdate, new: StatusUpdate, given: Mapping[int, str]) -> bool:
    """Whether the same person says the same again."""
    fields = ("status", "comment", "given_by_id", "given_as_id", "told_on")
    if any(getattr(latest, name) != getattr(new, name) for name in fields):
        return False
    return {row.outcome_id: row.text for row in latest.evidence.all()} == dict(given)
