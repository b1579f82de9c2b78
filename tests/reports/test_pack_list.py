"""Reports: who finds which packs."""

from collections.abc import Callable

import pytest
from django.test import Client

PACKS = "/derbyshire/2011-12/reports/"
SECTION_1 = ["chief.executive", "business.services", "board.secretary", "operations.city", "smt"]
BOTH = ["audit", "auditor", "officer"]


@pytest.mark.parametrize("name", SECTION_1)
def test_directors_and_smt_find_smts_pack_alone(sign_in: Callable[[str], Client], name: str) -> None:
    page = sign_in(f"{name}@derbyshire.example").get(PACKS)

    assert [pack.body.slug for pack in page.context["packs"]] == ["smt"]
    assert "Audit Committee" not in page.content.decode()


@pytest.mark.parametrize("name", BOTH)
def test_committee_auditor_and_officer_find_both_packs_the_latest_first(
    sign_in: Callable[[str], Client], name: str
) -> None:
    page = sign_in(f"{name}@derbyshire.example").get(PACKS)

    assert [pack.body.slug for pack in page.context["packs"]] == ["audit-committee", "smt"]
    assert "recorded from paper" in page.content.decode()


def test_to_an_administrator_it_is_an_unknown_page(sign_in: Callable[[str], Client]) -> None:
    assert sign_in("admin@probation.example").get(PACKS).status_code == 404


def test_a_trust_without_packs_says_so(sign_in: Callable[[str], Client]) -> None:
    page = sign_in("officer@merseyside.example").get("/merseyside/2010-11/reports/")

    assert page.status_code == 200
    assert "No pack that you may read has been given to a body in 2010/11" in page.content.decode()


def test_the_list_takes_as_many_queries_for_one_pack_as_for_two(
    sign_in: Callable[[str], Client], count_queries: Callable
) -> None:
    one, two = sign_in("smt@derbyshire.example"), sign_in("audit@derbyshire.example")
    # What a register's frame says is asked once and kept.
    for client in (one, two):
        client.get(PACKS)
    with count_queries() as few:
        one.get(PACKS)
    with count_queries() as more:
        two.get(PACKS)

    assert len(few()) == len(more()) <= 12
