"""Closing a group or a post, with and without somebody who takes over, and reopening it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from objectives.models import ObjectiveOwner
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import GroupMember, Holding, Owner, Role, User, Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.handover import estate_of, hand_over
from risks.models import EntryOwner, Register, Turn
from tests.factories import HoldingFactory, OwnerFactory
from tests.pressing import press

OFFICER = "officer@derbyshire.example"
SETTINGS = "/derbyshire/settings/"
TODAY = datetime.date(2011, 6, 20)
YESTERDAY = datetime.date(2011, 6, 19)

Readers = Callable[[str], Reader]
SignIn = Callable[[str], Client]


@pytest.fixture
def group(year: Year) -> Owner:
    """The Directors: 1 objective and 2 risks, one of them in section 2."""
    return Owner.objects.get(name="Directors")


@pytest.fixture
def empty(year: Year) -> Owner:
    """A group that owns nothing, with a post in it."""
    made = OwnerFactory(name="Estates Group", kind="group")
    GroupMember.objects.create(group=made, post=Owner.objects.get(name="Chair"))
    return made


@pytest.fixture
def officer(sign_in: SignIn, year: Year) -> Client:
    """The performance officer at work."""
    return sign_in(OFFICER)


def page_of(owner: Owner) -> str:
    """The page on which it closes."""
    way = "hand-over/post/" if owner.kind == "post" else "hand-over/"
    return f"{SETTINGS}{'posts' if owner.kind == 'post' else 'groups'}/{owner.slug}/{way}"


def closed(client: Client, owner: Owner, successor: Owner | None, **changed: Any) -> Any:
    """The form of that page, sent."""
    seen = client.get(page_of(owner)).context["form"].initial["seen"]
    sent = {"successor": successor.pk if successor else "", "day": "20 6 2011", "seen": seen, **changed}
    return client.post(page_of(owner), sent, follow=True)


def without_section_two(register: Register) -> None:
    """From now on the officer reads section 1 alone."""
    register.section_two_roles = [Role.AUDIT]
    register.save(update_fields=["section_two_roles"])


@pytest.mark.parametrize("name", ["SMT", "Chief Executive"])
def test_what_a_group_owns_moves_to_another_group_or_a_post(officer: Client, group: Owner, name: str) -> None:
    successor = Owner.objects.get(name=name)

    page = closed(officer, group, successor)

    assert f"Directors is closed, and {name} took over. 1 objective and 2 risks moved." in page.content.decode()
    assert not ObjectiveOwner.objects.filter(owner=group).exists()
    assert not EntryOwner.objects.filter(owner=group).exists()
    assert EntryOwner.objects.filter(owner=successor, entry__section=2).exists()
    assert set(Turn.objects.filter(kind=Turn.Kind.OWNERS).values_list("reason", flat=True)) == {
        f"Directors handed over to {name}."
    }
    group.refresh_from_db()
    assert (group.closed_on, group.successor) == (TODAY, successor)


def test_the_posts_of_a_closed_group_leave_it_the_day_before(officer: Client, group: Owner) -> None:
    late = OwnerFactory(name="Head of Estates")
    GroupMember.objects.create(group=group, post=late, since=datetime.date(2011, 7, 1))

    closed(officer, group, Owner.objects.get(name="SMT"))

    assert set(GroupMember.objects.filter(group=group).values_list("until", flat=True)) == {YESTERDAY}
    assert not GroupMember.objects.filter(post=late).exists()
    assert GroupMember.objects.filter(group__name="SMT", until=None).count() == 6


def test_a_group_with_nothing_open_closes_alone(officer: Client, empty: Owner) -> None:
    asked = officer.get(page_of(empty)).content.decode()

    page = closed(officer, empty, None)
    again = closed(officer, empty, None)

    assert "Nothing that is open." in asked
    assert "Close the group" in asked
    assert "Estates Group is closed." in page.content.decode()
    assert "Estates Group was closed" not in again.content.decode()
    empty.refresh_from_db()
    assert (empty.closed_on, empty.successor) == (TODAY, None)


def test_a_post_whose_seats_are_all_it_has_closes_alone(officer: Client, year: Year) -> None:
    post = OwnerFactory(name="Head of Estates")
    GroupMember.objects.create(group=Owner.objects.get(name="SMT"), post=post)
    HoldingFactory(post=post, user=User.objects.get(email="smt@derbyshire.example"))

    closed(officer, post, None)

    assert GroupMember.objects.get(post=post).until == YESTERDAY
    assert Holding.objects.get(post=post).until == YESTERDAY


def test_a_group_with_something_open_does_not_close_alone(officer: Client, reader: Readers, group: Owner) -> None:
    page = closed(officer, group, None)

    assert "Choose who takes over." in page.content.decode()
    seen = estate_of(reader(OFFICER), group).seen
    with pytest.raises(ValidationError, match="Choose who takes over what the group owns"):
        hand_over(owner=group, successor=None, reader=reader(OFFICER), day=TODAY, seen=seen)


def test_what_a_group_came_to_own_meanwhile_is_in_the_way(reader: Readers, empty: Owner, year: Year) -> None:
    seen = estate_of(reader(OFFICER), empty).seen
    objective = year.annual_plans.get().objectives.order_by("pk")[0]
    ObjectiveOwner.objects.create(objective=objective, owner=empty, order=9)

    successor = Owner.objects.get(name="SMT")
    with pytest.raises(ValidationError, match="Choose who takes over"):
        hand_over(owner=empty, successor=None, reader=reader(OFFICER), day=TODAY, seen=seen)
    with pytest.raises(Conflict):
        hand_over(owner=empty, successor=successor, reader=reader(OFFICER), day=TODAY, seen=seen)


def test_whoever_reads_no_section_two_always_names_somebody_and_learns_nothing(
    officer: Client, register: Register, empty: Owner
) -> None:
    hidden = OwnerFactory(name="Hidden Group", kind="group")
    EntryOwner.objects.create(entry=register.entries.filter(section=2)[0], owner=hidden, order=9)
    without_section_two(register)

    pages = [closed(officer, one, None).content.decode() for one in (empty, hidden)]

    for html in pages:
        assert "Nothing that is open." in html
        assert "Choose who takes over." in html
    successor = Owner.objects.get(name="SMT")
    told = [closed(officer, one, successor).content.decode() for one in (empty, hidden)]
    assert all("took over. Nothing moved." in html for html in told)
    assert not EntryOwner.objects.filter(owner=hidden).exists()


def test_a_group_in_which_the_officer_sits_takes_nothing_over(officer: Client, group: Owner) -> None:
    post = OwnerFactory(name="Head of Performance")
    HoldingFactory(post=post, user=User.objects.get(email=OFFICER))
    GroupMember.objects.create(group=Owner.objects.get(name="SMT"), post=post)

    page = closed(officer, group, Owner.objects.get(name="SMT"))

    assert page.status_code == 403
    assert "You hold Head of Performance, which sits in SMT" in page.content.decode()
    assert ObjectiveOwner.objects.filter(owner=group).exists()


def test_a_group_takes_no_post_over_nor_itself(officer: Client, group: Owner, year: Year) -> None:
    post = Owner.objects.get(name="Chief Executive")

    assert "Choose from the list." in closed(officer, post, group).content.decode()
    assert "Choose from the list." in closed(officer, group, group).content.decode()


@pytest.mark.parametrize("name", ["Directors", "Director of Interventions"])
def test_what_was_closed_is_reopened_empty(officer: Client, year: Year, name: str) -> None:
    owner = Owner.objects.get(name=name)
    successor = Owner.objects.get(name="Director of Offender Management")
    closed(officer, owner, successor)
    kind = f"{owner.kind}s"
    address = f"{SETTINGS}{kind}/{owner.slug}/"

    shut = officer.get(address).content.decode()
    pages = [press(officer, f"{address}reopen/", follow=True).content.decode() for _ in range(2)]

    assert "took over what was open" in shut
    assert "Rename it" not in shut
    assert "Change or end" not in shut
    assert all(f"{name} is open again." in html and "Rename it" in html for html in pages)
    owner.refresh_from_db()
    assert (owner.closed_on, owner.successor) == (None, None)
    assert not ObjectiveOwner.objects.filter(owner=owner).exists()
    assert ObjectiveOwner.objects.filter(owner=successor).exists()


def test_a_closed_group_is_listed_apart_and_takes_no_post(officer: Client, empty: Owner) -> None:
    closed(officer, empty, Owner.objects.get(name="SMT"))
    post = Owner.objects.get(name="Board Secretary")

    listed = officer.get(f"{SETTINGS}groups/").content.decode()
    sent = {"post": post.pk, "since": "", "until": ""}
    refused = officer.post(f"{SETTINGS}groups/{empty.slug}/seats/new/", sent).content.decode()
    seat = f"{SETTINGS}groups/{empty.slug}/seats/1/"
    changed = {"since": "", "until": "", "seen": officer.get(seat).context["form"].initial["seen"]}

    assert "SMT took over" in listed.split("Closed groups")[1]
    assert "was closed on 20 June 2011" in refused
    assert "was closed on 20 June 2011" in officer.post(seat, changed).content.decode()


@pytest.mark.parametrize(
    ("email", "status"),
    [
        ("business.services@derbyshire.example", 403),
        ("smt@derbyshire.example", 403),
        ("audit@derbyshire.example", 403),
        ("auditor@derbyshire.example", 403),
        ("officer@merseyside.example", 404),
    ],
)
@pytest.mark.parametrize("address", ["hand-over/", "reopen/"])
def test_only_the_officer_of_the_trust_closes_and_reopens(
    sign_in: SignIn, group: Owner, email: str, status: int, address: str
) -> None:
    client = sign_in(email)

    assert client.get(f"{SETTINGS}groups/{group.slug}/{address}").status_code == status
    assert client.post(f"{SETTINGS}groups/{group.slug}/{address}").status_code == status


def test_closing_asks_no_more_the_more_a_group_owns(
    officer: Client, group: Owner, empty: Owner, count_queries: Any
) -> None:
    officer.get(page_of(group))
    found = []
    for one in (group, empty):
        with count_queries() as counted:
            officer.get(page_of(one))
        found.append(len(counted()))

    assert found[0] == found[1] <= 20
