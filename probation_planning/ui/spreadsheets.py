"""Tables as CSV files that a spreadsheet opens safely."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

# A cell that a spreadsheet would take for a formula, even after spaces or in full-width form.
FORMULA = re.compile(r"^\s*[=+\-@\t\r;＝＋－＠]")
# The same in the midst of a cell, after what some spreadsheets part cells at.
INSIDE = re.compile(r"([;\t]\s*)(?=[=+\-@＝＋－＠])(?![+-]?[0-9][0-9,]*(?:\.[0-9]+)?%?\s*(?:[;\t]|$))")
# What reads wholly as a number or a percentage is safe and stays as it is: -9.2%.
FIGURE = re.compile(r"^[+-]?[0-9][0-9,]*(\.[0-9]+)?%?$")


def cell(value: object) -> str:
    """One value as text: blanks empty, many values joined with a semicolon, formulas made harmless."""
    if type(value) is str:  # Nearly every cell.
        text = value
    elif value is None:
        return ""
    elif isinstance(value, int):
        return str(value)
    else:
        text = "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if ";" in text or "\t" in text:
        text = INSIDE.sub(r"\1'", text)
    # No formula begins with a letter or a figure, and nearly every cell does.
    if text[:1].isalnum():
        return text
    return f"'{text}" if FORMULA.match(text) and not FIGURE.match(text) else text


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A CSV file to download, in UTF-8 with a byte order mark so that spreadsheets read every letter."""
    content = io.BytesIO()
    with io.TextIOWrapper(content, encoding="utf-8-sig", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(header)
        writer.writerows(map(cell, row) for row in rows)
        text.flush()
        response = HttpResponse(content.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
