"""Delivery units: their names, kinds and days, and who answers for them."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import sign
from probation_planning.organisation.models import DeliveryUnit
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.services.settings import added_before, begin, change, seen_of, so_called
from probation_planning.organisation.services.years import in_words

ABOUT_UNIT = ("name", "kind", "owner_id", "opened_on", "closed_on")


@transaction.atomic
def add_unit(*, reader: Reader, values: Mapping[str, Any], once: uuid.UUID) -> DeliveryUnit:
    """A unit more. The same form sent twice adds one; with other words it is a Conflict."""
    begin(reader)
    if added := added_before(DeliveryUnit, values, once):
        return added
    _refuse_backwards(values)
    _refuse_name(reader, values["name"])
    sign(once)
    return DeliveryUnit.objects.create(trust=reader.trust, **values)


@transaction.atomic
def edit_unit(*, unit: DeliveryUnit, reader: Reader, values: Mapping[str, Any], seen: int) -> DeliveryUnit:
    """Change what a unit is; what was reported for it stays with it. `seen`: what the form showed."""
    begin(reader)
    _refuse_backwards(values)
    current: DeliveryUnit = DeliveryUnit.objects.select_for_update(no_key=True).order_by().get(pk=unit.pk)
    if values["name"] != current.name:
        _refuse_name(reader, values["name"], current)
    change(current, values, seen)
    return current


@transaction.atomic
def confirm_unit(*, unit: DeliveryUnit, reader: Reader, seen: int) -> None:
    """Say that what was read of the unit is right. `seen`: what was shown of it; a Conflict where that has changed."""
    begin(reader)
    unconfirmed = DeliveryUnit.objects.filter(pk=unit.pk, is_reading=True, confirmed_on=None)
    if (current := unconfirmed.first()) and seen != seen_of(current, ABOUT_UNIT):
        raise Conflict(current)
    unconfirmed.update(confirmed_by=reader.user, confirmed_on=clock.today())


def _refuse_name(reader: Reader, name: str, itself: DeliveryUnit | None = None) -> None:
    others = DeliveryUnit.objects.filter(trust=reader.trust)
    if there := so_called((one for one in others if one != itself), name):
        closed = f", closed on {in_words(there.closed_on)}" if there.closed_on else ""
        raise ValidationError({"name": f"The trust has a unit of this name already{closed}."})


def _refuse_backwards(values: Mapping[str, Any]) -> None:
    first: datetime.date | None = values["opened_on"]
    last: datetime.date | None = values["closed_on"]
    if first and last and last < first:
        raise ValidationError({"closed_on": "The unit closes before it opens."})
