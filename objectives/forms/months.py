"""A month typed in words or figures."""

import calendar
import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from probation_planning.ui.forms import FIRST_YEAR, LAST_YEAR, MONTHS

MONTH_FIRST = re.compile(r"(\d{1,2}|[a-z]+)[\s./,-]+(\d{4})", re.IGNORECASE | re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)


def read_month(text: str) -> datetime.date:
    """The first day of the month a person typed: `June 2011`, `6 2011`, `6/2011` or `2011-06`.

    Raises ValueError with a sentence that says what is wrong.
    """
    text = text.strip()
    if match := MONTH_FIRST.fullmatch(text):
        word, year = match.groups()
    elif match := YEAR_FIRST.fullmatch(text):
        year, word = match.groups()
    else:
        raise ValueError("Enter a month and a year, like June 2011.")
    month = int(word) if word.isdigit() else MONTHS.get(word.lower(), 0)
    if not 1 <= month <= 12:
        raise ValueError(f"There is no month “{word}”. Enter a month from 1 to 12, or its name.")
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(f"Enter a year between {FIRST_YEAR} and {LAST_YEAR}.")
    return datetime.date(int(year), month, 1)


class MonthInput(forms.TextInput):
    """One box for a month, wide enough for the longest name."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input--width-10", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """A stored month as people write it; typed text comes back untouched."""
        if isinstance(value, datetime.date):
            return f"{calendar.month_name[value.month]} {value.year}"
        return None if value is None or value == "" else str(value)


class MonthField(forms.DateField):
    """A month, read by `read_month`: the first day of it, or None for an empty box."""

    widget = MonthInput

    def to_python(self, value: Any) -> datetime.date | None:
        """A month that does not exist is answered in a sentence."""
        if value in self.empty_values or isinstance(value, datetime.date):
            return super().to_python(value)
        try:
            return read_month(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error
