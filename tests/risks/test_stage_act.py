"""The steps of a review with one body: a question each, what they bring with them, and what is refused."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.test import Client

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Body, Meeting, User
from probation_planning.organisation.readers import readers_of
from risks.models import Entry, Phase, Register, Review, StageAct
from risks.services import cycle as services
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT, Readers

SignIn = Callable[[str], Client]
JUNE = RISKS + "reviews/jun-11/"


def fresh(review: Review) -> Review:
    """The review as it stands now."""
    return Review.objects.prefetch_related("stages__body").get(pk=review.pk)


def acts(review: Review) -> list[tuple[str, str]]:
    """What was done, in order."""
    return [(act.body.slug, act.kind) for act in StageAct.objects.filter(review=review).order_by("moment")]


def send(client: Client, address: str, **typed: str) -> Any:
    """Fill the form in and send it as the page gave it."""
    page = client.get(address)
    fixed = {name: str(page.context["form"].initial[name]) for name in ("once", "seen")}
    return client.post(address, {**fixed, **typed})


def test_papers_are_withdrawn_with_a_reason_and_section_1_is_open_again(sign_in: SignIn, june: Review) -> None:
    cycle.issue(june)
    client = sign_in(OFFICER)
    page = client.get(JUNE + "withdraw/smt/").content.decode()
    answer = send(client, JUNE + "withdraw/smt/", reason="Page 3 is missing.")

    assert "This reopens section 1 of Jun-11" in page
    assert answer["Location"] == JUNE
    assert acts(june) == [("smt", "issued"), ("smt", "withdrawn")]
    assert fresh(june).phase(1) is Phase.OPEN
    assert "The papers for Jun-11 are withdrawn from the" in client.get(JUNE).content.decode()


def test_a_body_is_skipped_and_taken_in_again(sign_in: SignIn, june: Review) -> None:
    client = sign_in(OFFICER)
    page = client.get(JUNE + "skip/smt/").content.decode()
    send(client, JUNE + "skip/smt/", reason="The meeting was cancelled.")
    skipped = fresh(june).phase(1)
    again = client.get(JUNE + "resume/smt/").content.decode()
    send(client, JUNE + "resume/smt/", reason="It meets after all.")

    assert "This closes section 1 of Jun-11" in page
    assert "This reopens section 1 of Jun-11" in again
    assert (skipped, fresh(june).phase(1)) == (Phase.CLOSED, Phase.OPEN)


def test_skipping_the_audit_committee_closes_section_2_and_the_board_nothing(sign_in: SignIn, june: Review) -> None:
    client = sign_in(OFFICER)

    assert "This closes section 2 of Jun-11" in client.get(JUNE + "skip/audit-committee/").content.decode()
    assert "This closes" not in client.get(JUNE + "skip/board/").content.decode()


def test_a_meeting_is_held_on_its_day_and_closed_with_its_minutes(sign_in: SignIn, june: Review) -> None:
    cycle.skip(june)
    cycle.issue(june, cycle.AUDIT, meeting=cycle.meeting(cycle.AUDIT))
    client = sign_in(OFFICER)
    page = client.get(JUNE + "held/audit-committee/")
    send(client, JUNE + "held/audit-committee/", held_on="20 6 2011", minute_reference="AC 2011/06 item 4")
    close = client.get(JUNE + "close/audit-committee/")
    send(client, JUNE + "close/audit-committee/", minute_reference="AC 2011/06 item 4")

    assert page.context["form"].initial["held_on"] == cycle.day()
    assert close.context["form"].initial["minute_reference"] == "AC 2011/06 item 4"
    assert "This ends Jun-11 with the Audit Committee" in close.content.decode()
    assert acts(june)[-2:] == [("audit-committee", "met"), ("audit-committee", "closed")]
    assert "Minute reference: AC 2011/06 item 4" in client.get(JUNE).content.decode()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("21 6 2011", "Enter a day that is not in the future."),
        ("19 6 2011", "The papers were issued on 20 June 2011. Enter that day or a later one."),
        ("", "Say on which day the body met."),
        ("31 6 2011", "There is no 31 June 2011."),
    ],
)
def test_a_day_on_which_it_cannot_have_met_is_explained(sign_in: SignIn, june: Review, typed: str, says: str) -> None:
    cycle.skip(june)
    cycle.issue(june, cycle.AUDIT)
    answer = send(sign_in(OFFICER), JUNE + "held/audit-committee/", held_on=typed, minute_reference="Item 4")

    assert says in answer.content.decode()
    assert "Item 4" in answer.content.decode()
    assert acts(june)[-1] == ("audit-committee", "issued")
    assert not Meeting.objects.filter(body__slug=cycle.AUDIT).exists()


def test_without_a_reason_nothing_is_withdrawn(sign_in: SignIn, june: Review) -> None:
    cycle.issue(june)
    answer = send(sign_in(OFFICER), JUNE + "withdraw/smt/", reason=" ")

    assert "Say why." in answer.content.decode()
    assert acts(june) == [("smt", "issued")]


BEGUN = "The meeting has begun: 1 decision is minuted. Clear them first."
RELIED_ON = "Another body has been given papers with these ratings."


def test_once_the_meeting_has_begun_no_papers_are_withdrawn_and_the_words_stay(
    sign_in: SignIn, june: Review, entry: Entry
) -> None:
    cycle.propose(entry, june)
    cycle.issue(june)
    client = sign_in(OFFICER)
    typed = {"once": str(uuid.uuid4()), "seen": "1", "reason": "Page 3 is missing."}
    cycle.decide(entry, june)
    answer = client.post(JUNE + "withdraw/smt/", typed)

    assert BEGUN in answer.content.decode()
    assert "Page 3 is missing." in answer.content.decode()
    assert acts(june) == [("smt", "issued")]


def test_nor_is_taken_back_what_another_body_relies_on(sign_in: SignIn, june: Review) -> None:
    cycle.skip(june)
    client = sign_in(OFFICER)
    cycle.issue(june, cycle.AUDIT)
    typed = {"once": str(uuid.uuid4()), "seen": "1", "reason": "It meets after all."}
    answer = client.post(JUNE + "resume/smt/", typed)

    assert RELIED_ON in answer.content.decode()


def test_neither_is_offered_and_the_page_says_why(sign_in: SignIn, june: Review, entry: Entry) -> None:
    cycle.propose(entry, june)
    cycle.issue(june)
    client = sign_in(OFFICER)
    assert JUNE + "withdraw/smt/" in client.get(JUNE).content.decode()

    cycle.decide(entry, june)
    begun = client.get(JUNE).content.decode()
    assert JUNE + "withdraw/smt/" not in begun
    assert f"Its papers cannot be withdrawn. {BEGUN}" in begun
    assert JUNE + "meeting/" in begun

    cycle.decide(entry, june, "cleared")
    assert JUNE + "withdraw/smt/" in client.get(JUNE).content.decode()

    cycle.withdraw(june)
    cycle.skip(june)
    cycle.issue(june, cycle.AUDIT)
    relied_on = client.get(JUNE).content.decode()
    assert JUNE + "resume/smt/" not in relied_on
    assert f"It cannot be taken in again. {RELIED_ON}" in relied_on


def test_smt_records_its_own_meeting_and_no_other(sign_in: SignIn, june: Review) -> None:
    cycle.issue(june)
    client = sign_in(SMT)
    typed = {"once": str(uuid.uuid4()), "seen": "1", "held_on": "20 6 2011"}
    answer = client.post(JUNE + "held/smt/", typed)

    assert "record its meeting where each of them is minuted" in answer.content.decode()
    assert acts(june) == [("smt", "issued")]
    assert client.get(JUNE + "held/audit-committee/").status_code == 403
    assert client.get(JUNE + "withdraw/smt/").status_code == 403


def test_the_meeting_that_decides_is_recorded_on_its_own_page(sign_in: SignIn, june: Review) -> None:
    cycle.issue(june)

    assert sign_in(SMT).get(JUNE + "held/smt/")["Location"] == JUNE + "meeting/"


STEPS = ["withdraw", "skip", "resume", "held", "close"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("email", [OWNER, "chief.executive@derbyshire.example"])
def test_who_sees_the_review_but_may_not_is_refused_in_words(
    sign_in: SignIn, june: Review, step: str, email: str
) -> None:
    client = sign_in(email)

    for answer in (client.get(f"{JUNE}{step}/board/"), client.post(f"{JUNE}{step}/board/")):
        assert answer.status_code == 403
        assert "Only the performance officer issues papers" in answer.content.decode()


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("email", [AUDIT, "auditor@derbyshire.example", "officer@merseyside.example"])
def test_who_does_not_see_the_review_finds_nothing(sign_in: SignIn, june: Review, step: str, email: str) -> None:
    assert sign_in(email).get(f"{JUNE}{step}/smt/").status_code == 404
    assert sign_in(email).post(f"{JUNE}{step}/smt/").status_code == 404


@pytest.mark.parametrize("step", STEPS)
def test_an_unknown_body_or_review_is_an_unknown_page(sign_in: SignIn, june: Review, step: str) -> None:
    client = sign_in(OFFICER)

    assert client.get(f"{JUNE}{step}/nobody/").status_code == 404
    assert client.get(f"{RISKS}reviews/jun-12/{step}/smt/").status_code == 404


def test_an_officer_who_may_not_read_section_2_acts_for_no_body_that_does(
    sign_in: SignIn, register: Register, june: Review, reader: Readers
) -> None:
    Register.objects.filter(pk=register.pk).update(section_two_roles=["audit"])
    answer = sign_in(OFFICER).get(JUNE + "skip/audit-committee/")

    assert answer.status_code == 403
    assert "This body reads section 2, which you may not read." in answer.content.decode()
    body = Body.objects.get(slug=cycle.AUDIT)
    with pytest.raises(PermissionDenied):
        services.skip(review=june, body=body, reader=reader(OFFICER), reason="No", seen=0, once=uuid.uuid4())


def test_a_step_that_cannot_be_taken_now_says_how_the_review_stands(sign_in: SignIn, june: Review) -> None:
    answer = sign_in(OFFICER).get(JUNE + "withdraw/smt/")

    assert answer.status_code == 403
    assert "No papers for Jun-11 were issued to the" in answer.content.decode()


def test_a_double_click_makes_one_act(sign_in: SignIn, june: Review) -> None:
    client = sign_in(OFFICER)
    typed = {"once": str(uuid.uuid4()), "seen": "0", "reason": "Cancelled."}
    answers = [client.post(JUNE + "skip/smt/", typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert acts(june) == [("smt", "skipped")]


def test_what_was_done_in_the_meantime_is_told_and_the_words_stay(sign_in: SignIn, june: Review) -> None:
    client = sign_in(OFFICER)
    typed = {"once": str(uuid.uuid4()), "seen": "0", "reason": "My own words."}
    cycle.skip(june)
    cycle.resume(june)
    answer = client.post(JUNE + "skip/smt/", typed)
    again = client.post(JUNE + "skip/smt/", typed | {"seen": "2"})

    assert answer.status_code == 409
    assert "recorded “Taken up again” in the meantime" in answer.content.decode()
    assert "My own words." in answer.content.decode()
    assert 'name="seen" value="2"' in answer.content.decode()
    assert again.status_code == 302


def test_opening_the_page_changes_nothing(sign_in: SignIn, june: Review) -> None:
    sign_in(OFFICER).get(JUNE + "skip/smt/")

    assert acts(june) == []


def test_of_many_hands_that_skip_at_once_one_does(fresh_database: str) -> None:
    together = Barrier(4)

    def one(number: int) -> str:
        try:
            with tenancy.kept_context():
                reader = readers_of(User.objects.get(email=OFFICER), "derbyshire")[0]
                review, body = Review.objects.get(slug="jun-11"), Body.objects.get(slug="smt")
                together.wait()
                services.skip(
                    review=review, body=body, reader=reader, reason=f"Reason {number}", seen=0, once=uuid.uuid4()
                )
                return "done"
        except Exception as error:
            return type(error).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as hands:
        assert sorted(hands.map(one, range(4))) == ["Conflict"] * 3 + ["done"]
