"""The officer says who answers for a measure."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Owner
from probation_planning.organisation.roles import Reader
from scorecard.models import Measure, MeasureOwner
from scorecard.services.assigning import assign
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

    response = client.post(ADDRESS, {"leads": named(POST).pk, "seen": 0}, follow=True)

    assert f"{POST} answers for “Level 2/3 MAPP meeting attendance”." in response.content.decode()
    assert owners(measure_at("2-1")) == [(POST, True)]


def test_whoever_sits_in_the_group_may_then_enter_a_result(
    sign_in: SignIn, measure_at: Callable[[str], Measure], named: Callable[[str], Owner]
) -> None:
    sign_in(OFFICER).post(ADDRESS, {"leads": named("SMT").pk, "seen": 0})

    assert sign_in(HOLDER).get(f"{CARD}measures/2-1/result/").status_code == 200


def test_it_can_be_left_unassigned_again(
    sign_in: SignIn, answered_for: Callable[[str], Measure], measure_at: Callable[[str], Measure]
) -> None:
    answered_for("2-1")

    response = sign_in(OFFICER).post(ADDRESS, {"leads": "", "seen": 1}, follow=True)

    assert "Nobody answers for “Level 2/3 MAPP meeting attendance” now." in response.content.decode()
    assert owners(measure_at("2-1")) == []


def test_others_need_somebody_who_leads(sign_in: SignIn, named: Callable[[str], Owner]) -> None:
    response = sign_in(OFFICER).post(ADDRESS, {"leads": "", "others": [named("SMT").pk], "seen": 0})

    assert response.status_code == 200
    assert "Choose who leads, or take the ticks away below." in response.content.decode()


@pytest.mark.parametrize("leads", ["0", "abc", "999999999", "-1"])
def test_an_owner_that_is_not_in_the_list_is_refused(sign_in: SignIn, derbyshire: Any, leads: str) -> None:
    response = sign_in(OFFICER).post(ADDRESS, {"leads": leads, "seen": 0})

    assert response.status_code == 200
    assert "Choose a post or a group from the list." in response.content.decode()


def test_the_lead_passes_from_one_owner_to_another(
    measure_at: Callable[[str], Measure], named: Callable[[str], Owner], reader: Callable[[str], Reader]
) -> None:
    measure, officer = measure_at("2-1"), reader(OFFICER)
    assign(measure=measure, reader=officer, leads=named(POST), others=[named("SMT")], seen=0)

    assert assign(measure=measure, reader=officer, leads=named("SMT"), others=[named(POST)], seen=2)

    assert owners(measure) == [("SMT", True), (POST, False)]


def test_assigning_the_same_again_changes_nothing_and_every_change_is_tracked(
    measure_at: Callable[[str], Measure], named: Callable[[str], Owner], reader: Callable[[str], Reader]
) -> None:
    events = MeasureOwner.pgh_event_models["insert"]  # type: ignore[attr-defined]
    measure, officer = measure_at("2-1"), reader(OFFICER)
    act = {"measure": measure, "reader": officer, "leads": named(POST), "others": [named("SMT")], "seen": 0}
    before = events.objects.count()

    assert assign(**act)  # type: ignore[arg-type]
    after = events.objects.count()
    assert not assign(**act)  # type: ignore[arg-type]

    assert after == before + 2
    assert events.objects.count() == after
    assert assign(measure=measure, reader=officer, leads=None, seen=2)
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
    client.post(ADDRESS, {"leads": named(POST).pk, "seen": 0})

    silent, other = client.post(ADDRESS, {}), client.put(ADDRESS)

    assert "Choose who answers for it" in silent.content.decode()
    assert other.status_code == 405
    assert owners(measure_at("2-1")) == [(POST, True)]


def seen(client: Client) -> str:
    """What the form was filled in beside."""
    found = re.search(r'name="seen" value="(\d+)"', client.get(ADDRESS).content.decode())
    assert found is not None
    return found[1]


def test_of_two_who_assign_at_once_the_later_sees_both_choices_and_keeps_theirs(
    sign_in: SignIn, measure_at: Callable[[str], Measure], named: Callable[[str], Owner]
) -> None:
    client = sign_in(OFFICER)
    before = seen(client)
    client.post(ADDRESS, {"leads": named(POST).pk, "others": [named("Chair").pk], "seen": before})

    later = client.post(ADDRESS, {"leads": named("SMT").pk, "seen": before})
    page = later.content.decode()

    assert later.status_code == 409
    assert "Performance officer saved it at " in page
    assert "data-draft" not in page.split("<main")[1].split("</main>")[0]
    assert [tuple(line) for line in later.context["lines"]] == [
        ("Who answers for it", POST, named("SMT")),
        ("Who may answer besides", "Chair", "nobody"),
    ]
    assert f'<option value="{named("SMT").pk}" selected>' in page
    assert owners(measure_at("2-1")) == [(POST, True), ("Chair", False)]

    again = client.post(ADDRESS, {"leads": named("SMT").pk, "seen": later.context["form"]["seen"].value()})

    assert again.status_code == 302
    assert owners(measure_at("2-1")) == [("SMT", True)]


def test_taking_the_owner_away_at_once_meets_the_other_choice_too(
    sign_in: SignIn, measure_at: Callable[[str], Measure], named: Callable[[str], Owner]
) -> None:
    client = sign_in(OFFICER)
    client.post(ADDRESS, {"leads": named(POST).pk, "seen": "0"})

    response = client.post(ADDRESS, {"leads": "", "seen": "0"})

    assert response.status_code == 409
    assert [line.mine for line in response.context["lines"]] == ["nobody", "nobody"]
    assert owners(measure_at("2-1")) == [(POST, True)]


def test_the_same_choice_sent_twice_meets_nobody(sign_in: SignIn, named: Callable[[str], Owner]) -> None:
    client = sign_in(OFFICER)
    form = {"leads": named(POST).pk, "seen": "0"}

    assert [client.post(ADDRESS, form).status_code for _ in range(2)] == [302, 302]


def test_a_change_in_the_administration_is_seen_as_well(
    sign_in: SignIn, measure_at: Callable[[str], Measure], named: Callable[[str], Owner]
) -> None:
    client = sign_in(OFFICER)
    before = seen(client)
    MeasureOwner.objects.create(measure=measure_at("2-1"), owner=named("Chair"), leads=True)

    assert client.post(ADDRESS, {"leads": named(POST).pk, "seen": before}).status_code == 409


@pytest.mark.parametrize("typed", ["", "x", "-1", "9" * 400])
def test_a_form_that_does_not_say_what_it_was_filled_in_beside_changes_nothing(
    sign_in: SignIn, measure_at: Callable[[str], Measure], named: Callable[[str], Owner], typed: str
) -> None:
    response = sign_in(OFFICER).post(ADDRESS, {"leads": named(POST).pk, "seen": typed})

    assert response.status_code in {200, 409}
    assert owners(measure_at("2-1")) == []
