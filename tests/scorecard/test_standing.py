"""Where a measure stands: the profile of its target, its units' results and shares, and the year before."""

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest

from probation_planning.organisation.models import DeliveryUnit, Quarter, User, Year
from scorecard.models import Accumulation, Frequency, Measure, Result, Sharing, Target, Unit, UnitShare
from scorecard.rating import Direction, Rating
from scorecard.shares import Sharing as Agreement
from scorecard.standing import Standing, open_periods, standings
from tests.factories import MeasureFactory, PerspectiveFactory, QuarterFactory, ScorecardFactory

KIND = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
OCTOBER = datetime.date(2011, 10, 20)
MeasureAt = Callable[[str], Measure]


def standing_of(measure: Measure, day: datetime.date = OCTOBER) -> Standing:
    return standings(Measure.objects.filter(pk=measure.pk), measure.year, day)[0]


@pytest.fixture
def somebody(year: Year) -> User:
    return User.objects.get(email="officer@derbyshire.example")


@pytest.fixture
def give(all_open: None, year: Year, somebody: User) -> Callable[..., Result]:
    """Writes a result of a quarter, of a unit's where one is named."""

    def act(measure: Measure, quarter: int | Quarter, value: str, **said: Any) -> Result:
        at = quarter if isinstance(quarter, Quarter) else Quarter.objects.get(year=year, number=quarter)
        earlier = Result.objects.filter(measure=measure, quarter=at, unit=said.get("unit")).count()
        reason = "It was counted again." if earlier else ""
        row = {"sequence": earlier + 1, "reason": reason, "dated": "2011-07-01", "given_by": somebody, **said}
        return Result.objects.create(measure=measure, quarter=at, value=Decimal(value), **row)

    return act


@pytest.fixture
def units(year: Year) -> list[DeliveryUnit]:
    """Three units of a kind, one of which opens in the third quarter, and one that closed before the year."""
    DeliveryUnit.objects.create(name="Old", kind=KIND, closed_on="2011-03-31")
    named = {"City": "2011-04-01", "County": None, "Peak": "2011-10-01"}
    return [DeliveryUnit.objects.create(name=name, kind=KIND, opened_on=day) for name, day in named.items()]


@pytest.fixture
def shared(measure_at: MeasureAt, somebody: User) -> Callable[..., Measure]:
    """A measure that units give the results of, with a target and its shares."""

    def make(
        printed: str,
        accumulation: Accumulation,
        unit: Unit,
        shares: dict[DeliveryUnit, str],
        profile: Sequence[str] = (),
    ) -> Measure:
        measure = measure_at("2-3")
        measure.for_each, measure.accumulation, measure.unit = KIND, accumulation, unit
        measure.save()
        target = Target.objects.create(
            measure=measure,
            sequence=2,
            printed=printed,
            profile=list(profile),
            effective_from="2011-04-01",
            reason="The Board set it.",
            given_by=somebody,
        )
        if shares:
            sharing = Sharing.objects.create(target=target, sequence=1, dated="2011-04-01", given_by=somebody)
            for each, share in shares.items():
                UnitShare.objects.create(sharing=sharing, unit=each, printed=share)
        return measure

    return make


@pytest.mark.parametrize(("second", "rating"), [("100", Rating.MET), ("99", Rating.MISSED)])
def test_a_sum_is_held_against_its_profile_to_date(
    measure_at: MeasureAt, give: Callable[..., Result], somebody: User, second: str, rating: Rating
) -> None:
    measure = measure_at("2-3")
    measure.accumulation, measure.unit = Accumulation.SUM, Unit.NUMBER
    measure.save()
    Target.objects.create(
        measure=measure,
        sequence=2,
        printed="400",
        profile=["80", "200", "", "400"],
        effective_from="2011-04-01",
        reason="Set.",
        given_by=somebody,
    )
    give(measure, 1, "100")
    give(measure, 2, second)

    standing = standing_of(measure)

    assert (standing.rating, standing.value) == (rating, str(100 + int(second)))
    assert standing.rated.because == "against 200 to Q2"


def test_a_row_beside_a_measure_fetches_what_was_not_asked_for(
    measure_at: MeasureAt, give: Callable[..., Result]
) -> None:
    given = give(measure_at("2-3"), 1, "100", note="As counted.")

    row = standing_of(measure_at("2-3")).latest

    assert row == given
    assert row is not None
    assert (row._state.adding, row.value, row.note) == (False, Decimal(100), "As counted.")
    assert (row.given_by.name, row.trust_id) == (given.given_by.name, given.trust_id)


def test_without_a_profile_a_sum_has_no_rating_before_year_end(
    measure_at: MeasureAt, give: Callable[..., Result]
) -> None:
    measure = measure_at("2-3")
    measure.accumulation = Accumulation.SUM
    measure.save()
    give(measure, 1, "10")

    assert standing_of(measure).rating is Rating.BEFORE_YEAR_END


def test_the_trusts_result_is_the_sum_of_its_units(
    shared: Callable[..., Measure], units: list[DeliveryUnit], give: Callable[..., Result]
) -> None:
    city, county, _ = units
    measure = shared("400", Accumulation.SUM, Unit.NUMBER, {city: "150", county: "200"}, ["100", "200", "300", "400"])
    give(measure, 1, "50", unit=city)
    give(measure, 1, "70", unit=county)

    whole = standing_of(measure)
    give(measure, 2, "60", unit=city)
    part = standing_of(measure)

    assert (whole.value, whole.units_words, whole.rating) == ("120", "", Rating.MET)
    assert not whole.results[0].provisional
    assert (part.value, part.units_words, part.rating) == ("180", "1 of 2 units", Rating.NO_RESULT)
    assert part.results[-1].provisional
    assert part.direction is None
    assert part.late is not None
    assert part.late.number == 2


def test_a_rate_is_weighted_by_the_units_parts(
    shared: Callable[..., Measure], units: list[DeliveryUnit], give: Callable[..., Result]
) -> None:
    city, county, _ = units
    measure = shared("90%", Accumulation.RATE, Unit.PERCENT, {city: "90%", county: "95%"})
    give(measure, 1, "50", unit=city, numerator=Decimal(5), denominator=Decimal(10))
    give(measure, 1, "95", unit=county, numerator=Decimal(95), denominator=Decimal(100), provisional=True)

    standing = standing_of(measure)

    assert standing.value == "90.91%"
    assert standing.rating is Rating.MET
    assert standing.results[0].provisional
    assert [(one.unit.name, one.value, one.rated and one.rated.rating) for one in standing.by_unit] == [
        ("City", "50%", Rating.MISSED),
        ("County", "95%", Rating.MET),
    ]


def test_units_whose_results_make_none_of_the_trusts_are_rated_alone(
    shared: Callable[..., Measure], units: list[DeliveryUnit], give: Callable[..., Result]
) -> None:
    city = units[0]
    measure = shared("12", Accumulation.LATEST, Unit.NUMBER, {city: "10"})
    give(measure, 1, "11", unit=city)

    standing = standing_of(measure)

    assert standing.latest is None
    assert "each unit is rated alone" in standing.rated.because
    assert [one.rated and one.rated.rating for one in standing.by_unit] == [Rating.MET, None, None]


def test_a_unit_that_opens_later_is_not_waited_for_before(
    shared: Callable[..., Measure], units: list[DeliveryUnit], give: Callable[..., Result]
) -> None:
    city, county, _ = units
    measure = shared("400", Accumulation.SUM, Unit.NUMBER, {})
    for quarter in (2, 3):
        give(measure, quarter, "10", unit=city)
        give(measure, quarter, "10", unit=county)

    standing = standing_of(measure, datetime.date(2012, 1, 10))

    assert [one.words for one in standing.gatherings] == ["2 of 2 units", "2 of 3 units"]


@pytest.mark.parametrize(("last", "rating"), [("20", Rating.MET), ("19", Rating.MISSED)])
def test_a_unit_that_opens_later_is_rated_on_the_quarters_since(
    shared: Callable[..., Measure], units: list[DeliveryUnit], give: Callable[..., Result], last: str, rating: Rating
) -> None:
    peak = units[2]
    measure = shared("400", Accumulation.SUM, Unit.NUMBER, {peak: "30"})
    give(measure, 3, "10", unit=peak)
    give(measure, 4, last, unit=peak)

    at_the_end = next(one for one in standing_of(measure, datetime.date(2012, 5, 1)).by_unit if one.unit == peak)

    assert at_the_end.rated is not None
    assert (at_the_end.rated.rating, at_the_end.value) == (rating, str(10 + int(last)))


def test_a_unit_that_closes_is_rated_on_the_quarters_before(
    shared: Callable[..., Measure], units: list[DeliveryUnit], give: Callable[..., Result]
) -> None:
    city = units[0]
    measure = shared("400", Accumulation.SUM, Unit.NUMBER, {city: "30"})
    for quarter in (1, 2):
        give(measure, quarter, "15", unit=city)
    DeliveryUnit.objects.filter(pk=city.pk).update(closed_on="2011-10-01")

    closed = next(one for one in standing_of(measure, datetime.date(2012, 5, 1)).by_unit if one.unit == city)

    assert closed.rated is not None
    assert (closed.rated.rating, closed.value) == (Rating.MET, "30")


@pytest.mark.parametrize(
    ("day", "rating"), [(OCTOBER, Rating.NOT_YET_DUE), (datetime.date(2012, 1, 20), Rating.NO_RESULT)]
)
def test_nothing_is_wanted_of_a_unit_before_it_opens(
    shared: Callable[..., Measure], units: list[DeliveryUnit], give: Callable[..., Result], day: Any, rating: Rating
) -> None:
    measure = shared("90%", Accumulation.EVERY, Unit.PERCENT, {units[2]: "90%"})

    before = standing_of(measure, day).by_unit[-1]
    give(measure, 3, "91", unit=units[2])
    after = standing_of(measure, day).by_unit[-1]

    assert before.rated is not None
    assert after.rated is not None
    assert (before.rated.rating, after.rated.rating) == (rating, Rating.MET)


def test_a_unit_without_a_share_rolls_as_the_measure_does(
    shared: Callable[..., Measure], units: list[DeliveryUnit], give: Callable[..., Result]
) -> None:
    measure = shared("10", Accumulation.ROLLING, Unit.DAYS, {})
    Measure.objects.filter(pk=measure.pk).update(rolling="annualised")
    give(measure, 1, "2", unit=units[0])

    assert standing_of(measure).by_unit[0].value == "8 days"


@pytest.mark.parametrize(
    ("printed", "quarter", "step", "rating"),
    [
        ("Q2", 2, "2011-08-12", Rating.MET),
        ("Q2", 3, "2011-10-03", Rating.MISSED),
        ("by Q2", 2, "Q2", Rating.MET),
        ("by 31 August", 2, "2011-08-31", Rating.MET),
        ("by 31 August", 2, "2011-09-01", Rating.MISSED),
        ("by 31/05/2012", 2, "no", Rating.NOT_YET_DUE),
        ("by Q1 2012/13", 2, "no", Rating.NOT_YET_DUE),
    ],
)
def test_what_is_done_once_is_rated_by_days_and_quarters_of_its_year(
    measure_at: MeasureAt, all_open: None, somebody: User, printed: str, quarter: int, step: str, rating: Rating
) -> None:
    measure = measure_at("1-5")
    said = {"effective_from": "2011-04-01", "reason": "Set.", "given_by": somebody}
    Target.objects.create(measure=measure, sequence=2, printed=printed, **said)
    at = Quarter.objects.get(year=measure.year, number=quarter)
    Result.objects.create(measure=measure, quarter=at, sequence=1, step=step, dated="2011-10-10", given_by=somebody)

    assert standing_of(measure).rating is rating


@pytest.mark.parametrize(("step", "late"), [("yes", None), ("no", 3)])
def test_what_is_done_once_is_late_no_more(
    measure_at: MeasureAt, all_open: None, somebody: User, step: str, late: int | None
) -> None:
    measure = measure_at("1-5")
    said = {"effective_from": "2011-04-01", "reason": "Set.", "given_by": somebody}
    Target.objects.create(measure=measure, sequence=2, printed="✓", **said)
    at = Quarter.objects.get(year=measure.year, number=1)
    Result.objects.create(measure=measure, quarter=at, sequence=1, step=step, dated="2011-07-01", given_by=somebody)

    found = standing_of(measure, datetime.date(2012, 1, 20)).late

    assert (found and found.number) == late


def test_shares_stand_against_the_whole_and_the_latest_sharing_counts(
    shared: Callable[..., Measure], units: list[DeliveryUnit], somebody: User
) -> None:
    city, county, _ = units
    measure = shared("400", Accumulation.SUM, Unit.NUMBER, {city: "150", county: "200"})
    first = standing_of(measure)
    target = Target.objects.get(measure=measure, sequence=2)
    anew = Sharing.objects.create(target=target, sequence=2, reason="Anew.", dated="2011-06-01", given_by=somebody)
    UnitShare.objects.create(sharing=anew, unit=city, printed="400")

    second = standing_of(measure)

    assert first.sharing is not None
    assert (first.sharing.state, first.remainder) == (Agreement.SHORT, "50")
    assert [one.share.printed if one.share else "" for one in second.by_unit] == ["400", "", ""]
    assert second.sharing is not None
    assert (second.sharing.state, second.remainder) == (Agreement.AGREES, "")


@pytest.fixture
def before(year: Year, measure_at: MeasureAt) -> Measure:
    """The year before, and the sickness of that year, from which this year's goes on."""
    last = Year.objects.create(start="2010-04-01", answers_from="2010-04-01", opened_on="2010-04-01")
    for number in (1, 2, 3, 4):
        QuarterFactory.create(year=last, number=number)
    scorecard = ScorecardFactory.create(year=last)
    measure = MeasureFactory.create(
        perspective=PerspectiveFactory.create(scorecard=scorecard), name="Staff Sickness", unit=Unit.DAYS
    )
    now = measure_at("4-1")
    now.carried_from = measure
    now.save()
    return measure


def test_direction_looks_across_the_years_end_and_to_the_same_period_of_last_year(
    measure_at: MeasureAt, before: Measure, give: Callable[..., Result]
) -> None:
    quarters = {one.number: one for one in Quarter.objects.filter(year=before.year)}
    give(before, quarters[1], "9")
    give(before, quarters[4], "11")
    give(measure_at("4-1"), 1, "10")

    standing = standing_of(measure_at("4-1"))

    assert (standing.direction, standing.previous_period) == (Direction.BETTER, "Q4 2010/11")
    assert (standing.travel.on_last_year, standing.year_before) == (Direction.WORSE, "Q1 2010/11")


def test_of_an_annual_measure_last_year_is_the_period_before(
    measure_at: MeasureAt, before: Measure, give: Callable[..., Result]
) -> None:
    measure = measure_at("4-1")
    measure.frequency = Frequency.ANNUAL
    measure.save()
    give(before, Quarter.objects.get(year=before.year, number=4), "11")
    give(measure, 4, "10")

    standing = standing_of(measure, datetime.date(2012, 5, 1))

    assert (standing.direction, standing.previous_period) == (Direction.BETTER, "2010/11")


def test_a_measure_that_is_given_up_takes_no_results_and_is_never_late(measure_at: MeasureAt) -> None:
    measure = measure_at("4-1")
    assert standing_of(measure).late is not None
    measure.withdrawn_on, measure.withdrawn_reason = datetime.date(2011, 6, 1), "The return was stopped."
    measure.save()

    standing = standing_of(measure)

    assert standing.late is None
    assert open_periods(measure, standing.quarters) == []


@pytest.fixture
def due_by(
    all_open: None, measure_at: MeasureAt, somebody: User, quarter_at: Callable[[int], Quarter]
) -> Callable[..., Standing]:
    """Where a thing to be done once stands on 20 October, by its target as written and what was said of it by when."""

    def make(printed: str, said: dict[int, str]) -> Standing:
        measure = measure_at("2-3")
        measure.unit, measure.accumulation, measure.polarity = Unit.QUARTER, Accumulation.ONCE, ""
        measure.frequency = Frequency.QUARTERLY
        measure.save()
        row = {"sequence": 2, "effective_from": "2011-04-01", "reason": "The Board set it.", "given_by": somebody}
        Target.objects.create(measure=measure, printed=printed, **row)
        for number, step in said.items():
            given = {"sequence": 1, "dated": "2011-10-01", "given_by": somebody, "step": step}
            Result.objects.create(measure=measure, quarter=quarter_at(number), **given)
        return standing_of(measure)

    return make


@pytest.mark.parametrize(
    ("printed", "said", "rating", "because", "words"),
    [
        ("31/08/2011", {2: "2011-08-31"}, Rating.MET, "", "be done by 31 August 2011"),
        ("31/08/2011", {2: "2011-09-01"}, Rating.MISSED, "1 day late", "be done by 31 August 2011"),
        ("by August", {2: "2011-08-12"}, Rating.MET, "", "be done by 31 August 2011"),
        ("by August", {2: "2011-09-12"}, Rating.MISSED, "12 days late", "be done by 31 August 2011"),
        ("31 January", {2: "no"}, Rating.NOT_YET_DUE, "", "be done by 31 January 2012"),
        ("Q2", {2: "2011-08-12"}, Rating.MET, "", "be done by the end of Q2"),
        ("Q1", {2: "2011-08-12"}, Rating.MISSED, "1 quarter late", "be done by the end of Q1"),
        ("Q1 2011/12", {2: "Q2"}, Rating.MISSED, "1 quarter late", "be done by the end of Q1"),
        ("Q1 2012/13", {1: "no"}, Rating.NOT_YET_DUE, "", "be done by 30 June 2012"),
        ("Q1 2012/13", {2: "Q2"}, Rating.MET, "", "be done by 30 June 2012"),
        ("Q4 2010/11", {1: "no"}, Rating.MISSED, "at least 2 quarters late", "be done by 31 March 2011"),
    ],
)
def test_quarters_and_days_of_a_target_are_those_of_the_measures_year(
    due_by: Callable[..., Standing], printed: str, said: dict[int, str], rating: Rating, because: str, words: str
) -> None:
    stands = due_by(printed, said)

    assert (stands.rating, stands.rated.because) == (rating, because)
    assert stands.target.in_words() == words
