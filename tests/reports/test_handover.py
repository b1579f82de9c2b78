"""Handing a post over to another post: what moves, what stays, and what is in the way."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from objectives.models import ObjectiveOwner, StatusUpdate
from objectives.services.answering import give_status
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import (
    Body,
    DeliveryUnit,
    GroupMember,
    Holding,
    Owner,
    Role,
    User,
    Year,
)
from probation_planning.organisation.roles import Reader
from probation_planning.reports.handover import estate_of, hand_over
from risks.models import Action, EntryOwner, Question, Register, Turn
from risks.services.things import add_action
from scorecard.models import Measure, MeasureOwner

OFFICER = "officer@derbyshire.example"
OWNER = "business.services@derbyshire.example"
TODAY = datetime.date(2011, 6, 20)
POSTS = "/derbyshire/settings/posts/"

Readers = Callable[[str], Reader]
SignIn = Callable[[str], Client]


def handed(reader: Reader, post: Owner, successor: Owner, **changed: Any) -> Owner:
    """Handed over today by the officer, who has just looked."""
    words = {"day": TODAY, "seen": estate_of(reader, post).seen} | changed
    return hand_over(owner=post, successor=successor, reader=reader, **words)


def owned_by(owner: Owner) -> dict[str, int]:
    """How much an owner owns."""
    return {
        "objectives": ObjectiveOwner.objects.filter(owner=owner).count(),
        "risks": EntryOwner.objects.filter(owner=owner).count(),
        "measures": MeasureOwner.objects.filter(owner=owner).count(),
        "units": DeliveryUnit.objects.filter(owner=owner).count(),
    }


def without_section_two(register: Register) -> None:
    """From now on the officer reads section 1 alone."""
    register.section_two_roles = [Role.AUDIT]
    register.save(update_fields=["section_two_roles"])


# To another post


def test_everything_open_moves_to_the_successor(reader: Readers, post: Owner, successor: Owner) -> None:
    MeasureOwner.objects.create(measure=Measure.objects.first(), owner=post, leads=True)
    DeliveryUnit.objects.create(name="Derby", kind=DeliveryUnit.Kind.OTHER, owner=post)
    before = owned_by(post)

    handed(reader(OFFICER), post, successor)

    assert before == {"objectives": 17, "risks": 9, "measures": 1, "units": 1}
    assert owned_by(successor) == before
    assert owned_by(post) == dict.fromkeys(before, 0)
    post.refresh_from_db()
    assert (post.closed_on, post.successor) == (TODAY, successor)


def test_the_register_tells_the_successor(reader: Readers, register: Register, successor: Owner) -> None:
    chief = Owner.objects.get(name="Chief Executive")
    Register.objects.filter(pk=register.pk).update(told_post=chief)

    handed(reader(OFFICER), chief, successor)

    register.refresh_from_db()
    assert register.told_post == successor


def test_who_leads_still_leads(reader: Readers, post: Owner, successor: Owner) -> None:
    led = set(ObjectiveOwner.objects.filter(owner=post, leads=True).values_list("objective", flat=True))

    handed(reader(OFFICER), post, successor)

    assert set(ObjectiveOwner.objects.filter(owner=successor, leads=True).values_list("objective", flat=True)) == led


def test_what_the_successor_owned_already_is_owned_once_and_led_if_it_was_led(
    reader: Readers, post: Owner, successor: Owner
) -> None:
    led = ObjectiveOwner.objects.filter(owner=post, leads=True).order_by("pk")[0]
    ObjectiveOwner.objects.create(objective=led.objective, owner=successor, order=9)
    risk = EntryOwner.objects.filter(owner=post, leads=True).order_by("pk")[0]
    EntryOwner.objects.create(entry=risk.entry, owner=successor, order=9)

    handed(reader(OFFICER), post, successor)

    assert ObjectiveOwner.objects.get(objective=led.objective, owner=successor).leads
    assert not ObjectiveOwner.objects.filter(objective=led.objective, owner=post).exists()
    assert EntryOwner.objects.get(entry=risk.entry, owner=successor).leads
    assert owned_by(successor)["objectives"] == 17


def test_each_risk_keeps_the_change_of_owners_with_its_reason(
    reader: Readers, register: Register, post: Owner, successor: Owner
) -> None:
    handed(reader(OFFICER), post, successor)

    turns = Turn.objects.filter(register=register, kind=Turn.Kind.OWNERS)
    assert turns.count() == 9
    turn = turns.get(entry__reference="1.1")
    assert turn.reason == "Director of Business Services handed over to Director of Resources."
    assert "Director of Business Services" in turn.before
    assert "Director of Resources" in turn.after


def test_what_was_answered_keeps_the_old_name(
    reader: Readers, year: Year, post: Owner, successor: Owner, sign_in: SignIn
) -> None:
    objective = year.annual_plans.get().objectives.get(reference="1.2-3")
    give_status(
        objective=objective,
        quarter=year.quarters.select_related("year").get(number=1),
        reader=reader(OWNER),
        status="on_track",
        comment="Payroll moved in May.",
        evidence={},
        seen=0,
    )

    handed(reader(OFFICER), post, successor)

    said = StatusUpdate.objects.get(objective=objective)
    assert (said.given_as_name, said.owners) == ("Director of Business Services", ["Director of Business Services"])
    html = sign_in(OFFICER).get("/derbyshire/2011-12/plan/objectives/1.2-3/").content.decode()
    assert "Director of Business Services" in html
    assert "Director of Resources" in html


def test_open_actions_are_given_on_by_a_new_row_and_what_is_done_stays(
    reader: Readers, register: Register, post: Owner, successor: Owner
) -> None:
    entry = register.entries.get(reference="1.1")
    due = datetime.date(2011, 9, 30)
    for text in ("Renew the lease", "Count the desks"):
        add_action(entry=entry, reader=reader(OWNER), once=uuid.uuid4(), text=text, owner=post, due_on=due)
    done = Action.objects.get(text="Count the desks")
    Action.objects.create(
        **{name: getattr(done, name) for name in ("register_id", "entry_id", "risk_id", "section", "number", "text")},
        owner=post,
        due_on=due,
        state=Action.State.DONE,
        said="Forty.",
        dated=TODAY,
        given_by=reader(OWNER).user,
    )

    handed(reader(OFFICER), post, successor)

    rows = Action.objects.filter(entry=entry, text="Renew the lease").order_by("sequence")
    assert [(row.owner, row.due_on, row.state) for row in rows] == [(post, due, "open"), (successor, due, "open")]
    assert rows[1].reason == "Director of Business Services handed over to Director of Resources."
    assert not Action.objects.filter(text="Count the desks", owner=successor).exists()


@pytest.mark.parametrize("state", ["assigned", "answered"])
def test_a_question_that_waits_is_given_on_and_an_answer_stays(
    reader: Readers, register: Register, post: Owner, successor: Owner, state: str
) -> None:
    entry = register.entries.get(reference="1.1")
    Question.objects.create(
        register=register,
        entry=entry,
        risk_id=entry.risk_id,
        section=1,
        body=Body.objects.get(slug="smt"),
        text="How late is the lease?",
        owner=post,
        due_on=datetime.date(2011, 7, 1),
        answer="Two months." if state == "answered" else "",
        state=state,
        dated=TODAY,
        given_by=reader(OFFICER).user,
    )

    handed(reader(OFFICER), post, successor)

    latest = Question.objects.filter(entry=entry).order_by("sequence").last()
    assert latest is not None
    wanted = (successor, "assigned") if state == "assigned" else (post, "answered")
    assert (latest.owner, latest.state, latest.text) == (*wanted, "How late is the lease?")


def test_what_stands_in_a_closed_year_stays(reader: Readers, year: Year, post: Owner, successor: Owner) -> None:
    Year.objects.filter(pk=year.pk).update(closed_on=TODAY)

    handed(reader(OFFICER), post, successor)

    assert owned_by(post)["objectives"] == 17
    assert owned_by(successor)["risks"] == 0


def test_a_seat_in_a_group_follows_from_the_day_on(reader: Readers, post: Owner, successor: Owner) -> None:
    handed(reader(OFFICER), post, successor)

    directors = Owner.objects.get(name="Directors")
    old, new = (GroupMember.objects.get(group=directors, post=one) for one in (post, successor))
    assert (old.until, new.since, new.until) == (TODAY - datetime.timedelta(days=1), TODAY, None)


def test_a_seat_that_the_successor_has_stays_one(reader: Readers, post: Owner, successor: Owner) -> None:
    directors = Owner.objects.get(name="Directors")
    GroupMember.objects.create(group=directors, post=successor, since=datetime.date(2011, 8, 1))

    handed(reader(OFFICER), post, successor)

    assert GroupMember.objects.get(group=directors, post=successor).since == TODAY


def test_whoever_held_the_post_leaves_it_the_day_before(reader: Readers, post: Owner, successor: Owner) -> None:
    handed(reader(OFFICER), post, successor)

    assert Holding.objects.get(post=post).until == TODAY - datetime.timedelta(days=1)
    assert reader(OWNER).owners == ()


def test_the_holder_of_the_successor_finds_it_all_in_my_work(
    reader: Readers, sign_in: SignIn, post: Owner, successor: Owner, newcomer: User
) -> None:
    Holding.objects.create(post=successor, user=newcomer)

    handed(reader(OFFICER), post, successor)

    mine = sign_in(newcomer.email).get("/").content.decode()
    theirs = sign_in(OWNER).get("/").content.decode()
    assert "0 of 17 objectives answered" in mine
    assert "1.2-3" not in theirs


def test_the_same_sent_twice_is_done_once(reader: Readers, post: Owner, successor: Owner) -> None:
    officer = reader(OFFICER)
    seen = estate_of(officer, post).seen
    handed(officer, post, successor, seen=seen)
    handed(officer, post, successor, seen=seen)

    assert Turn.objects.filter(kind=Turn.Kind.OWNERS).count() == 9


def test_another_officer_who_comes_second_is_told_that_it_is_closed(
    reader: Readers, post: Owner, successor: Owner
) -> None:
    officer = reader(OFFICER)
    seen = estate_of(officer, post).seen
    handed(officer, post, successor)

    with pytest.raises(ValidationError, match="was closed on 20 June 2011"):
        handed(officer, post, Owner.objects.get(name="Chief Executive"), seen=seen)


def test_what_changed_since_the_page_was_opened_is_shown_first(reader: Readers, post: Owner, successor: Owner) -> None:
    officer = reader(OFFICER)
    seen = estate_of(officer, post).seen
    ObjectiveOwner.objects.filter(owner=post).order_by("pk")[0].delete()

    with pytest.raises(Conflict):
        handed(officer, post, successor, seen=seen)

    assert owned_by(successor)["objectives"] == 0


def test_a_day_to_come_is_refused(reader: Readers, post: Owner, successor: Owner) -> None:
    with pytest.raises(ValidationError, match="come back then"):
        handed(reader(OFFICER), post, successor, day=TODAY + datetime.timedelta(days=1))


def test_a_holding_that_begins_later_is_in_the_way(
    reader: Readers, post: Owner, successor: Owner, newcomer: User
) -> None:
    Holding.objects.create(post=post, user=newcomer, since=datetime.date(2011, 7, 1))

    with pytest.raises(ValidationError, match="New Director is in the post from 1 July 2011 on"):
        handed(reader(OFFICER), post, successor)

    assert owned_by(successor)["risks"] == 0


def test_nobody_hands_a_post_over_to_their_own(reader: Readers, post: Owner, successor: Owner) -> None:
    Holding.objects.create(post=successor, user=User.objects.get(email=OFFICER))

    with pytest.raises(PermissionDenied, match="You hold Director of Resources"):
        handed(reader(OFFICER), post, successor)


# Section 2


def test_section_two_moves_though_the_officer_may_not_read_it(
    reader: Readers, register: Register, post: Owner, successor: Owner
) -> None:
    without_section_two(register)
    hidden = EntryOwner.objects.filter(owner=post, entry__section=2).count()

    handed(reader(OFFICER), post, successor)

    assert hidden > 0
    assert owned_by(successor)["risks"] == 9
    assert EntryOwner.objects.filter(owner=successor, entry__section=2).count() == hidden


def test_an_action_of_section_two_moves_with_its_risk(
    reader: Readers, register: Register, post: Owner, successor: Owner
) -> None:
    entry = register.entries.filter(section=2, owners__owner=post).order_by("pk")[0]
    add_action(entry=entry, reader=reader(OWNER), once=uuid.uuid4(), text="Test the alarm", owner=post, due_on=None)
    without_section_two(register)

    handed(reader(OFFICER), post, successor)

    assert Action.objects.that_count().get(text="Test the alarm").owner == successor


def test_what_of_section_two_the_successor_would_not_read_waits_for_another(
    reader: Readers, register: Register, post: Owner, successor: Owner
) -> None:
    entry = register.entries.filter(section=2, owners__owner=post).order_by("pk")[0]
    add_action(entry=entry, reader=reader(OWNER), once=uuid.uuid4(), text="Test the alarm", owner=post, due_on=None)
    EntryOwner.objects.filter(entry=entry, owner=post).delete()

    handed(reader(OFFICER), post, successor)

    assert Action.objects.that_count().get(text="Test the alarm").owner is None


def test_no_trace_of_section_two_is_shown_to_an_officer_without_it(
    register: Register, reader: Readers, sign_in: SignIn, post: Owner, successor: Owner
) -> None:
    without_section_two(register)
    hidden = list(register.entries.filter(section=2, owners__owner=post))
    shown = 9 - len(hidden)
    client = sign_in(OFFICER)

    page = client.get(f"{POSTS}{post.slug}/hand-over/post/")
    seen = page.context["form"].initial["seen"]
    done = client.post(
        f"{POSTS}{post.slug}/hand-over/post/",
        {"successor": successor.pk, "day": "20 6 2011", "seen": seen},
        follow=True,
    )

    for html in (page.content.decode(), done.content.decode()):
        assert f"{shown} risks" in html
        for entry in hidden:
            assert entry.title not in html
            assert f"Risk {entry.reference}" not in html
    assert owned_by(successor)["risks"] == 9
