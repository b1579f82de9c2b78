"""People as readers, one objective at hand, a year in its second quarter, and plans of any size."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from objectives.models import AnnualPlan, Objective, ObjectiveOwner, Outcome, StatusUpdate, Theme
from objectives.services.answering import give_status
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter, User, Year
from probation_planning.organisation.roles import Reader

OWNER = "business.services@derbyshire.example"
OFFICER = "officer@derbyshire.example"
PLAN = "/derbyshire/2011-12/plan/"


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
def each_unit(objective: Objective) -> Callable[[int], list[DeliveryUnit]]:
    """Makes 1.2-3 an objective of each LDU, and so many of these, A first, each of a post that nobody holds."""

    def make(number: int) -> list[DeliveryUnit]:
        Objective.objects.filter(pk=objective.pk).update(for_each=DeliveryUnit.Kind.OFFENDER_MANAGEMENT)
        names = [f"Unit {chr(65 + place % 26)}{place // 26 or ''}" for place in range(number)]
        posts = Owner.objects.bulk_create(Owner(kind="post", name=f"Head of {name}", order=200) for name in names)
        kind = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
        units = [DeliveryUnit(name=name, kind=kind, owner=post) for name, post in zip(names, posts, strict=True)]
        objective.refresh_from_db()
        return DeliveryUnit.objects.bulk_create(units)

    return make


@pytest.fixture
def say(objective: Objective, quarter: Quarter) -> Callable[..., StatusUpdate]:
    """Puts down what was said of 1.2-3 at a quarter, for a unit where each answers."""

    def put(status: str, number: int = 1, unit: DeliveryUnit | None = None, **more: Any) -> StatusUpdate:
        at = Quarter.objects.get(year=quarter.year, number=number)
        before = StatusUpdate.objects.filter(objective=objective, quarter=at, unit=unit).count()
        given = {"sequence": before + 1, "comment": f"{status} at Q{number}", "dated": datetime.date(2011, 6, 20)}
        person = User.objects.get(email=OWNER)
        return StatusUpdate.objects.create(
            objective=objective, quarter=at, unit=unit, status=status, given_by=person, **(given | more)
        )

    return put


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
