"""What the periods of a year make together, and how far it should be by each."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.accumulation import (
    Accumulation,
    Reported,
    Rolling,
    ToDate,
    agrees,
    even_profile,
    missing_quarters,
    profile_doubts,
    read_profile,
    to_date,
    year_so_far,
)
from scorecard.targets import Target, read
from tests.scorecard.printed import HIGHER, LOWER


def at_least(figure: str) -> Target:
    return read(figure, polarity=HIGHER)


def at_most(figure: str) -> Target:
    return read(figure, polarity=LOWER)


def reported(*figures: str, first: int = 1) -> list[Reported]:
    return [Reported(quarter, Decimal(figure)) for quarter, figure in enumerate(figures, start=first)]


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
    ("typed", "fits"),
    [("91.6667", True), ("91.67", True), ("91.7", True), ("92", True), ("91.6", False), ("93", False)],
)
def test_a_percentage_agrees_with_its_parts_as_far_as_it_was_given(typed: str, fits: bool) -> None:
    assert agrees(at_least("90%"), Decimal(typed), Decimal(11), Decimal(12)) is fits


@given(parts)
def test_a_rate_lies_between_its_quarters_rates(pairs: list[tuple[int, int]]) -> None:
    target = at_least("90%")
    rates = [target.from_parts(Decimal(above), Decimal(below)) for above, below in pairs]
    results = [
        Reported(quarter, rate, Decimal(above), Decimal(below))
        for quarter, (rate, (above, below)) in enumerate(zip(rates, pairs, strict=True), start=1)
    ]

    whole = to_date(target, results, Accumulation.RATE)

    assert isinstance(whole, Decimal)
    assert min(rates) <= whole <= max(rates)


def test_a_rate_is_no_mean_of_percentages() -> None:
    results = [Reported(1, Decimal(50), Decimal(1), Decimal(2)), Reported(2, Decimal(100), Decimal(98), Decimal(98))]

    assert to_date(at_least("90%"), results, Accumulation.RATE) == Decimal(99)


def test_a_rate_that_cannot_be_added_up_says_whose_figure_it_is() -> None:
    results = [Reported(1, Decimal(80)), Reported(2, Decimal(90), Decimal(9), Decimal(10))]

    assert year_so_far(at_least("90%"), results, Accumulation.RATE) == ToDate(
        Decimal(90), "Q2 alone: without its parts, Q1 cannot be added up"
    )


def test_a_change_is_made_from_what_was_spent_and_what_it_is_compared_with() -> None:
    results = [
        Reported(1, Decimal(-10), Decimal(90), Decimal(100)),
        Reported(2, Decimal(0), Decimal(300), Decimal(300)),
    ]

    assert to_date(read("-5%"), results, Accumulation.RATE) == Decimal("-2.5")


@pytest.mark.parametrize(
    ("rolling", "figures", "before", "told"),
    [
        (Rolling.WHOLE_YEAR, ("10", "9"), (), ToDate(Decimal(9))),
        (Rolling.ANNUALISED, ("2.5",), (), ToDate(Decimal(10), "annualised from 1 quarter")),
        (Rolling.ANNUALISED, ("2", "3", "3"), (), ToDate(Decimal("10.6667"), "annualised from 3 quarters")),
        (Rolling.FOUR_QUARTERS, ("2", "3"), ("4", "5"), ToDate(Decimal(14), "the last four quarters")),
        (Rolling.FOUR_QUARTERS, ("2",), ("5",), ToDate(None, "not a year’s figure yet: 2 quarters of the last four")),
        (Rolling.FOUR_QUARTERS, ("1", "2", "3", "4"), ("9",), ToDate(Decimal(10), "the last four quarters")),
    ],
)
def test_a_rolling_measure_gives_a_whole_years_figure(
    rolling: Rolling, figures: tuple[str, ...], before: tuple[str, ...], told: ToDate
) -> None:
    earlier = reported(*before, first=1 - len(before))

    assert year_so_far(at_most("10.5"), reported(*figures), Accumulation.ROLLING, rolling, earlier) == told


def test_a_hole_in_the_year_is_not_annualised_over() -> None:
    results = [*reported("2"), *reported("3", first=3)]

    assert year_so_far(at_most("10.5"), results, Accumulation.ROLLING, Rolling.ANNUALISED) == ToDate(
        None, "not annualised: the year lacks Q2", (2,)
    )


@pytest.mark.parametrize(
    ("quarters", "last", "missing"),
    [((1, 2), None, ()), ((1, 3), None, (2,)), ((3,), None, (1, 2)), ((1,), 4, (2, 3, 4)), ((), None, ())],
)
def test_the_quarters_without_a_result_are_known(
    quarters: tuple[int, ...], last: int | None, missing: tuple[int, ...]
) -> None:
    assert missing_quarters([Reported(quarter, Decimal(1)) for quarter in quarters], last) == missing


def test_an_even_profile_ends_at_the_target() -> None:
    assert even_profile(at_least("180")) == {1: 45, 2: 90, 3: 135, 4: 180}
    assert even_profile(at_least("575"))[1] == Decimal("143.75")
    assert even_profile(read("Q2")) == {}


@pytest.mark.parametrize(
    ("profile", "doubts"),
    [
        ({1: 45, 4: 180}, []),
        ({2: 90}, []),
        ({4: 170}, ["The profile ends at 170 and the target is 180."]),
        ({1: 90, 2: 80, 4: 180}, ["Q2 stands at 80, below Q1: a sum to date does not fall."]),
    ],
)
def test_a_profile_that_can_hardly_be_meant_is_doubted(profile: dict[int, int], doubts: list[str]) -> None:
    levels = {quarter: Decimal(level) for quarter, level in profile.items()}

    assert profile_doubts(at_least("180"), levels, Accumulation.SUM) == doubts


def test_a_profile_is_read_as_it_is_written_and_a_blank_is_no_level() -> None:
    assert read_profile(["45", " 90 ", "", "1,180"]) == {1: 45, 2: 90, 4: 1180}
    assert read_profile(["25%", "£1.5k", "much", "-2%"]) == {1: 25, 2: 1500, 4: -2}
    assert read_profile(["12k", "1e6", "90 level 2 awards", "3 thousand cases"]) == {3: 90}
    assert read_profile([]) == {}
