"""The plan of a year: themes, aims, objectives and outcomes."""

from typing import Any

from objectives.models import Aim, AnnualPlan, Narrative, Objective, ObjectiveOwner, Outcome, Plan, Theme
from objectives.versions import keep_as_printed
from probation_planning.organisation.models import Year
from probation_planning.reports.load_paper.keeper import Keeper
from probation_planning.reports.load_paper.trust import Owners


def load_plan(keeper: Keeper, year: Year, owners: Owners, paper: dict[str, Any]) -> None:
    """Everything the plan prints."""
    plan = keeper.keep(
        Plan,
        {"title": paper["plan"]["title"]},
        {name: paper["plan"][name] for name in ("starts", "ends", "span_ground")},
        paper["plan"]["line"],
    )
    annual = keeper.keep(
        AnnualPlan, {"year": year}, {"plan": plan, "title": paper["annual"]["title"]}, paper["annual"]["line"]
    )
    for order, row in enumerate(paper.get("narrative", [])):
        values = {name: row[name] for name in ("kind", "heading", "text")}
        keeper.keep(Narrative, {"annual_plan": annual, "order": order}, values, row["line"])
    themes = {
        row["number"]: keeper.keep(
            Theme,
            {"plan": plan, "number": row["number"]},
            {"title": row["title"], "number_is_reading": row["number_is_reading"], "order": order},
            row["line"],
        )
        for order, row in enumerate(paper["theme"])
    }
    aims = {
        row["number"]: keeper.keep(
            Aim,
            {"plan": plan, "number": row["number"]},
            {"theme": themes[row["theme"]], "title": row["title"], "order": order},
            row["line"],
        )
        for order, row in enumerate(paper["aim"])
    }
    for order, row in enumerate(paper["objective"]):
        _objective(keeper, annual, aims[row["aim"]], owners, row, order)
    keep_as_printed(annual)


def _objective(keeper: Keeper, annual: AnnualPlan, aim: Aim, owners: Owners, row: dict[str, Any], order: int) -> None:
    objective = keeper.keep(
        Objective,
        {"annual_plan": annual, "reference": f"{row['aim']}-{row['number']}"},
        {
            "theme": aim.theme,
            "aim": aim,
            "order": order,
            "text": row["text"],
            "owners_as_printed": row["owners_as_printed"],
            "shared_row": row["shared_row"],
            "outcomes_split": row.get("outcomes_split_reading", False),
            "offered_owner": row.get("offered_owner", ""),
            "offered_ground": row.get("offered_ground", ""),
        },
        row["line"],
    )
    for place, text in enumerate(row["outcomes"]):
        keeper.keep(
            Outcome,
            {"objective": objective, "order": place},
            {"text": text, "shared_row": row["shared_row"]},
            row["line"],
        )
    owners.keep(ObjectiveOwner, {"objective": objective}, row["owners_as_printed"])
