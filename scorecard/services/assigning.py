"""Giving a measure its owners."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction

from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Owner, User
from probation_planning.organisation.roles import Act, Reader
from probation_planning.organisation.years import refuse_closed
from scorecard.models import Measure, MeasureOwner
from scorecard.services.locking import hold_measure

NOBODY = "nobody"


@dataclass(frozen=True)
class Assigned:
    """Who answers for a measure, who said so last, and when; `sequence` counts the changes so far, 0 for none."""

    rows: Sequence[MeasureOwner]
    sequence: int
    given_by: User | None
    given_at: datetime.datetime | None

    @property
    def leads(self) -> str:
        """The one who leads."""
        return ", ".join(str(row.owner) for row in self.rows if row.leads) or NOBODY

    @property
    def others(self) -> str:
        """Those who may answer besides."""
        return ", ".join(str(row.owner) for row in self.rows if not row.leads) or NOBODY


def times_assigned(measure: Measure) -> int:
    """How often who answers for the measure was changed, by whatever route: the database counts."""
    return int(_changes(measure).count())


def assigned(measure: Measure) -> Assigned:
    """Who answers for the measure now."""
    rows = list(MeasureOwner.objects.filter(measure=measure).select_related("owner"))
    latest = _changes(measure).order_by("-pgh_id").first()
    who = (latest.pgh_context or {}).get("user") if latest else None
    return Assigned(
        rows,
        times_assigned(measure),
        User.objects.filter(pk=who).first() if who else None,
        latest.pgh_created_at if latest else None,
    )


@transaction.atomic
def assign(*, measure: Measure, reader: Reader, leads: Owner | None, seen: int, others: Sequence[Owner] = ()) -> bool:
    """Give the measure these owners and no others, or none at all; says whether that changed anything.

    `seen` is how often it had been changed when the reader looked; the same choice sent again is no change.
    Raises PermissionDenied, and Conflict with who answers instead.
    """
    if not measure.may(reader, Act.MANAGE):
        raise PermissionDenied("Only the performance officer says who answers for a measure.")
    refuse_closed(measure.year)
    hold_measure(measure)
    wanted = [*([leads] if leads else []), *(other for other in others if other != leads)]
    rows = {row.owner_id: row for row in MeasureOwner.objects.filter(measure=measure)}
    before = [(row.owner_id, row.leads) for row in rows.values()]
    if before == [(owner.pk, owner == leads) for owner in wanted]:
        return False
    if seen != times_assigned(measure):
        raise Conflict(assigned(measure))
    for owner_id, row in rows.items():
        if owner_id not in {owner.pk for owner in wanted}:
            row.delete()
    # Whoever stops leading goes first: the database allows one leader at a time.
    for order, owner in sorted(enumerate(wanted), key=lambda place: place[1] == leads):
        MeasureOwner.objects.update_or_create(
            measure=measure, owner=owner, defaults={"order": order, "leads": owner == leads}
        )
    return True


def _changes(measure: Measure) -> Any:
    """What the database recorded of who answers for the measure."""
    return apps.get_model("scorecard", "MeasureOwnerEvent")._default_manager.filter(measure=measure.pk)
