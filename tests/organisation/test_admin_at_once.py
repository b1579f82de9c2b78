"""The administration's one form: what it was filled in beside, and the mark by which it is saved once."""

from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Holding, Membership, Owner, Post, Role, Trust, User
from tests.factories import HoldingFactory, OwnerFactory, UserFactory
from tests.pressing import filled, press

ADMIN = "admin@probation.example"
POSTS = "/admin/organisation/post/"


@pytest.fixture
def admin(sign_in: Any, derbyshire: Trust) -> Client:
    """The administrator."""
    client: Client = sign_in(ADMIN)
    return client


@pytest.fixture
def post(derbyshire: Trust) -> Owner:
    """A post with one holder."""
    found: Owner = OwnerFactory(name="Head of Estates", order=40)
    holder = UserFactory(email="holder@derbyshire.example", name="Holder")
    Membership.objects.create(user=holder, role=Role.DIRECTOR)
    HoldingFactory(post=found, user=holder, since="2011-04-01")
    return found


def test_of_two_who_change_a_row_the_later_sees_what_the_other_saved(admin: Client, post: Owner) -> None:
    page = f"{POSTS}{post.pk}/change/"
    opened = filled(admin.get(page).content.decode(), page)
    assert admin.post(page, opened | {"name": ["Head of Property"]}).status_code == 302

    second = admin.post(page, opened | {"name": ["Head of Buildings"]})

    says = second.content.decode()
    assert second.status_code == 409
    assert "after you opened the form" in says
    assert "Head of Property" in says
    again = filled(says, page)
    assert again["name"] == ["Head of Buildings"]
    assert Owner.objects.get(pk=post.pk).name == "Head of Property"
    assert admin.post(page, again).status_code == 302
    assert Owner.objects.get(pk=post.pk).name == "Head of Buildings"


def test_rows_below_count_too(admin: Client, post: Owner) -> None:
    page = f"{POSTS}{post.pk}/change/"
    opened = filled(admin.get(page).content.decode(), page)
    Holding.objects.filter(post=post).update(until="2012-03-31")

    assert admin.post(page, opened).status_code == 409
    assert str(Holding.objects.get(post=post).until) == "2012-03-31"


def test_a_form_without_what_it_was_made_from_is_not_taken(admin: Client, post: Owner) -> None:
    page = f"{POSTS}{post.pk}/change/"
    opened = filled(admin.get(page).content.decode(), page)
    del opened["_seen"]

    assert admin.post(page, opened | {"name": ["Other"]}).status_code == 409
    added = filled(admin.get(f"{POSTS}add/").content.decode(), f"{POSTS}add/")
    del added["_once"]
    assert "lost its mark" in admin.post(f"{POSTS}add/", added | {"name": ["Other"]}).content.decode()
    assert not Owner.objects.filter(name="Other").exists()


def test_that_somebody_signs_in_meanwhile_changes_nothing(admin: Client, derbyshire: Trust) -> None:
    person = UserFactory(email="new@derbyshire.example", name="New")
    Membership.objects.create(user=person, role=Role.DIRECTOR)
    page = f"/admin/organisation/user/{person.pk}/change/"
    opened = filled(admin.get(page).content.decode(), page)
    User.objects.filter(pk=person.pk).update(last_login="2011-06-20T10:00:00Z")

    assert admin.post(page, opened | {"name": ["Renamed"]}).status_code == 302
    assert User.objects.get(pk=person.pk).name == "Renamed"


def test_one_form_sent_twice_adds_one_row_and_leads_to_it(admin: Client) -> None:
    add = f"{POSTS}add/"
    form = filled(admin.get(add).content.decode(), add) | {"name": ["Head of Estates"], "order": ["40"]}

    first, second = (admin.post(add, form) for _ in range(2))

    made = Post.objects.get(name="Head of Estates")
    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == f"{POSTS}{made.pk}/change/"
    assert press(admin, f"{POSTS}{made.pk}/change/").status_code in {200, 302}
