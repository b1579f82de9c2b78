"""The measurement itself: that it asks for what there is, and says when something took too long."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from benchmarks import inside
from benchmarks.bounds import BOUNDS, CSV, DESK, SAVE, SAVE_DESK, SAVE_STATUS, STORED, XLSX
from benchmarks.client import Form, Times, Unexpected, answered_all, rated, told
from benchmarks.measurement import SIZES, Data
from benchmarks.places import database_url
from benchmarks.tables import figures, mark, ratio, row
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import User
from probation_planning.reports.example import BUSY, Size, make_example
from probation_planning.reports.models import Drawing

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


@pytest.fixture
def made(db: None, settings: Any) -> None:
    """A small trust as the measurement makes its own: answers of six quarters, and 26 things that wait."""
    settings.TODAY = datetime.date(2012, 2, 20)
    make_example(Size(risks=20, objectives=20, measures=9, reviews=3, quarters=6, busy=26), day=settings.TODAY)


@pytest.fixture
def signed_in(made: None) -> Callable[[str], Client]:
    """Somebody of that trust at a browser."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(email=f"{name}@example.example"))
        return client

    return sign_in


def test_everything_it_asks_for_is_there(made: None) -> None:
    known = inside.addresses()
    counts = inside.queries(known)

    assert set(counts) == {*known["pages"], *known["forms"]}
    assert set(counts) - set(BOUNDS) == {SAVE_DESK}
    assert set(BOUNDS) < set(counts)
    assert [len(known["forms"][name]) for name in (SAVE, SAVE_STATUS, SAVE_DESK)] == [16, 16, 1]


def test_the_committees_papers_are_those_that_would_be_issued_and_nothing_of_them_is_kept(made: None) -> None:
    page = inside.committee_page()

    assert page.sheets == ("pdf-register",)
    assert "not issued" in page.html
    assert "Risk register: Mar-12 review" in page.html
    assert "2. Residual business risks" in page.html
    with tenancy.system():
        assert not Drawing.objects.exists()


def test_counting_keeps_nothing(made: None) -> None:
    known = inside.addresses()

    assert inside.queries(known) == inside.queries(known)


def test_the_common_word_is_common_and_the_rare_one_rare(signed_in: Callable[[str], Client]) -> None:
    pages, officer = inside.addresses()["pages"], signed_in("officer")

    common, rare = (officer.get(pages[f"search, a {word} word"]).context["found"].total for word in ("common", "rare"))

    assert common > 50
    assert rare == 1


@pytest.mark.parametrize(
    ("address", "having", "filled"),
    [("risks/1.1/assess/", "likelihood", rated), ("plan/objectives/1.1-1/", "comment", told)],
)
def test_what_it_sends_is_kept(
    signed_in: Callable[[str], Client], address: str, having: str, filled: Callable[..., dict[str, str]]
) -> None:
    officer, address = signed_in("officer"), f"/example/2011-12/{address}"

    answers = []
    for turn in range(3):
        fields = Form(officer.get(address).content.decode(), having=having).fields
        answers.append((fields["seen"], officer.post(address, filled(fields, turn, "2012-02-20")).status_code))

    first = int(answers[0][0])
    assert answers == [(str(first + turn), 302) for turn in range(3)]


def test_all_that_waits_for_the_busy_director_is_answered_again_and_again(signed_in: Callable[[str], Client]) -> None:
    known, director = inside.addresses(), signed_in(BUSY)
    found = Form(director.get(known["pages"][DESK]).content.decode(), having="review").fields
    [address] = known["forms"][SAVE_DESK]

    said = []
    for turn in range(3):
        assert director.post(address, answered_all(found, turn)).status_code == 302
        said += [str(message) for message in director.get("/").context["messages"]]

    assert said == ["17 objectives and 9 risks are saved."] * 3


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
        (XLSX, 200, 60.1, "60.1 / 120.2 ‡"),
        (XLSX, 2000, 400, "400.0 / 800.0 †"),
        ("plan as a list", 2000, 30.1, "30.1 / 60.2 ‡"),
        (STORED, 200, 20.1, "20.1 / 40.2 ‡"),
        (SAVE_DESK, 200, 500, "500.0 / 1000.0"),
    ],
)
def test_what_took_too_long_is_marked(page: str, risks: int, milliseconds: float, said: str) -> None:
    assert mark(page, Data("some", risks, 60), took(milliseconds)) == said


def test_bounds_stand_beside_the_page() -> None:
    goals = [figures(page, lambda bound: bound.goal) for page in (CSV, XLSX, "one risk", STORED, SAVE_DESK)]
    floors = [figures(page, lambda bound: bound.floor) for page in (CSV, XLSX, "one risk", STORED, SAVE_DESK)]

    assert goals == ["8 / 40", "30 / 200", "10", "10", ""]
    assert floors == ["20 / 100", "60 / 400", "20", "20", ""]
    assert (ratio(CSV), ratio(XLSX)) == ("4.5 / 2.9", "3.8 / 3.1")
    assert row("a", "b") == "| a | b |"
    assert [(data.risks, data.objectives) for data in SIZES] == [(20, 20), (200, 60), (2000, 2000)]


def test_another_database_is_on_the_same_server() -> None:
    assert database_url("postgresql://app@/one?host=%2Ftmp%2Fs", "two") == "postgresql://app@/two?host=%2Ftmp%2Fs"
