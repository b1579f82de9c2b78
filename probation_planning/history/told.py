"""Security events in words: what each is about is looked up behind the walls of whoever reads it."""

import datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models

from probation_planning.history.changes import NOT_SHOWN, Asked, called, names_of, start_of
from probation_planning.history.models import Event
from probation_planning.organisation.models import Role, User
from probation_planning.organisation.security import Happened

# Of these the word beside is a role.
OF_ROLES = frozenset({Happened.ROLE_GIVEN, Happened.ROLE_WITHDRAWN})
STRANGER = "Somebody who does not belong to this trust"
NOBODY = "Nobody signed in"
SYSTEM = "The system"


class Told(NamedTuple):
    """One event; what is not known of it is empty."""

    at: datetime.datetime
    who: str
    what: str
    page: str
    year: str
    thing: str
    section_two: bool
    says: str
    request: str


class Events(NamedTuple):
    """A page of events, newest first, and whether older ones follow."""

    rows: list[Told]
    has_older: bool


def events_of_trust(trust: int, kind: str, asked: Asked) -> Events:
    """Events of a trust that the walls let through, of one kind where it is named."""
    events = Event.objects.filter(trust=trust)
    if kind:
        events = events.filter(kind=kind)
    if asked.person is not None:
        events = events.filter(user=asked.person or None)
    if asked.since:
        events = events.filter(at__gte=start_of(asked.since))
    if asked.until:
        events = events.filter(at__lt=start_of(asked.until + datetime.timedelta(days=1)))
    start = (asked.page - 1) * asked.size
    found = list(events.order_by("-pk")[start : start + asked.size + 1])
    return Events(_told(trust, found[: asked.size]), len(found) > asked.size)


def _told(trust: int, found: list[Event]) -> list[Told]:
    by_table = {model._meta.db_table: model for model in apps.get_models()}
    wanted: dict[type[models.Model], set[int]] = {}
    for event in found:
        if event.row is not None:
            wanted.setdefault(by_table[event.table], set()).add(event.row)
    people = {event.user_id for event in found if event.user_id} | wanted.pop(User, set())
    names = {model: names_of(model, keys) for model, keys in wanted.items()}
    names[User] = _people(trust, people)
    return [_in_words(event, by_table.get(event.table), names) for event in found]


def _people(trust: int, keys: set[int]) -> dict[int, str]:
    """Names of those who are of the trust or once were; of others its officer has no need to know."""
    events: Any = apps.get_model("organisation", "MembershipEvent")
    rows = events._default_manager.filter(trust=trust, user__in=keys).order_by().values_list("user", flat=True)
    return names_of(User, set(rows)) if keys else {}


def _in_words(event: Event, model: type[models.Model] | None, names: dict[Any, dict[int, str]]) -> Told:
    thing = ""
    if model is User:
        thing = names[User].get(event.row or 0, STRANGER)
    elif model is not None:
        name = names[model].get(event.row or 0, NOT_SHOWN)
        kind = f"{called(model)[:1].upper()}{called(model)[1:]}"
        thing = name if name.startswith(kind) else f"{kind}: {name}"
    who = names[User].get(event.user_id, STRANGER) if event.user_id else NOBODY if event.page else SYSTEM
    room, _, page = event.page.rpartition(":")
    return Told(
        event.at,
        who,
        event.get_kind_display(),
        f"{room}, {page}".strip(", ").replace("_", " ").capitalize(),
        event.year,
        thing,
        event.section_two,
        str(Role(event.says).label) if event.kind in OF_ROLES else event.says,
        event.request,
    )
