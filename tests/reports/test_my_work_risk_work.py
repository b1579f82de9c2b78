"""Actions and questions on "my work": reported on and answered where they stand."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Body, Owner, Trust, User
from risks.models import Action, Entry, EntryOwner, Question
from tests.reports.answering import CHIEF, DIRECTOR, OFFICER, POST, SAVED, drafts_of, objective, send, words
from tests.risks import cycle
from tests.risks.test_things import write

SignIn = Callable[[str], Client]
DUE = datetime.date(2011, 9, 30)


@pytest.fixture
def entry(derbyshire: Trust) -> Entry:
    """Risk 1.1, which the Director of Business Services owns."""
    return Entry.objects.get(reference="1.1")


@pytest.fixture
def client(derbyshire: Trust, sign_in: SignIn) -> Client:
    """The Chief Executive, who does not own the risk."""
    return sign_in(CHIEF)


def action(entry: Entry, owner: str = "Chief Executive", **more: Any) -> Action:
    """An action of that owner, due on 30 September."""
    given: Action = write(Action, entry, owner=Owner.objects.get(name=owner), **more)
    return given


def ask(entry: Entry, owner: str = "", **more: Any) -> Question:
    """A question of the Audit Committee, given to an owner where one is named."""
    given = {"state": "assigned", "owner": Owner.objects.get(name=owner)} if owner else {}
    fixed = {"text": "Why has it not moved?", "body": Body.objects.get(slug=cycle.AUDIT)}
    asked: Question = write(Question, entry, **fixed, **more)
    if owner:
        asked = write(Question, entry, **fixed, number=asked.number, **given, **more)
    return asked


def report(one: Action, **typed: str) -> dict[str, str]:
    """An action's boxes, beside its one row."""
    key = f"action-{one.entry_id}-{one.number}"
    return {f"{key}-{name}": value for name, value in ({"seen": str(one.sequence)} | typed).items()}


def reply(one: Question, answer: str = "The landlord is away.", **typed: str) -> dict[str, str]:
    """A question's box, beside its last row."""
    key = f"question-{one.entry_id}-{one.section}-{one.number}"
    return {f"{key}-{name}": value for name, value in ({"seen": str(one.sequence), "answer": answer} | typed).items()}


def last(one: Action) -> Action:
    """How the action stands now."""
    return Action.objects.filter(entry=one.entry, number=one.number).latest("sequence")


# Actions


def test_progress_is_reported_before_the_action_is_overdue(client: Client, entry: Entry) -> None:
    one = action(entry)
    assert f'id="action-{entry.pk}-1-answer"' in words(client.get("/"))

    assert send(client, report(one, said="Two of three are signed."))["Location"] == SAVED

    now = last(one)
    assert (now.said, now.state, now.due_on, str(now.given_as)) == (
        "Two of three are signed.",
        "open",
        DUE,
        "Chief Executive",
    )
    assert "1 action is saved." in words(client.get("/"))


def test_an_action_is_done_here(client: Client, entry: Entry) -> None:
    one = action(entry)

    send(client, report(one, said="All are signed.", state="done"))

    assert (last(one).state, last(one).said) == ("done", "All are signed.")
    assert "action-" not in words(client.get("/"))


@pytest.mark.parametrize(
    ("typed", "box", "says"),
    [
        ({"state": "done"}, "said", "Say what was done."),
        ({"state": "dropped"}, "reason", "Say why nothing more is done here."),
        ({"due_on": "31 12 2011"}, "reason", "Say why the date moves."),
        ({"due_on": "1 1 2011"}, "due_on", "Enter a day from today on."),
        ({"due_on": "31 2 2012"}, "due_on", "There is no 31 February 2012."),
        ({"state": "lost"}, "state", "Choose how far it has come from the list."),
    ],
)
def test_a_faulty_report_is_told_at_its_box_and_the_rest_is_saved(
    client: Client, entry: Entry, typed: dict[str, str], box: str, says: str
) -> None:
    one, other = action(entry), action(entry, number=0, text="Ask the landlord.")

    page = words(send(client, report(one, **typed), report(other, said="Asked.")))

    assert f'<a href="#id_action-{entry.pk}-1-{box}">Action 1 of risk 1.1: {says}' in page
    assert "1 action is saved." in page
    assert (last(one).sequence, last(other).said) == (1, "Asked.")


def test_a_later_day_is_kept_with_its_reason(client: Client, entry: Entry) -> None:
    one = action(entry)

    send(client, report(one, due_on="31 12 2011", reason="The firm is late."))

    assert (last(one).due_on, last(one).reason) == (datetime.date(2011, 12, 31), "The firm is late.")


def test_a_report_sent_twice_is_one_row(client: Client, entry: Entry) -> None:
    one = action(entry)

    assert [send(client, report(one, said="Asked."))["Location"] for _ in range(2)] == [SAVED, SAVED]

    assert last(one).sequence == 2


def test_a_report_that_came_between_is_shown_first(client: Client, entry: Entry, person: Callable[[str], User]) -> None:
    one = action(entry)
    action(entry, number=1, said="It is done already?", given_by=person(OFFICER))

    response = send(client, report(one, said="Asked."))

    assert response.status_code == 409
    assert "Performance officer answered on" in words(response)
    assert "Asked.</textarea>" in words(response)
    send(client, report(last(one), said="Asked."))
    assert last(one).said == "Asked."


def test_words_for_an_action_finished_meanwhile_are_shown_to_be_copied(client: Client, entry: Entry) -> None:
    one = action(entry)
    action(entry, number=1, state="done", said="Signed.")

    response = send(client, report(one, said="Half of it is signed."))

    assert "<p>Half of it is signed.</p>" in words(response)
    assert last(one).sequence == 2


def test_half_a_report_waits_as_a_draft(client: Client, entry: Entry) -> None:
    one = action(entry)
    client.post("/derbyshire/draft/", {"address": "/derbyshire/2011-12/answers/", **report(one, said="Half a")})

    assert "Half a</textarea>" in words(client.get("/"))


def test_an_action_of_another_takes_no_report(client: Client, entry: Entry) -> None:
    one = action(entry, POST)

    page = words(send(client, report(one, said="Not mine.")))

    assert "<p>Not mine.</p>" in page
    assert last(one).sequence == 1


def test_the_owner_of_the_risk_changes_no_words_by_a_report(sign_in: SignIn, entry: Entry) -> None:
    one = action(entry, POST)

    send(sign_in(DIRECTOR), report(one, said="Asked."))

    assert (last(one).text, last(one).owner) == (one.text, one.owner)


# Questions


def test_a_question_is_answered_here(client: Client, entry: Entry) -> None:
    one = ask(entry, "Chief Executive")

    assert send(client, reply(one))["Location"] == SAVED

    now = Question.objects.latest("moment")
    assert (now.state, now.answer, str(now.given_as)) == ("answered", "The landlord is away.", "Chief Executive")
    page = words(client.get("/"))
    assert "1 question is saved." in page
    assert "Why has it not moved?" not in page


def test_a_deep_dive_and_a_question_of_one_risk_are_told_apart(sign_in: SignIn, entry: Entry) -> None:
    first, second = ask(entry), ask(entry, kind="deep_dive")
    client = sign_in(DIRECTOR)

    send(client, reply(first), reply(second, "All that we know."))

    assert "1 question and 1 deep dive are saved." in words(client.get("/"))
    answers = {row.number: row.answer for row in Question.objects.filter(state="answered")}
    assert answers == {1: "The landlord is away.", 2: "All that we know."}


def test_a_faulty_answer_is_told_at_its_box(client: Client, entry: Entry) -> None:
    one = ask(entry, "Chief Executive")

    page = words(send(client, reply(one, "x" * 4001), objective("1.1-1")))

    assert f'<a href="#id_question-{entry.pk}-1-1-answer">Question 1 of risk 1.1:' in page
    assert "x" * 4001 in page


def test_an_answer_that_came_between_is_met(client: Client, entry: Entry) -> None:
    one = ask(entry, "Chief Executive")
    write(Question, entry, text=one.text, body=one.body, number=1, state="assigned", owner=one.owner, due_on=DUE)

    response = send(client, reply(one))

    assert response.status_code == 409
    assert "The landlord is away.</textarea>" in words(response)


def test_of_a_question_on_section_2_that_is_not_theirs_nothing_is_told(client: Client, derbyshire: Trust) -> None:
    hidden = Entry.objects.get(reference="2.1")
    assert not EntryOwner.objects.filter(entry=hidden, owner__name="Chief Executive").exists()
    one = ask(hidden)
    found = []
    for entry in (hidden.pk, 99_999_999):
        sent = {f"question-{entry}-2-{one.number}-answer": "A guess.", f"question-{entry}-2-{one.number}-seen": "1"}
        found.append(send(client, sent).content.decode().count("A guess."))

    assert found == [1, 1]
    assert Question.objects.filter(state="answered").count() == 0


def test_a_question_typed_and_not_saved_waits(client: Client, entry: Entry) -> None:
    one = ask(entry, "Chief Executive")
    client.post("/derbyshire/draft/", {"address": "/derbyshire/2011-12/answers/", **reply(one, "Half an answer")})

    assert "Half an answer</textarea>" in words(client.get("/"))
    assert list(drafts_of(CHIEF)) == ["/derbyshire/2011-12/answers/"]


def test_many_actions_and_questions_are_no_more_queries(client: Client, entry: Entry, count_queries: Any) -> None:
    counts = []
    for many in (1, 10):
        for _ in range(many):
            action(entry)
            ask(entry, "Chief Executive")
        with count_queries() as counted:
            client.get("/?answer=all")
        counts.append(len(counted()))

    assert counts[0] == counts[1]
