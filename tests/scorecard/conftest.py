"""People as readers, one measure that somebody answers for, and the year moved on."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from probation_planning.organisation.models import Owner, Quarter, Year
from probation_planning.organisation.roles import Reader
from scorecard.models import Confirmation, Measure, Result
from scorecard.services.assigning import assign
from scorecard.services.readings import confirm_readings
from scorecard.services.results import Given, enter_result
from scorecard.standing import standings

# A busy machine may take its time over an example.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

CARD = "/derbyshire/2011-12/scorecard/"
OFFICER = "officer@derbyshire.example"
HOLDER = "interventions@derbyshire.example"
OTHER = "business.services@derbyshire.example"
POST = "Director of Interventions"


@pytest.fixture
def measure_at(year: Year) -> Callable[[str], Measure]:
    """A measure by its reference."""

    def find(reference: str) -> Measure:
        perspective, number = reference.split("-")
        return Measure.objects.of(year).get(perspective__number=perspective, number=number)

    return find


@pytest.fixture
def answered_for(measure_at: Callable[[str], Measure], reader: Callable[[str], Reader]) -> Callable[[str], Measure]:
    """A measure that the Director of Interventions answers for."""

    def give(reference: str) -> Measure:
        measure = measure_at(reference)
        assign(measure=measure, reader=reader(OFFICER), leads=Owner.objects.get(name=POST), seen=0)
        return measure_at(reference)

    return give


@pytest.fixture
def confirm(
    measure_at: Callable[[str], Measure], reader: Callable[[str], Reader]
) -> Callable[..., Sequence[Confirmation]]:
    """The officer confirms readings of a measure, all of them unless some are named."""

    def act(reference: str, *wanted: Confirmation.Reading) -> Sequence[Confirmation]:
        measure = measure_at(reference)
        now = standings(Measure.objects.filter(pk=measure.pk), measure.year, datetime.date(2011, 6, 20))[0].readings
        seen = {reading.value: made.value for reading, made in now.items()}
        return confirm_readings(measure=measure, reader=reader(OFFICER), wanted=wanted or list(now), seen=seen)

    return act


@pytest.fixture
def quarter_at(year: Year) -> Callable[[int], Quarter]:
    """A quarter of the year by its number."""
    return lambda number: Quarter.objects.select_related("year__trust").get(year=year, number=number)


@pytest.fixture
def all_open(year: Year) -> None:
    """Every quarter open."""
    Quarter.objects.filter(year=year).update(opened_on=datetime.date(2011, 4, 1))


@pytest.fixture
def enter(
    measure_at: Callable[[str], Measure], quarter_at: Callable[[int], Quarter], reader: Callable[[str], Reader]
) -> Callable[..., Result]:
    """Enters a result as the officer, on the word of the measure's owner where it has one."""

    def act(reference: str, quarter: int, *, seen: int = 0, **said: Any) -> Result:
        measure = measure_at(reference)
        for row in measure.owners.all()[:1]:
            said = {"given_for": row.owner, "told_on": datetime.date(2011, 6, 20), **said}
        return enter_result(
            measure=measure,
            quarter=quarter_at(quarter),
            reader=reader(OFFICER),
            given=Given(**said),
            seen=seen,
        )

    return act
