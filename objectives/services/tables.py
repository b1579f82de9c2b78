"""What the officer does to planning tables."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet

from objectives.arithmetic import Figure, Line, Sheet
from objectives.models import AnnualPlan, PlanningCell, PlanningColumn, PlanningLine, PlanningTable
from objectives.services.locking import lock
from objectives.sheets import sheets_of
from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import fingerprint, last_hand
from probation_planning.organisation.roles import Reader

TITLE_ONCE = "objectives_planningtable_title_once"


class Given(Protocol):
    """A figure as somebody gives it."""

    @property
    def printed(self) -> str: ...

    @property
    def value(self) -> Decimal | None: ...

    @property
    def ground(self) -> str: ...


def seen_of(line: Line) -> int:
    """A number for a row as a form showed it."""
    figures = [(figure.printed, _plain(figure.value), figure.ground) for figure in line.figures]
    return fingerprint([line.label, figures])


def _said(sheet: Sheet) -> list[object]:
    """A table as it was pasted."""
    headings = [column.heading for column in sheet.columns]
    return [headings, *([line.label, [figure.printed for figure in line.figures]] for line in sheet.lines)]


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


@transaction.atomic
def add_table(
    *, annual_plan: AnnualPlan, reader: Reader, title: str, kind: str, unit: str, note: str, pasted: Sheet
) -> PlanningTable:
    """Add a table with all its figures after the others. The same sent twice is one.

    Raises PermissionDenied, and ValidationError where the plan has another of this title.
    """
    lock(annual_plan, reader)
    last = PlanningTable.objects.filter(annual_plan=annual_plan).aggregate(last=Max("order"))["last"]
    try:
        with transaction.atomic():
            table = PlanningTable.objects.create(
                annual_plan=annual_plan,
                title=title,
                kind=kind,
                unit=unit,
                note=note,
                order=0 if last is None else last + 1,
            )
    except IntegrityError as error:
        if TITLE_ONCE not in str(error):
            raise
        there = next(one for one in sheets_of(annual_plan) if one.table.title == title)
        if _said(there.sheet) == _said(pasted):
            return there.table
        raise ValidationError({"title": "The plan has a table of this title already."}) from error
    columns = [
        PlanningColumn.objects.create(table=table, order=place, heading=column.heading)
        for place, column in enumerate(pasted.columns)
    ]
    lines = [
        PlanningLine.objects.create(table=table, order=place, label=line.label, unit=line.unit)
        for place, line in enumerate(pasted.lines)
    ]
    for row, column in zip(columns, pasted.columns, strict=True):
        if column.part_of is not None:
            row.part_of = columns[column.part_of]
            row.save(update_fields=["part_of"])
    for one, line in zip(lines, pasted.lines, strict=True):
        if line.part_of is not None or line.share_of is not None:
            one.part_of = lines[line.part_of] if line.part_of is not None else None
            one.share_of = lines[line.share_of] if line.share_of is not None else None
            one.save(update_fields=["part_of", "share_of"])
    PlanningCell.objects.bulk_create(
        PlanningCell(row=one, column=column, printed=figure.printed, value=figure.value)
        for one, line in zip(lines, pasted.lines, strict=True)
        for column, figure in zip(columns, line.figures, strict=True)
        if figure.printed
    )
    return table


@transaction.atomic
def edit_row(
    *, table: PlanningTable, row: int, reader: Reader, label: str, figures: Sequence[Given], seen: int
) -> PlanningLine:
    """Change a row (counted from 0) that stood as `seen` says; a figure with a ground is a reading.

    Raises PermissionDenied, PlanningTable.DoesNotExist where it is gone, or Conflict with who changed it meanwhile.
    """
    lock(table.annual_plan, reader)
    line = list(table.lines.order_by("order"))[row : row + 1]
    if not line:
        raise PlanningTable.DoesNotExist
    return _edit(line[0], label, figures, reader, seen)


def _edit(line: PlanningLine, label: str, figures: Sequence[Given], reader: Reader, seen: int) -> PlanningLine:
    table = line.table
    columns = list(table.columns.order_by("order"))
    cells = {cell.column_id: cell for cell in line.cells.all()}
    stands = tuple(
        Figure(cell.printed, cell.value, cell.ground) if cell else Figure()
        for cell in (cells.get(column.pk) for column in columns)
    )
    wanted = Line(label, tuple(Figure(given.printed, given.value, given.ground) for given in figures))
    if seen_of(Line(line.label, stands)) == seen_of(wanted):
        return line
    if seen_of(Line(line.label, stands)) != seen:
        events = ("PlanningLineEvent", {"pgh_obj": line.pk}), ("PlanningCellEvent", {"row": line.pk})
        raise Conflict(last_hand("objectives", *events))
    if line.label != label:
        line.label = label
        line.save(update_fields=["label"])
    for column, was, given in zip(columns, stands, wanted.figures, strict=True):
        if seen_of(Line("", (was,))) != seen_of(Line("", (given,))):
            _write(line, column, cells.get(column.pk), given, reader)
    return line


def _write(
    line: PlanningLine, column: PlanningColumn, cell: PlanningCell | None, given: Figure, reader: Reader
) -> None:
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


def readings_seen(table: PlanningTable) -> int:
    """A number for the readings of a table that wait for somebody to say that they are right."""
    said = _unconfirmed(table).order_by("pk").values_list("pk", "printed", "value", "ground")
    return fingerprint([table.title, *map(list, said)])


def _unconfirmed(table: PlanningTable) -> QuerySet[PlanningCell]:
    return PlanningCell.objects.filter(row__table=table, is_reading=True, confirmed_on=None).exclude(value=None)


@transaction.atomic
def confirm_readings(*, table: PlanningTable, reader: Reader, seen: int) -> int | None:
    """Say that every reading of the table that has a figure is right; how many were not confirmed yet.

    None where they are not those that were shown (`readings_seen`).
    """
    lock(table.annual_plan, reader)
    if readings_seen(table) != seen:
        return None
    return _unconfirmed(table).update(confirmed_by=reader.user, confirmed_on=clock.today())


@transaction.atomic
def remove_table(*, table: PlanningTable, reader: Reader) -> None:
    """Remove a table with all its figures; published versions keep theirs."""
    lock(table.annual_plan, reader)
    table.lines.update(part_of=None, share_of=None)
    table.columns.update(part_of=None)
    table.delete()
