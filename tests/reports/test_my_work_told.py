"""Words entered for an owner: on "my work" the owner agrees or objects, and the officer is told what they object to."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import Deadline, DeadlineRevision, Objection, Objective, OutcomeEvidence, StatusUpdate
from objectives.services.answering import Move, give_status
from objectives.services.objecting import object_to
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter, Trust
from probation_planning.organisation.roles import Reader
from tests.reports.answering import ANSWERS, CHIEF, DIRECTOR, OFFICER, POST, SAVED, answered, words

SignIn = Callable[[str], Client]
Readers = Callable[[str], Reader]
PROGRESS = "/derbyshire/2011-12/risks/reviews/jun-11/progress/"
HEARD = datetime.date(2011, 6, 17)
WRONG = "I said that it is at risk."


@pytest.fixture
def client(derbyshire: Trust, sign_in: SignIn) -> Client:
    """The Director of Business Services."""
    return sign_in(DIRECTOR)


@pytest.fixture
def told(derbyshire: Trust) -> StatusUpdate:
    """What the officer entered for the director: objective 1.2-3 is off track."""
    given: StatusUpdate = answered(
        "1.2-3", "off_track", "So he said.", by=OFFICER, given_as=Owner.objects.get(name=POST), told_on=HEARD
    )
    return given


@pytest.fixture
def objection(told: StatusUpdate, reader: Readers) -> Objection:
    """The director objects."""
    return object_to(update=told, reader=reader(DIRECTOR), text=WRONG)


def agree(client: Client, told: StatusUpdate) -> Any:
    """Press the button."""
    return client.post(ANSWERS, {"agree": str(told.pk)})


# The owner


def test_the_owner_finds_both_ways_beside_the_words(client: Client, told: StatusUpdate) -> None:
    page = words(client.get("/"))

    assert "Answered for Director of Business Services by Performance officer, told on 17 June 2011." in page
    assert f'name="agree" value="{told.pk}"' in page
    assert f'href="/derbyshire/2011-12/plan/objectives/1.2-3/object/?answer={told.pk}"' in page
    assert client.get(f"/derbyshire/2011-12/plan/objectives/1.2-3/object/?answer={told.pk}").status_code == 200


def test_agreed_the_answer_is_the_owners_own(client: Client, told: StatusUpdate) -> None:
    assert agree(client, told)["Location"] == SAVED

    mine = StatusUpdate.objects.get(sequence=2)
    assert (mine.status, mine.comment, str(mine.given_by), mine.told_on) == ("off_track", "So he said.", POST, None)
    page = words(client.get("/"))
    assert "The answer for Objective 1.2-3 is now your own." in page
    assert "Answered for you" not in page


def test_agreed_twice_it_is_one_answer(client: Client, told: StatusUpdate) -> None:
    assert [agree(client, told)["Location"] for _ in range(2)] == [SAVED, SAVED]

    assert StatusUpdate.objects.count() == 2


def test_evidence_and_moved_deadlines_are_agreed_to_with_the_words(
    client: Client, derbyshire: Trust, reader: Readers
) -> None:
    one = Objective.objects.select_related("annual_plan").get(reference="1.2-3")
    quarter = Quarter.objects.select_related("year").get(number=1)
    due = Deadline.objects.create(objective=one, month=datetime.date(2011, 12, 1))
    told = give_status(
        objective=one,
        quarter=quarter,
        reader=reader(OFFICER),
        status="complete",
        comment="",
        evidence={outcome.pk: "The survey says so." for outcome in one.outcomes.all()},
        seen=0,
        told_on=HEARD,
        given_for=Owner.objects.get(name=POST),
        moves={due.pk: Move(datetime.date(2012, 2, 1), "It came late.")},
    )

    agree(client, told)

    for kept in (OutcomeEvidence, DeadlineRevision):
        rows: Any = kept._default_manager
        assert rows.filter(update__sequence=2).count() == rows.filter(update=told).count() > 0


def test_a_newer_answer_meanwhile_is_left_as_it_stands(client: Client, told: StatusUpdate) -> None:
    StatusUpdate.objects.create(
        objective=told.objective,
        quarter=told.quarter,
        sequence=2,
        status="on_track",
        dated=told.dated,
        given_by=told.given_by,
        given_as=told.given_as,
        told_on=HEARD,
    )

    agree(client, told)

    assert StatusUpdate.objects.count() == 2
    assert "A newer answer was given meanwhile, and stands." in words(client.get("/"))


def test_in_a_closed_quarter_the_words_can_only_be_objected_to(client: Client, told: StatusUpdate) -> None:
    Quarter.objects.filter(number=1).update(closed_on=datetime.date(2011, 6, 20))
    Quarter.objects.exclude(number=1).update(opened_on=None)
    told.quarter.refresh_from_db()

    agree(client, told)

    assert StatusUpdate.objects.count() == 1
    assert "so no answer can be given for it." in words(client.get("/"))


@pytest.mark.parametrize("number", ["x", "", "0", "99999999999999999999", "-1", "²"])
def test_an_answer_that_is_none_is_an_unknown_page(client: Client, told: StatusUpdate, number: str) -> None:
    assert client.post(ANSWERS, {"agree": number}).status_code == 404


@pytest.mark.parametrize("email", [CHIEF, OFFICER, "audit@derbyshire.example"])
def test_nobody_agrees_for_another(sign_in: SignIn, told: StatusUpdate, email: str) -> None:
    response: Any = agree(sign_in(email), told)

    assert response.status_code == 403
    assert "Only the owner for whom an answer was entered agrees with it." in words(response)
    assert StatusUpdate.objects.count() == 1


def test_another_trusts_reader_agrees_to_nothing(sign_in: SignIn, told: StatusUpdate) -> None:
    assert agree(sign_in("director@merseyside.example"), told).status_code == 404


def test_whoever_objected_is_not_asked_again(client: Client, objection: Objection) -> None:
    page = words(client.get("/"))

    assert "You objected." in page
    assert 'name="agree"' not in page


# The officer


@pytest.mark.parametrize("page", ["/", PROGRESS])
def test_the_officer_is_told_of_an_objection(sign_in: SignIn, objection: Objection, page: str) -> None:
    said = words(sign_in(OFFICER).get(page))

    assert "Objections to answers entered on an owner’s word" in said
    assert WRONG in said
    assert f"{POST}, by {POST}, on 20 June 2011, to the answer for Q1 2011/12" in said
    assert "/derbyshire/2011-12/plan/objectives/1.2-3/?quarter=1#answer" in said


def test_it_is_settled_by_another_answer(sign_in: SignIn, objection: Objection) -> None:
    officer = sign_in(OFFICER)
    told = objection.update
    StatusUpdate.objects.create(
        objective=told.objective,
        quarter=told.quarter,
        sequence=2,
        status="at_risk",
        dated=told.dated,
        given_by=told.given_by,
        given_as=told.given_as,
        told_on=HEARD,
    )

    assert WRONG not in words(officer.get("/")) + words(officer.get(PROGRESS))


def test_it_stands_while_its_quarter_takes_answers_though_the_next_is_open(
    sign_in: SignIn, objection: Objection
) -> None:
    Quarter.objects.filter(number=2).update(opened_on=datetime.date(2011, 6, 20))
    assert WRONG in words(sign_in(OFFICER).get("/"))

    Quarter.objects.filter(number=1).update(closed_on=datetime.date(2011, 6, 20))
    assert WRONG not in words(sign_in(OFFICER).get("/"))


@pytest.mark.parametrize("email", [DIRECTOR, CHIEF, "smt@derbyshire.example", "auditor@derbyshire.example"])
def test_nobody_else_is_told(sign_in: SignIn, objection: Objection, email: str) -> None:
    assert "Objections to answers" not in words(sign_in(email).get("/"))


def test_a_units_objection_leads_to_the_units_answer(sign_in: SignIn, reader: Readers, derbyshire: Trust) -> None:
    kind = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
    post = Owner.objects.get(name=POST)
    city = DeliveryUnit.objects.create(name="City", kind=kind, owner=post)
    Objective.objects.filter(reference="1.2-3").update(for_each=kind)
    told = answered("1.2-3", "off_track", "So.", by=OFFICER, given_as=post, told_on=HEARD, unit=city)
    object_to(update=told, reader=reader(DIRECTOR), text=WRONG)

    page = words(sign_in(OFFICER).get("/"))

    assert "/plan/objectives/1.2-3/?quarter=1&amp;unit=city#answer" in page
    assert "(City)" in page


def test_objections_cost_one_query_however_many(
    sign_in: SignIn, reader: Readers, derbyshire: Trust, count_queries: Any
) -> None:
    officer, post = sign_in(OFFICER), Owner.objects.get(name=POST)
    counts = []
    for references in (["1.2-3"], ["1.2-4", "1.3-1", "5.8-1"]):
        for reference in references:
            told = answered(reference, "off_track", "So.", by=OFFICER, given_as=post, told_on=HEARD)
            object_to(update=told, reader=reader(DIRECTOR), text=WRONG)
        with count_queries() as counted:
            page = words(officer.get("/"))
        counts.append(len(counted()))

    assert page.count(WRONG) == 4
    assert counts[0] == counts[1]
