"""Tables of the scorecard as files: its measures, and all results of a period."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from probation_planning.ui.spreadsheets import Column, Figure
from scorecard.giving import Giving
from scorecard.models import Result
from scorecard.notes import Line
from scorecard.sheet import Row
from scorecard.standing import value_of
from scorecard.targets import Value

MEASURE = Column("measure", "Measure", "The measure’s name, with the marker of its note.", 50)
TARGET = Column("target", "Target", "As written in the document, or as set since.", 16)

MEASURES = (
    Column("perspective", "Perspective", "The perspective that the measure stands in.", 22),
    Column("refs", "Refs", "References to the plan, as printed.", 12),
    MEASURE,
    Column("frequency", "Frequency", "How often there is a result, or by when, as printed.", 14),
    TARGET,
    Column("period", "Period", "The period of the latest result.", 14),
    Column("result", "Result", "The value to date.", 14),
    Column("rating", "Rating", "How the result stands against the target, or why it is not rated.", 18),
    Column("direction", "Direction", "How performance moved since the period before: better, worse or level.", 20),
    Column("note", "Note", "What is read into the row, why it is rated so, and what was said with the result.", 50),
)
# Headings that the sheet of a period knows when they are pasted into it again.
RESULTS = (
    Column("ref", "Ref", "The measure’s reference, and the unit where each gives its own.", 14),
    Column("measure", "Measure", "The measure’s name, and the unit’s where each gives its own.", 50),
    Column("owners", "Owners", "Who answers for it.", 28),
    TARGET,
    Column("before", "Before", "The latest result of an earlier period.", 12),
    Column("before_period", "Period before", "The quarter of that result.", 14),
    Column("recorded", "Recorded", "What stands for this period.", 12),
    Column("state", "State", "Whether that is provisional or final.", 12),
    Column("result", "Result", "Left empty: fill it in, and paste the rows into the page.", 12),
    Column("numerator", "Numerator", "How many, where the result is made of two parts; to be filled in.", 12),
    Column("denominator", "Denominator", "Out of how many; to be filled in.", 13),
    Column("note", "Note", "What is to be said with the result; to be filled in.", 40),
)


def scorecard_rows(lines: Iterable[Line]) -> Iterator[Sequence[object]]:
    """Rows under `MEASURES`, of measures `with_references_and_owners`; as the screen shows them."""
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
            _in_figures(standing.rated.value, standing.value),
            standing.rating.label,
            standing.direction.label if standing.direction else "",
            [part for part in (line.footnote_words, *line.readings, line.because, line.note) if part],
        )


def result_rows(rows: Iterable[Row]) -> Iterator[Sequence[object]]:
    """Rows under `RESULTS`: what stands for each measure or unit of it at a period, and room for what is to come."""
    for row in rows:
        giving = row.giving
        before = giving.last[1] if giving.last else None
        yield (
            giving.ref,
            giving.name,
            row.owners,
            giving.target.printed,
            _given(giving, before),
            str(before.quarter) if before else None,
            _given(giving, giving.latest),
            ("provisional" if giving.latest.provisional else "final") if giving.latest else None,
            *(None, None, None, None),
        )


def _given(giving: Giving, result: Result | None) -> Figure | str | None:
    return _in_figures(value_of(result), giving.show(result)) if result else None


def _in_figures(value: Value | None, shown: str) -> Figure | str:
    """A value as the page shows it, and as a number where it is one."""
    return Figure(value, shown) if isinstance(value, Decimal) else shown
