"""Planning tables as a reader sees them: figures with what is printed beside the reading, sums checked, and a chart."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch, QuerySet

from objectives.arithmetic import Check, Column, Figure, Line, Sheet, Variance, checks, name_of, variances, words_of
from objectives.models import AnnualPlan, PlanningCell, PlanningColumn, PlanningLine, PlanningTable
from probation_planning.ui.bars import LevelBar, LevelBars
from probation_planning.ui.charts import Point, Trend

YEAR = re.compile(r"\d{4}")
# From so many years on a table is drawn over time.
FEWEST_YEARS = 3


@dataclass(frozen=True)
class ShownFigure:
    """A figure in words; `printed` and `ground` only where it is read otherwise than it came out."""

    words: str
    printed: str = ""
    ground: str = ""
    is_unconfirmed: bool = False


@dataclass(frozen=True)
class ShownLine:
    """A row as it is drawn."""

    label: str
    unit: str
    note: str
    figures: tuple[ShownFigure, ...]
    is_total: bool
    is_share: bool
    variance: Variance | None


@dataclass(frozen=True)
class PlanningSheet:
    """A planning table, its figures, and its place among the plan's tables, counted from 1."""

    table: PlanningTable
    number: int
    sheet: Sheet
    unconfirmed: int

    @cached_property
    def checks(self) -> list[Check]:
        """Every sum and percentage."""
        return checks(self.sheet)

    @property
    def disagreeing(self) -> list[Check]:
        """Sums and percentages that do not come to what stands."""
        return [check for check in self.checks if check.holds is False]

    @property
    def open_checks(self) -> list[Check]:
        """Those that rest on a figure that cannot be read."""
        return [check for check in self.checks if check.holds is None]

    @property
    def agreeing(self) -> int:
        """How many come to what stands."""
        return sum(1 for check in self.checks if check.holds)

    @cached_property
    def variances(self) -> list[Variance | None] | None:
        """Outturn less demand, row by row, where the table has both."""
        return variances(self.sheet)

    @cached_property
    def lines(self) -> list[ShownLine]:
        """Its rows as they are drawn."""
        return [
            ShownLine(
                label=line.label,
                unit=line.unit,
                note=line.note,
                figures=tuple(_shown(figure, line) for figure in line.figures),
                is_total=self.sheet.is_total(place),
                is_share=line.share_of is not None,
                variance=self.variances[place] if self.variances else None,
            )
            for place, line in enumerate(self.sheet.lines)
        ]

    @property
    def read_otherwise(self) -> list[tuple[str, str, ShownFigure]]:
        """Figures whose reading is not what is printed: row, column, figure."""
        return [
            (name_of(self.sheet, place), column.heading, figure)
            for place, line in enumerate(self.lines)
            for column, figure in zip(self.sheet.columns, line.figures, strict=True)
            if figure.ground
        ]

    @cached_property
    def trends(self) -> list[Trend]:
        """Each row over the years, where the columns are years; percentages of rows are left to the table."""
        years = [place for place, column in enumerate(self.sheet.columns) if YEAR.fullmatch(column.heading)]
        if len(years) < FEWEST_YEARS:
            return []
        found = []
        for line in self.sheet.lines:
            if line.share_of is not None:
                continue
            known = [(self.sheet.columns[place].heading, line.figures[place].value) for place in years]
            points = tuple(Point(year, value, words_of(value)) for year, value in known if value is not None)
            highest = max((point.value for point in points), default=Decimal(1))
            found.append(Trend(line.label, points, 0, highest or 1))
        return found

    @cached_property
    def bars(self) -> LevelBars | None:
        """Its rows beside each other: by their total, by how much of the demand came, or by the first column."""
        if self.trends:
            return None
        if self.variances:
            shares = [
                (line.label, variance.percent + 100, f"{words_of(variance.percent + 100)}%")
                for line, variance in zip(self.sheet.lines, self.variances, strict=True)
                if variance and variance.percent is not None
            ]
            return _bars("Outturn in per cent of demand", shares)
        totals = {column.part_of for column in self.sheet.columns if column.part_of is not None}
        place = min(totals) if totals else 0
        rows = [
            (line.label, figure.value, _shown(figure, line).words)
            for at, line in enumerate(self.sheet.lines)
            if not self.sheet.is_total(at) and not line.unit
            if (figure := line.figures[place]).value is not None and figure.value > 0
        ]
        return _bars(self.sheet.columns[place].heading if self.sheet.columns else "", rows)


def _bars(what: str, rows: Iterable[tuple[str, Decimal | None, str]]) -> LevelBars | None:
    bars = tuple(LevelBar(label, value, words) for label, value, words in rows if value is not None)
    return LevelBars(what, bars) if len(bars) > 1 else None


def _shown(figure: Figure, line: Line) -> ShownFigure:
    if figure.value is None:
        words = figure.printed
    else:
        given = f"{figure.value:,.{figure.decimals}f}".replace("-", "\N{MINUS SIGN}")
        words = given + ("%" if line.unit == "%" or figure.printed.endswith("%") else "")
    return ShownFigure(words, figure.printed if figure.ground else "", figure.ground, figure.is_unconfirmed)


def sheets_of(annual_plan: AnnualPlan) -> list[PlanningSheet]:
    """Every planning table of the year; four questions, however many figures there are."""
    cells: QuerySet[PlanningCell] = PlanningCell.objects.order_by("column__order")
    tables = PlanningTable.objects.filter(annual_plan=annual_plan).prefetch_related(
        Prefetch("columns", PlanningColumn.objects.order_by("order")),
        Prefetch("lines", PlanningLine.objects.order_by("order").prefetch_related(Prefetch("cells", cells))),
    )
    return [_sheet(table, number) for number, table in enumerate(tables.order_by("order", "pk"), start=1)]


def _sheet(table: PlanningTable, number: int) -> PlanningSheet:
    columns, lines = list(table.columns.all()), list(table.lines.all())
    column_at = {column.pk: place for place, column in enumerate(columns)}
    line_at = {line.pk: place for place, line in enumerate(lines)}
    unconfirmed = 0
    rows = []
    for line in lines:
        figures = [Figure()] * len(columns)
        for cell in line.cells.all():
            figures[column_at[cell.column_id]] = Figure(cell.printed, cell.value, cell.ground, cell.is_unconfirmed)
            unconfirmed += cell.is_unconfirmed
        rows.append(
            Line(
                line.label,
                tuple(figures),
                line_at.get(line.part_of_id) if line.part_of_id else None,
                line_at.get(line.share_of_id) if line.share_of_id else None,
                line.unit,
                line.note,
            )
        )
    sheet = Sheet(
        tuple(
            Column(column.heading, column_at.get(column.part_of_id) if column.part_of_id else None)
            for column in columns
        ),
        tuple(rows),
    )
    return PlanningSheet(table, number, sheet, unconfirmed)
