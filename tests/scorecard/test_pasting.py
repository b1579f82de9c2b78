"""A block pasted from a spreadsheet, read cell by cell."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.pasting import MOST_ROWS, Column, Line, Pasted, cells_of, columns_of, paste
from scorecard.targets import Refused, read
from scorecard.values import Bounds
from tests.scorecard.printed import HIGHER, STARS

REF, VALUE, NOTE = Column.REF, Column.VALUE, Column.NOTE
NUMERATOR, DENOMINATOR, IGNORED = Column.NUMERATOR, Column.DENOMINATOR, Column.IGNORED
LINES = (
    Line("1-3", read("4★", steps=STARS), "Gain 4★ Excellence Award"),
    Line("2-1", read("90%", polarity=HIGHER, unit="%"), "Attendance"),
    Line("2-5", read("71%", polarity=HIGHER, unit="%"), "Offender Satisfaction", Bounds(lowest=Decimal(20))),
)


def said(pasted: Pasted) -> list[tuple[str, object, str]]:
    """Each row as its reference, its value and its note."""
    return [(row.ref, row.entry.value if row.entry else None, row.note) for row in pasted.rows]


def faults(pasted: Pasted) -> list[tuple[int, Column, str]]:
    """Row, column and fault of every cell that has one."""
    return [(row.number, cell.column, cell.fault) for row in pasted.rows for cell in row.cells if cell.fault]


def test_one_column_stands_in_the_order_of_the_lines() -> None:
    pasted = paste("4*\n92.5%\n70\n", LINES)

    assert said(pasted) == [("1-3", "4★", ""), ("2-1", Decimal("92.5"), ""), ("2-5", Decimal(70), "")]
    assert (pasted.is_good, pasted.left) == (True, ())


def test_an_empty_row_leaves_its_line_as_it_is() -> None:
    pasted = paste("4*\n\n70", LINES)

    assert pasted.is_good
    assert [row.ref for row in pasted.good] == ["1-3", "2-5"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("2-1\t92\n1-3\t4★", [("2-1", Decimal(92), ""), ("1-3", "4★", "")]),
        ("2-1\t92\tBetter than it was", [("2-1", Decimal(92), "Better than it was")]),
        ("2-1\t\t11\t12", [("2-1", Decimal("91.6667"), "")]),
        ("2-1\t\t11\t12\tMade of two", [("2-1", Decimal("91.6667"), "Made of two")]),
        ("2-1\t92\t\t\tWithout parts", [("2-1", Decimal(92), "Without parts")]),
        ("attendance\t92", [("2-1", Decimal(92), "")]),
        ("Ref\tMeasure\tTarget\tResult\n2-1\tAttendance\t90%\t92", [("2-1", Decimal(92), "")]),
        ("Measure\tTarget\tActual\nOffender satisfaction\t71%\t72", [("2-5", Decimal(72), "")]),
        ("Reference\tName\tResult\tComments\n2-1\tAttendance\t92\tWell", [("2-1", Decimal(92), "Well")]),
        ("Result\n4*\n92", [("1-3", "4★", ""), ("2-1", Decimal(92), "")]),
        ("Ref\tNumerator\tDenominator\n2-1\t11\t12", [("2-1", Decimal("91.6667"), "")]),
        ('2-1\t92\t"Two\nlines, a ""word"" and a\ttab"', [("2-1", Decimal(92), 'Two\nlines, a "word" and a\ttab')]),
        ('2-1\t92\tan inch is 1"', [("2-1", Decimal(92), 'an inch is 1"')]),
        ('2-1\t92\t"never closed', [("2-1", Decimal(92), '"never closed')]),
        ("2-1\t92\r\n1-3\t4*\r\n", [("2-1", Decimal(92), ""), ("1-3", "4★", "")]),
        ("2-1\t92\n\n1-3\t4*", [("2-1", Decimal(92), ""), ("1-3", "4★", "")]),
    ],
)
def test_columns_are_known_by_their_headings_or_by_what_stands_in_them(
    text: str, rows: list[tuple[str, object, str]]
) -> None:
    pasted = paste(text, LINES)

    assert said(pasted) == rows
    assert pasted.is_good


def test_people_may_say_what_the_columns_hold() -> None:
    pasted = paste("Well\t92\t2-1", LINES, (NOTE, VALUE, REF))

    assert said(pasted) == [("2-1", Decimal(92), "Well")]


@pytest.mark.parametrize(
    ("text", "columns", "headed"),
    [
        ("92", (VALUE,), False),
        ("92\twell", (VALUE, NOTE), False),
        ("2-1\t92", (REF, VALUE), False),
        ("92\t11\t12", (VALUE, NUMERATOR, DENOMINATOR), False),
        ("2-1\t92\t11\t12\twell", (REF, VALUE, NUMERATOR, DENOMINATOR, NOTE), False),
        ("2-1\t92\t11\t12\twell\tmore", (REF, VALUE, IGNORED, IGNORED, IGNORED, IGNORED), False),
        ("Ref\tResult\tRating", (REF, VALUE, IGNORED), True),
    ],
)
def test_the_columns_are_guessed(text: str, columns: tuple[Column, ...], headed: bool) -> None:
    assert columns_of(cells_of(text), LINES) == (columns, headed)


def test_every_cell_has_its_own_fault_and_the_rest_is_good() -> None:
    pasted = paste("1-3\t9*\n2-1\tninety\n2-5\t70\n9-9\t5\n\t6\n2-5\t71", LINES)

    assert faults(pasted) == [
        (1, VALUE, "“9*” is no step of the scale: 1★, 2★, 3★, 4★, 5★."),
        (2, VALUE, "“ninety” is not a figure. Enter one such as 92.5, with up to four places."),
        (4, REF, "No line here has the reference “9-9”."),
        (5, REF, "The reference is missing."),
        (6, REF, "2-5 stands in row 3 already."),
    ]
    assert not pasted.is_good
    assert [row.number for row in pasted.good] == [3]
    assert [row.number for row in pasted.set_aside] == [1, 2, 4, 5, 6]


def test_the_part_that_is_at_fault_bears_it() -> None:
    text = "2-1\t\t11\t0\n2-5\t\televen\t12\n1-3\t4*\t1\t2"

    assert [(number, column) for number, column, _ in faults(paste(text, LINES))] == [
        (1, DENOMINATOR),
        (2, NUMERATOR),
        (3, NUMERATOR),
    ]


def test_a_note_without_a_result_is_at_fault() -> None:
    assert faults(paste("2-1\t\tNobody counted", LINES)) == [
        (1, NOTE, "A note stands here without a result. Enter the result, or take the note away."),
    ]


def test_parts_alone_bear_the_fault_of_what_they_make() -> None:
    text = "Ref\tHow many\tOut of\n1-3\t1\t2\n2-1\t13\t12"
    pasted = paste(text, LINES)

    assert [(number, column) for number, column, _ in faults(pasted)] == [(2, NUMERATOR)]
    assert [cell.doubts for cell in pasted.rows[1].cells if cell.doubts] == [("108.3333% is above 100%.",)]


def test_what_can_hardly_be_is_doubted_at_its_cell_and_still_good() -> None:
    pasted = paste("2-5\t10", LINES)

    assert pasted.is_good
    assert pasted.rows[0].cells[1].doubts == ("10% is below 20%, the lowest this measure is meant to be.",)


def test_a_reference_that_a_spreadsheet_made_a_date_is_known_and_doubted() -> None:
    pasted = paste("02-May\t70\n1-Mar\t4*\nFeb-13\t80", (*LINES, Line("2-13", LINES[1].target)))

    assert [row.ref for row in pasted.rows] == ["2-5", "1-3", "2-13"]
    assert pasted.rows[0].cells[0].doubts == (
        "The spreadsheet made the date 02-May of a reference; it is read as 2-5.",
    )


def test_rows_beyond_the_lines_are_at_fault_and_lines_without_a_row_are_named() -> None:
    beyond = paste("4*\n92\n70\n5", LINES)

    assert faults(beyond) == [(4, REF, "There are 3 lines and this row is beyond them.")]
    assert paste("2-1\t92", LINES).left == ("1-3", "2-5")


@pytest.mark.parametrize(
    ("text", "columns", "fault"),
    [
        ("", None, "Nothing is pasted. Copy the cells in the spreadsheet and paste them here."),
        (" \n\t\n", None, "Nothing is pasted. Copy the cells in the spreadsheet and paste them here."),
        ("92\t93", (VALUE, VALUE), "Two columns are said to hold the value. Choose one."),
        ("2-1\tx", (REF, NOTE), "No column holds the result. Choose which one does."),
        ("92\t93", (VALUE,), "2 columns are pasted and only 1 expected. Say what each one holds."),
        (
            "92\t9",
            (VALUE, NUMERATOR),
            "One part of a percentage stands without the other. Choose both columns, or neither.",
        ),
        ("1\n" * (MOST_ROWS + 1), None, "3001 rows are pasted. Paste at most 3000 at a time."),
        ("2-1\t5\t" + "a" * 2001, None, "A cell holds more than 2000 characters. Shorten it."),
    ],
)
def test_a_block_that_cannot_be_taken_at_all_says_why(
    text: str, columns: tuple[Column, ...] | None, fault: str
) -> None:
    pasted = paste(text, LINES, columns)

    assert (pasted.faults, pasted.rows, pasted.is_good) == ((fault,), (), False)


@given(st.text(alphabet=st.sampled_from('2-15\t\n"%★=# a9.,\r'), max_size=80))
def test_whatever_is_pasted_is_read_or_at_fault(text: str) -> None:
    pasted = paste(text, LINES)

    assert pasted.faults or pasted.rows
    assert len(pasted.good) + len(pasted.set_aside) <= len(pasted.rows)


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(Refused):
        cells_of("1\n" * (MOST_ROWS + 1))
