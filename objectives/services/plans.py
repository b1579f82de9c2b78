"""The acts by which the officer creates a year's plan, says what it is, and brings last year's objectives into it."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from objectives.models import (
    Aim,
    AnnualPlan,
    Deadline,
    Narrative,
    Objective,
    ObjectiveOwner,
    Outcome,
    Plan,
    StatusUpdate,
    SubItem,
    Theme,
)
from objectives.models.objectives import Flag
from objectives.numbers import NoneLeft, next_reference
from objectives.services.building import next_order
from objectives.services.locking import lock, refuse_unless_managed
from objectives.standing import FINAL
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import Latest, fingerprint, last_hand, made_by_form, sign
from probation_planning.organisation.models import DeliveryUnit, Year
from probation_planning.organisation.roles import Reader


class NewPlan(NamedTuple):
    """A plan that is made with its first year."""

    title: str
    starts: datetime.date
    ends: datetime.date


def plans_covering(year: Year) -> Any:
    """Plans of the trust that the year may belong to."""
    return Plan.objects.filter(trust=year.trust_id, starts__lte=year.start, ends__gte=year.end)


@transaction.atomic
def create_plan(
    *, year: Year, reader: Reader, of: Plan | NewPlan, title: str, vision: str = "", mission: str = ""
) -> AnnualPlan:
    """The year's plan, of an existing plan, whose themes and aims it shares, or of a new one.

    The same form sent twice makes one; raises PermissionDenied, and ValidationError where the year has another.
    """
    refuse_unless_managed(reader)
    Year.objects.select_for_update(no_key=True).get(pk=year.pk)
    there = AnnualPlan.objects.select_related("plan").filter(year=year).first()
    if there is not None:
        said = (there.title, there.vision, there.mission, there.plan.title)
        if said == (title, vision, mission, of.title):
            return there
        raise ValidationError("The year has a plan already. Somebody created it in the meantime.")
    if isinstance(of, NewPlan):
        if not of.starts <= year.start < of.ends:
            raise ValidationError({"last_year": f"The plan must cover {year.label}."})
        if Plan.objects.filter(trust=year.trust_id, title=of.title).exists():
            raise ValidationError({"plan_title": "The trust has a plan of this title already."})
        of = Plan.objects.create(title=of.title, starts=of.starts, ends=of.ends)
    return AnnualPlan.objects.create(plan=of, year=year, title=title, vision=vision, mission=mission)


def about(annual_plan: AnnualPlan) -> dict[str, str]:
    """What the plan says of itself."""
    said = {name: str(getattr(annual_plan, name)) for name in ("title", "vision", "mission")}
    return {"plan_title": annual_plan.plan.title} | said


@transaction.atomic
def edit_plan(*, annual_plan: AnnualPlan, reader: Reader, seen: int, values: Mapping[str, str]) -> AnnualPlan:
    """Change titles, vision and mission; Conflict with what was saved meanwhile."""
    current = lock(annual_plan, reader)
    now = about(current)
    if now == dict(values):
        return current
    if seen != fingerprint(now):
        events = [("AnnualPlanEvent", {"pgh_obj": current.pk}), ("PlanEvent", {"pgh_obj": current.plan_id})]
        raise Conflict(Latest(now, *last_hand("objectives", *events)))
    plan = current.plan
    if values["plan_title"] != plan.title:
        if Plan.objects.filter(trust=plan.trust_id, title=values["plan_title"]).exists():
            raise ValidationError({"plan_title": "The trust has a plan of this title already."})
        plan.title = values["plan_title"]
        plan.save(update_fields=["title"])
    for name in ("title", "vision", "mission"):
        setattr(current, name, values[name])
    current.save(update_fields=["title", "vision", "mission"])
    return current


# Bringing forward


def plan_before(annual_plan: AnnualPlan) -> AnnualPlan | None:
    """The trust's plan of the latest year before."""
    earlier = AnnualPlan.objects.filter(trust=annual_plan.trust_id, year__start__lt=annual_plan.year.start)
    return earlier.select_related("plan", "year").order_by("-year__start").first()


def to_bring_forward(annual_plan: AnnualPlan) -> list[Objective]:
    """Objectives of the plan before that are neither complete nor given up, nor here already."""
    before = plan_before(annual_plan)
    if before is None:
        return []
    rows = Objective.objects.filter(annual_plan=before, withdrawn_on=None).exclude(carried_to__annual_plan=annual_plan)
    words = StatusUpdate.objects.filter(objective__annual_plan=before).that_count()
    last: dict[int, dict[int | None, str]] = {}
    for word in sorted(words.select_related("quarter"), key=lambda word: word.quarter.number):
        last.setdefault(word.objective_id, {})[word.unit_id] = word.status
    units: dict[str, int] = {}
    for kind in DeliveryUnit.objects.values_list("kind", flat=True):
        units[kind] = units.get(kind, 0) + 1
    return [
        row
        for row in rows.select_related("theme", "aim").in_printed_order()
        if not _is_over(last.get(row.pk, {}), units.get(row.for_each, 1) if row.for_each else 1)
    ]


def _is_over(words: Mapping[int | None, str], asked: int) -> bool:
    """Whether the last word of everybody asked is a final one."""
    return len(words) >= asked and all(word in FINAL for word in words.values())


@transaction.atomic
def bring_forward(*, annual_plan: AnnualPlan, reader: Reader, keys: Iterable[int]) -> list[Objective]:
    """Have these objectives of the plan before go on in this one; what is here already is left as it is.

    Each is marked as brought forward, under the aim or theme of the same number, with its outcomes, parts, owners and
    the deadlines that are not over when the year begins. Raises ValidationError where the plan has no such place.
    """
    current = lock(annual_plan, reader)
    wanted = set(keys)
    return [_carry(current, row) for row in to_bring_forward(current) if row.pk in wanted]


def _carry(annual_plan: AnnualPlan, before: Objective) -> Objective:
    theme, aim = _place_here(annual_plan, before)
    try:
        reference = next_reference(annual_plan, aim or theme)
    except NoneLeft:
        raise ValidationError(f"Every reference under {aim or theme} was given.") from None
    flags = [Flag.BROUGHT_FORWARD.value, *(str(flag) for flag in before.flags if flag != Flag.BROUGHT_FORWARD)]
    objective = Objective.objects.create(
        annual_plan=annual_plan,
        theme=theme,
        aim=aim,
        reference=reference,
        order=next_order(Objective.objects.filter(annual_plan=annual_plan)),
        text=before.text,
        acts=before.acts,
        for_each=before.for_each,
        flags=flags,
        carried_from=before,
    )
    for outcome in before.outcomes.all():
        Outcome.objects.create(objective=objective, order=outcome.order, text=outcome.text)
    for part in before.sub_items.all():
        SubItem.objects.create(objective=objective, order=part.order, label=part.label, text=part.text)
    for owner in before.owners.filter(owner__closed_on=None).order_by("-leads", "order"):
        ObjectiveOwner.objects.create(
            objective=objective, owner_id=owner.owner_id, order=owner.order, leads=owner.leads
        )
    moved: Iterable[Any] = before.deadlines.as_moved()
    months = {(due.until, due.stage) for due in moved}
    for month, stage in sorted(months):
        if month >= annual_plan.year.start:
            Deadline.objects.create(objective=objective, month=month, stage=stage)
    return objective


def _place_here(annual_plan: AnnualPlan, before: Objective) -> tuple[Theme, Aim | None]:
    """Its theme and aim, or those that bear their numbers in a plan of other themes."""
    if before.annual_plan.plan_id == annual_plan.plan_id:
        return before.theme, before.aim
    aim = Aim.objects.filter(plan=annual_plan.plan_id, number=before.aim.number).first() if before.aim else None
    theme = aim.theme if aim else Theme.objects.filter(plan=annual_plan.plan_id, number=before.theme.number).first()
    if theme is None or (before.aim and aim is None):
        where = f"aim {before.aim.number}" if before.aim else f"theme {before.theme.number}"
        raise ValidationError(f"{before} stands under {where}, which this plan does not have. Add it first.")
    return theme, aim


# Sections of the text


def said_in(section: Narrative) -> dict[str, str]:
    """What a section says."""
    return {"kind": section.kind, "heading": section.heading, "text": section.text}


@transaction.atomic
def add_section(*, annual_plan: AnnualPlan, reader: Reader, once: uuid.UUID, values: Mapping[str, str]) -> Narrative:
    """Add a section after the others. The same form sent twice adds one; with other words it is a Conflict."""
    current = lock(annual_plan, reader)
    key = made_by_form("objectives", "NarrativeEvent", once, annual_plan=current.pk)
    there = Narrative.objects.filter(pk=key).first() if key is not None else None
    if there is not None:
        if said_in(there) != dict(values):
            raise Conflict(there)
        return there
    sign(once)
    order = next_order(Narrative.objects.filter(annual_plan=current))
    return Narrative.objects.create(annual_plan=current, order=order, **values)


@transaction.atomic
def edit_section(
    *, annual_plan: AnnualPlan, section: Narrative, reader: Reader, seen: int, values: Mapping[str, str]
) -> Narrative:
    """Change what it says; Conflict with what was saved meanwhile."""
    lock(annual_plan, reader)
    current = Narrative.objects.get(pk=section.pk)
    now = said_in(current)
    if now == dict(values):
        return current
    _refuse_stale_section(current, seen)
    for name, value in values.items():
        setattr(current, name, value)
    current.save(update_fields=list(values))
    return current


@transaction.atomic
def delete_section(*, annual_plan: AnnualPlan, section: Narrative, reader: Reader, seen: int) -> None:
    """Remove it; versions keep what it said."""
    lock(annual_plan, reader)
    current = Narrative.objects.get(pk=section.pk)
    _refuse_stale_section(current, seen)
    current.delete()


def _refuse_stale_section(section: Narrative, seen: int) -> None:
    now = said_in(section)
    if seen != fingerprint(now):
        raise Conflict(Latest(now, *last_hand("objectives", ("NarrativeEvent", {"pgh_obj": section.pk}))))
