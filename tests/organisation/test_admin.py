"""The administration: by role, in one trust at a time, behind the same walls."""

import html
import re
from collections.abc import Callable

import pytest
from django.contrib import admin
from django.test import Client

from objectives.models import Plan, Theme
from probation_planning.organisation import tenancy
from probation_planning.organisation.middleware import ADMINISTERED
from probation_planning.organisation.models import Holding, Membership, Owner, Role, Trust, User
from probation_planning.organisation.walled import TrustAdmin
from probation_planning.organisation.walls import is_append_only
from risks.models import Entry, Review
from tests.pressing import press

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


def test_no_page_offers_a_history_that_nobody_writes(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    review = Review.objects.get(slug="jun-11")

    assert "Recent actions" not in client.get("/admin/").content.decode()
    assert "/history/" not in client.get(f"/admin/risks/review/{review.pk}/change/").content.decode()


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


@pytest.mark.parametrize(
    "form", [{"trust": "merseyside"}, {"trust": "nowhere"}, {"trust": "x" * 5000}, {"trust": ""}, {}]
)
def test_a_trust_one_does_not_administer_is_an_unknown_one_and_is_not_kept(
    sign_in: Callable[[str], Client], form: dict[str, str]
) -> None:
    client = sign_in(OFFICER)
    client.post("/accounts/administered-trust/", {"trust": "derbyshire"})

    assert client.post("/accounts/administered-trust/", form).status_code == 404
    assert client.session[ADMINISTERED] == "derbyshire"
    assert "Derbyshire" in client.get("/admin/").content.decode()


def test_whoever_only_reads_in_a_trust_does_not_choose_it(sign_in: Callable[[str], Client], merseyside: Trust) -> None:
    Membership.objects.create(user=User.objects.get(email=OFFICER), role=Role.SMT)
    client = sign_in(OFFICER)

    assert client.post("/accounts/administered-trust/", {"trust": "merseyside"}).status_code == 404
    assert ADMINISTERED not in client.session


def test_whoever_may_not_open_the_administration_chooses_nothing(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("smt@derbyshire.example")

    assert client.post("/accounts/administered-trust/", {"trust": "derbyshire"}).status_code == 404
    assert ADMINISTERED not in client.session


def test_a_new_post_belongs_to_the_trust_at_work(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    form = {"name": "Treasurer", "order": "20", "holdings-TOTAL_FORMS": "0", "holdings-INITIAL_FORMS": "0"}

    response = press(sign_in(ADMIN), "/admin/organisation/post/add/", form)

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

    response = press(sign_in(ADMIN), "/admin/organisation/user/add/", form)

    person = User.objects.get(email="treasurer@derbyshire.example")
    assert response.status_code == 302
    assert not person.has_usable_password()
    assert not person.is_staff
    assert not person.is_superuser
    assert Membership.objects.get(user=person).trust == derbyshire
    assert Holding.objects.get(user=person).post.name == "Chair"


def test_dated_rows_are_shown_and_never_changed() -> None:
    registered = admin.site._registry.items()
    dated = [shown for model, shown in registered if is_append_only(model) and isinstance(shown, TrustAdmin)]

    assert dated
    assert all(shown._is_kept() for shown in dated)


def person_form(person: User, **changes: str) -> dict[str, str]:
    """The form of a person as the administrator would send it back."""
    memberships = list(Membership.objects.filter(user=person))
    form = {"name": person.name, "email": person.email, "is_active": "on"}
    form |= {"memberships-TOTAL_FORMS": str(len(memberships)), "memberships-INITIAL_FORMS": str(len(memberships))}
    for place, row in enumerate(memberships):
        form |= {f"memberships-{place}-id": str(row.pk), f"memberships-{place}-user": str(person.pk)}
        form |= {f"memberships-{place}-role": row.role}
    return form | {"holdings-TOTAL_FORMS": "0", "holdings-INITIAL_FORMS": "0"} | changes


def test_an_address_is_never_changed_since_a_password_could_be_sent_to_it(
    sign_in: Callable[[str], Client], derbyshire: Trust
) -> None:
    person = User.objects.get(email=OFFICER)

    press(
        sign_in(ADMIN),
        f"/admin/organisation/user/{person.pk}/change/",
        person_form(person, email="other@derbyshire.example"),
    )

    assert User.objects.get(pk=person.pk).email == OFFICER


def test_a_person_of_another_trust_too_is_not_changed_here(
    sign_in: Callable[[str], Client], merseyside: Trust, derbyshire: Trust
) -> None:
    person = User.objects.get(email=OFFICER)
    with tenancy.trust(merseyside):
        Membership.objects.create(user=person, role=Role.DIRECTOR)

    press(sign_in(ADMIN), f"/admin/organisation/user/{person.pk}/change/", person_form(person, name="Renamed"))

    assert User.objects.get(pk=person.pk).name == "Performance officer"


def test_nobody_gives_themselves_a_role(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    person = User.objects.get(email=ADMIN)
    form = person_form(person) | {
        "memberships-TOTAL_FORMS": "2",
        "memberships-1-user": str(person.pk),
        "memberships-1-role": Role.OFFICER.value,
    }

    press(sign_in(ADMIN), f"/admin/organisation/user/{person.pk}/change/", form)

    assert list(Membership.objects.filter(user=person).values_list("role", flat=True)) == [Role.ADMINISTRATOR]


@pytest.mark.parametrize(
    "query",
    [
        "plan__trust__memberships__user__password__startswith=argon2",
        "plan__trust__memberships__user__email=officer@derbyshire.example",
        "plan__id__gt=1",
    ],
)
def test_a_filter_is_no_way_to_ask_about_what_lies_behind_it(
    sign_in: Callable[[str], Client], derbyshire: Trust, query: str
) -> None:
    assert sign_in(OFFICER).get(f"/admin/objectives/theme/?{query}").status_code == 400


def test_every_link_of_every_filter_is_answered(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    asked, client = 0, sign_in(OFFICER)
    for shown in admin.site._registry:
        address = f"/admin/{shown._meta.app_label}/{shown._meta.model_name}/"
        page = client.get(address)
        for query in set(re.findall(r'<a href="(\?[^"]+)"', page.content.decode())) if page.status_code == 200 else ():
            asked += 1
            assert client.get(address + html.unescape(query)).status_code == 200, address + query
    assert asked > 100


@pytest.mark.parametrize("query", ["password__startswith=argon2", "password__gt=a", "is_superuser=1"])
def test_a_list_answers_no_question_but_its_filters(sign_in: Callable[[str], Client], query: str) -> None:
    assert sign_in(ADMIN).get(f"/admin/organisation/user/?{query}").status_code == 400


def test_a_review_that_was_issued_is_not_opened_again(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    review = Review.objects.get(slug="mar-11")
    stages = list(review.stages.all())
    form = {"label": review.label, "slug": review.slug, "opened_on": "2011-06-20", "month": "2011-02-01"}
    form |= {"stages-TOTAL_FORMS": str(len(stages)), "stages-INITIAL_FORMS": str(len(stages))}
    for place, stage in enumerate(stages):
        form |= {f"stages-{place}-id": str(stage.pk), f"stages-{place}-review": str(review.pk)}
        form |= {f"stages-{place}-closed_on": ""}

    press(sign_in(OFFICER), f"/admin/risks/review/{review.pk}/change/", form)

    review.refresh_from_db()
    assert review.opened_on is None
    assert all(stage.closed_on for stage in review.stages.all())


@pytest.mark.parametrize("selected", ["abc", "1\0"])
def test_a_forged_action_breaks_nothing(sign_in: Callable[[str], Client], selected: str) -> None:
    form = {"action": "delete_selected", "_selected_action": selected, "index": "zz"}

    assert sign_in(OFFICER).post("/admin/risks/entry/", form).status_code < 500


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Treas\u202erer", "“Name” holds an invisible character (right-to-left override) after “Treas”."),
        ("\u200b", "“Name” holds nothing that can be read."),
    ],
)
def test_a_name_with_letters_nobody_sees_is_refused_in_words(
    sign_in: Callable[[str], Client], derbyshire: Trust, typed: str, sentence: str
) -> None:
    form = {"name": typed, "order": "20", "holdings-TOTAL_FORMS": "0", "holdings-INITIAL_FORMS": "0"}

    page = press(sign_in(ADMIN), "/admin/organisation/post/add/", form).content.decode()

    assert sentence in page
    assert not Owner.objects.filter(order=20).exists()


def test_so_are_they_in_the_rows_below_and_what_is_left_is_kept_in_one_form(
    sign_in: Callable[[str], Client], derbyshire: Trust
) -> None:
    plan = Plan.objects.get()
    aims = {"aims-TOTAL_FORMS": "1", "aims-INITIAL_FORMS": "0", "aims-0-plan": str(plan.pk), "aims-0-number": "9.1"}
    form = {"plan": str(plan.pk), "number": "9", "title": "Cafe\u0301", "order": "9", "aims-0-order": "91"} | aims
    client = sign_in(OFFICER)

    refused = press(client, "/admin/objectives/theme/add/", form | {"aims-0-title": "Serve\u2067 well"})
    press(client, "/admin/objectives/theme/add/", form | {"aims-0-title": "Serve well"})

    assert "“Title” holds an invisible character (right-to-left isolate) after “Serve”." in refused.content.decode()
    theme = Theme.objects.get(number="9")
    assert (theme.title, theme.aims.get().title) == ("Caf\u00e9", "Serve well")


# One way in.


@pytest.mark.parametrize("email", [ADMIN, OFFICER, "smt@derbyshire.example"])
def test_nobody_signs_in_there_and_no_password_is_tried(sign_in: Callable[[str], Client], email: str) -> None:
    client = sign_in(email)
    form = {"username": ADMIN, "password": "derbyshire-2011"}

    for answer in (
        client.get("/admin/login/"),
        client.post("/admin/login/", form),
        Client().post("/admin/login/", form),
    ):
        assert answer.status_code in {302, 403, 404}
        assert 'type="password"' not in answer.content.decode()
    assert client.get("/accounts/password/change/").wsgi_request.user.email == email


@pytest.mark.parametrize("address", ["/admin/password_change/", "/admin/password_change/done/", "/admin/r/1/1/"])
def test_no_way_of_djangos_own_goes_past_ours(sign_in: Callable[[str], Client], address: str) -> None:
    assert sign_in(ADMIN).get(address).status_code == 404
    assert sign_in(ADMIN).post(address, {}).status_code == 404


def test_nothing_stands_there_that_is_not_behind_the_walls() -> None:
    assert admin.site._registry
    assert all(isinstance(shown, TrustAdmin) for shown in admin.site._registry.values())


def test_a_row_leads_to_its_own_page(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    entry = Entry.objects.order_by("pk")[0]

    page = sign_in(OFFICER).get(f"/admin/risks/entry/{entry.pk}/change/").content.decode()

    assert f'href="{entry.get_absolute_url()}" class="viewsitelink"' in page
