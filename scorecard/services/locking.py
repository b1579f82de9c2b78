"""What an act on a measure holds until it ends."""

from django.db import connection

from probation_planning.organisation.models import Year
from scorecard.models import Measure


def hold_measure(measure: Measure) -> None:
    """One at a time: nobody else gives this measure a result or an owner until the transaction ends."""
    Measure.objects.select_for_update(no_key=True, of=("self",)).get(pk=measure.pk)


def hold_quarters(year: Year) -> None:
    """Keep the year's quarters from being opened or closed until the transaction ends; goes before `hold_measure`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM organisation_quarter WHERE year_id = %s ORDER BY number FOR SHARE", [year.pk])
