"""Objecting to words that the officer entered: who may, once, and where the objection is read."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import Objection, Objective, StatusUpdate
from objectives.services.answering import give_status
from probation_planning.organisation.models import Draft, Holding, Owner, Quarter, Trust, User
from probation_planning.organisation.roles import Reader
from tests.objectives.conftest import OFFICER, OWNER, PLAN

SignIn = Callable[[str], Client]
Readers = Callable[[str], Reader]
PAGE = f"{PLAN}objectives/1.2-3/"
OBJECT = f"{PAGE}object/"
TOLD = datetime.date(2011, 6, 17)
OTHER = "board.secretary@derbyshire.example"


def page_of(response: Any) -> str:
    """As text without spare spaces."""
    return " ".join(response.content.decode().split())


@pytest.fixture
def told(objective: Objective, quarter: Quarter, reader: Readers) -> StatusUpdate:
    """What the officer entered for the owner."""
    return give_status(
        objective=objective,
        quarter=quarter,
        reader=reader(OFFICER),
        status="off_track",
        comment="Told in the corridor.",
        evidence={},
        seen=0,
        given_for=Owner.objects.get(name="Director of Business Services"),
        told_on=TOLD,
    )


def test_the_owner_sees_whose_words_they_are_and_objects(sign_in: SignIn, told: StatusUpdate) -> None:
    client = sign_in(OWNER)
    page = page_of(client.get(PAGE))
    assert "entered an answer for Director of Business Services" in page
    assert "told on 17 June 2011. Are these your words?" in page
    assert "Told in the corridor." in page_of(client.get(OBJECT, {"answer": told.pk}))

    response = client.post(OBJECT, {"answer": told.pk, "text": "I said at risk."}, follow=True)

    page = page_of(response)
    assert "Your objection stands beside the answer for Q1 2011/12." in page
    assert "Director of Business Services objects" in page
    assert "I said at risk." in page
    assert "Are these your words?" not in page
    objection = Objection.objects.get()
    assert (objection.given_as_name, objection.given_by.email) == ("Director of Business Services", OWNER)
    assert str(objection.dated) == "2011-06-20"


def test_everybody_reads_the_objection_beside_the_answer(sign_in: SignIn, told: StatusUpdate) -> None:
    sign_in(OWNER).post(OBJECT, {"answer": told.pk, "text": "I said at risk."})

    for reader in (OTHER, OFFICER, "audit@derbyshire.example"):
        page = page_of(sign_in(reader).get(PAGE))
        assert "I said at risk." in page
        assert "Are these your words?" not in page


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        (OTHER, 403),
        (OFFICER, 403),
        ("smt@derbyshire.example", 403),
        ("audit@derbyshire.example", 403),
        ("auditor@derbyshire.example", 403),
        ("officer@merseyside.example", 404),
        ("admin@probation.example", 404),
    ],
)
def test_nobody_else_objects(sign_in: SignIn, told: StatusUpdate, email: str, expected: int) -> None:
    client = sign_in(email)

    assert client.get(OBJECT, {"answer": told.pk}).status_code == expected
    assert client.post(OBJECT, {"answer": told.pk, "text": "No."}).status_code == expected
    assert not Objection.objects.exists()


@pytest.mark.parametrize("capacity", ["acting", "deputy"])
def test_whoever_stands_in_for_the_owner_objects(sign_in: SignIn, told: StatusUpdate, capacity: str) -> None:
    Holding.objects.create(post=told.given_as, user=User.objects.get(email=OTHER), capacity=capacity)

    assert sign_in(OTHER).post(OBJECT, {"answer": told.pk, "text": "No."}).status_code == 302


def test_a_former_holder_objects_no_more(sign_in: SignIn, told: StatusUpdate) -> None:
    Holding.objects.filter(user__email=OWNER).update(until=datetime.date(2011, 6, 19))

    assert sign_in(OWNER).post(OBJECT, {"answer": told.pk, "text": "No."}).status_code == 403


def test_a_double_click_objects_once_and_a_second_objection_is_refused(sign_in: SignIn, told: StatusUpdate) -> None:
    client = sign_in(OWNER)

    sent = [client.post(OBJECT, {"answer": told.pk, "text": "I said at risk."}).status_code for _ in range(2)]
    other = client.post(OBJECT, {"answer": told.pk, "text": "And another thing."})

    assert sent == [302, 302]
    assert "This owner has objected already." in page_of(other)
    assert "And another thing." in page_of(other)
    assert Objection.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "Say what is wrong with the answer."), ("  ", "Say what is wrong"), ("\u202e", "holds nothing that can be")],
)
def test_an_objection_says_what_is_wrong(sign_in: SignIn, told: StatusUpdate, text: str, sentence: str) -> None:
    response = sign_in(OWNER).post(OBJECT, {"answer": told.pk, "text": text})

    assert response.status_code == 200
    assert sentence in page_of(response)
    assert not Objection.objects.exists()


def test_ones_own_answer_is_not_objected_to(sign_in: SignIn, on_track: StatusUpdate) -> None:
    client = sign_in(OWNER)

    assert "Are these your words?" not in page_of(client.get(PAGE))
    assert client.post(OBJECT, {"answer": on_track.pk, "text": "No."}).status_code == 403


def test_a_newer_answer_ends_the_objecting(sign_in: SignIn, told: StatusUpdate) -> None:
    client = sign_in(OWNER)
    client.post(PAGE, {"status": "at_risk", "comment": "Mine.", "quarter": "1", "seen": "1"})

    assert "Are these your words?" not in page_of(client.get(PAGE))
    response = client.post(OBJECT, {"answer": told.pk, "text": "Words worth keeping"})

    assert "A newer answer was given meanwhile" in page_of(response)
    assert "Words worth keeping" in page_of(response)
    assert not Objection.objects.exists()


@pytest.mark.parametrize("number", ["", "0", "x", "999999999", "9" * 40, "-1", "\u0663"])
def test_an_answer_that_is_not_there_is_an_unknown_page(sign_in: SignIn, told: StatusUpdate, number: str) -> None:
    assert sign_in(OWNER).get(OBJECT, {"answer": number}).status_code == 404


def test_the_answer_of_another_objective_is_an_unknown_page(sign_in: SignIn, told: StatusUpdate) -> None:
    address = f"{PLAN}objectives/1.2-5/object/"

    assert sign_in(OWNER).get(address, {"answer": told.pk}).status_code == 404


def test_what_was_typed_comes_back_and_can_be_thrown_away(
    sign_in: SignIn, told: StatusUpdate, derbyshire: Trust
) -> None:
    client = sign_in(OWNER)
    client.post("/derbyshire/draft/", {"address": f"{OBJECT}?answer={told.pk}", "text": "Half a sentence"})
    assert "Half a sentence" in page_of(client.get(OBJECT, {"answer": told.pk}))

    client.post(OBJECT, {"answer": told.pk, "discard": "yes", "text": ""})

    assert "Half a sentence" not in page_of(client.get(OBJECT, {"answer": told.pk}))
    assert not Draft.objects.exists()
    assert not Objection.objects.exists()
