"""Who builds the plan, and the locks that all who build it stand in line behind."""

from django.core.exceptions import PermissionDenied

from objectives.models import AnnualPlan, Plan
from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.organisation.years import refuse_closed

NOT_THE_OFFICER = "Only the performance officer changes the plan."


def manages(reader: Reader) -> bool:
    """Whether the reader builds plans of their trust."""
    return may(reader, Act.MANAGE, Kind.PLAN)


def refuse_unless_managed(reader: Reader) -> None:
    """Refuse in words whoever does not build the plan."""
    if not manages(reader):
        raise PermissionDenied(NOT_THE_OFFICER)


def lock(annual_plan: AnnualPlan, reader: Reader) -> AnnualPlan:
    """The year's plan for who builds it, once all who hold it or the plan it is of are through; the year stays open.

    Raises PermissionDenied, also where the year is closed, and AnnualPlan.DoesNotExist where nobody is let see it.
    """
    refuse_unless_managed(reader)
    Plan.objects.select_for_update(no_key=True).get(pk=annual_plan.plan_id)
    locked = AnnualPlan.objects.select_for_update(no_key=True, of=("self",)).visible_to(reader)
    current = locked.select_related("plan", "year__trust").get(pk=annual_plan.pk)
    [held] = Year.objects.raw("SELECT * FROM organisation_year WHERE id = %s FOR SHARE", [current.year_id])
    refuse_closed(held)
    return current
