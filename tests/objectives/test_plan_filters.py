"""What the list of objectives is narrowed by, alone and together, and its export with it."""

import csv
import datetime
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import Deadline, Objective, StatusUpdate, SubItem
from probation_planning.organisation.models import DeliveryUnit, Quarter, Year
from tests.objectives.conftest import OWNER, PLAN

SignIn = Callable[[str], Client]


@pytest.fixture
def varied(year: Year, on_track: StatusUpdate) -> None:
    """Objectives with deadlines, marks and units; 1.2-3 is on track at Q1."""
    changed: dict[str, dict[str, Any]] = {
        "1.1-1": {"flags": ["ongoing"]},
        "1.2-1": {"flags": ["ongoing", "regional"], "for_each": "offender_management"},
        "1.2-2": {"flags": ["unknown"]},
    }
    for reference, values in changed.items():
        Objective.objects.filter(reference=reference).update(**values)
    for reference, month in (
        ("1.2-3", "2011-05-01"),
        ("1.2-5", "2011-05-01"),
        ("1.3-1", "2011-06-01"),
        ("1.3-1", "2012-02-01"),
        ("1.4-1", "2011-12-01"),
        ("1.5-1", "2010-12-01"),
        ("1.6-1", "2012-12-01"),
    ):
        Deadline.objects.create(objective=Objective.objects.get(reference=reference), month=month)


def listed(client: Client, query: str) -> list[str]:
    """The objectives of every page of the list, in its order."""
    table = client.get(f"{PLAN}?view=table&{query}").context["table"]
    return [row.record.reference for row in table.rows]


def exported(client: Client, query: str) -> list[str]:
    """The objectives of the file."""
    text = client.get(f"{PLAN}export.csv?view=table&{query}").content.decode("utf-8-sig")
    return [row["objective"] for row in csv.DictReader(io.StringIO(text))]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("deadline=q1", ["1.2-3", "1.2-5", "1.3-1"]),
        ("deadline=q2", []),
        ("deadline=q3", ["1.4-1"]),
        ("deadline=q4", ["1.3-1"]),
        ("deadline=before", ["1.5-1"]),
        ("deadline=after", ["1.6-1"]),
        ("deadline=past", ["1.2-3", "1.2-5", "1.5-1"]),
        ("flag=ongoing", ["1.1-1", "1.2-1"]),
        ("flag=regional", ["1.2-1"]),
        ("flag=unknown", ["1.2-2"]),
        ("flag=brought_forward", []),
        ("unit=offender_management", ["1.2-1"]),
        ("status=on_track", ["1.2-3"]),
        ("flag=ongoing&unit=offender_management", ["1.2-1"]),
        ("flag=ongoing&unit=offender_management&deadline=none&answer=unanswered&theme=1", ["1.2-1"]),
        ("deadline=past&answer=unanswered", ["1.2-5", "1.5-1"]),
        ("deadline=past&owner=Board+Secretary", ["1.2-5"]),
        ("deadline=past&status=on_track", ["1.2-3"]),
        ("deadline=past&theme=2", []),
        ("answer=overdue", []),
        ("answer=no-status", []),
        ("deadline=q1&sort=-objective", ["1.3-1", "1.2-5", "1.2-3"]),
    ],
)
def test_each_filter_alone_and_together(sign_in: SignIn, varied: None, query: str, found: list[str]) -> None:
    client = sign_in(OWNER)

    assert listed(client, query) == found
    assert sorted(exported(client, query)) == sorted(found)


@pytest.mark.parametrize("query", ["deadline=none", "answer=unanswered", "status=unanswered", "theme=1", ""])
def test_the_file_holds_what_the_list_holds(sign_in: SignIn, varied: None, query: str) -> None:
    client = sign_in(OWNER)

    rows = listed(client, query)
    assert 0 < len(rows) <= 52
    assert exported(client, query) == rows


def test_no_deadline_is_all_the_others(sign_in: SignIn, varied: None) -> None:
    assert len(listed(sign_in(OWNER), "deadline=none")) == 46


def test_unanswered_becomes_overdue_the_day_after_the_answer_was_due(
    sign_in: SignIn, on_track: StatusUpdate, settings: Any
) -> None:
    client = sign_in(OWNER)
    for day, late, waiting in ((15, 0, 51), (16, 51, 0)):
        settings.TODAY = datetime.date(2011, 7, day)
        assert len(listed(client, "answer=overdue")) == late
        assert len(listed(client, "answer=unanswered")) == waiting


def test_what_the_document_leaves_open_is_neither(
    sign_in: SignIn, on_track: StatusUpdate, varied: None, year: Year, settings: Any
) -> None:
    settings.TODAY = datetime.date(2012, 6, 1)
    Year.objects.filter(pk=year.pk).update(answers_from="2012-04-01")
    client = sign_in(OWNER)

    assert len(listed(client, "answer=no-status")) == 51
    for query in ("answer=overdue", "answer=unanswered", "deadline=past"):
        assert listed(client, query) == []
    page = client.get(f"{PLAN}?view=table").content.decode()
    assert "status--overdue" not in page
    assert "status--no-status" in page


def test_changed_is_against_the_quarter_before(
    sign_in: SignIn, on_track: StatusUpdate, second_quarter: Quarter
) -> None:
    given = {"given_by": on_track.given_by, "dated": second_quarter.first_day, "sequence": 1}
    other = Objective.objects.get(reference="1.2-5")
    for quarter in (on_track.quarter, second_quarter):
        StatusUpdate.objects.create(objective=other, quarter=quarter, status="at_risk", **given)
    StatusUpdate.objects.create(objective=on_track.objective, quarter=second_quarter, status="off_track", **given)
    client = sign_in(OWNER)

    assert listed(client, "changed=yes") == ["1.2-3"]
    assert listed(client, "changed=no") == ["1.2-5"]


def test_a_complete_objective_is_not_past_its_deadline(sign_in: SignIn, varied: None, on_track: StatusUpdate) -> None:
    given = {"given_by": on_track.given_by, "dated": on_track.dated, "sequence": 2}
    StatusUpdate.objects.create(objective=on_track.objective, quarter=on_track.quarter, status="complete", **given)

    assert listed(sign_in(OWNER), "deadline=past") == ["1.2-5", "1.5-1"]


@pytest.mark.parametrize(
    ("query", "box"),
    [
        ("deadline=q5", "Deadline"),
        ("flag=splendid", "Marked"),
        ("unit=office", "Meant for each unit"),
        ("answer=late", "Answer"),
        ("changed=perhaps", "Against the quarter before"),
        ("deadline=%27%22", "Deadline"),
    ],
)
def test_a_bad_value_is_a_bad_request_in_words(sign_in: SignIn, year: Year, query: str, box: str) -> None:
    client = sign_in(OWNER)

    for address in (f"{PLAN}?{query}", f"{PLAN}export.csv?{query}"):
        response = client.get(address)
        assert response.status_code == 400
        assert box in response.content.decode()


def test_what_is_in_use_is_said_and_the_file_takes_it_along(sign_in: SignIn, varied: None) -> None:
    page = " ".join(sign_in(OWNER).get(f"{PLAN}?deadline=past&flag=").content.decode().split())

    assert "Deadline: Past its deadline, not complete" in page
    assert 'export.csv?deadline=past&amp;flag="' in page


def test_the_list_sorts_by_deadline_and_by_the_worst_status(
    sign_in: SignIn, varied: None, on_track: StatusUpdate
) -> None:
    given = {"given_by": on_track.given_by, "dated": on_track.dated, "sequence": 1, "quarter": on_track.quarter}
    worse = Objective.objects.get(reference="5.8-1")
    StatusUpdate.objects.create(objective=worse, status="off_track", **given)
    client = sign_in(OWNER)

    assert listed(client, "sort=deadline")[:3] == ["1.5-1", "1.2-3", "1.2-5"]
    assert listed(client, "sort=status")[:2] == ["5.8-1", "1.2-3"]


def test_the_number_of_questions_does_not_grow(
    sign_in: SignIn, count_queries: Any, grow_plan: Callable[[int], None], varied: None
) -> None:
    client = sign_in(OWNER)
    for query in ("?view=table&deadline=none&answer=unanswered", "?theme=1"):
        counts = []
        for size in (52, 300):
            grow_plan(size)
            with count_queries() as counted:
                assert client.get(PLAN + query).status_code == 200
            counts.append(len(counted()))
        assert counts[0] == counts[1] <= 13


# The tree


def test_each_aim_counts_how_its_objectives_stand(sign_in: SignIn, on_track: StatusUpdate) -> None:
    page = " ".join(sign_in(OWNER).get(PLAN).content.decode().split())

    aim = page[page.index(">Aim 1.2<") :][:600]
    assert "5 objectives: 1&nbsp;on track, 4&nbsp;unanswered this quarter" in aim


def test_an_objective_opens_to_its_outcomes_parts_and_deadlines(sign_in: SignIn, objective: Objective) -> None:
    SubItem.objects.create(objective=objective, order=0, label="i", text="Move the payroll")
    Deadline.objects.create(objective=objective, month="2011-09-01", stage="first draft")

    page = " ".join(sign_in(OWNER).get(PLAN).content.decode().split())

    assert "2 outcomes, 1 part, 1 deadline" in page
    for said in ("<dd>Management information is better</dd>", "<dd>i Move the payroll</dd>"):
        assert said in page
    assert "<dd>September 2011: first draft</dd>" in page


def test_objectives_straight_under_a_theme_stand_in_it_without_an_aim(sign_in: SignIn, objective: Objective) -> None:
    theme = objective.theme
    Objective.objects.create(
        annual_plan=objective.annual_plan, theme=theme, reference="1-1", order=0, text="Straight under it"
    )

    tree = sign_in(OWNER).get(PLAN).context["tree"]

    branch = next(one for one in tree.themes if one.theme == theme)
    assert [row.reference for row in branch.objectives] == ["1-1"]
    assert branch.total == 12
    assert sum(one.total for one in branch.aims) == 11


# One delivery unit


def test_the_list_and_its_file_narrow_to_what_one_unit_answers(sign_in: SignIn, each_unit: Any, say: Any) -> None:
    units = each_unit(2)
    Objective.objects.filter(reference="1.2-1").update(for_each="offender_management")
    say("at_risk", unit=units[0])
    client = sign_in(OWNER)
    for query in ("delivery_unit=unit-a", "delivery_unit=unit-a&sort=-status"):
        assert sorted(listed(client, query)) == ["1.2-1", "1.2-3"]
        assert sorted(exported(client, query)) == ["1.2-1", "1.2-3"]
    page = client.get(f"{PLAN}?delivery_unit=unit-a").content.decode()
    assert "Delivery unit: Unit A" in page
    assert re.search(r"Unit A: <[^>]+>at risk<", page, re.IGNORECASE)
    assert "export.csv?delivery_unit=unit-a" in page


def test_one_unit_and_a_status_narrow_together(sign_in: SignIn, each_unit: Any, say: Any) -> None:
    units = each_unit(2)
    say("off_track", unit=units[0])
    assert listed(sign_in(OWNER), "delivery_unit=unit-b&status=off_track") == ["1.2-3"]


def test_a_unit_that_is_not_of_the_year_is_not_offered(sign_in: SignIn, each_unit: Any) -> None:
    gone, _, coming = each_unit(3)
    DeliveryUnit.objects.filter(pk=gone.pk).update(closed_on=datetime.date(2011, 4, 1))
    DeliveryUnit.objects.filter(pk=coming.pk).update(opened_on=datetime.date(2012, 4, 1))
    client = sign_in(OWNER)
    page = client.get(f"{PLAN}?view=table").content.decode()
    assert '<option value="unit-b">Unit B</option>' in page
    for name in ("unit-a", "unit-c", "liverpool"):
        assert name not in page
        assert client.get(f"{PLAN}?delivery_unit={name}").status_code == 400
        assert client.get(f"{PLAN}export.csv?delivery_unit={name}").status_code == 400


def test_two_units_whose_names_are_written_alike_are_told_apart(sign_in: SignIn, each_unit: Any) -> None:
    first, second = each_unit(2)
    DeliveryUnit.objects.filter(pk=first.pk).update(name="City-North")
    kind = DeliveryUnit.Kind.INTERVENTIONS
    DeliveryUnit.objects.filter(pk=second.pk).update(name="City North", kind=kind)
    filters = sign_in(OWNER).get(f"{PLAN}?view=table").context["filter"]
    offered = dict(filters.filters["delivery_unit"].extra["choices"])
    assert {"City-North", "City North"} <= set(offered.values())
    both = [address for address, name in offered.items() if name.startswith("City")]
    kinds = {filters.units[address].kind for address in both}
    assert len(kinds) == 2
