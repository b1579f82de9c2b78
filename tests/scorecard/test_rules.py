"""What the database itself refuses of a scorecard, by whatever route: each with a sentence that a user can read."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError
from django.db.utils import InternalError, ProgrammingError

from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter, Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.models import EarlyWarning
from risks.models import Entry
from scorecard.models import Confirmation, Measure, Result, Sharing, Target, UnitShare
from tests.factories import MeasureFactory, PerspectiveFactory, QuarterFactory, ScorecardFactory
from tests.rules import at_work, refused, settle
from tests.scorecard.conftest import OFFICER, OTHER

KIND = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
DAY = datetime.date(2011, 6, 20)

MeasureAt = Callable[[str], Measure]
QuarterAt = Callable[[int], Quarter]
Readers = Callable[[str], Reader]


@pytest.fixture
def officer(reader: Readers) -> Reader:
    return reader(OFFICER)


@pytest.fixture
def shared(measure_at: MeasureAt) -> Measure:
    """A measure whose results units enter."""
    measure = measure_at("2-3")
    measure.for_each = KIND
    measure.save()
    return measure


@pytest.fixture
def city(year: Year) -> DeliveryUnit:
    return DeliveryUnit.objects.create(name="City", kind=KIND, opened_on="2011-04-01")


def a_result(measure: Measure, quarter: Quarter, who: Reader, **said: Any) -> Result:
    said = {"sequence": 1, "value": Decimal(40), "dated": DAY, "given_by": who.user, **said}
    return Result.objects.create(measure=measure, quarter=quarter, **said)


def a_target(measure: Measure, who: Reader, day: str, **said: Any) -> Target:
    said = {"sequence": 2, "printed": "45%", "reason": "The Board raised it.", "given_by": who.user, **said}
    return Target.objects.create(measure=measure, effective_from=day, **said)


def earlier(year: Year) -> Measure:
    """A measure of the year before."""
    before = Year.objects.create(start="2010-04-01", answers_from="2010-04-01")
    return MeasureFactory.create(perspective=PerspectiveFactory.create(scorecard=ScorecardFactory.create(year=before)))


def test_a_result_is_of_a_period_of_its_year_that_takes_results(
    measure_at: MeasureAt, quarter_at: QuarterAt, officer: Reader, year: Year
) -> None:
    measure, elsewhere = measure_at("2-3"), QuarterFactory.create(year=earlier(year).year, number=1)
    with refused("The quarter is not one of the scorecard's year."):
        a_result(measure, elsewhere, officer)
    with at_work(officer):
        with refused("The period takes no results."):
            a_result(measure, quarter_at(3), officer)
        a_result(measure, quarter_at(1), officer)


def test_a_closed_period_takes_no_more_results(
    measure_at: MeasureAt, quarter_at: QuarterAt, officer: Reader, year: Year
) -> None:
    Quarter.objects.filter(year=year, number=1).update(closed_on="2011-06-20")
    with at_work(officer), refused("The period takes no results."):
        a_result(measure_at("2-3"), quarter_at(1), officer)


def test_a_closed_year_takes_no_results_though_a_quarter_was_left_open(
    measure_at: MeasureAt, quarter_at: QuarterAt, officer: Reader, year: Year
) -> None:
    Year.objects.filter(pk=year.pk).update(closed_on="2011-06-20")
    with at_work(officer), refused("The year is closed and takes no results."):
        a_result(measure_at("2-3"), quarter_at(1), officer)


def test_a_years_result_is_taken_while_a_quarter_is_open(
    measure_at: MeasureAt, quarter_at: QuarterAt, officer: Reader, year: Year
) -> None:
    annual, once = measure_at("3-7"), measure_at("2-4")
    assert (annual.frequency, once.frequency, once.accumulation) == ("A", "A", "once")
    with at_work(officer):
        a_result(annual, quarter_at(4), officer, value=Decimal("12.1"))
        with refused("The period takes no results."):
            a_result(once, quarter_at(4), officer, value=None, step="no")
    Quarter.objects.filter(year=year).update(closed_on="2011-06-20")
    with at_work(officer), refused("The period takes no results."):
        a_result(annual, quarter_at(4), officer, sequence=2, reason="Counted again.")


def test_a_result_is_a_units_exactly_where_the_measure_is_shared_out(
    measure_at: MeasureAt, shared: Measure, city: DeliveryUnit, quarter_at: QuarterAt, officer: Reader
) -> None:
    other = DeliveryUnit.objects.create(name="Programmes", kind=DeliveryUnit.Kind.INTERVENTIONS)
    with refused("Each unit enters its own result of this measure; say for which."):
        a_result(shared, quarter_at(1), officer)
    with refused("Each unit enters its own result"):
        a_result(shared, quarter_at(1), officer, unit=other)
    with refused("This measure has one result for the whole trust."):
        a_result(measure_at("2-1"), quarter_at(1), officer, unit=city)
    a_result(shared, quarter_at(1), officer, unit=city)


def test_what_has_results_stays_as_it_was_shared_out(
    shared: Measure, city: DeliveryUnit, quarter_at: QuarterAt, officer: Reader
) -> None:
    a_result(shared, quarter_at(1), officer, unit=city)
    shared.for_each = ""
    with refused("The measure has results; whether units enter them stays as it is."):
        shared.save()
    city.kind = DeliveryUnit.Kind.INTERVENTIONS
    with refused("The unit has results or shares of targets, so its kind stays."):
        city.save()
    city.refresh_from_db()
    city.closed_on = datetime.date(2011, 4, 1)
    with refused("The unit has results of Q1, so it was open then."):
        city.save()


def test_a_result_is_entered_by_whoever_is_at_work_and_keeps_the_owners_name(
    measure_at: MeasureAt, quarter_at: QuarterAt, officer: Reader, reader: Readers
) -> None:
    owner = Owner.objects.posts()[0]
    name = owner.name
    with at_work(officer):
        with refused("A result is entered by whoever is at work."):
            a_result(measure_at("2-3"), quarter_at(1), reader(OTHER))
        result = a_result(measure_at("2-3"), quarter_at(1), officer, given_as=owner)
    Owner.objects.filter(pk=owner.pk).update(name="Another name")
    result.refresh_from_db()
    assert result.given_as_name == name


def test_a_withdrawn_measure_takes_no_result_and_no_target(
    measure_at: MeasureAt, quarter_at: QuarterAt, officer: Reader
) -> None:
    measure = measure_at("2-3")
    measure.withdrawn_on, measure.withdrawn_reason = DAY, "Counted nationally now."
    measure.save()
    with at_work(officer):
        with refused("The measure is withdrawn and takes no results."):
            a_result(measure, quarter_at(1), officer)
        with refused("The measure is withdrawn and takes no target."):
            a_target(measure, officer, "2011-07-01")


def test_a_withdrawal_says_why(measure_at: MeasureAt) -> None:
    measure = measure_at("2-3")
    measure.withdrawn_on = DAY
    with refused("Say why the measure is given up."):
        measure.save()


@pytest.mark.parametrize("day", ["2011-03-31", "2012-04-01"])
def test_a_target_begins_in_its_year(measure_at: MeasureAt, officer: Reader, day: str) -> None:
    with refused("A target begins on a day of its year, 1 April 2011 to 31 March 2012."):
        a_target(measure_at("2-3"), officer, day)


def test_a_target_leaves_closed_quarters_as_they_were(measure_at: MeasureAt, officer: Reader, year: Year) -> None:
    Quarter.objects.filter(year=year, number=1).update(closed_on="2011-07-20")
    with at_work(officer):
        with refused("Earlier quarters are closed and keep their target. Choose a day from 1 July 2011 on."):
            a_target(measure_at("2-3"), officer, "2011-06-30")
        a_target(measure_at("2-3"), officer, "2011-07-01")


def test_a_closed_year_takes_no_target_and_shares_none_out(shared: Measure, officer: Reader, year: Year) -> None:
    year.opened_on, year.closed_on = datetime.date(2011, 4, 1), DAY
    year.save()
    with at_work(officer):
        with refused("The year is closed and takes no targets."):
            a_target(shared, officer, "2011-07-01")
        with refused("The year is closed; its targets are shared out no more."):
            Sharing.objects.create(target=shared.targets.get(), sequence=1, dated=DAY, given_by=officer.user)


def test_a_profile_says_something_of_each_quarter_or_nothing(measure_at: MeasureAt, officer: Reader) -> None:
    with refused("A profile says something of each of the four quarters, or nothing at all."):
        a_target(measure_at("2-3"), officer, "2011-07-01", profile=["10", "20"])
    a_target(measure_at("2-3"), officer, "2011-07-01", profile=["10", "20", "", "40"])


def test_a_target_is_shared_out_to_units_of_the_measures_kind(
    measure_at: MeasureAt, shared: Measure, city: DeliveryUnit, officer: Reader
) -> None:
    other = DeliveryUnit.objects.create(name="Programmes", kind=DeliveryUnit.Kind.INTERVENTIONS)
    said: dict[str, Any] = {"dated": DAY, "given_by": officer.user}
    with refused("The measure is the whole trust's."):
        Sharing.objects.create(target=measure_at("2-1").targets.get(), sequence=1, **said)
    sharing = Sharing.objects.create(target=shared.targets.get(), sequence=1, **said)
    UnitShare.objects.create(sharing=sharing, unit=city, printed="20%")
    with refused("The target is shared out to units of another kind."):
        UnitShare.objects.create(sharing=sharing, unit=other, printed="20%")
    with refused("Say why the target is shared out anew."):
        Sharing.objects.create(target=shared.targets.get(), sequence=2, **said)


def test_a_measure_goes_on_from_an_earlier_year_alone(measure_at: MeasureAt, year: Year) -> None:
    measure, other, before = measure_at("2-3"), measure_at("2-1"), earlier(year)
    measure.carried_from = other
    with refused("A measure goes on from one of an earlier year."):
        measure.save()
    measure.carried_from = before
    measure.save()
    other.carried_from = before
    with refused("The measure goes on in another one already."):
        other.save()


def test_a_measure_stays_in_its_perspective(measure_at: MeasureAt) -> None:
    measure = measure_at("2-3")
    measure.perspective, measure.number = measure_at("1-1").perspective, 99
    with refused("A measure stays in its perspective."):
        measure.save()


def test_bounds_stand_in_order(measure_at: MeasureAt) -> None:
    measure = measure_at("2-3")
    measure.plausible_from, measure.plausible_to = Decimal(2), Decimal(1)
    with refused("The lowest figure to be expected is above the highest."):
        measure.save()


def test_a_confirmation_is_given_by_whoever_is_at_work(measure_at: MeasureAt, officer: Reader, reader: Readers) -> None:
    said = {"reading": Confirmation.Reading.POLARITY, "value": "lower", "dated": DAY}
    with at_work(officer), refused("A reading is confirmed by whoever is at work."):
        Confirmation.objects.create(measure=measure_at("4-1"), given_by=reader(OTHER).user, **said)


@pytest.mark.parametrize("table", ["confirmation", "sharing", "unitshare", "result", "target"])
def test_dated_rows_are_never_changed(
    shared: Measure, city: DeliveryUnit, quarter_at: QuarterAt, officer: Reader, table: str
) -> None:
    sharing = Sharing.objects.create(target=shared.targets.get(), sequence=1, dated=DAY, given_by=officer.user)
    UnitShare.objects.create(sharing=sharing, unit=city, printed="20%")
    Confirmation.objects.create(measure=shared, reading="unit", value="percent", dated=DAY, given_by=officer.user)
    a_result(shared, quarter_at(1), officer, unit=city)
    for statement in (f"UPDATE scorecard_{table} SET id = id", f"DELETE FROM scorecard_{table}"):
        with pytest.raises((InternalError, ProgrammingError)):
            settle(statement)


def test_an_early_warning_is_of_one_year_and_named_once(measure_at: MeasureAt, officer: Reader, year: Year) -> None:
    entry = Entry.objects.get(register__year=year, reference="1.3")
    said: dict[str, Any] = {"entry": entry, "named_by": officer.user, "named_on": DAY}
    EarlyWarning.objects.create(measure=measure_at("3-5"), **said)
    with refused("The risk names this measure already."):
        EarlyWarning.objects.create(measure=measure_at("3-5"), **said)
    with refused("Risk and measure are of different years."):
        EarlyWarning.objects.create(measure=earlier(year), **said)


def test_an_early_warning_is_read_where_its_risk_is(measure_at: MeasureAt, officer: Reader, reader: Readers) -> None:
    said: dict[str, Any] = {"measure": measure_at("1-5"), "named_by": officer.user, "named_on": DAY}
    EarlyWarning.objects.create(entry=Entry.objects.get(reference="2.3"), **said)
    for person, sees in ((officer, 1), (reader(OTHER), 1), (reader("interventions@derbyshire.example"), 0)):
        owners = Entry.objects.visible_to(person).filter(reference="2.3").count()
        with at_work(person):
            assert EarlyWarning.objects.count() == EarlyWarning.objects.visible_to(person).count() == owners
        if person is officer:
            assert owners == sees


def test_a_measure_that_goes_lets_go_of_section_two_unseen(year: Year, officer: Reader, reader: Readers) -> None:
    measure = MeasureFactory.create(perspective=PerspectiveFactory.create(scorecard=year.scorecards.get(), number=9))
    for reference in ("2.3", "1.3"):
        entry = Entry.objects.get(register__year=year, reference=reference)
        EarlyWarning.objects.create(entry=entry, measure=measure, named_by=officer.user, named_on=DAY)
    with pytest.raises(IntegrityError, match="reports_earlywarning"):
        settle("DELETE FROM scorecard_measure WHERE id = %s", measure.pk)
    EarlyWarning.objects.filter(entry__reference="1.3").delete()
    with at_work(reader("interventions@derbyshire.example")):
        settle("DELETE FROM scorecard_measure WHERE id = %s", measure.pk)
    assert not EarlyWarning.objects.exists()
