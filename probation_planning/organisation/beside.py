"""What a form of the administration was filled in beside: the row, and the rows below it that the form shows."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.forms.models import _get_foreign_key
from django.http import HttpRequest

from probation_planning.organisation.conflict import moment_words
from probation_planning.organisation.hands import events_of, fingerprint, last_hand, made_by_form

SEEN, ONCE = "_seen", "_once"
SAVED_ALREADY = "This form was saved already: here is what it made."
UNMARKED = "This form lost its mark, by which it is saved once. Save it again."


def columns(page: Any, request: HttpRequest, row: models.Model) -> dict[models.Field[Any, Any], Any]:
    """What the form shows of the row itself, by column."""
    found = {}
    for name in flatten_fieldsets(page.get_fieldsets(request, row)):
        try:
            field = row._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if field.concrete and not field.many_to_many:
            found[field] = field.value_from_object(row)
    return found


def seen_of_form(page: Any, request: HttpRequest, row: models.Model) -> int:
    """A number for all that the form shows, as it stands now."""
    now = type(row)._default_manager.get(pk=row.pk)
    shown = {field.name: value for field, value in columns(page, request, now).items()}
    return fingerprint([shown, *_below(page, request, now)])


def _below(page: Any, request: HttpRequest, row: models.Model) -> Iterable[list[Any]]:
    for inline in page.get_inline_instances(request, row):
        if inline.has_change_permission(request, row):
            to = _get_foreign_key(page.model, inline.model, fk_name=inline.fk_name)
            rows = inline.model._default_manager.filter(**{to.name: row}).order_by("pk")
            yield [inline.model.__name__, *map(list, rows.values_list())]


def meanwhile(page: Any, request: HttpRequest, row: models.Model) -> str:
    """Who saved it after the form was opened, when, and what it says now."""
    events = events_of(type(row))
    asked = [(events.__name__, {"pgh_obj": row.pk})] if events else []
    who, when = last_hand(row._meta.app_label, *asked)
    says = "; ".join(f"{name}: {value}" for name, value in _in_words(columns(page, request, row)).items())
    return (
        f"{who or 'Somebody'} saved this{moment_words(when)}, after you opened the form. It says now: {says}. "
        "What you typed stands below and is not saved: save again to put it in the place of theirs."
    )


def _in_words(shown: dict[models.Field[Any, Any], Any]) -> dict[str, object]:
    """What is filled in, by the name of the column, choices by their labels."""
    filled = {field: value for field, value in shown.items() if value not in (None, "", False)}
    return {
        str(field.verbose_name): next((label for key, label in field.flatchoices if key == value), value)
        for field, value in filled.items()
    }


def mark_of(request: HttpRequest) -> uuid.UUID | None:
    """The form's own mark; none where it was sent without."""
    try:
        return uuid.UUID(request.POST.get(ONCE, ""))
    except ValueError:
        return None


def made_before(model: type[models.Model], once: uuid.UUID) -> int | None:
    """The key of what this very form added before; none where it is sent first."""
    events = events_of(model)
    return made_by_form(model._meta.app_label, events.__name__, once) if events else None
