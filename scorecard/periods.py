"""The periods of a measure's year: its quarters, how far it has come on a day, what one is called, and lateness."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from probation_planning.organisation.calendar import year_start
from probation_planning.organisation.models import Quarter
from scorecard import rating, targets
from scorecard.models import Accumulation, Frequency, Measure

ALL_QUARTERS = (1, 2, 3, 4)
REPORTED_AT = {
    Frequency.QUARTERLY: ALL_QUARTERS,
    Frequency.ANNUAL: (4,),
    Frequency.BY_Q1: (1,),
    Frequency.BY_Q2: (2,),
    Frequency.BY_Q3: (3,),
    Frequency.BY_Q4: (4,),
}


@dataclass(frozen=True)
class Today:
    """A day in a year of quarters, each with its last day."""

    quarters: tuple[Quarter, ...]
    day: datetime.date

    @cached_property
    def last_days(self) -> dict[int, datetime.date]:
        """The last day of each quarter, by its number."""
        return {quarter.number: quarter.last_day for quarter in self.quarters}

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The number of each quarter, by its id."""
        return {quarter.pk: quarter.number for quarter in self.quarters}

    @cached_property
    def expecting(self) -> frozenset[int]:
        """The numbers of the quarters that owners answer for here, and not on paper alone."""
        return frozenset(quarter.number for quarter in self.quarters if quarter.expects_answers)

    @cached_property
    def first_day(self) -> datetime.date:
        """The day on which the quarters' year begins."""
        return self.quarters[0].year.start if self.quarters else year_start(self.day)

    @cached_property
    def start(self) -> int:
        """The calendar year in which the quarters' year begins."""
        return self.first_day.year

    @property
    def quarter(self) -> Quarter:
        """The quarter that the day is in, the last one after the year and the first before it."""
        return next((one for one in self.quarters if self.day <= one.last_day), self.quarters[-1])

    def until(self, quarter: int) -> datetime.date:
        """The last day of a quarter, or the day itself while it has not ended or there is none."""
        return min(self.day, self.last_days.get(quarter, self.day))

    def after(self, quarter: int) -> "Today":
        """The day after a quarter's end, or the day itself while that has not come."""
        return Today(self.quarters, min(self.day, self.last_days[quarter] + datetime.timedelta(days=1)))

    @cached_property
    def _moments(self) -> dict[int, rating.Moment]:
        return {}

    def moment(self, due_days: int) -> rating.Moment:
        """How far the year has come for measures due so many days after a period."""
        if due_days not in self._moments:
            self._moments[due_days] = self._moment(datetime.timedelta(days=due_days))
        return self._moments[due_days]

    def _moment(self, grace: datetime.timedelta) -> rating.Moment:
        return rating.Moment(
            ended=max((number for number, last in self.last_days.items() if last < self.day), default=0),
            past_due=max((number for number, last in self.last_days.items() if last + grace < self.day), default=0),
            first=min(self.expecting, default=rating.LAST_QUARTER + 1),
        )


def period_name(measure: Measure, quarter: Quarter) -> str:
    """What a result's period is called: its quarter, or the whole year for an annual measure."""
    return quarter.year.label if measure.frequency == Frequency.ANNUAL else str(quarter)


def open_periods(measure: Measure, quarters: Sequence[Quarter]) -> list[Quarter]:
    """The quarters for which a result may be given now.

    The period of an annual measure is the year, which stands at the fourth quarter and takes results while any quarter
    is open; a thing done once may be done in any quarter. A measure that is given up
    takes none.
    """
    if measure.withdrawn_on:
        return []
    is_open = [quarter for quarter in quarters if quarter.is_open]
    if measure.frequency == Frequency.ANNUAL and measure.accumulation != Accumulation.ONCE:
        return [quarter for quarter in quarters if quarter.number == 4 and not quarter.closed_on and is_open]
    return is_open


def is_done(measure: Measure, value: targets.Value | None) -> bool:
    """Whether the value says that a thing which is done once is done: no more is wanted of it."""
    return targets.is_done(value) or (measure.accumulation == Accumulation.ONCE and value == targets.YES)


def late_quarter(
    measure: Measure,
    today: Today,
    given: Iterable[int],
    value: targets.Value | None,
    asked: Collection[int] = ALL_QUARTERS,
) -> Quarter | None:
    """The latest quarter whose result is past due and not there; none for a thing that is done, or known from paper.

    `given` are the quarters that have one, `value` what they come to; `asked` those of which one is wanted at all.
    """
    if not measure.frequency or measure.withdrawn_on or is_done(measure, value):
        return None
    past_due = today.moment(measure.due_days).past_due
    expected = set(REPORTED_AT[Frequency(measure.frequency)]) & today.expecting & set(asked)
    due = max((number for number in expected if number <= past_due), default=0)
    if due <= max(given, default=0):
        return None
    return next(quarter for quarter in today.quarters if quarter.number == due)
