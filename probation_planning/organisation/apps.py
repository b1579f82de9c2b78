"""Who and when: trusts, people, posts, years and the walls between trusts."""

from django.apps import AppConfig
from django.urls import register_converter


class OrganisationConfig(AppConfig):
    """Holds what every register needs to know of a trust."""

    name = "probation_planning.organisation"
    label = "organisation"

    def ready(self) -> None:
        """Make the ways addresses name things known to every room's urls."""
        from probation_planning.organisation import converters  # noqa: PLC0415 - urls may load only after the apps

        register_converter(converters.TrustConverter, "trust")
        register_converter(converters.YearConverter, "year")
        register_converter(converters.ReferenceConverter, "reference")
        register_converter(converters.ReviewConverter, "review")
