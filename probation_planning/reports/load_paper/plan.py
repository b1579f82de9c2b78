"""The plan of a year: its text, themes and aims, and its objectives with what belongs to them."""

from typing import Any

from objectives.models import (
    Aim,
    AnnualPlan,
    Deadline,
    Narrative,
    Objective,
    ObjectiveOwner,
    Outcome,
    Plan,
    SubItem,
    Theme,
)
from probation_planning.organisation.models import Year
from probation_planning.reports.load_paper.keeper import Keeper
from probation_planning.reports.load_paper.trust import Owners

# What an objective may say of itself in the paper besides its text; a row that says nothing of one leaves it blank.
SAID = (
    "owners_as_printed",
    "offered_owner",
    "offered_ground",
    "acts",
    "for_each",
    "for_each_ground",
    "flags_as_printed",
    "flags_ground",
    "hangs_on_ground",
)


def load_plan(keeper: Keeper, year: Year, owners: Owners, paper: dict[str, Any]) -> None:
    """Everything the plan prints."""
    plan = keeper.keep(
        Plan,
        {"title": paper["plan"]["title"]},
        {name: paper["plan"][name] for name in ("starts", "ends", "span_ground")},
        paper["plan"]["line"],
    )
    about = paper["annual"]
    annual = keeper.keep(
        AnnualPlan,
        {"year": year},
        {"plan": plan, "title": about["title"]} | {name: about.get(name, "") for name in ("vision", "mission")},
        about["line"],
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
    kept: dict[str, Objective] = {}
    for order, row in enumerate(paper["objective"]):
        aim = aims[row["aim"]] if "aim" in row else None
        place = {"theme": aim.theme if aim else themes[row["theme"]], "aim": aim, "order": order}
        objective = _objective(keeper, annual, row, place | {"hangs_on": kept.get(row.get("hangs_on", ""))})
        kept[objective.reference] = objective
        owners.keep(ObjectiveOwner, {"objective": objective}, objective.owners_as_printed)


def _objective(keeper: Keeper, annual: AnnualPlan, row: dict[str, Any], place: dict[str, Any]) -> Objective:
    shared = row.get("shared_row", False)
    objective = keeper.keep(
        Objective,
        {"annual_plan": annual, "reference": f"{row.get('aim') or row['theme']}-{row['number']}"},
        place
        | {name: row.get(name, "") for name in SAID}
        | {
            "text": row["text"],
            "flags": row.get("flags", []),
            "shared_row": shared,
            "outcomes_split": row.get("outcomes_split_reading", False),
        },
        row["line"],
    )
    for order, text in enumerate(row.get("outcomes", [])):
        values = {"text": text, "shared_row": shared}
        keeper.keep(Outcome, {"objective": objective, "order": order}, values, row["line"])
    for due in row.get("deadline", []):
        key = {"objective": objective, "month": due["month"], "stage": due.get("stage", "")}
        keeper.keep(Deadline, key, line=row["line"])
    for order, part in enumerate(row.get("sub_item", [])):
        values = {name: part.get(name, "") for name in ("label", "label_as_read", "label_ground", "text")}
        keeper.keep(SubItem, {"objective": objective, "order": order}, values, part["line"])
    return objective
