"""The officer puts parts of the plan in order, withdraws them, restores them and deletes them."""

import datetime
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections
from django.test import Client

from objectives.models import Aim, AnnualPlan, FormerNumber, Objective, StatusUpdate, Theme
from objectives.numbers import next_aim_number, next_theme_number
from objectives.services import placing
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust, User, Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.models import Link
from risks.models import Entry
from tests.factories import AimFactory, ObjectiveFactory, ThemeFactory
from tests.objectives.building import seen_in, shown, text_of
from tests.objectives.conftest import OFFICER, OWNER, PLAN

SignIn = Callable[[str], Client]
Readers = Callable[[str], Reader]
ORDER = PLAN + "order/"
PAGE = PLAN + "objectives/1.2-3/"


@pytest.fixture
def annual(year: Year) -> AnnualPlan:
    """Derbyshire's plan of 2011/12."""
    return AnnualPlan.objects.select_related("plan").get(year=year)


@pytest.fixture
def new(annual: AnnualPlan) -> Objective:
    """1.2-9, of no version, to which nothing points."""
    aim = Aim.objects.get(plan=annual.plan, number="1.2")
    return ObjectiveFactory(annual_plan=annual, aim=aim, theme=aim.theme, reference="1.2-9", text="Just added")


def references(annual: AnnualPlan) -> list[str]:
    """Of aim 1.2, in order."""
    rows = Objective.objects.filter(annual_plan=annual, aim__number="1.2")
    return list(rows.in_printed_order().values_list("reference", flat=True))


# Order


def test_the_officer_moves_an_objective_up_and_down(sign_in: SignIn, annual: AnnualPlan) -> None:
    client = sign_in(OFFICER)
    page = client.get(ORDER + "?aim=1.2")
    assert "Objectives of aim 1.2" in text_of(page)

    response = client.post(PAGE + "move/?aim=1.2", {"direction": "up", "seen": seen_in(page)}, follow=True)

    assert response.redirect_chain == [(ORDER + "?aim=1.2&moved=1.2-3&by=up", 302)]
    assert references(annual)[:3] == ["1.2-1", "1.2-3", "1.2-2"]
    html = response.content.decode()
    assert html.count(" autofocus") == 1
    assert 'value="up"' in html.split(" autofocus")[0].rsplit("<button", 1)[1]
    client.post(PAGE + "move/?aim=1.2", {"direction": "down", "seen": seen_in(response)})
    assert references(annual)[:3] == ["1.2-1", "1.2-2", "1.2-3"]


def test_where_there_is_nowhere_to_go_the_keyboard_stays_beside(sign_in: SignIn, annual: AnnualPlan) -> None:
    client = sign_in(OFFICER)
    form = {"direction": "up", "seen": seen_in(client.get(ORDER + "?aim=1.2"))}

    html = client.post(PLAN + "objectives/1.2-2/move/?aim=1.2", form, follow=True).content.decode()

    assert references(annual)[0] == "1.2-2"
    assert 'value="down"' in html.split(" autofocus")[0].rsplit("<button", 1)[1]


def test_a_double_click_moves_one_step(sign_in: SignIn, annual: AnnualPlan) -> None:
    client = sign_in(OFFICER)
    form = {"direction": "up", "seen": seen_in(client.get(ORDER + "?aim=1.2"))}

    client.post(PAGE + "move/?aim=1.2", form)
    response = client.post(PAGE + "move/?aim=1.2", form, follow=True)

    assert references(annual)[:3] == ["1.2-1", "1.2-3", "1.2-2"]
    assert "The order has changed since you opened the page. Nothing was moved now." in text_of(response)


def test_themes_and_aims_change_places_too_even_where_two_stand_at_one(
    sign_in: SignIn, annual: AnnualPlan, count_queries: Any
) -> None:
    client = sign_in(OFFICER)
    Theme.objects.filter(plan=annual.plan).update(order=7)
    page = client.get(ORDER)
    client.post(PLAN + "themes/3/move/", {"direction": "up", "seen": seen_in(page)})
    numbers = Theme.objects.filter(plan=annual.plan).order_by("order").values_list("number", flat=True)
    assert list(numbers) == ["1", "3", "2", "4", "5"]

    page = client.get(ORDER + "?theme=1")
    client.post(PLAN + "aims/1.1/move/?theme=1", {"direction": "down", "seen": seen_in(page)})
    aims = Aim.objects.filter(theme__number="1", plan=annual.plan).order_by("order").values_list("number", flat=True)
    assert list(aims)[:2] == ["1.2", "1.1"]


@pytest.mark.parametrize("direction", ["", "sideways"])
def test_a_step_that_is_none_moves_nothing(sign_in: SignIn, annual: AnnualPlan, direction: str) -> None:
    client = sign_in(OFFICER)
    form = {"direction": direction, "seen": seen_in(client.get(ORDER + "?aim=1.2"))}

    assert client.post(PAGE + "move/?aim=1.2", form).status_code == 302
    assert references(annual)[:3] == ["1.2-1", "1.2-2", "1.2-3"]


@pytest.mark.parametrize("query", ["?aim=9.9", "?theme=9"])
def test_what_is_not_there_has_no_order(sign_in: SignIn, annual: AnnualPlan, query: str) -> None:
    assert sign_in(OFFICER).get(ORDER + query).status_code == 404


def test_what_was_deleted_meanwhile_is_not_moved(annual: AnnualPlan, new: Objective, reader: Readers) -> None:
    gone = Objective.objects.get(pk=new.pk)
    new.delete()

    with pytest.raises(Objective.DoesNotExist):
        placing.move(annual_plan=annual, row=gone, direction="up", seen=0, reader=reader(OFFICER))


@pytest.mark.parametrize(("lettered", "number"), [(False, "1.9"), (True, "7b")])
def test_the_number_of_a_deleted_aim_is_not_offered_again(annual: AnnualPlan, lettered: bool, number: str) -> None:
    theme = Theme.objects.get(plan=annual.plan, number="1")
    if lettered:
        AimFactory(plan=annual.plan, theme=theme, number="7a", order=89)
    last = AimFactory(plan=annual.plan, theme=theme, number=number, order=90)
    before = next_aim_number(theme)

    last.delete()

    assert next_aim_number(theme) == before


def test_the_number_of_a_deleted_theme_is_not_offered_again(annual: AnnualPlan) -> None:
    ThemeFactory(plan=annual.plan, number="77").delete()

    assert next_theme_number(annual) == "78"


# A closed year


@pytest.mark.parametrize(
    "address",
    ["objectives/new/", "objectives/1.2-3/edit/", "objectives/1.2-3/withdraw/", "aims/1.2/edit/", "edit/", "order/"],
)
def test_the_plan_of_a_closed_year_is_not_changed(sign_in: SignIn, annual: AnnualPlan, address: str) -> None:
    client = sign_in(OFFICER)
    sentence = "2011/12 is closed and takes no more changes. The performance officer can reopen it in the settings."
    form = {} if address == "order/" else shown(client, PLAN + address, reason="The grant ended.")
    Year.objects.filter(pk=annual.year_id).update(closed_on=datetime.date(2011, 6, 1))

    refused = client.get(PLAN + address)
    assert (refused.status_code, sentence in text_of(refused)) == (403, True)
    if address.endswith("withdraw/"):
        response = client.post(PLAN + address, form)
        assert (response.status_code, sentence in text_of(response)) == (403, True)
        assert "The grant ended." in response.content.decode()
    assert Objective.objects.get(annual_plan=annual, reference="1.2-3").withdrawn_on is None


def test_nothing_of_a_closed_years_plan_is_moved(sign_in: SignIn, annual: AnnualPlan) -> None:
    client = sign_in(OFFICER)
    form = {"direction": "up", "seen": seen_in(client.get(ORDER + "?aim=1.2"))}
    Year.objects.filter(pk=annual.year_id).update(closed_on=datetime.date(2011, 6, 1))

    assert client.post(PAGE + "move/?aim=1.2", form).status_code == 403
    assert references(annual)[:3] == ["1.2-1", "1.2-2", "1.2-3"]


# Withdrawing


@pytest.mark.parametrize(
    ("address", "name"),
    [("objectives/1.2-3/", "Objective 1.2-3"), ("aims/1.2/", "Aim 1.2"), ("themes/1/", "Theme 1")],
)
def test_the_officer_withdraws_with_a_reason_and_restores(
    sign_in: SignIn, annual: AnnualPlan, address: str, name: str
) -> None:
    client = sign_in(OFFICER)
    there = f"{PLAN}{address}withdraw/"

    response = client.post(there, shown(client, there, reason="The grant ended."), follow=True)

    page = text_of(response)
    assert f"{name} is withdrawn." in page
    assert "Withdrawn from the plan on 20 June 2011: The grant ended." in page
    assert "withdrawn since version 1" in page.lower()
    back = f"{PLAN}{address}restore/"
    response = client.post(back, shown(client, back), follow=True)
    assert f"{name} is restored." in text_of(response)
    assert "The grant ended." not in text_of(response)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": " "}, "Say why it is withdrawn."),
        ({"withdrawn_on": "21 6 2011"}, "Enter a day that is not in the future."),
        ({"withdrawn_on": "31 3 2009"}, "Enter a day from 1 April 2009 on: the plan covers nothing before."),
        ({"withdrawn_on": ""}, "Enter the day."),
    ],
)
def test_a_withdrawal_says_when_and_why(
    sign_in: SignIn, annual: AnnualPlan, typed: dict[str, str], sentence: str
) -> None:
    client = sign_in(OFFICER)
    there = PAGE + "withdraw/"

    response = client.post(there, shown(client, there, **({"reason": "Kept words"} | typed)))

    assert sentence in text_of(response)
    assert Objective.objects.get(annual_plan=annual, reference="1.2-3").withdrawn_on is None


def test_a_withdrawal_of_what_changed_meanwhile_shows_how_it_stands(sign_in: SignIn, annual: AnnualPlan) -> None:
    client = sign_in(OFFICER)
    there = PAGE + "withdraw/"
    form = shown(client, there, reason="Mine")
    Objective.objects.filter(annual_plan=annual, reference="1.2-3").update(text="Other words")

    response = client.post(there, form)

    assert response.status_code == 409
    assert "Other words" in text_of(response)
    assert client.post(there, form | {"seen": seen_in(response)}).status_code == 302


def test_a_double_click_withdraws_once(sign_in: SignIn, annual: AnnualPlan) -> None:
    client = sign_in(OFFICER)
    form = shown(client, PAGE + "withdraw/", reason="The grant ended.")

    assert [client.post(PAGE + "withdraw/", form).status_code for _ in range(2)] == [302, 302]


# Deleting


def test_what_nothing_points_to_is_deleted(sign_in: SignIn, annual: AnnualPlan, new: Objective) -> None:
    client = sign_in(OFFICER)
    there = PLAN + "objectives/1.2-9/delete/"
    assert "This cannot be undone." in text_of(client.get(there))
    form = shown(client, there)

    response = client.post(there, form, follow=True)

    assert "Objective 1.2-9 is deleted." in text_of(response)
    assert not Objective.objects.filter(pk=new.pk).exists()
    assert FormerNumber.objects.get(number="1.2-9").objective is None
    assert client.get(PLAN + "objectives/1.2-9/").status_code == 404
    assert "Objective 1.2-9 is deleted already." in text_of(client.post(there, form, follow=True))


def test_what_a_version_holds_is_not_deleted_and_withdrawing_is_offered(sign_in: SignIn, annual: AnnualPlan) -> None:
    client = sign_in(OFFICER)
    page = client.get(PAGE + "delete/")

    assert "It stands in a version of the plan." in text_of(page)
    assert f'href="{PAGE}withdraw/"' in page.content.decode()
    assert 'value="Delete' not in page.content.decode()
    seen = str(placing.seen_of(Objective.objects.get(annual_plan=annual, reference="1.2-3")))
    response = client.post(PAGE + "delete/", {"seen": seen})
    assert response.status_code == 200
    assert Objective.objects.filter(annual_plan=annual, reference="1.2-3").exists()


def test_what_was_answered_or_linked_is_not_deleted(
    sign_in: SignIn, annual: AnnualPlan, new: Objective, quarter: Any, person: Callable[[str], User]
) -> None:
    client = sign_in(OFFICER)
    entry = Entry.objects.get(register__year=annual.year, reference="1.1")
    Link.objects.create(objective=new, entry=entry, ground="person")
    StatusUpdate.objects.create(
        objective=new,
        quarter=quarter,
        sequence=1,
        status="on_track",
        dated=datetime.date(2011, 6, 1),
        given_by=person(OFFICER),
    )

    page = text_of(client.get(PLAN + "objectives/1.2-9/delete/"))

    assert "1 link and 1 status update point to it." in page


def test_a_theme_with_aims_and_an_aim_with_objectives_are_not_deleted(
    sign_in: SignIn, annual: AnnualPlan, new: Objective
) -> None:
    theme = ThemeFactory(plan=annual.plan, number="8")
    aim = AimFactory(theme=theme, number="8.1")
    ObjectiveFactory(annual_plan=annual, aim=aim, theme=theme, reference="8.1-1")
    client = sign_in(OFFICER)

    assert "1 aim and 1 objective point to it." in text_of(client.get(PLAN + "themes/8/delete/"))
    assert "1 objective points to it." in text_of(client.get(PLAN + "aims/8.1/delete/"))


@pytest.mark.parametrize(("kind", "number"), [("themes", "8"), ("aims", "8.1")])
def test_an_empty_theme_or_aim_is_deleted(sign_in: SignIn, annual: AnnualPlan, kind: str, number: str) -> None:
    theme = ThemeFactory(plan=annual.plan, number="8")
    if kind == "aims":
        AimFactory(theme=theme, number="8.1")
    client = sign_in(OFFICER)
    there = f"{PLAN}{kind}/{number}/delete/"

    assert "is deleted." in text_of(client.post(there, shown(client, there), follow=True))


def test_a_link_of_section_2_that_the_officer_may_not_see_neither_stops_it_nor_is_told(
    sign_in: SignIn, annual: AnnualPlan, new: Objective
) -> None:
    entry = Entry.objects.filter(register__year=annual.year, section=2).exclude(owners__owner__name="SMT").first()
    assert entry
    entry.register.section_two_roles = ["audit"]
    entry.register.save()
    link = Link.objects.create(objective=new, entry=entry, ground="person")
    client = sign_in(OFFICER)
    there = PLAN + "objectives/1.2-9/delete/"

    page = client.get(there)
    assert "point" not in text_of(page).split("Delete objective")[-1].replace("Nothing points to it", "")
    response = client.post(there, shown(client, there), follow=True)

    assert "Objective 1.2-9 is deleted." in text_of(response)
    assert not Link.objects.filter(pk=link.pk).exists()


def test_what_came_to_point_to_it_unseen_is_a_sentence(annual: AnnualPlan, new: Objective, reader: Readers) -> None:
    Objective.objects.filter(annual_plan=annual, reference="1.2-1").update(hangs_on=new)

    with pytest.raises(ValidationError, match="1 objective points to it"):
        placing.delete(annual_plan=annual, row=new, seen=placing.seen_of(new), reader=reader(OFFICER))


@pytest.mark.parametrize("act", ["withdraw", "restore", "delete", "move"])
@pytest.mark.parametrize("name", ["business.services", "smt", "audit", "auditor"])
def test_nobody_else_does_any_of_it(sign_in: SignIn, annual: AnnualPlan, name: str, act: str) -> None:
    client = sign_in(f"{name}@derbyshire.example")

    for address in ("objectives/1.2-3/", "aims/1.2/", "themes/1/"):
        response = client.post(f"{PLAN}{address}{act}/", {"seen": "1", "direction": "up"})
        assert response.status_code == 403
        assert "Only the performance officer changes the plan." in text_of(response)
    assert client.get(ORDER).status_code == 403


@pytest.mark.parametrize("act", ["withdraw", "restore", "delete", "move"])
def test_another_trust_finds_nothing(sign_in: SignIn, annual: AnnualPlan, act: str) -> None:
    client = sign_in("officer@merseyside.example")

    assert client.post(f"{PAGE}{act}/", {"seen": "1", "direction": "up"}).status_code == 404
    assert client.get(ORDER).status_code == 404
    assert sign_in(OFFICER).post(f"{PLAN}objectives/9.9-9/{act}/", {}).status_code == 404


def test_the_services_ask_who_is_at_work_themselves(annual: AnnualPlan, new: Objective, reader: Readers) -> None:
    stranger = reader(OWNER)
    with pytest.raises(PermissionDenied):
        placing.move(annual_plan=annual, row=new, direction="up", seen=0, reader=stranger)
    with pytest.raises(PermissionDenied):
        placing.delete(annual_plan=annual, row=new, seen=0, reader=stranger)
    with pytest.raises(PermissionDenied):
        placing.restore(annual_plan=annual, row=new, seen=0, reader=stranger)


@pytest.fixture
def officers(fresh_database: str) -> Iterator[list[Client]]:
    """The officer, signed in on several machines."""
    signed_in = [Client() for _ in range(4)]
    for client in signed_in:
        client.force_login(User.objects.get(email=OFFICER))
    yield signed_in
    connections.close_all()


def test_officers_at_the_same_moment_give_each_objective_a_reference_of_its_own(officers: list[Client]) -> None:
    address = PLAN + "objectives/new/"
    forms = [shown(client, address + "?aim=1.2", text=f"Number {at}") for at, client in enumerate(officers)]
    together = Barrier(len(officers))

    def send(client: Client, form: dict[str, Any]) -> str:
        try:
            together.wait()
            return str(client.post(address, form)["Location"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(officers)) as threads:
        places = list(threads.map(send, officers, forms))

    assert sorted(places) == [f"{PLAN}objectives/1.2-{number}/" for number in (6, 7, 8, 9)]
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        assert Objective.objects.filter(text__startswith="Number ").count() == 4


def test_a_theme_can_go_whose_number_another_left_behind_before(sign_in: SignIn, annual: AnnualPlan) -> None:
    client = sign_in(OFFICER)
    ThemeFactory(plan=annual.plan, number="8").delete()
    ThemeFactory(plan=annual.plan, number="8")
    Theme.objects.filter(plan=annual.plan, number="8").update(number="9")
    there = PLAN + "themes/9/delete/"

    assert client.post(there, shown(client, there)).status_code == 302
    assert not Theme.objects.filter(plan=annual.plan, number="9").exists()
