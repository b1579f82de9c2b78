"""Files of tables, read as a spreadsheet reads them, and as somebody who looks for what is hidden in them."""

import csv
import datetime
import io
import zipfile
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

ENDINGS = ("csv", "xlsx")


def workbook_of(content: bytes) -> Workbook:
    """The workbook, with its formulas as such, if it had any."""
    return openpyxl.load_workbook(io.BytesIO(content))


def first_sheet(content: bytes) -> Worksheet:
    """The sheet with the rows."""
    return workbook_of(content).worksheets[0]


def rows_of(content: bytes) -> list[dict[str, Any]]:
    """The rows of a workbook by their headings; None for an empty cell."""
    heading, *rows = first_sheet(content).iter_rows(values_only=True)
    return [dict(zip(map(str, heading), (None if one == "" else one for one in row), strict=True)) for row in rows]


def key_of(content: bytes) -> dict[str, str]:
    """What the key says, by the words on its left; the first where a word stands there twice."""
    rows = workbook_of(content)["Key"].iter_rows(min_row=2, values_only=True)
    return {str(word): str(means or "") for word, means in reversed([row[:2] for row in rows]) if word}


def csv_rows(content: bytes) -> list[list[str]]:
    """The rows of a CSV, without its heading."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]


def shown(value: object, number_format: str = "General") -> str:
    """A cell of a workbook as the CSV has it, but for what the CSV puts before a formula."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return f"{value:%B %Y}" if number_format == "mmmm yyyy" else str(value.date())
    return str(value)


def parts_of(content: bytes) -> str:
    """All of a file as text: of a workbook every part, its sheets, strings, styles and properties."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(f"{name}\n{parts.read(name).decode()}" for name in parts.namelist())
