"""What was edited after the plan was published is told on the version's page, and on the page of what was edited."""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from objectives.contents import contents_of
from objectives.models import (
    Aim,
    AnnualPlan,
    Deadline,
    Narrative,
    Objective,
    ObjectiveOwner,
    Outcome,
    PlanningCell,
    PlanningColumn,
    PlanningLine,
    PlanningTable,
    SubItem,
    Theme,
)
from objectives.versions import keep_version
from probation_planning.organisation.models import Body, Owner, User, Year
from tests.factories import AimFactory, ObjectiveFactory, ThemeFactory
from tests.objectives.building import text_of
from tests.objectives.conftest import OFFICER, OWNER, PLAN

SignIn = Callable[[str], Client]
ON = datetime.date(2011, 6, 20)


@pytest.fixture
def annual(year: Year) -> AnnualPlan:
    """Derbyshire's plan with a planning table and a second section, published as version 2."""
    plan = AnnualPlan.objects.select_related("plan").get(year=year)
    table = PlanningTable.objects.create(annual_plan=plan, kind="budget", title="Budget", unit="£")
    column = PlanningColumn.objects.create(table=table, order=0, heading="2011/12")
    for place, label in enumerate(("Pay", "Premises")):
        line = PlanningLine.objects.create(table=table, order=place, label=label)
        PlanningCell.objects.create(row=line, column=column, printed="1,2OO", value=1200)
    Narrative.objects.create(annual_plan=plan, order=9, kind="purpose", heading="Purpose", text="What it is for")
    keep_version(
        plan,
        contents_of(plan),
        kind="approved",
        approved_on=ON,
        body=Body.objects.get(slug="board"),
        minute_reference="BM 1/11",
        published_by=User.objects.get(email=OFFICER),
    )
    return plan


def objective(annual: AnnualPlan) -> Objective:
    """Objective 1.2-3."""
    return Objective.objects.get(annual_plan=annual, reference="1.2-3")


def save(row: Any, **values: Any) -> None:
    """Change it."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def give_owner(annual: AnnualPlan) -> None:
    """Another owner besides."""
    smt = Owner.objects.get(name="SMT")
    ObjectiveOwner.objects.create(objective=objective(annual), owner=smt, order=7)


# Kinds of edits of an objective, each with what its page says.
OF_AN_OBJECTIVE: dict[str, tuple[Callable[[AnnualPlan], Any], str]] = {
    "text": (lambda plan: save(objective(plan), text="Move the payroll"), "Objective Was .* Is Move the payroll"),
    "owner": (give_owner, "Owners Was Director of Business Services Is Director of Business Services SMT"),
    "deadline": (
        lambda plan: Deadline.objects.create(objective=objective(plan), month=datetime.date(2012, 1, 1)),
        "Deadline Was .* Is .*January 2012",
    ),
    "flag": (lambda plan: save(objective(plan), flags=["ongoing"]), "Marked Was .* Is .*[Oo]ngoing"),
    "sub-item": (
        lambda plan: SubItem.objects.create(objective=objective(plan), order=0, label="a)", text="One part"),
        r"Its parts Was not recorded Is a\) One part",
    ),
    "outcome": (
        lambda plan: Outcome.objects.create(objective=objective(plan), order=90, text="Paid on time"),
        "Outcomes Was .* Is .*Paid on time",
    ),
    "renumbering": (lambda plan: save(objective(plan), reference="1.2-93"), "Reference Was 1.2-3 Is 1.2-93"),
    "withdrawn": (
        lambda plan: save(objective(plan), withdrawn_on=ON, withdrawn_reason="The grant ended"),
        "Reason Was not recorded Is The grant ended",
    ),
    "another aim": (
        lambda plan: save(objective(plan), aim=Aim.objects.get(plan=plan.plan, number="1.1")),
        "Aim Was 1.2 .* Is 1.1 ",
    ),
}
# And of the rest of the plan, each with what the version's page says.
OF_THE_PLAN: dict[str, tuple[Callable[[AnnualPlan], Any], str]] = {
    "objective added": (
        lambda plan: ObjectiveFactory(
            annual_plan=plan, theme=objective(plan).theme, aim=objective(plan).aim, reference="1.2-94", text="New work"
        ),
        "Objective 1.2-94 added New work",
    ),
    "theme added": (
        lambda plan: ThemeFactory(plan=plan.plan, number="9", title="Buildings"),
        "Theme 9 added Buildings",
    ),
    "theme": (
        lambda plan: save(Theme.objects.get(plan=plan.plan, number="1"), title="People"),
        "Theme 1 changed People",
    ),
    "theme withdrawn": (
        lambda plan: save(
            Theme.objects.get(plan=plan.plan, number="1"), withdrawn_on=ON, withdrawn_reason="Done elsewhere"
        ),
        "Theme 1 withdrawn",
    ),
    "aim added": (
        lambda plan: AimFactory(plan=plan.plan, theme=objective(plan).theme, number="1.9", title="Pay people well"),
        "Aim 1.9 added Pay people well",
    ),
    "aim": (lambda plan: save(Aim.objects.get(plan=plan.plan, number="1.2"), title="Staff"), "Aim 1.2 changed Staff"),
    "order": (lambda plan: save(objective(plan), order=99), "Order of objectives changed 1.2"),
    "section": (
        lambda plan: save(Narrative.objects.get(annual_plan=plan, heading="Purpose"), text="Other words"),
        "Section changed Purpose Text Was What it is for Is Other words",
    ),
    "section added": (
        lambda plan: Narrative.objects.create(annual_plan=plan, order=10, kind="other", heading="More", text="Words"),
        "Section added More",
    ),
    "section removed": (
        lambda plan: Narrative.objects.get(annual_plan=plan, heading="Purpose").delete(),
        "Section removed Purpose",
    ),
    "order of sections": (
        lambda plan: save(Narrative.objects.exclude(heading="Purpose").get(annual_plan=plan), order=99),
        "Order of sections",
    ),
    "vision": (lambda plan: save(plan, vision="Fewer crimes"), "The plan changed .* Vision Was .* Is Fewer crimes"),
    "table": (
        lambda plan: PlanningCell.objects.filter(row__table__annual_plan=plan, row__label="Pay").update(
            printed="1,300"
        ),
        "Table changed Budget Figures Was Pay: 1,2OO Is Pay: 1,300",
    ),
    "reading of a table": (
        lambda plan: PlanningCell.objects.filter(row__table__annual_plan=plan, row__label="Pay").update(
            value=Decimal("1300.5")
        ),
        "Figures Was Pay: 1,2OO, read as 1200 Is Pay: 1,2OO, read as 1300.5",
    ),
    "table removed": (lambda plan: plan.tables.get().delete(), "Table removed Budget"),
}


@pytest.mark.parametrize("name", [*OF_AN_OBJECTIVE, *OF_THE_PLAN])
def test_the_last_version_says_what_changed_since(sign_in: SignIn, annual: AnnualPlan, name: str) -> None:
    client = sign_in(OWNER)
    nothing = "What changed since, in the plan as it is now Nothing."
    assert nothing in text_of(client.get(f"{PLAN}versions/2/"))
    edit, says = (OF_AN_OBJECTIVE | OF_THE_PLAN)[name]

    edit(annual)

    page = text_of(client.get(f"{PLAN}versions/2/"))
    since = page.split("What changed since, in the plan as it is now")[1].split("What changed since version 1")[0]
    assert nothing not in page
    assert_says(says, since)


@pytest.mark.parametrize("name", list(OF_AN_OBJECTIVE))
def test_the_objective_says_what_changed_since(sign_in: SignIn, annual: AnnualPlan, name: str) -> None:
    client, key = sign_in(OFFICER), objective(annual).pk
    edit, says = OF_AN_OBJECTIVE[name]

    edit(annual)

    page = text_of(client.get(Objective.objects.get(pk=key).get_absolute_url()))
    assert "since version 2 of the plan" in page
    assert_says(says, page.split("since version 2 of the plan")[1])


def assert_says(says: str, page: str) -> None:
    """The page has the sentence."""
    assert re.search(says, page), page[:2000]


def test_the_list_of_versions_leads_to_what_changed_since_the_last(sign_in: SignIn, annual: AnnualPlan) -> None:
    page = sign_in(OWNER).get(f"{PLAN}versions/").content.decode()

    assert page.count(f'href="{PLAN}versions/2/#since">What changed since</a>') == 1
    assert f"{PLAN}versions/1/#since" not in page


def test_a_section_of_a_version_is_drawn_as_the_text_of_the_plan_is(sign_in: SignIn, annual: AnnualPlan) -> None:
    save(Narrative.objects.get(annual_plan=annual, heading="Purpose"), text="## Aims\n\n- *one*")
    keep_version(annual, contents_of(annual), kind="paper")

    page = sign_in(OWNER).get(f"{PLAN}versions/3/").content.decode()

    assert "<h4>Aims</h4>" in page
    assert "<em>one</em>" in page.split('id="then"')[1]


def test_a_section_found_is_led_to_where_it_stands(sign_in: SignIn, annual: AnnualPlan) -> None:
    section = Narrative.objects.get(annual_plan=annual, heading="Purpose")
    save(section, text="Quokkas are counted")

    page = sign_in(OWNER).get(PLAN.replace("plan/", "search/"), {"q": "quokkas"}).content.decode()

    assert f'href="{PLAN}narrative/#section-{section.number}"' in page


def test_an_older_version_leaves_that_to_the_last(sign_in: SignIn, annual: AnnualPlan) -> None:
    save(objective(annual), text="Move the payroll")

    page = text_of(sign_in(OWNER).get(f"{PLAN}versions/1/"))

    assert "What changed since" not in page
    assert "Move the payroll" not in page


@pytest.mark.parametrize("number", [3, 32_768, 10**12])
def test_a_version_of_no_such_number_is_unknown(sign_in: SignIn, annual: AnnualPlan, number: int) -> None:
    assert sign_in(OWNER).get(f"{PLAN}versions/{number}/").status_code == 404
