"""The acts by which the officer gives a part of the plan another place, withdraws it, restores it or deletes it."""

import datetime
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.db import models, transaction

from objectives.models import Aim, AnnualPlan, Narrative, Objective, PlanVersion, Theme
from objectives.services.locking import lock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.deleting import delete_at_once, what_points_to
from probation_planning.organisation.hands import fingerprint, last_hand
from probation_planning.organisation.ordering import move_among
from probation_planning.organisation.roles import Reader

Part: TypeAlias = Theme | Aim | Objective
Placed: TypeAlias = Part | Narrative

HELD = "It stands in a version of the plan."


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


@transaction.atomic
def move(*, annual_plan: AnnualPlan, row: Placed, direction: str, seen: int, reader: Reader) -> bool:
    """Change places with the one above or below it; whether there was one, and the order still the one `seen`.

    Raises DoesNotExist where it was deleted meanwhile.
    """
    lock(annual_plan, reader)
    return move_among(beside(row), row, direction, seen)


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
    pointed = what_points_to(row)
    return [*sentences, pointed] if pointed else sentences


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
    delete_at_once(current)
