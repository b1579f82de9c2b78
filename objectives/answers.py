"""What has been answered for one objective: quarter by quarter, and all of it, newest first."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from objectives.models import Objective, Status, StatusUpdate
from objectives.standing import Standing, current_quarter, standing
from probation_planning.organisation.models import Quarter


@dataclass(frozen=True)
class QuarterLine:
    """How the objective stands at one quarter, and the answer that counts there."""

    quarter: Quarter
    standing: Standing
    answer: StatusUpdate | None


@dataclass(frozen=True)
class Answers:
    """All answers of an objective in a year."""

    quarters: Sequence[Quarter]
    history: Sequence[StatusUpdate]

    @classmethod
    def of(cls, objective: Objective, quarters: Sequence[Quarter]) -> "Answers":
        """Read them, newest first."""
        rows = objective.updates.select_related("given_by", "given_as", "unit").prefetch_related("evidence__outcome")
        history = list(rows.order_by("-quarter__number", "-given_at", "-sequence"))
        by_id = {quarter.pk: quarter for quarter in quarters}
        for row in history:
            row.quarter = by_id[row.quarter_id]
        return cls(quarters, history)

    def latest(self, quarter: Quarter | None) -> StatusUpdate | None:
        """The answer that counts at the quarter, for the trust as a whole."""
        if quarter is None:
            return None
        rows = [row for row in self.history if row.quarter_id == quarter.pk and row.unit_id is None]
        return max(rows, key=lambda row: row.sequence, default=None)

    def before(self, quarter: Quarter) -> StatusUpdate | None:
        """The answer that counts at the quarter before."""
        return self.latest(next((one for one in self.quarters if one.number == quarter.number - 1), None))

    def lines(self, today: datetime.date) -> list[QuarterLine]:
        """The year, quarter by quarter."""
        rows = [(quarter, self.latest(quarter)) for quarter in self.quarters]
        return [
            QuarterLine(quarter, standing(Status(row.status) if row else None, quarter, today), row)
            for quarter, row in rows
        ]

    @property
    def open_quarters(self) -> list[Quarter]:
        """Those that take answers now."""
        return [quarter for quarter in self.quarters if quarter.is_open and quarter.expects_answers]

    def asked_for(self, number: str) -> Quarter | None:
        """The open quarter of that number, else the latest open one."""
        named = [quarter for quarter in self.open_quarters if str(quarter.number) == number]
        return current_quarter(named or self.open_quarters)
