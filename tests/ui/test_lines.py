"""Runs and charts of figures against what they should reach."""

from decimal import Decimal

import pytest

from probation_planning.ui.lines import LineChart, Run, Slot, Stop

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
