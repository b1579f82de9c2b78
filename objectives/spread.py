"""How an objective stands that each unit of a kind answers for: as its worst unit does, with the numbers beside it.

Needs no database, but for `units_of`. An off-track unit is never averaged away, and a withdrawn one counts apart.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.text import slugify

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


def slug_of(unit: DeliveryUnit) -> str:
    """How addresses write a unit: its name, else its number."""
    return _slug(unit.name, unit.pk)


def _slug(name: str, key: int) -> str:
    return slugify(name) or str(key)


def unit_named(units: Iterable[DeliveryUnit], name: str) -> DeliveryUnit | None:
    """The unit that an address means, by its name or by its number."""
    units = list(units)
    by_name = next((unit for unit in units if slug_of(unit) == name), None)
    return by_name or next((unit for unit in units if str(unit.pk) == name), None)


class UnitSaid(NamedTuple):
    """A unit that answers for an objective at a quarter, who owns it, and its word that counts there; None for none."""

    pk: int
    unit: str
    owner: str | None
    word: str | None

    @property
    def query(self) -> str:
        """What names it in the address of the objective's page."""
        return urlencode({"unit": _slug(self.unit, self.pk)})


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
