"""The plan."""

from objectives.models.objectives import Deadline, Objective, ObjectiveOwner, Outcome, SubItem
from objectives.models.plans import Aim, AnnualPlan, Narrative, Plan, Theme
from objectives.models.tables import PlanningCell, PlanningColumn, PlanningLine, PlanningTable
from objectives.models.updates import OutcomeEvidence, Status, StatusUpdate

__all__ = [
    "Aim",
    "AnnualPlan",
    "Deadline",
    "Narrative",
    "Objective",
    "ObjectiveOwner",
    "Outcome",
    "OutcomeEvidence",
    "Plan",
    "PlanningCell",
    "PlanningColumn",
    "PlanningLine",
    "PlanningTable",
    "Status",
    "StatusUpdate",
    "SubItem",
    "Theme",
]
