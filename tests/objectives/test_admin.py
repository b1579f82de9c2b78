"""The plan in the administration."""

from collections.abc import Callable

import pytest
from django.test import Client

from objectives.models import Objective, StatusUpdate
from tests.objectives.conftest import OFFICER
from tests.pressing import press

SignIn = Callable[[str], Client]
LISTS = ["plan", "annualplan", "theme", "aim", "objective", "statusupdate", "planningtable", "planningline"]


@pytest.mark.parametrize("name", LISTS)
def test_the_officer_opens_and_searches_every_list(sign_in: SignIn, name: str) -> None:
    client = sign_in(OFFICER)

    assert client.get(f"/admin/objectives/{name}/").status_code == 200
    assert client.get(f"/admin/objectives/{name}/?q=a").status_code == 200


def test_the_officer_records_an_owner(sign_in: SignIn, year: object) -> None:
    blank = Objective.objects.get(reference="2.2-2")
    client = sign_in(OFFICER)
    address = f"/admin/objectives/objective/{blank.pk}/change/"
    form = client.get(address).context["adminform"].form
    fields = {name: value for name in form.fields if (value := form.initial.get(name))}
    outcome = blank.outcomes.get()
    interventions = Objective.objects.get(reference="2.2-1").owners.get().owner
    inlines = {
        "owners-TOTAL_FORMS": 1,
        "owners-INITIAL_FORMS": 0,
        "owners-0-objective": blank.pk,
        "owners-0-owner": interventions.pk,
        "owners-0-order": 0,
        "owners-0-leads": "on",
        "outcomes-TOTAL_FORMS": 1,
        "outcomes-INITIAL_FORMS": 1,
        "outcomes-0-id": outcome.pk,
        "outcomes-0-objective": blank.pk,
        "outcomes-0-order": outcome.order,
        "outcomes-0-text": outcome.text,
        "deadlines-TOTAL_FORMS": 0,
        "deadlines-INITIAL_FORMS": 0,
        "sub_items-TOTAL_FORMS": 0,
        "sub_items-INITIAL_FORMS": 0,
    }

    response = press(client, address, fields | inlines)

    assert response.status_code == 302, response.context["errors"]
    assert [str(row) for row in blank.owners.all()] == ["Director of Interventions"]


def test_what_owners_said_is_shown_and_never_changed(sign_in: SignIn, on_track: StatusUpdate) -> None:
    client = sign_in(OFFICER)
    address = f"/admin/objectives/statusupdate/{on_track.pk}/"

    assert "Payroll moved in May." in client.get(f"{address}change/").content.decode()
    assert client.post(f"{address}change/", {"status": "complete"}).status_code == 403
    assert client.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    assert client.get("/admin/objectives/statusupdate/add/").status_code == 403


def test_another_trusts_officer_sees_none_of_it(sign_in: SignIn, year: object) -> None:
    client = sign_in("officer@merseyside.example")
    blank = Objective.objects.get(reference="2.2-2")

    listed = client.get("/admin/objectives/objective/").content.decode()
    assert "60 objectives" in listed
    assert blank.reference not in listed
    assert client.get(f"/admin/objectives/objective/{blank.pk}/change/").status_code == 302


def test_what_the_database_keeps_comes_back_with_its_sentence(sign_in: SignIn, year: object) -> None:
    printed = Objective.objects.get(reference="2.2-2")

    page = sign_in(OFFICER).post(f"/admin/objectives/objective/{printed.pk}/delete/", {"post": "yes"}, follow=True)

    assert "It stands in a version of the plan. Withdraw it instead." in page.content.decode()
    assert "was deleted successfully" not in page.content.decode()
    assert Objective.objects.filter(pk=printed.pk).exists()
