"""Ratings at their exact edges, the year's accumulation, milestones and the direction of travel."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.rating import (
    Accumulation,
    Direction,
    Moment,
    Rated,
    Rating,
    Reported,
    Tolerance,
    agrees,
    compare,
    direction,
    rate,
    to_date,
)
from scorecard.targets import Better, Step, Target, Value, read

HIGHER, LOWER, NEAREST = Better.HIGHER, Better.LOWER, Better.NEAREST
LEVELS = [Step(str(number)) for number in range(1, 5)]
STARS = [Step(f"{number}★") for number in range(1, 6)]
OPINIONS = [Step("R", "Red"), Step("AR", "Amber/Red"), Step("GA", "Green/Amber"), Step("G", "Green")]
REDUCE = "Reduce workload (caseload) demand"
START, MIDDLE, END = Moment(0, 0), Moment(2, 2), Moment(4, 4)


def at_least(figure: str) -> Target:
    return read(figure, polarity=HIGHER)


def at_most(figure: str) -> Target:
    return read(figure, polarity=LOWER)


# Each printed form: target, tolerance under and over, met, close (None where nothing can be), missed; at the edge.
DERBYSHIRE = [
    (read("3", steps=LEVELS), None, "3", None, "2"),
    (read("-9.2%"), "0.5", "-9.2", "-8.7", "-8.6999"),
    (read("4★", steps=STARS), None, "4★", None, "3★"),
    (read("<8"), "1", "7.9999", "8", "9.0001"),
    (read("Q2"), None, "Q2", None, "Q3"),
    (read("✓"), None, "yes", None, "no"),
    (at_least("90%"), "2", "90", "88", "87.9999"),
    (at_least("56%"), "1", "56", "55", "54.9999"),
    (at_least("40%"), "1", "40", "39", "38.9999"),
    (read("Q4"), None, "Q4", None, None),
    (at_least("71%"), "5", "71", "66", "65.9999"),
    (at_least("85%"), "5", "85", "80", "79.9999"),
    (read("Q3"), None, "Q3", None, "Q4"),
    (read("-2%"), "0.5", "-2", "-1.5", "-1.4999"),
    (read("100%", polarity=NEAREST), "1", "100", "101", "101.0001"),
    (read("-5%"), "1", "-5", "-4", "-3.9999"),
    (read("≤128"), "2", "128", "130", "130.0001"),
    (read("2%", name=REDUCE), "0.5", "2", "1.5", "1.4999"),
    (at_most("12.3"), "0.2", "12.3", "12.5", "12.5001"),
    (at_most("10.5"), "0.5", "10.5", "11", "11.0001"),
    (read("GA", steps=OPINIONS), None, "GA", None, "AR"),
    (at_least("55%"), "1", "55", "54", "53.9999"),
    (at_least("95%"), "1", "95", "94", "93.9999"),
    (read("", reading="Q4"), None, "Q4", None, None),
    (read("Avg", reading="Q2"), None, "Q1", None, "Q3"),
    (at_least("20%"), "1", "20", "19", "18.9999"),
    (at_least("8.3%"), "0.3", "8.3", "8", "7.9999"),
]
MERSEYSIDE = [
    *((at_least(f"{figure}%"), "1", str(figure), str(figure - 1), f"{figure - 2}.9999") for figure in (90, 80, 70, 65)),
    *((at_least(f"{figure}%"), "1", str(figure), str(figure - 1), f"{figure - 2}.9999") for figure in (60, 50, 85, 75)),
    *((at_least(f"{figure}%"), "1", str(figure), str(figure - 1), f"{figure - 2}.9999") for figure in (35, 10)),
    (at_least("20 offenders"), "1", "20", "19", "18"),
    *((at_least(str(figure)), "5", str(figure), str(figure - 5), str(figure - 6)) for figure in (180, 400, 80, 575)),
    *((at_least(str(figure)), "5", str(figure), str(figure - 5), str(figure - 6)) for figure in (200, 1750, 350, 620)),
    (at_least("310"), "5", "310", "305", "304"),
    (at_most("1.5%"), "0.5", "1.5", "2", "2.0001"),
    (at_most("10.5"), "0.5", "10.5", "11", "11.0001"),
]
OTHERS = [
    (read("over 8"), "1", "8.0001", "8", "6.9999"),
    (read("100% ± 2%"), "1", "98", "97", "96.9999"),
    (read("≤128", polarity=HIGHER), "2", "128", "130", "130.0001"),
]


def value(text: str) -> Value:
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def in_terms_of(target: Target, text: str) -> Value:
    return text if target.steps else value(text)


@pytest.mark.parametrize(("target", "tolerance", "met", "close", "missed"), [*DERBYSHIRE, *MERSEYSIDE, *OTHERS])
def test_a_result_meets_is_close_or_misses_at_the_exact_edge(
    target: Target, tolerance: str | None, met: str, close: str | None, missed: str | None
) -> None:
    slack = Tolerance(Decimal(tolerance), Decimal(tolerance)) if tolerance else Tolerance(Decimal(9), Decimal(9))

    assert compare(target, in_terms_of(target, met), slack) is Rating.MET
    if close is not None:
        assert compare(target, in_terms_of(target, close), slack) is Rating.CLOSE
        assert compare(target, in_terms_of(target, close)) is Rating.MISSED
    if missed is not None:
        assert compare(target, in_terms_of(target, missed), slack) is Rating.MISSED


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


@given(figures, figures, st.decimals(0, 10, places=1))
def test_direction_of_travel_reverses_when_polarity_does(earlier: Decimal, latest: Decimal, within: Decimal) -> None:
    turned = {Direction.BETTER: Direction.WORSE, Direction.WORSE: Direction.BETTER, Direction.LEVEL: Direction.LEVEL}

    up, down = (
        direction(read("50", polarity=polarity), earlier, latest, level_within=within) for polarity in (HIGHER, LOWER)
    )

    assert up is not None
    assert down is turned[up]


@pytest.mark.parametrize(
    ("target", "earlier", "latest", "way"),
    [
        (at_most("10.5"), "9", "9.5", Direction.WORSE),
        (at_most("10.5"), "9.5", "9", Direction.BETTER),
        (at_least("90%"), "88", "88", Direction.LEVEL),
        (read("-9.2%"), "-5", "-6", Direction.BETTER),
        (read("2%", name=REDUCE), "1", "1.5", Direction.BETTER),
        (read("100%", polarity=NEAREST), "97", "104", Direction.WORSE),
        (read("100%", polarity=NEAREST), "97", "103", Direction.LEVEL),
        (read("4★", steps=STARS), "3★", "4★", Direction.BETTER),
        (read("✓"), "yes", "no", Direction.WORSE),
        (read("Q2"), "no", "Q2", Direction.BETTER),
        (read("Q2"), "Q1", "Q1", Direction.LEVEL),
        (at_least("Avg"), "80", "82", Direction.BETTER),
        (read("Avg"), "80", "82", None),
        (at_least("90%"), None, "88", Direction.FIRST),
        (at_least("90%"), None, None, None),
    ],
)
def test_direction_of_travel_is_in_performance(
    target: Target, earlier: str | None, latest: str | None, way: Direction | None
) -> None:
    before, after = (None if text is None else in_terms_of(target, text) for text in (earlier, latest))

    assert direction(target, before, after) is way


def test_noise_within_the_measures_own_threshold_is_level() -> None:
    target = at_least("90%")

    assert direction(target, Decimal(88), Decimal("88.5"), level_within=Decimal("0.5")) is Direction.LEVEL
    assert direction(target, Decimal(88), Decimal("88.6"), level_within=Decimal("0.5")) is Direction.BETTER


def test_an_arrow_never_stands_alone() -> None:
    assert [each.label for each in Direction] == [
        "performance better ↑",
        "performance worse ↓",
        "performance level →",
        "first result",
    ]


parts = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=4)


@given(parts)
def test_a_rate_is_made_from_summed_parts_and_a_sum_from_its_parts(pairs: list[tuple[int, int]]) -> None:
    target = at_least("90%")
    results = [
        Reported(quarter, Decimal(above), Decimal(above), Decimal(below))
        for quarter, (above, below) in enumerate(pairs, start=1)
    ]
    whole = Decimal(sum(above for above, _ in pairs)), Decimal(sum(below for _, below in pairs))

    assert to_date(target, results, Accumulation.RATE) == target.from_parts(*whole)
    assert to_date(target, results, Accumulation.SUM) == whole[0]


@pytest.mark.parametrize("accumulation", [Accumulation.LATEST, Accumulation.ROLLING, Accumulation.FORECAST, None])
def test_otherwise_the_latest_value_counts(accumulation: Accumulation | None) -> None:
    results = [Reported(1, Decimal(10)), Reported(2, Decimal(9))]

    assert to_date(at_most("10.5"), results, accumulation) == 9


def test_a_rate_whose_quarter_lacks_its_parts_is_the_latest_value_alone() -> None:
    results = [Reported(1, Decimal(80)), Reported(2, Decimal(90), Decimal(9), Decimal(10))]

    assert to_date(at_least("90%"), results, Accumulation.RATE) == 90


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
    ("typed", "fits"),
    [("91.6667", True), ("91.67", True), ("91.7", True), ("92", True), ("91.6", False), ("93", False)],
)
def test_a_percentage_agrees_with_its_parts_as_far_as_it_was_given(typed: str, fits: bool) -> None:
    assert agrees(at_least("90%"), Decimal(typed), Decimal(11), Decimal(12)) is fits
