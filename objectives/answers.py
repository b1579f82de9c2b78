"""What has been answered for one objective: quarter by quarter, unit by unit, and all of it, newest first."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from objectives.deadlines import Due, dues_of
from objectives.models import Deadline, DeadlineRevision, Objection, Objective, OutcomeEvidence, Status, StatusUpdate
from objectives.spread import is_open_within, numbers, worst
from objectives.standing import Standing, current_quarter, is_late, standing, that_counts
from probation_planning.organisation.models import DeliveryUnit, Quarter
from probation_planning.organisation.questions import hand_out, question
from probation_planning.organisation.roles import Reader


@dataclass(frozen=True)
class QuarterLine:
    """How the objective, or a unit of it, stands at one quarter, and the answer that counts there.

    `standing` is None where a unit was not open in the quarter; `said` is the spread in words where each unit answers.
    """

    quarter: Quarter
    standing: Standing | None
    answer: StatusUpdate | None
    said: str = ""

    @property
    def stands_since(self) -> Quarter | None:
        """The earlier quarter at which the final word was said that still stands."""
        return self.answer.quarter if self.answer and self.answer.quarter_id != self.quarter.pk else None


@dataclass(frozen=True)
class UnitLine:
    """How a unit stands, quarter by quarter."""

    unit: DeliveryUnit
    lines: Sequence[QuarterLine]


@dataclass(frozen=True)
class Answers:
    """All answers of an objective in a year; `units`: those that each answer, none where the trust answers once."""

    quarters: Sequence[Quarter]
    history: Sequence[StatusUpdate]
    by_unit: bool = False
    units: Sequence[DeliveryUnit] = field(default=())

    @classmethod
    def of(cls, objective: Objective, quarters: Sequence[Quarter]) -> "Answers":
        """Read them, newest first."""
        history = _updates(objective.pk)
        by_id = {quarter.pk: quarter for quarter in quarters}
        for row in history:
            row.quarter, row.objective = by_id[row.quarter_id], objective
        if history:
            for name, of_updates in (("evidence", _evidence), ("revisions", _revisions), ("objections", _objections)):
                hand_out(history, name, of_updates(objective.pk), by="update_id")
        return cls(quarters, history, bool(objective.for_each), objective.units if objective.for_each else ())

    def of_unit(self, unit: DeliveryUnit | None) -> list[StatusUpdate]:
        """What was answered for the unit; for the trust as a whole where it is None."""
        return [row for row in self.history if row.unit_id == (unit.pk if unit else None)]

    def latest(self, quarter: Quarter | None, unit: DeliveryUnit | None = None) -> StatusUpdate | None:
        """The answer that was given last at the quarter."""
        if quarter is None:
            return None
        rows = [row for row in self.of_unit(unit) if row.quarter_id == quarter.pk]
        return max(rows, key=lambda row: row.sequence, default=None)

    def before(self, quarter: Quarter, unit: DeliveryUnit | None = None) -> StatusUpdate | None:
        """The answer that was given last at the quarter before."""
        return self.latest(next((one for one in self.quarters if one.number == quarter.number - 1), None), unit)

    def lines(self, today: datetime.date, unit: DeliveryUnit | None = None) -> list[QuarterLine]:
        """The year, quarter by quarter: of the unit, else of the objective as a whole."""
        if self.by_unit and unit is None:
            return self._lines_of_all(today)
        rows = self.of_unit(unit)
        return [self._line(rows, quarter, today) for quarter in self.quarters]

    def by_units(self, today: datetime.date) -> list[UnitLine]:
        """Every unit that is open in the year, or has answered."""
        said = {row.unit_id for row in self.history}
        found = []
        for unit in self.units:
            rows = self.of_unit(unit)
            lines = [
                self._line(rows, quarter, today)
                if is_open_within(unit, quarter.first_day, quarter.last_day)
                else QuarterLine(quarter, None, that_counts(rows, quarter.number))
                for quarter in self.quarters
            ]
            if unit.pk in said or any(line.standing for line in lines):
                found.append(UnitLine(unit, lines))
        return found

    def _line(self, rows: Sequence[StatusUpdate], quarter: Quarter, today: datetime.date) -> QuarterLine:
        row = that_counts(rows, quarter.number)
        return QuarterLine(quarter, standing(Status(row.status) if row else None, quarter, today), row)

    def _lines_of_all(self, today: datetime.date) -> list[QuarterLine]:
        columns = zip(*(unit.lines for unit in self.by_units(today)), strict=True)
        shown = [[line.standing for line in column if line.standing] for column in columns]
        shown = shown or [[] for _ in self.quarters]
        return [
            QuarterLine(quarter, worst(stands) or standing(None, quarter, today), None, numbers(stands))
            for quarter, stands in zip(self.quarters, shown, strict=True)
        ]

    def last_word(self, unit: DeliveryUnit | None = None) -> str | None:
        """What was said last, at whichever quarter."""
        last = max(self.of_unit(unit), key=lambda row: (row.quarter.number, row.sequence), default=None)
        return last.status if last else None

    def dues(
        self, deadlines: Iterable[Deadline], quarter: Quarter | None, unit: DeliveryUnit | None = None
    ) -> list[Due]:
        """Each deadline as it stood at the quarter, moved by the answers that count up to then."""
        until = [one for one in self.quarters if quarter and one.number <= quarter.number]
        counting = [row for one in until if (row := self.latest(one, unit))]
        return dues_of(list(deadlines), [revision for row in counting for revision in row.revisions.all()])

    def is_late(self, deadlines: Iterable[Deadline], today: datetime.date, unit: DeliveryUnit | None = None) -> bool:
        """Whether it is overdue; where each unit answers, whether one is. Never where the document alone is known."""
        if not any(quarter.expects_answers for quarter in self.quarters):
            return False
        asked = [one for one in self.units if is_open_within(one, today, today)]
        if asked and unit is None:
            return any(self.is_late(deadlines, today, one) for one in asked)
        dues = self.dues(deadlines, self.quarters[-1], unit)
        return is_late(max((due.month for due in dues), default=None), self.last_word(unit), today)

    def told(self, quarter: Quarter | None, unit: DeliveryUnit | None = None) -> list[StatusUpdate]:
        """All answers, newest first: of the year, or of one quarter; of one unit where one is meant."""
        of_unit = self.of_unit(unit) if unit else self.history
        return [row for row in of_unit if quarter is None or row.quarter_id == quarter.pk]

    def to_object(self, reader: Reader, may_object: Callable[[StatusUpdate, Reader], bool]) -> list[StatusUpdate]:
        """Answers that still count, entered for the reader, to which their owner has not objected."""
        counting = [
            row for row in self.history if row == self.latest(row.quarter, row.unit) and may_object(row, reader)
        ]
        return [row for row in counting if row.given_as_id not in {one.given_as_id for one in row.objections.all()}]

    @property
    def open_quarters(self) -> list[Quarter]:
        """Those that take answers now."""
        return [quarter for quarter in self.quarters if quarter.is_open and quarter.expects_answers]

    def asked_for(self, number: str) -> Quarter | None:
        """The open quarter of that number, else the latest open one."""
        named = [quarter for quarter in self.open_quarters if str(quarter.number) == number]
        return current_quarter(named or self.open_quarters)


@question
def _updates(objective: int) -> QuerySet[StatusUpdate]:
    rows = StatusUpdate.objects.filter(objective=objective).select_related("given_by", "given_as", "unit")
    return rows.order_by("-quarter__number", "-given_at", "-sequence")


@question
def _evidence(objective: int) -> QuerySet[OutcomeEvidence]:
    rows = OutcomeEvidence.objects.filter(update__objective=objective).select_related("outcome", "file")
    return rows.order_by("outcome__order")


@question
def _revisions(objective: int) -> QuerySet[DeadlineRevision]:
    rows = DeadlineRevision.objects.filter(update__objective=objective).select_related("deadline")
    return rows.order_by("deadline__month")


@question
def _objections(objective: int) -> QuerySet[Objection]:
    return Objection.objects.filter(update__objective=objective).select_related("given_by").order_by("given_at")
