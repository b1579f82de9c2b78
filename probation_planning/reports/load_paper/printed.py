"""Version 1 of a plan as its paper prints it: of the plan that stands when it is that of the paper, else none."""

from django.db.models import Model, Q

from objectives.models import (
    Aim,
    AnnualPlan,
    Deadline,
    Narrative,
    Objective,
    ObjectiveOwner,
    Outcome,
    PlanningCell,
    PlanningColumn,
    PlanningLine,
    PlanningTable,
    SubItem,
    Theme,
)
from objectives.versions import keep_as_printed
from probation_planning.reports.load_paper.keeper import Keeper

# What a version holds, by what leads from each row to the year's plan.
HELD: dict[type[Model], str] = {
    **dict.fromkeys((Theme, Aim), "plan__annual_plans"),
    **dict.fromkeys((Objective, Narrative, PlanningTable), "annual_plan"),
    **dict.fromkeys((Outcome, Deadline, SubItem, ObjectiveOwner), "objective__annual_plan"),
    **dict.fromkeys((PlanningColumn, PlanningLine), "table__annual_plan"),
    PlanningCell: "row__table__annual_plan",
}


def keep_what_is_printed(keeper: Keeper, annual_plan: AnnualPlan, differences: int) -> None:
    """Keep version 1, once; a plan that was edited before there were versions says why it has none.

    `differences`: how many the keeper had found before it came to the plan.
    """
    if annual_plan.versions.exists():
        return
    if len(keeper.differences) > differences or _has_more(keeper, annual_plan):
        keeper.differences.append(
            f"{annual_plan} has been edited since it was loaded, so no version of it is kept as printed."
        )
        return
    keep_as_printed(annual_plan)


def _has_more(keeper: Keeper, annual_plan: AnnualPlan) -> bool:
    """Whether anything stands in the plan that the paper does not print, or was withdrawn or carried into it."""
    edited = Q(withdrawn_on__isnull=False)
    return (
        any(
            model._default_manager.filter(**{way: annual_plan}).exclude(pk__in=keeper.kept.get(model, set())).exists()
            for model, way in HELD.items()
        )
        or Theme.objects.filter(edited, plan=annual_plan.plan_id).exists()
        or Aim.objects.filter(edited, plan=annual_plan.plan_id).exists()
        or Objective.objects.filter(edited | Q(carried_from__isnull=False), annual_plan=annual_plan).exists()
    )
