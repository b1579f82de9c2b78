"""Tables as XLSX workbooks: a sheet of rows, and a key that says what they are. No cell of them is ever a formula."""

import datetime
import io
import re
from collections.abc import Sequence
from threading import Lock
from typing import Any

import xlsxwriter
from django.core.exceptions import BadRequest
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from probation_planning.ui.spreadsheets import Figure, Month, Table, is_formula, text_of
from probation_planning.ui.words import PAINT, paint

# What a sheet and a cell of it hold: rows below the heading, and letters as UTF-16 counts them.
MOST_ROWS = 1_048_575
LONGEST = 32_767
CUT = " … (Cut here, for a cell holds no more. The page has all of it.)"
# Figures beyond these are no longer exact in a spreadsheet.
EXACT = 10**15
# Spreadsheets count days from 1900, each in a way of its own up to March.
FIRST_DAY = datetime.date(1900, 3, 1)
SHOWN = re.compile(r"(?P<before>[^0-9]*)(?P<whole>[0-9,]+)(?:[.](?P<decimals>[0-9]+))?(?P<after>[^0-9]*)")

FONT = {"font_name": "Arial", "font_size": 10}
CELL = {"valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": "#b1b4b6"}
HEAD = {**CELL, "bold": True, "bg_color": "#f3f2f1", "bottom": 2, "bottom_color": "#0b0c0c"}
TITLE = {"bold": True, "font_size": 14}
HEADING = {"bold": True, "valign": "top"}
DAY, MONTH = "d mmm yyyy", "mmmm yyyy"
KEY = "Key"
KEY_WIDTHS = (30, 100)
BLANKS = ("Empty cells", "What is not recorded, or not there.")
A4 = 9

# In a worker one at a time: two at once are ready no sooner, and take twice the memory until then.
TURN = Lock()


def workbook(table: Table) -> bytes:
    """The table as a file; the same table is the same bytes. Refuses in words what does not fit on a sheet."""
    content = io.BytesIO()
    options = {"in_memory": True, "default_format_properties": FONT.copy()}
    options |= dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with TURN, xlsxwriter.Workbook(content, options) as book:
        made = datetime.datetime.combine(table.day, datetime.time.min)
        book.set_properties({"title": table.title, "created": made})
        formats = Formats(book)
        rows = _rows(book.add_worksheet(table.things), table, formats)
        _key(book.add_worksheet(KEY), table, rows, formats)
    return content.getvalue()


class Formats:
    """The looks of cells, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.text = self.of(CELL)
        self.quoted = self.of(CELL, quote_prefix=True)

    def of(self, look: dict[str, Any], **more: Any) -> Format:
        """A look with something more."""
        properties = look | more
        key = tuple(properties.items())
        if key not in self.made:
            self.made[key] = self.book.add_format(properties)
        return self.made[key]

    def number(self, shown: str) -> Format:
        """Of a number or a day that is shown so."""
        return self.of(CELL, num_format=shown)

    def band(self, word: str) -> Format:
        """Of a band by its word."""
        colours = paint(word)
        return self.of(CELL, bg_color=colours.fill, font_color=colours.text, bold=True)


def _rows(sheet: Worksheet, table: Table, formats: Formats) -> int:
    """Write heading and rows; how many there are."""
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, fitted(text_of(column.heading)), formats.of(HEAD))
    bands = {place for place, column in enumerate(table.columns) if column.is_band}
    number = 0
    for number, row in enumerate(table.rows, start=1):
        if number > MOST_ROWS:
            raise BadRequest(
                f"A spreadsheet holds {MOST_ROWS:,} rows and these are more. Narrow the list, or take CSV."
            )
        for place, value in enumerate(row):
            if place in bands and value:
                sheet.write_string(number, place, text_of(value), formats.band(text_of(value)))
            else:
                _write(sheet, number, place, value, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, number, len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{table.title.replace('&', '&&')[:150]}&RPage &P of &N")
    return number


def _write(sheet: Worksheet, row: int, place: int, value: object, formats: Formats) -> None:
    """One cell: whole numbers, figures and days as such, all else as text."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < EXACT:
        sheet.write_number(row, place, value, formats.text)
    elif isinstance(value, Figure) and (shown := number_format(value)):
        number = value.value / 100 if shown.endswith("%") else value.value
        sheet.write_number(row, place, float(number), formats.number(shown))
    elif isinstance(value, datetime.date) and value >= FIRST_DAY:
        sheet.write_datetime(row, place, value, formats.number(DAY))
    elif isinstance(value, Month) and value.first >= FIRST_DAY:
        sheet.write_datetime(row, place, value.first, formats.number(MONTH))
    else:
        text = fitted(text_of(value))
        sheet.write_string(row, place, text, formats.quoted if is_formula(text) else formats.text)


def number_format(figure: Figure) -> str:
    """How a spreadsheet shows the number as the page does: `0.0%`, `#,##0" days"`; empty where it is best left as text.

    The words around the number come from the page, and stand in quotation marks.
    """
    if not figure.value.is_finite() or abs(figure.value) >= EXACT:
        return ""
    words = figure.words.replace("\N{MINUS SIGN}", "-").replace("-", "", 1) if figure.value < 0 else figure.words
    if not (shown := SHOWN.fullmatch(words)) or '"' in words:
        return ""
    digits = "#,##0" if "," in shown["whole"] else "0"
    if shown["decimals"]:
        digits += "." + "0" * len(shown["decimals"])
    before, after = (f'"{part}"' if part else "" for part in (shown["before"], shown["after"]))
    return f"{before}{digits}{'%' if shown['after'] == '%' else after}"


def fitted(text: str) -> str:
    """A text that a cell can hold: a longer one is cut, and says so."""
    if len(text) <= LONGEST // 2:
        return text
    letters = text.encode("utf-16-le")
    if len(letters) <= 2 * LONGEST:
        return text
    return letters[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _key(sheet: Worksheet, table: Table, rows: int, formats: Formats) -> None:
    """What the table is, what its columns mean, and what stands in them."""
    for place, width in enumerate(KEY_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, fitted(text_of(table.title)), formats.of(TITLE))
    columns = [(column.heading, column.means) for column in table.columns]
    blocks: list[tuple[str, Sequence[tuple[str, str]]]] = [
        ("", [*table.about, ("Rows", f"{rows:,}"), BLANKS]),
        ("What each column says", columns),
        *((part.heading, part.words) for part in table.parts),
    ]
    at = 1
    for heading, lines in blocks:
        at += 1
        if heading:
            sheet.write_string(at, 0, heading, formats.of(HEADING))
            at += 1
        for word, means in lines:
            look = formats.band(word) if word.lower() in PAINT else formats.text
            sheet.write_string(at, 0, fitted(text_of(word)), look)
            sheet.write_string(at, 1, fitted(text_of(means)), formats.text)
            at += 1
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
