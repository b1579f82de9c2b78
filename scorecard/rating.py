"""How a measure stands against its target: plain figures, no database.

A rating is made at one moment of a year of four quarters. Tolerances are people's, never printed: without them nothing
is close, and steps, quarters, days, and yes or no are never close at all. Source: domain.md, "The balanced scorecard".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, StrEnum

from scorecard.accumulation import (
    LAST_QUARTER,
    Accumulation,
    Reported,
    Rolling,
    agrees,
    has_parts,
    missing_quarters,
    quarters_words,
    to_date,
    year_so_far,
)
from scorecard.direction import ARROWS, Direction, direction
from scorecard.targets import HUNDRED, Better, Form, Target, Value, day_words, done_on, is_done

__all__ = [
    "ARROWS",
    "LAST_QUARTER",
    "Accumulation",
    "Direction",
    "Measured",
    "Moment",
    "Rated",
    "Rating",
    "Reported",
    "Rolling",
    "Tolerance",
    "agrees",
    "close_edges",
    "compare",
    "direction",
    "has_parts",
    "rate",
    "to_date",
]


class Rating(Enum):
    """How a result stands against its target."""

    MET = "met"
    CLOSE = "close"
    MISSED = "missed"
    NOT_YET_DUE = "not-yet-due"
    BEFORE_YEAR_END = "before-year-end"
    NO_RESULT = "no-result"
    NO_TARGET = "no-target"

    @property
    def label(self) -> str:
        """The words that always stand beside the colour."""
        return "no rating before year end" if self is Rating.BEFORE_YEAR_END else self.value.replace("-", " ")

    @property
    def is_judged(self) -> bool:
        """Whether a result was held against the target."""
        return self in {Rating.MET, Rating.CLOSE, Rating.MISSED}


WORST_FIRST = (Rating.MISSED, Rating.CLOSE, Rating.MET)


class Measured(StrEnum):
    """What a tolerance is given in: the measure's unit (for a percentage, its points), or percent of the target."""

    UNIT = "unit"
    PERCENT = "percent"


@dataclass(frozen=True)
class Tolerance:
    """How far past the target's edge a result still counts as close, under and over; None where nobody set it."""

    under: Decimal | None = None
    over: Decimal | None = None
    measured: Measured = Measured.UNIT

    def allows(self, off: Decimal, level: Decimal, *, is_over: bool) -> bool:
        """Whether a result so far off the level is close."""
        slack = self.over if is_over else self.under
        if not slack:
            return False
        return off * HUNDRED <= abs(level) * slack if self.measured is Measured.PERCENT else off <= slack


@dataclass(frozen=True)
class Moment:
    """When the rating is made: the last quarter that has ended (0 to 4), and the last whose results are past due.

    `first` is the first quarter that anybody answers for: nothing is wanted of those before it.
    """

    ended: int
    past_due: int
    first: int = 1


@dataclass(frozen=True)
class Rated:
    """A rating, what it was made on, and why. `slip` is a milestone's delay in quarters, 0 for none."""

    rating: Rating
    value: Value | None = None
    because: str = ""
    slip: int = 0


def rate(
    target: Target,
    results: Sequence[Reported],
    moment: Moment,
    *,
    accumulation: Accumulation | None = None,
    annual: bool = False,
    tolerance: Tolerance | None = None,
    profile: Mapping[int, Decimal] | None = None,
    rolling: Rolling = Rolling.WHOLE_YEAR,
    before: Sequence[Reported] = (),
) -> Rated:
    """How the year's results, quarter by quarter, stand against the target.

    `annual` results stand at the fourth quarter. `profile` holds the target's level to date by quarter. `before` holds
    the year before for a measure that rolls over four quarters.
    """
    year = year_so_far(target, results, accumulation, rolling, before)
    if not target.is_rated:
        return Rated(Rating.NO_TARGET, year.value, target.why)
    if year.value is None:
        due, otherwise = target.due_quarter, LAST_QUARTER if annual else 1
        return Rated(_without_result(otherwise if due is None else due, moment), None, year.note)
    slack = tolerance or Tolerance()
    if target.is_milestone or accumulation is Accumulation.EVERY:
        return _by_quarter(target, year.value, results, moment, slack)
    last = results[-1].quarter
    if accumulation is Accumulation.ONCE and target.due_quarter is None:
        # What is done at some time in the year is due by its end.
        target = replace(target, by=LAST_QUARTER)
    is_years = annual and target.due_quarter is None
    if profile and last in profile and target.number is not None and not (is_years and moment.ended < LAST_QUARTER):
        lacks = year.missing if accumulation is Accumulation.SUM and not annual else ()
        return _against_profile(target, year.value, last, profile[last], slack, lacks)
    if accumulation is Accumulation.SUM or is_years:
        return _full_year(target, year.value, results, moment, slack, annual=annual)
    if profile and target.due_quarter is None:
        # A profile makes it a target for the year's end, also at a quarter of which it says nothing.
        target = replace(target, by=LAST_QUARTER)
    return _so_far(target, year.value, year.note, last, moment, slack)


def compare(target: Target, value: Value, tolerance: Tolerance | None = None) -> Rating:
    """Met, close or missed; no target where nothing can be compared."""
    level, position = target.level, target.position(value)
    if not target.is_rated or level is None or position is None:
        return Rating.NO_TARGET
    if EDGES[target.form](position, level, target):
        return Rating.MET
    off = abs(position - level) - target.window
    slack = tolerance or Tolerance()
    # A result on the very edge of "above 90" is under it, and one on the edge of "below 8" is over.
    is_over = position > level or (position == level and target.better is not Better.HIGHER)
    if target.takes_tolerance and slack.allows(off, level, is_over=is_over):
        return Rating.CLOSE
    return Rating.MISSED


def _on_or_over(value: Decimal, level: Decimal, _: Target) -> bool:
    return value >= level


def _on_or_under(value: Decimal, level: Decimal, _: Target) -> bool:
    return value <= level


def _within(value: Decimal, level: Decimal, target: Target) -> bool:
    return abs(value - level) <= target.window


EDGES: dict[Form, Callable[[Decimal, Decimal, Target], bool]] = {
    Form.AT_LEAST: _on_or_over,
    Form.ABOVE: lambda value, level, _: value > level,
    Form.AT_MOST: _on_or_under,
    Form.BELOW: lambda value, level, _: value < level,
    Form.REDUCTION: _on_or_under,
    Form.REDUCED_BY: _on_or_over,
    Form.NEAREST: _within,
    Form.BETWEEN: _within,
    Form.STEP: _on_or_over,
    Form.YES: _on_or_over,
    Form.QUARTER: _on_or_under,
    Form.DATE: _on_or_under,
}


def close_edges(target: Target, tolerance: Tolerance) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and the highest result that is close, for a chart; None on a side that has none."""
    if target.number is None or not target.takes_tolerance:
        return None, None
    one_percent = abs(target.number) / HUNDRED if tolerance.measured is Measured.PERCENT else Decimal(1)
    low, high = (
        target.number + side * (target.window + slack * one_percent) if slack else None
        for side, slack in ((-1, tolerance.under), (1, tolerance.over))
    )
    rises, falls = (compare(target, target.number + side * 10**15) is Rating.MET for side in (1, -1))
    return (None if falls else low), (None if rises else high)


def _without_result(due: int, moment: Moment) -> Rating:
    return Rating.NO_RESULT if moment.past_due >= due else Rating.NOT_YET_DUE


def _so_far(target: Target, value: Value, note: str, last: int, moment: Moment, tolerance: Tolerance) -> Rated:
    """Against the target as it stands; one that is due by a quarter's end is not missed before then."""
    rating, due = compare(target, value, tolerance), target.by
    if due and rating is not Rating.MET and (last < due or moment.ended < due):
        return Rated(_without_result(due, moment), value)
    return Rated(rating, value, note)


def _by_quarter(
    target: Target, value: Value, results: Sequence[Reported], moment: Moment, tolerance: Tolerance
) -> Rated:
    """What is done once by a quarter, or must hold in each."""
    if target.is_milestone:
        return _milestone(target, value, results[-1].quarter, moment)
    return _every(target, results, moment.first, tolerance)


def _milestone(target: Target, value: Value, last: int, moment: Moment) -> Rated:
    """Done by the end of a quarter or a day, else how many quarters late; "at least" so many while it is not done."""
    due = target.due_quarter if target.due_quarter is not None else LAST_QUARTER
    if is_done(value):
        return _done(target, value, due)
    if last < due:
        return Rated(_without_result(due, moment), value)
    # Not done at the end of a quarter means the next one at the earliest.
    slip = last - due + (moment.ended >= last)
    return Rated(Rating.MISSED, value, _late(slip, "at least "), slip) if slip else Rated(Rating.NOT_YET_DUE, value)


def _done(target: Target, value: Value, due: int) -> Rated:
    """In time or late; a day may be missed within its quarter, and a quarter alone may not tell."""
    rating, quarter, day = compare(target, value), target.quarter_of(value), done_on(value)
    slip = max((quarter or due) - due, 0)
    if rating is Rating.MISSED and not slip and day and target.day:
        days = (day - target.day).days
        return Rated(rating, value, f"{days} day{'' if days == 1 else 's'} late")
    if rating is Rating.NO_TARGET and target.day:
        return Rated(Rating.NO_RESULT, value, f"whether by {day_words(target.day)} is not recorded")
    return Rated(rating, value, _late(slip), slip)


def _late(slip: int, before: str = "") -> str:
    return f"{before}{slip} quarter{'s' if slip > 1 else ''} late" if slip else ""


def _every(target: Target, results: Sequence[Reported], first: int, tolerance: Tolerance) -> Rated:
    """As bad as the worst quarter, which it names; not met while a quarter before the last is missing."""
    ratings = {each.quarter: compare(target, each.value, tolerance) for each in results}
    worst = next((rating for rating in WORST_FIRST if rating in ratings.values()), Rating.NO_TARGET)
    if worst is Rating.MET:
        if missing := [quarter for quarter in missing_quarters(results) if quarter >= first]:
            return Rated(Rating.NO_RESULT, results[-1].value, f"nothing is reported for {quarters_words(missing)}")
        return Rated(worst, results[-1].value)
    quarters = quarters_words([quarter for quarter, rating in ratings.items() if rating is worst])
    return Rated(worst, results[-1].value, f"{worst.label} in {quarters}")


def _against_profile(
    target: Target, value: Value, last: int, level: Decimal, tolerance: Tolerance, lacks: Sequence[int]
) -> Rated:
    """Against how far the target should be by the last quarter; a sum that lacks one before it is not judged."""
    if lacks:
        return Rated(Rating.NO_RESULT, value, f"the year lacks {quarters_words(lacks)}")
    so_far = replace(target, number=level)
    return Rated(compare(so_far, value, tolerance), value, f"against {so_far.show(level)} to Q{last}")


def _full_year(
    target: Target, value: Value, results: Sequence[Reported], moment: Moment, tolerance: Tolerance, *, annual: bool
) -> Rated:
    """A target for the whole year, or to the end of the quarter it names: rated once that has come."""
    end = LAST_QUARTER if target.by is None else target.by
    if moment.ended < min(end, LAST_QUARTER):
        return Rated(Rating.BEFORE_YEAR_END if end >= LAST_QUARTER else Rating.NOT_YET_DUE, value)
    missing = () if annual else missing_quarters(results, min(end, LAST_QUARTER))
    if missing:
        return Rated(_without_result(missing[-1], moment), value, f"the year lacks {quarters_words(missing)}")
    return Rated(compare(target, value, tolerance), value)
