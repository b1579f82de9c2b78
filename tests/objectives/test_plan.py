"""The plan as a tree and as a list."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import Objective, StatusUpdate
from probation_planning.organisation.models import Trust, Year
from tests.factories import YearFactory
from tests.objectives.conftest import OWNER, PLAN

SignIn = Callable[[str], Client]
MOST_QUERIES = 12


def page_of(client: Client, query: str = "") -> str:
    """The plan's page as text without spare spaces."""
    response = client.get(PLAN + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def references(page: str) -> list[str]:
    """Objectives that the page links to, in its order."""
    return re.findall(r"/plan/objectives/([^/\"]+)/\"", page)


def test_the_tree_holds_the_whole_plan(sign_in: SignIn, year: Year) -> None:
    page = page_of(sign_in(OWNER))

    in_order = Objective.objects.of(year).in_printed_order().values_list("reference", flat=True)
    assert references(page) == list(in_order)
    assert len(in_order) == 52
    assert len(re.findall(r">Theme \d<", page)) == 5
    assert len(re.findall(r">Aim \d\.\d<", page)) == 28


@pytest.mark.parametrize(("theme", "number"), [(1, 11), (2, 12), (3, 7), (4, 6), (5, 16)])
def test_each_theme_counts_its_objectives_and_how_they_stand(sign_in: SignIn, theme: int, number: int) -> None:
    page = page_of(sign_in(OWNER))

    branch = page[page.index(f'id="theme-{theme}"') :]
    assert f"{number} objectives: {number}&nbsp;unanswered this quarter" in branch[:900]


def test_an_answer_shows_on_the_plan(sign_in: SignIn, on_track: StatusUpdate) -> None:
    page = page_of(sign_in(OWNER))

    assert "1&nbsp;on track, 10&nbsp;unanswered this quarter" in page
    row = page[page.index('/plan/objectives/1.2-3/"') :]
    assert "status--on-track" in row[:900]


def test_the_plan_says_what_it_covers_and_introduces_itself(sign_in: SignIn) -> None:
    page = page_of(sign_in(OWNER))

    for said in (
        "Business Plan 2011/12",
        "Business Improvement Plan 2009 / 2013",
        "1 April 2009 to 31 March 2013",
        "What was done in 2008/2009 is the starting point.",
        "Owners answer by 15 July 2011.",
    ):
        assert said in page


def test_themes_unfold_one_by_one_or_all(sign_in: SignIn) -> None:
    client = sign_in(OWNER)

    assert page_of(client).count('<details class="branch" open>') == 0
    assert page_of(client, "?theme=2").count('<details class="branch" open>') == 1
    assert page_of(client, "?open=all").count('<details class="branch" open>') == 5


def test_the_list_shows_25_a_page_in_printed_order(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OWNER)
    in_order = list(Objective.objects.of(year).in_printed_order().values_list("reference", flat=True))

    pages = [references(page_of(client, f"?view=table&page={number}")) for number in (1, 2, 3)]

    assert [len(page) for page in pages] == [25, 25, 2]
    assert [reference for page in pages for reference in page] == in_order


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("?view=table&theme=2", 12),
        ("?view=table&owner=Board+Secretary", 2),
        ("?view=table&owner=none", 4),
        ("?view=table&status=on_track", 1),
        ("?view=table&status=unanswered&theme=1", 10),
        ("?theme=1&owner=Director+of+Business+Services&status=", 7),
        ("?view=table&status=withdrawn", 0),
    ],
)
def test_the_list_filters(sign_in: SignIn, on_track: StatusUpdate, query: str, number: int) -> None:
    assert len(references(page_of(sign_in(OWNER), query))) == number


def test_a_list_that_nothing_fits_says_so(sign_in: SignIn) -> None:
    assert "No objective fits these filters." in page_of(sign_in(OWNER), "?view=table&status=complete")


def test_the_list_sorts_by_what_its_headings_say(sign_in: SignIn, on_track: StatusUpdate) -> None:
    found = references(page_of(sign_in(OWNER), "?view=table&sort=status"))

    assert found[0] == "1.2-3"


@pytest.mark.parametrize(
    "query", ["?view=table&status=splendid", "?view=table&owner=Nobody", "?theme=9&owner=", "?status[]=1&owner=%27%22"]
)
def test_a_filter_of_no_list_of_ours_is_a_bad_request_with_a_sentence(sign_in: SignIn, query: str) -> None:
    response = sign_in(OWNER).get(PLAN + query)

    assert response.status_code == 400
    assert "There is a problem" in response.content.decode()


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=abc", "?page=99", "?sort=password", "?sort=-trust__name", "?theme=x"]
)
def test_a_page_or_order_that_does_not_exist_shows_one_that_does(sign_in: SignIn, query: str) -> None:
    assert sign_in(OWNER).get(PLAN + query).status_code == 200


@pytest.mark.parametrize("size", ["-1", "0", "100000", "9" * 4000])
def test_nobody_lifts_the_25_a_page(sign_in: SignIn, size: str) -> None:
    assert len(references(page_of(sign_in(OWNER), f"?view=table&per_page={size}"))) == 25


def test_a_year_without_a_plan_says_so(sign_in: SignIn, merseyside: Trust) -> None:
    YearFactory(start=datetime.date(2011, 4, 1))

    response = sign_in("director@merseyside.example").get("/merseyside/2011-12/plan/")

    assert response.status_code == 200
    assert "Merseyside Probation Trust has no plan for 2011/12 here yet." in response.content.decode()


@pytest.mark.parametrize("query", ["", "?view=table", "?view=table&theme=1&status=unanswered"])
def test_a_long_plan_asks_no_more_of_the_database(
    sign_in: SignIn, count_queries: Any, grow_plan: Callable[[int], None], query: str
) -> None:
    client = sign_in(OWNER)
    counts = []
    for size in (52, 200, 2000):
        grow_plan(size)
        with count_queries() as counted:
            assert client.get(PLAN + query).status_code == 200
        counts.append(len(counted()))

    assert counts[0] == counts[1] == counts[2] <= MOST_QUERIES


def test_a_long_plan_unfolds_one_theme_at_a_time(sign_in: SignIn, grow_plan: Callable[[int], None]) -> None:
    grow_plan(700)
    client = sign_in(OWNER)

    folded, unfolded = page_of(client), page_of(client, "?theme=2")

    assert references(folded) == []
    assert folded.count("Show the objectives of theme") == 5
    assert len(references(unfolded)) > 100
    assert unfolded.count("Show the objectives of theme") == 4


def test_a_theme_too_long_for_a_page_leads_on_to_the_list(sign_in: SignIn, grow_plan: Callable[[int], None]) -> None:
    grow_plan(2000)

    page = page_of(sign_in(OWNER), "?theme=1")

    assert len(references(page)) == 200
    assert re.search(r"\d+ more objectives of this theme do not fit here", page)
