"""Saying that what was read into a measure is right."""

from collections.abc import Collection, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.roles import Act, Reader
from scorecard.models import Confirmation, Measure
from scorecard.services.locking import hold_measure
from scorecard.standing import standings


@transaction.atomic
def confirm_readings(
    *, measure: Measure, reader: Reader, wanted: Collection[Confirmation.Reading], seen: Mapping[str, str]
) -> list[Confirmation]:
    """Confirm the readings wanted, as they were `seen`, by reading; says which of them were not confirmed before.

    Raises PermissionDenied, and Conflict with the readings as they are now where one is another than was seen.
    """
    if not measure.may(reader, Act.MANAGE):
        raise PermissionDenied("Only the performance officer confirms what was read into a measure.")
    hold_measure(measure)
    now = standings(Measure.objects.filter(pk=measure.pk), measure.year, clock.today())[0].readings
    if any(now[reading].value != seen.get(reading) for reading in wanted):
        raise Conflict(now)
    rows = [
        Confirmation(
            measure=measure, reading=reading, value=now[reading].value, dated=clock.today(), given_by=reader.user
        )
        for reading in Confirmation.Reading
        if reading in wanted and now[reading].ground and now[reading].confirmed is None
    ]
    return Confirmation.objects.bulk_create(rows)
