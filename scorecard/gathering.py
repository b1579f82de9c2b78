"""A measure that is shared out: what its units gave, period by period, and how each stands against its share."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from objectives.spread import is_open_within
from probation_planning.organisation.models import DeliveryUnit, Quarter
from scorecard import shares
from scorecard.accumulation import Accumulation, Reported
from scorecard.models import Result
from scorecard.rating import Moment, Rated, Rating
from scorecard.targets import Target, Value


def value_of(result: Result) -> Value:
    """What the result says, as the rules take it."""
    return result.value if result.value is not None else result.step


def reported(result: Result, quarter: int) -> Reported:
    """The result as the rules take it."""
    return Reported(quarter, value_of(result), result.numerator, result.denominator)


@dataclass(frozen=True)
class Gathering:
    """What units gave for a quarter, by the unit's key, of those that were open in it; and what it makes together."""

    quarter: Quarter
    wanted: tuple[DeliveryUnit, ...]
    given: Mapping[int, Result]
    made: shares.Gathered

    @property
    def is_complete(self) -> bool:
        """Whether each unit that was open has given its result."""
        return all(unit.pk in self.given for unit in self.wanted)

    @property
    def words(self) -> str:
        """How many have given one: 4 of 6 units."""
        here = sum(unit.pk in self.given for unit in self.wanted)
        return f"{here} of {len(self.wanted)} units"

    @property
    def result(self) -> Result | None:
        """The trust's result, given when the last of the units' was; None where it cannot be made."""
        if self.made.value is None or not self.given:
            return None
        last = max(self.given.values(), key=lambda one: (one.dated, one.given_at))
        return Result(
            measure_id=last.measure_id,
            quarter_id=self.quarter.pk,
            sequence=0,
            value=self.made.value,
            numerator=self.made.numerator,
            denominator=self.made.denominator,
            provisional=not self.is_complete or any(one.provisional for one in self.given.values()),
            dated=last.dated,
            given_at=last.given_at,
            given_by_id=last.given_by_id,
            given_as_id=last.given_as_id,
        )


def gatherings(
    target: Target,
    accumulation: Accumulation | None,
    quarters: Sequence[Quarter],
    units: Sequence[DeliveryUnit],
    results: Iterable[Result],
) -> list[Gathering]:
    """What the units gave, a quarter that has any after the other."""
    given: dict[int, dict[int, Result]] = {}
    for result in results:
        if result.unit_id is not None:
            given.setdefault(result.quarter_id, {})[result.unit_id] = result
    found = []
    for quarter in quarters:
        if here := given.get(quarter.pk):
            wanted = tuple(unit for unit in units if was_open(unit, quarter) or unit.pk in here)
            asked = {unit.name: here.get(unit.pk) for unit in wanted}
            made = shares.gather(
                target,
                {name: reported(result, quarter.number) if result else None for name, result in asked.items()},
                accumulation,
            )
            found.append(Gathering(quarter, wanted, here, made))
    return found


def gathered_before(
    target: Target, accumulation: Accumulation | None, given: Mapping[int, Result], quarter: int
) -> Reported | None:
    """The trust's result of a period of an earlier year, made from the units that gave one."""
    rows = {str(unit): reported(result, quarter) for unit, result in given.items()}
    made = shares.gather(target, rows, accumulation)
    return None if made.value is None else Reported(quarter, made.value, made.numerator, made.denominator)


def was_open(unit: DeliveryUnit, quarter: Quarter) -> bool:
    """Whether the unit was open on a day of the quarter."""
    return is_open_within(unit, quarter.first_day, quarter.last_day)


def while_open(
    unit: DeliveryUnit, quarters: Sequence[Quarter], said: Sequence[Reported], moment: Moment, *, sums: bool
) -> tuple[list[Reported], Moment]:
    """A unit's results, and how far the year has come for it: nothing is wanted of quarters in which it was not open.

    To a sum, which has to hold every quarter, these add nought.
    """
    given = {one.quarter for one in said}
    shut = {one.number for one in quarters if one.number not in given and not was_open(unit, one)}
    first = min((one.number for one in quarters if one.number not in shut), default=len(quarters) + 1)
    added = [Reported(number, Decimal(0)) for number in shut] if said and sums else []
    past_due = moment.past_due if moment.past_due >= first else 0
    return sorted([*said, *added], key=lambda one: one.quarter), replace(
        moment, past_due=past_due, first=max(moment.first, first)
    )


def is_short(found: Sequence[Gathering]) -> bool:
    """Whether the latest quarter is a sum that lacks units: it tells nothing of the way performance goes."""
    return bool(found) and not found[-1].is_complete and found[-1].made.gathering is shares.Gathering.SUM


def held_back(rated: Rated, found: Sequence[Gathering]) -> Rated:
    """No rating of a sum that lacks units: what is not there yet is not missed."""
    lacking = [one for one in found if not one.is_complete]
    if not rated.rating.is_judged or not lacking or lacking[-1].made.gathering is not shares.Gathering.SUM:
        return rated
    words = ", ".join(f"{one.words} in Q{one.quarter.number}" for one in lacking)
    return replace(rated, rating=Rating.NO_RESULT, because=words, slip=0)


@dataclass(frozen=True)
class UnitStanding:
    """A unit against its share as read, None without one: its value to date, how that stands, and its latest period."""

    unit: DeliveryUnit
    share: Target | None
    results: tuple[Result, ...]
    value: str
    rated: Rated | None
    period: str

    @property
    def latest(self) -> Result | None:
        """Its result of the latest quarter."""
        return self.results[-1] if self.results else None
