"""What every act of the settings begins with."""

import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models

from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import Latest, fingerprint, last_hand, made_by_form
from probation_planning.organisation.models import Trust
from probation_planning.organisation.roles import Act, Kind, Reader, may

Row = TypeVar("Row", bound=models.Model)


def refuse_unless_managed(reader: Reader) -> None:
    """Refuse in words whoever does not set the trust up."""
    if not may(reader, Act.MANAGE, Kind.ORGANISATION):
        raise PermissionDenied("Only the performance officer changes the trust's settings.")


def begin(reader: Reader) -> None:
    """Refuse whoever may not, and wait for whoever changes the settings of this trust now."""
    refuse_unless_managed(reader)
    wait_for_others(reader.trust)


def wait_for_others(trust: Trust) -> None:
    """Let whoever changes the trust's settings, people or administration now come first."""
    Trust.objects.select_for_update(no_key=True).order_by().get(pk=trust.pk)


def said_by(row: models.Model, names: tuple[str, ...]) -> dict[str, Any]:
    """What a row says under these names: what a form of it shows."""
    return {name: getattr(row, name) for name in names}


def seen_of(row: models.Model, names: tuple[str, ...]) -> int:
    """The fingerprint of that, which its form carries."""
    return fingerprint(said_by(row, names))


def change(row: models.Model, values: Mapping[str, Any], seen: int) -> bool:
    """Write the values into the row; says whether any is new. Raises Conflict where it was changed since `seen`."""
    names = tuple(values)
    now = said_by(row, names)
    if now == dict(values):
        return False
    if seen != fingerprint(now):
        events = f"{row._meta.object_name}Event"
        hand = last_hand(row._meta.app_label, (events, {"pgh_obj": row.pk}))
        raise Conflict(Latest(now, *hand))
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=names)
    return True


def added_before(model: type[Row], said: Mapping[str, Any], once: uuid.UUID) -> Row | None:
    """What this very form added before; a Conflict with it where it said something else then."""
    key = made_by_form(model._meta.app_label, f"{model.__name__}Event", once)
    there = model._default_manager.filter(pk=key).first() if key is not None else None
    if there is not None and said_by(there, tuple(said)) != dict(said):
        raise Conflict(there)
    return there


def so_called(rows: Iterable[Row], name: str) -> Row | None:
    """The row of that name as it reads: in capitals or small letters, with or without marks that nobody sees."""
    return next((row for row in rows if _as_read(str(row)) == _as_read(name)), None)


def _as_read(name: str) -> str:
    return "".join(letter for letter in name if unicodedata.category(letter) != "Cf").casefold()
