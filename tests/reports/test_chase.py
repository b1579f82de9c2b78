"""Reminding owners: each once a day, by those who may, of what both may read, and without a word of a risk."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from probation_planning.organisation.models import Message, Owner, Trust, User
from probation_planning.organisation.models import Role as Roles
from risks.models import Entry, Register, Review
from tests.risks import cycle

SignIn = Callable[[str], Client]

PAGE = "/derbyshire/2011-12/risks/reviews/jun-11/chase/"
OFFICER = "officer@derbyshire.example"
BUSINESS = "business.services@derbyshire.example"


@pytest.fixture
def register(derbyshire: Trust) -> Register:
    """Derbyshire's register."""
    return Register.objects.get(trust=derbyshire)


@pytest.fixture
def june(register: Register) -> Review:
    """The open review."""
    return register.reviews.get(slug="jun-11")


def owner(name: str) -> Owner:
    """The owner of that name."""
    return Owner.objects.get(name=name)


def form(client: Client) -> dict[str, Any]:
    """What the page sends as it stands: every owner that is ticked."""
    html = client.get(PAGE).content.decode()
    boxes = re.findall(r'<input class="govuk-checkboxes__input"[^>]*>', html)
    ticked = [re.search(r'value="(\d+)"', box)[1] for box in boxes if " checked" in box]  # type: ignore[index]
    return {"once": re.search(r'name="once" value="([^"]+)"', html)[1], "owner": ticked}  # type: ignore[index]


def test_each_owner_with_something_to_answer_is_listed_with_those_who_answer(sign_in: SignIn) -> None:
    reminders = sign_in(OFFICER).get(PAGE).context["reminders"]

    first = reminders[0]
    assert (str(first.owner), len(first.unanswered)) == ("Director of Business Services", 9)
    assert [user.email for user in first.people] == [BUSINESS]
    assert first.text == "For Jun-11, 9 risks are still to be assessed. Sign in to answer:"


def test_an_owner_is_mailed_once_with_links_and_no_word_of_a_risk(
    sign_in: SignIn, derbyshire: Trust, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    settings.CAN_MAIL = True
    client = sign_in(OFFICER)
    sent = form(client)
    only = sent | {"owner": [str(owner("Director of Business Services").pk)]}

    with django_capture_on_commit_callbacks(execute=True):
        client.post(PAGE, only)
        client.post(PAGE, only)

    assert [letter.to for letter in mail.outbox] == [[BUSINESS]]
    letter = mail.outbox[0].subject + str(mail.outbox[0].body)
    assert letter.count("/assess/?review=jun-11") == 9
    titles = Entry.objects.values_list("title", flat=True)
    assert not any(title in letter for title in titles)
    assert "Director of Business Services" in client.get(PAGE).content.decode().split("Sent before")[1]


def test_the_same_owner_is_not_reminded_twice_on_one_day(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    client.post(PAGE, form(client))
    before = Message.objects.count()

    again = form(client)
    page = client.post(PAGE, {"once": again["once"], "owner": [str(owner("Chief Executive").pk)]}, follow=True)

    assert again["owner"] == []
    assert Message.objects.count() == before
    assert "Not reminded" in page.content.decode()


def test_an_owner_who_has_answered_meanwhile_is_left_alone(sign_in: SignIn, register: Register, june: Review) -> None:
    client = sign_in(OFFICER)
    sent = form(client)
    for entry in register.entries.filter(owners__owner__name="Chief Executive"):
        cycle.propose(entry, june, likelihood=1, impact=1)

    client.post(PAGE, sent | {"owner": [str(owner("Chief Executive").pk)]})

    assert not Message.objects.filter(owner__name="Chief Executive").exists()


def test_nobody_is_reminded_of_a_risk_that_has_left_the_section_it_stands_in(
    sign_in: SignIn, register: Register, june: Review
) -> None:
    """Section 1 is closed and section 2 open: the risk is rated from the next review on."""
    entry = register.entries.get(reference="2.1")
    cycle.skip(june)
    client = sign_in(OFFICER)
    assert "2.1" in {line.reference for one in client.get(PAGE).context["reminders"] for line in one.unanswered}

    cycle.move(entry, "1.16")

    waiting = {line.entry_id for one in client.get(PAGE).context["reminders"] for line in one.unanswered}
    assert waiting
    assert entry.pk not in waiting


def test_a_risk_that_is_rated_and_has_no_plan_is_incomplete(sign_in: SignIn, register: Register, june: Review) -> None:
    cycle.propose(register.entries.get(reference="1.4"), june, likelihood=4, impact=4)
    client = sign_in(OFFICER)

    of_chief = next(one for one in client.get(PAGE).context["reminders"] if str(one.owner) == "Chief Executive")
    progress = client.get(PAGE.replace("chase", "progress")).context["progress"]

    assert [gap.line.reference for gap in of_chief.gaps] == ["1.4"]
    assert "1 risk is assessed and incomplete" in of_chief.text
    shown = next(one for one in progress.waiting if one.owner == "Chief Executive")
    assert [thing.name for thing in shown.incomplete] == ["Risk 1.4"]


def test_once_the_committee_has_its_papers_nobody_is_reminded_of_what_was_missing(
    sign_in: SignIn, register: Register, june: Review
) -> None:
    entry = register.entries.get(reference="1.4")
    cycle.propose(entry, june, likelihood=4, impact=4)
    client = sign_in(OFFICER)

    def reminded() -> list[str]:
        return [gap.line.reference for one in client.get(PAGE).context["reminders"] for gap in one.gaps]

    cycle.meet(june)
    before = reminded()
    cycle.issue(june, cycle.AUDIT)

    assert set(before) == {"1.4"}
    assert reminded() == []


def test_nor_once_the_review_has_ended_with_who_decides(sign_in: SignIn, register: Register, june: Review) -> None:
    cycle.propose(register.entries.get(reference="1.4"), june, likelihood=4, impact=4)
    cycle.meet(june)
    cycle.end(june)

    assert not [gap for one in sign_in(OFFICER).get(PAGE).context["reminders"] for gap in one.gaps]


def test_whoever_owned_a_risk_when_it_was_rated_and_no_longer_does_is_not_reminded_of_it(
    sign_in: SignIn, register: Register, june: Review
) -> None:
    entry = register.entries.get(reference="1.4")
    cycle.propose(entry, june, likelihood=4, impact=4, owners=["Chief Executive"])
    cycle.issue(june)
    entry.owners.all().delete()
    entry.owners.create(owner=owner("Director of Interventions"), leads=True)

    reminders = sign_in(OFFICER).get(PAGE).context["reminders"]

    asked = {str(one.owner) for one in reminders if "1.4" in {line.reference for line in one.lines}}
    assert asked == {"Director of Interventions"}


def test_nobody_is_asked_for_a_rating_that_is_taken_no_more(sign_in: SignIn, june: Review) -> None:
    cycle.issue(june)

    reminders = sign_in(OFFICER).get(PAGE).context["reminders"]

    assert {line.section for one in reminders for line in one.unanswered} == {2}


def test_an_officer_barred_from_section_two_counts_section_one_alone(sign_in: SignIn, register: Register) -> None:
    everything = {str(one.owner): len(one.lines) for one in sign_in(OFFICER).get(PAGE).context["reminders"]}
    Register.objects.filter(pk=register.pk).update(section_two_roles=[Roles.AUDIT])

    client = sign_in(OFFICER)
    client.post(PAGE, form(client))
    less = {str(one.owner): len(one.lines) for one in client.get(PAGE).context["reminders"]}

    assert sum(less.values()) < sum(everything.values())
    assert set(Message.objects.values_list("section", flat=True)) == {1}
    assert not any("/2." in link for message in Message.objects.all() for link in message.links)


def test_without_a_mail_server_the_addresses_are_shown(sign_in: SignIn, settings: Any) -> None:
    settings.CAN_MAIL = False
    client = sign_in(OFFICER)
    assert "Show the addresses" in client.get(PAGE).content.decode()

    client.post(PAGE, form(client))

    assert BUSINESS in client.get(PAGE).content.decode().split("Sent before")[1]
    assert mail.outbox == []


def test_nobody_ticked_is_said_and_nothing_is_sent(sign_in: SignIn) -> None:
    client = sign_in(OFFICER)

    page = client.post(PAGE, form(client) | {"owner": []})

    assert page.status_code == 400
    assert "Tick the owners to remind." in page.content.decode()
    assert not Message.objects.exists()


@pytest.mark.parametrize("wrong", [{"owner": ["x"]}, {"once": "x"}])
def test_a_form_changed_on_its_way_is_refused(sign_in: SignIn, wrong: dict[str, Any]) -> None:
    client = sign_in(OFFICER)

    assert client.post(PAGE, form(client) | wrong).status_code == 400


@pytest.mark.parametrize("who", ["smt", "business.services", "auditor"])
def test_only_the_officer_reminds(sign_in: SignIn, who: str) -> None:
    status = sign_in(f"{who}@derbyshire.example").get(PAGE).status_code

    assert status == (404 if who == "auditor" else 403)


def test_a_review_not_open_yet_and_another_trust(sign_in: SignIn) -> None:
    assert sign_in(OFFICER).get(PAGE.replace("jun", "sep")).status_code == 403
    assert sign_in("officer@merseyside.example").get(PAGE).status_code == 404


def test_an_owner_without_a_person_cannot_be_ticked(sign_in: SignIn, derbyshire: Trust) -> None:
    User.objects.filter(email=BUSINESS).update(is_active=False)
    client = sign_in(OFFICER)

    assert str(owner("Director of Business Services").pk) not in form(client)["owner"]
    assert "Nobody answers for it today" in client.get(PAGE).content.decode()
