"""The scorecard as a spreadsheet: one row a measure."""

from collections.abc import Iterable, Iterator, Sequence

from scorecard.notes import Line

HEADER = (
    "perspective",
    "refs",
    "measure",
    "frequency",
    "target",
    "period",
    "result",
    "rating",
    "direction",
    "note",
)


def scorecard_rows(lines: Iterable[Line]) -> Iterator[Sequence[object]]:
    """Rows under `HEADER`, of measures `with_references_and_owners`; as the screen shows them."""
    for line in lines:
        standing = line.standing
        measure = standing.measure
        yield (
            measure.perspective.title,
            getattr(measure, "printed_references", []),
            f"{measure.name} {measure.marker}".strip(),
            measure.frequency_as_printed,
            standing.target.printed,
            standing.period,
            standing.value,
            standing.rating.label,
            standing.direction.label if standing.direction else "",
            [part for part in (line.footnote_words, *line.readings, line.because, line.note) if part],
        )
