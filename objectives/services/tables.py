"""The acts by which the officer adds a planning table, removes one, and says that its readings are right."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet

from objectives.arithmetic import Sheet
from objectives.models import AnnualPlan, PlanningCell, PlanningColumn, PlanningLine, PlanningTable
from objectives.services.locking import lock
from objectives.services.shaping import TITLE_TAKEN
from objectives.sheets import sheets_of
from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import fingerprint
from probation_planning.organisation.roles import Reader

TITLE_ONCE = "objectives_planningtable_title_once"


def _said(sheet: Sheet) -> list[object]:
    """A table as it was pasted."""
    headings = [column.heading for column in sheet.columns]
    return [headings, *([line.label, [figure.printed for figure in line.figures]] for line in sheet.lines)]


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
        raise ValidationError({"title": TITLE_TAKEN}) from error
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


def table_seen(table: PlanningTable) -> int:
    """A number for all that a table says: its words, its columns, its rows and every figure."""
    cells = PlanningCell.objects.filter(row__table=table).order_by("pk").values_list("pk", "printed", "value")
    columns = PlanningColumn.objects.filter(table=table).order_by("pk").values_list("pk", "heading", "order")
    rows = PlanningLine.objects.filter(table=table).order_by("pk").values_list("pk", "label", "order")
    words = PlanningTable.objects.values_list("title", "kind", "unit", "note").get(pk=table.pk)
    return fingerprint([words, *(list(map(list, said)) for said in (columns, rows, cells))])


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
def remove_table(*, table: PlanningTable, reader: Reader, seen: int) -> None:
    """Remove a table with all its figures; published versions keep theirs.

    `seen`: what was shown of it (`table_seen`); a Conflict where it says something else now.
    """
    lock(table.annual_plan, reader)
    if seen != table_seen(table):
        raise Conflict(table)
    table.lines.update(part_of=None, share_of=None)
    table.columns.update(part_of=None)
    table.delete()
