"""Workbooks: what is text stays text, what is a number or a day is one, and a key says what it all is."""

import datetime
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import BadRequest

from probation_planning.ui import workbooks
from probation_planning.ui.spreadsheets import Column, Figure, Month, Part, Table, as_csv
from probation_planning.ui.words import PAINT
from probation_planning.ui.workbooks import CUT, LONGEST, fitted, lines_of, number_format, workbook
from tests.files import csv_rows, first_sheet, key_of, parts_of, workbook_of

DAY = datetime.date(2011, 6, 20)
WORDS = Column("words", "Words", "What is said.")
BAND = Column("band", "Band", "How bad it is.", is_band=True)
PAYLOADS = [
    *("=1+1", " =1", "+44 days", "@SUM(A1)", "-x", "\t=1", "＝1", "＋1", "－1", "＠SUM(A1)", ";=1", "Paid;=cmd|calc"),
    *('=HYPERLINK("http://elsewhere.example")', "{=1+1}", "http://elsewhere.example", "file:///etc/passwd", "-9.2%"),
]


def table(*rows: Sequence[object], columns: Sequence[Column] = (WORDS,), **more: Any) -> Table:
    """A table of these rows."""
    given: dict[str, Any] = {"name": "file", "title": "What is said", "things": "Words", "day": DAY} | more
    return Table(columns=columns, rows=rows, **given)


def cell_of(value: object, column: Column = WORDS) -> Any:
    """The cell that a value becomes."""
    return first_sheet(workbook(table([value], columns=[column])))["A2"]


@pytest.mark.parametrize("text", PAYLOADS)
def test_what_would_be_a_formula_or_a_link_is_the_same_text_in_a_cell_of_text(text: str) -> None:
    content = workbook(table([text]))
    cell = first_sheet(content)["A2"]

    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert "<f>" not in parts_of(content)


def test_it_stays_text_when_somebody_types_into_the_cell() -> None:
    assert cell_of("=1+1").quotePrefix
    assert not cell_of("Paid").quotePrefix


def test_headings_and_the_key_are_text_too() -> None:
    column = Column("=1", "=1+1", "=2+2")
    content = workbook(
        table(["a"], columns=[column], title="=3+3", about=[("=4", "=5")], parts=[Part("=6", [("=7", "=8")])])
    )

    cells = [cell for sheet in workbook_of(content) for row in sheet.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert {"=1+1", "=2+2", "=3+3", "=4", "=5", "=6", "=7", "=8"} <= {cell.value for cell in cells}


def test_a_heading_of_a_csv_is_no_formula_either() -> None:
    assert as_csv(table(columns=[Column("=1+1", "", "")])).decode("utf-8-sig") == "'=1+1\r\n"


@pytest.mark.parametrize(
    ("value", "written", "shown_as"),
    [
        (12, 12, "General"),
        (DAY, datetime.datetime(2011, 6, 20), "d mmm yyyy"),  # noqa: DTZ001 - as it is read
        (Month(DAY.replace(day=1)), datetime.datetime(2011, 6, 1), "mmmm yyyy"),  # noqa: DTZ001
        (Figure(Decimal("92.5"), "92.5%"), 0.925, "0.0%"),
        (Figure(Decimal("-9.2"), "-9.2%"), -0.092, "0.0%"),
        (Figure(Decimal("-9.2"), "\N{MINUS SIGN}9.2%"), -0.092, "0.0%"),
        (Figure(Decimal("2"), "+2.0%"), 0.02, '"+"0.0%'),
        (Figure(Decimal("10.5"), "10.5 days"), 10.5, '0.0" days"'),
        (Figure(Decimal(33559800), "£33,559,800"), 33559800, '"£"#,##0'),
        (Figure(Decimal(3), "3"), 3, "0"),
    ],
)
def test_numbers_and_days_are_such_and_look_as_on_the_page(value: object, written: object, shown_as: str) -> None:
    cell = cell_of(value)

    assert (cell.value, cell.number_format) == (written, shown_as)
    assert cell.data_type in {"n", "d"}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("1.10", "1.10"),
        ("007", "007"),
        ("90%", "90%"),
        ("2011-06-20", "2011-06-20"),
        (["Courts", "=1"], "Courts; =1"),
        (True, "True"),
        (10**15, "1000000000000000"),
        (datetime.date(1899, 12, 31), "1899-12-31"),
        (Month(datetime.date(1900, 1, 1)), "January 1900"),
        (Figure(Decimal("NaN"), "no number"), "no number"),
        (Figure(Decimal(12), "12 of 40"), "12 of 40"),
        (Figure(Decimal(5), '5"'), '5"'),
    ],
)
def test_what_only_looks_like_a_number_and_what_no_cell_can_hold_as_one_is_text(value: object, written: str) -> None:
    cell = cell_of(value)

    assert (cell.value, cell.data_type) == (written, "s")


@pytest.mark.parametrize("blank", [None, "", []])
def test_a_blank_is_an_empty_cell(blank: object) -> None:
    assert cell_of(blank).value in {None, ""}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\x00b\x07c\x1bd", "abcd"),
        ("one\r\ntwo\rthree\x0bfour\x0cfive", "one\ntwo\nthree\nfour\nfive"),
        ("safe\u202eexe.\u2066", "safeexe."),
        ("<b>&amp;</b> ]]>", "<b>&amp;</b> ]]>"),
        ("Siân \N{CHART WITH UPWARDS TREND}", "Siân \N{CHART WITH UPWARDS TREND}"),
        ("  kept  ", "  kept  "),
    ],
)
def test_what_no_reader_sees_is_left_out_and_the_rest_is_kept(text: str, written: str) -> None:
    assert cell_of(text).value == written
    assert csv_rows(as_csv(table([text]))) == [[written]]


@pytest.mark.parametrize("letter", ["x", "\N{CHART WITH UPWARDS TREND}"])
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(letter: str) -> None:
    written = cell_of(letter * 40_000).value

    assert written.startswith(letter * 16_000)
    assert written.endswith(CUT)
    assert len(written.encode("utf-16-le")) // 2 <= LONGEST


@pytest.mark.parametrize("many", [LONGEST - 1, LONGEST])
def test_a_text_that_just_fits_is_whole(many: int) -> None:
    assert fitted("x" * many) == "x" * many
    assert fitted("x" * (LONGEST + 1)) != "x" * (LONGEST + 1)


def test_more_rows_than_a_sheet_holds_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 2)

    assert first_sheet(workbook(table(["a"], ["b"]))).max_row == 3
    with pytest.raises(BadRequest, match="A spreadsheet holds 2 rows and here are more"):
        workbook(table(["a"], ["b"], ["c"]))


def test_after_a_refusal_the_next_one_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 1)
    with pytest.raises(BadRequest):
        workbook(table(["a"], ["b"]))

    assert first_sheet(workbook(table(["a"])))["A2"].value == "a"


@pytest.mark.parametrize("word", ["Green", "Amber", "Red", "Black"])
def test_a_band_is_its_word_in_the_colours_of_the_house(word: str) -> None:
    cell, colours = cell_of(word, BAND), PAINT[word.lower()]

    assert cell.value == word
    assert cell.fill.fgColor.rgb == f"FF{colours.fill[1:].upper()}"
    assert cell.font.color.rgb == f"FF{colours.text[1:].upper()}"


def test_the_word_of_a_band_in_any_other_column_is_plain() -> None:
    assert cell_of("Red").fill.fill_type is None


def test_the_heading_stays_in_sight_can_be_filtered_by_and_is_repeated_on_paper() -> None:
    sheet = first_sheet(workbook(table(["a", "Red"], ["b", "Green"], columns=[WORDS, BAND])))

    assert [cell.value for cell in sheet[1]] == ["Words", "Band"]
    assert all(cell.font.b for cell in sheet[1])
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:B3", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


def test_columns_are_as_wide_as_they_are_told_and_long_text_wraps_in_a_row_as_high_as_it_needs() -> None:
    column = Column("long", "Long", "Much is said.", 40)
    content = workbook(table(["word " * 40], ["short"], columns=[column]))
    sheet = first_sheet(content)

    assert 40 <= sheet.column_dimensions["A"].width < 41
    assert sheet["A2"].alignment.wrap_text
    assert sheet.row_dimensions[2].height > 4 * 12
    assert sheet.row_dimensions[3].height is None
    # A height that a person had chosen would stay when the rows are sorted.
    assert "customHeight" not in parts_of(content)


@pytest.mark.parametrize(
    ("text", "width", "lines"), [("", 10, 1), ("x" * 10, 10, 1), ("x" * 11, 10, 2), ("a\n\nb", 10, 3)]
)
def test_so_many_lines_a_text_takes(text: str, width: int, lines: int) -> None:
    assert lines_of(text, width) == lines


def test_a_wide_table_is_printed_on_larger_paper() -> None:
    sizes = [
        first_sheet(workbook(table(columns=[Column("a", "A", "", width)]))).page_setup.paperSize for width in (180, 181)
    ]

    assert sizes == [9, 8]


def test_the_key_says_what_it_is_what_each_column_means_and_what_an_empty_cell_is() -> None:
    bands = Part("What each band spans", [("Red", "A score of 15 to 20.")])
    content = workbook(table(["a", "Red"], columns=[WORDS, BAND], about=[("Trust", "Derbyshire")], parts=[bands]))

    assert workbook_of(content).sheetnames == ["Words", "Key"]
    assert workbook_of(content)["Key"]["A1"].value == "What is said"
    assert key_of(content) == {
        "Trust": "Derbyshire",
        "Rows": "1",
        "Empty cells": "What is not recorded, or not there.",
        "What each column says": "",
        "Words": "What is said.",
        "Band": "How bad it is.",
        "What each band spans": "",
        "Red": "A score of 15 to 20.",
    }


def test_the_properties_name_the_table_and_nobody() -> None:
    properties = workbook_of(workbook(table(["a"]))).properties

    assert properties.title == "What is said"
    assert (properties.creator, properties.lastModifiedBy, properties.description) == (None, None, None)
    assert (properties.created, properties.modified) == (datetime.datetime(2011, 6, 20),) * 2  # noqa: DTZ001


def test_the_same_rows_are_the_same_bytes() -> None:
    def made() -> bytes:
        rows: Iterable[Sequence[object]] = ([text, DAY, 3] for text in PAYLOADS)
        return workbook(table(*rows, columns=[WORDS, BAND, WORDS]))

    assert made() == made()


def test_no_part_of_it_is_anything_but_rows_and_their_looks() -> None:
    with zipfile.ZipFile(BytesIO(workbook(table(["http://elsewhere.example"])))) as parts:
        names = parts.namelist()

    assert not [
        name for name in names if any(word in name for word in ("vba", "external", "comments", "drawing", "custom"))
    ]
    assert sum(name.startswith("xl/worksheets/") for name in names) == 2


def test_a_row_that_does_not_fit_its_columns_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="longer"):
        workbook(table(["a"], columns=[WORDS, BAND]))


def test_a_figure_whose_words_a_spreadsheet_cannot_show_is_left_as_text() -> None:
    assert number_format(Figure(Decimal(1), "once")) == ""
