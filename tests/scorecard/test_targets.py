"""Targets as written: every form that Derbyshire's 28 and Merseyside's 38 print, and those that people type."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.models import Accumulation as StoredAccumulation
from scorecard.models import Polarity
from scorecard.models import Unit as StoredUnit
from scorecard.rating import Accumulation
from scorecard.targets import (
    Better,
    Form,
    Refused,
    Step,
    Takes,
    Target,
    Unit,
    figure_words,
    read,
    read_number,
    read_typed,
    same_unit,
)
from tests.scorecard.printed import (
    DERBYSHIRE,
    HIGHER,
    LEVELS,
    LOWER,
    MERSEYSIDE,
    NEAREST,
    OPINIONS,
    STARS,
    Printed,
)

YEAR = datetime.date(2011, 4, 1)
REDUCE = "Reduce workload (caseload) demand"

SENTENCE = "a positive statistically significant difference between predicted and actual rates of reoffending"

# what people type or paste: text, what else is told, form, in words
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
    (SENTENCE, {"polarity": HIGHER}, Form.UNRATED, f"no target set: “{SENTENCE}” is kept as written"),
    ("3 of 4", {"polarity": HIGHER}, Form.UNRATED, "no target set: “3 of 4” is kept as written"),
    ("4★", {}, Form.UNRATED, "no target set: “4★” is kept as written"),
    ("90%", {}, Form.UNRATED, "no target set: which way is better is not recorded"),
    ("soon by Q2", {}, Form.UNRATED, "no target set: “soon by Q2” is kept as written"),
    ("at least some", {}, Form.UNRATED, "no target set: “at least some” is kept as written"),
    ("at least 90%.", {}, Form.AT_LEAST, "reach 90% or more"),
    ("≥90", {}, Form.AT_LEAST, "reach 90 or more"),
    ("=> 90 per cent", {}, Form.AT_LEAST, "reach 90% or more"),
    ("90%+", {}, Form.AT_LEAST, "reach 90% or more"),
    ("minimum 90%", {}, Form.AT_LEAST, "reach 90% or more"),
    ("90 % min", {}, Form.AT_LEAST, "reach 90% or more"),
    ("not less than 20 offenders", {}, Form.AT_LEAST, "reach 20 offenders or more"),
    ("greater than or equal to 5", {}, Form.AT_LEAST, "reach 5 or more"),
    ("greater than 5", {}, Form.ABOVE, "stay above 5"),
    ("<8", {}, Form.BELOW, "stay below 8"),
    ("fewer than 8", {}, Form.BELOW, "stay below 8"),
    ("≤128", {}, Form.AT_MOST, "stay at or below 128"),
    ("max. 128", {}, Form.AT_MOST, "stay at or below 128"),
    ("within 10 days", {}, Form.AT_MOST, "stay at or below 10 days"),
    ("reduce to 128", {}, Form.AT_MOST, "stay at or below 128"),
    ("90% or better", {}, Form.AT_LEAST, "reach 90% or more"),
    ("10.5 days or better", {"polarity": LOWER}, Form.AT_MOST, "stay at or below 10.5 days"),
    ("2%", {"name": REDUCE}, Form.REDUCED_BY, "be reduced by 2% or more"),
    ("at least 2%", {"name": REDUCE}, Form.REDUCED_BY, "be reduced by 2% or more"),
    ("reduce by 2%", {}, Form.REDUCED_BY, "be reduced by 2% or more"),
    ("a reduction of 2%", {}, Form.REDUCED_BY, "be reduced by 2% or more"),
    ("reduce by 2% by Q2", {}, Form.REDUCED_BY, "be reduced by 2% or more by the end of Q2"),
    ("exactly 100%", {}, Form.NEAREST, "be on 100%, neither over nor under"),
    ("100 +/- 2", {}, Form.NEAREST, "be within 2 of 100, over or under"),
    ("within 2% of budget", {}, Form.NEAREST, "be within 2% of 100%, over or under"),
    ("within 2% of £1,000", {}, Form.NEAREST, "be within £20 of £1,000, over or under"),
    ("£33,559,800 ± 2%", {}, Form.NEAREST, "be within £671,196 of £33,559,800, over or under"),
    ("between 98% and 102%", {}, Form.BETWEEN, "be between 98% and 102%"),
    ("98-102%", {}, Form.BETWEEN, "be between 98% and 102%"),
    ("-5% to -3%", {}, Form.BETWEEN, "be between -5% and -3%"),
    ("£33,559,800", {"polarity": LOWER}, Form.AT_MOST, "stay at or below £33,559,800"),
    ("£1.5m", {"polarity": LOWER}, Form.AT_MOST, "stay at or below £1,500,000"),
    ("≤ £10.50", {}, Form.AT_MOST, "stay at or below £10.50"),
    ("12.3 M²/FTE", {"polarity": LOWER, "unit": "m²/FTE"}, Form.AT_MOST, "stay at or below 12.3 m²/FTE"),
    ("5 of 5", {"steps": STARS}, Form.UNRATED, "no target set: “5 of 5” is kept as written"),
    ("3 (of 4)", {"steps": LEVELS}, Form.STEP, "reach 3 (of 4) or better"),
    ("⭐", {"steps": STARS}, Form.STEP, "reach 1★ or better"),
    ("****", {"steps": STARS}, Form.STEP, "reach 4★ or better"),
    ("four stars", {"steps": STARS}, Form.STEP, "reach 4★ or better"),
    ("at least 4 by Q3", {"steps": STARS}, Form.STEP, "reach 4★ or better by the end of Q3"),
    ("Green / Amber", {"steps": OPINIONS}, Form.STEP, "reach GA (Green/Amber) or better"),
    ("end Q2", {}, Form.QUARTER, "be done by the end of Q2"),
    ("by the 2nd quarter", {}, Form.QUARTER, "be done by the end of Q2"),
    ("third quarter of 2011/12", {"year": YEAR}, Form.QUARTER, "be done by the end of Q3"),
    ("≥ 95pc", {}, Form.AT_LEAST, "reach 95% or more"),
    ("no more than nil", {}, Form.AT_MOST, "stay at or below 0"),
    ("4 ⭐", {"steps": STARS}, Form.STEP, "reach 4★ or better"),
    ("✅", {}, Form.YES, "be done"),
    ("in place", {}, Form.YES, "be done"),
    ("yes by Q2", {}, Form.YES, "be done by the end of Q2"),
    ("done by Q2", {}, Form.QUARTER, "be done by the end of Q2"),
    ("by year end", {}, Form.QUARTER, "be done by the end of Q4"),
    ("Q3 2011/12", {"year": YEAR}, Form.QUARTER, "be done by the end of Q3"),
    ("Q1 2012/13", {"year": YEAR}, Form.DATE, "be done by 30 June 2012"),
    ("by 31/08/2011", {}, Form.DATE, "be done by 31 August 2011"),
    ("31.8.11", {}, Form.DATE, "be done by 31 August 2011"),
    ("2011-08-31", {}, Form.DATE, "be done by 31 August 2011"),
    ("by 31st August 2011", {}, Form.DATE, "be done by 31 August 2011"),
    ("by Aug 2011", {}, Form.DATE, "be done by 31 August 2011"),
    ("Feb-12", {}, Form.DATE, "be done by 29 February 2012"),
    ("by the end of December 2011", {}, Form.DATE, "be done by 31 December 2011"),
    ("by August", {"year": YEAR}, Form.DATE, "be done by 31 August 2011"),
    ("by 31 March", {"year": YEAR}, Form.DATE, "be done by 31 March 2012"),
    ("90% by 31/08/2011", {"polarity": HIGHER}, Form.AT_LEAST, "reach 90% or more by 31 August 2011"),
]


@pytest.mark.parametrize("row", [*DERBYSHIRE, *MERSEYSIDE], ids=str)
def test_each_target_of_the_papers_is_read_said_in_words_and_printed_back(row: Printed) -> None:
    assert row.target.form is row.form
    assert row.target.in_words() == row.words
    assert str(row.target) == row.printed
    assert not row.target.doubts


@pytest.mark.parametrize(("printed", "told", "form", "words"), TYPED)
def test_a_target_is_read_said_in_words_and_printed_back(
    printed: str, told: dict[str, object], form: Form, words: str
) -> None:
    target = read(printed, **told)  # type: ignore[arg-type]

    assert target.form is form
    assert target.in_words() == words
    assert str(target) == printed


def test_the_papers_have_28_and_38_of_them() -> None:
    assert (len(DERBYSHIRE), len(MERSEYSIDE)) == (28, 38)
    assert sum("*" in row.name for row in MERSEYSIDE) == 6


@pytest.mark.parametrize(
    ("typed", "told", "sentence"),
    [
        ("12k", {}, "“12k” is a figure in short. Write it in full, such as 12,000."),
        ("at least 3 thousand", {}, "“at least 3 thousand” is a figure in short. Write it in full, such as 12,000."),
        ("12,34", {}, "“12,34” is not written as a figure. Write thousands as 1,234 and places after a point, 12.5."),
        ("1.23456", {}, "“1.23456” has more than four places after the point. Round it to 1.2346."),
        ("1234567890123", {}, "“1234567890123” is too large: a figure has at most twelve digits before the point."),
        ("Q5", {}, "There is no Q5: a year has Q1 to Q4."),
        ("85% by Q0", {}, "There is no Q0: a year has Q1 to Q4."),
        ("31/02/2011", {}, "“31/02/2011” is not a day of the calendar. Write the day first: 31/08/2011."),
        ("by 08/31/2011", {}, "“by 08/31/2011” is not a day of the calendar. Write the day first: 31/08/2011."),
        ("01/01/0001", {}, "0001 is not a year that a plan is for. Write a year from 1990 to 2099."),
        ("Q4 9999/00", {"year": YEAR}, "9999 is not a year that a plan is for. Write a year from 1990 to 2099."),
        ("by August", {}, "Say of which year, as in “31 August 2011”."),
        ("9*", {"steps": STARS}, "“9*” is no step of the scale: 1★, 2★, 3★, 4★, 5★."),
        ("7", {"steps": LEVELS}, "“7” is no step of the scale: 1, 2, 3, 4."),
        ("4★", {}, "“4★” needs a scale of steps. Choose one."),
        ("****", {}, "“****” needs a scale of steps. Choose one."),
        ("level 3", {}, "“level 3” needs a scale of steps. Choose one."),
        ("102% to 98%", {}, "A range runs from the lower figure to the higher: “102%” is not below “98%”."),
        ("≥ 90% ± 2%", {}, "“≥ 90% ± 2%” names a side and “±” both. Take one of them away."),
    ],
)
def test_what_looks_like_a_target_and_is_none_is_refused_with_a_reason(
    typed: str, told: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused) as refused:
        read_typed(typed, **told)  # type: ignore[arg-type]

    assert refused.value.sentence == sentence
    assert read(typed, **told).in_words() == f"no target set: “{typed}” is kept as written"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed", ["at least some", "≥", "< eight", "90%%", "%", "3 of 4", "2 in 3", "1e5", "85% by soon", "£5 days"]
)
def test_a_figure_that_cannot_be_read_is_refused_with_what_to_write(typed: str) -> None:
    with pytest.raises(Refused, match=f"“{typed}” cannot be read as a target. Write a figure such as “90%”"):
        read_typed(typed)


@pytest.mark.parametrize("typed", ["", "Avg", "to be agreed", "90% of all that we ever meant to do in the county"])
def test_a_blank_and_a_sentence_are_taken_with_no_target_set(typed: str) -> None:
    assert read_typed(typed).in_words().startswith("no target set")


@pytest.mark.parametrize(("typed", "told"), [("90%", {}), ("10.5 days", {"unit": "days"}), ("£5", {})])
def test_the_polarity_is_asked_where_nothing_tells_it(typed: str, told: dict[str, str]) -> None:
    asked = read_typed(typed, **told)  # type: ignore[arg-type]

    assert asked.asks_polarity
    assert asked.figure(Decimal(5)) in {"5%", "5 days", "£5"}
    assert not read_typed(typed, polarity=LOWER, **told).asks_polarity  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["<8", "-5%", "100% ± 2%", "between 1 and 2", "4★", "Q2", "by 31/08/2011", "✓", ""])
def test_the_polarity_is_not_asked_where_the_target_tells_it(typed: str) -> None:
    assert not read(typed, steps=STARS).asks_polarity


@pytest.mark.parametrize(
    ("typed", "told", "doubts"),
    [
        ("<8", {"polarity": HIGHER}, ("The target says less is better; the measure says more is better.",)),
        ("5%", {"polarity": LOWER, "unit": "days"}, ("The target is in % and the measure’s results are in days.",)),
        ("250%", {"polarity": HIGHER}, ("250% is above 200%.",)),
        ("2%", {"polarity": HIGHER, "name": REDUCE}, ()),
        ("2%", {"polarity": LOWER, "name": REDUCE}, ()),
        ("10.5 days", {"polarity": LOWER, "unit": "day"}, ()),
    ],
)
def test_what_is_read_but_hardly_meant_is_doubted(typed: str, told: dict[str, object], doubts: tuple[str, ...]) -> None:
    assert read(typed, **told).doubts == doubts  # type: ignore[arg-type]


@given(st.text(max_size=60), st.sampled_from([None, *Better]), st.sampled_from([(), STARS, OPINIONS]))
def test_whatever_is_written_is_read_and_prints_back_the_same(
    printed: str, polarity: Better | None, steps: tuple[Step, ...]
) -> None:
    target = read(printed, polarity=polarity, steps=steps)

    assert str(target) == printed
    assert target.in_words()
    assert isinstance(target.sort_key, tuple)
    assert not (target.fault and target.is_rated)


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
        (read("Q2", year=YEAR), "2011-08-12", Decimal(2)),
        (read("Q2", year=YEAR), "2012-05-12", Decimal(5)),
        (read("Q2"), "2011-08-12", None),
        (read("31/08/2011"), "2011-08-31", Decimal(datetime.date(2011, 8, 31).toordinal())),
        (read("31/08/2011"), "Q1", Decimal(datetime.date(2011, 6, 30).toordinal())),
        (read("31/08/2011"), "Q2", None),
        (read("31/08/2011"), "no", None),
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
        (read("Q2"), "2011-08-12", "Done on 12 August 2011"),
        (read("≤ £1,000"), Decimal("999.5000"), "£999.50"),
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
        (read("at least 2%", name=REDUCE), "8.3333"),
        (read("≤ -2%"), "-8.3333"),
        (read("-5% to -3%"), "-8.3333"),
        (read("10.5", polarity=LOWER, unit="days"), "0.9167"),
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


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        ("0.0000", "", "0"),
        ("-0.0", "", "0"),
        ("100", "", "100"),
        ("8.30", "", "8.3"),
        ("33559800.0000", "£", "£33,559,800"),
        ("-200", "£", "-£200"),
        ("10.5000", "£", "£10.50"),
        ("10.1234", "£", "£10.1234"),
    ],
)
def test_a_figure_is_printed_without_idle_noughts(number: str, unit: str, words: str) -> None:
    assert figure_words(Decimal(number), unit) == words


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("day", "days", True),
        ("Days", "days per employee", True),
        ("days/person", "days", True),
        ("%", "days", False),
        ("", "", True),
        ("%", "", False),
    ],
)
def test_units_are_the_same_whatever_their_number(one: str, other: str, same: bool) -> None:
    assert same_unit(one, other) is same


def test_the_plain_words_are_the_stored_ones() -> None:
    assert {each.value for each in Better} == set(Polarity.values)
    assert {each.value for each in Accumulation} == set(StoredAccumulation.values)
    assert set(StoredUnit.values) <= {each.value for each in Unit}
