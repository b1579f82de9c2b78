"""What is wrong in the year's scorecard."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.gaps import GapSheet
from probation_planning.reports.quality.lines import OFFICER, Kind, Register
from probation_planning.reports.quality.lines import Line as Wrong
from scorecard.models import Footnote, Measure, Scorecard
from scorecard.notes import Line, lines, readings_of, uncalled
from scorecard.rating import Rating
from scorecard.standing import standings


@dataclass(frozen=True)
class Card:
    """What the checks look at, read once."""

    year: Year
    lines: list[Line]
    footnotes: list[Footnote]
    sheet: GapSheet | None

    def line(self, measure: Any, kind: Kind, says: str, *, officer: bool = True) -> Wrong:
        """Something wrong with a measure, which its owners can mend, or the officer."""
        address = reverse("scorecard:measure_detail", args=[self.year.trust.slug, self.year.slug, measure.reference])
        mends = (OFFICER,) if officer else tuple(measure.owner_names) or (OFFICER,)
        return Wrong(Register.SCORECARD, kind, f"Measure {measure.reference}", says, address, mends)


def measure_lines(reader: Reader, year: Year, day: datetime.date, sheet: GapSheet | None) -> Iterator[Wrong]:
    """Everything; as many questions for a few measures as for thousands."""
    scorecard = Scorecard.objects.visible_to(reader).filter(year=year).first()
    if scorecard is None:
        return
    rows = Measure.objects.visible_to(reader).of(year).standing().in_printed_order().with_references_and_owners()
    footnotes = list(scorecard.footnotes.all())
    seen = Card(year, lines(standings(rows, year, day), footnotes), footnotes, sheet)
    for check in CHECKS:
        yield from check(seen)


def without_target(seen: Card) -> Iterator[Wrong]:
    """Measures that nothing is held against."""
    for line in seen.lines:
        if line.standing.rating is Rating.NO_TARGET:
            printed = line.standing.target.printed
            says = f"Its target, {printed}, cannot be rated." if printed else "It has no target."
            yield seen.line(line.standing.measure, Kind.MISSING, says)


def without_owner(seen: Card) -> Iterator[Wrong]:
    """Measures that nobody answers for."""
    for line in seen.lines:
        measure: Any = line.standing.measure
        if not measure.owner_names:
            yield seen.line(measure, Kind.MISSING, "It has no owner.")


def without_frequency(seen: Card) -> Iterator[Wrong]:
    """Measures of which nothing says when a result is due."""
    for line in seen.lines:
        if not line.standing.measure.frequency:
            yield seen.line(line.standing.measure, Kind.MISSING, "It has no frequency.")


def late(seen: Card) -> Iterator[Wrong]:
    """Measures whose result is past due."""
    for line in seen.lines:
        if line.standing.late:
            says = f"Its result for {line.standing.late} is late."
            yield seen.line(line.standing.measure, Kind.LATE, says, officer=False)


def without_reference(seen: Card) -> Iterator[Wrong]:
    """Measures that print no reference to the plan."""
    for line in seen.lines:
        measure: Any = line.standing.measure
        if not measure.printed_references:
            yield seen.line(measure, Kind.MISSING, "It has no reference to the plan.")


def without_an_aim(seen: Card) -> Iterator[Wrong]:
    """References with a number that no aim has, as the gap sheet finds them."""
    for reference in seen.sheet.lost_references if seen.sheet else ():
        says = f"Its reference {reference.printed} is the number of no aim."
        yield seen.line(reference.measure, Kind.CONTRADICTORY, says)


def markers(seen: Card) -> Iterator[Wrong]:
    """Markers without a note, and with one that is only read to be meant."""
    for line in seen.lines:
        if line.standing.measure.marker and line.footnote is None:
            yield seen.line(line.standing.measure, Kind.MISSING, f"Its marker {line.footnote_words}.")
        elif line.footnote_is_reading:
            yield seen.line(line.standing.measure, Kind.UNCONFIRMED, f"Its marker {line.footnote_words}.")


def notes(seen: Card) -> Iterator[Wrong]:
    """Notes that no marker calls by their number."""
    address = reverse("scorecard:scorecard", args=[seen.year.trust.slug, seen.year.slug])
    for footnote in uncalled(seen.footnotes, [line.standing.measure.marker for line in seen.lines]):
        read = f" It is read as the note of the marker {footnote.answers_marker}." if footnote.answers_marker else ""
        yield Wrong(
            Register.SCORECARD,
            Kind.MISSING,
            f"Note {footnote.marker}",
            f"No marker calls this note.{read}",
            f"{address}#note-{footnote.order}",
        )


def unconfirmed(seen: Card) -> Iterator[Wrong]:
    """What was read into a measure's row and nobody has confirmed."""
    for line in seen.lines:
        said = [reading.label.lower() for reading in readings_of(line.standing) if reading.is_unconfirmed]
        if said:
            yield seen.line(line.standing.measure, Kind.UNCONFIRMED, f"Read and not confirmed: {', '.join(said)}.")


CHECKS: tuple[Callable[[Card], Iterator[Wrong]], ...] = (
    *(without_target, without_owner, without_frequency, late, without_reference, without_an_aim),
    *(markers, notes, unconfirmed),
)
