"""The acts by which the officer creates a year's scorecard, and writes its perspectives and its notes."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction

from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.deleting import delete_at_once
from probation_planning.organisation.hands import Latest, fingerprint, last_hand, made_by_form, sign
from probation_planning.organisation.models import Year
from probation_planning.organisation.ordering import move_among, next_order
from probation_planning.organisation.roles import Reader
from scorecard.models import Footnote, Measure, Perspective, Scorecard
from scorecard.services.setting_up import lock, lock_year

# As addresses write them (organisation/converters.py).
LAST_NUMBER = 999
ABOUT = ("title", "vision", "mission", "note")


@transaction.atomic
def create_scorecard(*, year: Year, reader: Reader, values: Mapping[str, str]) -> Scorecard:
    """The year's scorecard, without perspectives yet.

    The same form sent twice makes one; raises PermissionDenied, and ValidationError where the year has another.
    """
    held = lock_year(year, reader)
    there = Scorecard.objects.filter(year=held).first()
    if there is None:
        return Scorecard.objects.create(year=held, **values)
    if about(there) == dict(values):
        return there
    raise ValidationError("The year has a scorecard already. Somebody created it in the meantime.")


def about(scorecard: Scorecard) -> dict[str, str]:
    """What the scorecard says of itself."""
    return {name: str(getattr(scorecard, name)) for name in ABOUT}


@transaction.atomic
def edit_scorecard(*, scorecard: Scorecard, reader: Reader, seen: int, values: Mapping[str, str]) -> Scorecard:
    """Change what it says of itself; Conflict with what was saved meanwhile."""
    current = lock(scorecard, reader)
    _change(current, about(current), values, seen)
    return current


# Perspectives


def said_of(perspective: Perspective) -> dict[str, str]:
    """What a perspective says."""
    return {"title": perspective.title}


def ever_given(event: str, **rows: Any) -> int:
    """The highest number that a table of the scorecard ever gave among such rows, deleted ones included; 0 for none."""
    events: Any = apps.get_model("scorecard", event)
    highest: int | None = events._default_manager.filter(**rows).aggregate(last=models.Max("number"))["last"]
    return highest or 0


def perspectives_of(scorecard: Scorecard) -> models.QuerySet[Perspective]:
    """In their order."""
    return Perspective.objects.filter(scorecard=scorecard.pk).order_by("order", "number", "pk")


def next_perspective_number(scorecard: Scorecard) -> int:
    """One above the highest that the scorecard ever gave; raises ValidationError where none is left."""
    last = ever_given("PerspectiveEvent", scorecard=scorecard.pk)
    if last >= LAST_NUMBER:
        raise ValidationError("Every number of a perspective was given.")
    return last + 1


@transaction.atomic
def add_perspective(*, scorecard: Scorecard, reader: Reader, title: str, once: uuid.UUID) -> Perspective:
    """Add it after the others. The same form sent twice adds one; with another title it is a Conflict."""
    current = lock(scorecard, reader)
    added: Perspective | None = added_by_form(Perspective, once, scorecard=current.pk)
    if added is not None:
        if added.title != title:
            raise Conflict(added)
        return added
    _refuse_title_taken(current, title)
    number = next_perspective_number(current)
    sign(once)
    order = next_order(perspectives_of(current))
    return Perspective.objects.create(scorecard=current, number=number, title=title, order=order)


@transaction.atomic
def edit_perspective(*, perspective: Perspective, reader: Reader, seen: int, title: str) -> Perspective:
    """Change its title; Conflict with what was saved meanwhile."""
    current_card = lock(perspective.scorecard, reader)
    current = Perspective.objects.get(pk=perspective.pk)
    if current.title != title:
        _refuse_title_taken(current_card, title)
    _change(current, said_of(current), {"title": title}, seen)
    return current


@transaction.atomic
def move_perspective(*, perspective: Perspective, reader: Reader, direction: str, seen: int) -> bool:
    """Change places with the one above or below it; whether there was one, and the order still the one `seen`."""
    return move_among(perspectives_of(lock(perspective.scorecard, reader)), perspective, direction, seen)


@transaction.atomic
def delete_perspective(*, perspective: Perspective, reader: Reader, seen: int) -> None:
    """Remove one that has no measures; its number is not given again."""
    lock(perspective.scorecard, reader)
    current = Perspective.objects.get(pk=perspective.pk)
    refuse_stale(current, said_of(current), seen)
    if held := what_stands_in(current):
        raise ValidationError(held)
    delete_at_once(current, "Measures stand in it. Delete them first.")


def what_stands_in(perspective: Perspective) -> str:
    """Why it cannot be deleted, in a sentence; empty where it can."""
    number = Measure.objects.filter(perspective=perspective).count()
    if not number:
        return ""
    return f"{'1 measure stands' if number == 1 else f'{number} measures stand'} in it, withdrawn ones counted."


def _refuse_title_taken(scorecard: Scorecard, title: str) -> None:
    if Perspective.objects.filter(scorecard=scorecard, title=title).exists():
        raise ValidationError({"title": "The scorecard has a perspective of this title already."})


# Notes


def said_in(footnote: Footnote) -> dict[str, str]:
    """What a note says."""
    return {"marker": footnote.marker, "text": footnote.text}


@transaction.atomic
def add_note(*, scorecard: Scorecard, reader: Reader, once: uuid.UUID, values: Mapping[str, str]) -> Footnote:
    """Add a note after the others. The same form sent twice adds one; with other words it is a Conflict."""
    current = lock(scorecard, reader)
    added: Footnote | None = added_by_form(Footnote, once, scorecard=current.pk)
    if added is not None:
        if said_in(added) != dict(values):
            raise Conflict(added)
        return added
    _refuse_marker_taken(current, values["marker"])
    sign(once)
    order = next_order(Footnote.objects.filter(scorecard=current))
    return Footnote.objects.create(scorecard=current, order=order, **values)


@transaction.atomic
def edit_note(*, footnote: Footnote, reader: Reader, seen: int, values: Mapping[str, str]) -> Footnote:
    """Change what it says; under another marker it is read to answer none any more, which was a reading of the old."""
    card = lock(footnote.scorecard, reader)
    current = Footnote.objects.get(pk=footnote.pk)
    if current.marker != values["marker"]:
        _refuse_marker_taken(card, values["marker"], besides=current.pk)
    before = current.marker
    _change(current, said_in(current), values, seen)
    if before != current.marker and current.answers_marker:
        current.answers_marker, current.ground, current.confirmed_by, current.confirmed_on = "", "", None, None
        current.save(update_fields=["answers_marker", "ground", "confirmed_by", "confirmed_on"])
    return current


@transaction.atomic
def delete_note(*, footnote: Footnote, reader: Reader, seen: int) -> None:
    """Remove it; measures keep their markers."""
    lock(footnote.scorecard, reader)
    current = Footnote.objects.get(pk=footnote.pk)
    refuse_stale(current, said_in(current), seen)
    current.delete()


def _refuse_marker_taken(scorecard: Scorecard, marker: str, besides: int | None = None) -> None:
    """A marker leads to one note, in whatever brackets it stands."""
    bare = marker.strip("().")
    notes = Footnote.objects.filter(scorecard=scorecard)
    if bare and any(note.marker.strip("().") == bare and note.pk != besides for note in notes):
        raise ValidationError({"marker": "Another note bears this marker already. Choose another."})


# What every act here does


def added_by_form(model: type[Any], once: uuid.UUID, **rows: Any) -> Any:
    """What this very form added before, if it still stands."""
    key = made_by_form("scorecard", f"{model.__name__}Event", once, **rows)
    return model._default_manager.filter(pk=key).first() if key is not None else None


def refuse_stale(row: models.Model, now: Mapping[str, Any], seen: int) -> None:
    """Conflict with what the row says now, where that is not what was `seen`."""
    if seen != fingerprint(now):
        events = (f"{type(row).__name__}Event", {"pgh_obj": row.pk})
        raise Conflict(Latest(now, *last_hand("scorecard", events)))


def _change(row: models.Model, now: Mapping[str, str], wanted: Mapping[str, str], seen: int) -> None:
    """Have it say this; the same again changes nothing."""
    if dict(now) == dict(wanted):
        return
    refuse_stale(row, now, seen)
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save(update_fields=list(wanted))
