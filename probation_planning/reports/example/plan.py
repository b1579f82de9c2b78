"""The example's plan: themes, aims, objectives, and what owners said of them."""

import datetime

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
from probation_planning.reports.example import words
from probation_planning.reports.example.maker import Maker, dealt, month_after

STATUSES = [Status.ON_TRACK] * 6 + [Status.AT_RISK] * 2 + [Status.OFF_TRACK, Status.NOT_STARTED, Status.COMPLETE]


def make_plan(maker: Maker) -> list[Aim]:
    """The plan with its objectives, two to an aim; a quarter that is over is answered, the open one in part."""
    starts = maker.start
    ends = starts.replace(year=starts.year + 4) - datetime.timedelta(days=1)
    plan = maker.add_one(Plan, title=f"Example plan {starts.year}/{ends.year}", starts=starts, ends=ends)
    annual = maker.add_one(AnnualPlan, plan=plan, year=maker.year, title=f"Example plan {maker.year.label}")
    kind = Narrative.Kind.INTRODUCTION
    texts = [maker.some(words.COMMENTS, 4, 8) for _ in range(3)]
    maker.add(
        Narrative, ({"annual_plan": annual, "kind": kind, "order": at, "text": text} for at, text in enumerate(texts))
    )
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
    _make_objectives(maker, annual, aims)
    return aims


def _make_objectives(maker: Maker, annual: AnnualPlan, aims: list[Aim]) -> None:
    objectives = maker.add(
        Objective,
        (
            {
                "annual_plan": annual,
                "theme": aim.theme,
                "aim": aim,
                "reference": f"{aim.number}-{place}",
                "order": at,
                "text": maker.line(words.OBJECTIVES),
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
    maker.own(ObjectiveOwner, "objective", objectives, none_in=12)
    maker.add(
        Deadline,
        (
            {"objective": objective, "month": month_after(maker.start, maker.random.randint(3, 11))}
            for at, objective in enumerate(objectives, start=1)
            if at % 10
        ),
    )
    _make_updates(maker, objectives, outcomes)


def _make_updates(maker: Maker, objectives: list[Objective], outcomes: list[Outcome]) -> None:
    updates = maker.add(
        StatusUpdate,
        (
            {
                "objective": objective,
                "quarter": quarter,
                "sequence": sequence,
                "status": maker.random.choice(STATUSES),
                "comment": maker.line(words.NOTES),
                **maker.given(quarter.last_day),
            }
            for quarter in maker.quarters
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
