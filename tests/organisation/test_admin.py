"""The administration: by role, in one trust at a time, behind the same walls."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.test import Client

from probation_planning.organisation.models import Holding, Membership, Owner, Role, Trust, User

ADMIN = "admin@probation.example"
OFFICER = "officer@derbyshire.example"


@pytest.mark.parametrize(
    "email", ["chief.executive@derbyshire.example", "smt@derbyshire.example", "audit@derbyshire.example"]
)
def test_the_administration_is_an_unknown_page_to_everybody_else(sign_in: Callable[[str], Client], email: str) -> None:
    assert sign_in(email).get("/admin/").status_code == 404


@pytest.mark.parametrize("email", [ADMIN, OFFICER])
def test_every_list_and_form_opens_for_those_it_is_for(sign_in: Callable[[str], Client], email: str) -> None:
    client = sign_in(email)
    index = client.get("/admin/")
    shown = [model["admin_url"] for app in index.context["app_list"] for model in app["models"]]

    assert shown
    for address in shown:
        page = client.get(address)
        assert page.status_code == 200, address
        assert client.get(address + "?q=a").status_code in {200, 302}, address


def test_an_administrator_keeps_people_and_posts_and_reads_no_register(sign_in: Callable[[str], Client]) -> None:
    client = sign_in(ADMIN)

    assert client.get("/admin/organisation/post/").status_code == 200
    assert client.get("/admin/risks/entry/").status_code == 403
    assert client.get("/derbyshire/2011-12/risks/").status_code == 404


def test_an_officer_keeps_the_register_and_no_accounts(sign_in: Callable[[str], Client]) -> None:
    client = sign_in(OFFICER)

    assert client.get("/admin/risks/entry/").status_code == 200
    assert client.get("/admin/organisation/user/").status_code == 403


def test_the_administrator_works_in_one_trust_at_a_time(sign_in: Callable[[str], Client]) -> None:
    client = sign_in(ADMIN)
    before = client.get("/admin/organisation/post/").content.decode()

    client.post("/accounts/administered-trust/", {"trust": "merseyside"})
    after = client.get("/admin/organisation/post/").content.decode()

    assert "Director of Interventions" in before
    assert "Assistant Chief Officer" not in before
    assert "Assistant Chief Officer" in after
    assert "Director of Interventions" not in after


def test_choosing_a_trust_one_does_not_belong_to_changes_nothing(sign_in: Callable[[str], Client]) -> None:
    client = sign_in(OFFICER)
    client.post("/accounts/administered-trust/", {"trust": "merseyside"})

    assert "Derbyshire" in client.get("/admin/").content.decode()


def test_a_new_post_belongs_to_the_trust_at_work(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    form = {"name": "Treasurer", "order": "20", "holdings-TOTAL_FORMS": "0", "holdings-INITIAL_FORMS": "0"}

    response = sign_in(ADMIN).post("/admin/organisation/post/add/", form)

    assert response.status_code == 302
    assert Owner.objects.get(name="Treasurer").trust == derbyshire


def test_a_new_person_gets_a_role_and_no_password(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    form = {
        "name": "Treasurer",
        "email": "treasurer@derbyshire.example",
        "is_active": "on",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-role": Role.DIRECTOR.value,
        "holdings-TOTAL_FORMS": "1",
        "holdings-INITIAL_FORMS": "0",
        "holdings-0-post": str(Owner.objects.get(name="Chair").pk),
        "holdings-0-capacity": "holder",
        "is_staff": "on",
        "is_superuser": "on",
    }

    response = sign_in(ADMIN).post("/admin/organisation/user/add/", form)

    person = User.objects.get(email="treasurer@derbyshire.example")
    assert response.status_code == 302
    assert not person.has_usable_password()
    assert not person.is_staff
    assert not person.is_superuser
    assert Membership.objects.get(user=person).trust == derbyshire
    assert Holding.objects.get(user=person).post.name == "Chair"


def test_dated_rows_are_shown_and_never_changed() -> None:
    from probation_planning.organisation.walls import is_append_only

    for model, shown in admin.site._registry.items():
        if is_append_only(model):
            assert not shown.has_change_permission.__func__ is admin.ModelAdmin.has_change_permission
            assert shown._is_kept()
