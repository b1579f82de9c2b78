"""Every page of the house, as those who open it ask for it: of many rows it asks the database as often as of few."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import reset_queries
from django.test import Client

from probation_planning.organisation.models import Trust, User
from probation_planning.reports.example import Size
from tests.reports.grown import DAY, FEW, MANY, PEOPLE, grown, pages

SMALL = Size(risks=12, objectives=12, measures=9, reviews=4, quarters=6, busy=6)
LARGE = Size(risks=40, objectives=40, measures=27, reviews=6, quarters=6, busy=24)
# Acts without a page of their own, and addresses that lead elsewhere.
ACTS = {
    "objectives:give_owner",
    "objectives:narrative_move",
    "objectives:objective_confirm",
    "objectives:part_move",
    "objectives:table_confirm",
    "organisation:confirm_seats",
    "organisation:confirm_unit",
    "organisation:draft",
    "organisation:move_post",
    "reports:answers",
    "reports:pack_draw",
    "reports:trust",
    "risks:review_open",
}
# Pages about one thing in a state that nothing of the made-up trusts is in.
OF_ANOTHER_STATE = {
    "objectives:evidence",
    "objectives:object",
    "objectives:plan_add",
    "risks:correct",
    "risks:reopen",
    "risks:setup_carry",
    "risks:stage_close",
    "risks:stage_held",
    "risks:stage_resume",
    "risks:stage_withdraw",
}


@pytest.fixture
def trusts(db: None, settings: Any) -> tuple[Trust, Trust]:
    """One with little and one with much."""
    settings.TODAY = DAY
    return grown(1, SMALL, FEW), grown(2, LARGE, MANY)


def signed_in(name: str, trust: Trust) -> Client:
    """Somebody of the trust, who has asked for a page already: what a worker asks once in its life is asked."""
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@{trust.slug}.example"))
    client.get("/")
    return client


def test_no_page_asks_more_for_more_rows(trusts: tuple[Trust, Trust], count_queries: Callable[[], Any]) -> None:
    few, many = trusts
    of_few, of_many = list(pages(few)), list(pages(many))
    grows: dict[tuple[str, str], tuple[int, list[str]]] = {}
    opened: set[str] = set()

    for who in PEOPLE:
        one, other = signed_in(who, few), signed_in(who, many)
        for (name, address), (_, larger) in zip(of_few, of_many, strict=True):
            reset_queries()
            with count_queries() as asked:
                if one.get(address).status_code != 200:
                    continue
            with count_queries() as asked_more:
                assert other.get(larger).status_code == 200, larger
            opened.add(name)
            if len(asked()) != len(asked_more()):
                grows[who, larger] = len(asked()), asked_more()

    assert grows == {}
    assert {name for name, _ in of_few} - opened == ACTS | OF_ANOTHER_STATE
