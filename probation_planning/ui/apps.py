"""The room that holds the house's look."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers the template tags."""

    name = "probation_planning.ui"
    label = "ui"
    verbose_name = "How it looks"
