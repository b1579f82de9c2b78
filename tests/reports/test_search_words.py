"""The words that the database keeps for the search: by them it finds what reading every text would find."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import Error, connection, transaction

from objectives.models import Objective, ObjectiveOwner, Outcome
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Owner, Trust, User, Year
from probation_planning.organisation.readers import readers_of
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.models import Word
from probation_planning.reports.search import Share, search
from probation_planning.reports.searched import Seen, Source, sources
from risks.models import Action, Entry, Register, Review, Standing
from risks.reading import open_registers
from scorecard.models import Measure, Perspective
from tests.factories import EntryFactory
from tests.reports.test_search import AUDIT, AUDITOR, CANARY, OFFICER, OWNER, SECRETARY, SMT
from tests.risks import cycle
from tests.risks.test_things import write

ALL = Share(counted=2000, shown=2000)
ASKED = [
    "staff",
    "staff training",
    "offenders -risk",
    '"business plan"',
    "budget or sickness",
    "reduce (costs) or policies",
    "probation",
    "dying",
    "HR/Payroll",
    "o'hector",
    CANARY,
]
# What a thing was called stays among its words after a later row has said it anew: too many, never too few.
THINGS = {"actions", "controls", "acceptances", "targets"}
# As PostgreSQL stems the word.
CANARY_STEM = "xanthipp"
STEMS = "tsvector_to_array(to_tsvector('english', translate(said, '<>/', '   ')))"


@pytest.fixture
def reads(year: Year) -> Callable[[str], Any]:
    """The reader that somebody is in Derbyshire, with the walls set to match; to be called inside `kept_context`."""
    return lambda email: readers_of(User.objects.get(email=email), "derbyshire")[0]


def sources_of(reader: Reader, year: Year) -> list[Source]:
    """What the reader may search."""
    begun = tuple(review.pk for opened in open_registers(reader) for review in opened.begun)
    return sources(reader, begun, year.pk)


def texts(source: Source) -> list[tuple[int, dict[str, Any], str]]:
    """Key, place and words of every row of a source."""
    rows = source.rows.annotate(found_place=source.place, found_said=source.said).order_by()
    return [
        (key, place if isinstance(place, dict) else json.loads(place), said)
        for key, place, said in rows.values_list("pk", "found_place", "found_said")
    ]


def read_through(reader: Reader, year: Year, asked: list[str]) -> dict[str, dict[str, int]]:
    """How many of each kind hold what is asked for, by reading every text that the reader may see."""
    begun = tuple(review.pk for opened in open_registers(reader) for review in opened.begun)
    stood: dict[int, Standing] = {}
    for one in Standing.objects.visible_to(reader).filter(review__in=begun).order_by("review__month"):
        stood[one.entry_id] = one
    now = {}
    if may(reader, Act.MANAGE, Kind.REGISTER):
        now = {one.pk: one for one in Entry.objects.visible_to(reader) if one.pk not in stood}
    found: dict[str, dict[str, int]] = {words: {} for words in asked}
    for source in sources_of(reader, year):
        said = [text for key, place, text in texts(source) if is_seen(source, key, place, stood, now)]
        for words in asked:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM unnest(%s::text[]) said WHERE to_tsvector('english', translate(said, '<>/',"
                    " '   ')) @@ websearch_to_tsquery('english', translate(%s, '<>/', '   '))",
                    [said, words],
                )
                many = cursor.fetchone()[0]
            if many:
                found[words][source.kind] = many
    return found


def is_seen(source: Source, key: int, place: dict[str, Any], stood: dict[int, Standing], now: dict[int, Entry]) -> bool:
    """Whether the reader sees the risk that a row was written of, as the source wants it seen."""
    if source.seen_as is Seen.ANYHOW:
        return True
    entry: Any = stood.get(place["entry"]) or now.get(place["entry"])
    return entry is not None and {
        Seen.RISK: True,
        Seen.SECTION: entry.section == place.get("section"),
        Seen.STOOD: entry.pk == key and place["entry"] in stood,
        Seen.WAITS: place["entry"] in now,
    }.get(source.seen_as, False)


@pytest.mark.parametrize("email", [OFFICER, OWNER, SMT, AUDIT, AUDITOR, SECRETARY])
def test_what_is_found_by_the_words_is_what_reading_every_text_finds(
    register: Register, june: Review, year: Year, reads: Callable[[str], Reader], email: str
) -> None:
    one, two = (register.entries.get(reference=reference) for reference in ("1.1", "2.1"))
    for entry in (one, two):
        cycle.propose(entry, june, comments=f"{CANARY} and staff training in probation")
        write(Action, entry, text=f"Budget of {CANARY}")
    cycle.move(register.entries.get(reference="1.2"), "2.9")
    later = register.reviews.filter(opened_on=None).order_by("month").last()
    EntryFactory(register=register, title=f"{CANARY} and sickness of staff", starts_at=later)

    with tenancy.kept_context():
        reader = reads(email)
        wanted = read_through(reader, year, ASKED)
        found = {asked: search(reader, year, asked, share=ALL).groups for asked in ASKED}

    assert {asked: {group.kind: group.total for group in groups} for asked, groups in found.items()} == wanted
    assert sum(len(kinds) for kinds in wanted.values()) > len(ASKED)


def not_as_said(reader: Reader, year: Year) -> Iterator[str]:
    """Rows whose kept words are not those of what is searched."""
    for source in sources_of(reader, year):
        if not source.is_kept:
            continue
        told = texts(source)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {STEMS} FROM unnest(%s::text[]) said", [[said for *_, said in told]])
            stems = [set(row[0]) for row in cursor.fetchall()]
        kept: dict[int, set[str]] = {}
        for row, word in Word.objects.filter(about=source.kind).values_list("row", "word"):
            kept.setdefault(row, set()).add(word)
        for (key, *_), said in zip(told, stems, strict=True):
            words = {word for word in kept.get(key, set()) if not word.startswith("=")}
            if not said <= words or (said != words and source.kind not in THINGS):
                yield f"{source.kind} {key}: {said ^ words}"


def test_every_text_that_is_searched_by_words_has_them_whoever_changes_it(
    register: Register, june: Review, year: Year, reads: Callable[[str], Reader]
) -> None:
    objective = Objective.objects.get(reference="1.2-3")
    Outcome.objects.filter(objective=objective).update(text=CANARY)
    Outcome.objects.filter(objective__reference="1.1-1").delete()
    owned = ObjectiveOwner.objects.get(objective__reference="1.2-1", leads=True)
    Owner.objects.filter(pk=owned.owner_id).update(name="Hector")
    Measure.objects.of(year).filter(number=1).update(description=CANARY)
    entry = register.entries.get(reference="1.3")
    Entry.objects.filter(pk=entry.pk).update(cause=CANARY)
    cycle.propose(entry, june, comments=CANARY)
    first = write(Action, entry, text="Once")
    write(Action, entry, number=first.number, text="Again", said="Done")

    with tenancy.kept_context():
        assert list(not_as_said(reads(OFFICER), year)) == []
        assert Word.objects.filter(word="hector", about="objectives").exists()


def test_what_is_gone_leaves_no_word(derbyshire: Trust) -> None:
    outcome = Outcome.objects.create(objective=Objective.objects.get(reference="1.2-3"), order=70, text=CANARY)
    assert Word.objects.filter(word=CANARY_STEM).count() == 1

    outcome.delete()

    assert not Word.objects.filter(word=CANARY_STEM).exists()


def test_a_measure_is_found_by_its_new_number_when_its_perspective_takes_another(
    year: Year, reads: Callable[[str], Reader]
) -> None:
    side = Perspective.objects.filter(scorecard__year=year).order_by("number").first()
    assert side
    Perspective.objects.filter(pk=side.pk).update(number=77)

    with tenancy.kept_context():
        groups = search(reads(OFFICER), year, "measure 77-1").groups

    assert [group.kind for group in groups] == ["measures"]


@pytest.mark.parametrize(("email", "many"), [(OFFICER, 2), (AUDIT, 2), (OWNER, 2), (SMT, 1), (SECRETARY, 1)])
def test_words_of_section_2_are_as_unreadable_as_their_rows(
    register: Register, june: Review, reads: Callable[[str], Reader], email: str, many: int
) -> None:
    for reference in ("1.1", "2.1"):
        cycle.propose(register.entries.get(reference=reference), june, comments=CANARY)

    with tenancy.kept_context():
        reads(email)
        words = Word.objects.filter(about="ratings", word=CANARY_STEM)

        assert words.count() == many
        assert words.filter(section=1).count() == 1


def test_a_risk_that_moves_to_section_2_takes_its_words_along(
    register: Register, reads: Callable[[str], Reader]
) -> None:
    entry = register.entries.get(reference="1.1")
    Entry.objects.filter(pk=entry.pk).update(title=CANARY)
    cycle.move(entry, "2.9")

    with tenancy.kept_context():
        reads(SMT)
        assert not Word.objects.filter(word=CANARY_STEM).exists()
        reads(OFFICER)
        assert Word.objects.filter(word=CANARY_STEM, about="waiting").exists()


def test_no_word_of_another_trust_is_read(merseyside: Trust) -> None:
    assert set(Word.objects.values_list("trust", flat=True)) == {merseyside.pk}
    assert not Word.objects.filter(about="ratings").exists()


@pytest.mark.parametrize(
    "act",
    [
        "INSERT INTO reports_word (trust_id, about, word, row, year_id) VALUES (app_trust(), 'x', 'x', 1, 1)",
        "UPDATE reports_word SET section = NULL",
        "DELETE FROM reports_word",
        "SELECT reports_words_of_risks(ARRAY[1]::bigint[])",
    ],
)
def test_only_the_database_writes_words(derbyshire: Trust, act: str) -> None:
    with pytest.raises(Error, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)


@pytest.mark.parametrize("asked", ["1.2", "risk 1.2", "1.2 1.2"])
def test_a_reference_is_found_where_the_words_do_not_hold_it(
    year: Year, reads: Callable[[str], Reader], asked: str
) -> None:
    with tenancy.kept_context():
        groups = {group.kind: group for group in search(reads(OFFICER), year, asked).groups}

    assert ("risks" in groups) == (asked != "1.2 1.2")
