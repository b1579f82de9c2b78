"""Ratings at their exact edges, the year's accumulation, milestones and the direction of travel."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.rating import (
    Accumulation,
    Measured,
    Moment,
    Rated,
    Rating,
    Reported,
    Rolling,
    Tolerance,
    close_edges,
    compare,
    rate,
)
from scorecard.targets import Target, Value, read
from tests.scorecard.printed import DERBYSHIRE, HIGHER, LOWER, MERSEYSIDE, NEAREST, OPINIONS, STARS, Printed

YEAR = datetime.date(2011, 4, 1)
START, MIDDLE, END = Moment(0, 0), Moment(2, 2), Moment(4, 4)


def at_least(figure: str) -> Target:
    return read(figure, polarity=HIGHER)


def at_most(figure: str) -> Target:
    return read(figure, polarity=LOWER)


OTHERS = [
    (read("over 8"), "1", "8.0001", "8", "6.9999"),
    (read("100% ± 2%"), "1", "98", "97", "96.9999"),
    (read("≤128", polarity=HIGHER), "2", "128", "130", "130.0001"),
    (read("between 98% and 102%"), "1", "102", "103", "103.0001"),
    (read("between 98% and 102%"), "1", "98", "97", "96.9999"),
    (read("£33,559,800 ± 2%"), "0.01", "34230996", "34230996.01", "34230996.0101"),
    (read("by 31/08/2011"), None, "2011-08-31", None, "2011-09-01"),
]


def value(text: str) -> Value:
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def in_terms_of(target: Target, text: str) -> Value:
    return text if target.steps else value(text)


@pytest.mark.parametrize("row", [*DERBYSHIRE, *MERSEYSIDE], ids=str)
def test_each_target_of_the_papers_is_met_close_or_missed_at_the_exact_edge(row: Printed) -> None:
    assert_edges(row.target, row.tolerance, row.met, row.close, row.missed)


@pytest.mark.parametrize(("target", "tolerance", "met", "close", "missed"), OTHERS)
def test_a_result_meets_is_close_or_misses_at_the_exact_edge(
    target: Target, tolerance: str | None, met: str, close: str | None, missed: str | None
) -> None:
    assert_edges(target, tolerance, met, close, missed)


def assert_edges(target: Target, tolerance: str | None, met: str | None, close: str | None, missed: str | None) -> None:
    slack = Tolerance(Decimal(tolerance), Decimal(tolerance)) if tolerance else Tolerance(Decimal(9), Decimal(9))
    if met is None:
        assert compare(target, Decimal(90), slack) is Rating.NO_TARGET
        return

    assert compare(target, in_terms_of(target, met), slack) is Rating.MET
    if close is not None:
        assert compare(target, in_terms_of(target, close), slack) is Rating.CLOSE
        assert compare(target, in_terms_of(target, close)) is Rating.MISSED
    if missed is not None:
        assert compare(target, in_terms_of(target, missed), slack) is Rating.MISSED


@pytest.mark.parametrize("row", [row for row in (*DERBYSHIRE, *MERSEYSIDE) if row.met], ids=str)
def test_what_meets_a_target_of_the_papers_is_rated_so_by_its_accumulation(row: Printed) -> None:
    assert row.met
    result = Reported(4 if row.accumulation is Accumulation.SUM else 1, in_terms_of(row.target, row.met))

    rated = rate(row.target, [result], END, accumulation=row.accumulation, annual=True)

    assert rated.rating is Rating.MET


@pytest.mark.parametrize("printed", ["", "Avg", "A difference that is statistically significant"])
def test_what_is_no_target_is_never_met_or_missed(printed: str) -> None:
    target = at_least(printed)

    assert rate(target, [], END).rating is Rating.NO_TARGET
    assert rate(target, [Reported(1, Decimal(90))], END) == Rated(Rating.NO_TARGET, Decimal(90), target.why)


def test_tolerances_over_and_under_are_separate() -> None:
    budget = read("100%", polarity=NEAREST)
    slack = Tolerance(under=Decimal(2), over=Decimal(1))

    ratings = [compare(budget, Decimal(figure), slack) for figure in (97, 98, 100, 101, 102)]

    assert ratings == [Rating.MISSED, Rating.CLOSE, Rating.MET, Rating.CLOSE, Rating.MISSED]


@pytest.mark.parametrize("target", [read("4★", steps=STARS), read("✓"), read("Q1")])
def test_steps_quarters_and_yes_or_no_are_never_close(target: Target) -> None:
    assert not target.takes_tolerance


ORDER = [Rating.MISSED, Rating.CLOSE, Rating.MET]
figures = st.decimals(min_value=-1000, max_value=1000, places=2)


@given(st.sampled_from(["≥", "≤", "<", ">"]), figures, figures, figures, st.decimals(0, 50, places=1))
def test_a_rating_only_improves_as_the_result_does(
    sign: str, level: Decimal, one: Decimal, other: Decimal, slack: Decimal
) -> None:
    target = read(f"{sign}{level}")
    worse, better = sorted((one, other), reverse=target.better is LOWER)

    ratings = [ORDER.index(compare(target, result, Tolerance(slack, slack))) for result in (worse, better)]

    assert ratings == sorted(ratings)


@given(figures, figures, st.decimals(0, 50, places=1))
def test_nearest_only_worsens_with_the_distance(one: Decimal, other: Decimal, slack: Decimal) -> None:
    target = read("100%", polarity=NEAREST)
    farther, nearer = sorted((abs(one), abs(other)), reverse=True)

    ratings = [ORDER.index(compare(target, 100 + gap, Tolerance(slack, slack))) for gap in (farther, nearer)]

    assert ratings == sorted(ratings)


@pytest.mark.parametrize(
    ("target", "moment", "annual", "rating"),
    [
        (at_least("90%"), START, False, Rating.NOT_YET_DUE),
        (at_least("90%"), Moment(1, 0), False, Rating.NOT_YET_DUE),
        (at_least("90%"), Moment(1, 1), False, Rating.NO_RESULT),
        (at_least("55%"), Moment(3, 3), True, Rating.NOT_YET_DUE),
        (at_least("55%"), Moment(4, 3), True, Rating.NOT_YET_DUE),
        (at_least("55%"), END, True, Rating.NO_RESULT),
        (read("Q2"), Moment(2, 1), False, Rating.NOT_YET_DUE),
        (read("Q2"), MIDDLE, False, Rating.NO_RESULT),
    ],
)
def test_without_a_result_it_is_not_yet_due_until_the_period_is_past_due(
    target: Target, moment: Moment, annual: bool, rating: Rating
) -> None:
    assert rate(target, [], moment, annual=annual).rating is rating


@pytest.mark.parametrize(
    ("said", "moment", "rating", "slip", "because"),
    [
        ((1, "Q1"), START, Rating.MET, 0, ""),
        ((2, "Q2"), MIDDLE, Rating.MET, 0, ""),
        ((3, "Q3"), Moment(3, 3), Rating.MISSED, 1, "1 quarter late"),
        ((4, "Q4"), END, Rating.MISSED, 2, "2 quarters late"),
        ((1, "no"), START, Rating.NOT_YET_DUE, 0, ""),
        ((1, "no"), Moment(2, 1), Rating.NOT_YET_DUE, 0, ""),
        ((1, "no"), MIDDLE, Rating.NO_RESULT, 0, ""),
        ((2, "no"), Moment(1, 1), Rating.NOT_YET_DUE, 0, ""),
        ((2, "no"), MIDDLE, Rating.MISSED, 1, "at least 1 quarter late"),
        ((3, "no"), MIDDLE, Rating.MISSED, 1, "at least 1 quarter late"),
        ((3, "no"), Moment(3, 3), Rating.MISSED, 2, "at least 2 quarters late"),
    ],
)
def test_a_milestone_is_done_in_time_or_slips_by_quarters(
    said: tuple[int, str], moment: Moment, rating: Rating, slip: int, because: str
) -> None:
    rated = rate(read("Q2"), [Reported(*said)], moment, accumulation=Accumulation.ONCE)

    assert (rated.rating, rated.slip, rated.because) == (rating, slip, because)


@pytest.mark.parametrize(
    ("said", "moment", "rating"),
    [
        ((1, "GA"), START, Rating.MET),
        ((1, "AR"), START, Rating.NOT_YET_DUE),
        ((1, "AR"), MIDDLE, Rating.NO_RESULT),
        ((2, "AR"), Moment(1, 1), Rating.NOT_YET_DUE),
        ((2, "AR"), MIDDLE, Rating.MISSED),
    ],
)
def test_a_step_due_by_a_quarter_is_not_missed_before_its_end(
    said: tuple[int, str], moment: Moment, rating: Rating
) -> None:
    target = read("GA by Q2", steps=OPINIONS)

    assert rate(target, [Reported(*said)], moment).rating is rating


@pytest.mark.parametrize("figure", ["3", "9"])
def test_a_full_year_target_without_a_profile_has_no_rating_before_year_end(figure: str) -> None:
    results = [Reported(1, Decimal(figure))]

    rated = rate(read("<8"), results, Moment(3, 3), accumulation=Accumulation.SUM)

    assert rated == Rated(Rating.BEFORE_YEAR_END, Decimal(figure))


def test_a_full_year_target_is_compared_with_its_profile_to_date() -> None:
    results = [Reported(1, Decimal(40)), Reported(2, Decimal(45))]
    profile = {1: Decimal(45), 2: Decimal(85), 3: Decimal(130), 4: Decimal(180)}

    rated = rate(at_least("180"), results, MIDDLE, accumulation=Accumulation.SUM, profile=profile)

    assert rated == Rated(Rating.MET, Decimal(85), "against 85 to Q2")


def test_the_years_sum_is_rated_once_the_year_has_ended_and_no_quarter_is_missing() -> None:
    three = [Reported(quarter, Decimal(50)) for quarter in (1, 2, 4)]
    four = [*three[:2], Reported(3, Decimal(30)), three[2]]

    assert rate(at_least("180"), four, END, accumulation=Accumulation.SUM).rating is Rating.MET
    assert rate(at_least("180"), three, END, accumulation=Accumulation.SUM) == Rated(
        Rating.NO_RESULT, Decimal(150), "the year lacks Q3"
    )


def test_an_annual_measure_is_rated_at_the_years_end_alone() -> None:
    results = [Reported(4, Decimal("57"))]

    assert rate(at_least("55%"), results, Moment(1, 1), annual=True).rating is Rating.BEFORE_YEAR_END
    assert rate(at_least("55%"), results, END, annual=True).rating is Rating.MET


def test_what_must_hold_every_quarter_is_as_bad_as_its_worst_quarter() -> None:
    results = [Reported(1, "no"), Reported(2, "yes")]

    rated = rate(read("✓", holds=True), results, MIDDLE, accumulation=Accumulation.EVERY)

    assert rated == Rated(Rating.MISSED, "yes", "missed in Q1")


@pytest.mark.parametrize(("first", "rating"), [(1, Rating.NO_RESULT), (2, Rating.MET)])
def test_what_must_hold_every_quarter_is_not_met_while_one_that_was_asked_is_missing(
    first: int, rating: Rating
) -> None:
    rated = rate(read("✓"), [Reported(2, "yes")], Moment(2, 2, first), accumulation=Accumulation.EVERY)

    assert rated.rating is rating


def test_a_result_that_no_longer_fits_its_target_is_not_rated() -> None:
    assert rate(read("4★", steps=STARS), [Reported(1, Decimal(3))], MIDDLE).rating is Rating.NO_TARGET


@pytest.mark.parametrize(
    ("target", "figure", "rating"),
    [
        (at_least("180"), "171", Rating.CLOSE),
        (at_least("180"), "170.9999", Rating.MISSED),
        (at_most("£33,559,800"), "35237790", Rating.CLOSE),
        (at_most("£33,559,800"), "35237790.0001", Rating.MISSED),
        (read("-10%"), "-9.5", Rating.CLOSE),
        (read("-10%"), "-9.4999", Rating.MISSED),
        (at_least("0"), "-0.0001", Rating.MISSED),
    ],
)
def test_a_tolerance_may_be_in_percent_of_the_target(target: Target, figure: str, rating: Rating) -> None:
    slack = Tolerance(Decimal(5), Decimal(5), Measured.PERCENT)

    assert compare(target, Decimal(figure), slack) is rating


def test_a_tolerance_on_one_side_alone_leaves_the_other_without() -> None:
    budget = read("100% of budget")

    assert compare(budget, Decimal(99), Tolerance(under=Decimal(1))) is Rating.CLOSE
    assert compare(budget, Decimal(101), Tolerance(under=Decimal(1))) is Rating.MISSED
    assert compare(budget, Decimal(101), Tolerance(over=Decimal(1))) is Rating.CLOSE


def test_the_very_edge_of_what_must_be_above_or_below_lies_on_the_side_that_misses() -> None:
    under, over = Tolerance(under=Decimal(2)), Tolerance(over=Decimal(2))

    assert [compare(read(">90%"), Decimal(figure), under) for figure in (88, 90)] == [Rating.CLOSE, Rating.CLOSE]
    assert compare(read(">90%"), Decimal(90), over) is Rating.MISSED
    assert [compare(read("<8"), Decimal(figure), over) for figure in (8, 10)] == [Rating.CLOSE, Rating.CLOSE]
    assert compare(read("<8"), Decimal(8), under) is Rating.MISSED


@given(figures, st.sampled_from(list(Measured)), st.decimals("0.1", 50, places=1))
def test_a_rating_of_a_figure_is_one_of_three_and_close_lies_between(
    figure: Decimal, measured: Measured, slack: Decimal
) -> None:
    tolerance = Tolerance(slack, slack, measured)

    for target in (at_least("90%"), at_most("10"), read("-2%"), read("<8"), read("100% ± 2%"), read("1 to 5")):
        low, high = close_edges(target, tolerance)
        inside = (low is None or figure >= low) and (high is None or figure <= high)
        assert (compare(target, figure, tolerance) is not Rating.MISSED) is inside


@pytest.mark.parametrize(
    ("target", "edges"),
    [
        (at_least("90%"), (Decimal(88), None)),
        (at_most("10.5"), (None, Decimal("11.5"))),
        (read("100% ± 2%"), (Decimal(96), Decimal(103))),
        (read("4★", steps=STARS), (None, None)),
        (read("Avg"), (None, None)),
    ],
)
def test_a_chart_knows_how_far_close_reaches(target: Target, edges: tuple[Decimal | None, Decimal | None]) -> None:
    assert close_edges(target, Tolerance(Decimal(2), Decimal(1))) == edges


@pytest.mark.parametrize(
    ("said", "moment", "rating", "slip", "because"),
    [
        ((2, "2011-08-31"), MIDDLE, Rating.MET, 0, ""),
        ((1, "2011-05-01"), START, Rating.MET, 0, ""),
        ((2, "2011-09-01"), MIDDLE, Rating.MISSED, 0, "1 day late"),
        ((2, "2011-09-12"), MIDDLE, Rating.MISSED, 0, "12 days late"),
        ((3, "2011-10-01"), Moment(3, 3), Rating.MISSED, 1, "1 quarter late"),
        ((4, "2012-06-01"), END, Rating.MISSED, 3, "3 quarters late"),
        ((1, "Q1"), START, Rating.MET, 0, ""),
        ((2, "Q2"), MIDDLE, Rating.NO_RESULT, 0, "whether by 31 August 2011 is not recorded"),
        ((3, "Q3"), Moment(3, 3), Rating.MISSED, 1, "1 quarter late"),
        ((2, "no"), MIDDLE, Rating.MISSED, 1, "at least 1 quarter late"),
        ((2, "no"), Moment(1, 1), Rating.NOT_YET_DUE, 0, ""),
    ],
)
def test_a_day_is_kept_or_missed_by_days_and_then_by_quarters(
    said: tuple[int, str], moment: Moment, rating: Rating, slip: int, because: str
) -> None:
    rated = rate(read("by 31/08/2011", year=YEAR), [Reported(*said)], moment, accumulation=Accumulation.ONCE)

    assert (rated.rating, rated.slip, rated.because) == (rating, slip, because)


def test_a_quarter_may_be_reported_by_its_day() -> None:
    rated = rate(read("Q2", year=YEAR), [Reported(3, "2011-10-03")], MIDDLE, accumulation=Accumulation.ONCE)

    assert (rated.rating, rated.slip) == (Rating.MISSED, 1)


@pytest.mark.parametrize(
    ("printed", "moment", "rating"),
    [
        ("by 30/06/2012", END, Rating.NOT_YET_DUE),
        ("by 31/03/2011", START, Rating.NO_RESULT),
        ("by 31/08/2011", Moment(2, 1), Rating.NOT_YET_DUE),
        ("by 31/08/2011", MIDDLE, Rating.NO_RESULT),
    ],
)
def test_a_day_outside_the_year_is_due_in_its_own(printed: str, moment: Moment, rating: Rating) -> None:
    assert rate(read(printed, year=YEAR), [], moment, accumulation=Accumulation.ONCE).rating is rating


def test_a_figure_due_by_a_day_is_not_missed_before_its_quarter_has_ended() -> None:
    target = read("85% by 31/08/2011", polarity=HIGHER, year=YEAR)

    assert rate(target, [Reported(1, Decimal(80))], START).rating is Rating.NOT_YET_DUE
    assert rate(target, [Reported(2, Decimal(80))], MIDDLE).rating is Rating.MISSED
    assert rate(target, [Reported(1, Decimal(85))], START).rating is Rating.MET


@pytest.mark.parametrize("accumulation", [Accumulation.LATEST, Accumulation.RATE, Accumulation.SUM])
def test_any_figure_may_have_a_profile_and_is_held_against_it(accumulation: Accumulation) -> None:
    results = [Reported(1, Decimal(70), Decimal(70), Decimal(100))]

    rated = rate(at_least("85%"), results, START, accumulation=accumulation, profile={1: Decimal(70)})

    assert rated == Rated(Rating.MET, Decimal(70), "against 70% to Q1")


def test_a_sum_to_date_that_lacks_a_quarter_is_not_held_against_its_profile() -> None:
    results = [Reported(1, Decimal(40)), Reported(3, Decimal(45))]

    rated = rate(at_least("180"), results, END, accumulation=Accumulation.SUM, profile={3: Decimal(135)})

    assert rated == Rated(Rating.NO_RESULT, Decimal(85), "the year lacks Q2")


def test_a_profile_of_other_quarters_leaves_a_full_year_target_unrated() -> None:
    results = [Reported(1, Decimal(40))]

    rated = rate(at_least("180"), results, START, accumulation=Accumulation.SUM, profile={2: Decimal(90)})

    assert rated.rating is Rating.BEFORE_YEAR_END


@pytest.mark.parametrize("accumulation", [Accumulation.LATEST, Accumulation.FORECAST, None])
def test_a_profile_that_says_nothing_of_a_quarter_has_nothing_missed_there(accumulation: Accumulation | None) -> None:
    profile = {2: Decimal(50), 4: Decimal(90)}

    def rated(quarter: int, figure: str, moment: Moment) -> Rating:
        said = [Reported(quarter, Decimal(figure))]
        return rate(at_least("90%"), said, moment, accumulation=accumulation, profile=profile).rating

    assert rated(1, "40", Moment(1, 1)) is Rating.NOT_YET_DUE
    assert rated(1, "90", Moment(1, 1)) is Rating.MET
    assert rated(2, "49", Moment(2, 2)) is Rating.MISSED
    assert rated(3, "60", Moment(3, 3)) is Rating.NOT_YET_DUE
    assert rated(4, "89", END) is Rating.MISSED


def test_a_profile_does_not_have_an_annual_result_missed_before_the_years_end() -> None:
    profile = {1: Decimal(25), 4: Decimal(100)}
    result = [Reported(4, Decimal(80))]

    assert rate(at_least("100"), result, Moment(1, 1), annual=True, profile=profile).rating is Rating.BEFORE_YEAR_END
    assert rate(at_least("100"), result, END, annual=True, profile=profile).rating is Rating.MISSED


@pytest.mark.parametrize("annual", [True, False])
def test_what_is_done_at_some_time_in_the_year_is_not_missed_before_its_end(annual: bool) -> None:
    def rated(quarter: int, said: str, moment: Moment) -> Rating:
        return rate(read("✓"), [Reported(quarter, said)], moment, accumulation=Accumulation.ONCE, annual=annual).rating

    assert rated(1, "no", Moment(1, 1)) is Rating.NOT_YET_DUE
    assert rated(1, "yes", Moment(1, 1)) is Rating.MET
    assert rated(3, "no", Moment(3, 3)) is Rating.NOT_YET_DUE
    assert rated(4, "no", END) is Rating.MISSED


def test_a_sum_due_by_a_quarter_is_rated_at_its_end() -> None:
    target = read("at least 90 by Q2")
    results = [Reported(1, Decimal(40)), Reported(2, Decimal(45))]

    assert rate(target, results, Moment(1, 1), accumulation=Accumulation.SUM).rating is Rating.NOT_YET_DUE
    assert rate(target, results, MIDDLE, accumulation=Accumulation.SUM).rating is Rating.MISSED


def test_sickness_that_rolls_over_four_quarters_is_rated_once_it_has_them() -> None:
    told = {"accumulation": Accumulation.ROLLING, "rolling": Rolling.FOUR_QUARTERS}
    before = [Reported(quarter, Decimal(3)) for quarter in (-2, -1, 0)]

    rated = rate(at_most("10.5"), [Reported(1, Decimal(2))], START, before=before, **told)  # type: ignore[arg-type]
    without = rate(at_most("10.5"), [Reported(1, Decimal(2))], START, **told)  # type: ignore[arg-type]

    assert rated == Rated(Rating.MISSED, Decimal(11), "the last four quarters")
    assert (without.rating, without.value) == (Rating.NOT_YET_DUE, None)


def test_a_forecast_is_held_against_the_whole_years_target_at_any_time() -> None:
    budget = read("100% of budget")

    rated = rate(budget, [Reported(1, Decimal(101))], START, accumulation=Accumulation.FORECAST)

    assert rated.rating is Rating.MISSED
