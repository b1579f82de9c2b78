"""The plan of a year: its text, themes and aims, and its objectives with what belongs to them."""

from typing import Any, TypeVar

from objectives.models import (
    Aim,
    AnnualPlan,
    Deadline,
    FormerNumber,
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

Part = TypeVar("Part", Theme, Aim, Objective)

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
        row["number"]: _keep_numbered(
            keeper,
            Theme,
            {"plan": plan, "number": row["number"]},
            {"title": row["title"], "number_is_reading": row["number_is_reading"], "order": order},
            row["line"],
        )
        for order, row in enumerate(paper["theme"])
    }
    aims = {
        row["number"]: _keep_numbered(
            keeper,
            Aim,
            {"plan": plan, "number": row["number"]},
            {"theme": themes[row["theme"]], "title": row["title"], "order": order},
            row["line"],
        )
        for order, row in enumerate(paper["aim"])
        if themes[row["theme"]]
    }
    kept: dict[str, Objective] = {}
    for order, row in enumerate(paper["objective"]):
        aim = aims.get(row["aim"]) if "aim" in row else None
        theme = aim.theme if aim else themes.get(row.get("theme", ""))
        if theme is None:
            continue
        place = {"theme": theme, "aim": aim, "order": order, "hangs_on": kept.get(row.get("hangs_on", ""))}
        objective = _objective(keeper, annual, owners, row, place)
        if objective is not None:
            kept[objective.reference] = objective


def _keep_numbered(
    keeper: Keeper, model: type[Part], key: dict[str, Any], values: dict[str, Any], line: int
) -> Part | None:
    """The part that bears the number, or bore it before it was numbered anew; None where it was deleted since."""
    if not model._default_manager.filter(**key).exists():
        (of, whole), (_, number) = key.items()
        name = model._meta.model_name or ""
        former = FormerNumber.objects.filter(kind=name, number=number, **{of: whole}).order_by(name).first()
        if former is not None:
            part: Part | None = getattr(former, name)
            became = f"is {part} here" if part else "was deleted here"
            keeper.differences.append(f"{name.capitalize()} {number} of the paper {became}.")
            return part
    return keeper.keep(model, key, values, line)


def _objective(
    keeper: Keeper, annual: AnnualPlan, owners: Owners, row: dict[str, Any], place: dict[str, Any]
) -> Objective | None:
    shared = row.get("shared_row", False)
    objective = _keep_numbered(
        keeper,
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
    if objective is None:
        return None
    for order, text in enumerate(row.get("outcomes", [])):
        values = {"text": text, "shared_row": shared}
        keeper.keep(Outcome, {"objective": objective, "order": order}, values, row["line"])
    for due in row.get("deadline", []):
        key = {"objective": objective, "month": due["month"], "stage": due.get("stage", "")}
        keeper.keep(Deadline, key, line=row["line"])
    for order, part in enumerate(row.get("sub_item", [])):
        values = {name: part.get(name, "") for name in ("label", "label_as_read", "label_ground", "text")}
        keeper.keep(SubItem, {"objective": objective, "order": order}, values, part["line"])
    owners.keep(ObjectiveOwner, {"objective": objective}, row.get("owners_as_printed", ""))
    return objective
