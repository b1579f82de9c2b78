"""Entering a measure's result."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Owner, Quarter
from probation_planning.organisation.roles import Act, Reader
from probation_planning.organisation.word import answers_as, faults_of_word, names_of
from scorecard.models import Measure, Result
from scorecard.services.locking import hold_measure
from scorecard.standing import open_periods, period_name


@dataclass(frozen=True)
class Given:
    """What a person says of a measure's period: a value in its unit, or the code of a step, a quarter, yes or no."""

    value: Decimal | None = None
    step: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    provisional: bool = False
    source: str = ""
    note: str = ""
    reason: str = ""
    given_for: Owner | None = None
    told_on: datetime.date | None = None


def refusal(measure: Measure) -> str:
    """Why somebody may not enter the measure's result: who may."""
    who = names_of(measure.owners.all())
    if not who:
        return "Nobody answers for this measure yet. The performance officer can assign it to a post or a group."
    return f"Results of this measure are given by {who}, and by the performance officer on their word."


def closed_words(measure: Measure, quarter: Quarter) -> str:
    """Why no result is taken for the period, in a sentence."""
    state = "closed" if quarter.closed_on else "not open yet"
    return f"{period_name(measure, quarter)} is {state}, so no result can be entered for it."


@transaction.atomic
def enter_result(*, measure: Measure, quarter: Quarter, reader: Reader, given: Given, seen: int) -> Result:
    """Add the reader's result for the period, beside the row of sequence `seen` (0 for none).

    The same result sent again by the same person is the row that stands already.
    Raises PermissionDenied, ValidationError (by field: quarter, given_for, told_on, reason) and Conflict with the row
    that stands instead.
    """
    if not measure.may(reader, Act.ANSWER):
        raise PermissionDenied(refusal(measure))
    _hold_open(measure, quarter)
    hold_measure(measure)
    owners = list(measure.owners.all())
    mine = answers_as(owners, reader)
    if owners and mine is None and (faults := faults_of_word(owners, given.given_for, given.told_on)):
        raise ValidationError(faults)
    new = Result(
        measure=measure,
        quarter=quarter,
        sequence=seen + 1,
        value=given.value,
        step=given.step,
        numerator=given.numerator,
        denominator=given.denominator,
        provisional=given.provisional,
        source=given.source,
        note=given.note,
        reason=given.reason,
        dated=clock.today(),
        given_by=reader.user,
        given_as=mine or given.given_for,
        told_on=None if mine else given.told_on,
    )
    latest = latest_result(measure, quarter)
    if latest is not None and _says_the_same(latest, new):
        return latest
    if (latest.sequence if latest else 0) != seen:
        raise Conflict(latest)
    if latest is not None and not given.reason:
        raise ValidationError({"reason": "Say why the result is corrected."})
    new.full_clean(exclude=["trust", "measure", "quarter", "given_by", "given_as"])
    new.save(force_insert=True)
    return new


def latest_result(measure: Measure, quarter: Quarter) -> Result | None:
    """The row that counts for the whole trust at the quarter."""
    rows = Result.objects.filter(measure=measure, quarter=quarter, unit=None).select_related("given_by", "given_as")
    return rows.order_by("-sequence").first()


def _hold_open(measure: Measure, quarter: Quarter) -> None:
    """Keep the year's quarters from being closed until this result is in; refuse where the period takes none."""
    sql = "SELECT * FROM organisation_quarter WHERE year_id = %s ORDER BY number FOR SHARE"
    quarters = list(Quarter.objects.raw(sql, [quarter.year_id]))
    for row in quarters:
        row.year = quarter.year
    if quarter.pk not in {row.pk for row in open_periods(measure, quarters)}:
        now = next(row for row in quarters if row.pk == quarter.pk)
        raise ValidationError({"quarter": closed_words(measure, now)})


def _says_the_same(latest: Result, new: Result) -> bool:
    """Whether the same person says the same again."""
    fields = ("value", "step", "numerator", "denominator", "provisional", "source", "note", "given_by_id")
    return all(getattr(latest, name) == getattr(new, name) for name in fields)
