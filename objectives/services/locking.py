"""Who builds the plan, and the locks that all who build it stand in line behind."""

from django.core.exceptions import PermissionDenied

from objectives.models import AnnualPlan, Plan
from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Act, Kind, Reader, may

NOT_THE_OFFICER = "Only the performance officer changes the plan."


def manages(reader: Reader) -> bool:
    """Whether the reader builds plans of their trust."""
    return may(reader, Act.MANAGE, Kind.PLAN)


def refuse_unless_managed(reader: Reader) -> None:
    """Refuse in words whoever does not build the plan."""
    if not manages(reader):
        raise PermissionDenied(NOT_THE_OFFICER)


def refuse_closed(year: Year) -> None:
    """What a closed year's plan says stays as it is."""
    if year.closed_on:
        raise PermissionDenied(f"{year.label} is closed. Reopen the year in the settings to change its plan.")


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
