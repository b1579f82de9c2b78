"""Buttons of the settings that were pressed on a page which is not true any more."""

import datetime
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import DeliveryUnit, GroupMember, Owner, Quarter, Trust, Year
from tests.factories import HoldingFactory, OwnerFactory
from tests.pressing import press, unseen

SETTINGS = "/derbyshire/settings/"
CLOSE = f"{SETTINGS}years/2011-12/quarters/1/close/"
AGAIN = "after you opened the page"


@pytest.fixture
def officer(sign_in: Any, derbyshire: Trust) -> Client:
    """The performance officer."""
    client: Client = sign_in("officer@derbyshire.example")
    return client


def names() -> list[str]:
    """The posts as they stand."""
    return list(Owner.objects.posts().order_by("order", "name").values_list("name", flat=True))


def test_a_quarter_that_was_reopened_meanwhile_is_not_closed_by_the_page_of_before(officer: Client, year: Year) -> None:
    form = unseen(officer, CLOSE)
    press(officer, CLOSE)
    press(officer, CLOSE.replace("close", "reopen"))

    stale = officer.post(CLOSE, form)

    assert stale.status_code == 409
    assert AGAIN in stale.content.decode()
    assert Quarter.objects.get(year=year, number=1).is_open
    assert officer.post(CLOSE, {"seen": stale.context["form"]["seen"].value()}).status_code == 302
    assert not Quarter.objects.get(year=year, number=1).is_open


def test_a_quarter_is_closed_once_however_often_the_button_is_pressed(officer: Client, year: Year) -> None:
    form = unseen(officer, CLOSE)

    assert [officer.post(CLOSE, form).status_code for _ in range(2)] == [302, 302]


def test_a_button_that_lost_what_its_page_told_of_does_nothing(officer: Client, year: Year) -> None:
    assert officer.post(CLOSE).status_code == 200
    assert Quarter.objects.get(year=year, number=1).is_open


def test_a_holding_that_was_changed_meanwhile_is_not_taken_back(officer: Client) -> None:
    coming = HoldingFactory(post=OwnerFactory(name="Head of Estates"), since="2011-06-21")
    address = f"{SETTINGS}posts/{coming.post.slug}/holdings/{coming.number}/cancel/"
    form = unseen(officer, address)
    coming.until = datetime.date(2011, 12, 31)
    coming.save()

    assert officer.post(address, form).status_code == 409
    coming.refresh_from_db()


def test_posts_are_not_moved_in_an_order_that_is_another_now(officer: Client) -> None:
    first, second, third = Owner.objects.posts().order_by("order", "name")[:3]
    page, move = f"{SETTINGS}posts/", f"{SETTINGS}posts/{{}}/move/"
    form = unseen(officer, move.format(third.slug), on=page)
    press(officer, move.format(second.slug), {"place": "0"}, on=page)
    before = names()

    answer = officer.post(move.format(third.slug), {**form, "place": "1"}, follow=True)

    assert AGAIN in answer.content.decode()
    assert names() == before == [second.name, first.name, *before[2:]]


def test_seats_that_were_changed_meanwhile_are_not_confirmed(officer: Client) -> None:
    group = Owner.objects.get(name="Directors")
    page = f"{SETTINGS}groups/{group.slug}/"
    form = unseen(officer, f"{page}confirm/", on=page)
    seats = GroupMember.objects.filter(group=group)
    GroupMember.objects.filter(pk=seats.order_by("pk")[0].pk).update(until="2011-12-31")
    members = list(seats.values_list("pk", flat=True))

    answer = officer.post(f"{page}confirm/", {**form, "member": members}, follow=True)

    assert AGAIN in answer.content.decode()
    assert not seats.exclude(confirmed_on=None).exists()


def test_a_unit_that_was_changed_meanwhile_is_not_confirmed(officer: Client) -> None:
    unit = DeliveryUnit.objects.create(name="Derby", kind="other", is_reading=True, ground="Named in a heading.")
    confirm, page = f"{SETTINGS}units/{unit.slug}/confirm/", f"{SETTINGS}units/"
    form = unseen(officer, confirm, on=page)
    DeliveryUnit.objects.filter(pk=unit.pk).update(closed_on="2012-03-31")

    answer = officer.post(confirm, form, follow=True)

    assert AGAIN in answer.content.decode()
    unit.refresh_from_db()
    assert unit.is_unconfirmed
