# ruff: noqa: S608 - nothing in this SQL was typed by anybody
"""The sealer: chains what was committed since it last looked, and writes the head outside the database.

It takes no lock that a writer waits for. What commits late, with an earlier key than rows sealed before, is sealed when
it is seen: a row is unsealed while no link names it, whatever its key.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import psycopg2.extras  # type: ignore[import-untyped]

from probation_planning.history.chain import START, Chain, Head, columns_of, digest_sql, link_hash, write_head
from probation_planning.history.keeping import Recorded

# Rows sealed in one transaction.
BATCH = 5000
LOCK = 0x5EA1


class _Row(NamedTuple):
    table: str
    key: int
    shape: int
    columns: str
    digest: bytes


def seal(chain: Chain, path: Path | None = None) -> int:
    """Seal every row that is committed and not sealed yet; how many that were."""
    sealed = 0
    while True:
        count, head = _seal_batch(chain)
        sealed += count
        if head.number:
            write_head(path or chain.default_file, chain.name, head)
        if count < BATCH:
            return sealed


def _seal_batch(chain: Chain) -> tuple[int, Head]:
    with chain.entered() as cursor:
        # Another sealer of the same chain waits here, and finds nothing left to do.
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, chain.key or 0])
        cursor.execute(
            "SELECT number, hash FROM history_link WHERE trust_id IS NOT DISTINCT FROM %s ORDER BY number DESC LIMIT 1",
            [chain.key],
        )
        number, before = cursor.fetchone() or (0, START)
        before = bytes(before)
        rows = _unsealed(chain, cursor, columns_of(cursor))
        # Numbered only now: whatever took its place in a table before these rows has its number already.
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        [horizon] = cursor.fetchone()
        at = datetime.now(UTC)
        links = []
        for number, row in enumerate(rows, number + 1):  # noqa: B020 - goes on from the last link
            before = link_hash(before, number, row.table, row.key, row.columns, row.digest, at)
            links.append(
                (
                    chain.key,
                    number,
                    row.table,
                    row.key,
                    row.shape,
                    psycopg2.Binary(row.digest),
                    psycopg2.Binary(before),
                    at,
                    horizon,
                )
            )
        if links:
            psycopg2.extras.execute_values(
                cursor.cursor,
                'INSERT INTO history_link (trust_id, number, "table", "row", shape_id, digest, hash, sealed_at,'
                " horizon) VALUES %s",
                links,
                page_size=1000,
            )
        return len(links), Head(number, before.hex())


def unsealed_sql(chain: Chain, one: Recorded) -> str:
    """SQL for the FROM and WHERE of a table's rows that no link names."""
    return f"""
        FROM {one.table} t WHERE {chain.mine(one)} AND NOT EXISTS (
            SELECT 1 FROM history_link l
            WHERE l."table" = '{one.table}' AND l."row" = t.{one.key} AND l.trust_id {_is(chain)}
        )
    """


def added_sql(chain: Chain, one: Recorded) -> str:
    """SQL that is true of an unsealed row that took its place only after a later one was sealed."""
    return f"""EXISTS (
        SELECT 1 FROM history_link l
        WHERE l."table" = '{one.table}' AND l."row" > t.{one.key} AND l.trust_id {_is(chain)}
        AND l.horizon < history_transaction(t.xmin)
    )"""


def _is(chain: Chain) -> str:
    return f"= {chain.key}" if chain.trust else "IS NULL"


def _unsealed(chain: Chain, cursor: Any, columns: dict[str, list[str]]) -> list[_Row]:
    """So many rows, table by table; what was put in behind the record's back is left for the verifier to name."""
    found: list[_Row] = []
    for one in chain.tables:
        cursor.execute(f"""
            SELECT t.{one.key}, {digest_sql([])} {unsealed_sql(chain, one)} AND NOT {added_sql(chain, one)}
            ORDER BY t.{one.key} LIMIT {BATCH - len(found)}
        """)
        rows = cursor.fetchall()
        if rows:
            shape = _shape(cursor, one.table, columns[one.table])
            joined = ",".join(columns[one.table])
            found += [_Row(one.table, key, shape, joined, bytes(digest)) for key, digest in rows]
        if len(found) == BATCH:
            break
    return found


def _shape(cursor: Any, table: str, columns: list[str]) -> int:
    """The shape of a table as it is, written down where it is new."""
    cursor.execute(
        'INSERT INTO history_shape ("table", columns) VALUES (%s, %s) ON CONFLICT DO NOTHING', [table, columns]
    )
    cursor.execute('SELECT id FROM history_shape WHERE "table" = %s AND columns = %s::varchar[]', [table, columns])
    [shape] = cursor.fetchone()
    return int(shape)
