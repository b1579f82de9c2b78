"""The periods of a measure's year: its quarters, how far it has come on a day, and what a period is called."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from probation_planning.organisation.models import Quarter
from scorecard import rating
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

    @property
    def start(self) -> int:
        """The calendar year in which the quarters' year begins."""
        return self.quarters[0].year.start.year if self.quarters else self.day.year

    @property
    def year_start(self) -> datetime.date:
        """The first day of the quarters' year."""
        return datetime.date(self.start, 4, 1)

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

    def moment(self, due_days: int) -> rating.Moment:
        """How far the year has come for measures due so many days after a period."""
        grace = datetime.timedelta(days=due_days)
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
