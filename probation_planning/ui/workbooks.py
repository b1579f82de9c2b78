"""Tables as XLSX workbooks: a sheet of rows, and a key that says what they are. No cell of them is ever a formula."""

import datetime
import gc
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
CELL = {"valign": "top", "bottom": 1, "bottom_color": "#b1b4b6"}
TEXT = {**CELL, "text_wrap": True, "align": "left", "indent": 1}
NUMBER = {**CELL, "align": "right", "indent": 1}
HEAD = {**TEXT, "bold": True, "bg_color": "#f3f2f1", "bottom": 2, "bottom_color": "#0b0c0c"}
# How high a line of text is, what stands above and below it, and how high a row can be, in points.
LINE, AROUND, HIGHEST = 13, 4, 409
TITLE = {"bold": True, "font_size": 14}
HEADING = {"bold": True}
DAY, MONTH = "d mmm yyyy", "mmmm yyyy"
KEY = "Key"
KEY_WIDTHS = (30, 100)
BLANKS = ("Empty cells", "What is not recorded, or not there.")
A3, A4 = 8, 9
# In letters: how wide a table is still read on A4, and how wide a column holds more than a word or two in a line.
FITS_A4, NARROW = 180, 20

# In a worker one at a time: two at once are ready no sooner, and take twice the memory until then.
TURN = Lock()


def workbook(table: Table) -> bytes:
    """The table as a file; the same table is the same bytes. Refuses in words what does not fit on a sheet."""
    content = io.BytesIO()
    options = {"in_memory": True, "default_format_properties": FONT.copy()}
    options |= dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with TURN, _all_kept(), xlsxwriter.Workbook(content, options) as book:
        made = datetime.datetime.combine(table.day, datetime.time.min)
        book.set_properties({"title": table.title, "created": made})
        formats = Formats(book)
        rows = _rows(book.add_worksheet(table.things, Sheet), table, formats)
        _key(book.add_worksheet(KEY, Sheet), table, rows, formats)
    # The library's objects hold each other and all that was written: it would stay until somebody looks for rubbish.
    for held in (*book.worksheets(), book):
        vars(held).clear()
    return content.getvalue()


@contextmanager
def _all_kept() -> Iterator[None]:
    """Look for no rubbish among what is written: it is all kept to the end, and looking takes a third of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class Sheet(Worksheet):  # type: ignore[misc]
    """A sheet on which a row's height is measured anew when its text or a width changes.

    The library marks every height that is given as one that a person chose, and rows without a height stay one line
    high in LibreOffice.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        super()._xml_start_tag_unencoded(tag, [one for one in attributes if one[0] != "customHeight"])

    def fit(self, row: int, lines: int) -> None:
        """Make a row as high as so many lines of text."""
        if lines > 1:
            self.set_row(row, min(lines * LINE + AROUND, HIGHEST))


class Formats:
    """The looks of cells, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.text, self.whole = self.of(TEXT), self.of(NUMBER)
        self.quoted = self.of(TEXT, quote_prefix=True)

    def of(self, look: dict[str, Any], **more: Any) -> Format:
        """A look with something more."""
        properties = look | more
        key = tuple(properties.items())
        if key not in self.made:
            self.made[key] = self.book.add_format(properties)
        return self.made[key]

    def number(self, shown: str) -> Format:
        """Of a number that is shown so."""
        return self.of(NUMBER, num_format=shown)

    def day(self, shown: str) -> Format:
        """Of a day that is shown so."""
        return self.of(TEXT, num_format=shown)

    def band(self, word: str) -> Format:
        """Of a band by its word."""
        colours = paint(word)
        return self.of(TEXT, bg_color=colours.fill, font_color=colours.text, bold=True)


def _rows(sheet: Sheet, table: Table, formats: Formats) -> int:
    """Write heading and rows; how many there are."""
    columns = table.columns
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, fitted(text_of(column.heading)), formats.of(HEAD))
    sheet.fit(0, max(lines_of(column.heading, column.width - 1) for column in columns))
    bands, widths = [column.is_band for column in columns], [column.width for column in columns]
    number = 0
    for number, row in enumerate(table.rows, start=1):
        if number > MOST_ROWS:
            raise BadRequest(f"A spreadsheet holds {MOST_ROWS:,} rows and here are more. Narrow the list, or take CSV.")
        lines = 1
        for place, (value, is_band, width) in enumerate(zip(row, bands, widths, strict=True)):
            text = _write(sheet, number, place, value, formats, is_band=is_band)
            if len(text) > width:
                lines = max(lines, lines_of(text, width))
        sheet.fit(number, lines)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, number, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(A4 if sum(column.width for column in columns) <= FITS_A4 else A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{table.title.replace('&', '&&')[:150]}&RPage &P of &N")
    return number


def _write(sheet: Sheet, row: int, place: int, value: object, formats: Formats, *, is_band: bool) -> str:
    """One cell: whole numbers, figures and days as such, all else as text; the text, empty for all else."""
    # Asked in the order of how many cells are so.
    if type(value) is not str and value is not None:
        if type(value) is int and abs(value) < EXACT:
            sheet.write_number(row, place, value, formats.whole)
            return ""
        if isinstance(value, Figure) and (shown := number_format(value)):
            number = value.value / 100 if shown.endswith("%") else value.value
            sheet.write_number(row, place, float(number), formats.number(shown))
            return ""
        day = value.first if isinstance(value, Month) else value
        if type(day) is datetime.date and day >= FIRST_DAY:
            sheet.write_datetime(row, place, day, formats.day(DAY if day is value else MONTH))
            return ""
    text = fitted(text_of(value))
    look = formats.text
    if is_band and text:
        look = formats.band(text)
    elif is_formula(text):
        look = formats.quoted
    sheet.write_string(row, place, text, look)
    return text


def lines_of(text: str, width: int) -> int:
    """In about how many lines a text stands in a column of this width; words break badly in narrow ones."""
    room = width if width < NARROW else width * 11 // 10
    return sum(max(-(-len(part) // room), 1) for part in text.split("\n"))


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


def _key(sheet: Sheet, table: Table, rows: int, formats: Formats) -> None:
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
            sheet.fit(at, max(lines_of(words, width) for words, width in zip((word, means), KEY_WIDTHS, strict=True)))
            at += 1
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
