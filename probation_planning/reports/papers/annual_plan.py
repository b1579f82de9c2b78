"""The annual plan as it is published: text, planning tables with charts, the year's targets, priorities."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from objectives.arithmetic import Check, words_of
from objectives.models import Narrative, Objective
from objectives.sheets import PlanningSheet, sheets_of
from objectives.views.base import plan_for
from probation_planning.organisation.models import Year
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.years import quarters_of
from probation_planning.reports.papers.plan import (
    ThemeOf,
    outcomes_of,
    parts_of,
    plan_asked,
    themes_with,
    with_plan_words,
    withdrawn,
)
from probation_planning.reports.papers.report import Asked, Report
from probation_planning.ui.bars import LevelBars
from probation_planning.ui.charts import Trend
from scorecard.models import Scorecard
from scorecard.notes import Line, footnotes_of, lines
from scorecard.standing import standings_of_year

# A table with more columns of figures than this stands on a page turned on its side.
UPRIGHT = 6


@dataclass(frozen=True)
class Section:
    """A part of the plan's text, in Markdown."""

    heading: str
    text: str


@dataclass(frozen=True)
class FigureSaid:
    """A figure in words, empty for none; whether it is read otherwise than it is printed."""

    words: str
    is_read: bool


@dataclass(frozen=True)
class LineSaid:
    """A row of a planning table; `variance` is its outturn less its demand."""

    label: str
    unit: str
    note: str
    figures: tuple[FigureSaid, ...]
    is_total: bool
    is_share: bool
    variance: str


@dataclass(frozen=True)
class Finding:
    """A sum or percentage: what stands, empty where nothing does, and what is found."""

    where: str
    stands: str
    says: str


@dataclass(frozen=True)
class Read:
    """A figure that is read otherwise than it is printed; `reading` is empty where it cannot be read."""

    line: str
    column: str
    printed: str
    reading: str
    ground: str
    is_unconfirmed: bool


@dataclass(frozen=True)
class TableSaid:
    """A planning table with its chart, what was read otherwise, and what does not add up."""

    title: str
    kind: str
    unit: str
    note: str
    is_wide: bool
    columns: tuple[str, ...]
    has_variance: bool
    lines: tuple[LineSaid, ...]
    trends: tuple[Trend, ...]
    bars: LevelBars | None
    agreeing: int
    disagreeing: tuple[Finding, ...]
    unchecked: tuple[Finding, ...]
    readings: tuple[Read, ...]


@dataclass(frozen=True)
class TargetSaid:
    """A measure with its target as printed; `counted_in` says of what, where the target does not."""

    reference: str
    name: str
    marker: str
    description: str
    plan_references: tuple[str, ...]
    frequency: str
    target: str
    counted_in: str
    is_reading: bool


@dataclass(frozen=True)
class Targets:
    """The measures of a perspective."""

    title: str
    measures: tuple[TargetSaid, ...]


@dataclass(frozen=True)
class Note:
    """A note under the targets."""

    marker: str
    text: str


@dataclass(frozen=True)
class Priority:
    """An objective as the plan sets it; `owners` by the names they bear."""

    reference: str
    text: str
    outcomes: tuple[str, ...]
    parts: tuple[str, ...]
    acts: str
    owners: tuple[str, ...]
    owners_unconfirmed: bool
    owners_as_printed: str
    for_each: str
    hangs_on: str
    deadlines: tuple[str, ...]
    flags: tuple[str, ...]
    withdrawn: str


@dataclass(frozen=True)
class AnnualPlanSaid:
    """All that the annual plan says.

    `before` are the sections before vision and mission, which stand with the trust's values; `absent` names what none
    of its priorities has.
    """

    title: str
    plan: str
    vision: str
    mission: str
    before: tuple[Section, ...]
    after: tuple[Section, ...]
    tables: tuple[TableSaid, ...]
    targets: tuple[Targets, ...]
    target_notes: tuple[Note, ...]
    has_frequencies: bool
    has_plan_references: bool
    has_readings: bool
    themes: tuple[ThemeOf[Priority], ...]
    priorities: int
    has_read_owners: bool
    absent: tuple[str, ...]


class AnnualPlanReport(Report):
    """The document that a trust publishes each year."""

    slug = "annual-plan"
    has_cover = True
    title = "Annual plan"
    says = "The year’s plan to publish: its text, planning tables with charts, targets and priorities, with contents."
    sheets = ("pdf-plan",)
    screen_sheets = ("objectives/objectives.css", "reports/plan.css")
    tells_of_risks = False

    def may_read(self, reader: Reader, year: Year) -> bool:
        """Whoever reads plans, of a year that has one."""
        return plan_for(reader, year) is not None

    def title_of(self, asked: Asked) -> str:
        """The plan's own."""
        return plan_asked(asked).title

    def read(self, asked: Asked) -> AnnualPlanSaid:
        """The plan as it is written now."""
        annual_plan = plan_asked(asked)
        narratives = list(Narrative.objects.filter(annual_plan=annual_plan).order_by("order", "pk"))
        values = [place for place, one in enumerate(narratives) if one.kind == Narrative.Kind.VALUES]
        first = values[0] if values else 0
        sections = [Section(str(one), one.text) for one in narratives]
        targets, notes = _targets(asked)
        measures = [measure for perspective in targets for measure in perspective.measures]
        themes = themes_with(annual_plan, _priorities(asked))
        priorities = [row for theme in themes for row in theme.objectives]
        return AnnualPlanSaid(
            title=annual_plan.title,
            plan=annual_plan.plan.title,
            vision=annual_plan.vision,
            mission=annual_plan.mission,
            before=tuple(sections[:first]),
            after=tuple(sections[first:]),
            tables=tuple(_table(one) for one in sheets_of(annual_plan)),
            targets=tuple(targets),
            target_notes=notes,
            has_frequencies=any(one.frequency for one in measures),
            has_plan_references=any(one.plan_references for one in measures),
            has_readings=any(one.is_reading for one in measures),
            themes=tuple(themes),
            priorities=len(priorities),
            has_read_owners=any(row.owners and row.owners_unconfirmed for row in priorities),
            absent=_absent(priorities),
        )

    def rows(self, data: Mapping[str, Any]) -> int:
        """The lines of its planning tables, what was read in them, its targets and its priorities."""
        tables = sum(len(one["lines"]) + len(one["readings"]) for one in data["tables"])
        return tables + sum(len(one["measures"]) for one in data["targets"]) + int(data["priorities"])


def _priorities(asked: Asked) -> Iterable[tuple[Objective, Priority]]:
    rows = Objective.objects.visible_to(asked.reader).of(asked.year).with_owner_names()
    for row in with_plan_words(rows).in_printed_order():
        deadlines = tuple(f"{one}: {one.stage}" if one.stage else str(one) for one in row.deadlines.all())
        yield (
            row,
            Priority(
                reference=row.reference,
                text=row.text,
                outcomes=outcomes_of(row),
                parts=parts_of(row),
                acts=row.acts,
                owners=tuple(row.owner_names),
                owners_unconfirmed=row.owners_unconfirmed,
                owners_as_printed=row.owners_as_printed,
                for_each=row.get_for_each_display(),
                hangs_on=row.hangs_on.reference if row.hangs_on else "",
                deadlines=deadlines,
                flags=tuple(row.flag_names),
                withdrawn=withdrawn(row),
            ),
        )


def _absent(rows: Iterable[Priority]) -> tuple[str, ...]:
    """What none of the priorities has: said once, and no column for it."""
    every = list(rows)
    present = {
        "who acts": any(row.acts for row in every),
        "owners": any(row.owners or row.owners_as_printed for row in every),
        "deadlines": any(row.deadlines for row in every),
        "marks": any(row.flags for row in every),
    }
    return tuple(name for name, there in present.items() if not there)


def _targets(asked: Asked) -> tuple[list[Targets], tuple[Note, ...]]:
    """The measures of the year's scorecard, perspective by perspective, and the notes below them."""
    scorecard = next(iter(_scorecards(asked.reader, asked.year.pk)), None)
    if scorecard is None:
        return [], ()
    notes = footnotes_of(scorecard.pk)
    standings = standings_of_year(asked.reader, asked.year, quarters_of(asked.year), asked.today)
    in_order = groupby(lines(standings, notes), key=lambda line: line.standing.measure.perspective)
    found = [Targets(perspective.title, tuple(_target(line) for line in rows)) for perspective, rows in in_order]
    return found, tuple(Note(note.marker, note.text) for note in notes)


@question
def _scorecards(reader: Reader, year: int) -> Any:
    return Scorecard.objects.visible_to(reader).filter(year=year).order_by()


def _target(line: Line) -> TargetSaid:
    standing = line.standing
    measure: Any = standing.measure
    return TargetSaid(
        reference=measure.reference,
        name=measure.name,
        marker=measure.marker,
        description=measure.description,
        plan_references=tuple(measure.printed_references),
        frequency=measure.frequency_as_printed,
        target=standing.target.printed,
        counted_in=standing.counted_in,
        is_reading=bool(standing.counted_in) and standing.unit_is_reading,
    )


def _table(one: PlanningSheet) -> TableSaid:
    return TableSaid(
        title=one.table.title,
        kind=one.table.get_kind_display(),
        unit=one.table.unit,
        note=one.table.note,
        is_wide=len(one.sheet.columns) > UPRIGHT,
        columns=tuple(column.heading for column in one.sheet.columns),
        has_variance=one.variances is not None,
        lines=tuple(
            LineSaid(
                label=line.label,
                unit=line.unit,
                note=line.note,
                figures=tuple(FigureSaid(figure.words, bool(figure.ground)) for figure in line.figures),
                is_total=line.is_total,
                is_share=line.is_share,
                variance=line.variance.words if line.variance else "",
            )
            for line in one.lines
        ),
        trends=tuple(one.trends),
        bars=one.bars,
        agreeing=one.agreeing,
        disagreeing=tuple(_finding(check) for check in one.disagreeing),
        unchecked=tuple(_finding(check) for check in one.open_checks),
        readings=tuple(
            Read(
                line=line,
                column=column,
                printed=figure.printed,
                reading=figure.words if figure.words != figure.printed else "",
                ground=figure.ground,
                is_unconfirmed=figure.is_unconfirmed,
            )
            for line, column, figure in one.read_otherwise
        ),
    )


def _finding(check: Check) -> Finding:
    return Finding(check.where, "" if check.stands is None else words_of(check.stands), check.says)
