"""The action plan as a report: what is overdue first, then what each owner has still to do, by its day."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.papers.report import Asked, Report
from risks.actions import ActionPlan, ActionRow
from risks.models import Action
from risks.reading import open_register

NOBODY = "No owner recorded"
BY = {"owner": "By owner", "risk": "By risk"}


@dataclass(frozen=True)
class ActionLine:
    """An action with the risk it is for; `band` is empty for a risk without a rating."""

    reference: str
    risk: str
    score: int | None
    band: str
    text: str
    owner: str
    due_on: datetime.date | None
    state: str
    days_late: int
    progress: str
    last_written: datetime.date


@dataclass(frozen=True)
class Lot:
    """Actions that belong together, under a heading."""

    heading: str
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True)
class ActionPlanData:
    """What the report says; `review` is empty while no review is open to the reader. `by`: owner or risk."""

    trust: str
    year: str
    register: str
    review: str
    as_at: datetime.date
    by: str
    by_words: str
    to_do: int
    overdue: int
    done: int
    dropped: int
    lots: tuple[Lot, ...]
    ended: tuple[ActionLine, ...]


class ActionsReport(Report):
    """Every action of the risks that the reader sees."""

    slug = "actions"
    title = "Action plan"
    says = "Every action of the risks you see: what is overdue first, then what is to be done, by owner or by risk."
    sheets = ("pdf-actions",)

    def may_read(self, reader: Reader, year: Year) -> bool:
        """Whoever reads registers, of a year that has one open to them."""
        if not may(reader, Act.READ, Kind.REGISTER):
            return False
        opened = open_register(reader, year)
        return opened is not None and opened.current is not None

    def read(self, asked: Asked) -> ActionPlanData:
        """As the list of actions tells of them, at the review where the reader starts."""
        opened = open_register(asked.reader, asked.year)
        review = opened.current if opened else None
        if opened is None or review is None:
            raise ValueError("No register is open to the reader, so there is no action plan.")
        plan = ActionPlan(opened, review)
        by = asked.options.get("by", "")
        by = by if by in BY else "owner"
        rows = plan.lines(plan.rows.order_by("section", "entry__order", "entry_id", "number"))
        open_rows = [row for row in rows if row.state == Action.State.OPEN]
        return ActionPlanData(
            trust=asked.reader.trust.name,
            year=asked.year.label,
            register=opened.register.title,
            review=review.label,
            as_at=plan.day,
            by=by,
            by_words=BY[by],
            to_do=len(open_rows),
            overdue=sum(row.is_overdue for row in open_rows),
            done=sum(row.state == Action.State.DONE for row in rows),
            dropped=sum(row.state == Action.State.DROPPED for row in rows),
            lots=tuple(_lots(open_rows, by)),
            ended=tuple(_line(row) for row in rows if row.state != Action.State.OPEN),
        )

    def rows(self, data: Mapping[str, Any]) -> int:
        """Its actions."""
        return sum(len(lot["actions"]) for lot in data["lots"]) + len(data["ended"])


def _lots(rows: Iterable[ActionRow], by: str) -> Iterable[Lot]:
    """What is overdue, the longest first; then the rest by owner and day, or by risk as the register has them."""
    late = sorted((row for row in rows if row.is_overdue), key=lambda row: row.due_on or row.day)
    if late:
        yield Lot("Overdue", tuple(map(_line, late)))
    rest = [row for row in rows if not row.is_overdue]
    if by == "risk":
        for (reference, title), of_risk in groupby(rest, lambda row: (row.reference, row.title)):
            yield Lot(f"Risk {reference} {title}", tuple(map(_line, of_risk)))
        return
    rest.sort(key=lambda row: (not row.owner, row.owner, row.due_on or datetime.date.max))
    for owner, of_owner in groupby(rest, lambda row: row.owner):
        yield Lot(owner or NOBODY, tuple(map(_line, of_owner)))


def _line(row: ActionRow) -> ActionLine:
    return ActionLine(
        reference=row.reference,
        risk=row.title,
        score=row.rating.score if row.rating else None,
        band=row.rating.band.value if row.rating and row.rating.band else "",
        text=row.text,
        owner=row.owner,
        due_on=row.due_on,
        state=row.stands.label,
        days_late=row.days_late if row.is_overdue else 0,
        progress=row.progress,
        last_written=row.dated,
    )
