"""The acts by which the officer changes a planning table: its words, its columns and rows, and their figures."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import NamedTuple, Protocol, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from objectives.models import AnnualPlan, PlanningCell, PlanningColumn, PlanningLine, PlanningTable
from objectives.services.locking import lock
from objectives.sheets import PlanningSheet, sheets_of
from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import fingerprint, last_hand
from probation_planning.organisation.roles import Reader

Placed = TypeVar("Placed", PlanningColumn, PlanningLine)
TITLE_TAKEN = "The plan has a table of this title already."


class Given(Protocol):
    """A figure as somebody gives it."""

    @property
    def printed(self) -> str: ...

    @property
    def value(self) -> Decimal | None: ...

    @property
    def ground(self) -> str: ...


class TableSaid(NamedTuple):
    """What a table says of itself; `place` is 1 for the plan's first."""

    place: int
    title: str
    kind: str
    unit: str
    note: str


class ColumnSaid(NamedTuple):
    """A column: its place from 1, and the keys of the columns that it adds up."""

    place: int
    heading: str
    parts: tuple[int, ...]


class RowSaid(NamedTuple):
    """A row: its place from 1, the keys of the rows that it adds up, or of the one whose percentage it gives.

    `figures`: each as printed, as read, and why.
    """

    place: int
    label: str
    unit: str
    note: str
    parts: tuple[int, ...]
    share_of: int | None
    figures: tuple[tuple[str, str, str], ...]


def table_said(one: PlanningSheet) -> TableSaid:
    """A table as it stands."""
    table = one.table
    return TableSaid(one.number, table.title, table.kind, table.unit, table.note)


def column_said(one: PlanningSheet, place: int) -> ColumnSaid:
    """A column as it stands, by its place from 0."""
    columns = one.columns
    parts = tuple(sorted(column.pk for column in columns if column.part_of_id == columns[place].pk))
    return ColumnSaid(place + 1, columns[place].heading, parts)


def row_said(one: PlanningSheet, place: int) -> RowSaid:
    """A row as it stands, by its place from 0."""
    rows, line = one.rows, one.sheet.lines[place]
    parts = tuple(sorted(row.pk for row in rows if row.part_of_id == rows[place].pk))
    figures = tuple((figure.printed, plain(figure.value), figure.ground) for figure in line.figures)
    return RowSaid(place + 1, line.label, line.unit, line.note, parts, rows[place].share_of_id, figures)


def plain(value: Decimal | None) -> str:
    """A value as a box takes it."""
    return "" if value is None else f"{value.normalize():f}"


@transaction.atomic
def edit_table(*, annual_plan: AnnualPlan, key: int, reader: Reader, wanted: TableSaid, seen: int) -> PlanningTable:
    """Change what the table of that key is called and where it stands. The same sent twice is one.

    Raises PermissionDenied, DoesNotExist where it is gone, ValidationError by box, or Conflict with who changed it.
    """
    sheets = sheets_of(lock(annual_plan, reader))
    one = _of(sheets, key)
    stands, table = table_said(one), one.table
    if stands == wanted:
        return table
    if seen_of(stands) != seen:
        raise Conflict(last_hand("objectives", ("PlanningTableEvent", {"annual_plan": table.annual_plan_id})))
    if any(other.table.title == wanted.title for other in sheets if other is not one):
        raise ValidationError({"title": TITLE_TAKEN})
    order = [other.table for other in sheets if other is not one]
    order.insert(_place(wanted.place, len(sheets)), table)
    table.title, table.kind, table.unit, table.note = wanted[1:]
    table.save(update_fields=["title", "kind", "unit", "note"])
    for place, other in enumerate(order):
        if other.order != place:
            PlanningTable.objects.filter(pk=other.pk).update(order=place)
    return table


@transaction.atomic
def edit_column(*, table: PlanningTable, key: int, reader: Reader, wanted: ColumnSaid, seen: int) -> PlanningColumn:
    """Change the heading of the column of that key, its place, and which columns it adds up. Raises as `edit_table`."""
    one = _of(sheets_of(lock(table.annual_plan, reader)), table.pk)
    columns = one.columns
    at = _at(columns, key)
    stands, column = column_said(one, at), columns[at]
    if stands == wanted:
        return column
    if seen_of(stands) != seen:
        raise Conflict(last_hand("objectives", ("PlanningColumnEvent", {"table": table.pk})))
    column.heading = wanted.heading
    column.save(update_fields=["heading"])
    _tie(columns, column, wanted.parts)
    _put(columns, column, wanted.place)
    return column


@transaction.atomic
def edit_row(
    *, table: PlanningTable, key: int, reader: Reader, wanted: RowSaid, figures: Sequence[Given], seen: int
) -> PlanningLine:
    """Change the row of that key and its figures, of which one with a ground is a reading. Raises as `edit_table`."""
    one = _of(sheets_of(lock(table.annual_plan, reader)), table.pk)
    rows = one.rows
    at = _at(rows, key)
    stands, line = row_said(one, at), rows[at]
    if stands == wanted:
        return line
    if seen_of(stands) != seen:
        rows_of_table = "PlanningLineEvent", {"table": table.pk}
        raise Conflict(last_hand("objectives", rows_of_table, ("PlanningCellEvent", {"row": line.pk})))
    _refuse_share(rows, line, wanted)
    if (stands.label, stands.unit, stands.note, stands.share_of) != (*wanted[1:4], wanted.share_of):
        line.label, line.unit, line.note, line.share_of_id = *wanted[1:4], wanted.share_of
        line.save(update_fields=["label", "unit", "note", "share_of"])
    _tie(rows, line, wanted.parts)
    _put(rows, line, wanted.place)
    cells = {cell.column_id: cell for cell in line.cells.all()}
    for column, was, given, now in zip(one.columns, stands.figures, figures, wanted.figures, strict=True):
        if was != now:
            _write(line, column, cells.get(column.pk), given, reader)
    return line


def seen_of(said: TableSaid | ColumnSaid | RowSaid) -> int:
    """What a form was filled in beside, as a number."""
    return fingerprint(list(said))


def _of(sheets: Sequence[PlanningSheet], key: int) -> PlanningSheet:
    found = next((one for one in sheets if one.table.pk == key), None)
    if found is None:
        raise PlanningTable.DoesNotExist
    return found


def _at(rows: Sequence[Placed], key: int) -> int:
    found = next((place for place, row in enumerate(rows) if row.pk == key), None)
    if found is None:
        raise PlanningTable.DoesNotExist
    return found


def _place(place: int, many: int) -> int:
    """A place among so many, from 0."""
    if not 1 <= place <= many:
        raise ValidationError({"place": f"Enter a place from 1 to {many}."})
    return place - 1


def _tie(rows: Sequence[Placed], total: Placed, parts: Collection[int]) -> None:
    """Have the total add up these and no others."""
    by_key = {row.pk: row for row in rows}
    if not by_key.keys() >= set(parts):
        raise PlanningTable.DoesNotExist
    above: Placed | None = total
    passed: set[int] = set()
    while above is not None and above.pk not in passed:
        if above.pk in parts:
            raise ValidationError({"parts": f"“{above}” adds up “{total}” already, so it cannot be a part of it."})
        passed.add(above.pk)
        above = by_key.get(above.part_of_id) if above.part_of_id else None
    for row in rows:
        if (row.pk in parts) != (row.part_of_id == total.pk):
            row.part_of_id = total.pk if row.pk in parts else None
            row.save(update_fields=["part_of"])


def _put(rows: Sequence[Placed], row: Placed, place: int) -> None:
    """Give it this place among the rows; no two stand at one, not even for a moment."""
    order = [other for other in rows if other is not row]
    order.insert(_place(place, len(rows)), row)
    moved = [(at, other) for at, other in enumerate(order) if other.order != at]
    aside = max(other.order for other in rows) + len(rows) + 1
    for step in (aside, 0):
        for at, other in moved:
            other.order = step + at
            other.save(update_fields=["order"])


def _refuse_share(rows: Sequence[PlanningLine], line: PlanningLine, wanted: RowSaid) -> None:
    """A percentage is of figures, and nothing adds it up."""
    by_key = {row.pk: row for row in rows}
    if not by_key.keys() >= {*wanted.parts, wanted.share_of or line.pk}:
        raise PlanningTable.DoesNotExist
    for key in wanted.parts:
        if by_key[key].share_of_id:
            raise ValidationError({"parts": f"“{by_key[key]}” gives a percentage, which no total adds up."})
    if wanted.share_of is None:
        return
    if wanted.parts:
        raise ValidationError({"share_of": "A row that adds up others does not give a percentage too."})
    if wanted.share_of == line.pk or by_key[wanted.share_of].share_of_id:
        raise ValidationError({"share_of": "Choose a row of figures, not one of percentages."})
    if line.part_of_id:
        says = f"“{by_key[line.part_of_id]}” adds this row up. Take it out there before it gives a percentage."
        raise ValidationError({"share_of": says})


def _write(line: PlanningLine, column: PlanningColumn, cell: PlanningCell | None, given: Given, reader: Reader) -> None:
    """Write a figure; what the officer reads is confirmed by it, and one without a value says why it cannot be read."""
    is_reading = bool(given.ground) and given.value is not None
    said = {
        "printed": given.printed,
        "value": given.value,
        "is_reading": is_reading,
        "ground": given.ground,
        "confirmed_by": reader.user if is_reading else None,
        "confirmed_on": clock.today() if is_reading else None,
    }
    if cell is None:
        PlanningCell.objects.create(row=line, column=column, **said)
        return
    for name, value in said.items():
        setattr(cell, name, value)
    cell.save()
