"""The acts by which the officer adds an objective to the year's plan and changes what it says."""

import datetime
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from objectives.models import Aim, AnnualPlan, Deadline, Objective, ObjectiveOwner, Outcome, SubItem, Theme
from objectives.models.objectives import Flag
from objectives.numbers import NoneLeft, next_reference
from objectives.services.locking import lock
from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import Hand, fingerprint, last_hand, made_by_form, sign
from probation_planning.organisation.models import DeliveryUnit, Owner
from probation_planning.organisation.ordering import next_order
from probation_planning.organisation.roles import Reader

# Beyond every year that a form takes.
SPARE_YEAR = 3000


class Line(NamedTuple):
    """An outcome: the key of its row, none for a new one."""

    key: int | None
    text: str


class Due(NamedTuple):
    """A deadline: the key of its row, none for a new one."""

    key: int | None
    month: datetime.date
    stage: str


class SubLine(NamedTuple):
    """A numbered part: the key of its row, none for a new one."""

    key: int | None
    label: str
    text: str


@dataclass(frozen=True)
class Words:
    """What an objective says; who leads comes first among the owners."""

    theme: Theme
    aim: Aim | None
    text: str
    outcomes: tuple[Line, ...] = ()
    owners: tuple[Owner, ...] = ()
    acts: str = ""
    for_each: str = ""
    deadlines: tuple[Due, ...] = ()
    flags: tuple[str, ...] = ()
    sub_items: tuple[SubLine, ...] = ()

    @property
    def in_words(self) -> dict[str, str]:
        """Each as a person reads it, by the name of its box."""
        return {
            "place": f"Aim {self.aim}" if self.aim else f"Theme {self.theme}",
            "text": self.text,
            "outcomes": "\n".join(line.text for line in self.outcomes),
            "leads": str(self.owners[0]) if self.owners else "",
            "others": ", ".join(sorted(str(one) for one in self.owners[1:])),
            "deadlines": "\n".join(f"{due.month:%B %Y} {due.stage}".strip() for due in self.deadlines),
            "flags": ", ".join(Flag(flag).label for flag in sorted(self.flags)),
            "acts": self.acts,
            "for_each": dict(DeliveryUnit.Kind.choices).get(self.for_each, ""),
            "sub_items": "\n".join(f"{part.label} {part.text}".strip() for part in self.sub_items),
        }

    @property
    def fingerprint(self) -> int:
        """What a form was filled in beside."""
        keys = [[row.key for row in rows] for rows in (self.outcomes, self.deadlines, self.sub_items)]
        return fingerprint([self.in_words, keys, self.aim.pk if self.aim else None, self.theme.pk])


class Written(NamedTuple):
    """What was saved meanwhile, by whom and when."""

    words: Words
    hand: Hand


def words_of(objective: Objective) -> Words:
    """What it says now."""
    owners = objective.owners.select_related("owner").order_by("-leads", "order", "pk")
    return Words(
        theme=objective.theme,
        aim=objective.aim,
        text=objective.text,
        outcomes=tuple(Line(row.pk, row.text) for row in objective.outcomes.order_by("order", "pk")),
        owners=tuple(row.owner for row in owners),
        acts=objective.acts,
        for_each=objective.for_each,
        deadlines=tuple(
            Due(row.pk, row.month, row.stage) for row in objective.deadlines.order_by("month", "stage", "pk")
        ),
        flags=tuple(sorted(str(flag) for flag in objective.flags)),
        sub_items=tuple(SubLine(row.pk, row.label, row.text) for row in objective.sub_items.order_by("order", "pk")),
    )


def at_hand(annual_plan: AnnualPlan, key: int) -> Objective:
    """The plan's objective as it stands now."""
    rows = Objective.objects.select_related("theme", "aim", "annual_plan__plan", "annual_plan__year__trust")
    return rows.get(annual_plan=annual_plan, pk=key)


def refuse_withdrawn(objective: Objective) -> None:
    """What is withdrawn is restored before it is changed."""
    if objective.withdrawn_on:
        day = f"{objective.withdrawn_on:%-d %B %Y}"
        raise ValidationError(f"{objective} was withdrawn on {day}. Restore it before you change it.")


@transaction.atomic
def add_objective(*, annual_plan: AnnualPlan, reader: Reader, words: Words, once: uuid.UUID) -> Objective:
    """Add it under the next free reference. The same form sent twice adds one.

    Sent again with other words, it is a Conflict with the Objective it added. Raises PermissionDenied and
    ValidationError.
    """
    current = lock(annual_plan, reader)
    key = made_by_form("objectives", "ObjectiveEvent", once, annual_plan=current.pk)
    if key is not None and (added := Objective.objects.filter(pk=key).first()):
        if said(words_of(added)) != said(words):
            raise Conflict(added)
        return added
    sign(once)
    objective = Objective(annual_plan=current, order=next_order(Objective.objects.filter(annual_plan=current)))
    _place(objective, words)
    _write(objective, words)
    return objective


@transaction.atomic
def edit_objective(*, objective: Objective, reader: Reader, words: Words, seen: int) -> Objective:
    """Change what it says; under another aim or theme it is given another reference.

    `seen` is the fingerprint of the words the form was filled in beside; the same words sent again change nothing.
    Raises PermissionDenied, ValidationError by box, and Conflict with what was Written meanwhile.
    """
    annual_plan = lock(objective.annual_plan, reader)
    current = at_hand(annual_plan, objective.pk)
    refuse_withdrawn(current)
    now = words_of(current)
    if said(now) == said(words):
        return current
    if seen != now.fingerprint:
        raise Conflict(Written(now, who_wrote_last(current)))
    if (current.theme_id, current.aim_id) != (words.theme.pk, words.aim.pk if words.aim else None):
        current.order = next_order(Objective.objects.filter(annual_plan=annual_plan))
        _place(current, words)
    if tuple(current.flags) != words.flags:
        current.flags_ground = ""
    if current.for_each != words.for_each:
        current.for_each_ground = ""
    _write(current, words)
    return current


def said(words: Words) -> tuple[Any, ...]:
    """What words say whichever rows hold it."""
    keyless = [tuple(row[1:] for row in rows) for rows in (words.outcomes, words.deadlines, words.sub_items)]
    place = (words.theme.pk, words.aim.pk if words.aim else None)
    owners = [one.pk for one in words.owners]
    lead, others = owners[:1], sorted(owners[1:])
    dues = sorted(keyless[1])
    return (place, words.text, keyless[0], dues, keyless[2], lead, others, words.acts, words.for_each, set(words.flags))


def who_wrote_last(objective: Objective) -> Hand:
    """Who changed it last, and when."""
    names = ("OutcomeEvent", "ObjectiveOwnerEvent", "DeadlineEvent", "SubItemEvent")
    of_it = [(name, {"objective": objective.pk}) for name in names]
    return last_hand("objectives", ("ObjectiveEvent", {"pgh_obj": objective.pk}), *of_it)


def _place(objective: Objective, words: Words) -> None:
    under = words.aim or words.theme
    for part in (words.theme, under):
        if part.withdrawn_on:
            raise ValidationError({"place": f"{part} is withdrawn. Restore it first, or choose another."})
    try:
        objective.reference = next_reference(objective.annual_plan, under)
    except NoneLeft:
        raise ValidationError({"place": f"Every reference under {under} was given."}) from None
    objective.theme, objective.aim = words.theme, words.aim


def _write(objective: Objective, words: Words) -> None:
    """The objective and all that hangs on it."""
    objective.text, objective.acts = words.text, words.acts
    objective.for_each, objective.flags = words.for_each, list(words.flags)
    objective.clean_fields(exclude=["trust", "document", "annual_plan", "theme", "aim", "order"])
    objective.save()
    _rewrite(objective, words)


def _rewrite(objective: Objective, words: Words) -> None:
    kept = {line.key for line in words.outcomes if line.key is not None}
    for outcome in objective.outcomes.exclude(pk__in=kept).prefetch_related("evidence"):
        if outcome.evidence.all():
            _refuse(
                "outcome", outcome.pk, "There is evidence for this outcome. Change its words; it cannot be removed."
            )
    due = {row.key for row in words.deadlines if row.key is not None}
    for deadline in objective.deadlines.exclude(pk__in=due).prefetch_related("revisions"):
        if deadline.revisions.all():
            _refuse("deadline", deadline.pk, "An answer has moved this deadline. Change it; it cannot be removed.")
    _keep(Outcome, objective, [(line.key, {"text": line.text}) for line in words.outcomes], ordered=True)
    _keep(Deadline, objective, [(row.key, {"month": row.month, "stage": row.stage}) for row in words.deadlines])
    parts = [(part.key, {"label": part.label, "text": part.text}) for part in words.sub_items]
    _keep(SubItem, objective, parts, ordered=True)
    give_owners(objective, words.owners)


def _refuse(kind: str, key: int, sentence: str) -> None:
    raise ValidationError({f"{kind}_{key}": sentence})


def _keep(
    model: type[Outcome | Deadline | SubItem],
    objective: Objective,
    wanted: Sequence[tuple[int | None, dict[str, Any]]],
    *,
    ordered: bool = False,
) -> None:
    """These rows and no others: those with a key are changed, the others added after them."""
    rows: Any = model._default_manager.filter(objective=objective)
    rows.exclude(pk__in=[key for key, _ in wanted if key is not None]).delete()
    there = {row.pk: row for row in rows}
    if model is Deadline:
        _step_aside(there, wanted)
    for key, values in wanted:
        row = there.get(key)
        if row is None:
            more = {"order": next_order(rows)} if ordered else {}
            rows.create(objective=objective, **values, **more)
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save(update_fields=list(values))


def _step_aside(there: Mapping[int, Deadline], wanted: Collection[tuple[int | None, dict[str, Any]]]) -> None:
    """Deadlines whose place another takes wait in a month of their own, which no deadline is ever given."""
    places = {key: (values["month"], values["stage"]) for key, values in wanted if key is not None}
    taken = {(values["month"], values["stage"]) for _, values in wanted}
    for far, row in enumerate(there.values()):
        place = (row.month, row.stage)
        if place in taken and places[row.pk] != place:
            row.month = datetime.date(SPARE_YEAR + far, 1, 1)
            row.save(update_fields=["month"])


def give_owners(objective: Objective, owners: Iterable[Owner]) -> None:
    """These owners and no others, the first of them leading; what was read into an owner's name stays with it.

    Whoever stops leading goes first: the database allows one leader at a time. Raises ValidationError by box where one
    that is newly named was closed.
    """
    wanted = list(owners)
    rows = ObjectiveOwner.objects.filter(objective=objective)
    named = Owner.objects.filter(pk__in=[one.pk for one in wanted]).exclude(pk__in=rows.values("owner"))
    for owner in named.select_for_update(no_key=True).order_by("pk"):
        if owner.closed_on:
            box = "leads" if owner == wanted[0] else "others"
            day = f"{owner.closed_on:%-d %B %Y}"
            raise ValidationError({box: f"{owner} was closed on {day} and takes on nothing new. Choose another owner."})
    rows.exclude(owner__in=wanted).delete()
    for order, owner in sorted(enumerate(wanted), key=lambda pair: pair[0], reverse=True):
        ObjectiveOwner.objects.update_or_create(
            objective=objective, owner=owner, defaults={"order": order, "leads": order == 0}
        )


@transaction.atomic
def confirm_readings(*, objective: Objective, reader: Reader, seen: int) -> Objective:
    """Say that what was read into it, and who owns it by a reading, is right; once is enough.

    `seen` is the fingerprint of the readings that were shown. Raises PermissionDenied, and Conflict with the readings
    where they are others now.
    """
    current = at_hand(lock(objective.annual_plan, reader), objective.pk)
    readings = readings_of(current)
    if not readings:
        return current
    if seen != fingerprint(readings):
        raise Conflict(readings)
    unconfirmed = current.owners.filter(is_reading=True, confirmed_on=None)
    unconfirmed.update(confirmed_by=reader.user, confirmed_on=clock.today())
    if _own_readings_of(current):
        current.readings_confirmed_by = reader.user
        current.readings_confirmed_on = clock.today()
        current.save(update_fields=["readings_confirmed_by", "readings_confirmed_on"])
    return current


def readings_of(objective: Objective) -> list[tuple[str, str]]:
    """What of it is a reading that nobody has confirmed: what is read, and the ground."""
    owners: dict[str, list[str]] = {}
    for row in sorted(objective.owners.all(), key=lambda row: (row.order, row.pk)):
        if row.is_unconfirmed:
            owners.setdefault(row.ground, []).append(str(row.owner))
    read = [(f"That it is owned by {', '.join(names)}", ground) for ground, names in owners.items()]
    return [*_own_readings_of(objective), *read]


def _own_readings_of(objective: Objective) -> list[tuple[str, str]]:
    if objective.readings_confirmed_on is not None:
        return []
    grounds = [
        ("Its marks", objective.flags_ground),
        ("That each unit answers for it", objective.for_each_ground),
        ("What it hangs on", objective.hangs_on_ground),
    ]
    return [(what, ground) for what, ground in grounds if ground]
