"""The scorecard."""

from scorecard.models.measures import (
    Accumulation,
    Footnote,
    Frequency,
    Measure,
    MeasureOwner,
    Perspective,
    PlanReference,
    Polarity,
    Rolling,
    Scorecard,
    Unit,
)
from scorecard.models.results import Result
from scorecard.models.targets import Confirmation, Measured, OrderedScale, ScaleStep, Sharing, Target, UnitShare

__all__ = [
    "Accumulation",
    "Confirmation",
    "Footnote",
    "Frequency",
    "Measure",
    "MeasureOwner",
    "Measured",
    "OrderedScale",
    "Perspective",
    "PlanReference",
    "Polarity",
    "Result",
    "Rolling",
    "ScaleStep",
    "Scorecard",
    "Sharing",
    "Target",
    "Unit",
    "UnitShare",
]
