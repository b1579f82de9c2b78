"""What posts, groups, units, holdings and seats are called in addresses."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import DeliveryUnit, GroupMember, Holding, Owner, Trust, User
from tests.factories import HoldingFactory, OwnerFactory

OFFICER = "officer@derbyshire.example"
SETTINGS = "/derbyshire/settings/"

SignIn = Callable[[str], Client]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Head of Estates", "head-of-estates"),
        ("Women\u2019s Lead, County & City", "womens-lead-county-city"),
        ("Pennaeth \u00c9lan", "pennaeth-elan"),
        ("City\u2013County", "city-county"),
        ("New", "new-2"),
        ("\u8463\u4e8b", "unnamed"),
        ("x" * 120, "x" * 70),
    ],
)
def test_the_first_name_makes_the_word_in_addresses(derbyshire: Trust, name: str, slug: str) -> None:
    assert OwnerFactory(name=name).slug == slug
    assert DeliveryUnit.objects.create(name=name, kind="other").slug == slug


def test_names_that_make_one_word_are_told_apart_by_a_number(derbyshire: Trust) -> None:
    slugs = [OwnerFactory(name=name).slug for name in ("Head, Estates", "Head Estates", "Head. Estates")]

    assert slugs == ["head-estates", "head-estates-2", "head-estates-3"]


def test_two_trusts_may_use_one_word(derbyshire: Trust, merseyside: Trust) -> None:
    with tenancy.trust(merseyside):
        assert OwnerFactory(name="Board Secretary").slug == "board-secretary"


def test_the_word_stays_when_the_name_changes(derbyshire: Trust, sign_in: SignIn) -> None:
    post = OwnerFactory(name="Head of Estates")
    post.name = "Head of Property"
    post.save()

    assert OwnerFactory(name="Head of Estates").slug == "head-of-estates-2"
    assert "Head of Property" in sign_in(OFFICER).get(f"{SETTINGS}posts/head-of-estates/").content.decode()


@pytest.mark.parametrize("model", [Owner, DeliveryUnit])
def test_the_database_lets_nobody_change_the_word(derbyshire: Trust, model: Any) -> None:
    row = model.objects.create(name="Estates", kind="unit" if model is Owner else "other")

    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(slug="another")


def test_a_number_that_was_taken_back_is_not_given_again(derbyshire: Trust) -> None:
    post, user = OwnerFactory(name="Head of Estates"), User.objects.get(email="smt@derbyshire.example")
    first, second = (HoldingFactory(post=post, user=user, since=f"2012-0{month}-01") for month in (1, 2))
    second.delete()
    third = HoldingFactory(post=post, user=user, since="2012-03-01")

    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert HoldingFactory(user=user).number == 1
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        Holding.objects.filter(pk=first.pk).update(number=9)


def test_seats_are_counted_in_their_group(derbyshire: Trust) -> None:
    group, post = Owner.objects.get(name="Directors"), OwnerFactory(name="Head of Estates")
    seats = [
        GroupMember.objects.create(group=one, post=post, since=datetime.date(2011, 7, 1))
        for one in (group, OwnerFactory(kind="group"))
    ]

    assert [seat.number for seat in seats] == [6, 1]


def test_no_page_of_the_settings_has_a_key_in_its_links(derbyshire: Trust, sign_in: SignIn) -> None:
    client = sign_in(OFFICER)
    post = Owner.objects.get(name="Director of Interventions")

    html = client.get(f"{SETTINGS}posts/director-of-interventions/").content.decode()

    assert f"/posts/{post.pk}/" not in html
    assert f'href="{SETTINGS}posts/director-of-interventions/holdings/1/"' in html
    assert client.get(f"{SETTINGS}posts/{post.pk}/").status_code == 404


def test_no_address_of_the_house_takes_a_key() -> None:
    def names(patterns: list[URLPattern | URLResolver]) -> set[str]:
        found: set[str] = set()
        for one in patterns:
            if isinstance(one, URLResolver):
                found |= set() if one.app_name == "admin" else names(one.url_patterns)
            else:
                found |= set(one.pattern.converters)
        return found

    assert not {"pk", "id"} & names(get_resolver().url_patterns)
