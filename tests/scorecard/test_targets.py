"""Targets as written: every form that Derbyshire's 28 and Merseyside's 38 print, and those that people type."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.models import Accumulation as StoredAccumulation
from scorecard.models import Polarity
from scorecard.rating import Accumulation
from scorecard.targets import Better, Form, Step, Takes, Target, figure_words, read, read_number

HIGHER, LOWER, NEAREST = Better.HIGHER, Better.LOWER, Better.NEAREST
LEVELS = [Step(str(number)) for number in range(1, 5)]
STARS = [Step(f"{number}★") for number in range(1, 6)]
OPINIONS = [Step("R", "Red"), Step("AR", "Amber/Red"), Step("GA", "Green/Amber"), Step("G", "Green")]
REDUCE = "Reduce workload (caseload) demand"

# printed, how it is read, form, in words
DERBYSHIRE = [
    ("3", {"steps": LEVELS}, Form.STEP, "reach 3 (of 4) or better"),
    ("-9.2%", {"polarity": LOWER}, Form.REDUCTION, "fall by 9.2% or more (-9.2% or lower)"),
    ("4★", {"steps": STARS, "polarity": HIGHER}, Form.STEP, "reach 4★ or better"),
    ("<8", {"polarity": LOWER}, Form.BELOW, "stay below 8"),
    ("Q2", {}, Form.QUARTER, "be done by the end of Q2"),
    ("✓", {"holds": True}, Form.YES, "hold every quarter"),
    ("90%", {"polarity": HIGHER}, Form.AT_LEAST, "reach 90% or more"),
    ("56%", {"polarity": HIGHER}, Form.AT_LEAST, "reach 56% or more"),
    ("40%", {"polarity": HIGHER}, Form.AT_LEAST, "reach 40% or more"),
    ("Q4", {}, Form.QUARTER, "be done by the end of Q4"),
    ("", {"polarity": HIGHER}, Form.UNRATED, "no target set"),
    ("71%", {"polarity": HIGHER}, Form.AT_LEAST, "reach 71% or more"),
    ("85%", {"polarity": HIGHER}, Form.AT_LEAST, "reach 85% or more"),
    ("Q3", {}, Form.QUARTER, "be done by the end of Q3"),
    ("-2%", {"polarity": LOWER}, Form.REDUCTION, "fall by 2% or more (-2% or lower)"),
    ("100%", {"polarity": NEAREST}, Form.NEAREST, "be on 100%, neither over nor under"),
    ("-5%", {"polarity": LOWER}, Form.REDUCTION, "fall by 5% or more (-5% or lower)"),
    ("≤128", {"polarity": LOWER}, Form.AT_MOST, "stay at or below 128"),
    ("2%", {"polarity": HIGHER, "name": REDUCE}, Form.REDUCED_BY, "be reduced by 2% or more"),
    ("12.3", {"polarity": LOWER}, Form.AT_MOST, "stay at or below 12.3"),
    ("10.5", {"polarity": LOWER, "unit": "days"}, Form.AT_MOST, "stay at or below 10.5 days"),
    ("GA", {"steps": OPINIONS, "reading": "GA by Q2"}, Form.STEP, "reach GA (Green/Amber) or better by the end of Q2"),
    ("55%", {"polarity": HIGHER}, Form.AT_LEAST, "reach 55% or more"),
    ("95%", {"polarity": HIGHER}, Form.AT_LEAST, "reach 95% or more"),
    ("", {"reading": "Q4"}, Form.QUARTER, "be done by the end of Q4"),
    ("Avg", {"reading": "Q2"}, Form.QUARTER, "be done by the end of Q2"),
    ("20%", {"polarity": HIGHER}, Form.AT_LEAST, "reach 20% or more"),
    ("8.3%", {"polarity": HIGHER}, Form.AT_LEAST, "reach 8.3% or more"),
]

SENTENCE = "A difference between predicted and actual reoffending that is positive and statistically significant"
MERSEYSIDE = [
    (SENTENCE, {}, Form.UNRATED, f"no target set: “{SENTENCE}” is kept as written"),
    ("90%", {"polarity": HIGHER}, Form.AT_LEAST, "reach 90% or more"),
    ("20 offenders", {"polarity": HIGHER}, Form.AT_LEAST, "reach 20 offenders or more"),
    ("1750", {"polarity": HIGHER}, Form.AT_LEAST, "reach 1750 or more"),
    ("575", {"polarity": HIGHER}, Form.AT_LEAST, "reach 575 or more"),
    ("1.5%", {"polarity": LOWER, "name": "UPW - Stand Downs"}, Form.AT_MOST, "stay at or below 1.5%"),
    ("1 0%", {"reading": "10%", "polarity": HIGHER}, Form.AT_LEAST, "reach 10% or more"),
    ("10.5", {"polarity": LOWER, "unit": "days"}, Form.AT_MOST, "stay at or below 10.5 days"),
]

TYPED = [
    (">= 90%", {}, Form.AT_LEAST, "reach 90% or more"),
    ("90 %", {"polarity": HIGHER}, Form.AT_LEAST, "reach 90% or more"),
    ("At least 90%", {}, Form.AT_LEAST, "reach 90% or more"),
    ("90% or more", {}, Form.AT_LEAST, "reach 90% or more"),
    ("90% of cases", {"polarity": HIGHER}, Form.AT_LEAST, "reach 90% or more"),
    ("<= 128", {}, Form.AT_MOST, "stay at or below 128"),
    ("no more than 128", {}, Form.AT_MOST, "stay at or below 128"),
    ("under 8", {}, Form.BELOW, "stay below 8"),
    ("over 8", {}, Form.ABOVE, "stay above 8"),
    ("−5%", {}, Form.REDUCTION, "fall by 5% or more (-5% or lower)"),
    ("-5%", {"polarity": HIGHER}, Form.AT_LEAST, "reach -5% or more"),
    ("4*", {"steps": STARS}, Form.STEP, "reach 4★ or better"),
    ("4 stars", {"steps": STARS}, Form.STEP, "reach 4★ or better"),
    ("green/amber", {"steps": OPINIONS}, Form.STEP, "reach GA (Green/Amber) or better"),
    ("GA by Q2", {"steps": OPINIONS}, Form.STEP, "reach GA (Green/Amber) or better by the end of Q2"),
    ("Level 3 or better", {"steps": LEVELS}, Form.STEP, "reach 3 (of 4) or better"),
    ("yes", {}, Form.YES, "be done"),
    ("✔", {}, Form.YES, "be done"),
    ("by Q2", {}, Form.QUARTER, "be done by the end of Q2"),
    ("by the end of q3", {}, Form.QUARTER, "be done by the end of Q3"),
    ("85% by Q3", {"polarity": HIGHER}, Form.AT_LEAST, "reach 85% or more by the end of Q3"),
    ("100% ± 2%", {}, Form.NEAREST, "be within 2% of 100%, over or under"),
    ("100% of budget", {}, Form.NEAREST, "be on 100%, neither over nor under"),
    ("10.5 days", {"polarity": LOWER}, Form.AT_MOST, "stay at or below 10.5 days"),
    ("1,750", {"polarity": HIGHER}, Form.AT_LEAST, "reach 1750 or more"),
    ("Avg", {"polarity": HIGHER}, Form.UNRATED, "no target set: “Avg” is kept as written"),
    ("3 of 4", {"polarity": HIGHER}, Form.UNRATED, "no target set: “3 of 4” is kept as written"),
    ("4★", {}, Form.UNRATED, "no target set: “4★” is kept as written"),
    ("90%", {}, Form.UNRATED, "no target set: which way is better is not recorded"),
    ("soon by Q2", {}, Form.UNRATED, "no target set: “soon by Q2” is kept as written"),
    ("at least some", {}, Form.UNRATED, "no target set: “at least some” is kept as written"),
]


@pytest.mark.parametrize(("printed", "told", "form", "words"), [*DERBYSHIRE, *MERSEYSIDE, *TYPED])
def test_a_target_is_read_said_in_words_and_printed_back(
    printed: str, told: dict[str, object], form: Form, words: str
) -> None:
    target = read(printed, **told)  # type: ignore[arg-type]

    assert target.form is form
    assert target.in_words() == words
    assert str(target) == printed


def test_the_paper_has_28_of_them() -> None:
    assert len(DERBYSHIRE) == 28


@given(st.text(max_size=60), st.sampled_from([None, *Better]), st.sampled_from([(), tuple(STARS), tuple(OPINIONS)]))
def test_whatever_is_written_is_read_and_prints_back_the_same(
    printed: str, polarity: Better | None, steps: tuple[Step, ...]
) -> None:
    target = read(printed, polarity=polarity, steps=steps)

    assert str(target) == printed
    assert target.in_words()
    assert isinstance(target.sort_key, tuple)


@given(
    st.sampled_from(["≥", "≤", "<", ">", "", "-"]),
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["", "%", " days"]),
    st.sampled_from(list(Better)),
)
def test_every_figure_keeps_its_number(sign: str, number: Decimal, unit: str, polarity: Better) -> None:
    target = read(f"{sign}{number}{unit}", polarity=polarity)

    assert target.is_rated
    assert target.level == (-number if sign == "-" else number)


@pytest.mark.parametrize(
    ("target", "better"),
    [
        (read("≤128"), LOWER),
        (read("-9.2%"), LOWER),
        (read("2%", name=REDUCE, polarity=LOWER), HIGHER),
        (read("4★", steps=STARS), HIGHER),
        (read("100% of budget"), NEAREST),
        (read("Avg", polarity=LOWER), LOWER),
        (read("Avg"), None),
    ],
)
def test_the_target_says_which_way_is_better_before_the_polarity_does(target: Target, better: Better | None) -> None:
    assert target.better is better


def test_likes_sort_together_by_their_level_and_those_without_a_target_last() -> None:
    written = ["Avg", "≤128", "90%", "Q3", "", "8.3%", "Q2", "4★"]

    ordered = sorted((read(text, polarity=HIGHER, steps=STARS) for text in written), key=lambda target: target.sort_key)

    assert [str(target) for target in ordered] == ["8.3%", "90%", "≤128", "4★", "Q2", "Q3", "Avg", ""]


@pytest.mark.parametrize(
    ("target", "level"),
    [
        (read("90%", polarity=HIGHER), Decimal(90)),
        (read("4★", steps=STARS), Decimal(4)),
        (read("GA", steps=OPINIONS), Decimal(3)),
        (read("Q3"), Decimal(3)),
        (read("✓"), Decimal(1)),
        (read("Avg"), None),
    ],
)
def test_a_chart_knows_where_the_target_stands(target: Target, level: Decimal | None) -> None:
    assert target.level == level


@pytest.mark.parametrize(
    ("target", "value", "position"),
    [
        (read("90%", polarity=HIGHER), Decimal("88.5"), Decimal("88.5")),
        (read("90%", polarity=HIGHER), "yes", None),
        (read("4★", steps=STARS), "3★", Decimal(3)),
        (read("4★", steps=STARS), "9★", None),
        (read("4★", steps=STARS), Decimal(3), None),
        (read("Q2"), "Q3", Decimal(3)),
        (read("Q2"), "no", None),
        (read("✓"), "yes", Decimal(1)),
        (read("✓"), "no", Decimal(0)),
        (read("", given_as=Takes.YES_NO), "yes", Decimal(1)),
    ],
)
def test_a_result_has_its_place_on_the_targets_line(
    target: Target, value: Decimal | str, position: Decimal | None
) -> None:
    assert target.position(value) == position


@pytest.mark.parametrize(
    ("target", "value", "printed"),
    [
        (read("90%", polarity=HIGHER), Decimal("92.5000"), "92.5%"),
        (read("90%", polarity=HIGHER), Decimal("91.6667"), "91.67%"),
        (read("90%", polarity=HIGHER), Decimal("89.9960"), "89.996%"),
        (read("10.5", polarity=LOWER, unit="days"), Decimal("9.5000"), "9.5 days"),
        (read("-9.2%"), Decimal("-10.0000"), "-10%"),
        (read("1750", polarity=HIGHER), Decimal("1000.0000"), "1000"),
        (read("4★", steps=STARS), "3★", "3★"),
        (read("Q2"), "Q3", "Done in Q3"),
        (read("Q2"), "no", "Not done yet"),
        (read("✓"), "yes", "Yes"),
    ],
)
def test_a_result_is_printed_in_the_measures_own_terms(target: Target, value: Decimal | str, printed: str) -> None:
    assert target.show(value) == printed


@pytest.mark.parametrize(
    ("target", "made"),
    [
        (read("90%", polarity=HIGHER), "91.6667"),
        (read("-9.2%"), "-8.3333"),
        (read("2%", name=REDUCE), "8.3333"),
    ],
)
def test_two_parts_make_a_share_or_a_change(target: Target, made: str) -> None:
    assert target.from_parts(Decimal(11), Decimal(12)) == Decimal(made)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("92.5", "92.5"),
        (" 92.5 % ", "92.5"),
        ("−5", "-5"),
        ("1,750", "1750"),
        ("12,34", None),
        ("", None),
        ("NaN", None),
        ("1e400", None),
        ("٣", None),
        ("1.23456", None),
        ("9999999999999", None),
    ],
)
def test_a_typed_figure_is_read_or_refused(typed: str, number: str | None) -> None:
    assert read_number(typed) == (Decimal(number) if number else None)


@pytest.mark.parametrize(("number", "words"), [("0.0000", "0"), ("-0.0", "0"), ("100", "100"), ("8.30", "8.3")])
def test_a_figure_is_printed_without_idle_noughts(number: str, words: str) -> None:
    assert figure_words(Decimal(number)) == words


def test_the_plain_words_are_the_stored_ones() -> None:
    assert {each.value for each in Better} == set(Polarity.values)
    assert {each.value for each in Accumulation} == set(StoredAccumulation.values)
