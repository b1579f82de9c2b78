"""What the gap sheet asks the database, in SQL made once."""

import datetime

from django.db.models import Exists, OuterRef, QuerySet

from objectives.models import Aim, AnnualPlan, Deadline, Objective, Outcome
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Reader
from probation_planning.reports.links import in_force
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


@question
def objectives(reader: Reader, year: int) -> QuerySet[Objective]:
    """Objectives that stand, each with whether it has an outcome and a deadline."""
    rows = Objective.objects.visible_to(reader).filter(annual_plan__year=year, withdrawn_on=None).with_owner_names()
    return rows.annotate(
        has_outcome=Exists(Outcome.objects.filter(objective=OuterRef("pk"))),
        has_deadline=Exists(Deadline.objects.filter(objective=OuterRef("pk"))),
    ).in_printed_order()


@question
def links(reader: Reader, year: int, *, at_work: bool) -> QuerySet[Link]:
    """Every link of the year's risks and measures that the reader is told of; what is known of a risk is its key."""
    told = Link.objects.visible_to(reader).told(at_work=at_work).of_year(year)
    ends = told.select_related("theme", "aim", "objective", "measure__perspective")
    return ends.order_by("entry__order", "measure__perspective__number", "measure__number")


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
