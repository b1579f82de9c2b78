"""A measure's target as read with all that the measure tells, and how results stand against it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from scorecard import rating, targets
from scorecard.accumulation import read_profile
from scorecard.models import Accumulation, Frequency, Measure, Target
from scorecard.periods import REPORTED_AT
from scorecard.rows import Set


def target_on(rows: Sequence[Target], day: datetime.date) -> Target | None:
    """The target in force on the day: the highest sequence of those that had begun."""
    return next((row for row in reversed(rows) if row.effective_from <= day), None)


def set_on(found: Sequence[Set], day: datetime.date) -> Set | None:
    """The target in force on the day, with what hangs on it."""
    row = target_on([each.row for each in found], day)
    return next((each for each in found if each.row is row), None)


def read_set(measure: Measure, chosen: Set | None, year: datetime.date) -> targets.Target:
    """A target that was set, as read in the year that starts on the day."""
    return read_target(measure, chosen.row if chosen else None, year, chosen.steps if chosen else ())


def read_row(measure: Measure, row: Target | None, year: datetime.date, *, share: str = "") -> targets.Target:
    """A target that stands alone, or a unit's `share` of it, as read; the steps of its scale are asked for."""
    scale = row.scale if row else None
    steps = [targets.Step(step.code, step.name) for step in scale.steps.all()] if scale else ()
    whole = read_target(measure, row, year, steps)
    return read_target(measure, row, year, steps, share=share, better=whole.better) if share else whole


def read_target(
    measure: Measure,
    row: Target | None,
    year: datetime.date,
    steps: Sequence[targets.Step] = (),
    *,
    share: str = "",
    better: targets.Better | None = None,
) -> targets.Target:
    """The target as read with all that the measure tells; a measure due by a quarter passes that on.

    `year` is the first day of the measure's, which quarters and days count from. A unit's `share` is read in its place,
    as `better` as the whole is.
    """
    polarity = targets.Better(measure.polarity) if measure.polarity else better
    read = _read(
        share or (row.printed if row else ""),
        "" if share or not row else row.reading,
        targets.Unit(measure.unit).words or measure.unit_as_read,
        polarity,
        tuple(steps),
        measure.name,
        targets.Unit(measure.unit).takes,
        measure.accumulation == Accumulation.EVERY,
        measure.frequency,
        year,
    )
    tolerance = tolerance_of(row)
    if tolerance is None or not (tolerance.under or tolerance.over):
        return read
    return replace(read, edges=tuple(edge for edge in rating.close_edges(read, tolerance) if edge is not None))


# Targets are read anew on every page that rates them, and say the same each time.
@lru_cache(maxsize=4096)
def _read(
    printed: str,
    reading: str,
    unit: str,
    polarity: targets.Better | None,
    steps: tuple[targets.Step, ...],
    name: str,
    given_as: targets.Takes,
    holds: bool,
    frequency: str,
    year: datetime.date,
) -> targets.Target:
    target = targets.read(
        printed,
        reading=reading,
        unit=unit,
        polarity=polarity,
        steps=steps,
        name=name,
        given_as=given_as,
        holds=holds,
        year=year,
    )
    due = REPORTED_AT.get(Frequency(frequency), ()) if frequency else ()
    if target.is_rated and target.due_quarter is None and frequency != Frequency.ANNUAL and len(due) == 1:
        return replace(target, by=due[0])
    return target


def judge(
    measure: Measure,
    row: Target | None,
    target: targets.Target,
    said: Sequence[rating.Reported],
    moment: rating.Moment,
    profile: Mapping[int, Decimal] | None = None,
    before: Sequence[rating.Reported] = (),
) -> rating.Rated:
    """How results stand against a target that is read; its profile is the row's, unless another is given.

    `before` holds the results of the year before, whose quarters are -3 to 0.
    """
    return rating.rate(
        target,
        said,
        moment,
        accumulation=accumulation_of(measure),
        annual=measure.frequency == Frequency.ANNUAL,
        tolerance=tolerance_of(row),
        profile=read_profile(row.profile if row else ()) if profile is None else profile,
        rolling=rolling_of(measure),
        before=before,
    )


def accumulation_of(measure: Measure) -> rating.Accumulation | None:
    """How the measure adds up over the year, as the rules take it."""
    return rating.Accumulation(measure.accumulation) if measure.accumulation else None


def rolling_of(measure: Measure) -> rating.Rolling:
    """What a quarter's figure of a rolling measure is of: a whole year, until somebody says otherwise."""
    return rating.Rolling(measure.rolling) if measure.rolling else rating.Rolling.WHOLE_YEAR


def tolerance_of(row: Target | None) -> rating.Tolerance | None:
    """What a person set as close, under and over."""
    if row is None:
        return None
    return rating.Tolerance(row.tolerance_under, row.tolerance_over, rating.Measured(row.tolerance_measured))
