"""Where a measure stands on a day: its rows, and what the plain rules make of them."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from probation_planning.organisation.models import DeliveryUnit, Quarter, Year
from probation_planning.organisation.questions import by_page, question
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.years import quarters_of
from scorecard import rating, shares, targets
from scorecard.accumulation import Reported
from scorecard.direction import Period, Travel, travel
from scorecard.gathering import (
    Gathering,
    UnitStanding,
    gathered_before,
    gatherings,
    held_back,
    is_short,
    reported,
    value_of,
    was_open,
    while_open,
)
from scorecard.judging import accumulation_of, judge, read_set, read_target, rolling_of, set_on, target_on
from scorecard.models import Accumulation, Confirmation, Frequency, Measure, Result, Target
from scorecard.models.measures import MeasureQuerySet
from scorecard.periods import ALL_QUARTERS, REPORTED_AT, Today, is_done, late_quarter, open_periods, period_name
from scorecard.readings import Made, readings_made
from scorecard.rows import Set, Shared, results_before, results_of, targets_of, units_of, with_standing_rows

__all__ = [
    "REPORTED_AT",
    "Standing",
    "Today",
    "open_periods",
    "period_name",
    "period_to_give",
    "read_target",
    "standing",
    "standings",
    "standings_of",
    "target_on",
    "value_of",
    "with_standing_rows",
]

# The readings that a rating rests on.
RATED_BY = (Confirmation.Reading.TARGET, Confirmation.Reading.POLARITY, Confirmation.Reading.ACCUMULATION)
NOT_MADE = "the units’ results are not made into one: each unit is rated alone"


@dataclass(frozen=True)
class Standing:
    """A measure with its target as read, the results that count in the order of their quarters, and its rating.

    The results of a measure that is shared out are made from its units', and are no rows. `history` holds each period's
    own value, of this year and the one that the measure goes on from. `set_targets` are all that were set.
    """

    measure: Measure
    row: Target | None
    target: targets.Target
    results: tuple[Result, ...]
    today: Today
    rated: rating.Rated
    travel: Travel
    late: Quarter | None
    readings: Mapping[Confirmation.Reading, Made]
    history: Mapping[Period, targets.Value]
    set_targets: tuple[Set, ...]
    gatherings: tuple[Gathering, ...] = ()
    units: tuple[DeliveryUnit, ...] = ()
    unit_results: tuple[Result, ...] = ()

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters of the measure's year."""
        return self.today.quarters

    @property
    def direction(self) -> rating.Direction | None:
        """Which way performance moved since the period before the latest."""
        return self.travel.on_previous

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
    def is_done(self) -> bool:
        """Whether it is a thing done once, and done: no more is wanted of it."""
        return is_done(self.measure, self.rated.value)

    @property
    def adds_up(self) -> bool:
        """Whether the value is of the year to date and not of the latest period alone."""
        return len(self.results) > 1 and self.rated.value != value_of(self.results[-1])

    @property
    def previous_period(self) -> str:
        """The period that the direction of travel looks back to; empty for none."""
        return self.name_of(self.travel.before) if self.travel.before else ""

    def name_of(self, period: Period) -> str:
        """What a period of this year or the one before is called: Q4 2010/11, or 2010/11 for a whole year."""
        return period.label.partition(" ")[2] if self.measure.frequency == Frequency.ANNUAL else period.label

    def period_at(self, quarter: Quarter) -> Period:
        """The quarter as a period of the history."""
        return Period(self.today.start, quarter.number)

    @property
    def reported_quarters(self) -> list[Quarter]:
        """The quarters at which a result is due or given: all four where nothing says."""
        due = REPORTED_AT[Frequency(self.measure.frequency)] if self.measure.frequency else ALL_QUARTERS
        given = {result.quarter_id for result in self.results}
        return [quarter for quarter in self.quarters if quarter.number in due or quarter.pk in given]

    def placed(self, value: targets.Value) -> tuple[str, Decimal | None]:
        """A value as it is printed, and where it stands on the target's own line."""
        return self.target.show(value), self.target.position(value)

    def chosen_for(self, quarter: int) -> Set | None:
        """The target in force for a quarter: that of its last day, or of today while it has not ended."""
        return set_on(self.set_targets, self.today.until(quarter))

    def read(self, chosen: Set | None) -> targets.Target:
        """A target that was set for the measure, as read."""
        return read_set(self.measure, chosen, self.today.first_day)

    @property
    def year_before(self) -> str:
        """What the same period of last year is called; empty before the first result."""
        return self.name_of(self.period_at(self.quarter_of(self.latest)).a_year_before) if self.latest else ""

    @property
    def remainder(self) -> str:
        """What of the target is not shared out, as a figure; empty for nothing."""
        sharing = self.sharing
        return self.target.figure(sharing.remainder) if sharing and sharing.remainder else ""

    @property
    def shared(self) -> Shared | None:
        """How the target in force is shared out; None where it is not."""
        return next((each.shared for each in self.set_targets if each.row is self.row), None)

    @property
    def units_words(self) -> str:
        """How many units have given the latest result, "4 of 6 units"; empty where all have, or none should."""
        last = self.gatherings[-1] if self.gatherings else None
        return last.words if last and not last.is_complete else ""

    @cached_property
    def by_unit(self) -> list[UnitStanding]:
        """Where each unit stands against its share: open now, or with a result or a share."""
        given: dict[int, list[Result]] = {}
        for result in self.unit_results:
            given.setdefault(result.unit_id or 0, []).append(result)
        now = self.quarter_of(self.latest) if self.latest else self.today.quarter
        share_of = self.shared.shares if self.shared else {}
        wanted = [unit for unit in self.units if unit.pk in given or unit.pk in share_of or was_open(unit, now)]
        return [self._of_unit(unit, share_of.get(unit.pk, ""), given.get(unit.pk, [])) for unit in wanted]

    def _of_unit(self, unit: DeliveryUnit, share: str, results: list[Result]) -> UnitStanding:
        said = self.reported(results)
        period = self.period_of(results[-1]) if results else ""
        if not share.strip():
            value = rating.to_date(self.target, said, accumulation_of(self.measure), rolling_of(self.measure))
            return UnitStanding(unit, None, tuple(results), self._shown(value), None, period)
        steps = next((each.steps for each in self.set_targets if each.row is self.row), ())
        year = self.today.first_day
        read = read_target(self.measure, self.row, year, steps, share=share, better=self.target.better)
        moment = self.today.moment(self.measure.due_days)
        sums = self.measure.accumulation == Accumulation.SUM
        said, moment = while_open(unit, self.quarters, said, moment, sums=sums)
        rated = judge(self.measure, self.row, read, said, moment, profile={})
        return UnitStanding(unit, read, tuple(results), self._shown(rated.value), rated, period)

    def reported(self, results: Iterable[Result]) -> list[Reported]:
        """Results of the measure's year, as the rules take them."""
        return [reported(result, self.today.numbers[result.quarter_id]) for result in results]

    def _shown(self, value: targets.Value | None) -> str:
        return "" if value is None else self.target.show(value)

    @cached_property
    def sharing(self) -> shares.Shares | None:
        """The shares against the whole, with what is not shared out; None where nothing is."""
        if not self.shared:
            return None
        return shares.compare_shares(
            self.target, {one.unit.name: one.share for one in self.by_unit}, accumulation_of(self.measure)
        )

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


def standings(measures: MeasureQuerySet, year: Year, day: datetime.date) -> list[Standing]:
    """Where each of the measures stands, in their order."""
    return standings_of(with_standing_rows(measures), year, day)


def standings_of_year(reader: Reader, year: Year, quarters: Sequence[Quarter], day: datetime.date) -> list[Standing]:
    """Where all measures of the year stand, in printed order, each `with_references_and_owners`."""
    return standings_in(_all(reader, year.pk), quarters, day)


def standings_by_key(reader: Reader, year: Year, keys: Sequence[int], day: datetime.date) -> list[Standing]:
    """Where those of the year's measures stand that the reader sees among the keys, in printed order."""
    return standings_of(measures_among(reader, year.pk, by_page(keys)), year, day)


@question
def measures_among(reader: Reader, year: int, keys: tuple[int, ...]) -> QuerySet[Measure]:
    """Those of the year's measures that the reader sees among the keys, `with_standing_rows`, in printed order."""
    rows = Measure.objects.visible_to(reader).filter(perspective__scorecard__year=year, pk__in=keys)
    return with_standing_rows(rows.in_printed_order())


@question
def _all(reader: Reader, year: int) -> QuerySet[Measure]:
    rows = Measure.objects.visible_to(reader).filter(perspective__scorecard__year=year).standing()
    return with_standing_rows(rows.in_printed_order().with_references_and_owners())


def standings_of(measures: Iterable[Measure], year: Year, day: datetime.date) -> list[Standing]:
    """Where each of these measures `with_standing_rows` stands."""
    return standings_in(measures, quarters_of(year), day)


def standings_in(measures: Iterable[Measure], quarters: Sequence[Quarter], day: datetime.date) -> list[Standing]:
    """The same, by the quarters of their year."""
    today = Today(tuple(quarters), day)
    return [_standing(measure, today) for measure in measures]


def earlier_results(history: Mapping[Period, targets.Value], start: int) -> list[Reported]:
    """The results of the year before that one begins, as a year that rolls on counts them: -3 to 0."""
    last = rating.LAST_QUARTER
    return [Reported(one.quarter - last, value) for one, value in history.items() if one.year == start - 1]


def standing(measure: Measure, quarters: Sequence[Quarter], day: datetime.date) -> Standing:
    """Where one stands on the day; wants a measure `with_standing_rows` and the quarters of its year."""
    return _standing(measure, Today(tuple(quarters), day))


def _standing(measure: Any, today: Today) -> Standing:
    found = targets_of(measure)
    rows = results_of(measure)
    last = max((today.numbers[result.quarter_id] for result in rows), default=0)
    chosen = set_on(found, today.until(last))
    target = read_set(measure, chosen, today.first_day)
    accumulation = accumulation_of(measure)
    units, made = units_of(measure), list[Gathering]()
    if measure.for_each:
        made = gatherings(target, accumulation, today.quarters, units, rows)
        results = [one.result for one in made if one.result is not None]
    else:
        results = rows
    said = [reported(result, today.numbers[result.quarter_id]) for result in results]
    row = chosen.row if chosen else None
    earlier = {period: one.value for period, one in reported_before(measure, target).items()}
    before = earlier_results(earlier, today.start)
    rated = judge(measure, row, target, said, today.moment(measure.due_days), before=before)
    if measure.for_each:
        rated = held_back(rated, made)
        if made and not results:
            rated = replace(rated, because=made[-1].made.sentence if _is_made(target, measure) else NOT_MADE)
    given = (
        [one.quarter.number for one in made if one.is_complete] if measure.for_each else [one.quarter for one in said]
    )
    history = {
        **earlier,
        **{Period(today.start, one.quarter): one.value for one in said},
    }
    return Standing(
        measure=measure,
        row=row,
        target=target,
        results=tuple(results),
        today=today,
        rated=rated,
        travel=travel(target, history, Period(today.start, said[-1].quarter), level_within=measure.level_within)
        if said and not is_short(made)
        else Travel(),
        late=late_quarter(measure, today, given, rated.value),
        readings=readings_made(measure, row),
        history=history,
        set_targets=tuple(found),
        gatherings=tuple(made),
        units=tuple(units),
        unit_results=tuple(rows) if measure.for_each else (),
    )


def _is_made(target: targets.Target, measure: Measure) -> bool:
    return shares.gathering_of(target, accumulation_of(measure)) is not shares.Gathering.NOT_MADE


def reported_before(measure: Any, target: targets.Target) -> dict[Period, Reported]:
    """Each period's result of the measure that this one goes on from; of units, what theirs make by this year's rule.

    Wants a measure `with_standing_rows`.
    """
    history: dict[Period, Reported] = {}
    of_units: dict[Period, dict[int, Result]] = {}
    for placed in results_before(measure):
        period = Period(placed.year, placed.quarter)
        if placed.result.unit_id is None:
            history[period] = reported(placed.result, placed.quarter)
        else:
            of_units.setdefault(period, {})[placed.result.unit_id] = placed.result
    for period, given in of_units.items():
        made = gathered_before(target, accumulation_of(measure), given, period.quarter)
        if made is not None:
            history[period] = made
    return dict(sorted(history.items()))


def period_to_give(standing: Standing) -> Quarter | None:
    """The first open period without a result, else the last open one; none where none is open."""
    periods = open_periods(standing.measure, standing.quarters)
    given = {result.quarter_id for result in standing.results}
    return next((quarter for quarter in periods if quarter.pk not in given), periods[-1] if periods else None)
