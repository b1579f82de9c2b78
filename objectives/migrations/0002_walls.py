"""The walls round the plan."""

from django.db import migrations

from probation_planning.organisation.walls import RaiseWalls


class Migration(migrations.Migration):
    dependencies = [("objectives", "0001_initial"), ("organisation", "0002_walls")]

    operations = [
        RaiseWalls(
            "Plan",
            "AnnualPlan",
            "Narrative",
            "Theme",
            "Aim",
            "Objective",
            "ObjectiveOwner",
            "Outcome",
            "Deadline",
            "SubItem",
            "PlanningTable",
            "PlanningColumn",
            "PlanningLine",
            "PlanningCell",
            "StatusUpdate",
            "OutcomeEvidence",
        ),
        RaiseWalls(
            "PlanEvent",
            "AnnualPlanEvent",
            "NarrativeEvent",
            "ThemeEvent",
            "AimEvent",
            "ObjectiveEvent",
            "ObjectiveOwnerEvent",
            "OutcomeEvent",
            "DeadlineEvent",
            "SubItemEvent",
            "PlanningTableEvent",
            "PlanningColumnEvent",
            "PlanningLineEvent",
            "PlanningCellEvent",
        ),
    ]
