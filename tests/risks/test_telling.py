"""Who is told that a risk turned Black or newly Red: those who must know, if they may read it, and nobody else."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from probation_planning.organisation.messages import chase
from probation_planning.organisation.models import (
    Delivery,
    Holding,
    Membership,
    Message,
    Owner,
    Role,
    Trust,
    User,
)
from probation_planning.organisation.roles import Reader
from risks.models import Entry, Register, Review
from risks.scoring import Band
from risks.services.between import assess_between
from risks.services.correcting import correct
from risks.services.telling import turned
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT, Rate

SignIn = Callable[[str], Client]
Readers = Callable[[str], Reader]
CHIEF = "chief.executive@derbyshire.example"
AUDITOR = "auditor@derbyshire.example"
DIRECTOR = "interventions@derbyshire.example"
SECRETARY = "board.secretary@derbyshire.example"
RED = {"likelihood": 4, "impact": 4, "reason": "No site has been found."}
BLACK = {"likelihood": 5, "impact": 5, "reason": "No site has been found."}
PAGE = RISKS + "messages/"


@pytest.fixture
def hidden(register: Register) -> Entry:
    """Risk 2.1, owned by the Director of Business Services."""
    return register.entries.get(reference="2.1")


def told() -> set[str]:
    """The addresses of everybody who was told anything."""
    return {address for message in Message.objects.all() for address in message.addresses}


# What is news


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (None, Band.BLACK, "black"),
        (Band.GREEN, Band.BLACK, "black"),
        (Band.RED, Band.BLACK, "black"),
        (Band.BLACK, Band.BLACK, None),
        (None, Band.RED, "red"),
        (Band.AMBER, Band.RED, "red"),
        (Band.GREEN, Band.RED, "red"),
        (Band.RED, Band.RED, None),
        (Band.BLACK, Band.RED, None),
        (Band.RED, Band.AMBER, None),
        (Band.GREEN, Band.AMBER, None),
        (None, Band.GREEN, None),
        (Band.RED, None, None),
    ],
)
def test_black_and_newly_red_are_news(before: Band | None, after: Band | None, kind: str | None) -> None:
    assert turned(before, after) == kind


@pytest.mark.parametrize(("levels", "kind"), [(RED, "red"), (BLACK, "black")])
def test_a_rating_for_a_review_tells(rate: Rate, entry: Entry, levels: dict[str, Any], kind: str) -> None:
    rate(entry, **levels)

    message = Message.objects.get()
    assert (message.kind, message.about, message.section) == (kind, "2011-12/1.1", 1)
    assert message.sent_by is not None
    assert message.sent_by.email == OWNER
    assert message.links == ["/derbyshire/2011-12/risks/1.1/"]


def test_one_that_stays_amber_does_not(rate: Rate, entry: Entry) -> None:
    rate(entry)

    assert not Message.objects.exists()


def test_from_red_to_black_tells_again_and_back_to_red_does_not(rate: Rate, entry: Entry) -> None:
    rate(entry, **RED)
    rate(entry, **BLACK, seen=1)
    rate(entry, **RED, seen=2)

    assert sorted(Message.objects.values_list("kind", flat=True)) == ["black", "red"]


def test_the_same_rating_sent_twice_tells_once(rate: Rate, entry: Entry) -> None:
    rate(entry, **RED)
    rate(entry, **RED)

    assert Message.objects.count() == 1


def test_a_rating_between_reviews_tells_and_the_reviews_own_is_no_news(
    rate: Rate, reader: Readers, entry: Entry
) -> None:
    words = {"dated": datetime.date(2011, 6, 17), "comments": "", "proposed_actions": "", "seen": 0}
    assess_between(entry=entry, reader=reader(OWNER), once=uuid.uuid4(), **words, **RED)
    assert Message.objects.get().kind == "red"

    rate(entry, **RED)

    assert Message.objects.count() == 1


def test_a_correction_tells_where_it_moves_the_risk_as_it_stands_now(
    rate: Rate, reader: Readers, entry: Entry, march: Review, register: Register
) -> None:
    words = {"review": march, "comments": "", "proposed_actions": "", "nothing_more": "", "seen": 1}
    correct(entry=entry, reader=reader(OFFICER), **words, **RED)
    rated = register.entries.get(reference="1.2")
    rate(rated, likelihood=3, impact=3, reason="Looked at anew.")
    correct(entry=rated, reader=reader(OFFICER), **words, **BLACK)

    assert [message.about for message in Message.objects.all()] == ["2011-12/1.1"]


# Who is told


def test_the_officer_the_owners_and_the_chief_executive_are_told_of_section_1(
    rate: Rate, entry: Entry, person: Callable[[str], User]
) -> None:
    deputy = Owner.objects.get(name="Director of Business Services")
    Holding.objects.create(post=deputy, user=person(SECRETARY), capacity=Holding.Capacity.DEPUTY)

    rate(entry, **RED)

    assert told() == {OFFICER, CHIEF, SECRETARY}


def test_whoever_gives_the_rating_is_not_told(rate: Rate, entry: Entry) -> None:
    rate(entry, OFFICER, **RED, given_as=entry.owners.get().owner, told_on=datetime.date(2011, 6, 17))

    assert told() == {OWNER, CHIEF}


def test_every_holder_of_an_owning_groups_posts_is_told(rate: Rate, register: Register) -> None:
    rate(
        register.entries.get(reference="1.14"),
        OFFICER,
        **BLACK,
        given_as=Owner.objects.get(name="Directors"),
        told_on=datetime.date(2011, 6, 17),
    )

    assert {OWNER, DIRECTOR, "operations.city@derbyshire.example"} <= told()
    assert {SMT, AUDIT, AUDITOR, OFFICER}.isdisjoint(told())


def test_of_section_2_the_chief_executive_is_not_told(rate: Rate, hidden: Entry) -> None:
    rate(hidden, **BLACK)

    assert told() == {OFFICER}


def test_unless_the_post_owns_it(rate: Rate, hidden: Entry) -> None:
    hidden.owners.create(owner=Owner.objects.get(name="Chief Executive"))

    rate(hidden, **BLACK)

    assert told() == {OFFICER, CHIEF}


def test_nor_an_officer_barred_from_it(rate: Rate, hidden: Entry, register: Register) -> None:
    Register.objects.filter(pk=register.pk).update(section_two_roles=["audit", "auditor"])
    hidden.owners.create(owner=Owner.objects.get(name="Chief Executive"))

    rate(hidden, **BLACK)

    assert told() == {CHIEF}
    assert Message.objects.get().open_to == []


def test_nobody_left_to_tell_makes_no_message(rate: Rate, hidden: Entry, register: Register) -> None:
    Register.objects.filter(pk=register.pk).update(section_two_roles=["audit", "auditor"])

    rate(hidden, **BLACK)

    assert not Message.objects.exists()


ROLES: list[tuple[Role, set[int]]] = [
    (Role.DIRECTOR, {1}),
    (Role.SMT, {1}),
    (Role.AUDIT, set()),
    (Role.AUDITOR, set()),
    (Role.OFFICER, {1, 2}),
    (Role.ADMINISTRATOR, set()),
]


@pytest.mark.parametrize("section", [1, 2])
@pytest.mark.parametrize(("role", "reads"), ROLES)
def test_the_registers_post_is_told_by_what_its_holder_may_read(
    rate: Rate, register: Register, derbyshire: Trust, role: Role, reads: set[int], section: int
) -> None:
    """Committees and auditors read what was issued: a rating of an open review is not theirs yet."""
    post = Owner.objects.create(name="Clerk", kind="post")
    clerk = User.objects.create_user("clerk@derbyshire.example", name="Clerk")
    Membership.objects.create(user=clerk, role=role)
    Holding.objects.create(post=post, user=clerk)
    Register.objects.filter(pk=register.pk).update(told_post=post)

    rate(register.entries.get(reference=f"{section}.1"), **BLACK)

    assert (clerk.email in told()) is (section in reads)


@pytest.mark.parametrize("section", [1, 2])
@pytest.mark.parametrize(("role", "told_as_owner"), [(one, bool(reads)) for one, reads in ROLES])
def test_an_owner_is_told_of_both_sections_where_they_are_at_work(
    rate: Rate, register: Register, derbyshire: Trust, role: Role, told_as_owner: bool, section: int
) -> None:
    clerk = User.objects.create_user("clerk@derbyshire.example", name="Clerk")
    Membership.objects.create(user=clerk, role=role)
    Holding.objects.create(post=Owner.objects.get(name="Director of Business Services"), user=clerk)

    rate(register.entries.get(reference=f"{section}.1"), **BLACK)

    assert (clerk.email in told()) is told_as_owner


@pytest.mark.parametrize(
    "changed",
    [
        {"until": datetime.date(2011, 6, 19)},
        {"since": datetime.date(2011, 6, 21)},
    ],
)
def test_who_no_longer_or_not_yet_holds_the_post_is_not_told(
    rate: Rate, entry: Entry, changed: dict[str, datetime.date]
) -> None:
    Holding.objects.filter(user__email=CHIEF).update(**changed)

    rate(entry, **RED)

    assert CHIEF not in told()


def test_a_closed_account_is_not_told(rate: Rate, entry: Entry) -> None:
    User.objects.filter(email=CHIEF).update(is_active=False)

    rate(entry, **RED)

    assert told() == {OFFICER}


def test_a_holder_who_is_no_member_of_the_trust_is_not_told(rate: Rate, entry: Entry) -> None:
    Membership.objects.filter(user__email=CHIEF).delete()

    rate(entry, **RED)

    assert told() == {OFFICER}


# What it says


@pytest.mark.parametrize("reference", ["1.1", "2.1"])
def test_a_message_has_no_word_title_or_score_of_the_risk(
    rate: Rate, register: Register, reference: str, django_capture_on_commit_callbacks: Any
) -> None:
    risk = register.entries.get(reference=reference)
    with django_capture_on_commit_callbacks(execute=True):
        rate(risk, **BLACK, comments="Canary comment", proposed_actions="Canary action")

    assert mail.outbox
    for one in mail.outbox:
        assert one.subject == f"Risk {reference} is now Black"
        assert one.body == (
            f"Sign in to read it:\n\nhttp://localhost:8000/derbyshire/2011-12/risks/{reference}/\n\n"
            "Derbyshire Probation Trust, Probation Planning\n"
        )
        for word in (risk.title, "Canary", "25", "No site", risk.success):
            assert not word or word not in one.subject + one.body


def test_each_is_mailed_apart_once_the_rating_stands(
    sign_in: SignIn, entry: Entry, django_capture_on_commit_callbacks: Any
) -> None:
    form = {"likelihood": "4", "impact": "4", "reason": "No site.", "review": "jun-11", "seen": "0"}
    client = sign_in(OWNER)

    with django_capture_on_commit_callbacks(execute=False) as waiting:
        client.post(RISKS + "1.1/assess/", form)
    assert (len(waiting), len(mail.outbox)) == (1, 0)
    waiting[0]()

    assert sorted(one.to for one in mail.outbox) == [[CHIEF], [OFFICER]]
    assert Delivery.objects.get().outcome == "sent"


# The page


def test_the_officer_sees_who_was_told_what(
    sign_in: SignIn, rate: Rate, entry: Entry, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        rate(entry, **RED)

    html = sign_in(OFFICER).get(PAGE).content.decode()

    assert "Risk 1.1 is now Red" in html
    assert "20 June 2011" in html
    assert "Chief Executive, Performance officer" in html
    assert "sent by mail" in html
    assert "Messages about risks – Derbyshire Probation Trust 2011/12" in html


@pytest.mark.parametrize(
    ("email", "one", "two"),
    [
        (OFFICER, True, True),
        (CHIEF, True, False),
        (OWNER, False, False),
        (SMT, False, False),
        (DIRECTOR, False, False),
        (AUDIT, False, False),
        (AUDITOR, False, False),
        (SECRETARY, False, False),
    ],
)
def test_everybody_else_sees_what_was_sent_to_them(
    sign_in: SignIn, rate: Rate, entry: Entry, hidden: Entry, email: str, one: bool, two: bool
) -> None:
    rate(entry, **RED)
    rate(hidden, **BLACK)

    response = sign_in(email).get(PAGE)
    html = response.content.decode()

    assert response.status_code == 200
    assert ("Risk 1.1 is now Red" in html) is one
    assert ("Risk 2.1 is now Black" in html) is two
    assert ("2.1" in html) is two


def test_who_is_no_owner_any_more_finds_no_trace_of_section_2(sign_in: SignIn, rate: Rate, hidden: Entry) -> None:
    post = Owner.objects.get(name="Chief Executive")
    hidden.owners.create(owner=post)
    rate(hidden, **BLACK)
    client = sign_in(CHIEF)
    assert "Risk 2.1 is now Black" in client.get(PAGE).content.decode()

    hidden.owners.filter(owner=post).delete()

    assert "2.1" not in client.get(PAGE).content.decode()


@pytest.fixture
def reminded(reader: Readers, hidden: Entry) -> Message:
    """The Director of Business Services was reminded of risks 1.1 and 2.1."""
    post = hidden.owners.get().owner
    return chase(
        owner=post,
        about="2011-12/jun-11",
        section=2,
        reader=reader(OFFICER),
        recipients=[User.objects.get(email=OWNER)],
        subject="Jun-11: risks of the director",
        text="Sign in to answer:",
        links=[f"{RISKS}1.1/", f"{RISKS}2.1/assess/?review=jun-11"],
        open_to=[Role.OFFICER],
    )


def test_a_reminder_of_section_2_is_shown_while_its_risks_are_the_readers(
    sign_in: SignIn, reminded: Message, hidden: Entry
) -> None:
    client = sign_in(OWNER)
    assert reminded.subject in client.get(PAGE).content.decode()

    hidden.owners.all().delete()

    html = client.get(PAGE).content.decode()
    assert reminded.subject not in html
    assert "2.1" not in html


def test_a_reminder_of_section_2_is_not_shown_to_an_officer_barred_from_it(
    sign_in: SignIn, reminded: Message, register: Register
) -> None:
    assert reminded.subject in sign_in(OFFICER).get(PAGE).content.decode()
    Register.objects.filter(pk=register.pk).update(section_two_roles=["audit", "auditor"])

    assert reminded.subject not in sign_in(OFFICER).get(PAGE).content.decode()


def test_an_officer_barred_from_section_2_since_sees_none_of_it(
    sign_in: SignIn, rate: Rate, entry: Entry, hidden: Entry, register: Register
) -> None:
    rate(entry, **RED)
    rate(hidden, **BLACK)
    Register.objects.filter(pk=register.pk).update(section_two_roles=["audit", "auditor"])

    html = sign_in(OFFICER).get(PAGE).content.decode()

    assert "Risk 1.1 is now Red" in html
    assert "2.1" not in html
    assert "Showing 1 to 1 of 1 messages" in html


def test_without_a_mail_server_the_addresses_are_shown_to_the_officer(
    sign_in: SignIn, rate: Rate, entry: Entry, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.CAN_MAIL = False
    with django_capture_on_commit_callbacks(execute=True):
        rate(entry, **RED)
    assert not mail.outbox
    assert not Delivery.objects.exists()
    client = sign_in(OFFICER)
    html = client.get(PAGE).content.decode()
    assert "No mail server is set up" in html
    assert CHIEF not in html
    assert not Delivery.objects.exists()

    once = Message.objects.get().once
    for _ in range(2):
        assert client.post(PAGE, {"message": str(once)}).status_code == 302

    assert CHIEF in client.get(PAGE).content.decode()
    assert [row.outcome for row in Delivery.objects.all()] == ["shown"]


@pytest.mark.parametrize(("email", "status"), [(CHIEF, 403), (SMT, 403), (AUDIT, 403), (OFFICER, 302)])
def test_only_the_officer_has_them_shown(sign_in: SignIn, rate: Rate, entry: Entry, email: str, status: int) -> None:
    rate(entry, **RED)

    assert sign_in(email).post(PAGE, {"message": str(Message.objects.get().once)}).status_code == status


def test_who_reads_no_register_finds_no_such_page(sign_in: SignIn, derbyshire: Trust) -> None:
    clerk = User.objects.create_user("clerk@derbyshire.example", name="Clerk")
    Membership.objects.create(user=clerk, role=Role.ADMINISTRATOR)
    client = sign_in(clerk.email)

    assert (client.get(PAGE).status_code, client.post(PAGE, {"message": "x"}).status_code) == (404, 404)


@pytest.mark.parametrize("named", ["", "x", "1", "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_message_is_an_unknown_page(sign_in: SignIn, entry: Entry, named: str) -> None:
    assert sign_in(OFFICER).post(PAGE, {"message": named}).status_code == 404


def test_one_of_section_2_is_unknown_to_an_officer_barred_from_it(
    sign_in: SignIn, rate: Rate, hidden: Entry, register: Register
) -> None:
    rate(hidden, **BLACK)
    once = Message.objects.get().once
    Register.objects.filter(pk=register.pk).update(section_two_roles=["audit", "auditor"])

    assert sign_in(OFFICER).post(PAGE, {"message": str(once)}).status_code == 404


def test_the_page_says_so_where_nobody_was_told_anything(sign_in: SignIn) -> None:
    assert "Nobody was told anything" in sign_in(OFFICER).get(PAGE).content.decode()
    assert "You were sent no message" in sign_in(SMT).get(PAGE).content.decode()


def test_another_trusts_reader_finds_no_such_page(sign_in: SignIn) -> None:
    assert sign_in("officer@merseyside.example").get(PAGE).status_code == 404
    mersey = sign_in("officer@merseyside.example").get("/merseyside/2010-11/risks/messages/")
    assert mersey.status_code == 200


def test_its_queries_do_not_grow_with_the_messages(
    sign_in: SignIn, rate: Rate, entry: Entry, count_queries: Any
) -> None:
    client = sign_in(OFFICER)
    rate(entry, **RED)
    counts = []
    for seen in (1, 3, 5):
        with count_queries() as asked:
            client.get(PAGE)
        counts.append(len(asked()))
        rate(entry, likelihood=3, impact=3, reason="Better.", seen=seen)
        rate(entry, **RED, seen=seen + 1)

    assert counts[0] == counts[1] == counts[2] <= 10


def test_only_a_turn_asks_the_database_more(sign_in: SignIn, entry: Entry, count_queries: Any) -> None:
    form = {"likelihood": "4", "impact": "3", "reason": "", "review": "jun-11", "seen": "0", "comments": "Late."}
    client = sign_in(OWNER)

    with count_queries() as asked:
        assert client.post(RISKS + "1.1/assess/", form).status_code == 302

    assert len(asked()) <= 26, asked()
    assert not [sql for sql in asked() if "organisation_message" in sql]
