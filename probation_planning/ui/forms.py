"""What our forms share: a day typed in words or figures, choices with a hint each, and what may be typed at all."""

import calendar
import datetime
import re
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import pretty_name

from probation_planning.ui.typed import fault_in, in_one_form

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
DAY_FIRST = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2}|[a-z]+)[\s./,-]+(\d{4})", re.IGNORECASE | re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2199
LONGEST = 4000


def read_day(text: str) -> datetime.date:
    """The day a person typed: `31 3 2012`, `31/3/2012`, `31 March 2012` or `2012-03-31`.

    Raises ValueError with a sentence that says what is wrong.
    """
    text = text.strip()
    if match := DAY_FIRST.fullmatch(text):
        day, month_word, year = match.groups()
    elif match := YEAR_FIRST.fullmatch(text):
        year, month_word, day = match.groups()
    else:
        raise ValueError("Enter a date as day, month and year, like 31 3 2012.")
    month = int(month_word) if month_word.isdigit() else MONTHS.get(month_word.lower(), 0)
    if not 1 <= month <= 12:
        raise ValueError(f"There is no month “{month_word}”. Enter a month from 1 to 12, or its name.")
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(f"Enter a year between {FIRST_YEAR} and {LAST_YEAR}.")
    days = calendar.monthrange(int(year), month)[1]
    if not 1 <= int(day) <= days:
        name = calendar.month_name[month]
        raise ValueError(f"There is no {int(day)} {name} {year}. {name} {year} has {days} days.")
    return datetime.date(int(year), month, int(day))


class DayInput(forms.TextInput):
    """One box for a day, wide enough for the longest month."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input--width-10", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """A stored day as people write it; typed text comes back untouched."""
        if isinstance(value, datetime.date):
            return f"{value.day} {value.month} {value.year}"
        return None if value is None or value == "" else str(value)


class DayField(forms.DateField):
    """A day, read by `read_day`; a day that does not exist is answered in a sentence."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "For example, 31 3 2012")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime.date | None:
        """A date, or None for an empty box."""
        if value in self.empty_values or isinstance(value, datetime.date):
            return super().to_python(value)
        try:
            return read_day(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


class MonthField(forms.DateField):
    """A month, as its first day: typed `June 2011`, `6 2011`, `6/2011` or `2011-06`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(help_text="For example, June 2011 or 6 2011", widget=DayInput(), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A stored month as people write it; typed text comes back untouched."""
        return f"{value:%B %Y}" if isinstance(value, datetime.date) else value

    def to_python(self, value: Any) -> datetime.date | None:
        """The first day of the month, or None for an empty box."""
        if value in self.empty_values or isinstance(value, datetime.date):
            return value or None
        text = str(value).strip()
        try:
            return read_day(f"{text}-1" if text[:4].isdigit() else f"1 {text}")
        except ValueError as error:
            raise ValidationError("Enter a month and a year, like June 2011 or 6 2011.", code="invalid") from error


class HintedRadios(forms.RadioSelect):
    """Radio buttons with a line of explanation under each: `hints` by the choice's value as text."""

    def __init__(self, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hints = dict(hints or {})

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Django's option, with its hint."""
        option = super().create_option(*args, **kwargs)
        return {**option, "hint": self.hints.get(str(option["value"]), "")}


class HintedCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes with a line of explanation under each: `hints` by the choice's value as text."""

    def __init__(self, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hints = dict(hints or {})

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Django's option, with its hint."""
        option = super().create_option(*args, **kwargs)
        return {**option, "hint": self.hints.get(str(option["value"]), "")}


class WordsField(forms.CharField):
    """Plain text of some length, its letters and line ends in one form."""

    widget = forms.Textarea

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": rows}), max_length=LONGEST, **kwargs)

    def to_python(self, value: Any) -> str:
        """The text, or an empty one."""
        return in_one_form(super().to_python(value) or "")


class Legible(forms.BaseForm):
    """Takes what is typed into any box in one form, and refuses what nobody can see, naming the box.

    Sign-in has forms of its own: any letter may be part of a password.
    """

    def clean(self) -> dict[str, Any]:
        """What was typed, as it is kept."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name, typed in list(given.items()):
            field = self.fields.get(name)
            if isinstance(field, forms.CharField) and isinstance(typed, str):
                given[name] = in_one_form(typed)
                if says := fault_in(given[name], str(field.label or pretty_name(name))):
                    self.add_error(name, says)
        return given


class HouseForm(Legible, forms.Form):
    """Every form of our pages.

    `draft_by` names the hidden box that tells its draft from others of the same page: the quarter, the review; it is
    empty where a page has one draft, and None where what is typed is not kept.
    """

    draft_by: ClassVar[str | None] = None


class Refusable(HouseForm):
    """A form that shows what an act refused beside the boxes it is about."""

    def take_faults(self, error: ValidationError) -> None:
        """Sentences by box; those about what is no box of the form stand above it."""
        faults = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, sentences in faults.items():
            shown = name in self.fields and not self.fields[name].widget.is_hidden
            self.add_error(name if shown else None, sentences)


class OnceForm(Refusable):
    """Sent twice it is one: `once` is the form's own mark."""

    once = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": "Open the form anew."})

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """A new mark for each form that is opened."""
        return uuid.uuid4() if field_name == "once" else super().get_initial_for_field(field, field_name)


class HouseModelForm(Legible, forms.ModelForm[Any]):
    """Every form of the administration."""
