"""Forms of planning tables: one pasted whole, and the figures of one row."""

from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from objectives.arithmetic import Sheet
from objectives.models import PlanningTable
from objectives.pasting import LONGEST_FIGURE, LONGEST_LABEL, read_figure, read_table
from objectives.services.tables import seen_of
from probation_planning.ui.forms import Refusable, WordsField

# A table of 200 rows and 40 columns, pasted.
LONGEST_TABLE = 200_000


class PastedTableForm(Refusable):
    """A table's title, what it is about, and its figures as a spreadsheet copies them."""

    draft_by = ""

    title = forms.CharField(max_length=200, error_messages={"required": "Give the table a title."})
    kind = forms.ChoiceField(label="What its figures are", choices=PlanningTable.Kind.choices)
    unit = forms.CharField(max_length=60, required=False, help_text="For example, £ or full-time posts.")
    note = WordsField(rows=3, required=False, help_text="Printed under the table.")
    figures = forms.CharField(
        widget=forms.Textarea({"rows": 12, "wrap": "off", "spellcheck": "false", "class": "pasted"}),
        max_length=LONGEST_TABLE,
        strip=False,
        help_text="Copy the cells in your spreadsheet and paste them here: headings in the first line, a label first "
        "in each row. A row or a column called “Total” adds up those before it; a row called “%” is the percentage "
        "that the row above is of its total.",
        error_messages={"required": "Paste the table."},
    )

    def clean_figures(self) -> Sheet:
        """The table as it was read."""
        try:
            return read_table(self.cleaned_data["figures"])
        except ValueError as error:
            raise ValidationError(str(error)) from None


class GivenFigure(NamedTuple):
    """A figure as the officer leaves it."""

    printed: str
    value: Decimal | None
    ground: str


class RemoveTableForm(Refusable):
    """Which table is to go, by its title."""

    title = forms.CharField(max_length=200, widget=forms.HiddenInput)


class SeenForm(Refusable):
    """What somebody looked at: its fingerprint."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class CellsForm(Refusable):
    """The label of a row and its figures: as printed, as read, and why where the two differ."""

    draft_by = ""

    label = forms.CharField(max_length=LONGEST_LABEL, error_messages={"required": "Give the row a label."})
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, sheet: Sheet, row: int) -> None:
        super().__init__(data)
        line = sheet.lines[row]
        self.initial = {"label": line.label, "seen": seen_of(line)}
        self.columns = [column.heading for column in sheet.columns]
        for place, (column, figure) in enumerate(zip(sheet.columns, line.figures, strict=True), start=1):
            read = "" if figure.value is None else f"{figure.value.normalize():f}"
            self.fields[f"printed_{place}"] = forms.CharField(
                label=f"{column.heading}: as printed", max_length=LONGEST_FIGURE, required=False
            )
            self.fields[f"value_{place}"] = forms.CharField(
                label=f"{column.heading}: as read", max_length=LONGEST_FIGURE, required=False
            )
            self.fields[f"ground_{place}"] = WordsField(
                label=f"{column.heading}: why it is read so", rows=2, required=False
            )
            self.initial = {
                **self.initial,
                f"printed_{place}": figure.printed,
                f"value_{place}": read,
                f"ground_{place}": figure.ground,
            }

    @property
    def boxes(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The three boxes of each column."""
        return [
            (heading, [self[f"{name}_{place}"] for name in ("printed", "value", "ground")])
            for place, heading in enumerate(self.columns, start=1)
        ]

    def clean(self) -> dict[str, Any]:
        """A figure that is read otherwise than it is printed says why."""
        given = super().clean()
        for place in range(1, len(self.columns) + 1):
            self._clean_figure(given, place)
        return given

    def _clean_figure(self, given: dict[str, Any], place: int) -> None:
        names = printed, value, ground = (f"printed_{place}", f"value_{place}", f"ground_{place}")
        if any(name not in given for name in names):
            return
        try:
            plain = read_figure(given[printed])
        except ValueError as error:
            self.add_error(printed, str(error))
            return
        try:
            read = read_figure(given[value])
        except ValueError as error:
            self.add_error(value, str(error))
            return
        if given[value].strip() and read is None:
            self.add_error(value, f"“{given[value]}” is not a number. Leave the box empty where none can be read.")
        elif read != plain and not given[ground]:
            self.add_error(ground, "Say why the figure is read otherwise than it is printed.")
        given[value] = read

    @property
    def figures(self) -> list[GivenFigure]:
        """What was given for each column."""
        given = self.cleaned_data
        return [
            GivenFigure(given[f"printed_{place}"], given[f"value_{place}"], given[f"ground_{place}"])
            for place in range(1, len(self.columns) + 1)
        ]
