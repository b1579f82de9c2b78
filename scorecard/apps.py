"""The measures: what is measured, what it must reach, and what it reached."""

from django.apps import AppConfig


class ScorecardConfig(AppConfig):
    """The balanced scorecard."""

    name = "scorecard"
