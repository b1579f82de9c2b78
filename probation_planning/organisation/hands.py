"""What a form was filled in beside, who changed it since, and whether the same form was saved before."""

import datetime
import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import User

Hand = tuple[User | None, datetime.datetime | None]


class Latest(NamedTuple):
    """What was saved meanwhile, by name, and by whom and when."""

    values: Mapping[str, Any]
    who: User | None
    when: datetime.datetime | None


def fingerprint(shown: object) -> int:
    """A number for what a form showed: the same for the same, and telling nothing else."""
    said = json.dumps(shown, sort_keys=True, default=str).encode()
    return int(hashlib.sha256(said).hexdigest()[:12], 16)


def events_of(model: type[models.Model]) -> type[models.Model] | None:
    """The table of what happened to such rows; rows that are only added to have none."""
    return getattr(model._meta.concrete_model, "pgh_event_model", None)


def latest_change(row: models.Model) -> int:
    """A number for the latest change of the row on record: another after each, though it is changed back."""
    events: Any = events_of(type(row))
    rows = events._default_manager.filter(pgh_obj=row.pk).order_by("-pgh_id").values_list("pgh_id", flat=True)
    return fingerprint(rows.first())


def last_hand(room: str, *asked: tuple[str, dict[str, Any]]) -> Hand:
    """Who changed such rows of the room last, and when, by what the database recorded.

    `asked`: pairs of a table of events and a filter.
    """
    found = []
    for name, rows in asked:
        events: Any = apps.get_model(room, name)
        found += list(events._default_manager.filter(**rows).order_by("-pgh_id")[:1])
    if not found:
        return None, None
    latest = max(found, key=lambda event: event.pgh_created_at)
    who = (latest.pgh_context or {}).get("user")
    return (User.objects.filter(pk=who).first() if who else None), latest.pgh_created_at


def sign(once: uuid.UUID) -> None:
    """Have what is added from here on bear the form's own mark, for `made_by_form` to find."""
    tenancy.tell_history_more(once=str(once))


def made_by_form(room: str, name: str, once: uuid.UUID, **rows: Any) -> int | None:
    """The id of the row that this very form added before, by its table of events; none where it is sent first."""
    events: Any = apps.get_model(room, name)
    added = events._default_manager.filter(pgh_label="insert", pgh_context__once=str(once), **rows)
    key: int | None = added.order_by("pgh_id").values_list("pgh_obj", flat=True).first()
    return key


def was_deleted(room: str, name: str, **rows: Any) -> bool:
    """Whether such a row stood here and was deleted, by its table of events; whoever clicks twice is told so."""
    events: Any = apps.get_model(room, name)
    return bool(events._default_manager.filter(pgh_label="delete", **rows).exists())
