"""The pages on which a post is handed over, to another post and to another person."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import (
    Holding,
    Membership,
    Owner,
    Role,
    User,
)
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.services.holdings import who_holds
from tests.factories import UserFactory

OFFICER = "officer@derbyshire.example"
OWNER = "business.services@derbyshire.example"
POSTS = "/derbyshire/settings/posts/"

Readers = Callable[[str], Reader]
SignIn = Callable[[str], Client]


# The page


def test_the_page_lists_beforehand_what_will_move(sign_in: SignIn, post: Owner) -> None:
    html = sign_in(OFFICER).get(f"{POSTS}{post.slug}/hand-over/post/").content.decode()

    assert "17 objectives, 9 risks and 2 seats in groups" in html
    assert 'href="/derbyshire/2011-12/plan/objectives/1.2-3/"' in html


def test_a_bad_form_comes_back_with_its_words(sign_in: SignIn, post: Owner, successor: Owner) -> None:
    page = sign_in(OFFICER).post(
        f"{POSTS}{post.slug}/hand-over/post/", {"successor": "", "day": "31 6 2011", "seen": 1}
    )

    html = page.content.decode()
    assert "Choose who takes over." in html
    assert "There is no 31 June 2011" in html
    assert 'value="31 6 2011"' in html


def test_a_page_that_is_old_shows_the_list_again(sign_in: SignIn, post: Owner, successor: Owner) -> None:
    client = sign_in(OFFICER)
    sent = {"successor": successor.pk, "day": "20 6 2011", "seen": 1}

    page = client.post(f"{POSTS}{post.slug}/hand-over/post/", sent)

    assert page.status_code == 409
    assert "has changed since you opened this page" in page.content.decode()
    again = {**sent, "seen": page.context["form"].data["seen"]}
    assert client.post(f"{POSTS}{post.slug}/hand-over/post/", again).status_code == 302
    assert client.post(f"{POSTS}{post.slug}/hand-over/post/", again).status_code == 302


@pytest.mark.parametrize("way", ["post", "person"])
@pytest.mark.parametrize(
    ("email", "status"),
    [
        (OWNER, 403),
        ("smt@derbyshire.example", 403),
        ("audit@derbyshire.example", 403),
        ("auditor@derbyshire.example", 403),
        ("officer@merseyside.example", 404),
    ],
)
def test_only_the_officer_of_the_trust_hands_over(
    sign_in: SignIn, post: Owner, way: str, email: str, status: int
) -> None:
    address = f"{POSTS}{post.slug}/hand-over/{way}/"

    assert sign_in(email).get(address).status_code == status
    assert sign_in(email).post(address, {}).status_code == status


def test_the_page_asks_no_more_the_more_a_post_owns(
    sign_in: SignIn, post: Owner, successor: Owner, count_queries: Any
) -> None:
    client = sign_in(OFFICER)
    client.get(f"{POSTS}{post.slug}/hand-over/post/")
    found = []
    for one in (post, successor):
        with count_queries() as counted:
            client.get(f"{POSTS}{one.slug}/hand-over/post/")
        found.append(len(counted()))

    assert found[0] == found[1] <= 20


# To another person


def test_the_work_follows_the_post_on_the_day(sign_in: SignIn, settings: Any, post: Owner, newcomer: User) -> None:
    deputy = UserFactory(email="deputy@derbyshire.example", name="Deputy")
    Membership.objects.create(user=deputy, role=Role.DIRECTOR)
    Holding.objects.create(post=post, user=deputy, capacity=Holding.Capacity.DEPUTY)
    holding = Holding.objects.get(post=post, capacity="holder")
    sent = {
        "holding": holding.pk,
        "user": newcomer.pk,
        "capacity": "holder",
        "last_day": "30 6 2011",
        "seen": who_holds(post),
    }

    answer = sign_in(OFFICER).post(f"{POSTS}{post.slug}/hand-over/person/", sent)

    assert answer.status_code == 302
    for day, owner, other in [
        (datetime.date(2011, 6, 29), OWNER, newcomer.email),
        (datetime.date(2011, 6, 30), OWNER, newcomer.email),
        (datetime.date(2011, 7, 1), newcomer.email, OWNER),
    ]:
        settings.TODAY = day
        assert "0 of 17 objectives answered" in sign_in(owner).get("/").content.decode()
        assert "1.2-3" not in sign_in(other).get("/").content.decode()
        assert "0 of 17 objectives answered" in sign_in(deputy.email).get("/").content.decode()


def test_a_group_item_follows_the_seat_to_whoever_holds_the_post(
    reader: Readers, settings: Any, sign_in: SignIn, post: Owner, newcomer: User
) -> None:
    holding = Holding.objects.get(post=post)
    sent = {
        "holding": holding.pk,
        "user": newcomer.pk,
        "capacity": "holder",
        "last_day": "20 6 2011",
        "seen": who_holds(post),
    }

    sign_in(OFFICER).post(f"{POSTS}{post.slug}/hand-over/person/", sent)

    directors = Owner.objects.get(name="Directors")
    assert directors not in reader(newcomer.email).owners
    assert directors in reader(OWNER).owners
    settings.TODAY = datetime.date(2011, 6, 21)
    assert directors in reader(newcomer.email).owners
    assert directors not in reader(OWNER).owners


def test_a_person_who_follows_is_entered_once_however_often_the_form_comes(
    sign_in: SignIn, post: Owner, newcomer: User
) -> None:
    holding = Holding.objects.get(post=post)
    sent = {
        "holding": holding.pk,
        "user": newcomer.pk,
        "capacity": "acting",
        "last_day": "10 6 2011",
        "seen": who_holds(post),
    }
    client = sign_in(OFFICER)

    for _ in range(2):
        assert client.post(f"{POSTS}{post.slug}/hand-over/person/", sent).status_code == 302

    rows = Holding.objects.filter(post=post).order_by("pk")
    assert [(row.until, row.since) for row in rows] == [
        (datetime.date(2011, 6, 10), None),
        (None, datetime.date(2011, 6, 11)),
    ]


def test_nobody_takes_a_post_over_themselves(sign_in: SignIn, post: Owner) -> None:
    holding = Holding.objects.get(post=post)
    officer = User.objects.get(email=OFFICER)
    sent = {
        "holding": holding.pk,
        "user": officer.pk,
        "capacity": "holder",
        "last_day": "30 6 2011",
        "seen": who_holds(post),
    }

    page = sign_in(OFFICER).post(f"{POSTS}{post.slug}/hand-over/person/", sent)

    assert page.status_code == 403
    assert "Nobody gives a post to themselves" in page.content.decode()
    assert Holding.objects.filter(post=post).count() == 1


def test_a_handover_that_comes_second_is_told_of_the_first(sign_in: SignIn, post: Owner, newcomer: User) -> None:
    holding = Holding.objects.get(post=post)
    other = User.objects.get(email="interventions@derbyshire.example")
    sent = {"holding": holding.pk, "capacity": "holder", "last_day": "30 6 2011", "seen": who_holds(post)}
    client, address = sign_in(OFFICER), f"{POSTS}{post.slug}/hand-over/person/"
    assert client.post(address, {**sent, "user": newcomer.pk}).status_code == 302

    page = client.post(address, {**sent, "user": other.pk, "last_day": "29 6 2011"})

    assert page.status_code == 409
    assert "New Director is holder of Director of Business Services from 1 July 2011." in page.content.decode()
    assert 'value="29 6 2011"' in page.content.decode()
    assert not Holding.objects.filter(post=post, user=other).exists()


def test_a_person_of_another_trust_takes_nothing_over(sign_in: SignIn, post: Owner) -> None:
    holding = Holding.objects.get(post=post)
    stranger = User.objects.get(email="director@merseyside.example")
    sent = {"holding": holding.pk, "user": stranger.pk, "capacity": "holder", "last_day": "30 6 2011"}

    page = sign_in(OFFICER).post(f"{POSTS}{post.slug}/hand-over/person/", {**sent, "seen": who_holds(post)})

    assert "Choose a person from the list." in page.content.decode()
    assert str(stranger) not in page.content.decode()
    assert Holding.objects.filter(post=post).count() == 1


def test_nobody_follows_themselves_in_the_same_capacity(sign_in: SignIn, post: Owner) -> None:
    holding = Holding.objects.get(post=post)
    sent = {"holding": holding.pk, "user": holding.user_id, "last_day": "30 6 2011", "seen": who_holds(post)}
    client, address = sign_in(OFFICER), f"{POSTS}{post.slug}/hand-over/person/"

    page = client.post(address, {**sent, "capacity": "holder"})

    assert "holds the post already. Choose another person" in page.content.decode()
    assert client.post(address, {**sent, "capacity": "acting"}).status_code == 302


def test_whoever_may_answer_for_nothing_is_named_to_the_officer(sign_in: SignIn, post: Owner) -> None:
    auditor = User.objects.get(email="auditor@derbyshire.example")
    holding = Holding.objects.get(post=post)
    sent = {
        "holding": holding.pk,
        "user": auditor.pk,
        "capacity": "holder",
        "last_day": "30 6 2011",
        "seen": who_holds(post),
    }

    page = sign_in(OFFICER).post(f"{POSTS}{post.slug}/hand-over/person/", sent, follow=True)

    assert "has no role in which post-holders answer" in page.content.decode()
