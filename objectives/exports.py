"""Tables of the plan as files: its objectives, their deadlines along the year, and its planning tables."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse

from objectives.arithmetic import Variance
from objectives.arithmetic import words_of as figure_words
from objectives.deadlines import with_moves, words_of
from objectives.models import AnnualPlan, Objective, Status
from objectives.sheets import PlanningSheet, ShownFigure
from objectives.standing import Standing, standing
from objectives.timeline import Timeline
from probation_planning.organisation import clock
from probation_planning.organisation.downloads import download
from probation_planning.organisation.models import Quarter
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind
from probation_planning.ui.spreadsheets import Column, Figure, Month, Part

TEXT = Column("text", "Text", "The objective.", 50)
OWNERS = Column("owners", "Owners", "Who answers for the objective, the leading owner first.", 28)
OBJECTIVES = (
    Column("theme", "Theme", "The theme of the plan.", 24),
    Column("aim", "Aim", "The aim that the objective serves; empty where it stands under the theme.", 30),
    Column("objective", "Objective", "The objective’s reference in the plan.", 10),
    TEXT,
    Column("outcomes", "Outcomes", "What will be so once it is reached.", 50),
    OWNERS,
    Column("owners_as_printed", "Owners as printed", "The words of the document.", 24),
    Column("acts", "Who acts", "Who acts, in the document’s words, where these name no owner.", 18),
    Column("deadline", "Deadline", "By which month, each stage, and where an answer moved it.", 24),
    Column("flags", "Marked", "Marks of the document: brought forward, ongoing, regional priority.", 16),
    Column("status", "Status", "What its owner says at the quarter, or why there is no answer.", 18),
    Column("status_date", "Status given", "The day of that answer.", 13),
    Column("comment", "Comment", "What was said with it.", 50),
)
DEADLINES = (
    Column("span", "Span", "The quarter that the deadline falls in, or whether it lies before or after the year.", 18),
    Column("month", "Deadline", "The month by whose end it is due; empty where no deadline is recorded.", 16),
    Column("stage", "Stage", "What is due then, where the objective is due in stages.", 24),
    Column("objective", "Objective", "The objective’s reference in the plan.", 10),
    TEXT,
    OWNERS,
    Column("status", "Status", "What its owner says at the quarter, or why there is no answer.", 18),
    Column("past", "Past its deadline", "Whether the month has passed and the objective is not complete.", 10),
    Column("moved_from", "Moved from", "The month of the plan, where an answer moved it.", 16),
    Column("moved_by", "Moved by", "The units whose answers moved it.", 18),
)
ROW = Column("row", "Row", "What the figures of the row are of.", 36)
UNIT = Column("unit", "Unit", "What the row is counted in, where it differs from the table.", 12)
VARIANCE = (
    Column("variance", "Outturn less demand", "How far the outturn lies from what was demanded."),
    Column("variance_percent", "In per cent", "The same in per cent of what was demanded."),
)
NOTE = Column("note", "Note", "What the document says of the row.", 30)
READINGS = Column(
    "readings", "Readings", "Figures read otherwise than printed: what is printed, and why it is read so.", 60
)


def plan_rows(objectives: QuerySet[Objective], quarter: Quarter | None) -> Iterator[Sequence[object]]:
    """Rows under `OBJECTIVES`, of objectives `with_answer` and `with_owner_names`; as the screen shows them."""
    rows: QuerySet[Any] = with_moves(objectives.select_related("theme", "aim").prefetch_related("outcomes"))
    for row in rows:
        yield (
            str(row.theme),
            str(row.aim) if row.aim else "",
            row.reference,
            row.text,
            [outcome.text for outcome in row.outcomes.all()],
            row.owner_names,
            row.owners_as_printed,
            row.acts,
            [words_of(deadline) for deadline in row.deadlines.all()],
            row.flag_names,
            _status(row, quarter).label,
            row.answered_on,
            row.answer_comment,
        )


def deadline_rows(timeline: Timeline) -> Iterator[Sequence[object]]:
    """Rows under `DEADLINES`: one for each deadline, and one for each objective without any."""
    for stretch in timeline.stretches:
        for stop in stretch.stops:
            yield (
                stretch.span.name,
                Month(stop.month) if stop.month else None,
                stop.stage,
                stop.objective.reference,
                stop.objective.text,
                stop.objective.owner_names,
                stop.objective.standing.label,
                "yes" if stop.is_past else "no",
                Month(stop.printed) if stop.printed else None,
                stop.by,
            )


def sheet_columns(one: PlanningSheet) -> list[Column]:
    """The columns of a planning table, with what stands beside its figures."""
    figures = [Column(column.heading, column.heading, "A column of the table.") for column in one.sheet.columns]
    beside = [*(VARIANCE if one.variances else []), NOTE, READINGS]
    return [ROW, UNIT, *figures, *beside]


def sheet_rows(one: PlanningSheet) -> Iterator[Sequence[object]]:
    """Rows under `sheet_columns`: figures as read, and what is printed where that is another."""
    headings = [column.heading for column in one.sheet.columns]
    for shown, line in zip(one.lines, one.sheet.lines, strict=True):
        said = [_reading(heading, figure) for heading, figure in zip(headings, shown.figures, strict=True)]
        yield (
            shown.label,
            shown.unit,
            *(
                read.words if figure.value is None else Figure(figure.value, _plain(read.words))
                for figure, read in zip(line.figures, shown.figures, strict=True)
            ),
            *(_in_figures(shown.variance) if one.variances else []),
            shown.note,
            "\n".join(filter(None, said)),
        )


def sheet_file(request: ReaderRequest, ending: str, annual_plan: AnnualPlan, one: PlanningSheet) -> HttpResponse:
    """A planning table as a file; its key says what does not add up."""
    wrong = [
        (check.where, f"{figure_words(check.stands)} stands. {check.says}")
        for check in one.disagreeing
        if check.stands is not None
    ]
    about = [("Table", one.table.get_kind_display()), ("Unit", one.table.unit), ("Note", one.table.note)]
    return plan_file(
        request,
        ending,
        annual_plan,
        name="table",
        at=str(one.number),
        title=one.table.title,
        things="Figures",
        columns=sheet_columns(one),
        rows=sheet_rows(one),
        about=[(label, words) for label, words in about if words],
        parts=[Part("What does not add up, kept as the document prints it", wrong)] if wrong else [],
    )


def plan_file(
    request: ReaderRequest, ending: str, annual_plan: AnnualPlan | None, *, about: Sequence[tuple[str, str]], **of: Any
) -> HttpResponse:
    """A table of the plan as a file."""
    plan = [("Plan", annual_plan.title)] if annual_plan else []
    return download(request, ending, open_to=(Act.READ, Kind.PLAN), about=[*plan, *about], **of)


def _reading(heading: str, figure: ShownFigure) -> str:
    """A figure that is read otherwise than printed; empty for any other."""
    if not figure.ground:
        return ""
    read = f"read as {figure.words}" if figure.words and figure.words != figure.printed else "not read"
    confirmed = ", unconfirmed" if figure.is_unconfirmed else ""
    return f"{heading}: printed “{figure.printed}”, {read}{confirmed}. {figure.ground}"


def _in_figures(variance: Variance | None) -> list[object]:
    if variance is None:
        return [None, None]
    value, percent = variance
    share = None if percent is None else Figure(percent, f"{percent:+,.1f}%")
    return [Figure(value, f"{value.normalize():+,f}"), share]


def _plain(words: str) -> str:
    """A figure with the minus that spreadsheets know."""
    return words.replace("\N{MINUS SIGN}", "-")


def _status(row: Any, quarter: Quarter | None) -> Standing:
    return standing(Status(row.answer) if row.answer else None, quarter, clock.today())
