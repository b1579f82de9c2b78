"""Saying that what was read into a measure is right."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import fingerprint
from probation_planning.organisation.roles import Act, Reader
from probation_planning.organisation.services.settings import change, said_by
from probation_planning.organisation.years import refuse_closed
from scorecard.models import Accumulation, Confirmation, Footnote, Measure
from scorecard.services.building import refuse_what_rests_on_it, says
from scorecard.services.locking import hold_measure, hold_quarters
from scorecard.standing import standings

# The columns that say a reading, its ground among them. The target's own is put right by setting the target.
COLUMNS = {
    Confirmation.Reading.FREQUENCY: ("frequency", "frequency_ground"),
    Confirmation.Reading.UNIT: ("unit", "unit_as_read", "unit_ground"),
    Confirmation.Reading.POLARITY: ("polarity", "polarity_ground"),
    Confirmation.Reading.ACCUMULATION: ("accumulation", "rolling", "accumulation_ground"),
}


@transaction.atomic
def confirm_readings(
    *, measure: Measure, reader: Reader, wanted: Collection[Confirmation.Reading], seen: Mapping[str, str]
) -> list[Confirmation]:
    """Confirm the readings wanted, as they were `seen`, by reading; says which of them were not confirmed before.

    Raises PermissionDenied, and Conflict with the readings as they are now where one is another than was seen.
    """
    if not measure.may(reader, Act.MANAGE):
        raise PermissionDenied("Only the performance officer confirms what was read into a measure.")
    refuse_closed(measure.year)
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


def footnote_seen(footnote: Footnote) -> str:
    """What was read of a note, as the form that confirms it shows it."""
    return str(fingerprint([footnote.marker, footnote.answers_marker, footnote.ground]))


@transaction.atomic
def confirm_footnote(*, footnote: Footnote, reader: Reader, measure: Measure, seen: str) -> bool:
    """Confirm that the note is the one which the measure's marker means, as it was `seen`; says whether that is new.

    Raises PermissionDenied, and Conflict with the note where it is read otherwise now.
    """
    if not measure.may(reader, Act.MANAGE):
        raise PermissionDenied("Only the performance officer confirms what was read into a scorecard.")
    refuse_closed(measure.year)
    now = Footnote.objects.select_for_update(no_key=True, of=("self",)).get(pk=footnote.pk)
    if seen != footnote_seen(now):
        raise Conflict(now)
    if now.confirmed_on is not None:
        return False
    now.confirmed_by, now.confirmed_on = reader.user, clock.today()
    now.save(update_fields=["confirmed_by", "confirmed_on"])
    return True


@transaction.atomic
def confirm(
    *,
    measure: Measure,
    reader: Reader,
    wanted: Collection[Confirmation.Reading],
    seen: Mapping[str, str],
    footnote: Footnote | None,
    note_seen: str,
) -> int:
    """Confirm the readings wanted and the note, all or none; says how many of them were not confirmed before.

    Raises what `confirm_readings` and `confirm_footnote` do.
    """
    new = len(confirm_readings(measure=measure, reader=reader, wanted=wanted, seen=seen))
    if footnote is None:
        return new
    return new + confirm_footnote(footnote=footnote, reader=reader, measure=measure, seen=note_seen)


def correction_seen(measure: Measure, reading: Confirmation.Reading) -> int:
    """What a form that corrects the reading was filled in beside."""
    return fingerprint(said_by(measure, COLUMNS[reading]))


@transaction.atomic
def correct_reading(
    *, measure: Measure, reader: Reader, reading: Confirmation.Reading, values: Mapping[str, Any], seen: int
) -> bool:
    """Put a person's word in the place of what was read, which then has no ground; says whether that is new.

    Raises PermissionDenied, ValidationError by box, and Conflict with what was said meanwhile.
    """
    if not measure.may(reader, Act.MANAGE):
        raise PermissionDenied("Only the performance officer corrects what was read into a measure.")
    refuse_closed(measure.year)
    hold_quarters(measure.year)
    hold_measure(measure)
    now = Measure.objects.get(pk=measure.pk)
    refuse_what_rests_on_it(now, {**says(now), **values})
    if reading is Confirmation.Reading.ACCUMULATION and values["accumulation"] != Accumulation.ROLLING:
        values = {**values, "rolling": ""}
    ground = COLUMNS[reading][-1]
    return change(now, {**values, ground: ""}, seen)
