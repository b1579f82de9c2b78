"""Scores, bands, factors and change as plain figures."""

import pytest

from risks.scoring import (
    PRODUCTS,
    Band,
    Change,
    Factors,
    FactorsSource,
    Thresholds,
    band,
    change,
    factors_of,
    known_factors,
    steps,
    why_asked,
    worked_out,
)

# The key printed in Derbyshire's register: Green 1 to 5, Amber 6 to 14, Red 15 to 20, Black 21 to 25.
PRINTED = Thresholds(amber_from=6, red_from=15, black_from=21)

# Rows from likelihood 1 to 5, columns from impact 1 to 5.
MATRIX = ["GGGGG", "GGAAA", "GAAAR", "GAARR", "GARRB"]
CELLS = [
    (likelihood, impact, MATRIX[likelihood - 1][impact - 1]) for likelihood in range(1, 6) for impact in range(1, 6)
]


@pytest.mark.parametrize(("likelihood", "impact", "letter"), CELLS)
def test_each_of_the_25_cells_has_its_printed_band(likelihood: int, impact: int, letter: str) -> None:
    assert band(likelihood * impact, PRINTED).label[0] == letter


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (1, Band.GREEN),
        (5, Band.GREEN),
        (6, Band.AMBER),
        (14, Band.AMBER),
        (15, Band.RED),
        (20, Band.RED),
        (21, Band.BLACK),
        (25, Band.BLACK),
    ],
)
def test_a_band_reaches_from_its_floor_to_below_the_next(score: int, expected: Band) -> None:
    assert band(score, PRINTED) is expected
    lowest, highest = PRINTED.span(expected)
    assert lowest <= score <= highest


def test_the_bands_cover_every_score_once() -> None:
    spans = [PRINTED.span(one) for one in Band]
    assert spans == [(1, 5), (6, 14), (15, 20), (21, 25)]


def test_a_band_takes_its_word_from_its_name() -> None:
    assert [one.label for one in Band] == ["Green", "Amber", "Red", "Black"]


@pytest.mark.parametrize("score", PRODUCTS)
def test_factors_are_worked_out_only_where_one_pair_gives_the_score(score: int) -> None:
    pairs = factors_of(score)
    assert all(pair.likelihood * pair.impact == score for pair in pairs)
    assert worked_out(score) == (pairs[0] if len(pairs) == 1 else None)


def test_the_scores_that_one_pair_alone_gives_are_squares_but_not_four() -> None:
    assert [score for score in PRODUCTS if worked_out(score)] == [1, 9, 16, 25]


def test_no_score_has_no_factors() -> None:
    assert worked_out(None) is None
    assert known_factors(None, None, None) == (None, FactorsSource.NONE)


@pytest.mark.parametrize(
    ("likelihood", "impact", "score", "expected"),
    [
        (3, 4, 12, (Factors(3, 4), FactorsSource.RECORDED)),
        (4, 4, 16, (Factors(4, 4), FactorsSource.RECORDED)),
        (None, None, 16, (Factors(4, 4), FactorsSource.WORKED_OUT)),
        (None, None, 12, (None, FactorsSource.NONE)),
    ],
)
def test_factors_say_how_they_are_known(
    likelihood: int | None, impact: int | None, score: int, expected: tuple[Factors | None, FactorsSource]
) -> None:
    assert known_factors(likelihood, impact, score) == expected


@pytest.mark.parametrize(
    ("score", "factors", "earlier_score", "earlier_factors", "expected"),
    [
        (None, None, 9, Factors(3, 3), Change.NOT_ASSESSED),
        (None, None, None, None, Change.NOT_ASSESSED),
        (9, Factors(3, 3), None, None, Change.NO_EARLIER),
        (12, Factors(3, 4), 9, Factors(3, 3), Change.UP),
        (6, Factors(2, 3), 9, Factors(3, 3), Change.DOWN),
        (12, Factors(3, 4), 12, Factors(3, 4), Change.LEVEL),
        (12, Factors(3, 4), 12, Factors(4, 3), Change.FACTORS_CHANGED),
        (12, Factors(3, 4), 12, None, Change.LEVEL),
        (12, None, 12, Factors(3, 4), Change.LEVEL),
    ],
)
def test_change_is_measured_against_the_last_assessed_review(
    score: int | None,
    factors: Factors | None,
    earlier_score: int | None,
    earlier_factors: Factors | None,
    expected: Change,
) -> None:
    assert change(score, factors, earlier_score, earlier_factors) is expected


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [((4, 4), (4, 4), 0), ((4, 3), (4, 4), 1), ((3, 3), (4, 4), 2), ((5, 4), (4, 5), 2), ((1, 5), (5, 1), 8)],
)
def test_steps_are_counted_over_both_factors(now: tuple[int, int], before: tuple[int, int], expected: int) -> None:
    assert steps(Factors(*now), Factors(*before)) == expected


@pytest.mark.parametrize(
    ("factors", "earlier_score", "earlier_factors", "expected"),
    [
        (Factors(4, 4), None, None, ""),
        (Factors(3, 4), 9, Factors(3, 3), ""),
        (Factors(4, 4), 16, None, ""),
        (Factors(3, 5), 12, None, "it goes from Amber to Red"),
        (Factors(2, 2), 9, Factors(3, 3), "it goes from Amber to Green"),
        (Factors(5, 5), 20, None, "it goes from Red to Black"),
        (Factors(2, 5), 9, Factors(3, 3), "it moves 3 steps"),
        (Factors(4, 3), 12, Factors(3, 4), "it moves 2 steps"),
        (Factors(2, 3), 12, None, ""),
    ],
)
def test_a_reason_is_asked_for_a_new_band_or_two_steps(
    factors: Factors, earlier_score: int | None, earlier_factors: Factors | None, expected: str
) -> None:
    assert why_asked(factors, earlier_score, earlier_factors, PRINTED) == expected
