"""The plan as a spreadsheet: one row an objective."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from objectives.deadlines import with_moves, words_of
from objectives.models import Objective, Status
from objectives.standing import Standing, standing
from probation_planning.organisation import clock
from probation_planning.organisation.models import Quarter

HEADER = (
    "theme",
    "aim",
    "objective",
    "text",
    "outcomes",
    "owners",
    "owners_as_printed",
    "acts",
    "deadline",
    "flags",
    "status",
    "status_date",
    "comment",
)


def plan_rows(objectives: QuerySet[Objective], quarter: Quarter | None) -> Iterator[Sequence[object]]:
    """Rows under `HEADER`, of objectives `with_answer` and `with_owner_names`; as the screen shows them."""
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


def _status(row: Any, quarter: Quarter | None) -> Standing:
    return standing(Status(row.answer) if row.answer else None, quarter, clock.today())
