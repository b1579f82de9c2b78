"""Search over all text of a year that one reader may see, with PostgreSQL's full text.

Vectors are made when asked: behind the walls an index on them could not be used.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.places import Place, Places
from probation_planning.reports.searched import KINDS, Source, seen_of, sources
from risks.reading import open_register

MOST_SHOWN = 20
MOST_COUNTED = 200
LONGEST = 200
LANGUAGE = "english"
# Marks, brackets and strokes: PostgreSQL would read `<words>` as a tag and `this/that` as the name of a file.
APART = "<>/"
SPACED = str.maketrans(APART, " " * len(APART))
# Separators that no form lets in stand in for them; beyond ASCII, PostgreSQL may take everything for a letter.
HELD = "\x1c\x1d\x1e"
# Letters of nobody's alphabet stand where a mark begins and ends.
BEGINS, ENDS = "\ue000", "\ue001"
STAND_INS = dict.fromkeys(map(ord, BEGINS + ENDS)) | dict.fromkeys(map(ord, HELD), " ") | str.maketrans(APART, HELD)
BACK = str.maketrans(HELD, APART)
MARKS = re.compile(f"{BEGINS}(.*?){ENDS}", re.DOTALL)
OPTIONS = f'StartSel={BEGINS},StopSel={ENDS},MaxFragments=2,MinWords=12,MaxWords=32,FragmentDelimiter=" … "'
VECTOR = f"to_tsvector('{LANGUAGE}', translate(said, '{APART}', '{' ' * len(APART)}'))"
# Of constants and of what Django makes into SQL alone: what a person asks for goes in as a value.
MATCHING = f"""(
    SELECT kind, {{told}}, said, COUNT(*) OVER () FROM (
        SELECT * FROM ({{inner}} OFFSET 0) AS candidate(kind, place, said, named, pk)
        WHERE {{seen}} AND (named OR {VECTOR} @@ (SELECT query FROM wanted)) LIMIT {MOST_COUNTED + 1}
    ) AS hit {{joined}}
    ORDER BY named DESC, ts_rank({VECTOR}, (SELECT query FROM wanted)) DESC, pk DESC LIMIT %s OFFSET %s
)"""  # noqa: S608
ANY = {"seen": "TRUE", "told": "place", "joined": ""}
# As a value, not as a condition: PostgreSQL would make it a join, and look at every candidate before the first hit.
SEEN = "((({columns}) IN (SELECT {names} FROM seen)) IS TRUE)"
OF_RISK = {
    "told": "place || jsonb_build_object('reference', reference, 'title', title, 'stands', seen.section)",
    "joined": "JOIN seen ON seen.entry = (place ->> 'entry')::bigint",
}
STEM = re.compile(r"'((?:[^']|'')*)'")
# Stems of fewer letters are the word's own beginning whole; and of three stems words begin otherwise (dying: die).
SHORTEST_CHANGED = 3
CHANGED = {"die": ("di", "dy"), "lie": ("li", "ly"), "tie": ("ti", "ty")}
REFERENCE = re.compile(
    r"(?:(theme|aim|objective|risk|measure)\s+)?(\d{1,3}[a-z]?(?:\.\d{1,3})?(?:-\d{1,3})?)", re.IGNORECASE
)


class Row(NamedTuple):
    """A row of the answer: of which kind, what leads to it, its words, and how many of the kind there are."""

    kind: str
    place: dict[str, Any]
    said: str
    many: int


class Piece(NamedTuple):
    """A piece of a text, and whether it is what was looked for."""

    text: str
    is_hit: bool


class Hit(NamedTuple):
    """One thing found: what it is, where it leads (empty where it has no page), and its words in context."""

    place: Place
    pieces: list[Piece]


@dataclass
class Group:
    """What was found of one kind: how many were counted, whether there are more, and those shown."""

    kind: str
    total: int = 0
    is_more: bool = False
    hits: list[Hit] = field(default_factory=list)

    @property
    def heading(self) -> str:
        """The kind in words."""
        return KINDS[self.kind]

    @property
    def count(self) -> str:
        """How many there are, in words where not all were counted."""
        return f"more than {self.total}" if self.is_more else str(self.total)

    @property
    def is_cut(self) -> bool:
        """Whether some are not shown."""
        return self.total > len(self.hits)


@dataclass(frozen=True)
class Found:
    """All that was found; `is_empty` where the words asked for hold none that could be."""

    groups: Sequence[Group]
    is_empty: bool = False

    @property
    def total(self) -> int:
        """How many things."""
        return sum(group.total for group in self.groups)

    @property
    def count(self) -> str:
        """The same in words."""
        return f"More than {self.total}" if any(group.is_more for group in self.groups) else str(self.total)


def search(reader: Reader, year: Year, asked: str, *, kind: str = "", start: int = 0) -> Found:
    """What the reader finds: the best of each kind, or of one kind from the `start`-th on."""
    needed = _needed(asked)
    if needed is None:
        return Found([], is_empty=True)
    opened = open_register(reader, year) if may(reader, Act.READ, Kind.REGISTER) else None
    wanted = [source for source in sources(reader, year, opened) if kind in ("", source.kind)]
    seen = seen_of(opened) if opened else None
    rows = _matching(wanted, seen, asked, needed, start) if wanted else []
    places = Places(year)
    groups = {name: Group(name) for name in KINDS}
    for row, pieces in zip(rows, _in_context([row.said for row in rows], asked), strict=True):
        group = groups[row.kind]
        group.total, group.is_more = min(row.many, MOST_COUNTED), row.many > MOST_COUNTED
        group.hits.append(Hit(places.of(row.kind, row.place), pieces))
    return Found([group for group in groups.values() if group.total])


def _needed(asked: str) -> Q | None:
    """What a text must hold to have a chance; none where nothing can be found by the words asked for.

    All of them may be too common, single letters, or such as must not stand there. A stem begins as its words do but
    for its last letter (policy: polici), and so much alone is looked for first.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT querytree(websearch_to_tsquery(%s, %s))", [LANGUAGE, asked.translate(SPACED)])
        tree: str = cursor.fetchone()[0]
    stems = [stem.replace("''", "'").replace("\\\\", "\\") for stem in STEM.findall(tree)]
    together = Q.OR if "|" in STEM.sub("", tree) else Q.AND
    enough = all if together == Q.OR else any
    if not stems or not enough(len(stem) > 1 or stem.isdigit() for stem in stems):
        return None
    return Q(*map(_may_hold, stems), _connector=together)


def _may_hold(stem: str) -> Q:
    """Texts in which a word of the stem may stand."""
    beginnings = CHANGED.get(stem) or (stem if len(stem) < SHORTEST_CHANGED else stem[:-1],)
    return Q(*(Q(found_said__icontains=beginning) for beginning in beginnings), _connector=Q.OR)


def _candidates(source: Source, asked: str, needed: Q) -> QuerySet[Any, Any]:
    """Rows of a source that may hold the words, the latest first: kind, place, words, whether so named, key."""
    named: Q | None = None
    rows = source.rows.annotate(found_said=source.said)
    match = REFERENCE.fullmatch(asked) if source.reference else None
    if match and (match[1] or source.called).lower() == source.called:
        rows = rows.annotate(found_name=F(source.reference) if isinstance(source.reference, str) else source.reference)
        named = Q(found_name=match[2])
    rows = rows.filter(needed | named if named else needed)
    is_named = Case(When(named, then=Value(True)), default=Value(False)) if named else Value(False)
    rows = rows.annotate(found_kind=Value(source.kind, CharField()), found_place=source.place, found_named=is_named)
    columns = ("found_kind", "found_place", "found_said", "found_named", "pk")
    told: QuerySet[Any, Any] = rows.order_by("-pk").values_list(*columns)
    return told


def _matching(
    wanted: Sequence[Source], seen: QuerySet[Any, Any] | None, asked: str, needed: Q, start: int
) -> list[Row]:
    """The best rows of each source, all in one statement.

    PostgreSQL reads a text into a vector only where it may hold the words, and stops once it has found enough: it
    neither looks into the fence (OFFSET 0) nor ranks more than is counted. What was written of a risk counts where the
    reader has `seen` the risk.
    """
    shared = ["wanted(query) AS MATERIALIZED (SELECT websearch_to_tsquery(%s::regconfig, %s))"]
    values: list[Any] = [LANGUAGE, asked.translate(SPACED)]
    told = _sql(seen) if seen is not None else None
    if told:
        shared.append(f"seen(entry, standing, reference, title, section) AS MATERIALIZED ({told[0]})")
        values += told[1]
    statements = []
    for source in wanted:
        inner = _sql(_candidates(source, asked, needed)) if told or not source.seen_by else None
        if inner:
            as_seen = _as_seen(source.seen_by) if source.seen_by else ANY
            statements.append(MATCHING.format(inner=inner[0], **as_seen))
            values += [*inner[1], MOST_SHOWN, start]
    if not statements:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(shared)} {' UNION ALL '.join(statements)}", values)
        return [Row(kind, json.loads(place), said, many) for kind, place, said, many in cursor.fetchall()]


def _sql(rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]] | None:
    """The rows as Django asks for them; none where it knows that there are none."""
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return None


def _as_seen(names: Sequence[str]) -> dict[str, str]:
    """What a source of the register says of itself besides: that it is counted where these of its place were seen."""
    columns = ", ".join(f"(place ->> '{name}')::bigint" for name in names)
    return {"seen": SEEN.format(columns=columns, names=", ".join(names)), **OF_RISK}


def _in_context(texts: list[str], asked: str) -> list[list[Piece]]:
    """Each text shortened to where the words stand in it; asked of the shown ones alone, all at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ts_headline(%s, said, websearch_to_tsquery(%s, %s), %s)"
            " FROM unnest(%s::text[]) WITH ORDINALITY AS text(said, place) ORDER BY place",
            [LANGUAGE, LANGUAGE, asked.translate(SPACED), OPTIONS, [text.translate(STAND_INS) for text in texts]],
        )
        return [_pieces(shown) for (shown,) in cursor.fetchall()]


def _pieces(shown: str) -> list[Piece]:
    """A text with marks as pieces of plain text: nothing of it is HTML, and the template escapes it all."""
    found = []
    for number, part in enumerate(MARKS.split(shown)):
        text = part.translate(BACK)
        if text:
            found.append(Piece(text, is_hit=number % 2 == 1))
    return found
