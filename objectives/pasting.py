"""A table pasted from a spreadsheet: headings in the first line, a label first in each other one. Needs no database.

Which rows are totals is told by what they are called: a row or column "Total" adds up the ones before it, back to the
total before, and a "Grand total" those totals; a row "%" gives the percentage of the row above it.
"""

import re
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from objectives.arithmetic import Column, Figure, Line, Sheet

MOST_LINES, MOST_COLUMNS = 200, 40
LONGEST_LABEL, LONGEST_HEADING, LONGEST_FIGURE = 200, 120, 60
# Before the point, and three after it: what the column holds.
LARGEST = Decimal(10) ** 13
TOTAL = re.compile(r"(?:grand |sub-?)?total\b", re.IGNORECASE)
NOTHING = {"", "-", "\N{EN DASH}", "\N{EM DASH}"}


def read_figure(printed: str) -> Decimal | None:
    """The number that a cell says: "30,587,400", "(2.5)", "-9.2%", "£12"; None for a blank and for words.

    Raises ValueError with a sentence for a number too large, or with more than three decimals.
    """
    text = printed.strip()
    if text in NOTHING:
        return None
    negative = text.startswith("(") and text.endswith(")")
    bare = text.strip("()").replace("\N{MINUS SIGN}", "-").replace(",", "").replace("£", "").rstrip("%").strip()
    if not re.fullmatch(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", bare, re.ASCII):
        return None
    try:
        value = Decimal(bare)
    except InvalidOperation:  # pragma: no cover - the pattern lets only numbers through
        return None
    if abs(value) >= LARGEST:
        raise ValueError(f"“{text}” is too large a number.")
    if value != value.quantize(Decimal("0.001")):
        raise ValueError(f"“{text}” has more than three decimals.")
    return -value if negative else value


def read_table(pasted: str) -> Sheet:
    """The table that was pasted, cells apart by tabs, or by semicolons where there are no tabs.

    Raises ValueError with a sentence that names the line.
    """
    rows = [line for line in pasted.replace("\r\n", "\n").split("\n") if line.strip()]
    apart = "\t" if any("\t" in row for row in rows) else ";"
    cells = [[cell.strip() for cell in row.split(apart)] for row in rows]
    if len(cells) < 2 or len(cells[0]) < 2:
        raise ValueError("Paste a line of headings and at least one row, cells apart by tabs or semicolons.")
    headings = cells[0][1:]
    if len(headings) > MOST_COLUMNS or len(cells) - 1 > MOST_LINES:
        raise ValueError(f"A table has at most {MOST_LINES} rows and {MOST_COLUMNS} columns.")
    columns = _columns(headings)
    lines: list[Line] = []
    for number, (label, *printed) in enumerate(cells[1:], start=2):
        lines.append(_line(number, label, printed, len(headings)))
    return Sheet(columns, tuple(_tied(lines)))


def _columns(headings: list[str]) -> tuple[Column, ...]:
    for number, heading in enumerate(headings, start=2):
        if not heading:
            raise ValueError(f"Line 1: column {number} has no heading.")
        if len(heading) > LONGEST_HEADING:
            raise ValueError(f"Line 1: a heading has at most {LONGEST_HEADING} letters.")
    total = next((place for place, heading in enumerate(headings) if place and TOTAL.match(heading)), None)
    return tuple(
        Column(heading, total if total is not None and place < total else None)
        for place, heading in enumerate(headings)
    )


def _line(number: int, label: str, printed: list[str], columns: int) -> Line:
    if not label:
        raise ValueError(f"Line {number}: the row has no label.")
    if len(label) > LONGEST_LABEL:
        raise ValueError(f"Line {number}: a label has at most {LONGEST_LABEL} letters.")
    if len(printed) > columns:
        raise ValueError(f"Line {number} has {len(printed)} figures for {columns} columns.")
    figures = []
    for text in [*printed, *[""] * (columns - len(printed))]:
        if len(text) > LONGEST_FIGURE:
            raise ValueError(f"Line {number}: a figure has at most {LONGEST_FIGURE} letters.")
        try:
            figures.append(Figure(text, read_figure(text)))
        except ValueError as error:
            raise ValueError(f"Line {number}: {error}") from None
    return Line(label, tuple(figures))


def _tied(lines: list[Line]) -> list[Line]:
    """Rows with what they are parts and percentages of."""
    tied = list(lines)
    since = 0
    for place, line in enumerate(lines):
        if line.label == "%" and place:
            tied[place] = replace(line, share_of=place - 1, unit="%")
        elif match := TOTAL.match(line.label):
            # A grand total, or one that follows a total at once, adds up what nothing above it adds up yet.
            first = 0 if match[0].lower().startswith("grand") or place == since else since
            for part in range(first, place):
                if tied[part].part_of is None and lines[part].label != "%":
                    tied[part] = replace(tied[part], part_of=place)
            since = place + 1
    return tied
