"""The acts by which the officer creates a year's plan, says what it is, and brings last year's objectives into it."""

import datetime
import uuid
from collections.abc import Iterable, Mapping, Set
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects

from objectives.deadlines import dues_of
from objectives.models import (
    Aim,
    AnnualPlan,
    Deadline,
    DeadlineRevision,
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
from objectives.services.locking import lock, refuse_unless_managed
from objectives.spread import open_within
from objectives.standing import FINAL
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import Latest, fingerprint, last_hand, made_by_form, sign
from probation_planning.organisation.models import DeliveryUnit, Owner, Year
from probation_planning.organisation.ordering import next_order
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.years import refuse_closed


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
    refuse_closed(Year.objects.select_for_update(no_key=True).get(pk=year.pk))
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
    return next(iter(_plans_before(annual_plan.trust_id, annual_plan.year.start)), None)


@question
def _plans_before(trust: int, day: datetime.date) -> QuerySet[AnnualPlan]:
    earlier = AnnualPlan.objects.filter(trust=trust, year__start__lt=day)
    return earlier.select_related("plan", "year").order_by("-year__start")[:1]


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
    open_in_it = open_within(before.year.start, before.year.end)
    asked: dict[str, set[int | None]] = {"": {None}}
    for unit in DeliveryUnit.objects.filter(open_in_it, trust=before.trust_id):
        asked.setdefault(unit.kind, set()).add(unit.pk)
    return [
        row
        for row in rows.select_related("annual_plan", "theme", "aim").in_printed_order()
        if not _is_over(last.get(row.pk, {}), asked.get(row.for_each, set()))
    ]


def _is_over(words: Mapping[int | None, str], asked: Set[int | None]) -> bool:
    """Whether the last word of everybody asked is a final one; where no unit was open, of all who gave one."""
    last = [words.get(one) for one in asked or words]
    return bool(last) and all(word in FINAL for word in last)


@transaction.atomic
def bring_forward(*, annual_plan: AnnualPlan, reader: Reader, keys: Iterable[int]) -> list[Objective]:
    """Have these objectives of the plan before go on in this one; what is here already is left as it is.

    Each is marked as brought forward, under the aim or theme of the same number, with its outcomes, parts, owners and
    the deadlines that are not over when the year begins. Raises ValidationError where the plan has no such place.
    """
    current = lock(annual_plan, reader)
    wanted = set(keys)
    rows = [row for row in to_bring_forward(current) if row.pk in wanted]
    prefetch_related_objects(rows, "deadlines")
    months = _months_now(rows)
    owners = {owner.pk: owner for owner in Owner.objects.filter(trust=current.trust_id)}
    return [_carry(current, row, months, owners) for row in rows]


def _carry(
    annual_plan: AnnualPlan, before: Objective, months: Mapping[int, datetime.date], owners: Mapping[int, Owner]
) -> Objective:
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
        for_each_ground=before.for_each_ground,
        flags=flags,
        flags_as_printed=before.flags_as_printed,
        flags_ground=before.flags_ground,
        readings_confirmed_by_id=before.readings_confirmed_by_id,
        readings_confirmed_on=before.readings_confirmed_on,
        carried_from=before,
    )
    for outcome in before.outcomes.all():
        Outcome.objects.create(objective=objective, order=outcome.order, text=outcome.text)
    for part in before.sub_items.all():
        SubItem.objects.create(
            objective=objective,
            order=part.order,
            label=part.label,
            label_as_read=part.label_as_read,
            label_ground=part.label_ground,
            text=part.text,
        )
    _carry_owners(objective, before, owners)
    kept = {(months[due.pk], due.stage) for due in before.deadlines.all()}
    for month, stage in sorted(kept):
        if month >= annual_plan.year.start:
            Deadline.objects.create(objective=objective, month=month, stage=stage)
    return objective


def _carry_owners(objective: Objective, before: Objective, owners: Mapping[int, Owner]) -> None:
    """Its owners in office, each once; where one led and is gone, the first of the others does."""
    rows = list(before.owners.order_by("-leads", "order", "pk"))
    kept: dict[Owner, ObjectiveOwner] = {}
    for row in rows:
        if owner := _in_office(owners, row.owner_id):
            kept.setdefault(owner, row)
    for order, (owner, row) in enumerate(kept.items()):
        ObjectiveOwner.objects.create(
            objective=objective,
            owner=owner,
            order=order,
            leads=order == 0 and rows[0].leads,
            is_reading=row.is_reading,
            ground=row.ground,
            confirmed_by_id=row.confirmed_by_id,
            confirmed_on=row.confirmed_on,
        )


def _in_office(owners: Mapping[int, Owner], key: int) -> Owner | None:
    """The owner, or who succeeded it where it is closed; None where nobody open did."""
    passed: set[int | None] = set()
    owner = owners.get(key)
    while owner is not None and owner.closed_on and owner.pk not in passed:
        passed.add(owner.pk)
        owner = owners.get(owner.successor_id) if owner.successor_id else None
    return None if owner is None or owner.closed_on else owner


def _place_here(annual_plan: AnnualPlan, before: Objective) -> tuple[Theme, Aim | None]:
    """Its theme and aim, or those that bear their numbers in a plan of other themes; none that is withdrawn."""
    theme, aim = _same_place(annual_plan, before)
    for under in (theme, aim):
        if under is not None and under.withdrawn_on:
            kind = str(under._meta.verbose_name)
            raise ValidationError(
                f"{before} stands under {kind} {under.number}, which is withdrawn. Restore it first, "
                f"or leave {before.reference} out."
            )
    return theme, aim


def _same_place(annual_plan: AnnualPlan, before: Objective) -> tuple[Theme, Aim | None]:
    if before.annual_plan.plan_id == annual_plan.plan_id:
        return before.theme, before.aim
    aim = Aim.objects.filter(plan=annual_plan.plan_id, number=before.aim.number).first() if before.aim else None
    theme = aim.theme if aim else Theme.objects.filter(plan=annual_plan.plan_id, number=before.theme.number).first()
    if theme is None or (before.aim and aim is None):
        where = f"aim {before.aim.number}" if before.aim else f"theme {before.theme.number}"
        raise ValidationError(f"{before} stands under {where}, which this plan does not have. Add it first.")
    return theme, aim


def _months_now(objectives: Iterable[Objective]) -> dict[int, datetime.date]:
    """By deadline: the month it was last moved to by an answer for the whole trust that counts, else its own."""
    deadlines = [deadline for row in objectives for deadline in row.deadlines.all()]
    moves = DeadlineRevision.objects.that_count().filter(deadline__in=deadlines, update__unit=None)
    return {due.deadline.pk: due.month for due in dues_of(deadlines, moves.order_by("update__quarter__number"))}


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
