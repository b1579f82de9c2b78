"""The page of an aim."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.objectives.conftest import OWNER, PLAN

SignIn = Callable[[str], Client]


def words(client: Client, number: str) -> str:
    """An aim's page as text without spare spaces."""
    response = client.get(f"{PLAN}aims/{number}/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_it_shows_its_theme_and_objectives(sign_in: SignIn) -> None:
    page = words(sign_in(OWNER), "1.2")

    assert "EMPOWER OUR STAFF TO DELIVER QUALITY SERVICES" in page
    assert "STRIVING FOR EXCELLENCE" in page
    assert page.count('<li class="objective">') == 5
    assert page.count("status--unanswered") == 5


@pytest.mark.parametrize(
    ("number", "before", "after"),
    [("1.1", None, "1.2"), ("1.7", "1.6", "2.1"), ("5.6", "5.5", "5.8"), ("5.8", "5.6", None)],
)
def test_it_leads_to_its_neighbours(sign_in: SignIn, number: str, before: str | None, after: str | None) -> None:
    page = words(sign_in(OWNER), number)

    assert (f'{PLAN}aims/{before}/" rel="prev"' in page) if before else ('rel="prev"' not in page)
    assert (f'{PLAN}aims/{after}/" rel="next"' in page) if after else ('rel="next"' not in page)


@pytest.mark.parametrize("number", ["5.7", "9.9", "1"])
def test_an_aim_that_the_plan_has_not_is_an_unknown_page(sign_in: SignIn, number: str) -> None:
    assert sign_in(OWNER).get(f"{PLAN}aims/{number}/").status_code == 404


def test_it_asks_little_of_the_database(sign_in: SignIn, count_queries: Any) -> None:
    client = sign_in(OWNER)

    with count_queries() as counted:
        client.get(f"{PLAN}aims/5.4/")

    assert len(counted()) <= 15
