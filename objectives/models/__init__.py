"""The plan."""

from objectives.models.evidence import LARGEST, EvidenceBytes, EvidenceFile
from objectives.models.objectives import Deadline, Objective, ObjectiveOwner, Outcome, SubItem
from objectives.models.plans import Aim, AnnualPlan, Narrative, Plan, Theme
from objectives.models.tables import PlanningCell, PlanningColumn, PlanningLine, PlanningTable
from objectives.models.updates import DeadlineRevision, Objection, OutcomeEvidence, Status, StatusUpdate
from objectives.models.versions import FormerNumber, PlanVersion

__all__ = [
    "LARGEST",
    "Aim",
    "AnnualPlan",
    "Deadline",
    "DeadlineRevision",
    "EvidenceBytes",
    "EvidenceFile",
    "FormerNumber",
    "Narrative",
    "Objection",
    "Objective",
    "ObjectiveOwner",
    "Outcome",
    "OutcomeEvidence",
    "Plan",
    "PlanVersion",
    "PlanningCell",
    "PlanningColumn",
    "PlanningLine",
    "PlanningTable",
    "Status",
    "StatusUpdate",
    "SubItem",
    "Theme",
]
