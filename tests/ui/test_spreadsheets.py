"""Cells of a file that a spreadsheet opens: nothing in them is taken for a formula, and figures stay as they are."""

import pytest

from probation_planning.ui.spreadsheets import cell


@pytest.mark.parametrize("text", ["=1+1", " =1", "+44 days", "@SUM(A1)", "-x", "\t=1", "＝1", ";=1"])
def test_what_would_be_a_formula_is_made_text(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Paid;=cmd|calc", "Paid;'=cmd|calc"),
        ("Paid; =1", "Paid; '=1"),
        ("Paid\t@SUM(A1)", "Paid\t'@SUM(A1)"),
        (["Courts", "=1"], "Courts; '=1"),
    ],
)
def test_nor_is_one_hidden_behind_what_parts_cells(text: object, written: str) -> None:
    assert cell(text) == written


@pytest.mark.parametrize(
    "text", ["-9.2%", "+5", "1,750", "Costs; -9.2%; -2%", "Courts; Prisons", "2 + 2 = 4", "ISSP; a pilot", ""]
)
def test_figures_and_plain_words_stay_as_they_are(text: str) -> None:
    assert cell(text) == text
