"""What is wrong in the year's plan."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from objectives.arithmetic import words_of
from objectives.models import AnnualPlan, Deadline, Objective, ObjectiveOwner, Outcome, Theme
from objectives.models.counting import Days, days_of
from objectives.services.building import readings_of
from objectives.services.locking import manages
from objectives.sheets import PlanningSheet, sheets_of
from objectives.spread import said_of
from objectives.standing import FINAL, OVERDUE, UNANSWERED, current_quarter, standing
from probation_planning.organisation.addresses import way_to
from probation_planning.organisation.models import DeliveryUnit, Quarter, Year
from probation_planning.organisation.questions import hand_out, question
from probation_planning.organisation.roles import Reader
from probation_planning.reports.links import address_of, in_force
from probation_planning.reports.quality.lines import OFFICER, Kind, Line, Register, once_for_all


@dataclass(frozen=True)
class Plan:
    """What the checks look at, read once."""

    year: Year
    annual_plan: AnnualPlan
    quarter: Quarter | None
    day: datetime.date
    objectives: list[Any]
    beyond: dict[int, list[Deadline]]
    themes: list[Theme]
    units: list[DeliveryUnit]
    manages: bool
    sheets: list[PlanningSheet]
    from_paper: bool

    def line(self, objective: Any, kind: Kind, says: str, *, anchor: str = "") -> Line:
        """Something wrong with an objective, which its owners can mend, or the officer where there are none."""
        named = [self.year.trust.slug, self.year.slug, objective.reference]
        address = way_to("objectives:objective_detail", *named) + anchor
        return Line(Register.PLAN, kind, str(objective), says, address, tuple(objective.owner_names) or (OFFICER,))

    def lacking(self, lines: list[Line], what: str, address: str = "") -> Sequence[Line]:
        """Objectives that lack something; one line for all where the document prints it of none."""
        if not self.from_paper:
            return lines
        plan = way_to("objectives:plan", self.year.trust.slug, self.year.slug)
        return once_for_all(lines, len(self.objectives), "objectives", what, address or plan)

    def for_officer(self, objective: Any, kind: Kind, says: str) -> Line:
        """Something wrong with an objective that only the officer can mend."""
        return self.line(objective, kind, says)._replace(mends=(OFFICER,))


def plan_lines(reader: Reader, year: Year, quarters: list[Quarter], day: datetime.date) -> Iterator[Line]:
    """Everything; as many questions for a few objectives as for thousands."""
    annual_plan = next(iter(_plans(reader, year.pk)), None)
    if annual_plan is None:
        return
    quarter = current_quarter(quarters)
    objectives: list[Any] = _objectives(reader, annual_plan.pk, days_of(quarter), day)
    hand_out(objectives, "owners", _owners_read(annual_plan.pk), by="objective_id")
    seen = Plan(
        year=year,
        annual_plan=annual_plan,
        quarter=quarter,
        day=day,
        objectives=objectives,
        beyond=_by_objective(_beyond(annual_plan.pk, annual_plan.plan.starts, annual_plan.plan.ends)),
        themes=_themes_read(annual_plan.plan_id, year.end),
        units=_units_read(reader.trust.pk),
        manages=manages(reader),
        sheets=sheets_of(annual_plan),
        from_paper=not any(quarter.expects_answers for quarter in quarters),
    )
    for check in CHECKS:
        yield from check(seen)


@question
def _plans(reader: Reader, year: int) -> QuerySet[AnnualPlan]:
    return AnnualPlan.objects.visible_to(reader).filter(year=year).select_related("plan")


@question
def _objectives(reader: Reader, annual_plan: int, quarter: Days | None, day: datetime.date) -> QuerySet[Objective]:
    rows = Objective.objects.visible_to(reader).filter(annual_plan=annual_plan, withdrawn_on=None)
    rows = rows.with_silence(quarter).with_units(quarter).with_deadline(day).with_owner_names().in_printed_order()
    return rows.annotate(
        has_outcome=Exists(Outcome.objects.filter(objective=OuterRef("pk"))),
        has_deadline=Exists(Deadline.objects.filter(objective=OuterRef("pk"))),
    )


@question
def _beyond(annual_plan: int, starts: datetime.date, ends: datetime.date) -> QuerySet[Deadline]:
    """Deadlines that lie outside the years that the plan covers."""
    in_plan = {"month__gte": starts.replace(day=1), "month__lte": ends}
    return Deadline.objects.filter(objective__annual_plan=annual_plan).exclude(**in_plan)


def _by_objective(deadlines: list[Deadline]) -> dict[int, list[Deadline]]:
    found: dict[int, list[Deadline]] = {}
    for one in deadlines:
        found.setdefault(one.objective_id, []).append(one)
    return found


@question
def _owners_read(annual_plan: int) -> QuerySet[ObjectiveOwner]:
    """Those that are a reading: of the others a check has the names."""
    rows = ObjectiveOwner.objects.filter(objective__annual_plan=annual_plan, is_reading=True, confirmed_on=None)
    return rows.select_related("owner")


@question
def _themes_read(plan: int, last_day: datetime.date) -> QuerySet[Theme]:
    return Theme.objects.filter(in_force(last_day), plan=plan, number_is_reading=True)


@question
def _units_read(trust: int) -> QuerySet[DeliveryUnit]:
    return DeliveryUnit.objects.filter(trust=trust, is_reading=True, confirmed_on=None)


def ownerless(seen: Plan) -> Iterator[Line]:
    """Objectives that nobody is recorded to own."""
    address = way_to("objectives:unowned", seen.year.trust.slug, seen.year.slug) if seen.manages else ""
    found = []
    for row in seen.objectives:
        if not row.owner_names:
            offered = f" {row.offered_owner} is offered as a reading." if row.offered_owner else ""
            line = seen.for_officer(row, Kind.MISSING, f"It has no owner.{offered}")
            found.append(line._replace(address=address) if address else line)
    yield from seen.lacking(found, "an owner", address)


def unanswered(seen: Plan) -> Iterator[Line]:
    """Objectives, or units of one, whose owner has still to say how it stands at the current quarter, late or not."""
    silence = standing(None, seen.quarter, seen.day)
    if silence not in {OVERDUE, UNANSWERED}:
        return
    kind = Kind.LATE if silence == OVERDUE else Kind.MISSING
    says = "Its answer for {} is overdue." if silence == OVERDUE else "It is not answered for {} yet."
    for row in seen.objectives:
        if not row.silent:
            continue
        line = seen.line(row, kind, says.format(seen.quarter), anchor="#answer")
        units = said_of(row)
        if not units:
            yield line
        for one in units:
            if one.word is None:
                page = line.address.removesuffix("#answer")
                yield line._replace(
                    says=f"{one.unit}: {says.format(seen.quarter)}",
                    address=f"{page}?{one.query}#answer",
                    mends=(one.owner or OFFICER,),
                )


def past_deadline(seen: Plan) -> Iterator[Line]:
    """Objectives whose last month has passed and that are neither complete nor withdrawn; none known from paper."""
    for row in seen.objectives:
        if row.late:
            owners = [one.owner for one in said_of(row) if one.owner and one.word not in FINAL]
            line = seen.line(row, Kind.LATE, f"It was due in {row.deadline_month:%B %Y} and is not complete.")
            yield line._replace(mends=tuple(dict.fromkeys(owners)) or line.mends)


def impossible_deadline(seen: Plan) -> Iterator[Line]:
    """Deadlines outside the years that the plan covers."""
    for row in seen.objectives:
        for one in seen.beyond.get(row.pk, ()):
            yield seen.for_officer(row, Kind.IMPOSSIBLE, f"{one} lies outside the years that the plan covers.")


def without_outcome(seen: Plan) -> Iterator[Line]:
    """Objectives of which nothing says what they are to bring."""
    rows = [row for row in seen.objectives if not row.has_outcome]
    found = [seen.for_officer(row, Kind.MISSING, "It has no outcome.") for row in rows]
    yield from seen.lacking(found, "an outcome")


def without_deadline(seen: Plan) -> Iterator[Line]:
    """Objectives of which nothing says by when."""
    rows = [row for row in seen.objectives if not row.has_deadline]
    found = [seen.for_officer(row, Kind.MISSING, "It has no deadline.") for row in rows]
    yield from seen.lacking(found, "a deadline")


def unconfirmed(seen: Plan) -> Iterator[Line]:
    """What was read into an objective's row and nobody has confirmed."""
    for row in seen.objectives:
        said = [f"{what[0].lower()}{what[1:]}" for what, _ in readings_of(row)]
        said = [*(["its owners"] if row.owners_unconfirmed else []), *said]
        if said:
            says = f"Read and not confirmed: {', '.join(said)}."
            yield seen.for_officer(row, Kind.UNCONFIRMED, says)


def themes_numbered(seen: Plan) -> Iterator[Line]:
    """Themes whose number is not printed."""
    for theme in seen.themes:
        says = f"Its number, {theme.number}, is not printed; it is a reading."
        yield Line(Register.PLAN, Kind.UNCONFIRMED, f"Theme {theme.number}", says, address_of(theme, seen.year))


def unconfirmed_units(seen: Plan) -> Iterator[Line]:
    """Delivery units that are a reading."""
    address = way_to("organisation:units", seen.year.trust.slug) if seen.manages else ""
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
    return way_to("objectives:table", seen.year.trust.slug, seen.year.slug, str(sheet.number))


CHECKS: tuple[Callable[[Plan], Iterator[Line]], ...] = (
    *(ownerless, unanswered, past_deadline, impossible_deadline, without_outcome, without_deadline),
    *(unconfirmed, themes_numbered, unconfirmed_units, disagreeing_figures, unconfirmed_figures),
)
