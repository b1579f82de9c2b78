"""Giving an objective that nobody owns an owner: the one offered by a reading, or another."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, QuerySet

from objectives.models import Objective, ObjectiveOwner
from objectives.models.objectives import ObjectiveQuerySet
from objectives.services.locking import lock
from probation_planning.organisation import clock
from probation_planning.organisation.models import Owner, Year
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Reader


def unowned(reader: Reader, year: Year | int) -> ObjectiveQuerySet:
    """The year's objectives that stand and that nobody owns, theme by theme."""
    rows = Objective.objects.visible_to(reader).filter(annual_plan__year=year, withdrawn_on=None, owners=None)
    return rows.in_printed_order()


def count_unowned(reader: Reader, year: Year) -> int:
    """How many they are."""
    return sum(_numbers_unowned(reader, year.pk))


@question
def _numbers_unowned(reader: Reader, year: int) -> QuerySet[Any]:
    rows = unowned(reader, year).order_by().values("annual_plan").annotate(number=Count("pk"))
    return rows.values_list("number", flat=True)


@transaction.atomic
def give_owner(*, objective: Objective, reader: Reader, owner: Owner) -> ObjectiveOwner:
    """Let the owner own and lead the objective that nobody owns; the one offered is kept as a confirmed reading.

    The same sent twice is one. Raises PermissionDenied, and ValidationError where somebody else came first.
    """
    lock(objective.annual_plan, reader)
    rows = list(ObjectiveOwner.objects.filter(objective=objective).select_related("owner"))
    if there := next((row for row in rows if row.owner_id == owner.pk), None):
        return there
    if rows:
        raise ValidationError(f"{objective} has been given to {rows[0].owner} in the meantime.")
    current = Objective.objects.get(pk=objective.pk)
    if current.withdrawn_on:
        raise ValidationError(f"{objective} is withdrawn.")
    if Owner.objects.get(pk=owner.pk).closed_on:
        raise ValidationError(f"{owner} is closed. Choose a post or a group that is open.")
    row = ObjectiveOwner(objective=objective, owner=owner, leads=True)
    if owner.name == current.offered_owner:
        row.is_reading, row.ground = True, current.offered_ground
        row.confirmed_by, row.confirmed_on = reader.user, clock.today()
    row.save(force_insert=True)
    return row
