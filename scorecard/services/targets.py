"""Setting what a measure must reach."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from probation_planning.organisation import clock
from probation_planning.organisation.calendar import quarter_dates, year_end
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Act, Reader
from scorecard import accumulation, targets
from scorecard.judging import read_row
from scorecard.models import Measure, Measured, OrderedScale, Polarity, Target
from scorecard.services.locking import hold_measure, hold_quarters
from scorecard.targets import Takes

TAKEN = {Takes.STEP: "steps of a scale", Takes.YES_NO: "yes or no", Takes.QUARTER: "when it was done"}
NO_FIGURE = "Results of this measure are given as {}, and this is a figure. Correct first what it is counted in."
DIFFERS = "“{}” says itself that {} is better. Choose that, or leave the choice out."
NO_TOLERANCE = "Only a figure can be nearly reached. Leave this empty."
NO_PROFILE = "Only a figure has a level at each quarter. Leave all four empty."
ASKS_POLARITY = "“{}” can be read either way. Say which way is better."


@dataclass(frozen=True)
class Wanted:
    """A target as somebody types it: its words, and what goes with them. `profile` is empty, or of four."""

    printed: str
    effective_from: datetime.date
    scale: OrderedScale | None = None
    polarity: str = ""
    tolerance_under: Decimal | None = None
    tolerance_over: Decimal | None = None
    tolerance_measured: str = Measured.UNIT
    profile: tuple[str, ...] = ()
    reason: str = ""
    approved_by: str = ""


@dataclass(frozen=True)
class Read:
    """How a target that somebody types is read: what is wrong with it, by box, and what can hardly be meant."""

    target: targets.Target
    faults: dict[str, str]
    doubts: tuple[str, ...]


def read_as_typed(measure: Measure, printed: str, scale: OrderedScale | None, polarity: str = "") -> targets.Target:
    """The words as the measure's target would be read; a polarity said counts where the measure has none."""
    known = measure.polarity
    measure.polarity = known or polarity
    try:
        return read_row(measure, Target(printed=printed, scale=scale), measure.year.start)
    finally:
        measure.polarity = known


def read_wanted(measure: Measure, wanted: Wanted) -> Read:
    """How the target is read on this measure, before anything is saved."""
    target = read_as_typed(measure, wanted.printed, wanted.scale, wanted.polarity)
    return Read(target, dict(_faults(measure, wanted, target)), tuple(_doubts(measure, wanted, target)))


def last_target(measure: Measure) -> Target | None:
    """The target that was set last."""
    return targets_set(measure).first()


def targets_set(measure: Measure) -> QuerySet[Target]:
    """Every target that was set, the latest first, each with the steps of its scale."""
    rows = Target.objects.filter(measure=measure).select_related("scale", "given_by")
    return rows.prefetch_related("scale__steps").order_by("-sequence")


def may_begin(measure: Measure, year: Year, last: Target | None) -> datetime.date:
    """The first day from which a target may hold: a first one from the year's, another after the closed quarters."""
    closed = year.quarters.exclude(closed_on=None).order_by("-number").values_list("number", flat=True).first()
    if last is None or closed is None:
        return year.start
    return quarter_dates(year.start, closed)[1] + datetime.timedelta(days=1)


def refuse_unless_managed(measure: Measure, reader: Reader) -> None:
    """Refuse in words whoever does not set up the scorecard."""
    if not measure.may(reader, Act.MANAGE):
        raise PermissionDenied("Only the performance officer sets targets, shares them out and confirms readings.")


@transaction.atomic
def set_target(*, measure: Measure, reader: Reader, wanted: Wanted, seen: int) -> Target:
    """Set the target, or change it; what was rated before keeps the target it was rated against.

    `seen` is the sequence of the target that the form showed, 0 for none. The same set again by the same person is the
    row that stands. Raises PermissionDenied, ValidationError by box, and Conflict with the target set meanwhile.
    """
    refuse_unless_managed(measure, reader)
    hold_quarters(measure.year)
    hold_measure(measure)
    measure.refresh_from_db(fields=["polarity", "polarity_ground", "unit", "accumulation"])
    if wanted.scale and not OrderedScale.objects.select_for_update(no_key=True).filter(pk=wanted.scale.pk).exists():
        raise ValidationError({"scale": "The scale was deleted in the meantime. Choose another."})
    last = last_target(measure)
    new = Target(
        measure=measure,
        sequence=seen + 1,
        printed=wanted.printed,
        scale=wanted.scale,
        effective_from=wanted.effective_from,
        tolerance_under=wanted.tolerance_under,
        tolerance_over=wanted.tolerance_over,
        tolerance_measured=wanted.tolerance_measured,
        profile=list(wanted.profile),
        reason=wanted.reason,
        approved_by=wanted.approved_by,
        given_by=reader.user,
    )
    if last is not None and _says_the_same(last, new):
        return last
    if (last.sequence if last else 0) != seen:
        raise Conflict(last)
    if faults := read_wanted(measure, wanted).faults | _unexplained(last, wanted):
        raise ValidationError({box: [sentence] for box, sentence in faults.items()})
    if wanted.polarity and not measure.polarity:
        # A person's word: it has no ground, and is no reading.
        measure.polarity, measure.polarity_ground = wanted.polarity, ""
        measure.save(update_fields=["polarity", "polarity_ground"])
    new.save(force_insert=True)
    return new


def even_levels(target: targets.Target) -> list[str]:
    """The year in four equal steps, as they would be typed; none for a target that is no figure."""
    return [target.figure(level) for level in accumulation.even_profile(target).values()]


def first_day_offered(measure: Measure, year: Year, last: Target | None) -> datetime.date:
    """The day that the form proposes: the year's first for a first target, else today where that may be."""
    first = may_begin(measure, year, last)
    return first if last is None else min(max(first, clock.today()), year_end(year.start))


def _says_the_same(last: Target, new: Target) -> bool:
    names = ("printed", "scale_id", "effective_from", "tolerance_under", "tolerance_over", "tolerance_measured")
    more = ("profile", "reason", "approved_by", "given_by_id")
    return all(getattr(last, name) == getattr(new, name) for name in (*names, *more))


def _unexplained(last: Target | None, wanted: Wanted) -> dict[str, str]:
    if last is None:
        return {}
    asked = {"reason": "Say why the target changes.", "approved_by": "Say who approved the change."}
    return {box: sentence for box, sentence in asked.items() if not getattr(wanted, box)}


def _faults(measure: Measure, wanted: Wanted, target: targets.Target) -> Iterator[tuple[str, str]]:
    if target.fault:
        yield "printed", target.fault
        return
    if target.number is not None and target.takes is not Takes.FIGURE:
        yield "printed", NO_FIGURE.format(TAKEN[target.takes])
    if target.asks_polarity:
        yield "polarity", ASKS_POLARITY.format(wanted.printed)
    elif wanted.polarity and not measure.polarity and target.better and target.better != wanted.polarity:
        yield (
            "polarity",
            DIFFERS.format(wanted.printed, Polarity(target.better).label.lower().removesuffix(" is better")),
        )
    for box in ("tolerance_under", "tolerance_over"):
        if getattr(wanted, box) is not None and not target.takes_tolerance:
            yield box, NO_TOLERANCE
    if any(wanted.profile) and target.number is None:
        yield "profile_1", NO_PROFILE
    read = accumulation.read_profile(wanted.profile)
    for quarter, text in enumerate(wanted.profile, start=1):
        if text and target.number is not None and quarter not in read:
            yield f"profile_{quarter}", f"“{text}” is not a figure. Enter one such as {target.figure(target.number)}."


def _doubts(measure: Measure, wanted: Wanted, target: targets.Target) -> Iterator[str]:
    yield from target.doubts
    if target.fault:
        return
    under, over = wanted.tolerance_under, wanted.tolerance_over
    if target.takes_tolerance and target.better == targets.Better.HIGHER and over:
        yield "More is better, so nothing is missed by being over: the tolerance over has no effect."
    if target.takes_tolerance and target.better == targets.Better.LOWER and under:
        yield "Less is better, so nothing is missed by being under: the tolerance under has no effect."
    if wanted.tolerance_measured == Measured.PERCENT and target.number == 0 and (under or over):
        yield "Any percentage of nought is nought: give the tolerance in the target’s own unit."
    levels = accumulation.read_profile(wanted.profile)
    if levels and target.number is not None:
        adds_up = accumulation.Accumulation(measure.accumulation) if measure.accumulation else None
        yield from accumulation.profile_doubts(target, levels, adds_up)
    yield from _beside_results(measure, target)


def _beside_results(measure: Measure, target: targets.Target) -> Sequence[str]:
    """That results were given in another form than the target takes."""
    if not target.is_rated:
        return ()
    given = measure.results.filter(value=None) if target.takes is Takes.FIGURE else measure.results.exclude(value=None)
    if not given.exists():
        return ()
    return ("Results were entered in another form and cannot be held against this target.",)
