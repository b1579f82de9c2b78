"""Posts, and who holds them from when to when."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Holding, Membership, Owner, Role, Trust, User
from probation_planning.organisation.posts import held_posts
from tests.factories import HoldingFactory, OwnerFactory, UserFactory
from tests.pressing import press, unseen

OFFICER = "officer@derbyshire.example"
POSTS = "/derbyshire/settings/posts/"
TODAY = datetime.date(2011, 6, 20)
ONCE = "5b0f9c1e-8f0d-4a53-9d0c-0f6c1f6f3a11"
CAPACITY = Holding.Capacity

SignIn = Callable[[str], Client]


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    """The performance officer at work."""
    return sign_in(OFFICER)


@pytest.fixture
def post(derbyshire: Trust) -> Owner:
    """A post that nobody holds."""
    return OwnerFactory(name="Head of Estates")


@pytest.fixture
def user(derbyshire: Trust) -> User:
    """Somebody of the trust."""
    one = UserFactory(email="estates@derbyshire.example", name="Estates Person")
    Membership.objects.create(user=one, role=Role.DIRECTOR)
    return one


def sent(person: User, **changed: str) -> dict[str, Any]:
    """The form of a holding."""
    return {"user": person.pk, "capacity": "holder", "since": "", "until": "", **changed}


@pytest.mark.parametrize(
    ("holdings", "says"),
    [
        ([], "Vacant"),
        ([("A", CAPACITY.HOLDER)], "A"),
        ([("A", CAPACITY.HOLDER), ("B", CAPACITY.HOLDER)], "A and B"),
        ([("A", CAPACITY.ACTING)], "Acting: A"),
        ([("A", CAPACITY.DEPUTY)], "Vacant; deputy: A"),
        ([("A", CAPACITY.HOLDER), ("B", CAPACITY.ACTING), ("C", CAPACITY.DEPUTY)], "A; acting: B; deputy: C"),
    ],
)
def test_who_holds_a_post_is_said_in_words(post: Owner, holdings: list[tuple[str, Any]], says: str) -> None:
    for name, capacity in holdings:
        HoldingFactory(post=post, user=UserFactory(name=name), capacity=capacity)

    assert held_posts([post], TODAY)[0].sentence == says


def test_who_comes_and_who_went_stand_apart(officer: Client, post: Owner) -> None:
    for name, since, until in [
        ("Went", None, "2011-06-19"),
        ("Is", "2011-06-20", "2011-06-20"),
        ("Comes", "2011-06-21", None),
    ]:
        HoldingFactory(post=post, user=UserFactory(name=name), since=since, until=until)

    times = officer.get(f"{POSTS}{post.slug}/").context["held"].times

    assert [[str(row.user) for row in rows] for rows in (times.past, times.now, times.to_come)] == [
        ["Went"],
        ["Is"],
        ["Comes"],
    ]


def test_a_post_is_added_once_and_vacant_however_often_the_form_comes(officer: Client, derbyshire: Trust) -> None:
    pages = [officer.post(f"{POSTS}new/", {"name": "Head of Courts", "once": ONCE}, follow=True) for _ in range(2)]

    for page in pages:
        assert page.redirect_chain == [(f"{POSTS}head-of-courts/", 302)]
        assert "Head of Courts is added. It is vacant" in page.content.decode()
    assert Owner.objects.get(name="Head of Courts").kind == "post"


def test_a_form_that_comes_again_with_another_name_adds_another_when_that_is_said(
    officer: Client, derbyshire: Trust
) -> None:
    officer.post(f"{POSTS}new/", {"name": "Head of Courts", "once": ONCE})

    page = officer.post(f"{POSTS}new/", {"name": "Head of Estates", "once": ONCE})
    again = {"name": "Head of Estates", "once": page.context["form"].data["once"]}

    assert page.status_code == 409
    assert "This form was saved already as Head of Courts." in page.content.decode()
    assert officer.post(f"{POSTS}new/", again).status_code == 302
    assert Owner.objects.filter(name__startswith="Head of").count() == 2


@pytest.mark.parametrize(
    "name",
    [
        *("", "   ", "SMT", "Chief Executive", "chief executive", " Chief  Executive ", "Chief\u00a0Executive"),
        *("\u200b", "C\u200bhair", "x" * 121, "Chief\x00", "\u202egninnalP"),
    ],
)
def test_a_name_that_does_not_do_is_refused(officer: Client, derbyshire: Trust, name: str) -> None:
    before = Owner.objects.count()

    assert officer.post(f"{POSTS}new/", {"name": name, "once": ONCE}).status_code in (200, 400)
    assert Owner.objects.count() == before


def test_a_renamed_post_says_what_it_was_called(officer: Client, derbyshire: Trust) -> None:
    post = Owner.objects.get(name="Board Secretary")
    page = officer.get(f"{POSTS}{post.slug}/rename/")

    officer.post(f"{POSTS}{post.slug}/rename/", {"name": "Secretary", "seen": page.context["form"].initial["seen"]})

    html = officer.get(f"{POSTS}{post.slug}/").content.decode()
    assert "keeps the name of its day" in page.content.decode()
    assert "Secretary" in html
    assert "Board Secretary, until" in html


def test_two_who_rename_at_once_see_each_other(officer: Client, post: Owner) -> None:
    seen = officer.get(f"{POSTS}{post.slug}/rename/").context["form"].initial["seen"]
    officer.post(f"{POSTS}{post.slug}/rename/", {"name": "Head of Property", "seen": seen})

    second = officer.post(f"{POSTS}{post.slug}/rename/", {"name": "Head of Buildings", "seen": seen})

    assert second.status_code == 409
    assert "Head of Property" in second.content.decode()


def test_posts_are_put_in_another_order_by_a_button(officer: Client, derbyshire: Trust) -> None:
    names = list(Owner.objects.posts().order_by("order", "name").values_list("name", flat=True))
    moved = Owner.objects.get(name=names[2])

    for _ in range(2):
        assert press(officer, f"{POSTS}{moved.slug}/move/", {"place": "1"}, on=POSTS).status_code == 302

    after = list(Owner.objects.posts().order_by("order", "name").values_list("name", flat=True))
    assert after == [names[0], names[2], names[1], *names[3:]]


@pytest.mark.parametrize("place", ["", "up", "-1", "999999"])
def test_a_place_that_is_none_is_not_found(officer: Client, post: Owner, place: str) -> None:
    assert officer.post(f"{POSTS}{post.slug}/move/", {"place": place}).status_code == 404


def test_nobody_else_puts_posts_in_order(sign_in: SignIn, post: Owner) -> None:
    assert sign_in("smt@derbyshire.example").post(f"{POSTS}{post.slug}/move/", {"place": "x"}).status_code == 403
    assert sign_in("officer@merseyside.example").post(f"{POSTS}{post.slug}/move/", {"place": "0"}).status_code == 404


def test_a_person_holds_a_post_once_however_often_the_form_comes(officer: Client, post: Owner, user: User) -> None:
    for _ in range(2):
        answer = officer.post(f"{POSTS}{post.slug}/holdings/new/", sent(user, since="1 7 2011"), follow=True)

    holding = Holding.objects.get(post=post)
    assert (holding.user, holding.since, holding.until) == (user, datetime.date(2011, 7, 1), None)
    assert "Estates Person is holder of Head of Estates from 1 July 2011." in answer.content.decode()


@pytest.mark.parametrize(
    ("there", "new", "fits"),
    [
        ((None, None), ("1 7 2011", ""), False),
        ((None, "2011-06-30"), ("1 7 2011", ""), True),
        ((None, "2011-06-30"), ("30 6 2011", ""), False),
        (("2011-07-01", None), ("", "30 6 2011"), True),
        (("2011-07-01", None), ("", "1 7 2011"), False),
        (("2011-05-01", "2011-05-31"), ("1 4 2011", "30 6 2011"), False),
    ],
)
@pytest.mark.parametrize("capacity", CAPACITY.values)
def test_nobody_is_in_one_post_twice_at_once(
    officer: Client,
    post: Owner,
    user: User,
    there: tuple[str | None, str | None],
    new: tuple[str, str],
    fits: bool,
    capacity: str,
) -> None:
    HoldingFactory(post=post, user=user, since=there[0], until=there[1])

    page = officer.post(f"{POSTS}{post.slug}/holdings/new/", sent(user, since=new[0], until=new[1], capacity=capacity))

    assert page.status_code == (302 if fits else 200)
    assert Holding.objects.filter(post=post).count() == 1 + fits
    assert fits or "Estates Person is in this post already" in page.content.decode()


def test_several_people_may_hold_a_post_at_once(officer: Client, post: Owner, user: User) -> None:
    HoldingFactory(post=post)

    assert officer.post(f"{POSTS}{post.slug}/holdings/new/", sent(user)).status_code == 302


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"user": ""}, "Choose a person."),
        ({"user": "999999"}, "Choose a person from the list."),
        ({"capacity": "king"}, "Choose from the list."),
        ({"since": "31 6 2011"}, "There is no 31 June 2011"),
        ({"since": "2 7 2011", "until": "1 7 2011"}, "The last day is before the first."),
    ],
)
def test_a_bad_holding_comes_back_explained(
    officer: Client, post: Owner, user: User, changed: dict[str, str], says: str
) -> None:
    page = officer.post(f"{POSTS}{post.slug}/holdings/new/", sent(user, **changed))

    assert says in page.content.decode()
    assert not Holding.objects.filter(post=post).exists()


def test_a_stranger_holds_no_post(officer: Client, post: Owner) -> None:
    stranger = User.objects.get(email="director@merseyside.example")

    page = officer.post(f"{POSTS}{post.slug}/holdings/new/", sent(stranger))

    assert "Choose a person from the list." in page.content.decode()


def test_nobody_gives_a_post_to_themselves(officer: Client, post: Owner) -> None:
    page = officer.post(f"{POSTS}{post.slug}/holdings/new/", sent(User.objects.get(email=OFFICER)))

    assert page.status_code == 403
    assert "Nobody gives a post to themselves" in page.content.decode()
    assert not Holding.objects.filter(post=post).exists()


def test_a_holding_ends_on_a_day(officer: Client, post: Owner, user: User) -> None:
    holding = HoldingFactory(post=post, user=user)
    address = f"{POSTS}{post.slug}/holdings/{holding.number}/"
    seen = officer.get(address).context["form"].initial["seen"]

    ended = {"capacity": "holder", "since": "", "until": "30 6 2011", "seen": seen}
    assert [officer.post(address, ended).status_code for _ in range(2)] == [302, 302]
    second = officer.post(address, {**ended, "until": "31 7 2011"})

    holding.refresh_from_db()
    assert holding.until == datetime.date(2011, 6, 30)
    assert second.status_code == 409


def test_a_holding_that_has_not_begun_is_taken_back(officer: Client, post: Owner, user: User) -> None:
    coming = HoldingFactory(post=post, user=user, since="2011-06-21")
    running = HoldingFactory(post=post, since="2011-06-20")

    address = f"{POSTS}{post.slug}/holdings/{coming.number}/cancel/"
    form = unseen(officer, address)
    assert [officer.post(address, form).status_code for _ in range(2)] == [302, 302]
    assert [officer.get(address).status_code, officer.post(address.replace("/1/", "/9/")).status_code] == [404, 404]
    refused = press(officer, f"{POSTS}{post.slug}/holdings/{running.number}/cancel/")

    assert "holds the post already" in refused.content.decode()
    assert list(Holding.objects.filter(post=post)) == [running]


def test_a_closed_post_takes_nobody(officer: Client, post: Owner, user: User) -> None:
    Owner.objects.filter(pk=post.pk).update(closed_on=TODAY)

    page = officer.post(f"{POSTS}{post.slug}/holdings/new/", sent(user))

    assert "was closed on 20 June 2011" in page.content.decode()


@pytest.mark.parametrize("address", ["", "rename/", "holdings/new/", "hand-over/post/"])
def test_posts_of_another_trust_and_groups_are_not_found(
    sign_in: SignIn, officer: Client, derbyshire: Trust, post: Owner, address: str
) -> None:
    group = Owner.objects.get(name="SMT")

    assert officer.get(f"{POSTS}{group.slug}/{address}").status_code == 404
    elsewhere = sign_in("officer@merseyside.example").get(f"/merseyside/settings/posts/{post.slug}/{address}")
    assert elsewhere.status_code == 404


def test_the_list_asks_no_more_for_more_posts(officer: Client, derbyshire: Trust, count_queries: Any) -> None:
    officer.get(POSTS)
    found = []
    for more in (3, 30):
        HoldingFactory.create_batch(more)
        with count_queries() as counted:
            officer.get(POSTS)
        found.append(len(counted()))

    assert found[0] == found[1] <= 7


def test_words_that_were_refused_come_back_to_be_kept(sign_in: SignIn, post: Owner) -> None:
    words = "Head of all <b>estates</b>"

    page = sign_in("smt@derbyshire.example").post(f"{POSTS}{post.slug}/rename/", {"name": words, "seen": "4"})

    assert page.status_code == 403
    assert "It is not saved. Copy what you want to keep." in page.content.decode()
    assert "Head of all &lt;b&gt;estates&lt;/b&gt;" in page.content.decode()
    assert ">4</div>" not in page.content.decode()
    post.refresh_from_db()
    assert post.name == "Head of Estates"
