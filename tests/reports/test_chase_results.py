"""Reminding owners of results that are late or due: who has not given which, by when, and one message a day."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from probation_planning.organisation import clock
from probation_planning.organisation.models import DeliveryUnit, Message, Owner, Quarter, Trust, User, Year
from scorecard.models import Frequency, Measure, Result
from tests.reports.answering import CHIEF, DIRECTOR, OFFICER, POST, assign

SignIn = Callable[[str], Client]
PAGE = "/derbyshire/2011-12/scorecard/reminders/"
KIND = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
LATE = date(2011, 7, 27)


@pytest.fixture
def officer(sign_in: SignIn, derbyshire: Trust) -> Client:
    """The performance officer; the director's post gives sickness, and City's part of what is shared out."""
    for reference in ("4-1", "2-3"):
        perspective, number = reference.split("-")
        one = Measure.objects.filter(perspective__number=perspective, number=number)
        one.update(frequency=Frequency.QUARTERLY, due_days=15, for_each=KIND if reference == "2-3" else "")
    assign("4-1")
    DeliveryUnit.objects.create(name="City", kind=KIND, owner=Owner.objects.get(name=POST))
    DeliveryUnit.objects.create(name="County", kind=KIND, owner=Owner.objects.get(name="Chief Executive"))
    DeliveryUnit.objects.create(name="Peak", kind=KIND)
    return sign_in(OFFICER)


def shown(client: Client) -> Any:
    """What the page is about."""
    return client.get(PAGE).context


def form(client: Client, *owners: str) -> dict[str, Any]:
    """What the page sends with these owners ticked."""
    once: Any = re.search(r'name="once" value="([^"]+)"', client.get(PAGE).content.decode())
    return {"once": once[1], "owner": [str(Owner.objects.get(name=name).pk) for name in owners]}


def of(client: Client) -> dict[str, list[str]]:
    """What each owner is wanted to give, in words."""
    return {str(one.owner): one.told for one in shown(client)["reminders"]}


def test_the_officer_reads_who_has_not_given_which_result_by_when_and_how_late_it_is(officer: Client) -> None:
    shared = Measure.objects.get(perspective__number=2, number=3)
    with clock.standing_on(LATE):
        late, context = of(officer), shown(officer)
        page = " ".join(officer.get(PAGE).content.decode().split())
    due = of(officer)

    assert late == {
        POST: [
            f"Measure 2-3 City, {shared.name}: Q1 2011/12 was due by 15 July 2011, 12 days late",
            "Measure 4-1, Staff Sickness: Q1 2011/12 was due by 15 July 2011, 12 days late",
        ],
        "Chief Executive": [late[POST][0].replace("City", "County")],
    }
    assert any(one.giving.ref == "2-3 Peak" for one in context["of_nobody"])
    assert "Q1 2011/12 was due by 15 July 2011, 12 days late" in page
    assert due[POST][1] == "Measure 4-1, Staff Sickness: Q1 2011/12 is due by 15 July 2011"


def test_a_unit_that_has_given_its_result_is_left_alone(officer: Client, person: Callable[[str], User]) -> None:
    row = {"sequence": 1, "value": 40, "dated": date(2011, 6, 20), "given_by": person(OFFICER)}
    measure = Measure.objects.get(perspective__number=2, number=3)
    quarter = Quarter.objects.get(number=1, year=measure.year)
    Result.objects.create(measure=measure, quarter=quarter, unit=DeliveryUnit.objects.get(name="County"), **row)

    assert set(of(officer)) == {POST}


def test_an_owner_is_mailed_once_with_links_and_no_figure(
    officer: Client, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    settings.CAN_MAIL = True

    with clock.standing_on(LATE), django_capture_on_commit_callbacks(execute=True):
        sent = form(officer, POST)
        officer.post(PAGE, sent)
        officer.post(PAGE, sent)

    [letter] = mail.outbox
    assert letter.to == [DIRECTOR]
    assert "For 2011/12, 2 results are late. Sign in to give them:" in str(letter.body)
    assert "/scorecard/measures/2-3/result/?quarter=1&unit=city" in str(letter.body)
    assert "/scorecard/measures/4-1/result/?quarter=1" in str(letter.body)
    assert "Sickness" not in letter.subject + str(letter.body)
    message = Message.objects.get()
    assert (str(message.owner), message.about, message.section) == (POST, "2011-12/results", 1)


def test_nobody_is_reminded_twice_on_one_day_nor_of_nothing(officer: Client) -> None:
    officer.post(PAGE, form(officer, POST))

    page = officer.post(PAGE, form(officer, POST, "Director of Interventions"), follow=True)

    assert Message.objects.count() == 1
    assert "Not reminded" in page.content.decode()
    assert "Reminded today." in page.content.decode()
    assert DIRECTOR in page.content.decode().split("Sent before")[1]


def test_a_reminder_of_risks_stands_in_the_way_of_none_of_results(officer: Client) -> None:
    risks = "/derbyshire/2011-12/risks/reviews/jun-11/chase/"
    html = officer.get(risks).content.decode()
    once: Any = re.search(r'name="once" value="([^"]+)"', html)
    officer.post(risks, {"once": once[1], "owner": [str(Owner.objects.get(name=POST).pk)]})

    officer.post(PAGE, form(officer, POST))

    assert set(Message.objects.values_list("about", flat=True)) == {"2011-12/jun-11", "2011-12/results"}


def test_a_result_of_a_closed_period_is_asked_of_nobody(officer: Client) -> None:
    Quarter.objects.filter(number=1, year__trust__slug="derbyshire").update(closed_on=date(2011, 7, 20))

    with clock.standing_on(LATE):
        assert of(officer) == {}


def test_nobody_ticked_is_said(officer: Client) -> None:
    response = officer.post(PAGE, form(officer))

    assert response.status_code == 400
    assert "Tick the owners to remind." in response.content.decode()


@pytest.mark.parametrize(("email", "status"), [(DIRECTOR, 403), (CHIEF, 403), ("smt@derbyshire.example", 403)])
def test_only_the_officer_reminds(sign_in: SignIn, officer: Client, email: str, status: int) -> None:
    assert sign_in(email).get(PAGE).status_code == status
    assert sign_in(email).post(PAGE, {"once": "x"}).status_code == status
    assert sign_in("officer@merseyside.example").get(PAGE).status_code == 404


def test_a_closed_year_reminds_nobody(officer: Client, year: Year) -> None:
    Year.objects.filter(pk=year.pk).update(closed_on=date(2012, 6, 1))

    assert officer.get(PAGE).status_code == 403


def test_the_ways_to_it_stand_on_the_scorecard_and_beside_who_has_answered(officer: Client) -> None:
    for page in ("/derbyshire/2011-12/scorecard/", "/derbyshire/2011-12/risks/reviews/jun-11/progress/"):
        assert f'href="{PAGE}"' in officer.get(page).content.decode()


def test_a_scorecard_of_which_nothing_is_wanted_says_so(sign_in: SignIn, merseyside: Any) -> None:
    page = sign_in("officer@merseyside.example").get("/merseyside/2010-11/scorecard/reminders/")

    assert "No result is wanted of any owner." in page.content.decode()


def test_the_page_asks_no_more_for_more_units(officer: Client, count_queries: Any) -> None:
    counts = []
    for turn in range(2):
        with count_queries() as counted:
            officer.get(PAGE)
        counts.append(len(counted()))
        Measure.objects.filter(perspective__number=1).update(for_each=KIND, frequency=Frequency.QUARTERLY)
        for number in range(5):
            DeliveryUnit.objects.create(name=f"Unit {turn} {number}", kind=KIND, owner=Owner.objects.get(name="Chair"))

    assert counts[0] == counts[1] <= 24
