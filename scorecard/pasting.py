"""A block of cells pasted from a spreadsheet, read into results with a fault for each cell; nothing of the database.

Cells are separated by tabs, rows by new lines; a cell in quotation marks may hold both. Columns are told, or read from
a heading row, or else guessed from what stands in them (`columns_of`). Rows without references stand in the order of
the lines they are pasted on.
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scorecard.targets import Refused, Target, plain
from scorecard.values import ANY, Bounds, Entry, read_value

Numbered = tuple[int, Sequence[str]]
MOST_ROWS = 3000
MOST_IN_A_CELL = 2000


class Column(StrEnum):
    """What a pasted column holds."""

    REF = "ref"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    NOTE = "note"
    IGNORED = "ignored"


HEADINGS = {
    Column.REF: ("ref", "reference", "no", "no.", "number"),
    Column.VALUE: ("result", "value", "actual", "figure", "ytd", "outturn"),
    Column.NUMERATOR: ("numerator", "how many"),
    Column.DENOMINATOR: ("denominator", "out of how many", "out of"),
    Column.NOTE: ("note", "notes", "comment", "comments"),
}
NAMES = ("measure", "name")
PARTS = (Column.NUMERATOR, Column.DENOMINATOR)
SHEET_DATE = re.compile(r"0?(?P<day>[1-9][0-9]?)-(?P<month>[a-z]{3})|(?P<of>[a-z]{3})-(?P<year>[0-9]{2})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Line:
    """A line of the grid that is pasted on: a measure's reference, name and target, and what its results can be."""

    ref: str
    target: Target
    name: str = ""
    bounds: Bounds = ANY


@dataclass(frozen=True)
class Cell:
    """A pasted cell; `fault` says why it cannot be taken, `doubts` why it can hardly be right."""

    column: Column
    text: str
    fault: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class PastedRow:
    """A pasted row; `number` counts from 1 as pasted, `ref` is the line it belongs to, empty where none was found."""

    number: int
    ref: str
    cells: tuple[Cell, ...]
    entry: Entry | None = None
    note: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it can be taken as it is."""
        return bool(self.ref) and not any(cell.fault for cell in self.cells)

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return self.is_good and (self.entry is None or self.entry.value is None)


@dataclass(frozen=True)
class Pasted:
    """What was pasted; `faults` are of the whole block, and `left` the lines that no row is for."""

    rows: tuple[PastedRow, ...] = ()
    faults: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether all of it can be taken."""
        return bool(self.rows) and not self.faults and all(row.is_good for row in self.rows)

    @property
    def good(self) -> tuple[PastedRow, ...]:
        """The rows that say something and can be taken."""
        return tuple(row for row in self.rows if row.is_good and not row.is_empty)

    @property
    def set_aside(self) -> tuple[PastedRow, ...]:
        """The rows with a fault."""
        return tuple(row for row in self.rows if not row.is_good)


def cells_of(text: str) -> list[list[str]]:
    """The rows of a pasted block, each a list of its cells without the spaces around them.

    Empty rows at the end are dropped; quotation marks that do not close are taken as they stand. Raises Refused for a
    block that is too large.
    """
    whole = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").rstrip("\n")
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(_lines(whole), delimiter="\t", strict=True)]
    except csv.Error:
        rows = [[cell.strip() for cell in line.split("\t")] for line in whole.split("\n")]
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS:
        raise Refused(f"{len(rows)} rows are pasted. Paste at most {MOST_ROWS} at a time.")
    if any(len(cell) > MOST_IN_A_CELL for row in rows for cell in row):
        raise Refused(f"A cell holds more than {MOST_IN_A_CELL} characters. Shorten it.")
    return rows


def columns_of(rows: Sequence[Sequence[str]], lines: Sequence[Line]) -> tuple[tuple[Column, ...], bool]:
    """What the columns hold, and whether the first row is headings.

    Without headings: a first column of references, then the result; one more is a note, two more are the parts of a
    percentage, three more both.
    """
    width = max((len(row) for row in rows), default=0)
    named = _headings(rows[0]) if rows else ()
    if Column.VALUE in named or (Column.REF in named and set(PARTS) <= set(named)):
        return (*named, *[Column.IGNORED] * (width - len(named))), True
    known = _by_ref(lines)
    firsts = [row[0] for row in rows if row and row[0]]
    found = sum(_ref_of(first, known)[0] != "" for first in firsts)
    has_refs = width > 1 and found * 2 > len(firsts)
    after = (Column.VALUE, *_AFTER_VALUE.get(width - 1 - has_refs, ()))
    columns = ((Column.REF,) if has_refs else ()) + after
    return (*columns, *[Column.IGNORED] * (width - len(columns))), False


_AFTER_VALUE: dict[int, tuple[Column, ...]] = {1: (Column.NOTE,), 2: PARTS, 3: (*PARTS, Column.NOTE)}


def paste(text: str, lines: Sequence[Line], columns: Sequence[Column] | None = None) -> Pasted:
    """What a pasted block says for the lines of a grid, every cell checked; it never raises.

    `columns` are what people said they are; without them they are read from the block.
    """
    try:
        rows = cells_of(text)
    except Refused as refused:
        return Pasted(faults=(refused.sentence,))
    if not rows:
        return Pasted(faults=("Nothing is pasted. Copy the cells in the spreadsheet and paste them here.",))
    read, has_headings = columns_of(rows, lines)
    given = tuple(columns) if columns is not None else read
    if fault := _columns_fault(given, max(len(row) for row in rows)):
        return Pasted(faults=(fault,))
    body = list(enumerate(rows, start=1))[has_headings:]
    taken = _by_reference(body, given, lines) if Column.REF in given else _in_order(body, given, lines)
    refs = {row.ref for row in taken}
    left = tuple(line.ref for line in lines if line.ref not in refs)
    return Pasted(tuple(taken), left=left)


def _lines(text: str) -> Iterable[str]:
    return (f"{line}\n" for line in text.split("\n"))


def _headings(cells: Sequence[str]) -> tuple[Column, ...]:
    """What the cells say as headings; the measure's name is its reference where nothing else is."""
    words = [plain(cell) for cell in cells]
    found = [next((column for column, names in HEADINGS.items() if each in names), Column.IGNORED) for each in words]
    named = next((at for at, each in enumerate(words) if each in NAMES), None)
    if named is not None and Column.REF not in found:
        found[named] = Column.REF
    return tuple(found)


def _columns_fault(columns: Sequence[Column], width: int) -> str:
    doubled = next((column for column in columns if column is not Column.IGNORED and columns.count(column) > 1), None)
    if doubled:
        return f"Two columns are said to hold the {doubled}. Choose one."
    if Column.VALUE not in columns and not set(PARTS) <= set(columns):
        return "No column holds the result. Choose which one does."
    if (Column.NUMERATOR in columns) != (Column.DENOMINATOR in columns):
        return "One part of a percentage stands without the other. Choose both columns, or neither."
    if width > len(columns):
        return f"{width} columns are pasted and only {len(columns)} expected. Say what each one holds."
    return ""


def _by_ref(lines: Sequence[Line]) -> dict[str, str]:
    """The references of lines by what people write for them: the reference itself, or the name."""
    names = [plain(line.name) for line in lines if line.name]
    once = {plain(line.name): line.ref for line in lines if names.count(plain(line.name)) == 1}
    return {**once, **{plain(line.ref): line.ref for line in lines}}


def _ref_of(text: str, known: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The line a reference means, empty for none, and a doubt where a spreadsheet made a date of it."""
    words = plain(text)
    if found := known.get(words):
        return found, ()
    if found := known.get(_undated(words)):
        return found, (f"The spreadsheet made the date {text} of a reference; it is read as {found}.",)
    return "", ()


def _undated(words: str) -> str:
    """The reference that a spreadsheet read as a date: 02-May is 2-5, and Feb-13 is 2-13; empty for other words."""
    match = SHEET_DATE.fullmatch(words)
    month = (match["month"] or match["of"]) if match else ""
    if not match or month not in MONTHS:
        return ""
    number = MONTHS.index(month) + 1
    return f"{match['day']}-{number}" if match["day"] else f"{number}-{match['year']}"


def _by_reference(body: Sequence[Numbered], columns: Sequence[Column], lines: Sequence[Line]) -> list[PastedRow]:
    known, by_ref = _by_ref(lines), {line.ref: line for line in lines}
    place, rows = columns.index(Column.REF), []
    first: dict[str, int] = {}
    for number, cells in body:
        if not any(cells):
            continue
        text = cells[place] if place < len(cells) else ""
        ref, doubts = _ref_of(text, known)
        fault = "" if ref else f"No line here has the reference “{text}”." if text else "The reference is missing."
        if ref and ref in first:
            fault = f"{ref} stands in row {first[ref]} already."
        first.setdefault(ref, number)
        rows.append(_row(number, cells, columns, by_ref.get(ref), Cell(Column.REF, text, fault, doubts)))
    return rows


def _in_order(body: Sequence[Numbered], columns: Sequence[Column], lines: Sequence[Line]) -> list[PastedRow]:
    """Row by row beside the lines; an empty row leaves its line as it is."""
    rows = []
    for place, (number, cells) in enumerate(body):
        line = lines[place] if place < len(lines) else None
        fault = "" if line else f"There are {len(lines)} lines and this row is beyond them."
        rows.append(_row(number, cells, columns, line, Cell(Column.REF, line.ref if line else "", fault)))
    return rows


def _row(number: int, cells: Sequence[str], columns: Sequence[Column], line: Line | None, ref: Cell) -> PastedRow:
    said = {column: cells[at] if at < len(cells) else "" for at, column in enumerate(columns)}
    texts = {column: said.get(column, "") for column in (Column.VALUE, *PARTS)}
    entry: Entry | None = None
    faults: dict[Column, str] = {}
    if line is not None:
        try:
            entry = _entry(line, texts)
        except Refused as refused:
            at = Column(refused.at)
            faults[at if at in said else Column.NUMERATOR] = refused.sentence
    note = said.get(Column.NOTE, "")
    if note and entry is not None and entry.value is None:
        faults[Column.NOTE] = "A note stands here without a result. Enter the result, or take the note away."
    doubts = {Column.VALUE if Column.VALUE in said else Column.NUMERATOR: entry.doubts} if entry else {}
    shown = [
        Cell(column, text, faults.get(column, ""), doubts.get(column, ()))
        for column, text in said.items()
        if column not in {Column.REF, Column.IGNORED}
    ]
    ref_known = line.ref if line is not None and not ref.fault else ""
    return PastedRow(number, ref_known, (ref, *shown), entry, note)


def _entry(line: Line, texts: Mapping[Column, str]) -> Entry:
    return read_value(
        texts[Column.VALUE],
        line.target,
        bounds=line.bounds,
        numerator=texts[Column.NUMERATOR],
        denominator=texts[Column.DENOMINATOR],
    )
