"""What each owner has and has not answered of one kind of thing: how many, and the first of them, counted in SQL.

A list of thousands is not read to be counted. What an owner shares with others stands with each of them.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet

from probation_planning.organisation.questions import Statement

# Of constants and of what Django makes into SQL alone. The rows are in order; a thing that units answer for stands with
# the owner of each unit instead of its own.
PARTED = """WITH asked AS MATERIALIZED (
    SELECT reference, title, answered, owners, units::jsonb, row_number() OVER () AS place
    FROM ({rows}) AS given(reference, title, answered, owners, units)
), part(owner, answered, reference, title, unit, slug, place) AS (
    SELECT owner, answered, reference, title, '', '', place
    FROM asked CROSS JOIN LATERAL unnest(coalesce(nullif(owners::text[], '{{}}'), '{{""}}')) AS owner
    WHERE units = '[]'
    UNION ALL
    SELECT coalesce(said ->> 2, ''), said ->> 3 IS NOT NULL, reference, title, said ->> 1, said ->> 4, place
    FROM asked CROSS JOIN LATERAL jsonb_array_elements(units) AS said
), counted AS (
    SELECT *, count(*) OVER theirs AS many, row_number() OVER (theirs ORDER BY place, unit) AS at
    FROM part WHERE {whose} WINDOW theirs AS (PARTITION BY owner, answered)
)
SELECT total, done, owner, counted.answered, many, at > %s, reference, title, unit, slug FROM (
    SELECT count(DISTINCT reference) AS total, count(DISTINCT reference) FILTER (WHERE answered) AS done FROM asked
) AS things LEFT JOIN counted ON at = 1 OR at > %s AND at <= %s ORDER BY owner = '', owner, at"""


class Span(NamedTuple):
    """Which of the things that an owner has answered, and which of those that they have not: after one, up to one."""

    after: int
    to: int


class Part(NamedTuple):
    """One thing with one owner ("" for nobody); `many`: how many such they have; unit and slug where a unit answers.

    The first of each comes along for its `many`, and is shown where it is of the span.
    """

    owner: str
    answered: bool
    many: int
    is_shown: bool
    reference: str
    title: str
    unit: str
    slug: str


class Parted(NamedTuple):
    """All things, and how many of them are answered, each counted once; and by owner those of the span."""

    total: int
    answered: int
    parts: list[Part]


def parted(rows: QuerySet[Any, Any], owner: str | None, after: int, to: int) -> Statement:
    """For a `statement`: of things in order, each its reference, title, whether answered, owners and `units_said`.

    `owner`: one alone; those of nobody are "", and those of everybody None.
    """
    sql, values = rows.query.sql_with_params()
    whose = "TRUE" if owner is None else "owner = %s"
    asked = PARTED.format(rows=sql, whose=whose)
    return Statement(asked, (*values, *([] if owner is None else [owner]), after, after, to))


def read_parted(rows: Iterable[tuple[Any, ...]]) -> Parted:
    """What such a statement answered."""
    found = list(rows)
    total, answered = found[0][:2] if found else (0, 0)
    return Parted(total, answered, [Part(*row[2:]) for row in found if row[2] is not None])
