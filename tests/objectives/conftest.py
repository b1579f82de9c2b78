"""People as readers, one objective at hand, a year in its second quarter, and plans of any size."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from objectives.models import AnnualPlan, Objective, ObjectiveOwner, Outcome, StatusUpdate, Theme
from objectives.services.answering import give_status
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Owner, Quarter, Trust, User, Year
from probation_planning.organisation.readers import readers_of
from probation_planning.organisation.roles import Reader

OWNER = "business.services@derbyshire.example"
OFFICER = "officer@derbyshire.example"
PLAN = "/derbyshire/2011-12/plan/"


@pytest.fixture
def reader(derbyshire: Trust) -> Callable[[str], Reader]:
    """Somebody of Derbyshire as the pages know them."""

    def read(email: str) -> Reader:
        with tenancy.kept_context():
            return readers_of(User.objects.get(email=email), "derbyshire")[0]

    return read


@pytest.fixture
def objective(year: Year) -> Objective:
    """1.2-3, which the Director of Business Services owns alone; two outcomes."""
    return Objective.objects.of(year).get(reference="1.2-3")


@pytest.fixture
def quarter(year: Year) -> Quarter:
    """Q1, open and empty."""
    return Quarter.objects.select_related("year__trust").get(year=year, number=1)


@pytest.fixture
def on_track(objective: Objective, quarter: Quarter, reader: Callable[[str], Reader]) -> StatusUpdate:
    """That the owner answered for Q1: on track."""
    return give_status(
        objective=objective,
        quarter=quarter,
        reader=reader(OWNER),
        status="on_track",
        comment="Payroll moved in May.",
        evidence={},
        seen=0,
    )


@pytest.fixture
def second_quarter(year: Year, settings: Any) -> Quarter:
    """Q2, just opened; Q1 is closed."""
    settings.TODAY = datetime.date(2011, 7, 20)
    Quarter.objects.filter(year=year, number=1).update(closed_on=settings.TODAY)
    Quarter.objects.filter(year=year, number=2).update(opened_on=settings.TODAY)
    return Quarter.objects.select_related("year__trust").get(year=year, number=2)


@pytest.fixture
def grow_plan(year: Year) -> Callable[[int], None]:
    """Adds objectives, with an outcome and an owner each, until the plan has so many."""

    def grow(wanted: int) -> None:
        annual_plan = AnnualPlan.objects.get(year=year)
        themes = list(Theme.objects.filter(plan=annual_plan.plan).prefetch_related("aims"))
        owner = Owner.objects.get(name="Chief Executive")
        standing = Objective.objects.of(year).count()
        made = []
        for place in range(standing, wanted):
            theme = themes[place % len(themes)]
            aims = list(theme.aims.all())
            aim = aims[place % len(aims)]
            text = f"Do the work of number {place}"
            made.append(
                Objective(
                    annual_plan=annual_plan,
                    theme=theme,
                    aim=aim,
                    reference=f"{aim.number}-{10 + place // len(themes)}",
                    order=place,
                    text=text,
                )
            )
        Objective.objects.bulk_create(made)
        Outcome.objects.bulk_create(Outcome(objective=row, order=0, text=f"{row.text} is done") for row in made)
        ObjectiveOwner.objects.bulk_create(ObjectiveOwner(objective=row, owner=owner, leads=True) for row in made)

    return grow
