"""What was read into a measure and is not printed, and who has confirmed it.

A confirmation repeats the words of the reading, and counts while these are still its words: a reading that changes is
unconfirmed again.
"""

import datetime
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from scorecard.models import Confirmation, Target
from scorecard.models.measures import MeasureQuerySet

NOTHING = "nothing"


class Confirmed(NamedTuple):
    """Who confirmed a reading, and on which day."""

    by: str
    on: datetime.date


class Made(NamedTuple):
    """A reading as it is now: the words that a confirmation repeats, and its ground, blank where it is none."""

    value: str
    ground: str
    confirmed: Confirmed | None

    @property
    def is_unconfirmed(self) -> bool:
        """Whether it is a reading, and nobody has confirmed it as it is now."""
        return bool(self.ground) and self.confirmed is None


def with_confirmations(measures: MeasureQuerySet) -> MeasureQuerySet:
    """The measures with what `readings_made` reads."""
    rows = Confirmation.objects.filter(measure=OuterRef("pk")).order_by("pk")
    said = JSONObject(reading="reading", value="value", by="given_by__name", on="dated")
    return measures.annotate(confirmations_said=ArraySubquery(rows.values_list(said)))


def readings_made(measure: Any, row: Target | None) -> dict[Confirmation.Reading, Made]:
    """What was read into a measure `with_confirmations`, and into the target in force on it."""
    unit = f"{measure.unit} {measure.unit_as_read}".strip()
    now = {
        Confirmation.Reading.TARGET: (row.reading, row.ground) if row else ("", ""),
        Confirmation.Reading.FREQUENCY: (measure.frequency, measure.frequency_ground),
        Confirmation.Reading.UNIT: (f"{unit} on {row.scale}" if row and row.scale else unit, measure.unit_ground),
        Confirmation.Reading.POLARITY: (measure.polarity, measure.polarity_ground),
        Confirmation.Reading.ACCUMULATION: (measure.accumulation, measure.accumulation_ground),
    }
    last = {said["reading"]: said for said in measure.confirmations_said}
    return {
        reading: Made(value or NOTHING, ground, _confirmed(last.get(reading), value or NOTHING))
        for reading, (value, ground) in now.items()
    }


def _confirmed(said: dict[str, str] | None, value: str) -> Confirmed | None:
    if said is None or said["value"] != value:
        return None
    return Confirmed(said["by"], datetime.date.fromisoformat(said["on"]))
