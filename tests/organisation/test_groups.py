"""Groups and units: which posts sit where, what each unit is, and confirming what was only read."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import DeliveryUnit, GroupMember, Owner, Trust, User
from tests.factories import HoldingFactory, OwnerFactory
from tests.pressing import press

OFFICER = "officer@derbyshire.example"
GROUPS = "/derbyshire/settings/groups/"
UNITS = "/derbyshire/settings/units/"
ONCE = "5b0f9c1e-8f0d-4a53-9d0c-0f6c1f6f3a11"

SignIn = Callable[[str], Client]


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    """The performance officer at work."""
    return sign_in(OFFICER)


@pytest.fixture
def group(derbyshire: Trust) -> Owner:
    """The Directors, whose five seats are readings."""
    return Owner.objects.get(name="Directors")


@pytest.fixture
def post(derbyshire: Trust) -> Owner:
    """A post that sits in no group."""
    return OwnerFactory(name="Head of Estates")


def test_readings_are_shown_as_such_and_confirmed_one_by_one(officer: Client, group: Owner) -> None:
    seats = GroupMember.objects.filter(group=group).order_by("pk")
    html = officer.get(f"{GROUPS}{group.slug}/").content.decode()

    for _ in range(2):
        press(officer, f"{GROUPS}{group.slug}/confirm/", {"member": seats[0].pk}, on=f"{GROUPS}{group.slug}/")

    assert html.count("A reading, not confirmed") == len(seats)
    confirmed = seats[0]
    assert (confirmed.confirmed_on, confirmed.is_unconfirmed) == (datetime.date(2011, 6, 20), False)
    assert str(confirmed.confirmed_by) in officer.get(f"{GROUPS}{group.slug}/").content.decode()
    assert seats[1].is_unconfirmed


def test_all_readings_that_the_page_showed_are_confirmed_at_once(officer: Client, group: Owner) -> None:
    shown = [row.pk for row in officer.get(f"{GROUPS}{group.slug}/").context["unconfirmed"]]

    to, on = f"{GROUPS}{group.slug}/confirm/", f"{GROUPS}{group.slug}/"
    page = press(officer, to, {"member": shown}, on=on, follow=True)

    assert f"{len(shown)} seats are confirmed." in page.content.decode()
    assert not GroupMember.objects.filter(group=group, confirmed_on=None).exists()


@pytest.mark.parametrize(("email", "status"), [("smt@derbyshire.example", 403), ("officer@merseyside.example", 404)])
def test_nobody_else_confirms(sign_in: SignIn, group: Owner, email: str, status: int) -> None:
    seat = GroupMember.objects.filter(group=group).order_by("pk")[0]

    assert sign_in(email).post(f"{GROUPS}{group.slug}/confirm/", {"member": seat.pk}).status_code == status
    seat.refresh_from_db()
    assert seat.is_unconfirmed


def test_a_post_is_added_to_a_group_once_and_ends(officer: Client, group: Owner, post: Owner) -> None:
    sent = {"post": post.pk, "since": "1 7 2011", "until": ""}
    assert [officer.post(f"{GROUPS}{group.slug}/seats/new/", sent).status_code for _ in range(2)] == [302, 302]
    member = GroupMember.objects.get(group=group, post=post)
    address = f"{GROUPS}{group.slug}/seats/{member.number}/"
    seen = officer.get(address).context["form"].initial["seen"]

    assert officer.post(address, {"since": "1 7 2011", "until": "31 7 2011", "seen": seen}).status_code == 302
    assert officer.post(address, {"since": "1 7 2011", "until": "31 8 2011", "seen": seen}).status_code == 409

    member.refresh_from_db()
    assert member.until == datetime.date(2011, 7, 31)


def test_a_post_sits_in_a_group_once_at_a_time(officer: Client, group: Owner) -> None:
    there = GroupMember.objects.filter(group=group).order_by("pk")[0]

    page = officer.post(f"{GROUPS}{group.slug}/seats/new/", {"post": there.post_id, "since": "1 7 2011", "until": ""})

    assert f"{there.post} sits in Directors already" in page.content.decode()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"post": ""}, "Choose a post."),
        ({"since": "tomorrow"}, "Enter a date as day, month and year"),
        ({"since": "2 7 2011", "until": "1 7 2011"}, "The last day is before the first."),
    ],
)
def test_a_bad_seat_comes_back_explained(
    officer: Client, group: Owner, post: Owner, changed: dict[str, str], says: str
) -> None:
    page = officer.post(f"{GROUPS}{group.slug}/seats/new/", {"post": post.pk, "since": "", "until": "", **changed})

    assert says in page.content.decode()
    assert not GroupMember.objects.filter(group=group, post=post).exists()


def test_nobody_seats_their_own_post(officer: Client, group: Owner, post: Owner) -> None:
    HoldingFactory(post=post, user=User.objects.get(email=OFFICER))

    page = officer.post(f"{GROUPS}{group.slug}/seats/new/", {"post": post.pk, "since": "", "until": ""})

    assert page.status_code == 403
    assert "You hold Head of Estates" in page.content.decode()


def test_a_group_is_added_and_renamed(officer: Client, derbyshire: Trust) -> None:
    for _ in range(2):
        assert officer.post(f"{GROUPS}new/", {"name": "Estates Board", "once": ONCE}).status_code == 302
    group = Owner.objects.get(name="Estates Board")
    seen = officer.get(f"{GROUPS}{group.slug}/rename/").context["form"].initial["seen"]

    officer.post(f"{GROUPS}{group.slug}/rename/", {"name": "Property Board", "seen": seen})

    html = officer.get(f"{GROUPS}{group.slug}/").content.decode()
    assert group.kind == "group"
    assert "Property Board" in html
    assert "Estates Board, until" in html


def test_the_list_asks_no_more_for_more_groups(officer: Client, derbyshire: Trust, count_queries: Any) -> None:
    officer.get(GROUPS)
    found = []
    for more in (3, 30):
        OwnerFactory.create_batch(more, kind="group")
        with count_queries() as counted:
            officer.get(GROUPS)
        found.append(len(counted()))

    assert found[0] == found[1] <= 7


# Units


def unit_words(**changed: Any) -> dict[str, Any]:
    """The form of a unit."""
    return {
        "name": "Derby City LDU",
        "kind": "offender_management",
        "owner": "",
        "opened_on": "",
        "closed_on": "",
        "once": ONCE,
        **changed,
    }


def test_a_unit_is_added_once_and_changed(officer: Client, derbyshire: Trust) -> None:
    owner = Owner.objects.get(name="Director of Probation, City")
    assert [officer.post(f"{UNITS}new/", unit_words()).status_code for _ in range(2)] == [302, 302]
    unit = DeliveryUnit.objects.get(name="Derby City LDU")
    seen = officer.get(f"{UNITS}{unit.slug}/").context["form"].initial["seen"]

    officer.post(f"{UNITS}{unit.slug}/", unit_words(owner=owner.pk, opened_on="1 4 2011", seen=seen))
    second = officer.post(f"{UNITS}{unit.slug}/", unit_words(name="Derby", seen=seen))

    unit.refresh_from_db()
    assert (unit.owner, unit.opened_on) == (owner, datetime.date(2011, 4, 1))
    assert second.status_code == 409
    assert "Director of Probation, City" in second.content.decode()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": ""}, "Enter a name."),
        ({"name": "!!!"}, "Give it a name with at least one letter or figure."),
        ({"kind": ""}, "Choose a kind."),
        ({"owner": "999999"}, "Choose a post or a group from the list."),
        ({"opened_on": "1 5 2011", "closed_on": "1 4 2011"}, "The unit closes before it opens."),
    ],
)
def test_a_bad_unit_comes_back_explained(
    officer: Client, derbyshire: Trust, changed: dict[str, str], says: str
) -> None:
    assert says in officer.post(f"{UNITS}new/", unit_words(**changed)).content.decode()
    assert not DeliveryUnit.objects.filter(name="Derby City LDU").exists()


def test_what_was_read_of_a_unit_is_confirmed(sign_in: SignIn, officer: Client, derbyshire: Trust) -> None:
    unit = DeliveryUnit.objects.create(name="Derby", kind="other", is_reading=True, ground="Named in a heading.")

    assert "Named in a heading." in officer.get(UNITS).content.decode()
    assert sign_in("smt@derbyshire.example").post(f"{UNITS}{unit.slug}/confirm/").status_code == 403
    assert press(officer, f"{UNITS}{unit.slug}/confirm/", on=UNITS).status_code == 302

    unit.refresh_from_db()
    assert not unit.is_unconfirmed


def test_a_unit_of_another_trust_is_not_found(sign_in: SignIn, derbyshire: Trust) -> None:
    unit = DeliveryUnit.objects.create(name="Derby", kind="other")

    assert sign_in("officer@merseyside.example").get(f"/merseyside/settings/units/{unit.slug}/").status_code == 404
