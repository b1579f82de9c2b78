"""What the periods of a year make together: a sum, a rate from summed parts, the latest; and how far it should be.

A rate is made from summed numerators and denominators, never as a mean of percentages. A target for the whole year is
held against its profile to date; without one it has no rating before year end. Source: domain.md, "The balanced
scorecard".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise

from scorecard.targets import PLACES, Target, Value, plain, read_figure

LAST_QUARTER = 4


class Accumulation(StrEnum):
    """How a measure adds up over the year."""

    LATEST = "latest"
    SUM = "sum"
    RATE = "rate"
    ROLLING = "rolling"
    FORECAST = "forecast"
    ONCE = "once"
    EVERY = "every"


class Rolling(StrEnum):
    """What the figure of a rolling measure's quarter is: of a whole year already, or of the quarter alone.

    A quarter's own figure is made into a year's: "annualised" from the year so far, or summed over the last four
    quarters.
    """

    WHOLE_YEAR = "whole_year"
    ANNUALISED = "annualised"
    FOUR_QUARTERS = "four_quarters"


@dataclass(frozen=True)
class Reported:
    """A result as it counts for one quarter; numerator and denominator where a percentage has its parts.

    Quarters of the year are 1 to 4; those of the year before are -3 to 0.
    """

    quarter: int
    value: Value
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True)
class ToDate:
    """The value of the year so far; `note` says what it does not hold, `missing` which quarters up to its last lack."""

    value: Value | None
    note: str = ""
    missing: tuple[int, ...] = ()


def to_date(
    target: Target,
    results: Sequence[Reported],
    accumulation: Accumulation | None,
    rolling: Rolling = Rolling.WHOLE_YEAR,
    before: Sequence[Reported] = (),
) -> Value | None:
    """The value of the year so far, from results in the order of their quarters; None where there is none."""
    return year_so_far(target, results, accumulation, rolling, before).value


def year_so_far(
    target: Target,
    results: Sequence[Reported],
    accumulation: Accumulation | None,
    rolling: Rolling = Rolling.WHOLE_YEAR,
    before: Sequence[Reported] = (),
) -> ToDate:
    """The value of the year so far, with what it does not hold.

    `results` are the year's in the order of their quarters, `before` those of the year before. Where a quarter of a
    rate lacks its parts the value is the latest alone.
    """
    if not results:
        return ToDate(None)
    missing = missing_quarters(results)
    if accumulation is Accumulation.SUM and (figures := _figures(results)) is not None:
        return ToDate(sum(figures, Decimal(0)), missing=missing)
    if accumulation is Accumulation.RATE:
        return _rate(target, results, missing)
    if accumulation is Accumulation.ROLLING and rolling is not Rolling.WHOLE_YEAR:
        return _rolled(results, rolling, before, missing)
    return ToDate(results[-1].value, missing=missing)


def missing_quarters(results: Sequence[Reported], last: int | None = None) -> tuple[int, ...]:
    """The quarters up to `last`, or else up to the latest result, that have none."""
    given = {each.quarter for each in results}
    until = max(given, default=0) if last is None else last
    return tuple(quarter for quarter in range(1, until + 1) if quarter not in given)


def quarters_words(quarters: Sequence[int]) -> str:
    """Q1, Q3."""
    return ", ".join(f"Q{quarter}" for quarter in quarters)


def has_parts(results: Sequence[Reported]) -> bool:
    """Whether every quarter gives the parts of its percentage."""
    return all(each.numerator is not None and each.denominator for each in results)


def agrees(target: Target, value: Decimal, numerator: Decimal, denominator: Decimal) -> bool:
    """Whether a figure is what its parts make, rounded as far as it was given."""
    exponent = value.as_tuple().exponent
    places = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    made = target.from_parts(numerator, denominator)
    return abs(made - value) <= max(places, PLACES) / 2


def summed_parts(results: Sequence[Reported]) -> tuple[Decimal, Decimal]:
    """All numerators and all denominators."""
    above = sum((each.numerator or Decimal(0) for each in results), Decimal(0))
    return above, sum((each.denominator or Decimal(0) for each in results), Decimal(0))


def even_profile(target: Target) -> dict[int, Decimal]:
    """A full-year target in four equal steps, a proposal to be changed; empty for a target without a figure."""
    if target.number is None:
        return {}
    return {
        quarter: (target.number * quarter / LAST_QUARTER).quantize(PLACES, ROUND_HALF_UP).normalize() + 0
        for quarter in range(1, LAST_QUARTER + 1)
    }


def read_profile(written: Sequence[str]) -> dict[int, Decimal]:
    """The levels to date at each quarter, from four that are written; a blank or what is no figure has none."""
    read = {quarter: read_figure(plain(text)) for quarter, text in enumerate(written, start=1)}
    return {quarter: figure.number for quarter, figure in read.items() if figure}


def profile_doubts(target: Target, profile: Mapping[int, Decimal], accumulation: Accumulation | None) -> list[str]:
    """What can hardly be meant in a profile to date, as sentences."""
    doubts = []
    levels = [(quarter, profile[quarter]) for quarter in sorted(profile)]
    if target.number is not None and LAST_QUARTER in profile and profile[LAST_QUARTER] != target.number:
        doubts.append(
            f"The profile ends at {target.figure(profile[LAST_QUARTER])} and the target is"
            f" {target.figure(target.number)}."
        )
    if accumulation is Accumulation.SUM:
        doubts += [
            f"Q{later} stands at {target.figure(level)}, below Q{earlier}: a sum to date does not fall."
            for (earlier, before), (later, level) in pairwise(levels)
            if level < before
        ]
    return doubts


def _figures(results: Sequence[Reported]) -> list[Decimal] | None:
    figures = [each.value for each in results if isinstance(each.value, Decimal)]
    return figures if len(figures) == len(results) else None


def _rate(target: Target, results: Sequence[Reported], missing: tuple[int, ...]) -> ToDate:
    if has_parts(results):
        return ToDate(target.from_parts(*summed_parts(results)), missing=missing)
    latest = results[-1]
    if len(results) == 1:
        return ToDate(latest.value, missing=missing)
    lacking = quarters_words([each.quarter for each in results if not has_parts([each])])
    return ToDate(latest.value, f"Q{latest.quarter} alone: without its parts, {lacking} cannot be added up", missing)


def _rolled(
    results: Sequence[Reported], rolling: Rolling, before: Sequence[Reported], missing: tuple[int, ...]
) -> ToDate:
    """A year's figure from quarters' own; none while it cannot be made."""
    if rolling is Rolling.ANNUALISED:
        if missing or (figures := _figures(results)) is None:
            return ToDate(None, f"not annualised: the year lacks {quarters_words(missing)}", missing)
        year = sum(figures, Decimal(0)) * LAST_QUARTER / len(figures)
        return ToDate(year.quantize(PLACES, ROUND_HALF_UP), f"annualised from {_quarters(len(figures))}")
    last = results[-1].quarter
    four = [each for each in (*before, *results) if last - LAST_QUARTER < each.quarter <= last]
    figures = _figures(four)
    if figures is None or len(four) < LAST_QUARTER:
        return ToDate(None, f"not a year’s figure yet: {_quarters(len(four))} of the last four", missing)
    return ToDate(sum(figures, Decimal(0)), "the last four quarters")


def _quarters(number: int) -> str:
    return f"{number} quarter{'' if number == 1 else 's'}"
