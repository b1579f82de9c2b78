"""Links the paper suggests, by number and by subject, and what is odd in it."""

from typing import Any

from objectives.models import Aim, Objective
from probation_planning.organisation.models import Year
from probation_planning.reports.load_paper.keeper import Keeper
from probation_planning.reports.models import Finding, Link
from risks.models import Entry
from scorecard.models import Measure, PlanReference


def load_links(keeper: Keeper, year: Year, paper: dict[str, Any]) -> None:
    """A suggestion for each reference whose number an aim has, and for each thread by subject."""
    aims = {aim.number: aim for aim in Aim.objects.filter(plan__annual_plans__year=year)}
    for reference in PlanReference.objects.filter(measure__perspective__scorecard__year=year).select_related("measure"):
        aim = aims.get(reference.number)
        if aim:
            keeper.keep(
                Link,
                {"measure": reference.measure, "aim": aim},
                {"reference": reference, "ground": Link.Ground.NUMBER, "says": reference.printed},
                reference.line,
            )
    objectives = {row.reference: row for row in Objective.objects.of(year)}
    entries = {row.reference: row for row in Entry.objects.filter(register__year=year)}
    measures = {row.reference: row for row in Measure.objects.of(year).select_related("perspective")}
    for row in paper["thread"]:
        one = {"entry": entries[row["risk"]]} if "risk" in row else {"measure": measures[row["measure"]]}
        keeper.keep(
            Link,
            one | {"objective": objectives[row["objective"]]},
            {"ground": Link.Ground.SUBJECT, "says": row["ground"]},
        )


def load_findings(keeper: Keeper, year: Year, paper: dict[str, Any]) -> None:
    """Everything odd, blank, contradictory or misread."""
    for row in paper["finding"]:
        keeper.keep(
            Finding,
            {"year": year, "about": row["about"], "says": row["says"]},
            {"kind": row["kind"], "section": row.get("section", 1)},
            row["line"],
        )
