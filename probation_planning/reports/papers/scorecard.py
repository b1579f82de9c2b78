"""The balanced scorecard as a report: one page of measures as the paper has it, and its notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.years import quarters_of
from probation_planning.reports.papers.report import Asked, Report
from scorecard.models import Footnote, Scorecard
from scorecard.notes import footnotes_of, lines, tallies
from scorecard.standing import standings_of_year
from scorecard.tables import MeasureRow, measure_rows

# Columns of the paper's table that every scorecard has, and what the others are there for.
ALWAYS = 6
OPTIONAL = ("description", "value", "owners")


@dataclass(frozen=True)
class MeasureLine:
    """A measure as printed, and what became of it; `rating` is its word and `rating_shape` the shape it is shown in."""

    references: str
    name: str
    marker: str
    description: str
    frequency: str
    target: str
    counted_in: str
    value: str
    period: str
    rating: str
    rating_shape: str
    direction: str
    since: str
    owners: str
    on_reading: bool
    notes: tuple[str, ...]


@dataclass(frozen=True)
class PerspectiveLines:
    """A perspective with its measures."""

    title: str
    rows: tuple[MeasureLine, ...]


@dataclass(frozen=True)
class Count:
    """How many measures have a rating."""

    rating: str
    number: int


@dataclass(frozen=True)
class Note:
    """A note under the scorecard, and how a marker was read as it; empty where it is printed under its own number."""

    marker: str
    text: str
    read_as: str


@dataclass(frozen=True)
class ScorecardData:
    """What the report says; `with_…`: whether any measure has such a thing, `columns`: how many the paper has."""

    trust: str
    year: str
    title: str
    vision: str
    mission: str
    counts: tuple[Count, ...]
    perspectives: tuple[PerspectiveLines, ...]
    with_descriptions: bool
    with_results: bool
    with_owners: bool
    with_notes: bool
    columns: int
    on_readings: bool
    note: str
    notes: tuple[Note, ...]


class ScorecardReport(Report):
    """Every measure with its target as printed, its latest result, its rating and its direction."""

    slug = "scorecard"
    has_cover = True
    title = "Scorecard"
    says = (
        "Every measure on one page: its target as printed, its latest result, how it is rated, and which way it moves."
    )
    sheets = ("pdf-scorecard",)
    tells_of_risks = False

    def may_read(self, reader: Reader, year: Year) -> bool:
        """Whoever reads scorecards, of a year that has one."""
        return Scorecard.is_open_to(reader) and Scorecard.objects.visible_to(reader).filter(year=year).exists()

    def read(self, asked: Asked) -> ScorecardData:
        """As its page shows it."""
        scorecard = Scorecard.objects.visible_to(asked.reader).get(year=asked.year)
        footnotes = list(footnotes_of(scorecard.pk))
        found = standings_of_year(asked.reader, asked.year, list(quarters_of(asked.year)), asked.today)
        perspectives = tuple(
            PerspectiveLines(title, tuple(map(_line, measure_rows(lines(here, footnotes), ""))))
            for title, here in groupby(found, lambda one: one.measure.perspective.title)
        )
        rows = [row for perspective in perspectives for row in perspective.rows]
        described, reported, owned = (any(getattr(row, name) for row in rows) for name in OPTIONAL)
        return ScorecardData(
            trust=asked.reader.trust.name,
            year=asked.year.label,
            title=scorecard.title,
            vision=scorecard.vision,
            mission=scorecard.mission,
            counts=tuple(Count(tally.rating.label, tally.number) for tally in tallies(found)),
            perspectives=perspectives,
            with_descriptions=described,
            with_results=reported,
            with_owners=owned,
            with_notes=any(row.notes or row.since for row in rows),
            columns=ALWAYS + described + reported + owned,
            on_readings=any(row.on_reading for row in rows),
            note=scorecard.note,
            notes=tuple(map(_note, footnotes)),
        )

    def rows(self, data: Mapping[str, Any]) -> int:
        """Its measures."""
        return sum(len(one["rows"]) for one in data["perspectives"])


def _note(note: Footnote) -> Note:
    unconfirmed = "" if note.confirmed_on else ", unconfirmed"
    read_as = f"The marker {note.answers_marker} is read as this note{unconfirmed}." if note.answers_marker else ""
    return Note(note.marker, note.text, read_as)


def _line(row: MeasureRow) -> MeasureLine:
    return MeasureLine(
        references=row.references,
        name=row.name,
        marker=row.marker,
        description=row.description,
        frequency=row.frequency_as_printed or row.frequency,
        target=row.target,
        counted_in=row.counted_in,
        value=row.value,
        period=row.period,
        rating=row.rating.label,
        rating_shape=row.rating.value,
        direction=row.direction.value if row.direction else "",
        since=row.previous_period,
        owners=row.owners,
        on_reading=row.is_marked,
        notes=row.notes,
    )
