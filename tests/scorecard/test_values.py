"""Results as typed: read by what the measure takes, refused with a reason, or questioned."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.targets import Refused, Takes, Target, Value, figure_words, read
from scorecard.values import Bounds, Entry, doubts, read_value
from tests.scorecard.printed import HIGHER, LEVELS, LOWER, NEAREST, OPINIONS, STARS

YEAR = datetime.date(2011, 4, 1)
PERCENT = read("90%", polarity=HIGHER, unit="%")
COUNT = read("20 offenders", polarity=HIGHER, unit="offenders")
PLAIN = read("≤128")
DAYS = read("10.5", polarity=LOWER, unit="days")
MONEY = read("≤ £33,559,800", unit="£")
TICK = read("✓", holds=True)
WHEN = read("Q2", year=YEAR)
DAY = read("by 31/08/2011", year=YEAR)


@pytest.mark.parametrize(
    ("target", "typed", "value"),
    [
        (PERCENT, "92.5", Decimal("92.5")),
        (PERCENT, " 92.5 % ", Decimal("92.5")),
        (PERCENT, "92.5 per cent", Decimal("92.5")),
        (PERCENT, "92.5 pc", Decimal("92.5")),
        (COUNT, "nil", Decimal(0)),
        (COUNT, "22", Decimal(22)),
        (COUNT, "22 offenders", Decimal(22)),
        (COUNT, "1 offender", Decimal(1)),
        (PLAIN, "1,281", Decimal(1281)),
        (PLAIN, "0", Decimal(0)),
        (DAYS, "9.8 days", Decimal("9.8")),
        (MONEY, "£33,000,000", Decimal(33000000)),
        (MONEY, "33000000.50", Decimal("33000000.50")),
        (MONEY, "£33.1m", Decimal(33100000)),
        (MONEY, "(£200)", Decimal(-200)),
        (read("-9.2%"), "−10", Decimal(-10)),
        (read("-9.2%"), "(10%)", Decimal(-10)),
        (read("4★", steps=STARS), "3*", "3★"),
        (read("4★", steps=STARS), "3 stars", "3★"),
        (read("GA", steps=OPINIONS), "amber/red", "AR"),
        (read("3", steps=LEVELS), "Level 2", "2"),
        (TICK, "Y", "yes"),
        (TICK, "✔", "yes"),
        (TICK, "FALSE", "no"),
        (WHEN, "q3", "Q3"),
        (WHEN, "Done in Q1", "Q1"),
        (WHEN, "12/08/2011", "2011-08-12"),
        (WHEN, "done on 12 August", "2011-08-12"),
        (WHEN, "not yet", "no"),
        (WHEN, "No", "no"),
        (DAY, "12 Aug 2011", "2011-08-12"),
        (PERCENT, "", None),
        (TICK, "  ", None),
        (read("", given_as=Takes.FIGURE, unit="%"), "80", Decimal(80)),
    ],
)
def test_a_result_is_read_by_what_the_measure_takes(target: Target, typed: str, value: Value | None) -> None:
    entry = read_value(typed, target)

    assert (entry.value, entry.typed) == (value, typed)


@pytest.mark.parametrize(
    ("target", "typed", "sentence"),
    [
        (PERCENT, "ninety", "“ninety” is not a figure. Enter one such as 92.5, with up to four places."),
        (PERCENT, "1e3", "“1e3” is not a figure. Enter one such as 92.5, with up to four places."),
        (PERCENT, "n/a", "“n/a” is not a figure. Enter one such as 92.5, with up to four places."),
        (PERCENT, "91.666666667", "“91.666666667” has more than four places after the point. Round it to 91.6667."),
        (
            PERCENT,
            "9,12",
            "“9,12” is not written as a figure. Write thousands as 1,234 and places after a point, 12.5.",
        ),
        (PERCENT, "90% ± 2%", "“90% ± 2%” is not a figure. Enter one such as 92.5, with up to four places."),
        (PERCENT, "92 days", "“92 days” is in days; this measure is given in %."),
        (COUNT, "92%", "“92%” is in %; this measure is given in offenders."),
        (PLAIN, "£5", "“£5” is in £; this measure is given as a figure alone."),
        (PERCENT, "#DIV/0!", "The spreadsheet shows #DIV/0! here and not a figure. Mend it there, or leave it empty."),
        (PERCENT, "####", "The spreadsheet shows #### here and not a figure. Mend it there, or leave it empty."),
        (PERCENT, "=A1/B1", "“=A1/B1” is a formula. Enter the figure it makes."),
        (PERCENT, "9" * 200, "This is too long for a result. Put words into the note."),
        (read("4★", steps=STARS), "9*", "“9*” is no step of the scale: 1★, 2★, 3★, 4★, 5★."),
        (TICK, "x", "“x” is neither yes nor no. Enter “yes” or “no”."),
        (WHEN, "Q7", "There is no Q7: a year has Q1 to Q4."),
        (WHEN, "31/02/2012", "“31/02/2012” is not a day of the calendar. Write the day first: 31/08/2011."),
        (
            WHEN,
            "yes",
            "“yes” does not say when it was done."
            " Enter a quarter of the year, “Q2”, a day, “12/08/2011”, or “not yet”.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(target: Target, typed: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        read_value(typed, target)

    assert (refused.value.sentence, refused.value.at) == (sentence, "value")


@pytest.mark.parametrize(
    ("typed", "above", "below", "entry"),
    [
        ("", "11", "12", Entry("", Decimal("91.6667"), Decimal(11), Decimal(12))),
        ("91.7%", "11", "12", Entry("91.7%", Decimal("91.7"), Decimal(11), Decimal(12))),
        ("", "1,100", "1,200 cases", Entry("", Decimal("91.6667"), Decimal(1100), Decimal(1200))),
        ("", "0", "12", Entry("", Decimal(0), Decimal(0), Decimal(12))),
        ("", "", "", Entry("")),
    ],
)
def test_two_parts_make_the_value_or_agree_with_it(typed: str, above: str, below: str, entry: Entry) -> None:
    assert read_value(typed, PERCENT, numerator=above, denominator=below) == entry


@pytest.mark.parametrize(
    ("target", "typed", "above", "below", "at", "sentence"),
    [
        (PERCENT, "93", "11", "12", "value", "93% does not agree with its parts, 91.67%. Correct one."),
        (PERCENT, "", "11", "", "denominator", "Give both parts, how many and out of how many, or neither."),
        (PERCENT, "", "", "12", "numerator", "Give both parts, how many and out of how many, or neither."),
        (PERCENT, "", "0", "0", "denominator", "“Out of how many” is a figure above nought. Leave both parts empty"),
        (PERCENT, "", "eleven", "12", "numerator", "“eleven” is not a figure."),
        (read("", given_as=Takes.STEP), "4★", "", "", "value", "The measure has no target on a scale yet"),
        (PERCENT, "", "12k", "20000", "numerator", "“12k” is a figure in short. Write it in full, such as 12,000."),
        (PERCENT, "", "1", "1e6", "denominator", "“1e6” is not a figure."),
        (PERCENT, "", "2 thousand", "3000", "numerator", "“2 thousand” is a figure in short."),
        (PERCENT, "", "11", "#REF!", "denominator", "The spreadsheet shows #REF! here and not a figure."),
        (PERCENT, "", "11", "12%", "denominator", "“12%” is not a figure."),
        (TICK, "yes", "1", "1", "numerator", "Only a figure has two parts. Leave both empty."),
    ],
)
def test_parts_that_do_not_fit_are_refused_at_their_own_box(
    target: Target, typed: str, above: str, below: str, at: str, sentence: str
) -> None:
    with pytest.raises(Refused) as refused:
        read_value(typed, target, numerator=above, denominator=below)

    assert refused.value.at == at
    assert refused.value.sentence.startswith(sentence)


@pytest.mark.parametrize(
    ("target", "value", "said"),
    [
        (PERCENT, "-5", "-5% is below nought."),
        (PERCENT, "240", "240% is above 100%."),
        (PERCENT, "100", ""),
        (PERCENT, "100.0001", "100.0001% is above 100%."),
        (PERCENT, "0", ""),
        (PERCENT, "0.92", "0.92% is very low: a spreadsheet may hold 92% as 0.92."),
        (PERCENT, "1.01", ""),
        (read("1.5%", polarity=LOWER), "0.9", ""),
        (read("100%", polarity=NEAREST), "104", ""),
        (read("100%", polarity=NEAREST), "240", "240% is above 200%."),
        (read("-9.2%"), "-12", ""),
        (read("-9.2%"), "5", ""),
        (read("-9.2%"), "-120", "A change of -120% is more than all there was."),
        (read("2%", name="Reduce workload"), "-1", "A reduction of -1% would be a rise."),
        (read("2%", name="Reduce workload"), "101", "A reduction of 101% is more than all there was."),
        (read("<8"), "-1", "-1 is below nought."),
        (COUNT, "-1", "-1 offenders is below nought."),
        (DAYS, "367", "367 days is more than a year."),
        (DAYS, "366", ""),
        (MONEY, "-200", "-£200 is below nought."),
        (read("≥ -3%"), "-2", ""),
    ],
)
def test_a_figure_that_can_hardly_be_is_questioned(target: Target, value: str, said: str) -> None:
    assert doubts(target, Decimal(value)) == ((said,) if said else ())


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("9", ("9 offenders is below 10 offenders, the lowest this measure is meant to be.",)),
        ("10", ()),
        ("40", ()),
        ("41", ("41 offenders is above 40 offenders, the highest this measure is meant to be.",)),
        ("20.5", ("20.5 offenders is not a whole number.",)),
    ],
)
def test_a_measures_own_bounds_are_questioned_too(value: str, said: tuple[str, ...]) -> None:
    assert doubts(COUNT, Decimal(value), Bounds(Decimal(10), Decimal(40), whole=True)) == said


@pytest.mark.parametrize(
    ("target", "value", "said"),
    [
        (WHEN, "2012-05-01", ("1 May 2012 is not in the year.",)),
        (WHEN, "2011-05-01", ()),
        (WHEN, "Q2", ()),
        (DAY, "Q1", ()),
        (DAY, "Q2", ("Done in Q2 does not tell whether it was by 31 August 2011. Give the day.",)),
        (TICK, "yes", ()),
    ],
)
def test_when_a_thing_was_done_is_questioned_too(target: Target, value: str, said: tuple[str, ...]) -> None:
    assert doubts(target, value) == said


def test_more_than_there_were_is_questioned_with_its_parts() -> None:
    assert read_value("", PERCENT, numerator="13", denominator="12").doubts == ("108.3333% is above 100%.",)
    assert read_value("", PERCENT, numerator="-1", denominator="8").doubts == ("-12.5% is below nought.",)


@given(
    st.sampled_from([PERCENT, COUNT, PLAIN, DAYS, MONEY, read("-9.2%")]),
    st.decimals(min_value=-(10**11), max_value=10**11, places=4),
)
def test_what_is_printed_is_read_the_same(target: Target, number: Decimal) -> None:
    assert read_value(target.figure(number), target).value == number
    assert read_value(figure_words(number), target).value == number


@given(st.text(max_size=40), st.sampled_from([PERCENT, COUNT, MONEY, TICK, WHEN, DAY, read("GA", steps=OPINIONS)]))
def test_whatever_is_typed_is_read_or_refused_in_words(typed: str, target: Target) -> None:
    said = ""
    try:
        entry = read_value(typed, target)
        said = "Nothing." if entry.value is None else f"{target.show(entry.value)}."
    except Refused as refused:
        said = refused.sentence

    assert said.endswith(".")
