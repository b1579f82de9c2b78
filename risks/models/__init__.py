"""The register."""

from risks.models.assessments import Assessment, AssessmentKind, Standing
from risks.models.cycle import Decision, StageAct
from risks.models.registers import BandKey, Phase, Register, Review, ScaleLevel, Stage
from risks.models.risks import Category, Entry, EntryCategory, EntryOwner, Proximity, Response, Risk
from risks.models.things import Acceptance, Action, Appetite, Control, Question, Target, WorkingNote
from risks.models.turns import Reference, Turn

__all__ = [
    "Acceptance",
    "Action",
    "Appetite",
    "Assessment",
    "AssessmentKind",
    "BandKey",
    "Category",
    "Control",
    "Decision",
    "Entry",
    "EntryCategory",
    "EntryOwner",
    "Phase",
    "Proximity",
    "Question",
    "Reference",
    "Register",
    "Response",
    "Review",
    "Risk",
    "ScaleLevel",
    "Stage",
    "StageAct",
    "Standing",
    "Target",
    "Turn",
    "WorkingNote",
]
