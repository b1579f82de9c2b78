"""A chain of one trust, or of people: what a digest is taken of, how links hold together, and heads kept outside."""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

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
# Octets at the end of a file of heads that are looked at for the last one.
TAIL = 4096


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
    """Add how far the chain has come to a file of its own that only we can read; nothing where it says so already.

    What was not written to its end (the machine lost its power) is set aside first, and the verifier names it.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        size = file.seek(0, os.SEEK_END)
        last, torn = _end_of(file, max(0, size - TAIL))
        if torn:
            _set_aside(path, torn)
            file.truncate(size - len(torn))
        if head.number > last:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            line = {"trust": name, "number": head.number, "hash": head.hash, "when": now}
            file.seek(0, os.SEEK_END)
            file.write(canonical(line).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())


def torn_file(path: Path) -> Path:
    """Where torn lines of a file of heads are set aside."""
    return path.with_name(f"{path.name}.torn")


def _end_of(file: BinaryIO, start: int) -> tuple[int, bytes]:
    """The number of the last head, 0 without one, and what stands after it that is none."""
    file.seek(start)
    torn = b""
    for line in reversed(file.read().splitlines(keepends=True)):
        head = head_of(line)
        if head and line.endswith(b"\n"):
            return head.number, torn
        torn = line + torn
    # Nothing whole so near the end: look at all of it.
    return _end_of(file, 0) if start else (0, torn)


def _set_aside(path: Path, torn: bytes) -> None:
    """Keep it beside the heads, one line each time, flushed before it goes from there."""
    said = {"when": datetime.now(UTC).isoformat(timespec="seconds"), "torn": torn.decode(errors="backslashreplace")}
    with os.fdopen(os.open(torn_file(path), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
        file.write(canonical(said).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def head_of(line: bytes) -> Head | None:
    """The head that a line is; none where it is not one."""
    try:
        said = json.loads(line)
        return Head(int(said["number"]), str(said["hash"]))
    except (ValueError, KeyError, TypeError):
        return None


def read_heads(path: Path) -> Iterator[tuple[int, Head | None]]:
    """Each line of the file by its number: the head that it is, none where it is not one."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            yield number, head_of(line)
