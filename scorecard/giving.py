"""What a result is given for: a measure, or a unit's part of one, at a period; its target there and what stands."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from objectives.spread import is_open_within
from probation_planning.organisation import clock
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter
from probation_planning.organisation.questions import by_page, hand_out, question
from scorecard import targets
from scorecard.judging import read_row, read_target
from scorecard.models import Accumulation, Frequency, Measure, Result, Sharing, Target, Unit, UnitShare
from scorecard.periods import late_quarter
from scorecard.standing import REPORTED_AT, Standing, open_periods, period_name, target_on, value_of
from scorecard.values import Bounds


@dataclass(frozen=True)
class Giving:
    """A measure at a period, or one unit's part of it; `results` are those that count, in the order of quarters."""

    measure: Measure
    quarter: Quarter
    unit: DeliveryUnit | None
    target: targets.Target
    results: tuple[Result, ...]
    has_share: bool = False

    @property
    def key(self) -> str:
        """What tells it from others of the period."""
        return f"{self.measure.pk}-{self.unit.pk}" if self.unit else str(self.measure.pk)

    @property
    def ref(self) -> str:
        """What people call it: 2-5, or 2-5 City for a unit's part."""
        return f"{self.measure.reference} {self.unit}" if self.unit else self.measure.reference

    @property
    def name(self) -> str:
        """The measure's name, with the unit's for its part."""
        return f"{self.measure.name}, {self.unit}" if self.unit else self.measure.name

    @property
    def unit_slug(self) -> str:
        """How addresses write the unit; empty for none."""
        return self.unit.slug if self.unit else ""

    @property
    def period(self) -> str:
        """What the period is called."""
        return period_name(self.measure, self.quarter)

    @property
    def bounds(self) -> Bounds:
        """What its results can be."""
        return bounds_of(self.measure)

    @property
    def owner(self) -> Owner | None:
        """Whose word it is first: the unit's owner, or the leading owner of the measure; None where nobody is named."""
        if self.measure.for_each:
            return self.unit.owner if self.unit else None
        rows = sorted(self.measure.owners.all(), key=lambda row: not row.leads)
        return rows[0].owner if rows else None

    @property
    def has_parts(self) -> bool:
        """Whether a result is asked for with its two parts: a percentage, or a rate that is made from them."""
        is_rate = self.measure.accumulation == Accumulation.RATE
        return self.target.takes is targets.Takes.FIGURE and (self.target.unit == targets.PERCENT or is_rate)

    @property
    def is_due(self) -> bool:
        """Whether the measure reports at the period, and not only may."""
        frequency = self.measure.frequency
        return bool(frequency) and self.quarter.number in REPORTED_AT[Frequency(frequency)]

    @property
    def latest(self) -> Result | None:
        """The result that stands for the period."""
        return next((one for one in self.results if one.quarter_id == self.quarter.pk), None)

    @property
    def seen(self) -> int:
        """The sequence of what stands for the period, 0 for nothing."""
        return self.latest.sequence if self.latest else 0

    @property
    def last(self) -> tuple[str, Result] | None:
        """The latest result of an earlier period, in words."""
        before = [one for one in self.results if one.quarter.number < self.quarter.number]
        return (self.show(before[-1]), before[-1]) if before else None

    @property
    def recorded(self) -> str:
        """What stands for the period, as it is printed; empty for nothing."""
        return self.show(self.latest) if self.latest else ""

    @property
    def not_begun(self) -> str:
        """Why no result is taken yet, in a sentence; empty once the period has begun."""
        first = days_of(self.measure, self.quarter)[0]
        if first <= clock.today():
            return ""
        return f"{self.period} begins on {first:%-d %B %Y}, so no result can be entered for it yet."

    @property
    def last_day(self) -> datetime.date:
        """The last day of the period."""
        return days_of(self.measure, self.quarter)[1]

    @property
    def is_over(self) -> bool:
        """Whether the period has ended, and a result can be the last word of it."""
        return self.last_day < clock.today()

    def show(self, result: Result) -> str:
        """A result as it is printed."""
        return self.target.show(value_of(result))

    def fault_of_done(self, value: targets.Value) -> str:
        """Why a thing cannot have been done then, in a sentence; empty where it can."""
        if self.target.takes is not targets.Takes.QUARTER or isinstance(value, Decimal):
            return ""
        day, done = targets.done_on(value), self.target.quarter_of(value)
        if day is not None and day > clock.today():
            return f"{day:%-d %B %Y} is in the future. Say “not yet”, or give the day on which it was done."
        if done is not None and done > self.quarter.number:
            return f"{self.target.show(value)} is after {self.period}. Say “not yet”, or give when it was done."
        return ""


def bounds_of(measure: Measure) -> Bounds:
    """What the measure's results can be, as people have set it."""
    return Bounds(measure.plausible_from, measure.plausible_to, whole=measure.unit == Unit.COUNT)


def days_of(measure: Measure, quarter: Quarter) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a result's period: the quarter's, or those of the year so far for an annual one."""
    first = quarter.year.start if measure.frequency == Frequency.ANNUAL else quarter.first_day
    return first, quarter.last_day


def takes(measure: Measure, quarter: Quarter, quarters: Sequence[Quarter]) -> bool:
    """Whether results of the measure can be given for the period now."""
    return quarter.pk in {one.pk for one in open_periods(measure, quarters)}


def givings(measures: Sequence[Measure], quarter: Quarter) -> list[Giving]:
    """What results can be given for at the quarter, each unit that was open in the period for itself.

    Takes measures with their owners read and the quarter with its year; as many questions for one as for thousands.
    """
    if not measures:
        return []
    keys = by_page([measure.pk for measure in measures])
    rows, said, units = _targets(keys), _results(keys), _units(measures)
    day = min(quarter.last_day, clock.today())
    found = []
    for measure in measures:
        row = target_on(rows.get(measure.pk, ()), day)
        whole = read_row(measure, row, quarter.year.start)
        shares = _shares(row)
        first, last = days_of(measure, quarter)
        wanted = [one for one in units.get(measure.for_each, ()) if is_open_within(one, first, last)]
        for unit in wanted if measure.for_each else [None]:
            results = tuple(said.get((measure.pk, unit.pk if unit else None), ()))
            share = shares.get(unit.pk, "") if unit else ""
            target = read_row(measure, row, quarter.year.start, share=share) if share else whole
            found.append(Giving(measure, quarter, unit, target, results, bool(share)))
    return found


def giving_at(stands: Standing, quarter: Quarter, unit: DeliveryUnit | None = None) -> Giving:
    """The same of one measure, or of one of its units, from where it stands: nothing more is asked."""
    chosen = stands.chosen_for(quarter.number)
    target = stands.read(chosen)
    if unit is None:
        return Giving(stands.measure, quarter, None, target, stands.results)
    share = chosen.shared.shares.get(unit.pk, "") if chosen and chosen.shared else ""
    if chosen and share:
        year = quarter.year.start
        target = read_target(stands.measure, chosen.row, year, chosen.steps, share=share, better=target.better)
    results = tuple(one for one in stands.unit_results if one.unit_id == unit.pk)
    return Giving(stands.measure, quarter, unit, target, results, bool(share))


def asked_of(stands: Standing, unit: DeliveryUnit) -> list[Quarter]:
    """The quarters of whose period the unit was open on a day: those of which its result is wanted."""
    return [one for one in stands.quarters if is_open_within(unit, *days_of(stands.measure, one))]


def late_for(stands: Standing, unit: DeliveryUnit) -> Quarter | None:
    """The latest quarter whose result of the unit is past due and not there."""
    results = [one for one in stands.unit_results if one.unit_id == unit.pk]
    given = [stands.today.numbers[one.quarter_id] for one in results]
    asked = [one.number for one in asked_of(stands, unit)]
    return late_quarter(stands.measure, stands.today, given, value_of(results[-1]) if results else None, asked)


def _targets(keys: tuple[int, ...]) -> dict[int, list[Target]]:
    """Each measure's targets in their order, with how they are shared out."""
    rows, sharings = _targets_set(keys), _sharings(keys)
    hand_out(sharings, "shares", _shares_given(keys), by="sharing_id")
    hand_out(rows, "sharings", sharings, by="target_id")
    found: dict[int, list[Target]] = {}
    for row in rows:
        found.setdefault(row.measure_id, []).append(row)
    return found


@question
def _targets_set(keys: tuple[int, ...]) -> QuerySet[Target]:
    rows = Target.objects.filter(measure__in=keys).select_related("scale").order_by("sequence")
    return rows.prefetch_related("scale__steps")


@question
def _sharings(keys: tuple[int, ...]) -> QuerySet[Sharing]:
    return Sharing.objects.filter(target__measure__in=keys).order_by("sequence")


@question
def _shares_given(keys: tuple[int, ...]) -> QuerySet[UnitShare]:
    return UnitShare.objects.filter(sharing__target__measure__in=keys)


def _shares(row: Target | None) -> dict[int, str]:
    """Units' shares of the target as written, by the unit's key; the latest sharing counts."""
    sharings = list(row.sharings.all()) if row else []
    return {share.unit_id: share.printed for share in sharings[-1].shares.all()} if sharings else {}


def _results(keys: tuple[int, ...]) -> dict[tuple[int, int | None], list[Result]]:
    found: dict[tuple[int, int | None], list[Result]] = {}
    for row in sorted(_results_given(keys), key=lambda one: one.quarter.number):
        found.setdefault((row.measure_id, row.unit_id), []).append(row)
    return found


@question
def _results_given(keys: tuple[int, ...]) -> QuerySet[Result]:
    rows: QuerySet[Result] = Result.objects.filter(measure__in=keys).that_count()
    return rows.select_related("quarter__year", "given_by")


def _units(measures: Sequence[Measure]) -> dict[str, list[DeliveryUnit]]:
    kinds = {measure.for_each for measure in measures} - {""}
    found: dict[str, list[DeliveryUnit]] = {}
    for unit in _units_of(by_page(sorted({measure.trust_id for measure in measures}))) if kinds else ():
        found.setdefault(unit.kind, []).append(unit)
    return found


@question
def _units_of(trusts: tuple[int, ...]) -> QuerySet[DeliveryUnit]:
    return DeliveryUnit.objects.filter(trust__in=trusts).select_related("owner").order_by("name")
