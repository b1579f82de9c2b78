"""How a measure stands against its target, and which way it moves: plain figures, no database.

A rating is made at one moment of a year of four quarters. Tolerances are people's, never printed: without them nothing
is close, and steps, quarters, and yes or no are never close at all. Source: domain.md, "The balanced scorecard".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, StrEnum

from scorecard.targets import PLACES, QUARTERS, YES, Better, Form, Takes, Target, Value

LAST_QUARTER = 4


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


class Direction(Enum):
    """Direction of travel in performance: rising sickness is worse."""

    BETTER = "better"
    WORSE = "worse"
    LEVEL = "level"
    FIRST = "first"

    @property
    def label(self) -> str:
        """In words, with the arrow that never stands alone."""
        if self is Direction.FIRST:
            return "first result"
        return f"performance {self.value} {ARROWS[self]}"


ARROWS = {Direction.BETTER: "↑", Direction.WORSE: "↓", Direction.LEVEL: "→"}
WORST_FIRST = (Rating.MISSED, Rating.CLOSE, Rating.MET)


class Accumulation(StrEnum):
    """How a measure adds up over the year."""

    LATEST = "latest"
    SUM = "sum"
    RATE = "rate"
    ROLLING = "rolling"
    FORECAST = "forecast"
    ONCE = "once"
    EVERY = "every"


@dataclass(frozen=True)
class Tolerance:
    """How far past the target's edge a result still counts as close, in its unit; None where nobody set it."""

    under: Decimal | None = None
    over: Decimal | None = None


@dataclass(frozen=True)
class Reported:
    """A result as it counts for one quarter; numerator and denominator where a percentage has its parts."""

    quarter: int
    value: Value
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True)
class Moment:
    """When the rating is made: the last quarter that has ended (0 to 4), and the last whose results are past due."""

    ended: int
    past_due: int


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
) -> Rated:
    """How the year's results, quarter by quarter, stand against the target.

    `annual` results stand at the fourth quarter. `profile` holds the full-year target's level to date by quarter.
    """
    value = to_date(target, results, accumulation)
    if not target.is_rated:
        return Rated(Rating.NO_TARGET, value, target.why)
    if value is None:
        return Rated(_without_result(target.due_quarter or (LAST_QUARTER if annual else 1), moment))
    tolerance = tolerance or Tolerance()
    if target.form is not Form.QUARTER and accumulation is Accumulation.EVERY:
        return _every(target, results, tolerance)
    if accumulation is Accumulation.SUM or (annual and target.due_quarter is None):
        return _full_year(target, value, results, moment, tolerance, profile or {}, annual=annual)
    return _so_far(target, value, results[-1].quarter, moment, tolerance)


def compare(target: Target, value: Value, tolerance: Tolerance | None = None) -> Rating:
    """Met, close or missed; no target where nothing can be compared."""
    level, position = target.level, target.position(value)
    if not target.is_rated or level is None or position is None:
        return Rating.NO_TARGET
    if EDGES[target.form](position, level, target):
        return Rating.MET
    slack = tolerance or Tolerance()
    allowed = slack.over if position >= level else slack.under
    if target.takes_tolerance and allowed and abs(position - level) - target.window <= allowed:
        return Rating.CLOSE
    return Rating.MISSED


EDGES: dict[Form, Callable[[Decimal, Decimal, Target], bool]] = {
    Form.AT_LEAST: lambda value, level, _: value >= level,
    Form.ABOVE: lambda value, level, _: value > level,
    Form.AT_MOST: lambda value, level, _: value <= level,
    Form.BELOW: lambda value, level, _: value < level,
    Form.REDUCTION: lambda value, level, _: value <= level,
    Form.REDUCED_BY: lambda value, level, _: value >= level,
    Form.NEAREST: lambda value, level, target: abs(value - level) <= target.window,
    Form.STEP: lambda value, level, _: value >= level,
    Form.YES: lambda value, level, _: value >= level,
    Form.QUARTER: lambda value, level, _: value <= level,
}


def to_date(target: Target, results: Sequence[Reported], accumulation: Accumulation | None) -> Value | None:
    """The value of the year so far, from results in the order of their quarters; None where there is none.

    A rate is made from summed parts, never as a mean of percentages; where a quarter lacks its parts it is the latest
    value alone.
    """
    if not results:
        return None
    figures = [each.value for each in results if isinstance(each.value, Decimal)]
    if accumulation is Accumulation.SUM and len(figures) == len(results):
        return sum(figures, Decimal(0))
    if accumulation is Accumulation.RATE and has_parts(results):
        parts = [(each.numerator or Decimal(0), each.denominator or Decimal(0)) for each in results]
        return target.from_parts(sum((up for up, _ in parts), Decimal(0)), sum((down for _, down in parts), Decimal(0)))
    return results[-1].value


def has_parts(results: Sequence[Reported]) -> bool:
    """Whether every quarter gives the parts of its percentage."""
    return all(each.numerator is not None and each.denominator for each in results)


def direction(
    target: Target, earlier: Value | None, latest: Value | None, *, level_within: Decimal = Decimal(0)
) -> Direction | None:
    """Which way performance moved between two periods; None where nothing tells what is better, or nothing came yet."""
    if latest is None:
        return None
    if earlier is None:
        return Direction.FIRST
    before, after = _merit(target, earlier), _merit(target, latest)
    if before is None or after is None:
        return None
    if abs(after - before) <= level_within:
        return Direction.LEVEL
    return Direction.BETTER if after > before else Direction.WORSE


def _merit(target: Target, value: Value) -> Decimal | None:
    """A number that grows as performance does."""
    if target.takes is Takes.QUARTER:
        return Decimal(value in QUARTERS)
    position = target.position(value)
    if position is None or target.better is None:
        return Decimal(value == YES) if value in {YES, "no"} else None
    if target.better is Better.NEAREST:
        return None if target.number is None else -abs(position - target.number)
    return position if target.better is Better.HIGHER else -position


def _without_result(due: int, moment: Moment) -> Rating:
    return Rating.NO_RESULT if moment.past_due >= due else Rating.NOT_YET_DUE


def _so_far(target: Target, value: Value, last: int, moment: Moment, tolerance: Tolerance) -> Rated:
    """Against the target as it stands; one that is due by a quarter's end is not missed before then."""
    if target.form is Form.QUARTER:
        return _milestone(target, value, last, moment)
    rating, due = compare(target, value, tolerance), target.by
    if due and rating is not Rating.MET and (last < due or moment.ended < due):
        return Rated(_without_result(due, moment), value)
    return Rated(rating, value)


def _milestone(target: Target, value: Value, last: int, moment: Moment) -> Rated:
    """Done by the end of a quarter, else how many quarters late; "at least" so many while it is not done."""
    due = target.quarter or LAST_QUARTER
    if value in QUARTERS:
        slip = max(QUARTERS.index(str(value)) + 1 - due, 0)
        return Rated(Rating.MISSED if slip else Rating.MET, value, _late(slip), slip)
    if last < due:
        return Rated(_without_result(due, moment), value)
    # Not done at the end of a quarter means the next one at the earliest.
    slip = last - due + (moment.ended >= last)
    return Rated(Rating.MISSED, value, _late(slip, "at least "), slip) if slip else Rated(Rating.NOT_YET_DUE, value)


def _late(slip: int, before: str = "") -> str:
    return f"{before}{slip} quarter{'s' if slip > 1 else ''} late" if slip else ""


def _every(target: Target, results: Sequence[Reported], tolerance: Tolerance) -> Rated:
    """As bad as the worst quarter, which it names."""
    ratings = {each.quarter: compare(target, each.value, tolerance) for each in results}
    worst = next((rating for rating in WORST_FIRST if rating in ratings.values()), Rating.NO_TARGET)
    quarters = ", ".join(f"Q{quarter}" for quarter, rating in ratings.items() if rating is worst)
    return Rated(worst, results[-1].value, f"{worst.label} in {quarters}" if worst is not Rating.MET else "")


def _full_year(
    target: Target,
    value: Value,
    results: Sequence[Reported],
    moment: Moment,
    tolerance: Tolerance,
    profile: Mapping[int, Decimal],
    *,
    annual: bool,
) -> Rated:
    """A target for the whole year: against its profile to date, or once the year has ended."""
    last = results[-1].quarter
    if last in profile:
        so_far = replace(target, number=profile[last])
        return Rated(compare(so_far, value, tolerance), value, f"against {so_far.show(profile[last])} to Q{last}")
    if moment.ended < LAST_QUARTER:
        return Rated(Rating.BEFORE_YEAR_END, value)
    missing = [] if annual else [number for number in range(1, 5) if number not in {each.quarter for each in results}]
    if missing:
        quarters = ", ".join(f"Q{number}" for number in missing)
        return Rated(_without_result(missing[-1], moment), value, f"the year lacks {quarters}")
    return Rated(compare(target, value, tolerance), value)


def agrees(target: Target, value: Decimal, numerator: Decimal, denominator: Decimal) -> bool:
    """Whether a percentage is what its parts make, rounded as far as it was given."""
    exponent = value.as_tuple().exponent
    places = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    made = target.from_parts(numerator, denominator)
    return abs(made - value) <= max(places, PLACES) / 2
