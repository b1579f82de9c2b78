"""Forms of planning tables: one pasted whole, what it is called, one of its columns, and one of its rows."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from objectives.arithmetic import Sheet
from objectives.models import PlanningColumn, PlanningLine, PlanningTable
from objectives.pasting import LONGEST_FIGURE, LONGEST_HEADING, LONGEST_LABEL, read_figure, read_table
from objectives.services.shaping import (
    ColumnSaid,
    RowSaid,
    TableSaid,
    column_said,
    plain,
    row_said,
    seen_of,
    table_said,
)
from objectives.sheets import PlanningSheet
from probation_planning.ui.forms import HintedCheckboxes, Refusable, WordsField

# A table of 200 rows and 40 columns, pasted.
LONGEST_TABLE = 200_000


class TableWordsForm(Refusable):
    """A table's title, and what it is about."""

    draft_by: str | None = ""

    title = forms.CharField(max_length=200, error_messages={"required": "Give the table a title."})
    kind = forms.ChoiceField(label="What its figures are", choices=PlanningTable.Kind.choices)
    unit = forms.CharField(max_length=60, required=False, help_text="For example, £ or full-time posts.")
    note = WordsField(rows=3, required=False, help_text="Printed under the table.")


class PastedTableForm(TableWordsForm):
    """A table's title, what it is about, and its figures as a spreadsheet copies them."""

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


class SeenForm(Refusable):
    """What somebody looked at: its fingerprint."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class RemoveTableForm(SeenForm):
    """Which table is to go, by its title."""

    title = forms.CharField(max_length=200, widget=forms.HiddenInput)


class PlaceField(forms.IntegerField):
    """A place among so many, from 1."""

    def __init__(self, many: int) -> None:
        says = f"Enter a place from 1 to {many}."
        super().__init__(
            min_value=1,
            max_value=many,
            widget=forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric", "autocomplete": "off"}),
            help_text=f"1 is the first, {many} the last. The others move up or down.",
            error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), says),
        )


class TableForm(TableWordsForm):
    """What a table is called, and its place among the plan's tables."""

    draft_by = "key"

    key = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, one: PlanningSheet, many: int) -> None:
        super().__init__(data)
        self.fields["place"] = PlaceField(many)
        said = table_said(one)
        self.initial = {**said._asdict(), "key": one.table.pk, "seen": seen_of(said)}

    @property
    def wanted(self) -> TableSaid:
        """The table as it is to be."""
        return TableSaid(**{name: self.cleaned_data[name] for name in TableSaid._fields})


class PlacedForm(Refusable):
    """What a row and a column share: their place in the table, and the others that they add up."""

    draft_by = "key"
    things: str

    key = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def _place(self, rows: Sequence[PlanningColumn | PlanningLine], here: int) -> None:
        """Boxes for its place and for what it adds up: of a table of one row or column, nothing."""
        others = [row for row in rows if row is not rows[here]]
        self.fields["place"] = PlaceField(len(rows))
        if not others:
            return
        names = {row.pk: str(row) for row in rows}
        hints = {
            str(row.pk): f"Now a part of “{names[row.part_of_id]}”."
            for row in others
            if row.part_of_id and row.part_of_id != rows[here].pk
        }
        self.fields["parts"] = forms.TypedMultipleChoiceField(
            label=f"Is the total of these {self.things}",
            choices=[(row.pk, str(row)) for row in others],
            coerce=int,
            required=False,
            widget=HintedCheckboxes(hints),
            help_text="Tick none where it is no total. Sums that do not come to what stands are said, never mended.",
        )

    @property
    def parts(self) -> tuple[int, ...]:
        """The keys of those it adds up."""
        return tuple(sorted(self.cleaned_data.get("parts", ())))

    @property
    def words(self) -> list[forms.BoundField]:
        """What it is called."""
        return [self[name] for name in ("heading", "label", "unit", "note") if name in self.fields]

    @property
    def ties(self) -> list[forms.BoundField]:
        """Where it stands, and what it is made of."""
        return [self[name] for name in ("place", "parts", "share_of") if name in self.fields]


class ColumnForm(PlacedForm):
    """The heading of a column, its place, and what it adds up."""

    things = "columns"
    heading = forms.CharField(max_length=LONGEST_HEADING, error_messages={"required": "Give the column a heading."})

    def __init__(self, data: Any = None, *, one: PlanningSheet, place: int) -> None:
        super().__init__(data)
        self._place(one.columns, place)
        said = column_said(one, place)
        self.initial = {
            **said._asdict(),
            "parts": list(said.parts),
            "key": one.columns[place].pk,
            "seen": seen_of(said),
        }

    @property
    def wanted(self) -> ColumnSaid:
        """The column as it is to be."""
        return ColumnSaid(self.cleaned_data["place"], self.cleaned_data["heading"], self.parts)


class RowForm(PlacedForm):
    """A row: its words, place and ties, and its figures as printed, as read, and why where the two differ."""

    things = "rows"
    label = forms.CharField(max_length=LONGEST_LABEL, error_messages={"required": "Give the row a label."})
    unit = forms.CharField(max_length=60, required=False, help_text="Where it is another than the table’s.")
    note = WordsField(rows=2, required=False, help_text="Printed under the row’s label.")

    def __init__(self, data: Any = None, *, one: PlanningSheet, place: int) -> None:
        super().__init__(data)
        rows, said = one.rows, row_said(one, place)
        self._place(rows, place)
        self.fields["share_of"] = forms.TypedChoiceField(
            label="Gives the percentage that another row is of its total",
            choices=[("", "No"), *((row.pk, f"Of “{row}”") for row in rows if row is not rows[place])],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.initial = {
            **said._asdict(),
            "parts": list(said.parts),
            "share_of": said.share_of or "",
            "key": rows[place].pk,
            "seen": seen_of(said),
        }
        self.columns = [column.heading for column in one.sheet.columns]
        for at, (heading, figure) in enumerate(zip(self.columns, said.figures, strict=True), start=1):
            named = ("printed", "value", "ground")
            self.fields[f"printed_{at}"] = forms.CharField(
                label=f"{heading}: as printed", max_length=LONGEST_FIGURE, required=False
            )
            self.fields[f"value_{at}"] = forms.CharField(
                label=f"{heading}: as read", max_length=LONGEST_FIGURE, required=False
            )
            self.fields[f"ground_{at}"] = WordsField(label=f"{heading}: why it is read so", rows=2, required=False)
            self.initial |= {f"{name}_{at}": text for name, text in zip(named, figure, strict=True)}

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

    @property
    def wanted(self) -> RowSaid:
        """The row as it is to be."""
        given = self.cleaned_data
        figures = tuple((figure.printed, plain(figure.value), figure.ground) for figure in self.figures)
        words = (given["place"], given["label"], given["unit"], given["note"])
        return RowSaid(*words, self.parts, given["share_of"], figures)
