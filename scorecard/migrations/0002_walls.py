"""The walls round the scorecard."""

from django.db import migrations

from probation_planning.organisation.walls import RaiseWalls


class Migration(migrations.Migration):
    dependencies = [("scorecard", "0001_initial"), ("organisation", "0002_walls")]

    operations = [
        RaiseWalls(
            "Scorecard",
            "Perspective",
            "Measure",
            "MeasureOwner",
            "PlanReference",
            "Footnote",
            "OrderedScale",
            "ScaleStep",
            "Target",
            "UnitShare",
            "Result",
        ),
        RaiseWalls(
            "ScorecardEvent",
            "PerspectiveEvent",
            "MeasureEvent",
            "MeasureOwnerEvent",
            "PlanReferenceEvent",
            "FootnoteEvent",
            "OrderedScaleEvent",
            "ScaleStepEvent",
        ),
    ]
