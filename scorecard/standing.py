"""Where a measure stands on a day: its rows, and what the plain rules make of them."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from probation_planning.organisation.models import Quarter, Year
from scorecard import rating, targets
from scorecard.models import Accumulation, Confirmation, Frequency, Measure, Result, Target
from scorecard.models.measures import MeasureQuerySet
from scorecard.readings import Made, readings_made, with_confirmations

# The readings that a rating rests on.
RATED_BY = (Confirmation.Reading.TARGET, Confirmation.Reading.POLARITY, Confirmation.Reading.ACCUMULATION)
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
class Standing:
    """A measure with its target as read, the results that count in the order of their quarters, and its rating."""

    measure: Measure
    row: Target | None
    target: targets.Target
    results: tuple[Result, ...]
    quarters: tuple[Quarter, ...]
    rated: rating.Rated
    direction: rating.Direction | None
    late: Quarter | None
    readings: Mapping[Confirmation.Reading, Made]

    @property
    def rating(self) -> rating.Rating:
        """Met, close, missed, or why it is none of them."""
        return self.rated.rating

    @property
    def latest(self) -> Result | None:
        """The result of the latest period."""
        return self.results[-1] if self.results else None

    @property
    def period(self) -> str:
        """The latest period that has a result: Q1 2011/12, or 2011/12 for a whole year; empty for none."""
        return self.period_of(self.latest) if self.latest else ""

    def period_of(self, result: Result) -> str:
        """What the result's period is called."""
        return period_name(self.measure, self.quarter_of(result))

    def quarter_of(self, result: Result) -> Quarter:
        """The quarter the result stands at."""
        return next(quarter for quarter in self.quarters if quarter.pk == result.quarter_id)

    @property
    def value(self) -> str:
        """The value to date as it is printed; empty for none."""
        return self.target.show(self.rated.value) if self.rated.value is not None else ""

    @property
    def adds_up(self) -> bool:
        """Whether the value is of the year to date and not of the latest period alone."""
        return len(self.results) > 1 and self.rated.value != value_of(self.results[-1])

    @property
    def previous_period(self) -> str:
        """The period that the direction of travel looks back to; empty for none."""
        return self.period_of(self.results[-2]) if len(self.results) > 1 else ""

    @property
    def target_is_reading(self) -> bool:
        """Whether the target rests on words that are not printed, and nobody has confirmed them."""
        return self.readings[Confirmation.Reading.TARGET].is_unconfirmed

    @property
    def frequency_is_reading(self) -> bool:
        """Whether what the frequency column prints was understood as something else, and nobody has confirmed it."""
        return self.readings[Confirmation.Reading.FREQUENCY].is_unconfirmed

    @property
    def counted_in(self) -> str:
        """What the target's figure is counted in, where the target as written does not say so."""
        unit = self.target.unit if self.target.number is not None else ""
        return "" if unit in self.target.printed else unit

    @property
    def unit_is_reading(self) -> bool:
        """Whether what figures are counted in was understood and not printed with them, and nobody has confirmed it."""
        return self.readings[Confirmation.Reading.UNIT].is_unconfirmed

    @property
    def frequency_words(self) -> str:
        """How often, or by when: quarterly, due in Q2; empty for none."""
        words = self.measure.get_frequency_display() if self.measure.frequency else ""
        return words[:1].lower() + words[1:]

    @property
    def is_unconfirmed(self) -> bool:
        """Whether the rating rests on a reading that nobody has confirmed."""
        return self.rating.is_judged and any(self.readings[each].is_unconfirmed for each in RATED_BY)

    @cached_property
    def shown(self) -> list[tuple[Result, str]]:
        """Each period's own value as it is printed."""
        return [(result, self.target.show(value_of(result))) for result in self.results]


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

    def moment(self, due_days: int) -> rating.Moment:
        """How far the year has come for measures due so many days after a period."""
        grace = datetime.timedelta(days=due_days)
        return rating.Moment(
            ended=max((number for number, last in self.last_days.items() if last < self.day), default=0),
            past_due=max((number for number, last in self.last_days.items() if last + grace < self.day), default=0),
            first=min(self.expecting, default=rating.LAST_QUARTER + 1),
        )


def with_standing_rows(measures: MeasureQuerySet) -> MeasureQuerySet:
    """The measures with everything `standing` reads, in as many queries for one as for thousands."""
    rows = Target.objects.select_related("scale").prefetch_related("scale__steps").order_by("sequence")
    results = Result.objects.filter(unit__isnull=True).that_count()
    # Lists and not querysets: making a queryset for each of thousands costs more than asking for them.
    return (
        with_confirmations(measures)
        .select_related("perspective")
        .prefetch_related(
            Prefetch("targets", queryset=rows, to_attr="target_rows"),
            Prefetch("results", queryset=results, to_attr="result_rows"),
        )
    )


def standings(measures: MeasureQuerySet, year: Year, day: datetime.date) -> list[Standing]:
    """Where each of the measures stands, in their order."""
    today = Today(tuple(quarters_of(year)), day)
    return [_standing(measure, today) for measure in with_standing_rows(measures)]


def standing(measure: Measure, quarters: Sequence[Quarter], day: datetime.date) -> Standing:
    """Where one stands on the day; wants a measure `with_standing_rows` and the quarters of its year."""
    return _standing(measure, Today(tuple(quarters), day))


def _standing(measure: Any, today: Today) -> Standing:
    results = sorted(measure.result_rows, key=lambda result: today.numbers[result.quarter_id])
    reported = [
        rating.Reported(today.numbers[result.quarter_id], value_of(result), result.numerator, result.denominator)
        for result in results
    ]
    as_of = min(today.day, today.last_days[reported[-1].quarter]) if reported else today.day
    row = target_on(measure.target_rows, as_of)
    target = read_target(measure, row)
    rated = rating.rate(
        target,
        reported,
        today.moment(measure.due_days),
        accumulation=rating.Accumulation(measure.accumulation) if measure.accumulation else None,
        annual=measure.frequency == Frequency.ANNUAL,
        tolerance=rating.Tolerance(row.tolerance_under, row.tolerance_over) if row else None,
    )
    earlier, latest = [None, None, *(each.value for each in reported)][-2:]
    return Standing(
        measure=measure,
        row=row,
        target=target,
        results=tuple(results),
        quarters=today.quarters,
        rated=rated,
        direction=rating.direction(target, earlier, latest, level_within=measure.level_within),
        late=late_quarter(measure, today, [each.quarter for each in reported], rated),
        readings=readings_made(measure, row),
    )


def quarters_of(year: Year) -> list[Quarter]:
    """The quarters of the year, each knowing it."""
    quarters = list(year.quarters.order_by("number"))
    for quarter in quarters:
        quarter.year = year
    return quarters


def target_on(rows: Sequence[Target], day: datetime.date) -> Target | None:
    """The target in force on the day: the highest sequence of those that had begun."""
    return next((row for row in reversed(rows) if row.effective_from <= day), None)


def read_target(measure: Measure, row: Target | None) -> targets.Target:
    """The target as read with all that the measure tells; a measure due by a quarter passes that on."""
    scale = row.scale if row else None
    target = targets.read(
        row.printed if row else "",
        reading=row.reading if row else "",
        unit=targets.Unit(measure.unit).words or measure.unit_as_read,
        polarity=targets.Better(measure.polarity) if measure.polarity else None,
        steps=[targets.Step(step.code, step.name) for step in scale.steps.all()] if scale else (),
        name=measure.name,
        given_as=targets.Unit(measure.unit).takes,
        holds=measure.accumulation == Accumulation.EVERY,
    )
    due = REPORTED_AT.get(Frequency(measure.frequency), ()) if measure.frequency else ()
    if target.is_rated and target.due_quarter is None and measure.frequency != Frequency.ANNUAL and len(due) == 1:
        return replace(target, by=due[0])
    return target


def value_of(result: Result) -> targets.Value:
    """What the result says, as the rules take it."""
    return result.value if result.value is not None else result.step


def late_quarter(measure: Measure, today: Today, given: Iterable[int], rated: rating.Rated) -> Quarter | None:
    """The latest quarter whose result is past due and not there; none for a thing that is done, or known from paper."""
    if not measure.frequency or targets.is_done(rated.value):
        return None
    past_due = today.moment(measure.due_days).past_due
    expected = set(REPORTED_AT[Frequency(measure.frequency)]) & today.expecting
    due = max((number for number in expected if number <= past_due), default=0)
    if due <= max(given, default=0):
        return None
    return next(quarter for quarter in today.quarters if quarter.number == due)


def period_name(measure: Measure, quarter: Quarter) -> str:
    """What a result's period is called: its quarter, or the whole year for an annual measure."""
    return quarter.year.label if measure.frequency == Frequency.ANNUAL else str(quarter)


def open_periods(measure: Measure, quarters: Sequence[Quarter]) -> list[Quarter]:
    """The quarters for which a result may be given now.

    The period of an annual measure is the year, which stands at the fourth quarter and takes results while any quarter
    is open; a thing done once may be done in any quarter.
    """
    is_open = [quarter for quarter in quarters if quarter.is_open]
    if measure.frequency == Frequency.ANNUAL and measure.accumulation != Accumulation.ONCE:
        return [quarter for quarter in quarters if quarter.number == 4 and not quarter.closed_on and is_open]
    return is_open


def period_to_give(standing: Standing) -> Quarter | None:
    """The first open period without a result, else the last open one; none where none is open."""
    periods = open_periods(standing.measure, standing.quarters)
    given = {result.quarter_id for result in standing.results}
    return next((quarter for quarter in periods if quarter.pk not in given), periods[-1] if periods else None)
