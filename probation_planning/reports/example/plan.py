"""The example's plan: themes, aims, objectives, and what owners said of them."""

import datetime
from typing import Any

from objectives.models import (
    Aim,
    AnnualPlan,
    Deadline,
    Narrative,
    Objective,
    ObjectiveOwner,
    Outcome,
    OutcomeEvidence,
    Plan,
    Status,
    StatusUpdate,
    Theme,
)
from objectives.models.objectives import Flag
from probation_planning.organisation.models import Quarter, Year
from probation_planning.reports.example import words
from probation_planning.reports.example.maker import Maker, dealt, month_after

# Of a year before nothing is complete: all of it goes on.
GOING_ON = [Status.ON_TRACK] * 6 + [Status.AT_RISK] * 2 + [Status.OFF_TRACK, Status.NOT_STARTED]
STATUSES = [*GOING_ON, Status.COMPLETE]


def make_plan(maker: Maker) -> list[Aim]:
    """The plan with its objectives, two to an aim; a quarter that is over is answered, the open one in part."""
    starts = maker.years[0][0].start
    ends = starts.replace(year=starts.year + 4) - datetime.timedelta(days=1)
    plan = maker.add_one(Plan, title=f"Example plan {starts.year}/{ends.year}", starts=starts, ends=ends)
    themes = maker.add(
        Theme,
        (
            {"plan": plan, "number": str(at), "title": title, "order": at}
            for at, title in enumerate(words.THEMES, start=1)
        ),
    )
    places = dealt(themes, max(len(themes), maker.size.objectives // 2))
    aims = maker.add(
        Aim,
        (
            {
                "plan": plan,
                "theme": theme,
                "number": f"{theme.number}.{place}",
                "title": maker.line(words.VERBS, words.MATTERS),
                "order": at,
            }
            for at, (theme, place) in enumerate(places)
        ),
    )
    before: list[Objective] = []
    for year, quarters in maker.years:
        before = _make_annual_plan(maker, plan, year, quarters, aims, before)
    return aims


def _make_annual_plan(
    maker: Maker, plan: Plan, year: Year, quarters: list[Quarter], aims: list[Aim], before: list[Objective]
) -> list[Objective]:
    """What a year publishes: its text, and its objectives, which go on from the year before's where there are any."""
    annual = maker.add_one(AnnualPlan, plan=plan, year=year, title=f"Example plan {year.label}")
    kind = Narrative.Kind.INTRODUCTION
    texts = [maker.some(words.COMMENTS, 4, 8) for _ in range(3)]
    maker.add(
        Narrative, ({"annual_plan": annual, "kind": kind, "order": at, "text": text} for at, text in enumerate(texts))
    )
    objectives = maker.add(
        Objective,
        (
            {
                "annual_plan": annual,
                "theme": aim.theme,
                "aim": aim,
                "reference": f"{aim.number}-{place}",
                "order": at,
                **_words(maker, before[at] if before else None),
            }
            for at, (aim, place) in enumerate(dealt(aims, maker.size.objectives))
        ),
    )
    outcomes = maker.add(
        Outcome,
        (
            {"objective": objective, "order": order, "text": text}
            for objective in objectives
            for order, text in enumerate(maker.random.sample(words.OUTCOMES, maker.random.randint(1, 3)))
        ),
    )
    owners = maker.own(ObjectiveOwner, "objective", objectives, none_in=12, busy=maker.size.busy_objectives)
    maker.add(
        Deadline,
        (
            {"objective": objective, "month": month_after(year.start, maker.random.randint(3, 11))}
            for at, objective in enumerate(objectives, start=1)
            if at % 10
        ),
    )
    waiting = {owned.objective_id for owned in owners if owned.owner_id == maker.busy.pk}
    for quarter in quarters:
        answering = [one for one in objectives if quarter.closed_on or one.pk not in waiting]
        _make_updates(maker, quarter, answering, outcomes, STATUSES if year is maker.year else GOING_ON)
    return objectives


def _words(maker: Maker, before: Objective | None) -> dict[str, Any]:
    if before is None:
        return {"text": maker.line(words.OBJECTIVES)}
    return {"text": before.text, "carried_from": before, "flags": [Flag.BROUGHT_FORWARD]}


def _make_updates(
    maker: Maker, quarter: Quarter, objectives: list[Objective], outcomes: list[Outcome], statuses: list[Status]
) -> None:
    updates = maker.add(
        StatusUpdate,
        (
            {
                "objective": objective,
                "quarter": quarter,
                "sequence": sequence,
                "status": maker.random.choice(statuses),
                "comment": maker.line(words.NOTES),
                **maker.given(quarter.last_day),
            }
            for objective in objectives
            for sequence in maker.answers(quarter)
        ),
    )
    complete = {update.objective_id: update for update in updates if update.status == Status.COMPLETE}
    maker.add(
        OutcomeEvidence,
        (
            {"update": complete[outcome.objective_id], "outcome": outcome, "text": maker.line(words.SUCCESSES)}
            for outcome in outcomes
            if outcome.objective_id in complete
        ),
    )
