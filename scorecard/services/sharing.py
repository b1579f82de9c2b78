"""Sharing a trust-wide target out to the units of a kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from probation_planning.organisation import clock
from probation_planning.organisation.calendar import year_end
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import fingerprint
from probation_planning.organisation.models import DeliveryUnit
from probation_planning.organisation.roles import Reader
from scorecard import shares, targets
from scorecard.judging import accumulation_of, read_row
from scorecard.models import Measure, Sharing, Target, UnitShare
from scorecard.services.locking import hold_measure, hold_quarters
from scorecard.services.targets import last_target, read_as_typed, refuse_unless_managed

NOBODY = "Give at least one unit a share."
BELOW_NOUGHT = "A share is not below nought. Leave the box empty for a unit that has none."
NOT_COMPARED = "The share cannot be held against the target: it is of another form."


@dataclass(frozen=True)
class Shared:
    """How a target is shared out now: the shares as written, by unit; `row` is None where it is not."""

    target: Target
    row: Sharing | None
    written: Mapping[int, str]

    @property
    def seen(self) -> int:
        """What a form was filled in beside."""
        return fingerprint([self.target.sequence, self.row.sequence if self.row else 0])


@dataclass(frozen=True)
class ReadShares:
    """Shares that somebody types, against the whole: what is wrong, by the unit's key, and what they come to."""

    whole: targets.Target
    faults: dict[int, str]
    shares: shares.Shares


def units_of(measure: Measure, target: Target) -> list[DeliveryUnit]:
    """The units of the measure's kind that are open while the target holds, from today on, by name."""
    last = year_end(measure.year.start)
    day = min(max(clock.today(), target.effective_from), last)
    open_then = Q(closed_on=None) | Q(closed_on__gt=day)
    rows = DeliveryUnit.objects.filter(open_then, trust=measure.trust_id, kind=measure.for_each)
    return list(rows.exclude(opened_on__gt=last).order_by("name"))


def shared_now(target: Target) -> Shared:
    """How the target is shared out."""
    row = Sharing.objects.filter(target=target).select_related("given_by").order_by("-sequence").first()
    written = dict(UnitShare.objects.filter(sharing=row).values_list("unit", "printed")) if row else {}
    return Shared(target, row, written)


def read_shares(
    measure: Measure, target: Target, units: Sequence[DeliveryUnit], written: Mapping[int, str]
) -> ReadShares:
    """What the shares of these units come to, each read as the measure's target would be."""
    whole = read_row(measure, target, measure.year.start)
    read = {unit.pk: read_as_typed(measure, written.get(unit.pk, ""), target.scale) for unit in units}
    faults = {key: share.fault for key, share in read.items() if share.fault}
    for key, share in read.items():
        if key not in faults and (says := _against_the_whole(share, whole)):
            faults[key] = says
    given = {unit.name: read[unit.pk] if read[unit.pk].printed else None for unit in units}
    return ReadShares(whole, faults, shares.compare_shares(whole, given, accumulation_of(measure)))


def _against_the_whole(share: targets.Target, whole: targets.Target) -> str:
    """Why the share cannot be held against the whole, in a sentence; empty where it can."""
    if not (share.printed and whole.is_rated and share.is_rated):
        return ""
    if share.takes != whole.takes:
        return NOT_COMPARED
    if share.number is None or whole.number is None:
        return ""
    units = {share.unit, whole.unit}
    if len(units) > 1 and (targets.PERCENT in units or ("" not in units and not targets.same_unit(*units))):
        return f"The share is {_in(share.unit)} and the target {_in(whole.unit)}. Give both in the same."
    return BELOW_NOUGHT if share.number < 0 <= whole.number else ""


def _in(unit: str) -> str:
    return f"in {unit}" if unit else "a figure alone"


def even_shares(measure: Measure, target: Target, units: Sequence[DeliveryUnit]) -> dict[int, str]:
    """A target that adds up, in whole and nearly equal parts; one that does not add up, whole for each unit."""
    whole = read_row(measure, target, measure.year.start)
    if whole.number is None or not units:
        return {}
    if not shares.adds_up(whole, accumulation_of(measure)):
        return {unit.pk: target.text for unit in units}
    try:
        parts = shares.split(whole.number, {unit.name: Decimal(1) for unit in units})
    except ValueError:
        return {}
    return {unit.pk: whole.figure(parts[unit.name]) for unit in units}


@transaction.atomic
def share_out(
    *, measure: Measure, target: Target, reader: Reader, written: Mapping[int, str], reason: str, seen: int
) -> Sharing:
    """Share the target out, or anew with a reason; `written` are the shares by the unit's key, blank for none.

    Shares that do not add up are kept as they are. The same shared again is the row that stands. Raises
    PermissionDenied, ValidationError by box (unit_<key>, reason), and Conflict with how it is shared out now.
    """
    refuse_unless_managed(measure, reader)
    hold_quarters(measure.year)
    hold_measure(measure)
    last = last_target(measure)
    if last is None or last.pk != target.pk:
        raise Conflict(shared_now(last or target))
    now = shared_now(target)
    given = {key: text for key, text in written.items() if text}
    if now.row and dict(now.written) == given and (now.row.reason, now.row.given_by_id) == (reason, reader.user.pk):
        return now.row
    if seen != now.seen:
        raise Conflict(now)
    _refuse(measure, target, given, reason, now)
    row = Sharing.objects.create(
        target=target,
        sequence=now.row.sequence + 1 if now.row else 1,
        reason=reason,
        dated=clock.today(),
        given_by=reader.user,
    )
    for key, text in given.items():
        UnitShare.objects.create(sharing=row, unit_id=key, printed=text)
    return row


def _refuse(measure: Measure, target: Target, given: Mapping[int, str], reason: str, now: Shared) -> None:
    if Measure.objects.filter(pk=measure.pk).exclude(withdrawn_on=None).exists():
        raise ValidationError("The measure is withdrawn, and its target is shared out no more.")
    units = units_of(measure, target)
    if set(given) - {unit.pk for unit in units}:
        raise ValidationError("A unit was closed in the meantime. Look at the shares again.")
    if not given:
        raise ValidationError(NOBODY)
    faults = {f"unit_{key}": says for key, says in read_shares(measure, target, units, given).faults.items()}
    if now.row and not reason:
        faults["reason"] = "Say why the target is shared out anew."
    if faults:
        raise ValidationError({box: [sentence] for box, sentence in faults.items()})
