"""Who and when: trusts, people, posts, years and the walls between trusts."""

from typing import Any

from django.apps import AppConfig
from django.contrib.admin import apps as administration
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created
from django.urls import register_converter
from django.utils.module_loading import autodiscover_modules

# Questions made once are planned once for all values: planned for the values sent, five times each before PostgreSQL
# trusts a general plan, they cost a page four times as much. None runs long enough to win back its compiling.
PLANNED_ONCE = "SET plan_cache_mode = force_generic_plan; SET jit = off"


class OrganisationConfig(AppConfig):
    """Holds what every register needs to know of a trust."""

    name = "probation_planning.organisation"
    label = "organisation"

    def ready(self) -> None:
        """Make known how addresses name things and what routes need, and have each connection plan as we ask."""
        from probation_planning.organisation import converters  # noqa: PLC0415 - urls may load only after the apps

        register_converter(converters.TrustConverter, "trust")
        register_converter(converters.YearConverter, "year")
        register_converter(converters.ReferenceConverter, "reference")
        register_converter(converters.ReviewConverter, "review")
        register_converter(converters.EndingConverter, "ending")
        connection_created.connect(plan_once, dispatch_uid="plan_once")

        from probation_planning.organisation.needs import check_routes  # noqa: PLC0415 - it knows the models

        autodiscover_modules("access")
        register(check_routes, Tags.urls)


class AdministrationConfig(administration.AdminConfig):
    """Django's administration with a site of ours."""

    default = False
    default_site = "probation_planning.organisation.site.Site"


def plan_once(connection: Any, **of_signal: Any) -> None:
    """Tell a new connection how to plan."""
    with connection.cursor() as cursor:
        cursor.execute(PLANNED_ONCE)
