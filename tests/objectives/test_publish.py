"""The officer publishes the plan, and everybody reads what it said."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import AnnualPlan, Objective, PlanVersion
from probation_planning.organisation.models import Body, Year
from tests.factories import AimFactory
from tests.objectives.building import seen_in, text_of
from tests.objectives.conftest import OFFICER, OWNER, PLAN

SignIn = Callable[[str], Client]
PUBLISH = PLAN + "publish/"
VERSIONS = PLAN + "versions/"


def shown(client: Client, **typed: str) -> dict[str, str]:
    """The form as the page shows it, with this typed in."""
    form = client.get(PUBLISH).context["form"]
    filled = {bound.html_name: str(bound.value() or "") for bound in form}
    return filled | {"approved_on": "15 6 2011", "minute_reference": "BM 45/11", "note": ""} | typed


@pytest.fixture
def edited(year: Year) -> Objective:
    """1.2-3, with other words than the paper's."""
    Objective.objects.of(year).filter(reference="1.2-3").update(text="Move the payroll to one supplier")
    return Objective.objects.of(year).get(reference="1.2-3")


def versions(year: Year) -> list[PlanVersion]:
    """Of the year's plan, the first first."""
    return list(AnnualPlan.objects.get(year=year).versions.order_by("number"))


def test_the_officer_sees_what_is_new_before_publishing(sign_in: SignIn, edited: Objective) -> None:
    page = text_of(sign_in(OFFICER).get(PUBLISH))

    assert "What is new since version 1" in page
    assert "Objective 1.2-3 changed Move the payroll to one supplier" in page
    assert "Is Move the payroll to one supplier" in page
    assert "Board" in page


def test_publishing_records_the_approval_and_makes_a_version(sign_in: SignIn, year: Year, edited: Objective) -> None:
    client = sign_in(OFFICER)

    response = client.post(PUBLISH, shown(client, note="Payroll is new."), follow=True)

    assert response.redirect_chain == [(VERSIONS + "2/", 302)]
    page = text_of(response)
    assert "The plan is published as version 2." in page
    assert "Approved on 15 June 2011 by the Board, minute BM 45/11." in page
    assert "Payroll is new." in page
    version = versions(year)[1]
    assert (version.kind, version.published_by.email, version.body.slug) == ("approved", OFFICER, "board")
    assert "Move the payroll to one supplier" in str(version.contents)


def test_a_plan_is_approved_as_it_was_printed(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)
    assert "Publishing records that the plan was approved as it was printed." in text_of(client.get(PUBLISH))

    client.post(PUBLISH, shown(client))

    first, second = versions(year)
    assert first.digest == second.digest


def test_a_double_click_makes_one_version(sign_in: SignIn, year: Year, edited: Objective) -> None:
    client = sign_in(OFFICER)
    form = shown(client)

    assert [client.post(PUBLISH, form).status_code for _ in range(2)] == [302, 302]
    assert len(versions(year)) == 2


def test_what_was_approved_already_is_not_published_again(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)
    client.post(PUBLISH, shown(client))

    response = client.post(PUBLISH, shown(client, minute_reference="BM 46/11"))

    assert "Nothing has changed since version 2, so there is nothing to publish." in text_of(response)
    assert 'value="BM 46/11"' in response.content.decode()
    assert len(versions(year)) == 2


def test_a_plan_that_changed_since_the_page_was_opened_is_shown_first(
    sign_in: SignIn, year: Year, edited: Objective
) -> None:
    client = sign_in(OFFICER)
    form = shown(client)
    Objective.objects.of(year).filter(reference="1.2-1").update(text="Another")

    response = client.post(PUBLISH, form)

    assert response.status_code == 409
    assert "Objective 1.2-1 changed" in text_of(response)
    assert len(versions(year)) == 1
    again = {**form, "seen": seen_in(response)}
    assert client.post(PUBLISH, again).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"approved_on": ""}, "Enter the day of the approval."),
        ({"approved_on": "31 6 2011"}, "There is no 31 June 2011."),
        ({"approved_on": "21 6 2011"}, "Enter a day that is not in the future."),
        ({"minute_reference": " "}, "Enter the minute reference."),
        ({"body": "999999"}, "Choose a body from the list."),
        ({"note": "\u202etxet"}, "invisible character"),
    ],
)
def test_a_bad_value_is_explained_and_nothing_typed_is_lost(
    sign_in: SignIn, year: Year, typed: dict[str, str], sentence: str
) -> None:
    client = sign_in(OFFICER)

    response = client.post(PUBLISH, shown(client, **({"note": "Kept words"} | typed)))

    assert response.status_code == 200
    assert sentence in text_of(response)
    if "note" not in typed:
        assert "Kept words" in response.content.decode()
    assert len(versions(year)) == 1


def test_what_was_typed_and_not_saved_is_back(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)
    client.post("/derbyshire/draft/", {"address": PUBLISH, "note": "Half a sentence"})
    assert "Half a sentence" in client.get(PUBLISH).content.decode()


@pytest.mark.parametrize("name", ["business.services", "smt", "audit", "auditor", "board.secretary"])
def test_nobody_else_publishes(sign_in: SignIn, year: Year, name: str) -> None:
    client = sign_in(f"{name}@derbyshire.example")

    for response in (client.get(PUBLISH), client.post(PUBLISH, {})):
        assert response.status_code == 403
        assert "Only the performance officer changes the plan." in text_of(response)
    for address in (VERSIONS, VERSIONS + "1/"):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", [PUBLISH, VERSIONS, VERSIONS + "1/"])
def test_another_trust_finds_nothing(sign_in: SignIn, address: str) -> None:
    assert sign_in("officer@merseyside.example").get(address).status_code == 404


def test_a_version_that_is_not_there_is_not_found(sign_in: SignIn, year: Year) -> None:
    assert sign_in(OWNER).get(VERSIONS + "2/").status_code == 404
    assert sign_in(OWNER).get(VERSIONS + "0/").status_code == 404


def test_a_version_reads_as_it_did_after_everything_was_edited(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OWNER)
    as_it_stood = "The plan as it stood"
    before = text_of(client.get(VERSIONS + "1/")).split(as_it_stood)[1]
    Objective.objects.of(year).update(text="Rewritten")
    Body.objects.filter(slug="board").update(name="Governors")

    assert text_of(client.get(VERSIONS + "1/")).split(as_it_stood)[1] == before
    assert "Rewritten" not in before
    assert versions(year)[0].digest in before
    assert "Its fingerprint is that of what it holds" in before


def test_the_plan_marks_what_changed_since_its_last_version(sign_in: SignIn, year: Year, edited: Objective) -> None:
    client = sign_in(OWNER)

    assert text_of(client.get(PLAN + "?open=all")).count("changed since version 1") == 1
    assert text_of(client.get(PLAN + "aims/1.2/")).count("changed since version 1") == 1
    page = text_of(client.get(PLAN + "objectives/1.2-3/"))
    assert "Changed since version 1 of the plan" in page
    assert "Is Move the payroll to one supplier" in page
    assert "since version" not in text_of(client.get(PLAN + "objectives/1.2-1/"))


def test_the_mark_names_an_aim_that_is_new_itself(sign_in: SignIn, year: Year, edited: Objective) -> None:
    aim = AimFactory(theme=edited.theme, number="1.9", title="Pay people well")
    Objective.objects.filter(pk=edited.pk).update(aim=aim)

    page = text_of(sign_in(OWNER).get(PLAN + "objectives/1.2-3/"))

    assert "Was 1.2 EMPOWER OUR STAFF TO DELIVER QUALITY SERVICES Is 1.9 Pay people well" in page


@pytest.mark.parametrize("address", [VERSIONS, VERSIONS + "1/", PUBLISH])
def test_a_long_plan_asks_no_more_of_the_database(
    sign_in: SignIn, count_queries: Any, grow_plan: Callable[[int], None], address: str
) -> None:
    client = sign_in(OFFICER)
    counts = []
    for size in (52, 300):
        grow_plan(size)
        with count_queries() as counted:
            assert client.get(address).status_code == 200
        counts.append(len(counted()))

    assert counts[0] == counts[1] <= 20
