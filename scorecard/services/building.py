"""The acts by which the officer adds a measure, changes what it says, gives it up and takes it up again."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models, transaction

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.deleting import delete_at_once, what_points_to
from probation_planning.organisation.hands import Hand, fingerprint, last_hand, made_by_form, sign
from probation_planning.organisation.ordering import move_among, next_order
from probation_planning.organisation.roles import Reader
from scorecard import targets
from scorecard.models import (
    Accumulation,
    Frequency,
    Measure,
    Perspective,
    PlanReference,
    Result,
    Scorecard,
    Sharing,
    Unit,
)
from scorecard.services.headings import LAST_NUMBER, ever_given
from scorecard.services.locking import hold_measure
from scorecard.services.setting_up import lock

COLUMNS = (
    "name",
    "description",
    "frequency",
    "unit",
    "unit_as_read",
    "polarity",
    "accumulation",
    "rolling",
    "due_days",
    "level_within",
    "plausible_from",
    "plausible_to",
    "marker",
    "for_each",
)
# What rests on a ground until a person says it: then it is their word, which needs none.
GROUNDS = {
    "frequency": "frequency_ground",
    "unit": "unit_ground",
    "unit_as_read": "unit_ground",
    "polarity": "polarity_ground",
    "accumulation": "accumulation_ground",
}
SEPARATOR = ";"
# Stands clear of every place that references have.
ASIDE = 10_000


class Written(NamedTuple):
    """What a measure says that was saved meanwhile, by whom and when, and its fingerprint."""

    words: Mapping[str, str]
    hand: Hand
    seen: int


def references_in(typed: str) -> tuple[str, ...]:
    """The printed numbers of a list that is separated by semicolons: "2.1 ; 3.6*"."""
    return tuple(filter(None, (" ".join(one.split()) for one in typed.split(SEPARATOR))))


def references_of(measure: Measure) -> str:
    """The printed numbers as they are typed."""
    return f" {SEPARATOR} ".join(measure.references.order_by("order").values_list("printed", flat=True))


def says(measure: Measure) -> dict[str, Any]:
    """What a measure says now, by the name of its box."""
    return {name: getattr(measure, name) for name in COLUMNS} | {"references": references_of(measure)}


def in_words(said: Mapping[str, Any]) -> dict[str, str]:
    """The same as a person reads it."""
    return {name: _shown(name, value) for name, value in said.items()}


def _shown(name: str, value: Any) -> str:
    if name in {"level_within", "plausible_from", "plausible_to"}:
        return "" if value is None else targets.figure_words(value, "")
    choices = dict(getattr(Measure._meta.get_field(name), "choices", None) or ()) if name in COLUMNS else {}
    return str(choices.get(value, value))


def seen_of(measure: Measure) -> int:
    """What a form about the measure was filled in beside."""
    return fingerprint([measure.pk, in_words(says(measure)), measure.withdrawn_on])


def measures_of(perspective: Perspective) -> models.QuerySet[Measure]:
    """In their order."""
    return Measure.objects.filter(perspective=perspective.pk).order_by("order", "number", "pk")


def next_number(perspective: Perspective) -> int:
    """One above the highest that the perspective ever gave; raises ValidationError where none is left."""
    last = ever_given("MeasureEvent", perspective=perspective.pk)
    if last >= LAST_NUMBER:
        raise ValidationError({"perspective": f"Every number in {perspective} was given."})
    return last + 1


@transaction.atomic
def add_measure(
    *, scorecard: Scorecard, reader: Reader, perspective: Perspective, values: Mapping[str, Any], once: uuid.UUID
) -> Measure:
    """Add it after the others of its perspective. The same form sent twice adds one.

    Sent again with other words, it is a Conflict with the Measure it added. Raises PermissionDenied and
    ValidationError by box.
    """
    current = lock(scorecard, reader)
    key = made_by_form("scorecard", "MeasureEvent", once, perspective__scorecard=current.pk)
    if key is not None and (added := Measure.objects.filter(pk=key).select_related("perspective").first()):
        if added.perspective_id != perspective.pk or _differ(says(added), values):
            raise Conflict(added)
        return added
    within = Perspective.objects.filter(scorecard=current, pk=perspective.pk).first()
    if within is None:
        raise ValidationError({"perspective": "Choose a perspective from the list."})
    sign(once)
    measure = Measure(perspective=within, number=next_number(within), order=next_order(measures_of(within)))
    _write(measure, values)
    return measure


@transaction.atomic
def edit_measure(*, measure: Measure, reader: Reader, values: Mapping[str, Any], seen: int) -> Measure:
    """Change what it says; what was read into it and is replaced loses its ground.

    `seen` is the fingerprint it was filled in beside; the same words sent again change nothing. Raises
    PermissionDenied, ValidationError by box, and Conflict with what was saved meanwhile.
    """
    current = _at_hand(measure, reader)
    refuse_withdrawn(current)
    now = says(current)
    if not _differ(now, values):
        return current
    if seen != seen_of(current):
        raise Conflict(Written(in_words(now), who_wrote_last(current), seen_of(current)))
    refuse_what_rests_on_it(current, values)
    for name, ground in GROUNDS.items():
        if getattr(current, name) != values[name]:
            setattr(current, ground, "")
    _write(current, values)
    return current


def refuse_withdrawn(measure: Measure) -> None:
    """What is withdrawn is restored before it is changed."""
    if measure.withdrawn_on:
        day = f"{measure.withdrawn_on:%-d %B %Y}"
        raise ValidationError(f"Measure {measure.reference} was withdrawn on {day}. Restore it before you change it.")


def who_wrote_last(measure: Measure) -> Hand:
    """Who changed it last, and when."""
    references = ("PlanReferenceEvent", {"measure": measure.pk})
    return last_hand("scorecard", ("MeasureEvent", {"pgh_obj": measure.pk}), references)


@transaction.atomic
def move_measure(*, measure: Measure, reader: Reader, direction: str, seen: int) -> bool:
    """Change places with the one above or below it in its perspective; whether it did, the order being as `seen`."""
    lock(measure.perspective.scorecard, reader)
    return move_among(measures_of(measure.perspective), measure, direction, seen)


@transaction.atomic
def withdraw_measure(*, measure: Measure, reader: Reader, withdrawn_on: datetime.date, reason: str, seen: int) -> None:
    """Give it up, with a reason. The same again changes nothing; Conflict where it is not as it was shown."""
    current = _at_hand(measure, reader)
    today = clock.today()
    # A year may be set up, and what is set up given up again, before it begins.
    first = min(current.year.start, today)
    if not first <= withdrawn_on <= today:
        raise ValidationError({"withdrawn_on": f"Enter a day from {first:%-d %B %Y} to today."})
    if (current.withdrawn_on, current.withdrawn_reason) == (withdrawn_on, reason):
        return
    _refuse_stale(current, seen)
    if current.withdrawn_on:
        raise ValidationError("It is withdrawn already.")
    current.withdrawn_on, current.withdrawn_reason = withdrawn_on, reason
    current.save(update_fields=["withdrawn_on", "withdrawn_reason"])


@transaction.atomic
def restore_measure(*, measure: Measure, reader: Reader, seen: int) -> None:
    """Take it up again; what stands already stays as it is."""
    current = _at_hand(measure, reader)
    if current.withdrawn_on is None:
        return
    _refuse_stale(current, seen)
    current.withdrawn_on, current.withdrawn_reason = None, ""
    current.save(update_fields=["withdrawn_on", "withdrawn_reason"])


@transaction.atomic
def delete_measure(*, measure: Measure, reader: Reader, seen: int) -> None:
    """Remove what nothing points to, with its references and who answers for it; its number is not given again.

    Raises ValidationError with a sentence where something does, and Conflict where it is not as it was shown.
    """
    current = _at_hand(measure, reader)
    _refuse_stale(current, seen)
    if held := what_points_to(current):
        raise ValidationError(held)
    delete_at_once(current)


def was_deleted(scorecard: Scorecard, perspective: int, number: int) -> bool:
    """Whether the scorecard once had a measure of this reference, and has it no more."""
    within = Perspective.objects.filter(scorecard=scorecard, number=perspective).first()
    if within is None or Measure.objects.filter(perspective=within, number=number).exists():
        return False
    return ever_given("MeasureEvent", perspective=within.pk, number=number) > 0


def _at_hand(measure: Measure, reader: Reader) -> Measure:
    """The measure as it stands now, for who sets up its scorecard; nobody gives it a result or an owner meanwhile."""
    lock(measure.perspective.scorecard, reader)
    hold_measure(measure)
    return Measure.objects.select_related("perspective__scorecard__year__trust").get(pk=measure.pk)


def _refuse_stale(measure: Measure, seen: int) -> None:
    if seen != seen_of(measure):
        raise Conflict((measure, who_wrote_last(measure)))


def _differ(now: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether these say something else, however references are spaced."""
    wants = dict(wanted) | {"references": references_in(wanted["references"])}
    return (dict(now) | {"references": references_in(now["references"])}) != wants


def refuse_what_rests_on_it(measure: Measure, values: Mapping[str, Any]) -> None:
    """Results are read by unit and frequency, shares by the kind of unit: these stay where others would not fit."""
    results = Result.objects.filter(measure=measure)
    faults = {}
    if targets.Unit(values["unit"]).takes is not targets.Unit(measure.unit).takes and results.exists():
        faults["unit"] = "Results were entered in another way. Withdraw the measure, and add another with this unit."
    is_of_the_year = values["frequency"] == Frequency.ANNUAL and values["accumulation"] != Accumulation.ONCE
    if is_of_the_year and results.filter(quarter__number__lt=4).exists():
        faults["frequency"] = "There are results of single quarters. Withdraw the measure, and add an annual one."
    if values["for_each"] != measure.for_each and Sharing.objects.filter(target__measure=measure).exists():
        faults["for_each"] = "Its target is shared out to units of this kind, so this stays as it is."
    if faults:
        raise ValidationError(faults)


def _write(measure: Measure, values: Mapping[str, Any]) -> None:
    if measure.document_id is None and values["frequency"] != measure.frequency:
        # No document printed it: this is what the scorecard prints here.
        measure.frequency_as_printed = values["frequency"]
    for name in COLUMNS:
        setattr(measure, name, values[name])
    measure.clean_fields(exclude=["trust", "document", "perspective", "number", "order", "carried_from"])
    if measure.unit_as_read and measure.unit not in {Unit.NUMBER, Unit.COUNT}:
        raise ValidationError({"unit_as_read": "Words are for a plain number or a count. Leave this empty."})
    measure.save()
    write_references(measure, references_in(values["references"]))


def write_references(measure: Measure, wanted: Sequence[str]) -> None:
    """These printed numbers and no others, in this order; what stays keeps its row, which a link may point to."""
    rows = list(PlanReference.objects.filter(measure=measure).order_by("order"))
    if [row.printed for row in rows] == list(wanted):
        return
    there: dict[str, PlanReference] = {row.printed: row for row in rows}
    for row in rows:
        if row.printed not in wanted and what_points_to(row):
            raise ValidationError({"references": f"A link to the plan rests on {row.printed}, so it stays among them."})
    PlanReference.objects.filter(pk__in=[row.pk for row in rows if row.printed not in wanted]).delete()
    for place, row in enumerate(rows):
        PlanReference.objects.filter(pk=row.pk).update(order=ASIDE + place)
    for order, printed in enumerate(wanted):
        if printed in there:
            PlanReference.objects.filter(pk=there[printed].pk).update(order=order)
        else:
            PlanReference.objects.create(measure=measure, order=order, printed=printed)
