# ruff: noqa: S608 - nothing in this SQL was typed by anybody
"""The verifier: walks a chain from its first link, and names what is not as it was sealed."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from probation_planning.history.chain import (
    START,
    Chain,
    Head,
    columns_of,
    digest_sql,
    link_hash,
    read_heads,
    torn_file,
)
from probation_planning.history.sealing import added_sql, unsealed_sql

# Links looked at together, and how many things wrong are named before the rest is only counted.
PAGE = 5000
NAMED = 20


@dataclass(frozen=True)
class Wrong:
    """What is wrong: with a row of a table, with a link of the chain (`table` is history_link), or with the heads."""

    table: str
    row: int | None
    says: str

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.says}" if self.row is not None else f"{self.table}: {self.says}"


@dataclass
class Verdict:
    """What was found in a chain. `unsealed` and `erased` are counts of rows, `wrongs` of things wrong.

    `notes`: what is no fault and should be known.
    """

    chain: str
    links: int = 0
    unsealed: int = 0
    erased: int = 0
    heads: int = 0
    wrongs: int = 0
    first: list[Wrong] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        """Whether all is as it was sealed."""
        return not self.wrongs

    def names(self, table: str, row: int | None, says: str) -> None:
        """Name one thing that is wrong."""
        self.wrongs += 1
        if len(self.first) < NAMED:
            self.first.append(Wrong(table, row, says))

    def plain(self) -> dict[str, Any]:
        """The same for JSON."""
        return {**asdict(self), "is_well": self.is_well}


def verify(chain: Chain, path: Path | None = None) -> Verdict:
    """Walk the chain and compare each row, and each head outside, with what was sealed."""
    verdict = Verdict(chain.name)
    with chain.entered() as cursor:
        columns = columns_of(cursor)
        cursor.execute('SELECT id, "table", columns FROM history_shape')
        shapes = {key: (table, list(names)) for key, table, names in cursor.fetchall()}
        heads = _Heads(path or chain.default_file, verdict)
        expected, before = 1, START
        for page in _pages(chain, cursor):
            for number, table, row, shape, digest, stored, at in page:
                if number != expected:
                    missing = "is" if number - expected == 1 else f"to {number - 1} are"
                    verdict.names("history_link", expected, f"{missing} missing from the chain")
                elif shape not in shapes or shapes[shape][0] != table:
                    verdict.names("history_link", number, "names no shape of its table")
                elif link_hash(before, number, table, row, ",".join(shapes[shape][1]), digest, at) != stored:
                    verdict.names("history_link", number, "is not the link that was sealed here")
                expected, before = number + 1, stored
                heads.pass_link(number, stored)
            verdict.links += len(page)
            _compare(cursor, page, shapes, columns, verdict, chain)
        heads.end(expected - 1)
        _look_for_unsealed(chain, cursor, verdict)
    return verdict


def _pages(chain: Chain, cursor: Any) -> Iterator[list[tuple[Any, ...]]]:
    """Links in order, so many at a time."""
    after = 0
    while True:
        cursor.execute(
            f"""
            SELECT number, "table", "row", shape_id, digest, hash, sealed_at FROM history_link
            WHERE trust_id {f"= {chain.key}" if chain.trust else "IS NULL"} AND number > %s
            ORDER BY number LIMIT {PAGE}
            """,
            [after],
        )
        page = [(*one[:4], bytes(one[4]), bytes(one[5]), one[6]) for one in cursor.fetchall()]
        if not page:
            return
        yield page
        after = page[-1][0]


def _compare(
    cursor: Any,
    page: list[tuple[Any, ...]],
    shapes: dict[int, tuple[str, list[str]]],
    columns: dict[str, list[str]],
    verdict: Verdict,
    chain: Chain,
) -> None:
    """Name the rows of these links that are gone or not as they were."""
    known = {one.table: one for one in chain.tables}
    sealed: dict[int, dict[int, bytes]] = {}
    for _number, _table, row, shape, digest, *_rest in page:
        sealed.setdefault(shape, {})[row] = digest
    for shape, digests in sealed.items():
        table, names = shapes.get(shape, ("", []))
        if table not in known:
            verdict.names(table or "history_shape", None, "is no longer on record; its sealed rows cannot be compared")
            continue
        lost = sorted(set(names) - set(columns[table]))
        if lost:
            verdict.names(table, None, f"has lost the column {', '.join(lost)}; its sealed rows cannot be compared")
            continue
        later = [name for name in columns[table] if name not in names]
        one = known[table]
        cursor.execute(
            f"SELECT t.{one.key}, {digest_sql(later)} FROM {table} t"
            f" WHERE {chain.mine(one)} AND t.{one.key} = ANY (%s)",
            [list(digests)],
        )
        found = {key: bytes(digest) for key, digest in cursor.fetchall()}
        changed = [key for key in sorted(found) if found[key] != digests[key]]
        erased = _erased(cursor, table, changed) if changed and chain.trust is None else {}
        for key in changed:
            if erased.get(key) == found[key]:
                verdict.erased += 1
            else:
                verdict.names(table, key, "is not what was sealed: it was changed since")
        for key in sorted(set(digests) - set(found)):
            verdict.names(table, key, "was sealed and is missing")


def _erased(cursor: Any, table: str, rows: list[int]) -> dict[int, bytes]:
    """What the digest of each row is since a person was erased from it, as the last erasure says."""
    cursor.execute(
        'SELECT "row", digest FROM history_erasure WHERE "table" = %s AND "row" = ANY (%s) ORDER BY id', [table, rows]
    )
    return {row: bytes(digest) for row, digest in cursor.fetchall()}


def _look_for_unsealed(chain: Chain, cursor: Any, verdict: Verdict) -> None:
    """Count what waits for the sealer, and name what took a place among rows that were sealed before it came."""
    for one in chain.tables:
        unsealed, added = unsealed_sql(chain, one), added_sql(chain, one)
        cursor.execute(f"SELECT count(*) {unsealed}")
        [count] = cursor.fetchone()
        if count:
            cursor.execute(f"SELECT t.{one.key} {unsealed} AND {added} ORDER BY 1")
            behind = [key for (key,) in cursor.fetchall()]
            verdict.unsealed += count - len(behind)
            for key in behind:
                verdict.names(one.table, key, "was added among rows that were sealed before it came")


class _Heads:
    """The heads outside, passed in step with the chain."""

    def __init__(self, path: Path, verdict: Verdict) -> None:
        self.path, self.verdict, self.last = path, verdict, 0
        self.heads = self._read()
        self.next = next(self.heads, None)

    def _read(self) -> Iterator[Head]:
        self._look_for_torn()
        if not self.path.is_file():
            return
        lines = read_heads(self.path)
        following = next(lines, None)
        while following:
            (number, head), following = following, next(lines, None)
            if head is None and following is None:
                self.verdict.notes.append(f"{self.path.name}: line {number} is torn; the sealer sets it aside")
            elif head is None:
                self._wrong(f"line {number} is no head")
            elif head.number <= self.last:
                self._wrong(f"head {head.number} is written after head {self.last}")
            else:
                self.last = head.number
                self.verdict.heads += 1
                yield head

    def _look_for_torn(self) -> None:
        """Name what the sealer set aside: no fault of the chain, but somebody should know why."""
        aside = torn_file(self.path)
        if aside.is_file():
            for line in aside.read_text(encoding="utf-8", errors="backslashreplace").splitlines():
                when = str(json.loads(line)["when"]) if line.startswith("{") else "a day that is not recorded"
                self.verdict.notes.append(f"{aside.name}: a line that was not written to its end, set aside on {when}")

    def _wrong(self, says: str) -> None:
        self.verdict.names(self.path.name, None, says)

    def pass_link(self, number: int, stored: bytes) -> None:
        """Compare a link with the head outside, where there is one of its number."""
        while self.next and self.next.number < number:
            self._wrong(f"head {self.next.number} has no link in the chain")
            self.next = next(self.heads, None)
        if self.next and self.next.number == number:
            if self.next.hash != stored.hex():
                self._wrong(f"head {number} is not the hash of link {number}: the chain was made anew")
            self.next = next(self.heads, None)

    def end(self, length: int) -> None:
        """Say what the heads know of that the chain does not hold."""
        while self.next:
            self._wrong(f"head {self.next.number} is beyond the chain, which ends at link {length}: its end is missing")
            self.next = next(self.heads, None)
        if length and not self.verdict.heads:
            self._wrong("no head of this chain is kept outside the database")
