"""Years and quarters, opened and closed by the officer."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import Objective, Status
from probation_planning.organisation.models import Quarter, Trust, User, Year
from risks.models import Review
from tests.factories import StatusUpdateFactory
from tests.pressing import press
from tests.risks import cycle

OFFICER = "officer@derbyshire.example"
YEARS = "/derbyshire/settings/years/"
ONCE = "5b0f9c1e-8f0d-4a53-9d0c-0f6c1f6f3a11"
OTHERS = [
    ("chief.executive@derbyshire.example", 403),
    ("smt@derbyshire.example", 403),
    ("audit@derbyshire.example", 403),
    ("auditor@derbyshire.example", 403),
    ("officer@merseyside.example", 404),
]

SignIn = Callable[[str], Client]


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    """The performance officer at work."""
    return sign_in(OFFICER)


def quarter(number: int) -> Quarter:
    """A quarter of 2011/12."""
    return Quarter.objects.get(year__start="2011-04-01", number=number)


@pytest.mark.parametrize(("email", "status"), OTHERS)
@pytest.mark.parametrize(
    "address",
    [
        "",
        "years/",
        "years/new/",
        "years/2011-12/",
        "years/2011-12/close/",
        "years/2011-12/quarters/1/close/",
        "years/2011-12/quarters/1/reopen/",
        "posts/",
        "posts/new/",
        "groups/",
        "groups/new/",
        "units/",
        "units/new/",
    ],
)
def test_the_settings_are_the_officers_alone(sign_in: SignIn, email: str, status: int, address: str) -> None:
    page = sign_in(email).get(f"/derbyshire/settings/{address}")

    assert page.status_code == status
    assert status == 404 or "Only the performance officer changes the trust" in page.content.decode()


def test_only_the_officer_is_led_to_the_settings(sign_in: SignIn, derbyshire: Trust) -> None:
    assert 'href="/derbyshire/settings/"' in sign_in(OFFICER).get("/derbyshire/2011-12/").content.decode()
    assert "/derbyshire/settings/" not in sign_in("smt@derbyshire.example").get("/derbyshire/2011-12/").content.decode()


def test_the_settings_say_where_people_are_kept(officer: Client) -> None:
    administers = officer.get("/derbyshire/settings/").content.decode()
    User.objects.filter(email=OFFICER).update(is_staff=False)

    assert 'href="/admin/"' in administers
    assert 'href="/derbyshire/settings/people/"' in administers
    assert 'href="/admin/"' not in officer.get("/derbyshire/settings/").content.decode()


def test_a_year_that_has_begun_is_added_open_with_four_quarters(officer: Client, derbyshire: Trust) -> None:
    sent = {"start": "2010-04-01", "answer_days": "20", "answers": "none", "once": ONCE}

    page = officer.post(f"{YEARS}new/", sent, follow=True)

    year = Year.objects.get(start="2010-04-01")
    assert (year.opened_on, year.answer_days) == (datetime.date(2011, 6, 20), 20)
    assert year.answers_from == datetime.date(2011, 4, 1)
    assert list(year.quarters.values_list("number", "opened_on")) == [(1, None), (2, None), (3, None), (4, None)]
    assert "2010/11 is added with its four quarters. It is open." in page.content.decode()


def test_a_year_to_come_is_added_and_opened_when_it_begins(officer: Client, derbyshire: Trust, settings: Any) -> None:
    officer.post(f"{YEARS}new/", {"start": "2012-04-01", "answer_days": "15", "answers": "1", "once": ONCE})
    early = press(officer, f"{YEARS}2012-13/open/")

    assert "2012/13 begins on 1 April 2012" in early.content.decode()
    assert Year.objects.get(start="2012-04-01").opened_on is None
    settings.TODAY = datetime.date(2012, 4, 1)
    assert press(officer, f"{YEARS}2012-13/open/").status_code == 302
    assert Year.objects.get(start="2012-04-01").opened_on == datetime.date(2012, 4, 1)


def test_a_year_is_added_once_however_often_the_form_comes(officer: Client, derbyshire: Trust) -> None:
    sent = {"start": "2012-04-01", "answer_days": "15", "answers": "1", "once": ONCE}

    assert [officer.post(f"{YEARS}new/", sent).status_code for _ in range(2)] == [302, 302]

    assert Year.objects.filter(start="2012-04-01").count() == 1
    assert Quarter.objects.filter(year__start="2012-04-01").count() == 4


def test_a_year_that_is_there_is_not_added_with_other_words(officer: Client, derbyshire: Trust) -> None:
    page = officer.post(f"{YEARS}new/", {"start": "2011-04-01", "answer_days": "30", "answers": "1", "once": ONCE})

    assert "The trust has 2011/12 already." in page.content.decode()
    assert 'value="30"' in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "says"), [("", "like 15"), ("soon", "like 15"), ("-1", "0 days or more"), ("91", "90 days or fewer")]
)
def test_so_many_days_are_asked_for_in_words(officer: Client, derbyshire: Trust, typed: str, says: str) -> None:
    page = officer.post(f"{YEARS}2011-12/", {"answer_days": typed, "answers": "1", "seen": "1"})

    assert says in page.content.decode()


def test_when_answers_are_due_is_changed(officer: Client, year: Year) -> None:
    seen = officer.get(f"{YEARS}2011-12/").context["form"].initial["seen"]

    officer.post(f"{YEARS}2011-12/", {"answer_days": "20", "answers": "1", "seen": seen})

    assert quarter(1).due_on == datetime.date(2011, 7, 20)


def test_the_second_of_two_officers_sees_what_the_first_saved(officer: Client, year: Year) -> None:
    seen = officer.get(f"{YEARS}2011-12/").context["form"].initial["seen"]
    officer.post(f"{YEARS}2011-12/", {"answer_days": "20", "answers": "1", "seen": seen})

    second = officer.post(f"{YEARS}2011-12/", {"answer_days": "25", "answers": "1", "seen": seen})

    assert second.status_code == 409
    again = second.context["form"].data
    assert officer.post(f"{YEARS}2011-12/", again.dict()).status_code == 302
    year.refresh_from_db()
    assert year.answer_days == 25


def test_answers_do_not_begin_after_a_quarter_that_is_open(officer: Client, year: Year) -> None:
    seen = officer.get(f"{YEARS}2011-12/").context["form"].initial["seen"]

    page = officer.post(f"{YEARS}2011-12/", {"answer_days": "15", "answers": "2", "seen": seen})

    assert "Q1 2011/12 is open for answers. Close it first." in page.content.decode()


def test_a_quarter_is_opened_from_its_first_day_on(officer: Client, year: Year, settings: Any) -> None:
    settings.TODAY = datetime.date(2011, 6, 30)
    early = press(officer, f"{YEARS}2011-12/quarters/2/open/")
    settings.TODAY = datetime.date(2011, 7, 1)
    on_the_day = [press(officer, f"{YEARS}2011-12/quarters/2/open/").status_code for _ in range(2)]

    assert "Q2 2011/12 begins on 1 July 2011" in early.content.decode()
    assert on_the_day == [302, 302]
    assert quarter(2).opened_on == datetime.date(2011, 7, 1)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ({"opened_on": None}, "2011/12 is not open yet. Open the year first."),
        ({"closed_on": "2011-06-20"}, "2011/12 was closed on 20 June 2011. Reopen the year first."),
    ],
)
def test_no_quarter_is_opened_in_a_year_that_is_not_open(
    officer: Client, year: Year, settings: Any, state: dict[str, Any], says: str
) -> None:
    settings.TODAY = datetime.date(2011, 7, 1)
    Year.objects.filter(pk=year.pk).update(**state)

    assert says in press(officer, f"{YEARS}2011-12/quarters/2/open/").content.decode()
    assert quarter(2).opened_on is None


def test_a_quarter_known_from_the_document_is_not_opened(sign_in: SignIn, merseyside: Trust) -> None:
    page = press(sign_in("officer@merseyside.example"), "/merseyside/settings/years/2010-11/quarters/1/open/")

    assert "known from the document alone" in page.content.decode()


def test_closing_a_quarter_says_how_many_objectives_are_unanswered(officer: Client, year: Year) -> None:
    objectives = Objective.objects.of(year)
    answered, complete = objectives.order_by("pk")[:2]
    StatusUpdateFactory(objective=answered, quarter=quarter(1))
    many = objectives.count()

    first = officer.get(f"{YEARS}2011-12/quarters/1/close/").content.decode()
    Quarter.objects.filter(year=year, number=2).update(opened_on="2011-07-01")
    StatusUpdateFactory(objective=complete, quarter=quarter(1), status=Status.COMPLETE)
    second = officer.get(f"{YEARS}2011-12/quarters/2/close/").content.decode()

    assert f"{many - 1} objectives are unanswered for Q1 2011/12. It runs until 30 June 2011." in first
    # What is complete is not asked for again.
    assert f"{many - 1} objectives are unanswered for Q2 2011/12." in second


def test_a_closed_quarter_is_reopened_with_its_consequences(officer: Client, year: Year) -> None:
    for _ in range(2):
        assert press(officer, f"{YEARS}2011-12/quarters/1/close/").status_code == 302
    assert quarter(1).closed_on == datetime.date(2011, 6, 20)

    page = officer.get(f"{YEARS}2011-12/quarters/1/reopen/").content.decode()
    for _ in range(2):
        assert press(officer, f"{YEARS}2011-12/quarters/1/reopen/").status_code == 302

    assert "was closed on 20 June 2011. Reopened, it takes answers" in page
    assert quarter(1).is_open


def test_a_quarter_that_never_was_open_is_neither_closed_nor_reopened(officer: Client, year: Year) -> None:
    assert "Q2 2011/12 is not open" in press(officer, f"{YEARS}2011-12/quarters/2/close/").content.decode()
    assert "Q2 2011/12 was never open" in press(officer, f"{YEARS}2011-12/quarters/2/reopen/").content.decode()


def test_a_year_is_closed_once_its_quarters_are(officer: Client, year: Year) -> None:
    early = press(officer, f"{YEARS}2011-12/close/")
    press(officer, f"{YEARS}2011-12/quarters/1/close/")
    for body in (cycle.SMT, cycle.AUDIT, cycle.BOARD):
        cycle.skip(Review.objects.get(slug="jun-11"), body)

    assert "Q1 of 2011/12 is still open. Close it first." in early.content.decode()
    assert press(officer, f"{YEARS}2011-12/close/").status_code == 302
    year.refresh_from_db()
    assert year.closed_on == datetime.date(2011, 6, 20)
    assert press(officer, f"{YEARS}2011-12/reopen/").status_code == 302
    year.refresh_from_db()
    assert year.closed_on is None


@pytest.mark.parametrize("address", ["2013-14/", "2011-12/quarters/5/open/", "2011-12/quarters/5/close/"])
def test_an_unknown_year_or_quarter_is_not_found(officer: Client, derbyshire: Trust, address: str) -> None:
    assert officer.get(YEARS + address).status_code == 404


def test_looking_changes_nothing(officer: Client, year: Year) -> None:
    for act in ("close", "reopen", "open"):
        officer.get(f"{YEARS}2011-12/quarters/1/{act}/")
        officer.get(f"{YEARS}2011-12/{act}/")

    assert quarter(1).is_open
    year.refresh_from_db()
    assert year.closed_on is None


def test_the_list_asks_no_more_for_more_years(officer: Client, year: Year, count_queries: Any) -> None:
    officer.get(YEARS)
    found = []
    for start in (None, "2012-04-01", "2013-04-01"):
        if start:
            sent = {"start": start, "answer_days": "15", "answers": "1", "once": uuid.uuid4()}
            assert officer.post(f"{YEARS}new/", sent).status_code == 302
            officer.get(YEARS)
        with count_queries() as counted:
            officer.get(YEARS)
        found.append(len(counted()))

    assert found[0] == found[1] == found[2] <= 6
