"""The two walls between trusts, seen from Python.

PostgreSQL keeps every row behind row-level security (`walls.py`). What a connection may see is written in four settings
that last for one transaction; this module sets them, and
for a reader `readers.py`, which asks the database to.
"""

import json
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pgtrigger
from django.db import connection, models, transaction
from django.db.models import Func

if TYPE_CHECKING:
    from probation_planning.organisation.models import Trust

SYSTEM = "system"

# Where pghistory's triggers look for who is at work.
HISTORY = ("pghistory.context_id", "pghistory.context_metadata")

# For the triggers of a model whose rows are only ever added to.
NEVER_CHANGED = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


@dataclass(frozen=True)
class Context:
    """What the database is told of the one at work.

    `trusts`: ids whose rows may be touched. `owners`: ids of the posts held and the groups they sit in.
    `roles`: "<trust id>:<role>", or the word system for work done by no person.
    """

    user: int | None = None
    trusts: tuple[int, ...] = ()
    owners: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()

    def settings(self) -> dict[str, str]:
        """The context as PostgreSQL settings; an empty string stands for nothing."""
        return {
            "app.user": str(self.user or ""),
            "app.trusts": ",".join(map(str, self.trusts)),
            "app.owners": ",".join(map(str, self.owners)),
            "app.roles": ",".join(self.roles),
        }


def enter(context: Context) -> None:
    """Tell the database who is at work, until the end of this transaction."""
    _write(context.settings())


def tell_history(**said: object) -> None:
    """Tell the triggers that keep history who changes what, until the end of this transaction.

    Said once: `pghistory.context` says it again before each statement, and a request is one transaction.
    """
    _write(dict(zip(HISTORY, (str(uuid.uuid4()), json.dumps(said)), strict=True)))


def tell_history_more(**said: object) -> None:
    """Add to what the triggers that keep history were told, until the end of this transaction."""
    told = _read(list(HISTORY))[HISTORY[1]]
    tell_history(**((json.loads(told) if told else {}) | said))


def inside() -> dict[str, str]:
    """The settings in force on this connection; empty strings outside any context."""
    return _read(list(Context().settings()))


@contextmanager
def kept_context() -> Iterator[None]:
    """Run in one transaction and leave the context as it was found, whatever happens inside."""
    before = _read([*Context().settings(), *HISTORY]) if connection.in_atomic_block else None
    try:
        with transaction.atomic():
            yield
    finally:
        if before is not None:
            _write(before)


@contextmanager
def trust(one: "Trust", *, user: int | None = None, owners: Iterable[int] = ()) -> Iterator[None]:
    """Work inside one trust as the system: for commands, workers, data migrations and tests."""
    with kept_context():
        enter(Context(user=user, trusts=(one.pk,), owners=tuple(owners), roles=(SYSTEM,)))
        yield


@contextmanager
def trusts(keys: Iterable[int]) -> Iterator[None]:
    """Look into several trusts at once as the system: for what weighs one against another."""
    with kept_context():
        enter(Context(trusts=tuple(keys), roles=(SYSTEM,)))
        yield


@contextmanager
def system() -> Iterator[None]:
    """Work outside every trust as the system: to make a trust or to look one up."""
    with kept_context():
        enter(Context(roles=(SYSTEM,)))
        yield


def _read(names: list[str]) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(["coalesce(current_setting(%s, true), '')"] * len(names)), names)
        return dict(zip(names, cursor.fetchone(), strict=True))


def _write(settings: dict[str, str]) -> None:
    pairs = [part for pair in settings.items() for part in pair]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(["set_config(%s, %s, true)"] * len(settings)), pairs)


class TrustOwned(models.Model):
    """A row that belongs to exactly one trust; the database fills the trust in from the context."""

    append_only = False

    trust = models.ForeignKey(
        "organisation.Trust",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        db_default=Func(function="app_trust", output_field=models.BigIntegerField()),
    )

    class Meta:
        abstract = True
