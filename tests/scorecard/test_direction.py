"""Which way performance moves between periods, whatever the figures do."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.direction import Direction, Period, Travel, direction, merit, travel
from scorecard.targets import Target, Value, read
from tests.scorecard.printed import HIGHER, LOWER, NEAREST, STARS

figures = st.decimals(min_value=-1000, max_value=1000, places=2)


def at_least(figure: str) -> Target:
    return read(figure, polarity=HIGHER)


def at_most(figure: str) -> Target:
    return read(figure, polarity=LOWER)


def in_terms_of(target: Target, text: str) -> Value:
    try:
        return text if target.steps else Decimal(text)
    except ArithmeticError:
        return text


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
        (read("2%", name="Reduce workload"), "1", "1.5", Direction.BETTER),
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


BETTER, WORSE, LEVEL, FIRST = Direction.BETTER, Direction.WORSE, Direction.LEVEL, Direction.FIRST
Q1, Q2, Q3 = (Period(2011, quarter) for quarter in (1, 2, 3))
Q2_BEFORE, Q4_BEFORE = Period(2010, 2), Period(2010, 4)


@pytest.mark.parametrize(
    ("history", "told"),
    [
        ({Q1: "9", Q2: "9.5"}, Travel(WORSE, Q1)),
        ({Q1: "9", Q2: "9.5", Q2_BEFORE: "10"}, Travel(WORSE, Q1, BETTER)),
        ({Q2: "9.5", Q2_BEFORE: "9.5"}, Travel(LEVEL, Q2_BEFORE, LEVEL)),
        ({Q2: "9", Q4_BEFORE: "9.5"}, Travel(BETTER, Q4_BEFORE)),
        ({Q2: "9.5"}, Travel(FIRST)),
        ({Q1: "9", Q3: "8"}, Travel()),
    ],
)
def test_a_period_is_held_against_the_one_before_it_and_the_same_one_last_year(
    history: dict[Period, str], told: Travel
) -> None:
    values = {period: Decimal(text) for period, text in history.items()}

    assert travel(at_most("10.5"), values, Q2) == told


def test_the_measures_own_threshold_holds_for_both() -> None:
    values: dict[Period, Value] = {Q1: Decimal(9), Q2: Decimal("9.4"), Q2_BEFORE: Decimal("9.8")}

    assert travel(at_most("10.5"), values, Q2, level_within=Decimal("0.4")) == Travel(LEVEL, Q1, LEVEL)


def test_a_period_has_a_name_and_the_same_one_a_year_before() -> None:
    assert (Q2.label, Q2.a_year_before) == ("Q2 2011/12", Q2_BEFORE)
    assert Period(1999, 4).label == "Q4 1999/00"


@given(figures, figures)
def test_nearer_a_two_sided_target_is_better(one: Decimal, other: Decimal) -> None:
    nearer, farther = sorted((one, other), key=lambda value: abs(value - 100))

    level = abs(one - 100) == abs(other - 100)
    assert direction(read("100% ± 2%"), farther, nearer) is (LEVEL if level else BETTER)


@given(st.decimals(98, 102, places=2), st.decimals(98, 102, places=2), st.decimals("102.01", 200, places=2))
def test_anywhere_in_a_range_is_as_good_and_outside_it_worse(one: Decimal, other: Decimal, outside: Decimal) -> None:
    span = read("between 98% and 102%")

    assert direction(span, one, other) is LEVEL
    assert direction(span, one, outside) is WORSE


@given(figures, figures)
def test_there_and_back_again_is_the_other_way(one: Decimal, other: Decimal) -> None:
    back = {BETTER: WORSE, WORSE: BETTER, LEVEL: LEVEL}

    for target in (at_least("90%"), at_most("10"), read("-2%"), read("100%", polarity=NEAREST), read("1 to 5")):
        there = direction(target, one, other)
        assert there is not None
        assert direction(target, other, one) is back[there]


def test_a_thing_once_done_stays_done_whichever_day_is_told() -> None:
    target = read("by 31/08/2011")

    assert direction(target, "no", "2011-08-12") is BETTER
    assert direction(target, "Q2", datetime.date(2011, 8, 12).isoformat()) is LEVEL
    assert merit(read("Avg"), Decimal(3)) is None
