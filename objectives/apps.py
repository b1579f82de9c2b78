"""The plan: themes, aims, objectives and what their owners say of them."""

from django.apps import AppConfig
from django.urls import register_converter


class ObjectivesConfig(AppConfig):
    """The business plan."""

    name = "objectives"

    def ready(self) -> None:
        """Teach addresses how parts of the plan are named."""
        from objectives.converters import HeadingConverter, PartConverter  # noqa: PLC0415

        register_converter(PartConverter, "part")
        register_converter(HeadingConverter, "heading")
