"""The trust itself before anything happens: its year, bodies, posts, people, plan and scorecard."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

from objectives.models import (
    Aim,
    AnnualPlan,
    Deadline,
    Objective,
    ObjectiveOwner,
    Outcome,
    Plan,
    Theme,
)
from probation_planning.organisation import calendar, tenancy
from probation_planning.organisation.models import Body, GroupMember, Owner, Quarter, Trust, Year
from probation_planning.reports.models import Link
from probation_planning.reports.people import let_in, people_in
from scorecard.models import Frequency, Measure, MeasureOwner, Perspective, PlanReference, Scorecard, Target

# What the words say of a measure besides its name, and of its target besides what it is.
MEASURED = ("unit", "unit_as_read", "polarity", "accumulation", "rolling")
HELD_AGAINST = ("tolerance_under", "tolerance_over", "profile")


def read(name: str) -> dict[str, Any]:
    """One of the files of words beside this one."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))


def found_trust(words: dict[str, Any], people: Path) -> Trust:
    """The trust with all that stands when its year begins."""
    with tenancy.system():
        trust = Trust.objects.create(**words["trust"])
        with tenancy.trust(trust):
            year = _open_year(words["year"]["start"])
            for order, body in enumerate(words["body"], start=1):
                Body.objects.create(order=order, **body)
            owners = _make_owners(words["owner"])
            _make_plan(words, year, owners)
            _make_scorecard(words, year, owners)
    let_in(people_in(people))
    return trust


def _open_year(start: datetime.date) -> Year:
    """The year with its quarters, the first of them open."""
    year = Year.objects.create(start=start, opened_on=start, answers_from=start)
    for number in calendar.QUARTERS:
        Quarter.objects.create(year=year, number=number, opened_on=start if number == 1 else None)
    return year


def _make_owners(rows: list[dict[str, Any]]) -> dict[str, Owner]:
    owners: dict[str, Owner] = {}
    for order, row in enumerate(rows, start=1):
        owners[row["name"]] = group = Owner.objects.create(name=row["name"], kind=row["kind"], order=order)
        for member in row.get("members", []):
            GroupMember.objects.create(group=group, post=owners[member])
    return owners


def _make_plan(words: dict[str, Any], year: Year, owners: dict[str, Owner]) -> None:
    about = words["plan"]
    plan = Plan.objects.create(title=about["title"], starts=about["starts"], ends=about["ends"])
    title = f"Example plan {year.label}"
    annual = AnnualPlan.objects.create(
        plan=plan, year=year, title=title, vision=about["vision"], mission=about["mission"]
    )
    order = 0
    for place, row in enumerate(words["theme"]):
        theme = Theme.objects.create(plan=plan, number=row["number"], title=row["title"], order=place)
        for at, part in enumerate(row["aim"]):
            aim = Aim.objects.create(plan=plan, theme=theme, number=part["number"], title=part["title"], order=at)
            for said in part["objective"]:
                order += 1
                objective = Objective.objects.create(
                    annual_plan=annual,
                    theme=theme,
                    aim=aim,
                    reference=said["reference"],
                    order=order,
                    text=said["text"],
                )
                _finish_objective(objective, said, owners)


def _finish_objective(objective: Objective, said: dict[str, Any], owners: dict[str, Owner]) -> None:
    for order, name in enumerate(said["owners"]):
        ObjectiveOwner.objects.create(objective=objective, owner=owners[name], order=order, leads=order == 0)
    for order, text in enumerate(said["outcomes"]):
        Outcome.objects.create(objective=objective, order=order, text=text)
    Deadline.objects.create(objective=objective, month=said["deadline"])


def _make_scorecard(words: dict[str, Any], year: Year, owners: dict[str, Owner]) -> None:
    card = Scorecard.objects.create(year=year, title=words["scorecard"]["title"])
    for row in words["perspective"]:
        perspective = Perspective.objects.create(scorecard=card, number=row["number"], title=row["title"])
        for number, said in enumerate(row["measure"], start=1):
            measure = Measure.objects.create(
                perspective=perspective,
                number=number,
                name=said["name"],
                frequency=Frequency.QUARTERLY,
                frequency_as_printed="Q",
                **{name: said[name] for name in MEASURED if name in said},
            )
            Target.objects.create(
                measure=measure,
                sequence=1,
                printed=said["target"],
                effective_from=year.start,
                **{name: said[name] for name in HELD_AGAINST if name in said},
            )
            for order, name in enumerate(said["owners"]):
                MeasureOwner.objects.create(measure=measure, owner=owners[name], order=order, leads=order == 0)
            _refer_to_plan(measure, said["plan"])


def _refer_to_plan(measure: Measure, number: str) -> None:
    """The aim that the measure names; that the numbers match is for a person to confirm."""
    if number:
        reference = PlanReference.objects.create(measure=measure, order=0, printed=number)
        aim = Aim.objects.get(number=number)
        Link.objects.create(measure=measure, reference=reference, aim=aim, ground=Link.Ground.NUMBER, says=number)
