"""Search over all text of a trust that one reader may see, with PostgreSQL's full text.

Vectors are made when asked: behind the walls an index on them could not be used. Of kinds that grow, only rows whose
kept words (`models.Word`) hold what is asked for are read at all (decision 21).
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, IntegerField, QuerySet, Value
from django.db.models.expressions import RawSQL

from probation_planning.organisation.models import Year
from probation_planning.organisation.questions import Statement, statement
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.security import shows
from probation_planning.reports.places import Place, Places
from probation_planning.reports.searched import KINDS, Seen, Source, seen_at_last, seen_now, sources
from risks.reading import open_registers

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
# What a text must hold to have a chance of matching is one word for the database, parted by this: the stems, of which
# a row must hold so many (all, or one), and how their words begin.
PARTED = "\x1f"
WANTED = f"""wanted(query, stems, enough, begin) AS MATERIALIZED (
    SELECT websearch_to_tsquery('{LANGUAGE}', %s), string_to_array(%s, '{PARTED}'), %s::bigint,
        string_to_array(%s, '{PARTED}')
)"""
# Of constants and of what Django makes into SQL alone: what a person asks for goes in as a value. PostgreSQL does not
# look into a fence (OFFSET 0), stops once it has found enough, and ranks no more than is counted.
BEST = """(
    SELECT %s AS kind, place, said, year, COUNT(*) OVER () AS many, ROW_NUMBER() OVER (
        ORDER BY named DESC, year = %s DESC, ts_rank(vector, (SELECT query FROM wanted)) DESC, newest DESC
    ) AS at, {told} FROM ({matching} LIMIT %s) AS hit ORDER BY at LIMIT %s OFFSET %s
)"""
# Where the database keeps the words, only rows that hold them are read, the newest first; a risk once, whichever of its
# standings hold them.
KEPT = f"""
    SELECT * FROM (
        SELECT *, {VECTOR} AS vector, name <> '' AND name = %s AND %s IN ('', %s) AS named FROM (
            SELECT * FROM (
                SELECT * FROM (
                    SELECT {{row}} AS row, entry_id, year_id = %s AS here FROM reports_word
                    WHERE trust_id = %s AND about = %s AND %s IN ('', %s)
                    AND word = ANY ((SELECT stems || ('=' || %s::text) FROM wanted)::text[])
                    GROUP BY {{row}}, entry_id, year_id
                    HAVING COUNT(*) FILTER (WHERE word NOT LIKE '=%%') >= (SELECT enough FROM wanted)
                    OR BOOL_OR(word LIKE '=%%')
                ) AS holds ORDER BY here DESC, row DESC OFFSET 0
            ) AS kept {{seen}} CROSS JOIN LATERAL ({{inner}} OFFSET 0) AS candidate(place, said, name, year, newest)
            WHERE {{as_seen}} AND %s::bigint IN (0, year) ORDER BY here DESC, row DESC OFFSET 0
        ) AS read
    ) AS known
    WHERE named OR vector @@ (SELECT query FROM wanted) ORDER BY here DESC, row DESC"""  # noqa: S608
# Of few rows all texts are made, and read into a vector only where they may hold the words.
MADE = f"""
    SELECT * FROM (
        SELECT *, {VECTOR} AS vector FROM (
            SELECT *, name <> '' AND name = %s AND %s IN ('', %s) AS named
            FROM ({{inner}} OFFSET 0) AS candidate(place, said, name, year, newest)
            WHERE %s IN ('', %s) AND %s::bigint IN (0, year)
        ) AS known
        WHERE named OR lower(said) LIKE {{every}} ((SELECT begin FROM wanted)::text[])
        ORDER BY year = %s DESC, newest DESC OFFSET 0
    ) AS read {{seen}}
    WHERE (named OR vector @@ (SELECT query FROM wanted)) AND {{as_seen}}
    ORDER BY year = %s DESC, newest DESC"""  # noqa: S608
FOUND = "SELECT kind, place, said, year, many, reference, title, section, waits FROM ({rows}) AS found ORDER BY at"
# What was written of a risk is found by those who see the risk, and shown beside how they saw it last.
SEEN = """CROSS JOIN LATERAL (
    SELECT standing, coalesce(stood.reference, now.reference) AS reference, coalesce(stood.title, now.title) AS title,
        coalesce(stood.section, now.section) AS section, standing IS NULL AS waits
    FROM (SELECT) AS one LEFT JOIN LATERAL ({stood}) AS stood(standing, reference, title, section) ON TRUE
    LEFT JOIN LATERAL (SELECT * FROM ({now}) AS now WHERE standing IS NULL) AS now(reference, title, section) ON TRUE
    OFFSET 0
) AS seen"""
NONE_STOOD, NONE_NOW = (f"SELECT {key}NULL::text, NULL::text, NULL::int WHERE FALSE" for key in ("NULL::bigint, ", ""))
TOLD = "reference, title, section, waits"
UNTOLD = "NULL::text AS reference, NULL::text AS title, NULL::int AS section, FALSE AS waits"
AS_SEEN = {
    Seen.ANYHOW: "TRUE",
    Seen.RISK: "seen.section IS NOT NULL",
    Seen.SECTION: "seen.section = (place ->> 'section')::int",
    Seen.STOOD: "seen.standing IS NOT NULL",
    Seen.WAITS: "seen.waits AND seen.section IS NOT NULL",
}
STEM = re.compile(r"'((?:[^']|'')*)'")
# Stems of fewer letters are the word's own beginning whole; and of three stems words begin otherwise (dying: die).
SHORTEST_CHANGED = 3
CHANGED = {"die": "d", "lie": "l", "tie": "t"}
LIKE = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})
REFERENCE = re.compile(
    r"(?:(theme|aim|objective|risk|measure)\s+)?(\d{1,3}[a-z]?(?:\.\d{1,3})?(?:-\d{1,3})?)", re.IGNORECASE
)


class Share(NamedTuple):
    """How much is answered: so many of a kind are counted, and so many shown from the `start`-th on."""

    counted: int
    shown: int
    start: int = 0


# Of every kind the best; of one kind page by page.
OF_EACH = Share(counted=100, shown=10)
PER_PAGE = 20
LAST_PAGE = 25


def page_of_one(page: int) -> Share:
    """The page of one kind, counted from 1."""
    return Share(PER_PAGE * LAST_PAGE, PER_PAGE, (page - 1) * PER_PAGE)


class Needed(NamedTuple):
    """What a text must hold to have a chance, as the database takes it: these stems, or how their words begin, in small
    letters; all of them, or any.
    """

    stems: str
    enough: int
    begin: str
    every: bool


class Row(NamedTuple):
    """A row of the answer: of which kind, what leads to it, its words, its year, and how many of the kind there are.

    What was written of a risk has its reference, its title and the section in which it stands besides, and whether it
    waits for a review.
    """

    kind: str
    place: str
    said: str
    year: int
    many: int
    reference: str | None
    title: str | None
    section: int | None
    waits: bool

    @property
    def leads(self) -> dict[str, Any]:
        """All that leads to it."""
        place: dict[str, Any] = json.loads(self.place)
        risk = {"reference": self.reference, "title": self.title, "stands": self.section, "waits": self.waits}
        return place | risk if self.reference else place


class Piece(NamedTuple):
    """A piece of a text, and whether it is what was looked for."""

    text: str
    is_hit: bool


class Hit(NamedTuple):
    """One thing found: what it is, where it leads, its words in context, and its year where that is another."""

    place: Place
    pieces: list[Piece]
    year: Year | None = None


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


def search(
    reader: Reader, year: Year, asked: str, *, kind: str = "", within: Year | None = None, share: Share = OF_EACH
) -> Found:
    """What the reader finds in all years, or `within` one: the best of each kind, or of one kind; of `year` first."""
    needed = _needed(asked)
    if needed is None:
        return Found([], is_empty=True)
    named = REFERENCE.fullmatch(asked)
    begun = tuple(review.pk for opened in open_registers(reader) for review in opened.begun)
    found = _matching(
        reader,
        begun,
        (within or year).pk,
        within.pk if within else 0,
        kind,
        asked.translate(SPACED),
        needed.stems,
        needed.enough,
        needed.begin,
        (named[1] or "").lower() if named else "",
        named[2] if named else "",
        share.counted + 1,
        share.shown,
        share.start,
        every=needed.every,
    )
    rows = [Row(*row) for row in found]
    years = {one.pk: one for one in reader.years}
    groups = {name: Group(name) for name in KINDS}
    for row, pieces in zip(rows, _in_context([row.said for row in rows], asked), strict=True):
        if row.section == 2:
            shows()
        group, its_year = groups[row.kind], years.get(row.year, year)
        group.total, group.is_more = min(row.many, share.counted), row.many > share.counted
        other = its_year if its_year.pk != year.pk else None
        group.hits.append(Hit(Places(its_year).of(row.kind, row.leads), pieces, other))
    return Found([group for group in groups.values() if group.total])


def _needed(asked: str) -> Needed | None:
    """What a text must hold to have a chance; none where nothing can be found by the words asked for.

    All of them may be too common, single letters, or such as must not stand there. A stem begins as its words do but
    for its last letter (policy: polici), and so much alone is looked for first.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT querytree(websearch_to_tsquery(%s, %s))", [LANGUAGE, asked.translate(SPACED)])
        tree: str = cursor.fetchone()[0]
    stems = [stem.replace("''", "'").replace("\\\\", "\\") for stem in STEM.findall(tree)]
    every = "|" not in STEM.sub("", tree)
    enough = any if every else all
    if not stems or not enough(len(stem) > 1 or stem.isdigit() for stem in stems):
        return None
    begin = PARTED.join(f"%{_beginning(stem).translate(LIKE)}%" for stem in stems)
    return Needed(PARTED.join(stems), len(set(stems)) if every else 1, begin, every)


def _beginning(stem: str) -> str:
    """How the words of the stem begin."""
    return CHANGED.get(stem) or (stem if len(stem) < SHORTEST_CHANGED else stem[:-1])


@statement
def _matching(
    reader: Reader,
    begun: tuple[int, ...],
    year: int,
    within: int,
    kind: str,
    asked: str,
    stems: str,
    enough: int,
    begin: str,
    called: str,
    name: str,
    counted: int,
    shown: int,
    start: int,
    *,
    every: bool,
) -> Statement:
    """The best rows of each kind, or of one, all in one statement; of `year` first, and `within` one or none (0).

    What was written of a risk counts where the reader sees the risk.
    """
    statements: list[str] = []
    values: list[Any] = [asked, stems, enough, begin]
    for source in sources(reader, begun, year):
        inner = _sql(_candidates(source, year))
        if not inner:
            continue
        seen, of_seen = _seen(source, reader, begun)
        frame = {"inner": inner[0], "seen": seen, "as_seen": AS_SEEN[source.seen_as]}
        named = (name, called, source.called)
        if source.is_kept:
            matching = KEPT.format(row="entry_id" if source.seen_as is Seen.STOOD else "row", **frame)
            held = (year, reader.trust.pk, source.kind, kind, source.kind, name)
            within_it = (*named, *held, *of_seen, *inner[1], within)
        else:
            matching = MADE.format(every="ALL" if every else "ANY", **frame)
            within_it = (*named, *inner[1], kind, source.kind, within, year, *of_seen, year)
        statements.append(BEST.format(told=TOLD if seen else UNTOLD, matching=matching))
        values += [source.kind, year, *within_it, counted, shown, start]
    if not statements:
        raise EmptyResultSet
    return Statement(f"WITH {WANTED} {FOUND.format(rows=' UNION ALL '.join(statements))}", tuple(values))


def _seen(source: Source, reader: Reader, begun: tuple[int, ...]) -> tuple[str, tuple[Any, ...]]:
    """How the reader saw the risk of a row last; nothing where the source is of no risk."""
    if source.seen_as is Seen.ANYHOW:
        return "", ()
    entry = RawSQL("kept.entry_id" if source.is_kept else "(read.place ->> 'entry')::bigint", [])  # noqa: S611
    stood = _sql(seen_at_last(reader, begun, entry)) or (NONE_STOOD, ())
    now = _sql(seen_now(reader, entry)) or (NONE_NOW, ())
    return SEEN.format(stood=stood[0], now=now[0]), (*stood[1], *now[1])


def _candidates(source: Source, year: int) -> QuerySet[Any, Any]:
    """The rows of a source: what leads to each, its words, the reference by which it is known, its year, and
    its place in time. Of one whose words are kept, the one row that holds them.
    """
    of_year = Value(year, IntegerField()) if source.year is None else source.year
    rows = source.rows.annotate(
        found_place=source.place,
        found_said=source.said,
        found_name=(F(source.reference) if isinstance(source.reference, str) else source.reference)
        if source.reference
        else Value(""),
        found_year=F(of_year) if isinstance(of_year, str) else of_year,
        found_newest=F(source.newest),
    )
    if source.is_kept:
        key = "seen.standing" if source.seen_as is Seen.STOOD else "kept.row"
        rows = rows.filter(pk=RawSQL(key, []))  # noqa: S611
    columns = ("found_place", "found_said", "found_name", "found_year", "found_newest")
    told: QuerySet[Any, Any] = rows.order_by().values_list(*columns)
    return told


def _sql(rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]] | None:
    """The rows as Django asks for them; none where it knows that there are none."""
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return None


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
