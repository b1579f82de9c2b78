"""A chain of one trust, or of people: what a digest is taken of, how links hold together, and heads kept outside."""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection

from probation_planning.history.keeping import Recorded, people, recorded
from probation_planning.history.snapshots import canonical
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust

START = bytes(32)
# How PostgreSQL writes values, so that the same row reads the same on every connection.
PLAINLY = "SET LOCAL TimeZone = 'UTC'; SET LOCAL bytea_output = 'hex'; SET LOCAL IntervalStyle = 'iso_8601'; "
PLAINLY += "SET LOCAL extra_float_digits = 1; SET LOCAL statement_timeout = 0"
PEOPLE = "_people"


class Head(NamedTuple):
    """How far a chain has come: its last link's number, and that link's hash in hexadecimal."""

    number: int
    hash: str


class Chain(NamedTuple):
    """Whose chain it is: a trust's, or where there is none that of people."""

    trust: Trust | None

    @property
    def name(self) -> str:
        """The trust's name in addresses, or `_people`, which no trust can be called."""
        return self.trust.slug if self.trust else PEOPLE

    @property
    def key(self) -> int | None:
        """The trust's id."""
        return self.trust.pk if self.trust else None

    @property
    def tables(self) -> list[Recorded]:
        """Those whose rows it seals."""
        return [one for one in recorded() if one.trust] if self.trust else people()

    @property
    def default_file(self) -> Path:
        """Where its heads are kept outside the database."""
        return Path(settings.DATA_DIR) / "seal" / f"{self.name}.heads"

    def mine(self, one: Recorded) -> str:
        """SQL that is true of the rows of a table that belong to it; `t` is the table."""
        return f"t.{one.trust} = {int(self.trust.pk)}" if self.trust else "true"

    @contextmanager
    def entered(self) -> Iterator[Any]:
        """A transaction that sees all of it, and a cursor that writes values plainly."""
        with tenancy.trust(self.trust) if self.trust else tenancy.system(), connection.cursor() as cursor:
            cursor.execute(PLAINLY)
            yield cursor


def chains(slug: str = "") -> list[Chain]:
    """Every trust's by name, and that of people; or the one of this name."""
    with tenancy.system():
        every = [*map(Chain, Trust.objects.order_by("slug")), Chain(None)]
    return [one for one in every if slug in ("", one.name)]


def columns_of(cursor: Any) -> dict[str, list[str]]:
    """The columns of each table, by name and in order of name."""
    cursor.execute("""
        SELECT table_name, array_agg(column_name::text ORDER BY column_name::text COLLATE "C")
        FROM information_schema.columns WHERE table_schema = 'public' GROUP BY table_name
    """)
    return dict(cursor.fetchall())


def digest_sql(left_out: list[str]) -> str:
    """SQL for the SHA-256 of a row `t` written as JSON with sorted keys, without some columns."""
    without = "".join(f" - '{column}'" for column in left_out)
    return f"sha256(convert_to((to_jsonb(t){without})::text, 'UTF8'))"


def link_hash(before: bytes, number: int, table: str, row: int, columns: str, digest: bytes, at: datetime) -> bytes:
    """SHA-256 over what a link says and the link before it."""
    said = [before.hex(), number, table, row, columns, digest.hex(), at.astimezone(UTC).isoformat()]
    return hashlib.sha256(canonical(said).encode()).digest()


def write_head(path: Path, name: str, head: Head) -> None:
    """Add how far the chain has come to a file of its own that only we can read; nothing where it says so already."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 4096))
        lines = file.read().splitlines()
        last = json.loads(lines[-1])["number"] if lines else 0
        if head.number > last:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            line = {"trust": name, "number": head.number, "hash": head.hash, "when": now}
            file.write(canonical(line).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())


def read_heads(path: Path) -> Iterator[Head]:
    """The heads of a file in the order they were written.

    Raises ValueError with the number of a line that is not one.
    """
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                said = json.loads(line)
                yield Head(int(said["number"]), str(said["hash"]))
            except (ValueError, KeyError, TypeError) as wrong:
                raise ValueError(f"line {number} is no head") from wrong
