"""The planning tables of a year's plan: what each cell prints, and what it must read."""

import re
from decimal import Decimal
from typing import Any

from objectives.models import AnnualPlan, PlanningCell, PlanningColumn, PlanningLine, PlanningTable
from probation_planning.organisation.models import Year
from probation_planning.reports.load_paper.keeper import Keeper

A_FIGURE = re.compile(r"^-?\d+(\.\d+)?(?=%?$)")


def load_tables(keeper: Keeper, year: Year, paper: dict[str, Any]) -> None:
    """Every table, in the order of the paper."""
    annual = AnnualPlan.objects.get(year=year)
    for order, about in enumerate(paper["table"]):
        values = {name: about[name] for name in ("kind", "unit", "note")} | {"order": order}
        table = keeper.keep(PlanningTable, _key(keeper, annual, about), values, about["line"])
        columns = _Columns(keeper, table, about["column"])
        lines = _Lines(keeper, table, about["row"])
        keeper.keep_all(
            PlanningCell,
            {"row__table": table},
            ("row", "column"),
            [
                {"row": lines.at(place), "column": columns.at(at), **_figure(row, about["column"][at], printed)}
                for place, row in enumerate(about["row"])
                for at, printed in enumerate(row["printed"])
            ],
        )


def _key(keeper: Keeper, annual: AnnualPlan, about: dict[str, Any]) -> dict[str, Any]:
    """What a table is known by: its title, or where it is printed once it has been given another."""
    printed = {"annual_plan": annual, "document": keeper.document, "line": about["line"]}
    renamed = PlanningTable.objects.filter(**printed).exclude(title=about["title"]).first()
    if renamed is None:
        return {"annual_plan": annual, "title": about["title"]}
    keeper.differences.append(f"{about['title']} ({PlanningTable._meta.verbose_name}): its title is {renamed} here.")
    return {"pk": renamed.pk}


def _figure(row: dict[str, Any], column: dict[str, Any], printed: str) -> dict[str, Any]:
    """What is printed, and the figure in it; a reading where the paper was misread, none where it cannot be told."""
    said = next((cell for cell in row.get("cell", []) if cell["column"] == column["heading"]), None)
    if said is None:
        figure = A_FIGURE.match(printed)
        return {"printed": printed, "value": Decimal(figure[0]) if figure else None, "is_reading": False, "ground": ""}
    read = said.get("value")
    return {
        "printed": printed,
        "value": Decimal(read) if read else None,
        "is_reading": bool(read),
        "ground": said["ground"],
    }


class _Parts:
    """Rows or columns of one table; a total is kept before its parts, wherever it stands."""

    name: str

    def __init__(self, keeper: Keeper, table: PlanningTable, paper: list[dict[str, Any]]) -> None:
        self.keeper, self.table, self.paper = keeper, table, paper
        self.kept: dict[int, Any] = {}

    def at(self, place: int) -> Any:
        """The one at this place."""
        if place not in self.kept:
            self.kept[place] = self._keep(place, self.paper[place])
        return self.kept[place]

    def called(self, name: str) -> Any:
        """The one of this name; None for no name."""
        return self.at([row[self.name] for row in self.paper].index(name)) if name else None

    def _keep(self, place: int, row: dict[str, Any]) -> Any:
        raise NotImplementedError


class _Columns(_Parts):
    name = "heading"

    def _keep(self, place: int, row: dict[str, Any]) -> PlanningColumn:
        values = {"heading": row["heading"], "part_of": self.called(row.get("part_of", ""))}
        return self.keeper.keep(PlanningColumn, {"table": self.table, "order": place}, values)


class _Lines(_Parts):
    name = "label"

    def _keep(self, place: int, row: dict[str, Any]) -> PlanningLine:
        values = {
            "label": row["label"],
            "unit": row.get("unit", ""),
            "note": row.get("note", ""),
            "part_of": self.called(row.get("part_of", "")),
            "share_of": self.called(row.get("share_of", "")),
        }
        return self.keeper.keep(PlanningLine, {"table": self.table, "order": place}, values, row["line"])
