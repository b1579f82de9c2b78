"""A review's page: how far it has come, and what its reader can do next."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Body, Membership, Role, Trust, User
from risks.models import Entry, Register, Review
from risks.reading import OpenRegister
from risks.steps import Step, obstacle_to_issue, state_of
from tests.factories import BodyFactory
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT

SignIn = Callable[[str], Client]
MARCH, JUNE = RISKS + "reviews/mar-11/", RISKS + "reviews/jun-11/"


def text(answer: Any) -> str:
    """What the page says, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def without_section_two(register: Register) -> None:
    """Section 2 is closed to the officer."""
    Register.objects.filter(pk=register.pk).update(section_two_roles=["audit", "auditor"])


def test_a_review_recorded_from_paper_shows_its_printed_dates(sign_in: SignIn, derbyshire: Trust) -> None:
    said = text(sign_in(OFFICER).get(MARCH))

    assert "Audit Committee 1 Recorded from paper 20 June 2011 not recorded no" in said
    assert "Audit Committee 2 Recorded from paper 20 June 2011 not recorded 20 June 2011" in said
    assert "Senior Management Team 1 Recorded from paper 5 April 2011 not recorded 5 April 2011" in said
    assert "What can be done next" in said


def test_an_open_review_says_so_and_counts_its_ratings(sign_in: SignIn, june: Review, entry: Entry) -> None:
    cycle.propose(entry, june)
    page = sign_in(OFFICER).get(JUNE)

    assert "Opened on 1 June 2011." in text(page)
    assert [(one.number, one.phase, one.assessed, one.total) for one in page.context["sections"]] == [
        (1, "Open", 1, 15),
        (2, "Open", 0, 4),
    ]
    assert page.context["sections"][0].bands["Amber"] == 1


def test_a_review_that_is_not_open_yet_holds_nothing_and_can_skip_a_body(sign_in: SignIn, derbyshire: Trust) -> None:
    page = sign_in(OFFICER).get(RISKS + "reviews/sep-11/")

    assert "Not open yet: it holds no ratings." in text(page)
    assert "Sep-11 is not open yet." in text(page)
    assert RISKS + "reviews/sep-11/skip/smt/" in page.content.decode()


@pytest.mark.parametrize("email", [SMT, "board.secretary@derbyshire.example", "operations.city@derbyshire.example"])
def test_those_who_do_not_read_section_2_see_nothing_of_it(sign_in: SignIn, june: Review, email: str) -> None:
    cycle.skip(june)
    cycle.skip(june, cycle.AUDIT, reason="Canary")
    page = sign_in(email).get(JUNE)

    assert {at.section for line in page.context["lines"] for at in line.sections} == {1}
    for trace in ("Canary", "Residual", "ection 2"):
        assert trace not in page.content.decode(), trace


def test_an_owner_of_risks_of_section_2_counts_their_own(sign_in: SignIn, june: Review) -> None:
    page = sign_in("interventions@derbyshire.example").get(JUNE)
    counted = {one.number: (one.total, one.phase) for one in page.context["sections"]}

    assert counted == {1: (15, "Open"), 2: (1, "")}


def test_a_committee_sees_the_reviews_it_was_issued(sign_in: SignIn, june: Review) -> None:
    client = sign_in(AUDIT)
    before = client.get(JUNE)
    cycle.skip(june)
    cycle.issue(june, cycle.AUDIT)
    after = client.get(JUNE)

    assert client.get(MARCH).status_code == 200
    assert (before.status_code, after.status_code) == (404, 200)
    assert "What can be done next" not in text(after)
    assert "Audit Committee: papers issued" in text(after)


@pytest.mark.parametrize("email", ["auditor@derbyshire.example", SMT, OWNER, AUDIT])
def test_only_those_who_may_take_a_step_are_offered_it(sign_in: SignIn, march: Review, email: str) -> None:
    assert sign_in(email).get(MARCH).context["to_do"] == []


def test_smt_is_offered_its_own_meeting(sign_in: SignIn, june: Review) -> None:
    cycle.issue(june)
    ways = [way for _, found in sign_in(SMT).get(JUNE).context["to_do"] for way in found]

    assert ways == [("Go to its meeting", JUNE + "meeting/", True)]


def test_an_officer_who_may_not_read_section_2_does_nothing_for_a_body_that_does(
    sign_in: SignIn, without_section_two: None, june: Review
) -> None:
    page = sign_in(OFFICER).get(JUNE)

    assert "audit-committee/" not in page.content.decode()
    assert "/skip/smt/" in page.content.decode()


def test_a_body_of_section_2_alone_is_no_line_of_those_who_do_not_read_it(
    sign_in: SignIn, derbyshire: Trust, june: Review
) -> None:
    BodyFactory(slug="residual", name="Canary Panel", sections=[2])

    assert "Canary Panel" not in sign_in(SMT).get(JUNE).content.decode()
    assert "Canary Panel" in sign_in(OFFICER).get(JUNE).content.decode()


@pytest.mark.parametrize("email", ["officer@merseyside.example"])
def test_another_trusts_people_find_nothing(sign_in: SignIn, june: Review, email: str) -> None:
    assert sign_in(email).get(JUNE).status_code == 404
    assert sign_in(email).get("/merseyside/2010-11/risks/reviews/jun-11/").status_code == 404


def test_an_unknown_review_is_an_unknown_page(sign_in: SignIn, june: Review) -> None:
    assert sign_in(OFFICER).get(RISKS + "reviews/jun-12/").status_code == 404


def test_an_administrator_without_a_role_in_the_register_finds_none(
    sign_in: SignIn, derbyshire: Trust, june: Review
) -> None:
    user = User.objects.get(email=SMT)
    Membership.objects.filter(user=user).delete()
    Membership.objects.create(trust=derbyshire, user=user, role=Role.ADMINISTRATOR)

    assert sign_in(SMT).get(JUNE).status_code == 404


ORDERS: list[list[tuple[str, str, str]]] = [
    [],
    [("skip", "jun-11", cycle.SMT)],
    [("skip", "jun-11", cycle.SMT), ("issue", "jun-11", cycle.AUDIT)],
    [("issue", "jun-11", cycle.SMT)],
    [("issue", "jun-11", cycle.SMT), ("withdraw", "jun-11", cycle.SMT)],
    [("skip", "jun-11", cycle.SMT), ("skip", "jun-11", cycle.AUDIT), ("skip", "jun-11", cycle.BOARD)],
]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("slug", ["jun-11", "sep-11"])
@pytest.mark.parametrize("body", [cycle.SMT, cycle.AUDIT, cycle.BOARD])
def test_what_the_page_says_of_an_issue_is_what_the_database_says(
    register: Register, opened: Callable[[str], OpenRegister], order: Any, slug: str, body: str
) -> None:
    register.reviews.filter(slug="sep-11").update(opened_on=cycle.day())
    for act, at, to in order:
        getattr(cycle, act)(register.reviews.get(slug=at), to)
    seen = opened(OFFICER)
    review = seen.review(slug)
    to_body = Body.objects.get(slug=body)
    assert review is not None
    says = obstacle_to_issue(seen, Body.objects.all(), review, to_body)

    if state_of(review, to_body) not in {"open", "withdrawn"}:
        return
    if says:
        with cycle.refused(says):
            cycle.issue(register.reviews.get(slug=slug), body)
    else:
        assert cycle.issue(register.reviews.get(slug=slug), body).kind == Step.ISSUED


@pytest.mark.parametrize("risks", [20, 200])
def test_the_page_asks_no_more_questions_of_a_longer_register(
    sign_in: SignIn, grow_register: Callable[[int], None], count_queries: Any, june: Review, risks: int
) -> None:
    grow_register(risks)
    client = sign_in(OFFICER)
    client.get(JUNE)
    with count_queries() as counted:
        assert client.get(JUNE).status_code == 200

    assert len(counted()) <= 12, "\n".join(counted())
