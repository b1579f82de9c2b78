"""The officer says who answers for a measure."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Owner
from probation_planning.organisation.roles import Reader
from scorecard.models import Measure, MeasureOwner
from scorecard.services import assign
from tests.scorecard.conftest import CARD, HOLDER, OFFICER, POST

SignIn = Callable[[str], Client]
ADDRESS = f"{CARD}measures/2-1/assign/"


def owners(measure: Measure) -> list[tuple[str, bool]]:
    return [(row.owner.name, row.leads) for row in MeasureOwner.objects.filter(measure=measure).select_related("owner")]


@pytest.fixture
def named(derbyshire: Any) -> Callable[[str], Owner]:
    """An owner by name."""
    return lambda name: Owner.objects.get(name=name)


def test_the_officer_assigns_a_measure_to_a_post_and_the_page_names_it(
    sign_in: SignIn, measure_at: Callable[[str], Measure], named: Callable[[str], Owner]
) -> None:
    client = sign_in(OFFICER)

    response = client.post(ADDRESS, {"leads": named(POST).pk}, follow=True)

    assert f"{POST} answers for “Level 2/3 MAPP meeting attendance”." in response.content.decode()
    assert owners(measure_at("2-1")) == [(POST, True)]


def test_whoever_sits_in_the_group_may_then_enter_a_result(
    sign_in: SignIn, measure_at: Callable[[str], Measure], named: Callable[[str], Owner]
) -> None:
    sign_in(OFFICER).post(ADDRESS, {"leads": named("SMT").pk})

    assert sign_in(HOLDER).get(f"{CARD}measures/2-1/result/").status_code == 200


def test_it_can_be_left_unassigned_again(
    sign_in: SignIn, answered_for: Callable[[str], Measure], measure_at: Callable[[str], Measure]
) -> None:
    answered_for("2-1")

    response = sign_in(OFFICER).post(ADDRESS, {"leads": ""}, follow=True)

    assert "Nobody answers for “Level 2/3 MAPP meeting attendance” now." in response.content.decode()
    assert owners(measure_at("2-1")) == []


def test_others_need_somebody_who_leads(sign_in: SignIn, named: Callable[[str], Owner]) -> None:
    response = sign_in(OFFICER).post(ADDRESS, {"leads": "", "others": [named("SMT").pk]})

    assert response.status_code == 200
    assert "Choose who leads, or take the ticks away below." in response.content.decode()


@pytest.mark.parametrize("leads", ["0", "abc", "999999999", "-1"])
def test_an_owner_that_is_not_in_the_list_is_refused(sign_in: SignIn, derbyshire: Any, leads: str) -> None:
    response = sign_in(OFFICER).post(ADDRESS, {"leads": leads})

    assert response.status_code == 200
    assert "Choose a post or a group from the list." in response.content.decode()


def test_the_lead_passes_from_one_owner_to_another(
    measure_at: Callable[[str], Measure], named: Callable[[str], Owner], reader: Callable[[str], Reader]
) -> None:
    measure, officer = measure_at("2-1"), reader(OFFICER)
    assign(measure=measure, reader=officer, leads=named(POST), others=[named("SMT")])

    assert assign(measure=measure, reader=officer, leads=named("SMT"), others=[named(POST)])

    assert owners(measure) == [("SMT", True), (POST, False)]


def test_assigning_the_same_again_changes_nothing_and_every_change_is_tracked(
    measure_at: Callable[[str], Measure], named: Callable[[str], Owner], reader: Callable[[str], Reader]
) -> None:
    events = MeasureOwner.pgh_event_models["insert"]  # type: ignore[attr-defined]
    measure, officer = measure_at("2-1"), reader(OFFICER)
    act = {"measure": measure, "reader": officer, "leads": named(POST), "others": [named("SMT")]}
    before = events.objects.count()

    assert assign(**act)  # type: ignore[arg-type]
    after = events.objects.count()
    assert not assign(**act)  # type: ignore[arg-type]

    assert after == before + 2
    assert events.objects.count() == after
    assert assign(measure=measure, reader=officer, leads=None)
    assert events.objects.count() == after + 2


def test_a_post_that_was_closed_is_no_longer_offered_but_stays_where_it_is_named(
    sign_in: SignIn, answered_for: Callable[[str], Measure]
) -> None:
    answered_for("2-1")
    Owner.objects.filter(name=POST).update(closed_on="2011-05-01")
    client = sign_in(OFFICER)

    assert f">{POST}<" in client.get(ADDRESS).content.decode()
    assert f">{POST}<" not in client.get(f"{CARD}measures/2-2/assign/").content.decode()


def test_a_request_that_says_nothing_takes_nobody_away(
    sign_in: SignIn, measure_at: Callable[[str], Measure], named: Callable[[str], Owner]
) -> None:
    client = sign_in(OFFICER)
    client.post(ADDRESS, {"leads": named(POST).pk})

    silent, other = client.post(ADDRESS, {}), client.put(ADDRESS)

    assert "Choose who answers for it" in silent.content.decode()
    assert other.status_code == 405
    assert owners(measure_at("2-1")) == [(POST, True)]
