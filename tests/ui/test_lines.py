"""Runs and charts of figures against what they should reach."""

from decimal import Decimal

import pytest

from probation_planning.ui.lines import LineChart, Mark, Run, Slot, Stop

ONE, TWO, THREE = (Decimal(number) for number in (1, 2, 3))


def test_a_run_says_its_numbers_with_a_dash_for_a_gap_and_between_which_periods() -> None:
    run = Run((Stop("Q1 2011/12", "1%", ONE), Stop("Q2 2011/12"), Stop("Q3 2011/12", "3%", THREE)))

    assert run.numbers == "1%, –, 3%"
    assert run.sentence == "1% in Q1 2011/12, none in Q2 2011/12, 3% in Q3 2011/12"
    assert run.sparkline is not None
    assert run.sparkline.lines == ()


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        ("Q1 2011/12", "Q3 2011/12", "Q1 to Q3 2011/12"),
        ("Q4 2010/11", "Q1 2011/12", "Q4 2010/11 to Q1 2011/12"),
        ("2010/11", "2011/12", "2010/11 to 2011/12"),
        ("2011/12", "2011/12", "2011/12"),
    ],
)
def test_a_run_names_the_year_once(first: str, last: str, span: str) -> None:
    assert Run((Stop(first, "1", ONE), Stop(last, "2", TWO))).span == span


def test_one_value_makes_no_line() -> None:
    run = Run((Stop("Q1 2011/12", "1%", ONE), Stop("Q2 2011/12", "Not done yet")))

    assert run.sparkline is None


def test_a_chart_is_broken_where_a_period_has_no_result() -> None:
    slots = [Slot(f"Q{at} 2011/12", str(at), Decimal(at)) for at in (1, 2)]
    chart = LineChart("Sickness", (*slots, Slot("Q3 2011/12"), Slot("Q4 2011/12", "4", Decimal(4))))

    assert chart.drawable
    assert [len(line.split()) for line in chart.lines] == [2]
    assert len(chart.dots) == 3


def test_a_chart_of_one_result_is_not_drawn() -> None:
    assert not LineChart("Sickness", (Slot("Q1 2011/12", "1", ONE, target=TWO), Slot("Q2 2011/12"))).drawable


def test_a_higher_figure_stands_higher_and_the_band_between_target_and_edge() -> None:
    slot = Slot("Q1 2011/12", "1", ONE, target=TWO, target_words="2", low=ONE)
    chart = LineChart("Visits", (slot, Slot("Q2 2011/12", "3", THREE, target=TWO, target_words="2")))
    low, high = chart.dots
    (band,) = chart.bands

    assert low.y > high.y
    assert band.y == chart.levels[0].y
    assert band.y + band.height == pytest.approx(low.y)
    assert chart.sentence == "Visits: 1 in Q1 2011/12, target 2; 3 in Q2 2011/12, target 2."


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (("9.8 days", "", "12 days"), "9.8, –, 12 days"),
        (("1 day", "2 days"), "1 day, 2 days"),
        (("90%", "91%"), "90%, 91%"),
        (("Done in Q1", "Done in Q1"), "Done in Q1, Done in Q1"),
    ],
)
def test_a_run_says_a_unit_that_all_have_once(words: tuple[str, ...], numbers: str) -> None:
    assert Run(tuple(Stop(f"Q{at}", each) for at, each in enumerate(words, start=1))).numbers == numbers


def test_what_begins_anew_is_no_fall() -> None:
    old = [Slot(f"Q{at} 2010/11", str(at), Decimal(at)) for at in (1, 2)]
    new = [Slot("Q1 2011/12", "1", ONE, begins=True), Slot("Q2 2011/12", "2", TWO)]

    assert [len(line.split()) for line in LineChart("Visits", (*old, *new)).lines] == [2, 2]


def test_the_axis_is_marked_with_the_figures_between_its_ends() -> None:
    slots = (Slot("Q1", "52", Decimal(52)), Slot("Q2", "248", Decimal(248), target=Decimal(240), target_words="240"))
    chart = LineChart("Places", slots)
    marked = LineChart(
        "Places", slots, marks=(*(Mark(each, f"{each:f}") for each in chart.round_figures), Mark(ONE, "1"))
    )

    assert chart.round_figures == [100, 200]
    assert [mark.words for mark in marked.axis] == ["100", "200"]
    assert marked.axis[0].y > marked.axis[1].y


@pytest.mark.parametrize(("low", "high", "figures"), [("0.2", "0.3", 3), ("-9.2", "-2", 4), ("2", "2", 3)])
def test_small_and_negative_figures_have_round_marks_too(low: str, high: str, figures: int) -> None:
    chart = LineChart("Change", (Slot("Q1", low, Decimal(low)), Slot("Q2", high, Decimal(high))))

    assert 2 <= len(chart.round_figures) <= 6
    assert len(set(chart.round_figures)) >= min(figures, 2)


def test_the_words_of_a_valley_stand_under_it() -> None:
    valley = LineChart("Days", tuple(Slot(f"Q{at}", "x", place) for at, place in enumerate((TWO, ONE, THREE), start=1)))

    assert [dot.above > dot.y for dot in valley.dots] == [False, True, False]


def test_what_is_on_a_target_of_more_than_one_figure_has_a_band_of_its_own() -> None:
    slots = (Slot("Q1", "1", ONE, target=TWO, target_words="2 ± 1", window=ONE), Slot("Q2", "2", TWO))
    chart = LineChart("Spending", slots)
    (band,) = chart.windows

    assert not chart.has_band
    assert band.y < chart.levels[0].y < band.y + band.height
    assert band.y + band.height == pytest.approx(chart.dots[0].y)


def test_a_target_that_another_took_the_place_of_is_named_where_it_stood() -> None:
    slots = (Slot("Q1", "1", ONE, target=ONE, target_words="1"), Slot("Q2", "2", TWO, target=TWO, target_words="2"))
    chart = LineChart("Visits", slots)

    assert [was.words for was in chart.earlier_targets] == ["1"]
    assert chart.last_target is not None
    assert chart.last_target[1] == "2"


def test_a_year_is_named_under_the_first_of_its_periods() -> None:
    labels = ("Q3 2010/11", "Q4 2010/11", "Q1 2011/12", "Q2 2011/12")
    ticks = LineChart("Visits", tuple(Slot(label, "1", ONE) for label in labels)).ticks

    assert [(tick.label, tick.of) for tick in ticks] == [("Q3", "2010/11"), ("Q4", ""), ("Q1", "2011/12"), ("Q2", "")]
