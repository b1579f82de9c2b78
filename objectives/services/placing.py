"""The acts by which the officer gives a part of the plan another place, withdraws it, restores it or deletes it."""

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError
from django.db.models.deletion import Collector

from objectives.models import Aim, AnnualPlan, Narrative, Objective, PlanVersion, Theme
from objectives.services.building import next_order
from objectives.services.locking import lock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import fingerprint, last_hand
from probation_planning.organisation.refusals import sentence_of
from probation_planning.organisation.roles import Reader

Part: TypeAlias = Theme | Aim | Objective
Placed: TypeAlias = Part | Narrative

UP, DOWN = "up", "down"
HELD = "It stands in a version of the plan."
POINTED_TO = "Something else in the application points to it. Withdraw it instead."


def beside(row: Placed) -> models.QuerySet[Any]:
    """What stands under the same heading, itself among them, in order."""
    rows: Any = type(row)._default_manager
    if isinstance(row, Theme):
        rows = rows.filter(plan=row.plan_id)
    elif isinstance(row, Aim):
        rows = rows.filter(theme=row.theme_id)
    elif isinstance(row, Objective):
        rows = rows.filter(annual_plan=row.annual_plan_id, theme=row.theme_id, aim=row.aim_id)
    else:
        rows = rows.filter(annual_plan=row.annual_plan_id)
    found: models.QuerySet[Any] = rows.order_by("order", "pk")
    return found


def order_seen(rows: Sequence[Placed]) -> int:
    """What a page of rows in their order was drawn beside."""
    return fingerprint([row.pk for row in rows])


@transaction.atomic
def move(*, annual_plan: AnnualPlan, row: Placed, direction: str, seen: int, reader: Reader) -> bool:
    """Change places with the one above or below it; whether there was one, and the order still the one `seen`.

    Raises DoesNotExist where it was deleted meanwhile.
    """
    lock(annual_plan, reader)
    rows = list(beside(row))
    place = next((place for place, one in enumerate(rows) if one.pk == row.pk), None)
    if place is None:
        raise type(row).DoesNotExist
    other = place + (-1 if direction == UP else 1)
    if seen != order_seen(rows) or not 0 <= other < len(rows):
        return False
    orders: list[int] = []
    for one in rows:
        orders.append(max(one.order, orders[-1] + 1) if orders else one.order)
    rows[place], rows[other] = rows[other], rows[place]
    moved = [(one, order) for one, order in zip(rows, orders, strict=True) if one.order != order]
    # Two sections never stand at one place, not even for a moment.
    aside = next_order(beside(row)) + len(rows)
    for at, (one, _) in enumerate(moved):
        beside(row).filter(pk=one.pk).update(order=aside + at)
    for one, order in moved:
        beside(row).filter(pk=one.pk).update(order=order)
    return True


def seen_of(row: Part) -> int:
    """What a form about the part was filled in beside."""
    title = row.text if isinstance(row, Objective) else row.title
    number = row.reference if isinstance(row, Objective) else row.number
    return fingerprint([row.pk, number, title, row.withdrawn_on])


def at_hand(row: Part) -> Any:
    """As it stands now."""
    return type(row)._default_manager.get(pk=row.pk)


@transaction.atomic
def withdraw(
    *, annual_plan: AnnualPlan, row: Part, withdrawn_on: datetime.date, reason: str, seen: int, reader: Reader
) -> Part:
    """Give it up, with a reason. The same again changes nothing; Conflict where it is not as it was shown."""
    plan = lock(annual_plan, reader).plan
    current: Part = at_hand(row)
    if withdrawn_on < plan.starts:
        starts = f"{plan.starts:%-d %B %Y}"
        raise ValidationError({"withdrawn_on": f"Enter a day from {starts} on: the plan covers nothing before."})
    if (current.withdrawn_on, current.withdrawn_reason) == (withdrawn_on, reason):
        return current
    _refuse_stale(current, seen)
    if current.withdrawn_on:
        raise ValidationError("It is withdrawn already.")
    current.withdrawn_on, current.withdrawn_reason = withdrawn_on, reason
    current.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    return current


@transaction.atomic
def restore(*, annual_plan: AnnualPlan, row: Part, seen: int, reader: Reader) -> Part:
    """Take it up again; what stands already stays as it is."""
    lock(annual_plan, reader)
    current: Part = at_hand(row)
    if current.withdrawn_on is None:
        return current
    _refuse_stale(current, seen)
    current.withdrawn_on, current.withdrawn_reason = None, ""
    current.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    return current


def _refuse_stale(row: Part, seen: int) -> None:
    if seen != seen_of(row):
        raise Conflict((row, last_hand("objectives", (f"{type(row).__name__}Event", {"pgh_obj": row.pk}))))


def what_holds(row: Part) -> list[str]:
    """Why it cannot be deleted, in sentences: a version holds it, or something that the reader sees points to it."""
    sentences = [HELD] if stands_in_a_version(row) else []
    try:
        Collector(using=connection.alias, origin=row).collect([row])
    except ProtectedError as held:
        kinds = Counter(
            (str(one._meta.verbose_name), str(one._meta.verbose_name_plural)) for one in held.protected_objects
        )
        told = [f"{number} {names[number != 1]}" for names, number in sorted(kinds.items())]
        last = told.pop()
        listed = f"{', '.join(told)} and {last}" if told else last
        sentences.append(f"{listed} {'points' if sum(kinds.values()) == 1 else 'point'} to it.")
    return sentences


def stands_in_a_version(row: Part) -> bool:
    """Whether a version of the plan holds it; the database refuses to delete it then."""
    held = {f"{row._meta.model_name}s": [{"key": row.pk}]}
    return PlanVersion.objects.filter(contents__contains=held).exists()


@transaction.atomic
def delete(*, annual_plan: AnnualPlan, row: Part, seen: int, reader: Reader) -> None:
    """Remove what nothing points to, nobody has answered and no version holds; its number is not offered again.

    Raises ValidationError with a sentence where that is not so, and Conflict where it is not as it was shown.
    """
    lock(annual_plan, reader)
    current: Part = at_hand(row)
    _refuse_stale(current, seen)
    if held := what_holds(current):
        raise ValidationError(held)
    try:
        with transaction.atomic():
            current.delete()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except ProtectedError as held_after_all:
        raise ValidationError(POINTED_TO) from held_after_all
    except IntegrityError as refused:
        says = sentence_of(refused)
        raise ValidationError(says if says.endswith("instead.") else POINTED_TO) from refused
