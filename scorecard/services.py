"""Acts on a measure: giving it owners, and entering its result."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Owner, Quarter, User
from probation_planning.organisation.roles import Act, Reader
from probation_planning.organisation.word import answers_as, faults_of_word, names_of
from probation_planning.organisation.years import refuse_closed
from scorecard.models import Measure, MeasureOwner, Result
from scorecard.standing import open_periods, period_name

NOBODY = "nobody"


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
    _lock(measure)
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


@dataclass(frozen=True)
class Assigned:
    """Who answers for a measure, who said so last, and when; `sequence` counts the changes so far, 0 for none."""

    rows: Sequence[MeasureOwner]
    sequence: int
    given_by: User | None
    given_at: datetime.datetime | None

    @property
    def leads(self) -> str:
        """The one who leads."""
        return ", ".join(str(row.owner) for row in self.rows if row.leads) or NOBODY

    @property
    def others(self) -> str:
        """Those who may answer besides."""
        return ", ".join(str(row.owner) for row in self.rows if not row.leads) or NOBODY


def times_assigned(measure: Measure) -> int:
    """How often who answers for the measure was changed, by whatever route: the database counts."""
    return int(_changes(measure).count())


def assigned(measure: Measure) -> Assigned:
    """Who answers for the measure now."""
    rows = list(MeasureOwner.objects.filter(measure=measure).select_related("owner"))
    latest = _changes(measure).order_by("-pgh_id").first()
    who = (latest.pgh_context or {}).get("user") if latest else None
    return Assigned(
        rows,
        times_assigned(measure),
        User.objects.filter(pk=who).first() if who else None,
        latest.pgh_created_at if latest else None,
    )


@transaction.atomic
def assign(*, measure: Measure, reader: Reader, leads: Owner | None, seen: int, others: Sequence[Owner] = ()) -> bool:
    """Give the measure these owners and no others, or none at all; says whether that changed anything.

    `seen` is how often it had been changed when the reader looked; the same choice sent again is no change.
    Raises PermissionDenied, and Conflict with who answers instead.
    """
    if not measure.may(reader, Act.MANAGE):
        raise PermissionDenied("Only the performance officer says who answers for a measure.")
    refuse_closed(measure.perspective.scorecard.year)
    _lock(measure)
    wanted = [*([leads] if leads else []), *(other for other in others if other != leads)]
    rows = {row.owner_id: row for row in MeasureOwner.objects.filter(measure=measure)}
    before = [(row.owner_id, row.leads) for row in rows.values()]
    if before == [(owner.pk, owner == leads) for owner in wanted]:
        return False
    if seen != times_assigned(measure):
        raise Conflict(assigned(measure))
    for owner_id, row in rows.items():
        if owner_id not in {owner.pk for owner in wanted}:
            row.delete()
    # Whoever stops leading goes first: the database allows one leader at a time.
    for order, owner in sorted(enumerate(wanted), key=lambda place: place[1] == leads):
        MeasureOwner.objects.update_or_create(
            measure=measure, owner=owner, defaults={"order": order, "leads": owner == leads}
        )
    return True


def _changes(measure: Measure) -> Any:
    """What the database recorded of who answers for the measure."""
    return apps.get_model("scorecard", "MeasureOwnerEvent")._default_manager.filter(measure=measure.pk)


def _hold_open(measure: Measure, quarter: Quarter) -> None:
    """Keep the year's quarters from being closed until this result is in; refuse where the period takes none."""
    sql = "SELECT * FROM organisation_quarter WHERE year_id = %s ORDER BY number FOR SHARE"
    quarters = list(Quarter.objects.raw(sql, [quarter.year_id]))
    for row in quarters:
        row.year = quarter.year
    if quarter.pk not in {row.pk for row in open_periods(measure, quarters)}:
        now = next(row for row in quarters if row.pk == quarter.pk)
        raise ValidationError({"quarter": closed_words(measure, now)})


def _lock(measure: Measure) -> None:
    """One at a time: nobody else gives this measure a result or an owner until the transaction ends."""
    Measure.objects.select_for_update(no_key=True, of=("self",)).get(pk=measure.pk)


def _says_the_same(latest: Result, new: Result) -> bool:
    """Whether the same person says the same again."""
    fields = ("value", "step", "numerator", "denominator", "provisional", "source", "note", "given_by_id")
    return all(getattr(latest, name) == getattr(new, name) for name in fields)
