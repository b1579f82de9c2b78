"""The measurement itself: that it asks for what there is, and says when something took too long."""

import datetime
from typing import Any

import pytest
from django.test import Client

from benchmarks import inside
from benchmarks.client import Form, Times, Unexpected, rated
from benchmarks.measure import CSV, SIZES, Data, bound, mark, row
from benchmarks.places import database_url
from probation_planning.organisation.models import User
from probation_planning.reports.example import Size, make_example

PAGE = """
<form><input name="q" value="search"></form>
<form method="post">
<input type="hidden" name="seen" value="2"><input type="radio" name="likelihood" value="1">
<input type="radio" name="likelihood" value="2"><textarea name="comments"></textarea><input type="submit" name="go">
<select name="given_as"><option value="">Choose</option><option value="7">SMT</option></select>
</form>
"""


def took(milliseconds: float) -> Times:
    return Times(p50=milliseconds, p95=2 * milliseconds, rate=1, bytes=1)


def test_everything_it_asks_for_is_there(db: None, settings: Any) -> None:
    settings.TODAY = datetime.date(2012, 2, 20)
    make_example(Size(risks=20, objectives=6, measures=9, reviews=3), day=settings.TODAY)

    known = inside.addresses()
    counts = inside.queries(known)

    assert set(counts) == {*known["pages"], "save an assessment"}
    assert "stored pack" in known["pages"]
    assert len(known["forms"]) == 16


def test_a_rating_it_sends_is_kept(db: None, settings: Any) -> None:
    settings.TODAY = datetime.date(2012, 2, 20)
    make_example(Size(risks=20, objectives=6, measures=9, reviews=3), day=settings.TODAY)
    client = Client()
    client.force_login(User.objects.get(email="officer@example.example"))
    address = "/example/2011-12/risks/1.1/assess/"

    answers = []
    for turn in range(3):
        fields = Form(client.get(address).content.decode(), having="likelihood").fields
        answers.append((fields["seen"], client.post(address, rated(fields, turn, "2012-02-20")).status_code))

    first = int(answers[0][0])
    assert answers == [(str(first + turn), 302) for turn in range(3)]


def test_a_form_is_read_with_what_stands_in_it() -> None:
    assert Form(PAGE, having="likelihood").fields == {
        "seen": "2",
        "likelihood": "1",
        "comments": "",
        "given_as": "7",
    }


def test_a_page_without_the_form_is_no_answer() -> None:
    with pytest.raises(Unexpected, match="no form with a field password"):
        Form(PAGE, having="password")


@pytest.mark.parametrize(
    ("page", "risks", "milliseconds", "said"),
    [
        ("one risk", 200, 10, "10.0 / 20.0"),
        ("one risk", 200, 10.1, "10.1 / 20.2 †"),
        ("one risk", 2000, 20.1, "20.1 / 40.2 ‡"),
        (CSV, 200, 20.1, "20.1 / 40.2 ‡"),
        (CSV, 2000, 20.1, "20.1 / 40.2"),
        (CSV, 20_000, 500, "500.0 / 1000.0"),
        ("scorecard", 200, 500, "500.0 / 1000.0"),
    ],
)
def test_what_took_too_long_is_marked(page: str, risks: int, milliseconds: float, said: str) -> None:
    assert mark(page, Data("some", risks), took(milliseconds)) == said


def test_bounds_stand_beside_the_page() -> None:
    assert [bound(CSV, 0), bound(CSV, 1), bound("one risk", 1), bound("plan", 0)] == ["8 / 40", "20 / 100", "20", ""]
    assert row("a", "b") == "| a | b |"
    assert [data.risks for data in SIZES] == [20, 200, 2000]


def test_another_database_is_on_the_same_server() -> None:
    assert database_url("postgresql://app@/one?host=%2Ftmp%2Fs", "two") == "postgresql://app@/two?host=%2Ftmp%2Fs"
