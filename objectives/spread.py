"""How an objective stands that each unit of a kind answers for: as its worst unit does, with the numbers beside it.

Needs no database, but for `units_of`. An off-track unit is never averaged away, and a withdrawn one counts apart.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q

from objectives.standing import Standing
from probation_planning.organisation.models import DeliveryUnit

# By the value of a standing. A withdrawn unit is named only where all are.
WORST_FIRST = (
    "off_track",
    "at_risk",
    "overdue",
    "unanswered",
    "no-status",
    "not-yet-due",
    "not_started",
    "on_track",
    "complete",
    "withdrawn",
)


def open_within(first: datetime.date, last: datetime.date) -> Q:
    """Units that are open on one of these days; on the day on which a unit closes it is so no longer."""
    return (Q(opened_on=None) | Q(opened_on__lte=last)) & (Q(closed_on=None) | Q(closed_on__gt=first))


def is_open_within(unit: DeliveryUnit, first: datetime.date, last: datetime.date) -> bool:
    """The same of one unit."""
    begun = unit.opened_on is None or unit.opened_on <= last
    return begun and (unit.closed_on is None or unit.closed_on > first)


def units_of(trust: int, kind: str) -> list[DeliveryUnit]:
    """A trust's units of a kind, by name, each with who answers for it."""
    return list(DeliveryUnit.objects.filter(trust=trust, kind=kind).select_related("owner").order_by("name"))


class UnitSaid(NamedTuple):
    """A unit that answers for an objective at a quarter, who owns it, and its word that counts there; None for none."""

    pk: int
    unit: str
    owner: str | None
    word: str | None
    slug: str

    @property
    def query(self) -> str:
        """What names it in the address of the objective's page."""
        return urlencode({"unit": self.slug})


def said_of(objective: Any) -> list[UnitSaid]:
    """What the units of an objective `with_units` said."""
    return [UnitSaid(*said) for said in objective.units_said]


def worst(standings: Iterable[Standing]) -> Standing | None:
    """As which of them the whole stands; None for none."""
    return min(standings, key=lambda one: WORST_FIRST.index(one.value), default=None)


def numbers(standings: Iterable[Standing]) -> str:
    """How many stand so, the worst first: 1 of 6 off track, 2 unanswered this quarter, 3 on track."""
    counts = Counter(standings)
    total = counts.total()
    in_order = sorted(counts, key=lambda one: WORST_FIRST.index(one.value))
    said = [f"{counts[one]} {one.label.lower()}" for one in in_order]
    return ", ".join([said[0].replace(" ", f" of {total} ", 1), *said[1:]]) if said else ""
