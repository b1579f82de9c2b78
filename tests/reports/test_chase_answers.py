"""Reminding owners of objectives without an answer: whose they are, by when, and one message a day."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from objectives.models import Objective
from probation_planning.organisation import clock
from probation_planning.organisation.models import Message, Owner, Quarter, Trust, Year
from tests.reports.answering import CHIEF, DIRECTOR, OFFICER, POST, answered

SignIn = Callable[[str], Client]
PAGE = "/derbyshire/2011-12/plan/reminders/"
LATE = date(2011, 7, 27)


@pytest.fixture
def officer(sign_in: SignIn, derbyshire: Trust) -> Client:
    """The performance officer."""
    return sign_in(OFFICER)


def reminders(client: Client) -> dict[str, list[str]]:
    """What each owner is asked for, in words."""
    return {str(one.owner): one.told for one in client.get(PAGE).context["reminders"]}


def form(client: Client, *owners: str) -> dict[str, Any]:
    """What the page sends with these owners ticked."""
    once: Any = re.search(r'name="once" value="([^"]+)"', client.get(PAGE).content.decode())
    return {"once": once[1], "owner": [str(Owner.objects.get(name=name).pk) for name in owners]}


def test_each_owner_is_asked_for_what_waits_and_nobody_for_what_nobody_owns(officer: Client) -> None:
    page = officer.get(PAGE)

    assert len(reminders(officer)[POST]) == 17
    assert len(page.context["of_nobody"]) == 4
    assert "Q1 2011/12 is open: answers are due by 15 July 2011." in page.content.decode()


def test_an_answered_objective_is_asked_of_nobody(officer: Client) -> None:
    before = reminders(officer)[POST]
    mine = Objective.objects.filter(owners__owner__name=POST).order_by("order")[0]

    answered(mine.reference, "on_track")

    after = reminders(officer)[POST]
    assert len(after) == len(before) - 1
    assert f"{mine}: {mine.text}" in before
    assert f"{mine}: {mine.text}" not in after


def test_an_owner_is_mailed_once_with_links_and_no_word_of_an_objective(
    officer: Client, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    settings.CAN_MAIL = True

    with clock.standing_on(LATE), django_capture_on_commit_callbacks(execute=True):
        sent = form(officer, POST)
        officer.post(PAGE, sent)
        officer.post(PAGE, sent)

    [letter] = mail.outbox
    body = str(letter.body)
    assert letter.to == [DIRECTOR]
    assert letter.subject == f"Q1 2011/12: objectives of the {POST}"
    assert "For Q1 2011/12, 17 objectives wait for an answer. Answers were due by 15 July 2011." in body
    assert body.count("/derbyshire/2011-12/plan/objectives/") == 17
    assert not [row.text for row in Objective.objects.all() if row.text in body]
    message = Message.objects.get()
    assert (str(message.owner), message.about, message.section) == (POST, "2011-12/answers-q1", 1)


def test_nobody_is_reminded_twice_on_one_day(officer: Client) -> None:
    officer.post(PAGE, form(officer, POST))

    page = officer.post(PAGE, form(officer, POST), follow=True).content.decode()

    assert Message.objects.count() == 1
    assert "Not reminded" in page
    assert "Reminded today." in page
    assert DIRECTOR in page.split("Sent before")[1]


def test_nobody_ticked_is_said(officer: Client) -> None:
    response = officer.post(PAGE, form(officer))

    assert response.status_code == 400
    assert "Tick the owners to remind." in response.content.decode()
    assert "<title>Error:" in response.content.decode()


@pytest.mark.parametrize("email", [DIRECTOR, CHIEF, "smt@derbyshire.example", "audit@derbyshire.example"])
def test_only_the_officer_reminds(sign_in: SignIn, derbyshire: Trust, email: str) -> None:
    assert sign_in(email).get(PAGE).status_code == 403
    assert sign_in(email).post(PAGE, {"once": "x"}).status_code == 403
    assert sign_in("officer@merseyside.example").get(PAGE).status_code == 404
    assert not Message.objects.exists()


def test_an_owner_of_another_trust_is_told_nothing(officer: Client, sign_in: SignIn, merseyside: Trust) -> None:
    sent = form(officer)

    response = officer.post(PAGE, sent | {"owner": ["999999"]}, follow=True)

    assert response.status_code == 200
    assert not Message.objects.exists()


def test_without_an_open_quarter_nobody_is_asked(officer: Client) -> None:
    Quarter.objects.filter(number=1, year__trust__slug="derbyshire").update(closed_on=date(2011, 7, 20))

    assert "No quarter of 2011/12 is open for answers" in officer.get(PAGE).content.decode()
    assert officer.post(PAGE, {"once": "5b0f9c1e-8f0d-4a53-9d0c-0f6c1f6f3a11", "owner": ["1"]}).status_code == 302
    assert not Message.objects.exists()


def test_a_plan_from_paper_alone_asks_nobody(sign_in: SignIn, merseyside: Trust) -> None:
    page = sign_in("officer@merseyside.example").get("/merseyside/2010-11/plan/reminders/")

    assert "No quarter of 2010/11 is open for answers" in page.content.decode()


def test_a_closed_year_reminds_nobody(officer: Client, year: Year) -> None:
    Year.objects.filter(pk=year.pk).update(closed_on=date(2012, 6, 1))

    assert officer.get(PAGE).status_code == 403


def test_the_way_to_it_stands_beside_who_has_answered(officer: Client) -> None:
    page = officer.get("/derbyshire/2011-12/risks/reviews/jun-11/progress/")

    assert f'href="{PAGE}"' in page.content.decode()


def test_the_page_asks_as_often_for_one_owner_as_for_many(officer: Client, count_queries: Any) -> None:
    officer.get(PAGE)
    with count_queries() as counted:
        officer.get(PAGE)
    many = len(counted())
    for row in Objective.objects.exclude(reference="1.2-1"):
        answered(row.reference, "on_track")
    with count_queries() as counted:
        officer.get(PAGE)

    assert len(counted()) == many
