"""Where a measure stands on a day: its rows, and what the plain rules make of them."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Prefetch

from probation_planning.organisation.models import Quarter, Year
from scorecard import rating, targets
from scorecard.models import Accumulation, Frequency, Measure, Result, Target, Unit
from scorecard.models.measures import MeasureQuerySet

UNIT_WORDS = {Unit.PERCENT: "%", Unit.DAYS: "days"}
GIVEN_AS = {
    Unit.STEP: targets.Takes.STEP,
    Unit.YES_NO: targets.Takes.YES_NO,
    Unit.QUARTER: targets.Takes.QUARTER,
}
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
        return bool(self.row and self.row.reading) and self.measure.readings_confirmed_on is None

    @property
    def frequency_is_reading(self) -> bool:
        """Whether what the frequency column prints was understood as something else, and nobody has confirmed it."""
        return bool(self.measure.frequency_ground) and self.measure.readings_confirmed_on is None

    @property
    def frequency_words(self) -> str:
        """How often, or by when: quarterly, due in Q2; empty for none."""
        words = self.measure.get_frequency_display() if self.measure.frequency else ""
        return words[:1].lower() + words[1:]

    @property
    def is_unconfirmed(self) -> bool:
        """Whether the rating rests on a reading that nobody has confirmed."""
        return self.rating.is_judged and (self.measure.rests_on_reading or self.target_is_reading)

    @cached_property
    def shown(self) -> list[tuple[Result, str]]:
        """Each period's own value as it is printed."""
        return [(result, self.target.show(value_of(result))) for result in self.results]


def with_standing_rows(measures: MeasureQuerySet) -> MeasureQuerySet:
    """The measures with everything `standing` reads, in as many queries for one as for thousands."""
    rows = Target.objects.select_related("scale").prefetch_related("scale__steps").order_by("sequence")
    results = Result.objects.filter(unit__isnull=True).that_count()
    return measures.select_related("perspective").prefetch_related(
        Prefetch("targets", queryset=rows), Prefetch("results", queryset=results)
    )


def standings(measures: MeasureQuerySet, year: Year, day: datetime.date) -> list[Standing]:
    """Where each of the measures stands, in their order."""
    quarters = quarters_of(year)
    return [standing(measure, quarters, day) for measure in with_standing_rows(measures)]


def standing(measure: Measure, quarters: Sequence[Quarter], day: datetime.date) -> Standing:
    """Where one stands on the day; wants a measure `with_standing_rows` and the quarters of its year."""
    numbers = {quarter.pk: quarter.number for quarter in quarters}
    results = sorted(measure.results.all(), key=lambda result: numbers[result.quarter_id])
    last = next((quarter for quarter in quarters if results and quarter.pk == results[-1].quarter_id), None)
    row = target_on(measure, min(day, last.last_day) if last else day)
    target = read_target(measure, row)
    reported = [
        rating.Reported(numbers[result.quarter_id], value_of(result), result.numerator, result.denominator)
        for result in results
    ]
    annual = measure.frequency == Frequency.ANNUAL
    rated = rating.rate(
        target,
        reported,
        moment(measure, quarters, day),
        accumulation=rating.Accumulation(measure.accumulation) if measure.accumulation else None,
        annual=annual,
        tolerance=rating.Tolerance(row.tolerance_under, row.tolerance_over) if row else None,
    )
    earlier, latest = [None, None, *(each.value for each in reported)][-2:]
    return Standing(
        measure=measure,
        row=row,
        target=target,
        results=tuple(results),
        quarters=tuple(quarters),
        rated=rated,
        direction=rating.direction(target, earlier, latest, level_within=measure.level_within),
        late=late_quarter(measure, quarters, [each.quarter for each in reported], rated, day),
    )


def quarters_of(year: Year) -> list[Quarter]:
    """The quarters of the year, each knowing it."""
    quarters = list(year.quarters.order_by("number"))
    for quarter in quarters:
        quarter.year = year
    return quarters


def target_on(measure: Measure, day: datetime.date) -> Target | None:
    """The target in force on the day: the highest sequence of those that had begun."""
    return next((row for row in reversed(list(measure.targets.all())) if row.effective_from <= day), None)


def read_target(measure: Measure, row: Target | None) -> targets.Target:
    """The target as read with all that the measure tells; a measure due by a quarter passes that on."""
    scale = row.scale if row else None
    target = targets.read(
        row.printed if row else "",
        reading=row.reading if row else "",
        unit=UNIT_WORDS.get(Unit(measure.unit), ""),
        polarity=targets.Better(measure.polarity) if measure.polarity else None,
        steps=[targets.Step(step.code, step.name) for step in scale.steps.all()] if scale else (),
        name=measure.name,
        given_as=GIVEN_AS.get(Unit(measure.unit), targets.Takes.FIGURE),
        holds=measure.accumulation == Accumulation.EVERY,
    )
    due = REPORTED_AT.get(Frequency(measure.frequency), ()) if measure.frequency else ()
    if target.is_rated and target.due_quarter is None and measure.frequency != Frequency.ANNUAL and len(due) == 1:
        return replace(target, by=due[0])
    return target


def value_of(result: Result) -> targets.Value:
    """What the result says, as the rules take it."""
    return result.value if result.value is not None else result.step


def moment(measure: Measure, quarters: Iterable[Quarter], day: datetime.date) -> rating.Moment:
    """How far the year has come on the day for this measure."""
    over = [quarter for quarter in quarters if quarter.last_day < day]
    return rating.Moment(
        ended=max((quarter.number for quarter in over), default=0),
        past_due=max((quarter.number for quarter in over if due_on(measure, quarter) < day), default=0),
    )


def due_on(measure: Measure, quarter: Quarter) -> datetime.date:
    """The day by which the measure's result for the quarter is due."""
    return quarter.last_day + datetime.timedelta(days=measure.due_days)


def late_quarter(
    measure: Measure, quarters: Iterable[Quarter], given: Iterable[int], rated: rating.Rated, day: datetime.date
) -> Quarter | None:
    """The latest quarter whose result is past due and not there; none for a thing that is done, or known from paper."""
    if not measure.frequency or rated.value in targets.QUARTERS:
        return None
    due = [
        quarter
        for quarter in quarters
        if quarter.number in REPORTED_AT[Frequency(measure.frequency)]
        and quarter.expects_answers
        and due_on(measure, quarter) < day
    ]
    return due[-1] if due and due[-1].number > max(given, default=0) else None


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
