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
    Scorecard,
    Unit,
)
from scorecard.models.results import Result
from scorecard.models.targets import Confirmation, OrderedScale, ScaleStep, Sharing, Target, UnitShare

__all__ = [
    "Accumulation",
    "Confirmation",
    "Footnote",
    "Frequency",
    "Measure",
    "MeasureOwner",
    "OrderedScale",
    "Perspective",
    "PlanReference",
    "Polarity",
    "Result",
    "ScaleStep",
    "Scorecard",
    "Sharing",
    "Target",
    "Unit",
    "UnitShare",
]
