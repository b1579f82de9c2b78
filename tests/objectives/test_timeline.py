"""The plan's deadlines along the year."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import Deadline, DeadlineRevision, Objective, StatusUpdate
from objectives.timeline import MOST_SHOWN
from probation_planning.organisation.models import Year
from probation_planning.ui.bars import Column, Columns
from tests.files import first_sheet, rows_of
from tests.objectives.conftest import OFFICER, OWNER, PLAN

SignIn = Callable[[str], Client]
TIMELINE = f"{PLAN}?view=timeline"
MOST_QUERIES = 14


@pytest.fixture
def due(year: Year) -> Callable[..., Deadline]:
    """Gives an objective a deadline."""

    def made(reference: str, month: str, stage: str = "") -> Deadline:
        return Deadline.objects.create(objective=Objective.objects.get(reference=reference), month=month, stage=stage)

    return made


def stretches(client: Client) -> dict[str, tuple[int, list[str]]]:
    """How many stand in each stretch, and which objectives, in the order of the page."""
    timeline = client.get(TIMELINE).context["timeline"]
    return {one.span.name: (one.total, [stop.objective.reference for stop in one.stops]) for one in timeline.stretches}


@pytest.mark.parametrize(
    ("month", "stretch"),
    [
        ("2011-03-01", "Before the year"),
        ("2011-04-01", "Q1"),
        ("2011-06-01", "Q1"),
        ("2011-07-01", "Q2"),
        ("2011-10-01", "Q3"),
        ("2011-12-01", "Q3"),
        ("2012-01-01", "Q4"),
        ("2012-03-01", "Q4"),
        ("2012-04-01", "After the year"),
    ],
)
def test_a_deadline_stands_in_its_quarter(
    sign_in: SignIn, due: Callable[..., Deadline], month: str, stretch: str
) -> None:
    due("1.2-3", month)

    found = stretches(sign_in(OWNER))

    assert found[stretch] == (1, ["1.2-3"])
    assert found["No deadline recorded"][0] == 51
    assert sum(number for number, _ in found.values()) == 52
    assert {"Q1", "Q2", "Q3", "Q4"} <= set(found)


def test_two_stages_stand_apart_each_with_its_words(sign_in: SignIn, due: Callable[..., Deadline]) -> None:
    due("1.2-3", "2011-09-01", "first draft")
    due("1.2-3", "2012-03-01", "agreed")

    page = " ".join(sign_in(OWNER).get(TIMELINE).content.decode().split())

    assert page.count('<p class="stop__stage">') == 2
    assert page.index("September 2011") < page.index("first draft") < page.index("March 2012") < page.index("agreed")


def test_a_stop_says_who_owns_it_and_how_it_stands(
    sign_in: SignIn, due: Callable[..., Deadline], on_track: StatusUpdate
) -> None:
    due("1.2-3", "2011-09-01")

    page = sign_in(OWNER).get(TIMELINE).content.decode()

    stop = page[page.index("September 2011") :][:1200]
    assert "Director of Business Services" in stop
    assert "status--on-track" in stop


@pytest.mark.parametrize(("status", "is_past"), [("", True), ("at_risk", True), ("complete", False)])
def test_a_month_that_is_over_is_past_unless_all_is_done(
    sign_in: SignIn, due: Callable[..., Deadline], on_track: StatusUpdate, status: str, is_past: bool
) -> None:
    due("1.2-3", "2011-05-01")
    due("1.2-5", "2011-06-01")
    if status:
        values = {"quarter": on_track.quarter, "given_by": on_track.given_by, "dated": on_track.dated}
        StatusUpdate.objects.create(objective=on_track.objective, sequence=2, status=status, **values)

    page = sign_in(OWNER).get(TIMELINE).content.decode()

    assert page.count("past its deadline") == int(is_past)


@pytest.mark.parametrize(("moved", "stretch", "is_past"), [("2012-02-01", "Q4", False), ("2011-04-01", "Q1", True)])
def test_a_moved_deadline_stands_where_it_was_moved_to(
    sign_in: SignIn, due: Callable[..., Deadline], on_track: StatusUpdate, moved: str, stretch: str, is_past: bool
) -> None:
    deadline = due("1.2-3", "2011-05-01")
    DeadlineRevision.objects.create(update=on_track, deadline=deadline, was=deadline.month, month=moved, reason="Late.")
    client = sign_in(OWNER)

    page = " ".join(client.get(TIMELINE).content.decode().split())
    table = " ".join(client.get(f"{PLAN}?view=table&deadline={stretch.lower()}").content.decode().split())
    past = client.get(f"{PLAN}?view=table&deadline=past").context["table"]

    assert stretches(client)[stretch] == (1, ["1.2-3"])
    assert "moved from May 2011" in page
    assert ("past its deadline" in page) is is_past
    assert "moved from May 2011" in table
    assert [row.record.reference for row in past.rows] == (["1.2-3"] if is_past else [])


def test_a_stage_that_is_over_is_not_late_while_the_last_one_is_to_come(
    sign_in: SignIn, due: Callable[..., Deadline]
) -> None:
    due("1.2-3", "2011-05-01", "first draft")
    due("1.2-3", "2012-03-01", "agreed")

    assert "past its deadline" not in sign_in(OWNER).get(TIMELINE).content.decode()


def test_a_plan_without_deadlines_says_so_and_shows_no_empty_quarters(sign_in: SignIn, year: Year) -> None:
    response = sign_in(OWNER).get(TIMELINE)

    assert "The plan records no deadline for any of its objectives." in response.content.decode()
    assert [one.span.key for one in response.context["timeline"].stretches] == ["none"]


def test_the_chart_counts_deadlines_and_says_so_in_words(sign_in: SignIn, due: Callable[..., Deadline]) -> None:
    for reference, month in (("1.2-3", "2011-04-01"), ("1.2-5", "2011-05-01"), ("1.1-1", "2012-01-01")):
        due(reference, month)

    page = sign_in(OWNER).get(TIMELINE).content.decode()

    assert "<title>Deadlines: Q1 2, Q2 0, Q3 0, Q4 1.</title>" in page


def test_the_largest_column_is_the_tallest_and_none_divides_by_nothing() -> None:
    drawn = Columns("Deadlines", (Column("Q1", 4), Column("Q2", 1), Column("Q3", 0))).drawn

    assert [one.height for one in drawn] == [72, 18, 0]
    assert [one.height for one in Columns("Deadlines", (Column("Q1", 0),)).drawn] == [0]


def test_merseyside_is_no_wall_of_red(sign_in: SignIn, merseyside: Any) -> None:
    """Its quarters are known from the document alone: nothing is unanswered, overdue or past."""
    client = sign_in("officer@merseyside.example")

    for query in ("", "?view=table", "?view=timeline", "?open=all"):
        page = client.get(f"/merseyside/2010-11/plan/{query}").content.decode()
        for trace in ("status--overdue", "status--unanswered", "past its deadline"):
            assert trace not in page


def test_a_long_plan_asks_no_more_and_leads_on_to_the_list(
    sign_in: SignIn, count_queries: Any, grow_plan: Callable[[int], None], year: Year
) -> None:
    client = sign_in(OWNER)
    counts = []
    for size in (55, 300, 2000):
        grow_plan(size)
        Deadline.objects.all().delete()
        Deadline.objects.bulk_create(
            Deadline(objective=row, month=datetime.date(2011, 9, 1)) for row in Objective.objects.of(year)[: size // 2]
        )
        with count_queries() as counted:
            page = client.get(TIMELINE).content.decode()
        counts.append(len(counted()))

    assert counts[0] == counts[1] == counts[2] <= MOST_QUERIES
    assert len(re.findall(r'<li class="objective stop">', page)) == 2 * MOST_SHOWN
    assert "?view=table&amp;deadline=q2" in page
    assert "?view=table&amp;deadline=none" in page


@pytest.mark.parametrize("view", ["", "?view=table", "?view=timeline"])
def test_the_officer_is_one_click_from_objectives_without_an_owner(sign_in: SignIn, year: Year, view: str) -> None:
    client = sign_in(OFFICER)

    assert "4 objectives without an owner" in client.get(PLAN + view).content.decode()
    assert client.get(f"{PLAN}?view=table&owner=none").context["table"].paginator.count == 4
    assert "without an owner" not in sign_in(OWNER).get(PLAN + view).content.decode()


def test_its_file_has_months_and_what_does_not_fit_on_the_page_too(
    sign_in: SignIn, due: Callable[..., Deadline], grow_plan: Callable[[int], None]
) -> None:
    due("1.2-3", "2011-09-01", "first draft")
    due("1.1-1", "2011-08-01")
    grow_plan(MOST_SHOWN + 60)

    content = sign_in(OWNER).get(f"{PLAN}deadlines/export.xlsx").content
    rows = rows_of(content)

    assert [(row["Span"], row["Objective"], row["Stage"]) for row in rows[:2]] == [
        ("Q2", "1.1-1", None),
        ("Q2", "1.2-3", "first draft"),
    ]
    assert rows[0]["Deadline"].date() == datetime.date(2011, 8, 1)
    assert first_sheet(content)["B2"].number_format == "mmmm yyyy"
    assert len(rows) == MOST_SHOWN + 60
    assert {row["Span"] for row in rows} == {"Q2", "No deadline recorded"}


def test_its_file_of_a_long_plan_asks_no_more_of_the_database(
    sign_in: SignIn, due: Callable[..., Deadline], grow_plan: Callable[[int], None], count_queries: Any
) -> None:
    due("1.2-3", "2011-09-01")
    client, counts = sign_in(OWNER), []
    for size in (52, 300):
        grow_plan(size)
        with count_queries() as counted:
            assert client.get(f"{PLAN}deadlines/export.xlsx").status_code == 200
        counts.append(len(counted()))

    assert counts[0] == counts[1] <= MOST_QUERIES
