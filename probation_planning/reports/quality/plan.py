"""What is wrong in the year's plan."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from objectives.arithmetic import words_of
from objectives.models import AnnualPlan, Objective, Outcome, Status, StatusUpdate
from objectives.sheets import PlanningSheet, sheets_of
from objectives.standing import OVERDUE, UNANSWERED, current_quarter, standing
from probation_planning.organisation.models import DeliveryUnit, Quarter, Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.quality.lines import OFFICER, Kind, Line, Register

FINAL = frozenset({Status.COMPLETE, Status.WITHDRAWN})


@dataclass(frozen=True)
class Plan:
    """What the checks look at, read once."""

    year: Year
    annual_plan: AnnualPlan
    quarter: Quarter | None
    day: datetime.date
    objectives: list[Any]
    updates: dict[int, list[StatusUpdate]]
    units: list[DeliveryUnit]
    sheets: list[PlanningSheet]

    def line(self, objective: Any, kind: Kind, says: str, *, anchor: str = "") -> Line:
        """Something wrong with an objective, which its owners can mend, or the officer where there are none."""
        named = [self.year.trust.slug, self.year.slug, objective.reference]
        address = reverse("objectives:objective_detail", args=named) + anchor
        return Line(Register.PLAN, kind, str(objective), says, address, tuple(objective.owner_names) or (OFFICER,))

    def for_officer(self, objective: Any, kind: Kind, says: str) -> Line:
        """Something wrong with an objective that only the officer can mend."""
        return self.line(objective, kind, says)._replace(mends=(OFFICER,))


def plan_lines(reader: Reader, year: Year, quarters: list[Quarter], day: datetime.date) -> Iterator[Line]:
    """Everything; as many questions for a few objectives as for thousands."""
    annual_plan = AnnualPlan.objects.visible_to(reader).filter(year=year).select_related("plan").first()
    if annual_plan is None:
        return
    quarter = current_quarter(quarters)
    rows = Objective.objects.visible_to(reader).of(year).filter(withdrawn_on=None)
    rows = rows.with_answer(quarter).with_owner_names().in_printed_order().prefetch_related("deadlines")
    seen = Plan(
        year=year,
        annual_plan=annual_plan,
        quarter=quarter,
        day=day,
        objectives=list(rows.annotate(has_outcome=Exists(Outcome.objects.filter(objective=OuterRef("pk"))))),
        updates=_updates(year),
        units=list(DeliveryUnit.objects.filter(is_reading=True, confirmed_on=None)),
        sheets=sheets_of(annual_plan),
    )
    for check in CHECKS:
        yield from check(seen)


def _updates(year: Year) -> dict[int, list[StatusUpdate]]:
    """The answers that count, by objective, in the order of their quarters."""
    found: dict[int, list[StatusUpdate]] = {}
    rows = StatusUpdate.objects.filter(quarter__year=year).that_count().select_related("quarter")
    for row in sorted(rows.prefetch_related("revisions"), key=lambda row: row.quarter.number):
        found.setdefault(row.objective_id, []).append(row)
    return found


def ownerless(seen: Plan) -> Iterator[Line]:
    """Objectives that nobody is asked about."""
    for row in seen.objectives:
        if not row.owner_names:
            offered = f" {row.offered_owner} is offered as a reading." if row.offered_owner else ""
            yield seen.line(row, Kind.MISSING, f"It has no owner.{offered}")


def unanswered(seen: Plan) -> Iterator[Line]:
    """Objectives whose owner has still to say how they stand at the current quarter, late or not."""
    for row in seen.objectives:
        stands = standing(Status(row.answer) if row.answer else None, seen.quarter, seen.day)
        if stands == OVERDUE:
            yield seen.line(row, Kind.LATE, f"Its answer for {seen.quarter} is overdue.", anchor="#answer")
        elif stands == UNANSWERED:
            yield seen.line(row, Kind.MISSING, f"It is not answered for {seen.quarter} yet.", anchor="#answer")


def past_deadline(seen: Plan) -> Iterator[Line]:
    """Objectives whose last month has passed and that are neither complete nor withdrawn; none known from paper."""
    if seen.quarter is None or not seen.quarter.expects_answers:
        return
    for row in seen.objectives:
        months = _months(row, seen.updates.get(row.pk, []))
        if not months or max(months) >= seen.day.replace(day=1):
            continue
        last = {update.unit_id: update.status for update in seen.updates.get(row.pk, [])}
        if not last or any(status not in FINAL for status in last.values()):
            yield seen.line(row, Kind.LATE, f"It was due in {max(months):%B %Y} and is not complete.")


def _months(row: Any, updates: list[StatusUpdate]) -> list[datetime.date]:
    """Its months: as printed, or as an answer moved them while they still are what it moved them from."""
    moved = {
        (revision.deadline_id, revision.was): revision.month
        for update in updates
        for revision in update.revisions.all()
    }
    return [moved.get((one.pk, one.month), one.month) for one in row.deadlines.all()]


def impossible_deadline(seen: Plan) -> Iterator[Line]:
    """Deadlines outside the years that the plan covers."""
    plan = seen.annual_plan.plan
    for row in seen.objectives:
        for one in row.deadlines.all():
            if not plan.starts.replace(day=1) <= one.month <= plan.ends:
                yield seen.for_officer(row, Kind.IMPOSSIBLE, f"{one} lies outside the years that the plan covers.")


def without_outcome(seen: Plan) -> Iterator[Line]:
    """Objectives of which nothing says what they are to bring."""
    for row in seen.objectives:
        if not row.has_outcome:
            yield seen.for_officer(row, Kind.MISSING, "It has no outcome.")


def without_deadline(seen: Plan) -> Iterator[Line]:
    """Objectives of which nothing says by when."""
    for row in seen.objectives:
        if not row.deadlines.all():
            yield seen.for_officer(row, Kind.MISSING, "It has no deadline.")


def unconfirmed(seen: Plan) -> Iterator[Line]:
    """What was read into an objective's row and nobody has confirmed."""
    for row in seen.objectives:
        marks = {
            "its marks": row.flags_ground,
            "that each unit answers": row.for_each_ground,
            "that it hangs on another": row.hangs_on_ground,
        }
        said = [what for what, ground in marks.items() if ground and row.readings_confirmed_on is None]
        said = [*(["its owners"] if row.owners_unconfirmed else []), *said]
        if said:
            says = f"Read and not confirmed: {', '.join(said)}."
            yield seen.for_officer(row, Kind.UNCONFIRMED, says)


def unconfirmed_units(seen: Plan) -> Iterator[Line]:
    """Delivery units that are a reading."""
    address = reverse("objectives:plan", args=[seen.year.trust.slug, seen.year.slug])
    for unit in seen.units:
        says = f"The unit is a reading, not confirmed. {unit.ground}".strip()
        yield Line(Register.PLAN, Kind.UNCONFIRMED, unit.name, says, address)


def disagreeing_figures(seen: Plan) -> Iterator[Line]:
    """Sums and percentages of planning tables that do not come to what stands; never mended, always said."""
    for sheet in seen.sheets:
        for check in sheet.disagreeing:
            stands = words_of(check.stands) if check.stands is not None else "nothing"
            says = f"{check.where} stands at {stands}. {check.says}"
            yield Line(Register.PLAN, Kind.CONTRADICTORY, sheet.table.title, says, _table(seen, sheet))


def unconfirmed_figures(seen: Plan) -> Iterator[Line]:
    """Figures of planning tables that are read otherwise than printed."""
    for sheet in seen.sheets:
        if sheet.unconfirmed:
            says = f"Figures read otherwise than printed and not confirmed: {sheet.unconfirmed}."
            yield Line(Register.PLAN, Kind.UNCONFIRMED, sheet.table.title, says, _table(seen, sheet))


def _table(seen: Plan, sheet: PlanningSheet) -> str:
    return reverse("objectives:table", args=[seen.year.trust.slug, seen.year.slug, sheet.number])


CHECKS: tuple[Callable[[Plan], Iterator[Line]], ...] = (
    *(ownerless, unanswered, past_deadline, impossible_deadline, without_outcome, without_deadline),
    *(unconfirmed, unconfirmed_units, disagreeing_figures, unconfirmed_figures),
)
