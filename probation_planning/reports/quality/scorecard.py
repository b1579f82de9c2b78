"""What is wrong in the year's scorecard."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from probation_planning.organisation.addresses import way_to
from probation_planning.organisation.models import Quarter, Year
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Act, Reader, may
from probation_planning.organisation.roles import Kind as Of
from probation_planning.reports.gaps import GapSheet
from probation_planning.reports.quality.lines import OFFICER, Kind, Register, once_for_all
from probation_planning.reports.quality.lines import Line as Wrong
from scorecard.models import Footnote, Scorecard
from scorecard.notes import Line, lines, uncalled
from scorecard.rating import Rating
from scorecard.standing import standings_of_year


@dataclass(frozen=True)
class Card:
    """What the checks look at, read once."""

    year: Year
    lines: list[Line]
    footnotes: list[Footnote]
    sheet: GapSheet | None
    manages: bool

    def line(self, measure: Any, kind: Kind, says: str, *, officer: bool = True) -> Wrong:
        """Something wrong with a measure, which its owners can mend, or the officer, who confirms readings."""
        page = "readings" if kind is Kind.UNCONFIRMED and self.manages else "measure_detail"
        address = way_to(f"scorecard:{page}", self.year.trust.slug, self.year.slug, measure.reference)
        mends = (OFFICER,) if officer else tuple(measure.owner_names) or (OFFICER,)
        return Wrong(Register.SCORECARD, kind, f"Measure {measure.reference}", says, address, mends)

    @property
    def address(self) -> str:
        """The scorecard's page."""
        return way_to("scorecard:scorecard", self.year.trust.slug, self.year.slug)

    def lacking(self, measures: list[Any], says: str, what: str) -> Sequence[Wrong]:
        """Measures that lack something; one line for all where the document prints it of none."""
        found = [self.line(measure, Kind.MISSING, says) for measure in measures]
        from_paper = not any(quarter.expects_answers for line in self.lines[:1] for quarter in line.standing.quarters)
        return once_for_all(found, len(self.lines), "measures", what, self.address) if from_paper else found


def measure_lines(
    reader: Reader, year: Year, quarters: list[Quarter], day: datetime.date, sheet: GapSheet | None
) -> Iterator[Wrong]:
    """Everything; as many questions for a few measures as for thousands."""
    scorecard = next(iter(_scorecards(reader, year.pk)), None)
    if scorecard is None:
        return
    footnotes = _footnotes(scorecard.pk)
    manages = may(reader, Act.MANAGE, Of.SCORECARD)
    seen = Card(year, lines(standings_of_year(reader, year, quarters, day), footnotes), footnotes, sheet, manages)
    for check in CHECKS:
        yield from check(seen)


@question
def _scorecards(reader: Reader, year: int) -> QuerySet[Scorecard]:
    return Scorecard.objects.visible_to(reader).filter(year=year)


@question
def _footnotes(scorecard: int) -> QuerySet[Footnote]:
    return Footnote.objects.filter(scorecard=scorecard)


def without_target(seen: Card) -> Iterator[Wrong]:
    """Measures that nothing is held against."""
    for line in seen.lines:
        if line.standing.rating is Rating.NO_TARGET:
            printed = line.standing.target.printed
            says = f"Its target, {printed}, cannot be rated." if printed else "It has no target."
            yield seen.line(line.standing.measure, Kind.MISSING, says)


def without_owner(seen: Card) -> Iterator[Wrong]:
    """Measures that nobody answers for."""
    measures: list[Any] = [line.standing.measure for line in seen.lines]
    yield from seen.lacking([one for one in measures if not one.owner_names], "It has no owner.", "an owner")


def without_frequency(seen: Card) -> Iterator[Wrong]:
    """Measures of which nothing says when a result is due."""
    measures = [line.standing.measure for line in seen.lines]
    yield from seen.lacking([one for one in measures if not one.frequency], "It has no frequency.", "a frequency")


def late(seen: Card) -> Iterator[Wrong]:
    """Measures whose result is past due."""
    for line in seen.lines:
        if line.standing.late:
            says = f"Its result for {line.standing.late} is late."
            yield seen.line(line.standing.measure, Kind.LATE, says, officer=False)


def without_reference(seen: Card) -> Iterator[Wrong]:
    """Measures that print no reference to the plan."""
    measures: list[Any] = [line.standing.measure for line in seen.lines]
    without = [one for one in measures if not one.printed_references]
    yield from seen.lacking(without, "It has no reference to the plan.", "a reference to the plan")


def without_an_aim(seen: Card) -> Iterator[Wrong]:
    """References with a number that no aim has, as the gap sheet finds them."""
    for reference in seen.sheet.lost_references if seen.sheet else ():
        says = f"Its reference {reference.printed} is the number of no aim."
        yield seen.line(reference.measure, Kind.CONTRADICTORY, says)


def markers(seen: Card) -> Iterator[Wrong]:
    """Markers without a note, and with one that is only read to be meant: a line for all that bear the marker."""
    read: dict[str, list[Line]] = {}
    for line in seen.lines:
        if line.standing.measure.marker and line.footnote is None:
            yield seen.line(line.standing.measure, Kind.MISSING, f"Its marker {line.footnote_words}.")
        elif line.footnote and line.footnote_is_reading and line.footnote.confirmed_on is None:
            read.setdefault(line.footnote_words, []).append(line)
    for words, bearers in read.items():
        one = seen.line(bearers[0].standing.measure, Kind.UNCONFIRMED, f"Its marker {words}.")
        many = one._replace(name=f"{len(bearers)} measures", says=f"Their marker {words}.", address=seen.address)
        yield many if len(bearers) > 1 else one


def notes(seen: Card) -> Iterator[Wrong]:
    """Notes that no marker calls by their number."""
    for footnote in uncalled(seen.footnotes, [line.standing.measure.marker for line in seen.lines]):
        read = f" It is read as the note of the marker {footnote.answers_marker}." if footnote.answers_marker else ""
        yield Wrong(
            Register.SCORECARD,
            Kind.MISSING,
            f"Note {footnote.marker}",
            f"No marker calls this note.{read}",
            f"{seen.address}#note-{footnote.order}",
        )


def unconfirmed(seen: Card) -> Iterator[Wrong]:
    """What was read into a measure's row and nobody has confirmed."""
    for line in seen.lines:
        said = [reading.label.lower() for reading, made in line.standing.readings.items() if made.is_unconfirmed]
        if said:
            yield seen.line(line.standing.measure, Kind.UNCONFIRMED, f"Read and not confirmed: {', '.join(said)}.")


CHECKS: tuple[Callable[[Card], Iterator[Wrong]], ...] = (
    *(without_target, without_owner, without_frequency, late, without_reference, without_an_aim),
    *(markers, notes, unconfirmed),
)
