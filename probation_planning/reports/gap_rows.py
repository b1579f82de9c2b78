"""What the gap sheet asks the database, in SQL made once."""

import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from objectives.models import Aim, AnnualPlan, Deadline, Objective, Outcome, Theme
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Reader
from probation_planning.reports.links import Part, in_force
from probation_planning.reports.models import Finding, Link
from scorecard.models import Measure, PlanReference


@question
def plans(reader: Reader, year: int) -> QuerySet[AnnualPlan]:
    """The year's plan."""
    return AnnualPlan.objects.visible_to(reader).filter(year=year)


@question
def aims(plan: int, last_day: datetime.date) -> QuerySet[Aim]:
    """Its aims in force on the day, in printed order."""
    return Aim.objects.filter(in_force(last_day), plan=plan).order_by("theme__order", "order")


class Stands(NamedTuple):
    """An objective that stands, as the sheet looks at it."""

    pk: int
    reference: str
    text: str
    aim_id: int | None
    owner_names: list[str]
    offered_owner: str
    offered_ground: str
    has_outcome: bool
    has_deadline: bool

    @property
    def name(self) -> str:
        """What it is called."""
        return f"Objective {self.reference}"


def objectives(reader: Reader, year: int) -> list[Stands]:
    """Objectives that stand, in printed order."""
    return [Stands(*row) for row in _objectives(reader, year)]


@question
def _objectives(reader: Reader, year: int) -> QuerySet[Objective, Any]:
    rows = Objective.objects.visible_to(reader).filter(annual_plan__year=year, withdrawn_on=None).with_owner_names()
    told: QuerySet[Objective, Any] = (
        rows.annotate(
            has_outcome=Exists(Outcome.objects.filter(objective=OuterRef("pk"))),
            has_deadline=Exists(Deadline.objects.filter(objective=OuterRef("pk"))),
        )
        .in_printed_order()
        .values_list(*Stands._fields)
    )
    return told


# What a tie says of the link itself, and of its ends.
OF_LINK = ("state", "ground", "entry_id", "measure_id", "aim_id", "objective_id", "reference_id")
OF_ENDS = ("theme__number", "aim__number", "objective__reference", "measure__perspective__number", "measure__number")


class Tie(NamedTuple):
    """A link, with what its ends are called; what is known of a risk is its key."""

    state: str
    ground: str
    entry_id: int | None
    measure_id: int | None
    aim_id: int | None
    objective_id: int | None
    reference_id: int | None
    theme_number: str
    aim_number: str | None
    objective_reference: str | None
    perspective_number: int | None
    measure_number: int | None

    @property
    def part(self) -> Part:
        """The part of the plan, a theme where it is none else; of which its number or reference is known."""
        return _part(self.theme_number, self.aim_number, self.objective_reference)

    @property
    def measure_reference(self) -> str:
        """What the measure is called, where it is one's."""
        return f"{self.perspective_number}-{self.measure_number}"


# To make a row of a model costs more than all that is asked of it here, and it says nothing but what it is called.
@lru_cache(maxsize=4096)
def _part(theme: str, aim: str | None, objective: str | None) -> Part:
    if objective is not None:
        return Objective(reference=objective)
    return Aim(number=aim) if aim is not None else Theme(number=theme)


def ties(reader: Reader, year: int, *, at_work: bool) -> list[Tie]:
    """Every link of the year's risks and measures that the reader is told of."""
    return [Tie(*row) for row in _ties(reader, year, at_work=at_work)]


@question
def _ties(reader: Reader, year: int, *, at_work: bool) -> QuerySet[Link, Any]:
    told = Link.objects.visible_to(reader).told(at_work=at_work).of_year(year)
    in_order = told.order_by("entry__order", "measure__perspective__number", "measure__number")
    rows: QuerySet[Link, Any] = in_order.values_list(*OF_LINK, *OF_ENDS)
    return rows


@question
def references(reader: Reader, year: int) -> QuerySet[PlanReference]:
    """Those that the year's scorecard prints, in printed order."""
    measures = Measure.objects.visible_to(reader).filter(perspective__scorecard__year=year).standing()
    rows = PlanReference.objects.filter(measure__in=measures).select_related("measure__perspective")
    return rows.order_by("measure__perspective__number", "measure__number", "order")


@question
def measures(reader: Reader, year: int) -> QuerySet[Measure]:
    """Measures that stand, each with its references and owners."""
    rows = Measure.objects.visible_to(reader).filter(perspective__scorecard__year=year).standing()
    return rows.with_references_and_owners().select_related("perspective")


@question
def doubts(reader: Reader, year: int) -> QuerySet[Finding]:
    """What is doubted of references whose number matches; each is about one of them (`about`)."""
    return Finding.objects.visible_to(reader).filter(year=year, about__contains=", reference ")
