"""Results that are wanted in a year, of measures and of their units: by when, from whom, and whether they are there."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from probation_planning.organisation import clock
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter, Year
from probation_planning.organisation.questions import hand_out, question
from probation_planning.organisation.roles import Reader
from probation_planning.reports.due import result_is_due
from scorecard.giving import Giving, asked_of, giving_at, late_for
from scorecard.models import Measure, MeasureOwner
from scorecard.periods import is_done
from scorecard.standing import Standing, standings_in, value_of, with_standing_rows


@dataclass(frozen=True)
class Owed:
    """A result that is wanted for a period, of those who answer for it. `is_late`: it is past due and not there."""

    giving: Giving
    answerers: tuple[MeasureOwner, ...]
    due_on: datetime.date
    is_late: bool

    @property
    def owners(self) -> list[Owner]:
        """Of whom it is wanted."""
        return [one.owner for one in self.answerers]

    @property
    def is_there(self) -> bool:
        """Whether it was given."""
        return self.giving.latest is not None

    @property
    def days_late(self) -> str:
        """How long it is late, in words: 12 days late."""
        days = (clock.today() - self.due_on).days
        return f"{days} day{'' if days == 1 else 's'} late"

    @property
    def by_when(self) -> str:
        """For which period and by when, in words: Q1 2011/12 was due by 15 July 2011, 12 days late."""
        verb = "was" if self.is_late else "is"
        said = f"{self.giving.period} {verb} due by {self.due_on:%-d %B %Y}"
        return f"{said}, {self.days_late}" if self.is_late else said


def results_owed(reader: Reader, year: Year, quarters: Sequence[Quarter], quarter: Quarter | None) -> list[Owed]:
    """Every result that is due at the quarter, and each that is late, in printed order; as many queries for thousands.

    `quarters` are those of the year, each with its year.
    """
    found = _measures(reader, year.pk)
    hand_out(found, "owners", _answering(reader, year.pk), by="measure_id")
    named = {unit.pk: unit for unit in _units(year.trust_id)} if any(row.for_each for row in found) else {}
    stood = standings_in(found, quarters, clock.today())
    return [one for stands in stood for one in _owed(stands, quarter, named)]


@question
def _measures(reader: Reader, year: int) -> QuerySet[Measure]:
    rows = Measure.objects.visible_to(reader).filter(perspective__scorecard__year=year).standing()
    return with_standing_rows(rows).order_by("perspective__number", "number")


@question
def _answering(reader: Reader, year: int) -> QuerySet[MeasureOwner]:
    measures = Measure.objects.visible_to(reader).filter(perspective__scorecard__year=year)
    return MeasureOwner.objects.filter(measure__in=measures).select_related("owner")


@question
def _units(trust: int) -> QuerySet[DeliveryUnit]:
    return DeliveryUnit.objects.filter(trust=trust).select_related("owner")


def _owed(stands: Standing, quarter: Quarter | None, named: dict[int, DeliveryUnit]) -> Iterator[Owed]:
    """Of one measure, or of each of its units."""
    measure = stands.measure
    asks = quarter if result_is_due(measure, quarter) else None
    units = [named[one.pk] for one in stands.units if one.pk in named]
    for unit in units if measure.for_each else [None]:
        late = late_for(stands, unit) if unit else stands.late
        asked = asked_of(stands, unit) if unit else stands.quarters
        for at in dict.fromkeys(one for one in (late, asks) if one is not None and one in asked):
            giving = giving_at(stands, at, unit)
            said = value_of(giving.results[-1]) if giving.results else None
            if giving.latest or not is_done(measure, said):
                due_on = at.last_day + datetime.timedelta(days=measure.due_days)
                yield Owed(giving, tuple(measure.answerers(unit)), due_on, is_late=at == late)
