"""What the record of changes tells of the register's dated rows: to the auditor what was issued, and no draft."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Message, User
from risks.models import Acceptance, Action, Control, Entry, Question, Register, Review, Target, WorkingNote
from tests.risks import cycle
from tests.risks.conftest import OFFICER, Rate
from tests.risks.test_things import write

SignIn = Callable[[str], Client]
AUDITOR = "auditor@derbyshire.example"
RECORD = "/derbyshire/settings/record/"
PAGES = [RECORD, RECORD + "?room=risks", RECORD + "export.csv", "/derbyshire/2011-12/risks/1.1/history/"]
CANARY = "Zanzibar canary"


def propose(entry: Entry, rate: Rate) -> None:
    rate(entry, comments=CANARY, proposed_actions=CANARY)


DRAFTS: dict[str, Callable[[Entry, Rate], Any]] = {
    "a proposed rating": propose,
    "an action": lambda entry, _rate: write(Action, entry, text=CANARY),
    "a control": lambda entry, _rate: write(Control, entry, text=CANARY),
    "an acceptance": lambda entry, _rate: write(Acceptance, entry, reason=CANARY),
    "a target": lambda entry, _rate: write(Target, entry, reason=CANARY),
    "a question": lambda entry, _rate: write(Question, entry, text=CANARY),
    "a working note": lambda entry, _rate: write(WorkingNote, entry, text=CANARY),
    "words being written": lambda entry, _rate: Entry.objects.filter(pk=entry.pk).update(cause=CANARY),
    "a turn": lambda entry, _rate: cycle.close(entry, reason=CANARY),
}


@pytest.mark.parametrize("what", DRAFTS)
def test_a_draft_is_told_to_the_officer_and_not_to_the_auditor(
    sign_in: SignIn, entry: Entry, rate: Rate, what: str
) -> None:
    DRAFTS[what](entry, rate)
    officer, auditor = sign_in(OFFICER), sign_in(AUDITOR)

    assert CANARY in officer.get(RECORD, {"room": "risks"}).content.decode()
    for page in PAGES:
        response = auditor.get(page)
        assert response.status_code == 200
        assert CANARY not in response.content.decode(), page


def test_a_decision_of_a_meeting_is_told_once_the_committee_has_its_papers(
    sign_in: SignIn, entry: Entry, june: Review, rate: Rate
) -> None:
    rate(entry)
    cycle.issue(june)
    cycle.decide(entry, june, "deferred", minute=CANARY)

    assert CANARY in sign_in(OFFICER).get(RECORD).content.decode()
    assert CANARY not in sign_in(AUDITOR).get(RECORD).content.decode()


def test_messages_to_others_are_not_told_to_the_auditor(sign_in: SignIn, entry: Entry) -> None:
    Message.objects.create(
        kind=Message.Kind.values[0],
        section=1,
        dated=cycle.day(),
        subject=CANARY,
        text=CANARY,
        recipients=[User.objects.get(email=OFFICER).pk],
    )

    assert CANARY in sign_in(OFFICER).get(RECORD).content.decode()
    assert CANARY not in sign_in(AUDITOR).get(RECORD).content.decode()


def test_what_was_issued_is_told_to_the_auditor(sign_in: SignIn, entry: Entry) -> None:
    text = " ".join(sign_in(AUDITOR).get("/derbyshire/2011-12/risks/1.1/history/").content.decode().split())

    assert "Assessment" in text
    assert "Assessment" in sign_in(AUDITOR).get(RECORD, {"room": "risks"}).content.decode()


def test_words_are_told_to_the_auditor_once_the_committee_was_given_them(
    sign_in: SignIn, entry: Entry, june: Review, register: Register
) -> None:
    Entry.objects.filter(pk=entry.pk).update(cause=CANARY)
    for one in register.entries.all():
        cycle.propose(one, june)
    cycle.meet(june)
    cycle.issue(june, cycle.AUDIT)

    assert CANARY in sign_in(AUDITOR).get(RECORD + "export.csv", {"room": "risks"}).content.decode()
