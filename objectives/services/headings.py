"""The acts by which the officer adds themes and aims, and changes their numbers and titles."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from objectives.models import Aim, AnnualPlan, Theme
from objectives.services.locking import lock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import Latest, fingerprint, last_hand, made_by_form, sign
from probation_planning.organisation.ordering import next_order
from probation_planning.organisation.roles import Reader


def says(heading: Theme | Aim) -> dict[str, str]:
    """What a theme or an aim says."""
    return {"number": heading.number, "title": heading.title}


@transaction.atomic
def add_theme(*, annual_plan: AnnualPlan, reader: Reader, number: str, title: str, once: uuid.UUID) -> Theme:
    """Add a theme after the others. The same form sent twice adds one; with other words it is a Conflict."""
    current = lock(annual_plan, reader)
    themes = Theme.objects.filter(plan=current.plan_id)
    added: Theme | None = _added(Theme, once, {"number": number, "title": title}, plan=current.plan_id)
    if added is not None:
        return added
    _refuse_taken(current, Theme, number)
    sign(once)
    return Theme.objects.create(plan=current.plan, number=number, title=title, order=next_order(themes))


@transaction.atomic
def add_aim(*, annual_plan: AnnualPlan, reader: Reader, theme: Theme, number: str, title: str, once: uuid.UUID) -> Aim:
    """Add an aim after the others of its theme. The same form sent twice adds one."""
    current = lock(annual_plan, reader)
    added: Aim | None = _added(Aim, once, {"number": number, "title": title}, plan=current.plan_id)
    if added is not None:
        return added
    if theme.plan_id != current.plan_id:
        raise ValidationError({"theme": "Choose a theme from the list."})
    if theme.withdrawn_on:
        raise ValidationError({"theme": f"{theme} is withdrawn. Restore it first, or choose another."})
    _refuse_taken(current, Aim, number)
    sign(once)
    _make_room_after(theme)
    order = next_order(Aim.objects.filter(theme=theme)) or next_order(_aims_before(theme))
    return Aim.objects.create(plan=current.plan, theme=theme, number=number, title=title, order=order)


def _aims_before(theme: Theme) -> Any:
    return Aim.objects.filter(plan=theme.plan_id, theme__order__lt=theme.order)


def _make_room_after(theme: Theme) -> None:
    """Aims of later themes stand one place further on, so that aims follow each other as the themes do."""
    for aim in Aim.objects.filter(plan=theme.plan_id, theme__order__gt=theme.order):
        aim.order += 1
        aim.save(update_fields=["order"])


def _added(model: type[Any], once: uuid.UUID, said: Mapping[str, str], **rows: Any) -> Any:
    """What this form added before; a Conflict with it where it said something else then."""
    key = made_by_form("objectives", f"{model.__name__}Event", once, **rows)
    there = model._default_manager.filter(pk=key).first() if key is not None else None
    if there is not None and says(there) != said:
        raise Conflict(there)
    return there


@transaction.atomic
def edit_heading(
    *, annual_plan: AnnualPlan, reader: Reader, heading: Theme | Aim, number: str, title: str, seen: int
) -> Theme | Aim:
    """Change its number and title; the number it had leads to it until another bears it."""
    plan = lock(annual_plan, reader)
    model: Any = type(heading)
    current: Theme | Aim = model._default_manager.get(pk=heading.pk)
    now, wanted = says(current), {"number": number, "title": title}
    if now == wanted:
        return current
    if seen != fingerprint(now):
        raise Conflict(Latest(now, *last_hand("objectives", (f"{model.__name__}Event", {"pgh_obj": current.pk}))))
    if number != current.number:
        _refuse_taken(plan, model, number)
        if isinstance(current, Theme):
            current.number_is_reading = False
    current.number, current.title = number, title
    current.save()
    return current


def _refuse_taken(annual_plan: AnnualPlan, model: type[Any], number: str) -> None:
    if model._default_manager.filter(plan=annual_plan.plan_id, number=number).exists():
        raise ValidationError({"number": f"The plan has {NAMES[model]} {number} already. Choose another number."})


NAMES: dict[type[Any], str] = {Theme: "a theme", Aim: "an aim"}
