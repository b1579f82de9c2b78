"""What stands beside a measure on the scorecard: the note its marker calls, and what was read into its row."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet

from probation_planning.organisation.questions import question
from scorecard.models import Confirmation, Footnote
from scorecard.rating import Rating
from scorecard.readings import Confirmed
from scorecard.standing import Standing


class Line(NamedTuple):
    """A measure's row of the scorecard: where it stands, and the note its marker calls, where one is found."""

    standing: Standing
    footnote: Footnote | None

    @property
    def footnote_words(self) -> str:
        """What the marker leads to: a note printed under it, one read to be meant, or none; empty without a marker."""
        marker = self.standing.measure.marker
        if not marker:
            return ""
        if self.footnote is None:
            return f"{marker}: no such note is printed"
        note = self.footnote.marker if self.footnote.marker.isalnum() else f"marked “{self.footnote.marker}”"
        if not self.footnote_is_reading:
            return f"{marker}: note {note}"
        return f"{marker}: read as note {note}{'' if self.footnote.confirmed_on else ', unconfirmed'}"

    @property
    def footnote_is_reading(self) -> bool:
        """Whether the note was found by likeness and not by its number."""
        return self.footnote is not None and not answers(self.footnote, self.standing.measure.marker)

    @property
    def readings(self) -> list[str]:
        """What is understood of the row and not printed in it, in words, and whether nobody has confirmed it."""
        standing, said = self.standing, []
        if standing.counted_in:
            said.append(f"counted in {standing.counted_in}{', unconfirmed' if standing.unit_is_reading else ''}")
        if standing.row and standing.target_is_reading:
            said.append(f"target read as {standing.row.reading}, unconfirmed")
        if standing.frequency_is_reading:
            said.append(f"frequency read as {standing.measure.get_frequency_display().lower()}, unconfirmed")
        if standing.is_unconfirmed:
            said.append("rating rests on an unconfirmed reading")
        return said

    @property
    def period_words(self) -> str:
        """The period of the result, and what it is of it: Q1 2011/12, provisional, 4 of 6 units; empty for none."""
        standing = self.standing
        if standing.latest is None:
            return ""
        to_date = "year to date" if standing.adds_up else ""
        provisional = "provisional" if standing.latest.provisional else ""
        return ", ".join(filter(None, [standing.period, to_date, provisional, standing.units_words]))

    @property
    def because(self) -> str:
        """Why the rating is what it is, and what is late, in words."""
        late = self.standing.late
        return "; ".join(filter(None, [self.standing.rated.because, f"{late} is late" if late else ""]))

    @property
    def note(self) -> str:
        """What was said beside the latest result."""
        return self.standing.latest.note if self.standing.latest else ""


class Reading(NamedTuple):
    """Something that is understood of a measure and not printed, with its ground."""

    label: str
    words: str
    ground: str = ""
    confirmed: Confirmed | None = None

    @property
    def is_unconfirmed(self) -> bool:
        """Whether it is a reading that nobody has confirmed as it is now."""
        return bool(self.ground) and self.confirmed is None


class Tally(NamedTuple):
    """How many measures have a rating."""

    rating: Rating
    number: int


def tallies(standings: Iterable[Standing]) -> list[Tally]:
    """The ratings of these measures with their numbers, in the order of the ratings."""
    counts = Counter(each.rating for each in standings)
    return [Tally(rating, counts[rating]) for rating in Rating if counts[rating]]


def readings_of(standing: Standing) -> list[Reading]:
    """What was understood of a measure, line by line."""
    measure, made = standing.measure, Confirmation.Reading
    said = {
        made.TARGET: standing.target.in_words(),
        made.FREQUENCY: standing.frequency_words,
        made.UNIT: _counted_in(standing),
        made.POLARITY: measure.get_polarity_display() if measure.polarity else "",
        made.ACCUMULATION: measure.get_accumulation_display() if measure.accumulation else "",
    }
    readings = [
        Reading(each.label, words, standing.readings[each].ground, standing.readings[each].confirmed)
        for each, words in said.items()
    ]
    return [*readings, Reading("Results are due", f"{measure.due_days} days after the end of their period")]


def _counted_in(standing: Standing) -> str:
    if standing.row and standing.row.scale:
        steps = ", ".join(step.words for step in standing.target.steps)
        return f"steps of the scale {standing.row.scale}: {steps}"
    return standing.measure.unit_as_read or standing.measure.get_unit_display() or "a number"


@question
def footnotes_of(scorecard: int) -> QuerySet[Footnote]:
    """The notes under a scorecard, in their order."""
    return Footnote.objects.filter(scorecard=scorecard).order_by("order")


def lines(standings: Iterable[Standing], footnotes: Iterable[Footnote]) -> list[Line]:
    """The rows of the scorecard, each with the note its marker calls."""
    notes = list(footnotes)
    return [Line(each, footnote_for(each.measure.marker, notes)) for each in standings]


def footnote_for(marker: str, footnotes: Iterable[Footnote]) -> Footnote | None:
    """The note printed under the marker, else the one that is read to answer it."""
    notes = list(footnotes) if marker else []
    printed = (note for note in notes if answers(note, marker))
    return next(printed, None) or next((note for note in notes if note.answers_marker == marker), None)


def uncalled(footnotes: Iterable[Footnote], markers: Iterable[str]) -> list[Footnote]:
    """The notes that no marker calls by their number."""
    called = list(markers)
    return [note for note in footnotes if not any(answers(note, marker) for marker in called)]


def answers(footnote: Footnote, marker: str) -> bool:
    """Whether marker and note carry the same number, whatever brackets it stands in."""
    number = footnote.marker.strip("().")
    return bool(number) and number == marker.strip("().")
