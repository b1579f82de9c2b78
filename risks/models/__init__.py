"""The register."""

from risks.models.assessments import Assessment, AssessmentKind, Standing
from risks.models.registers import BandKey, Register, Review, ScaleLevel, Stage
from risks.models.risks import Category, Entry, EntryCategory, EntryOwner, Response, Risk

__all__ = [
    "Assessment",
    "AssessmentKind",
    "BandKey",
    "Category",
    "Entry",
    "EntryCategory",
    "EntryOwner",
    "Register",
    "Response",
    "Review",
    "Risk",
    "ScaleLevel",
    "Stage",
    "Standing",
]
