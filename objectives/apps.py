"""The plan: themes, aims, objectives and what their owners say of them."""

from django.apps import AppConfig


class ObjectivesConfig(AppConfig):
    """The business plan."""

    name = "objectives"
