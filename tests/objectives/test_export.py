"""The plan as a spreadsheet."""

import csv
import datetime
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import Deadline, Objective, StatusUpdate
from probation_planning.organisation.models import Trust
from tests.factories import YearFactory
from tests.objectives.conftest import OWNER, PLAN

SignIn = Callable[[str], Client]
HEADER = "theme,aim,objective,text,outcomes,owners,owners_as_printed,acts,deadline,flags,status,status_date,comment"


def rows_of(client: Client, query: str = "") -> dict[str, dict[str, str]]:
    """The rows of the file, by objective."""
    response = client.get(f"{PLAN}export.csv{query}")
    assert response.status_code == 200
    text = response.content.decode("utf-8-sig")
    assert text.splitlines()[0] == HEADER
    return {row["objective"]: row for row in csv.DictReader(io.StringIO(text))}


def test_it_holds_every_objective(sign_in: SignIn) -> None:
    rows = rows_of(sign_in(OWNER))

    assert len(rows) == 52
    assert list(rows)[:3] == ["1.1-1", "1.2-1", "1.2-2"]


def test_it_opens_as_utf_8_and_is_named_after_trust_and_year(sign_in: SignIn) -> None:
    response = sign_in(OWNER).get(f"{PLAN}export.csv")

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="plan-derbyshire-2011-12.csv"' in response["Content-Disposition"]


def test_a_row_says_what_the_screen_says(sign_in: SignIn, on_track: StatusUpdate) -> None:
    row = rows_of(sign_in(OWNER))["1.2-3"]

    assert row == {
        "theme": "1 STRIVING FOR EXCELLENCE",
        "aim": "1.2 EMPOWER OUR STAFF TO DELIVER QUALITY SERVICES",
        "objective": "1.2-3",
        "text": "Raise the value that HR, Payroll and Training Services add",
        "outcomes": "Management information is better; Staff have a part in the management of personal data",
        "owners": "Director of Business Services",
        "owners_as_printed": "Director of Business Services",
        "acts": "",
        "deadline": "",
        "flags": "",
        "status": "On track",
        "status_date": "2011-06-20",
        "comment": "Payroll moved in May.",
    }


def test_silence_is_a_word_and_blanks_are_empty(sign_in: SignIn) -> None:
    row = rows_of(sign_in(OWNER))["2.2-2"]

    assert (row["owners"], row["owners_as_printed"]) == ("", "")
    assert (row["status"], row["status_date"], row["comment"]) == ("unanswered this quarter", "", "")


def test_outcomes_of_a_shared_row_stand_on_each(sign_in: SignIn) -> None:
    rows = rows_of(sign_in(OWNER))

    shared = {rows[f"5.4-{number}"]["outcomes"] for number in (1, 2, 3, 4)}
    assert len(shared) == 1
    assert shared.pop().count("; ") == 2


def test_several_owners_stand_in_one_cell_leading_one_first(sign_in: SignIn) -> None:
    row = rows_of(sign_in(OWNER))["2.4-2"]

    assert row["owners"].split("; ") == [
        "Chief Executive",
        "Director of Probation, City",
        "Director of Probation, County",
        "Director of Interventions",
    ]


def test_a_deadline_is_a_month_with_its_stage(sign_in: SignIn, objective: Objective) -> None:
    Deadline.objects.create(objective=objective, month="2011-09-01", stage="first draft")
    Deadline.objects.create(objective=objective, month="2012-03-01")

    assert rows_of(sign_in(OWNER))["1.2-3"]["deadline"] == "September 2011: first draft; March 2012"


@pytest.mark.parametrize(
    ("query", "number"),
    [("?theme=2", 12), ("?owner=none", 4), ("?status=unanswered", 51), ("?view=table&status=on_track&page=7", 1)],
)
def test_it_takes_the_filters_of_the_list(sign_in: SignIn, on_track: StatusUpdate, query: str, number: int) -> None:
    assert len(rows_of(sign_in(OWNER), query)) == number


def test_a_filter_of_no_list_of_ours_is_a_bad_request(sign_in: SignIn) -> None:
    response = sign_in(OWNER).get(f"{PLAN}export.csv?status=splendid")

    assert response.status_code == 400
    assert "Status this quarter" in response.content.decode()


@pytest.mark.parametrize("comment", ["=1+1", "@SUM(A1)", "+44", " =2"])
def test_words_never_open_as_a_formula(sign_in: SignIn, derbyshire: Any, comment: str) -> None:
    client = sign_in(OWNER)
    client.post(f"{PLAN}objectives/1.2-3/", {"status": "at_risk", "comment": f"{comment}x", "quarter": 1, "seen": 0})

    assert rows_of(client)["1.2-3"]["comment"] == f"'{comment.strip()}x"


def test_a_year_without_a_plan_has_a_file_with_its_heading_alone(sign_in: SignIn, merseyside: Trust) -> None:
    YearFactory(start=datetime.date(2011, 4, 1))

    response = sign_in("officer@merseyside.example").get("/merseyside/2011-12/plan/export.csv")

    assert response.content.decode("utf-8-sig").splitlines() == [HEADER]


def test_a_long_plan_asks_no_more_of_the_database(
    sign_in: SignIn, count_queries: Any, grow_plan: Callable[[int], None]
) -> None:
    client = sign_in(OWNER)
    counts = []
    for size in (52, 200, 2000):
        grow_plan(size)
        with count_queries() as counted:
            assert len(rows_of(client)) == size
        counts.append(len(counted()))

    assert counts[0] == counts[1] == counts[2] <= 12
