"""A target shared out to units, and the trust's result made from theirs."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.accumulation import Accumulation, Reported
from scorecard.shares import Gathered, Gathering, Shares, Sharing, adds_up, compare_shares, gather, split
from scorecard.targets import read
from tests.scorecard.printed import HIGHER, LOWER, MERSEYSIDE, STARS

COMPLETIONS = read("80", polarity=HIGHER)
RATE = read("60%", polarity=HIGHER, unit="%")
SICKNESS = read("10.5", polarity=LOWER, unit="days")
NORTH, SOUTH, EAST = "North", "South", "East"


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        ((30, 30, 20), Shares(Sharing.AGREES, Decimal(80), Decimal(0), sentence="The shares come to 80 of 80.")),
        ((30, 30, 15), Shares(Sharing.SHORT, Decimal(75), Decimal(5), sentence="The shares come to 75 of 80: 5 left.")),
        (
            (30, 30, 22),
            Shares(Sharing.OVER, Decimal(82), Decimal(-2), sentence="The shares come to 82 of 80: 2 too many."),
        ),
        (
            (40, 40, None),
            Shares(
                Sharing.AGREES, Decimal(80), Decimal(0), (EAST,), (), "The shares come to 80 of 80. East has no share."
            ),
        ),
        (
            (40, None, None),
            Shares(
                Sharing.SHORT,
                Decimal(40),
                Decimal(40),
                (SOUTH, EAST),
                (),
                "The shares come to 40 of 80: 40 left. South and East have no share.",
            ),
        ),
        (
            (None, None, None),
            Shares(Sharing.NONE, without=(NORTH, SOUTH, EAST), sentence="Nothing is shared out."),
        ),
        (
            (40, "some", 40),
            Shares(
                Sharing.AGREES,
                Decimal(80),
                Decimal(0),
                (),
                (SOUTH,),
                "The shares come to 80 of 80. Not a figure: South.",
            ),
        ),
    ],
)
def test_shares_are_held_against_the_whole(shares: tuple[int | str | None, ...], told: Shares) -> None:
    given_shares = {
        unit: None if share is None else read(str(share), polarity=HIGHER)
        for unit, share in zip((NORTH, SOUTH, EAST), shares, strict=True)
    }

    assert compare_shares(COMPLETIONS, given_shares) == told
    assert told.wants_reason is (told.state in {Sharing.SHORT, Sharing.OVER})


def test_a_blank_share_is_none() -> None:
    assert compare_shares(COMPLETIONS, {NORTH: read("80", polarity=HIGHER), SOUTH: read(" ")}).without == (SOUTH,)


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [
        (("60%", "60%"), "Each unit has the whole target, 60%."),
        (("65%", "55%"), "These do not add up to the whole: the trust’s result is made from the units’ parts."),
    ],
)
def test_percentages_do_not_add_up_and_no_mismatch_is_made_of_it(shares: tuple[str, str], sentence: str) -> None:
    north, south = (read(share, polarity=HIGHER) for share in shares)

    found = compare_shares(RATE, {NORTH: north, SOUTH: south}, Accumulation.RATE)

    assert (found.state, found.sentence, found.wants_reason) == (Sharing.NOT_SUMMED, sentence, False)


def test_steps_do_not_add_up_and_have_no_parts() -> None:
    whole, north = (read(printed, steps=STARS) for printed in ("4★", "3★"))

    told = compare_shares(whole, {NORTH: north, SOUTH: None}, Accumulation.LATEST).sentence

    assert told == "These do not add up to the whole: each unit is rated against its own share."


def test_the_six_starred_targets_add_up() -> None:
    starred = [row for row in MERSEYSIDE if "*" in row.name]

    assert [row.printed for row in starred] == ["80", "575", "200", "350", "620", "310"]
    assert all(adds_up(row.target, row.accumulation) for row in starred)
    assert not adds_up(RATE, Accumulation.RATE)


def test_a_target_is_split_evenly_with_the_rest_to_the_first() -> None:
    units = {f"LDU {number}": Decimal(1) for number in range(1, 7)}

    assert list(split(Decimal(80), units).values()) == [14, 14, 13, 13, 13, 13]
    assert split(Decimal(80), {NORTH: Decimal(3), SOUTH: Decimal(1)}) == {NORTH: 60, SOUTH: 20}


@given(st.integers(0, 100_000), st.lists(st.integers(0, 500), min_size=1, max_size=12).filter(any))
def test_a_split_adds_up_and_no_part_is_off_by_a_whole_one(whole: int, weights: list[int]) -> None:
    named = {str(place): Decimal(weight) for place, weight in enumerate(weights)}

    parts = split(Decimal(whole), named)

    assert sum(parts.values()) == whole
    assert all(abs(parts[unit] * sum(weights) - whole * weight) < sum(weights) for unit, weight in named.items())


@pytest.mark.parametrize(
    ("whole", "weights"),
    [("10.5", (1, 1)), ("-1", (1, 1)), ("10", (0, 0)), ("10", (2, -1))],
)
def test_what_cannot_be_split_is_refused(whole: str, weights: tuple[int, int]) -> None:
    with pytest.raises(ValueError):
        split(Decimal(whole), {NORTH: Decimal(weights[0]), SOUTH: Decimal(weights[1])})


def test_the_trusts_result_is_the_sum_of_its_units() -> None:
    results = {NORTH: Reported(1, Decimal(12)), SOUTH: Reported(1, Decimal(9)), EAST: None}

    assert gather(COMPLETIONS, results) == Gathered(
        Gathering.SUM, Decimal(21), missing=(EAST,), sentence="East has no result."
    )


def test_the_trusts_rate_is_weighted_by_its_units_parts() -> None:
    results = {
        NORTH: Reported(1, Decimal(50), Decimal(1), Decimal(2)),
        SOUTH: Reported(1, Decimal(100), Decimal(98), Decimal(98)),
    }

    assert gather(RATE, results, Accumulation.RATE) == Gathered(Gathering.RATE, Decimal(99), Decimal(99), Decimal(100))


def test_an_average_is_weighted_too() -> None:
    results = {
        NORTH: Reported(1, Decimal(10), Decimal(100), Decimal(10)),
        SOUTH: Reported(1, Decimal(4), Decimal(120), Decimal(30)),
    }

    assert gather(SICKNESS, results, Accumulation.RATE).value == Decimal("5.5")


@pytest.mark.parametrize(
    ("target", "results", "accumulation", "sentence"),
    [
        (
            RATE,
            {NORTH: Reported(1, Decimal(50))},
            Accumulation.RATE,
            "North gave no parts, and percentages alone do not make the trust’s.",
        ),
        (COMPLETIONS, {NORTH: None, SOUTH: None}, Accumulation.SUM, "North and South have no result."),
        (COMPLETIONS, {NORTH: Reported(1, "yes")}, Accumulation.SUM, "Not a figure: North."),
        (SICKNESS, {}, Accumulation.ROLLING, "The trust’s result is not made from the units’."),
        (read("4★", steps=STARS), {}, Accumulation.LATEST, "The trust’s result is not made from the units’."),
    ],
)
def test_where_the_trusts_result_cannot_be_made_it_says_why(
    target: object, results: dict[str, Reported | None], accumulation: Accumulation, sentence: str
) -> None:
    gathered = gather(target, results, accumulation)  # type: ignore[arg-type]

    assert (gathered.value, gathered.sentence) == (None, sentence)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=8))
def test_sum_and_weighted_rate_agree_with_their_parts(pairs: list[tuple[int, int]]) -> None:
    results = {
        str(place): Reported(1, RATE.from_parts(Decimal(above), Decimal(below)), Decimal(above), Decimal(below))
        for place, (above, below) in enumerate(pairs)
    }
    counts = {unit: Reported(1, result.numerator or Decimal(0)) for unit, result in results.items()}

    rate, total = gather(RATE, results, Accumulation.RATE), gather(COMPLETIONS, counts)

    assert (rate.numerator, rate.denominator) == (sum(one for one, _ in pairs), sum(two for _, two in pairs))
    assert rate.value == RATE.from_parts(Decimal(sum(one for one, _ in pairs)), Decimal(sum(two for _, two in pairs)))
    assert total.value == rate.numerator
    unit_rates = [result.value for result in results.values() if isinstance(result.value, Decimal)]
    assert rate.value is not None
    assert min(unit_rates) <= rate.value <= max(unit_rates)
