"""Tables as files that a spreadsheet opens safely: described once, written as CSV or as XLSX."""

import csv
import datetime
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse

from probation_planning.ui.typed import HIDDEN, LINE_END

CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

# A cell that a spreadsheet would take for a formula, even after spaces or in full-width form.
FORMULA = re.compile(r"^\s*[=+\-@\t\r;＝＋－＠]")
# The same in the midst of a cell, after what some spreadsheets part cells at.
INSIDE = re.compile(r"([;\t]\s*)(?=[=+\-@＝＋－＠])(?![+-]?[0-9][0-9,]*(?:\.[0-9]+)?%?\s*(?:[;\t]|$))")
# What reads wholly as a number or a percentage is safe and stays as it is: -9.2%.
FIGURE = re.compile(r"^[+-]?[0-9][0-9,]*(\.[0-9]+)?%?$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and how the page shows it: 92.5%, 10.5 days, £1,200. A workbook calculates with it."""

    value: Decimal
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Month:
    """A month, by its first day."""

    first: datetime.date

    def __str__(self) -> str:
        return f"{self.first:%B %Y}"


@dataclass(frozen=True)
class Column:
    """A column: its name in a CSV, its heading in a workbook, and there its meaning, and its width in letters.

    `is_band`: its values are words of bands, shown in their colours.
    """

    name: str
    heading: str
    means: str
    width: int = 14
    is_band: bool = False


@dataclass(frozen=True)
class Part:
    """Something that the key explains besides the columns: words, and what each means."""

    heading: str
    words: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Table:
    """A table as a reader takes it along: `name` is the file's, without its ending.

    `things`: what its rows are of, at most 31 letters. `about` and `parts`: what its key says of the whole, and of the
    words in it. `day`: as at which it stands.
    """

    name: str
    title: str
    things: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    day: datetime.date
    about: Sequence[tuple[str, str]] = ()
    parts: Sequence[Part] = ()


def text_of(value: object) -> str:
    """One value as text: blanks empty, many values joined with a semicolon, nothing in it that no reader sees."""
    if type(value) is str:  # Nearly every cell.
        text = value
    elif value is None:
        return ""
    elif isinstance(value, int):
        return str(value)
    else:
        text = "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return text if text.isprintable() else HIDDEN.sub("", LINE_END.sub("\n", text))


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula; no formula begins with a letter or a figure."""
    return not text[:1].isalnum() and bool(FORMULA.match(text)) and not FIGURE.match(text)


def cell(value: object) -> str:
    """One value as a cell of a CSV, in which formulas are made harmless."""
    text = text_of(value)
    if ";" in text or "\t" in text:
        text = INSIDE.sub(r"\1'", text)
    return f"'{text}" if is_formula(text) else text


def file_response(table: Table, ending: str) -> HttpResponse:
    """The table to download, as CSV or as XLSX."""
    if ending == XLSX:
        from probation_planning.ui.workbooks import workbook  # noqa: PLC0415 - its library is loaded where it writes

        content = workbook(table)
    else:
        content = as_csv(table)
    response = HttpResponse(content, content_type=TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{table.name}.{ending}"'
    return response


def as_csv(table: Table) -> bytes:
    """The table in UTF-8, with a byte order mark so that spreadsheets read every letter."""
    content = io.BytesIO()
    with io.TextIOWrapper(content, encoding="utf-8-sig", newline="") as text:
        writer = csv.writer(text)
        writer.writerow([cell(column.name) for column in table.columns])
        writer.writerows(map(cell, row) for row in table.rows)
        text.flush()
        return content.getvalue()
