"""What a version of the plan holds, and what is marked against it."""

import datetime
from typing import Any

import pytest
from django.db import Error, IntegrityError, transaction

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
    PlanVersion,
    SubItem,
    Theme,
)
from objectives.versions import Difference, Marks, changes_since, is_whole, keep_as_printed, keep_version
from probation_planning.history.snapshots import fingerprint, plain
from probation_planning.organisation.models import Owner, User, Year
from tests.factories import ObjectiveFactory


@pytest.fixture
def annual(year: Year) -> AnnualPlan:
    """Derbyshire's plan of 2011/12."""
    return AnnualPlan.objects.select_related("plan").get(year=year)


@pytest.fixture
def version(annual: AnnualPlan) -> PlanVersion:
    """As it was printed."""
    return annual.versions.get()


def one(annual: AnnualPlan, reference: str) -> Objective:
    """The objective of that reference."""
    return Objective.objects.get(annual_plan=annual, reference=reference)


def told(found: list[Difference]) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Differences as plain values."""
    return [(each.kind, each.name, [tuple(change) for change in each.changes]) for each in found]


def test_a_plan_loaded_from_its_paper_is_version_1_and_a_second_loading_keeps_none(
    annual: AnnualPlan, version: PlanVersion
) -> None:
    assert (version.number, version.kind, version.approved_on) == (1, "paper", None)
    assert version.published_by is None

    keep_as_printed(annual)

    assert annual.versions.count() == 1


def test_it_holds_the_whole_plan_and_its_fingerprint_is_that_of_its_contents(
    annual: AnnualPlan, version: PlanVersion
) -> None:
    held = version.contents

    assert [len(held[kind]) for kind in ("themes", "aims", "objectives")] == [5, 28, 52]
    found = next(part for part in held["objectives"] if part["reference"] == "1.2-3")
    objective = one(annual, "1.2-3")
    assert found["key"] == objective.pk
    assert found["outcomes"] == [row.text for row in objective.outcomes.all()]
    assert found["owners"] == ["Director of Business Services"]
    assert held["narratives"][0]["text"]
    assert version.digest == fingerprint(contents_of(annual)) == fingerprint(held)
    assert is_whole(version)


def test_everything_an_objective_says_is_held(annual: AnnualPlan) -> None:
    objective = one(annual, "1.2-3")
    Deadline.objects.create(objective=objective, month=datetime.date(2011, 12, 1))
    Deadline.objects.create(objective=objective, month=datetime.date(2011, 9, 1), stage="First draft: and more")
    SubItem.objects.create(objective=objective, order=0, label="a)", text="One part")
    ObjectiveOwner.objects.create(objective=objective, owner=Owner.objects.get(name="SMT"), order=1)
    Objective.objects.filter(pk=objective.pk).update(flags=["ongoing"], hangs_on=one(annual, "1.2-1"))

    held = next(part for part in plain(contents_of(annual))["objectives"] if part["key"] == objective.pk)

    assert held["deadlines"] == [
        {"month": "2011-09-01", "stage": "First draft: and more"},
        {"month": "2011-12-01", "stage": ""},
    ]
    assert held["sub_items"] == [{"label": "a)", "text": "One part"}]
    assert held["owners"] == ["Director of Business Services", "SMT"]
    assert held["flags"] == ["ongoing"]
    assert held["hangs_on"] == one(annual, "1.2-1").pk


def test_planning_tables_are_held_cell_by_cell(annual: AnnualPlan) -> None:
    table = PlanningTable.objects.create(annual_plan=annual, kind="budget", title="Budget", unit="£")
    columns = [PlanningColumn.objects.create(table=table, order=at, heading=name) for at, name in enumerate("AB")]
    line = PlanningLine.objects.create(table=table, order=0, label="Pay")
    PlanningCell.objects.create(row=line, column=columns[1], printed="1,200", value=1200)

    [held] = plain(contents_of(annual))["tables"]

    assert held["columns"] == ["A", "B"]
    assert held["lines"] == [{"label": "Pay", "unit": "", "note": "", "cells": [["", ""], ["1,200", "1200.000"]]}]


def test_nothing_has_changed_at_first(annual: AnnualPlan, version: PlanVersion) -> None:
    assert changes_since(version, annual) == []


def test_what_changed_is_told_field_by_field(annual: AnnualPlan, version: PlanVersion) -> None:
    objective = one(annual, "1.2-3")
    was = objective.text
    Objective.objects.filter(pk=objective.pk).update(text="Move payroll", flags=["ongoing", "regional"])
    Deadline.objects.create(objective=objective, month=datetime.date(2011, 12, 1), stage="All of it")
    Outcome.objects.filter(objective=objective).delete()
    Aim.objects.filter(plan=annual.plan, number="1.2").update(title="Run it well")
    AnnualPlan.objects.filter(pk=annual.pk).update(vision="Safer streets")
    annual.refresh_from_db()

    found = told(changes_since(version, annual))

    assert [(kind, name) for kind, name, _ in found] == [
        ("changed", "The plan"),
        ("changed", "Aim 1.2"),
        ("changed", "Objective 1.2-3"),
    ]
    assert found[0][2] == [("Vision", "", "Safer streets")]
    changes = {label: (was, now) for label, was, now in found[2][2]}
    assert changes["Objective"] == (was, "Move payroll")
    assert changes["Marked"] == ("", "Ongoing\nRegional priority")
    assert changes["Deadline"] == ("", "December 2011: All of it")
    assert changes["Outcomes"][1] == ""
    assert "Aim" not in changes


def test_added_withdrawn_restored_and_removed_are_told_apart(annual: AnnualPlan, version: PlanVersion) -> None:
    aim = Aim.objects.get(plan=annual.plan, number="1.2")
    ObjectiveFactory(annual_plan=annual, aim=aim, theme=aim.theme, reference="1.2-9", text="Something new")
    Objective.objects.filter(annual_plan=annual, reference="1.2-1").update(
        withdrawn_on=datetime.date(2011, 6, 1), withdrawn_reason="Given up"
    )
    Narrative.objects.filter(annual_plan=annual).first().delete()

    found = told(changes_since(version, annual))

    assert [(kind, name) for kind, name, _ in found] == [
        ("withdrawn", "Objective 1.2-1"),
        ("added", "Objective 1.2-9"),
        ("removed", "Section"),
    ]
    assert found[0][2] == [("Withdrawn on", "", "1 June 2011"), ("Reason", "", "Given up")]

    second = keep_version(
        annual,
        contents_of(annual),
        kind="approved",
        approved_on=datetime.date(2011, 6, 2),
        minute_reference="12/11",
        published_by=User.objects.first(),
    )
    Objective.objects.filter(annual_plan=annual, reference="1.2-1").update(withdrawn_on=None, withdrawn_reason="")
    assert [(kind, name) for kind, name, _ in told(changes_since(second, annual))] == [("restored", "Objective 1.2-1")]


def test_another_order_is_told_once_for_what_stands_together(annual: AnnualPlan, version: PlanVersion) -> None:
    first, second = one(annual, "1.2-1"), one(annual, "1.2-2")
    Objective.objects.filter(pk=first.pk).update(order=second.order)
    Objective.objects.filter(pk=second.pk).update(order=first.order)

    [(kind, name, changes)] = told(changes_since(version, annual))

    assert (kind, name) == ("changed", "Order of objectives")
    assert changes[0][1].startswith("1.2-1, 1.2-2")
    assert changes[0][2].startswith("1.2-2, 1.2-1")


def test_marks_say_what_became_of_the_rows_shown(annual: AnnualPlan) -> None:
    aim = Aim.objects.get(plan=annual.plan, number="1.2")
    new = ObjectiveFactory(annual_plan=annual, aim=aim, theme=aim.theme, reference="1.2-9", text="Something new")
    Objective.objects.filter(annual_plan=annual, reference="1.2-3").update(acts="The trust")
    Theme.objects.filter(pk=aim.theme_id).update(title="Striving")
    changed, same = one(annual, "1.2-3"), one(annual, "1.2-1")

    marks = Marks(annual, objectives=[changed, same, new], aims=[aim], themes=[Theme.objects.get(pk=aim.theme_id)])

    assert marks.mark(changed).words == "changed since version 1"
    assert [tuple(change) for change in marks.mark(changed).changes] == [("Who acts", "", "The trust")]
    assert marks.mark(new).words == "added since version 1"
    assert marks.mark(same) is None
    assert marks.mark(aim) is None
    assert marks.mark(Theme.objects.get(pk=aim.theme_id)).changes[0].now == "Striving"


def test_marks_ask_the_same_of_the_database_for_one_and_for_all(annual: AnnualPlan, count_queries: Any) -> None:
    rows = list(Objective.objects.filter(annual_plan=annual))
    counts = []
    for shown in (rows[:1], rows):
        with count_queries() as counted:
            Marks(annual, objectives=shown)
        counts.append(len(counted()))

    assert counts == [2, 2]


def test_a_version_stays_as_it_was_kept_whatever_is_edited(annual: AnnualPlan, version: PlanVersion) -> None:
    before = plain(version.contents)
    Objective.objects.filter(annual_plan=annual).update(text="Rewritten")
    Owner.objects.filter(name="Director of Business Services").update(name="Director of Resources")

    version.refresh_from_db()

    assert version.contents == before
    assert is_whole(version)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE objectives_planversion SET note = 'x'", "DELETE FROM objectives_planversion"],
)
def test_the_database_changes_no_version(annual: AnnualPlan, statement: str) -> None:
    from django.db import connection

    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_keeps_what_a_version_holds(annual: AnnualPlan) -> None:
    Outcome.objects.filter(objective__annual_plan=annual, objective__reference="1.2-3").delete()
    with pytest.raises(IntegrityError, match="It stands in a version of the plan"), transaction.atomic():
        Objective.objects.filter(annual_plan=annual, reference="1.2-3")._raw_delete("default")
