"""The rows of the scorecard's tables, in plain values: a row is drawn once for the same ones."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from probation_planning.ui.lines import Run
from scorecard.notes import Line
from scorecard.picture import run_of
from scorecard.rating import Direction, Rating


class Paged(NamedTuple):
    """What the foot of a list of several pages calls its rows, and the page in the address."""

    things: str = "measures"
    prefixed_page_field: str = "page"


class MeasureRow(NamedTuple):
    """A measure as the scorecard prints it, and what became of it."""

    href: str
    name: str
    description: str
    marker: str
    note_at: int | None
    references: str
    frequency_as_printed: str
    frequency: str
    frequency_is_reading: bool
    target: str
    counted_in: str
    unit_is_reading: bool
    read_as: str
    value: str
    period: str
    rating: Rating
    is_unconfirmed: bool
    direction: Direction | None
    previous_period: str
    run: Run | None
    owners: str
    notes: tuple[str, ...]

    @property
    def is_marked(self) -> bool:
        """Whether something of it was read and nobody has confirmed it: on paper a mark says so."""
        is_counted_so = bool(self.counted_in) and self.unit_is_reading
        return self.is_unconfirmed or self.frequency_is_reading or is_counted_so or bool(self.read_as)


def measure_rows(lines: Iterable[Line], page_of: str) -> Iterator[MeasureRow]:
    """A row for each measure `with_references_and_owners`; `page_of` is the address before a measure's reference."""
    for line in lines:
        standing = line.standing
        measure = standing.measure
        yield MeasureRow(
            href=f"{page_of}{measure.reference}/",
            name=measure.name,
            description=measure.description,
            marker=measure.marker,
            note_at=line.footnote.order if line.footnote else None,
            references=" ; ".join(getattr(measure, "printed_references", [])),
            frequency_as_printed=measure.frequency_as_printed,
            frequency=standing.frequency_words,
            frequency_is_reading=standing.frequency_is_reading,
            target=standing.target.printed,
            counted_in=standing.counted_in,
            unit_is_reading=standing.unit_is_reading,
            read_as=standing.row.reading if standing.row and standing.target_is_reading else "",
            value=standing.value,
            period=line.period_words,
            rating=standing.rating,
            is_unconfirmed=standing.is_unconfirmed,
            direction=standing.direction,
            previous_period=standing.previous_period,
            run=run_of(standing),
            owners="; ".join(getattr(measure, "owner_names", [])),
            notes=tuple(filter(None, (line.footnote_words, line.because, line.note))),
        )


class Columns(NamedTuple):
    """Which columns the tables have: those that no paper prints are left out where nothing stands in them."""

    references: bool
    descriptions: bool
    frequency: bool
    results: bool
    owners: bool
    on_readings: bool

    @property
    def lacking(self) -> str:
        """What is not recorded of any measure, in words; empty for nothing."""
        words = {
            "plan references": self.references,
            "frequencies": self.frequency,
            "owners": self.owners,
            "results": self.results,
        }
        names = [name for name, is_there in words.items() if not is_there]
        if not names:
            return ""
        return f"{', '.join(names[:-1])} and {names[-1]}".removeprefix(" and ").capitalize()


def columns_of(rows: Sequence[MeasureRow]) -> Columns:
    """The columns that some row has something for."""
    return Columns(
        references=any(row.references for row in rows),
        descriptions=any(row.description for row in rows),
        frequency=any(row.frequency_as_printed or row.frequency for row in rows),
        results=any(row.run for row in rows),
        owners=any(row.owners for row in rows),
        on_readings=any(row.is_marked for row in rows),
    )
