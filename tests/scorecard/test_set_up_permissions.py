"""Who may set up the scorecard, and that several who do it at once do not get in each other's way."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from django.test import Client

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust, User
from scorecard.models import Footnote, Measure, Scorecard
from tests.objectives.building import shown
from tests.scorecard.conftest import CARD, OFFICER
from tests.scorecard.test_at_once import AT_ONCE, enter_at_once

SignIn = Callable[[str], Client]
FORMS = [
    *("edit/", "perspectives/new/", "perspectives/2/edit/", "perspectives/2/delete/", "notes/new/"),
    *("measures/new/", "measures/2-1/edit/", "measures/2-1/withdraw/", "measures/2-1/restore/"),
    "measures/2-1/delete/",
]
PAGES = ["set-up/", "perspectives/2/order/"]
BUTTONS = ["perspectives/2/move/", "measures/2-1/move/"]
STRANGERS = ["director@merseyside.example", "officer@merseyside.example", "admin@probation.example"]
READERS = ["interventions", "chief.executive", "board.secretary", "smt", "audit", "auditor"]


@pytest.mark.parametrize("page", [*FORMS, *PAGES])
def test_the_officer_opens_every_page(sign_in: SignIn, page: str) -> None:
    assert sign_in(OFFICER).get(CARD + page).status_code == 200


@pytest.mark.parametrize("name", READERS)
def test_a_reader_who_is_not_the_officer_is_refused_in_words(sign_in: SignIn, name: str) -> None:
    client = sign_in(f"{name}@derbyshire.example")

    for page in [*FORMS, *PAGES, "new/"]:
        response = client.get(CARD + page)
        assert response.status_code == 403, page
        assert "Only the performance officer changes the scorecard." in response.content.decode()
    for page in [*FORMS, *BUTTONS, "new/"]:
        assert client.post(CARD + page, {"seen": "1", "direction": "up"}).status_code == 403, page
    assert "set-up/" not in client.get(CARD).content.decode()
    assert "measures/2-1/edit/" not in client.get(f"{CARD}measures/2-1/").content.decode()


@pytest.mark.parametrize("email", STRANGERS)
def test_another_trusts_reader_finds_no_such_page(sign_in: SignIn, email: str) -> None:
    client = sign_in(email)

    for page in [*FORMS, *PAGES, "new/", "bring-forward/"]:
        assert client.get(CARD + page).status_code == 404, page
    for page in [*FORMS, *BUTTONS, "new/", "bring-forward/"]:
        assert client.post(CARD + page, {"seen": "1", "direction": "up"}).status_code == 404, page


@pytest.mark.parametrize(
    "page",
    [
        *("perspectives/99/edit/", "perspectives/99/delete/", "perspectives/0/edit/", "perspectives/99/move/"),
        *("perspectives/99999999999999999999/edit/", "notes/99999999999999999999/edit/", "notes/999999/delete/"),
        *("measures/9-9/edit/", "measures/2-01/edit/", "measures/2.1/edit/", "measures/2a-1/withdraw/"),
        *("measures/2/delete/", "measures/999-999/restore/", "bring-forward/"),
    ],
)
def test_what_does_not_exist_is_an_unknown_page(sign_in: SignIn, page: str) -> None:
    client = sign_in(OFFICER)

    assert client.get(CARD + page).status_code == (405 if page.endswith("move/") else 404)
    assert client.post(CARD + page, {"seen": "1"}).status_code == 404
    assert client.get(f"{CARD}perspectives/99/order/").status_code == 404


@pytest.mark.parametrize("asked", ["x", "-1", "99", "9" * 30, "²", ""])
def test_a_perspective_that_does_not_exist_is_not_chosen_beforehand(sign_in: SignIn, asked: str) -> None:
    response = sign_in(OFFICER).get(f"{CARD}measures/new/", {"perspective": asked})

    assert response.status_code == 200
    assert not response.context["form"]["perspective"].value()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_that_only_show_take_nothing(sign_in: SignIn, method: str, page: str) -> None:
    assert getattr(sign_in(OFFICER), method)(CARD + page).status_code == 405


@pytest.mark.parametrize("page", BUTTONS)
def test_a_button_is_no_page(sign_in: SignIn, page: str) -> None:
    assert sign_in(OFFICER).get(CARD + page).status_code == 405


def test_setting_up_asks_as_often_for_many_perspectives_and_notes(
    sign_in: SignIn, derbyshire: Trust, count_queries: Callable[[], object]
) -> None:
    card = Scorecard.objects.get(year__start="2011-04-01")
    client = sign_in(OFFICER)
    client.get(f"{CARD}set-up/")
    with count_queries() as counted:
        client.get(f"{CARD}set-up/")
    before = len(counted())
    for number in range(20):
        card.perspectives.create(number=100 + number, title=f"Perspective {number}")
        Footnote.objects.create(scorecard=card, order=100 + number, text="Words", marker=str(100 + number))

    with count_queries() as counted:
        client.get(f"{CARD}set-up/")

    assert len(counted()) == before


# At once


@pytest.fixture
def clients(fresh_database: str) -> Iterator[list[Client]]:
    """The officer, signed in on several machines."""
    officer = User.objects.get(email=OFFICER)
    signed_in = [Client() for _ in range(AT_ONCE)]
    for client in signed_in:
        client.force_login(officer)
    yield signed_in
    connections.close_all()


def measures_called(name: str) -> list[int]:
    """The numbers of the measures whose name begins so."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        return list(Measure.objects.filter(name__startswith=name).order_by("number").values_list("number", flat=True))


def test_one_measure_sent_many_times_at_once_is_added_once(clients: list[Client]) -> None:
    page = f"{CARD}measures/new/"
    form = shown(clients[0], f"{page}?perspective=2", name="Sent at once")

    assert enter_at_once(clients, [form] * AT_ONCE, page) == [302] * AT_ONCE
    assert len(measures_called("Sent at once")) == 1


def test_measures_added_at_once_are_given_numbers_of_their_own(clients: list[Client]) -> None:
    page = f"{CARD}measures/new/"
    forms = [shown(clients[0], f"{page}?perspective=2", name=f"At once {number}") for number in range(AT_ONCE)]

    assert enter_at_once(clients, forms, page) == [302] * AT_ONCE
    numbers = measures_called("At once")
    assert numbers == list(range(numbers[0], numbers[0] + AT_ONCE))


def test_of_different_changes_at_once_one_is_kept_and_the_others_meet_it(clients: list[Client]) -> None:
    page = f"{CARD}measures/2-1/edit/"
    forms = [shown(clients[0], page, name=f"Changed at once {number}") for number in range(AT_ONCE)]

    assert sorted(enter_at_once(clients, forms, page)) == [302] + [409] * (AT_ONCE - 1)
    assert measures_called("Changed at once") == [1]
