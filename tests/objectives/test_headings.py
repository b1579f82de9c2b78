"""The officer adds themes and aims and changes their numbers and titles; old numbers lead on."""

from collections.abc import Callable

import pytest
from django.test import Client

from objectives.models import Aim, AnnualPlan, Objective, Theme
from probation_planning.organisation.models import Year
from tests.objectives.building import seen_in, shown, text_of
from tests.objectives.conftest import OFFICER, OWNER, PLAN

SignIn = Callable[[str], Client]


@pytest.fixture
def annual(year: Year) -> AnnualPlan:
    """Derbyshire's plan of 2011/12."""
    return AnnualPlan.objects.select_related("plan").get(year=year)


def test_the_officer_adds_a_theme_and_an_aim_of_it(sign_in: SignIn, annual: AnnualPlan) -> None:
    client = sign_in(OFFICER)

    response = client.post(
        PLAN + "themes/new/", shown(client, PLAN + "themes/new/", title="WORKING TOGETHER"), follow=True
    )
    assert "Theme 6 is added." in text_of(response)
    there = PLAN + "aims/new/?theme=6"
    response = client.post(PLAN + "aims/new/", shown(client, there, title="Meet every month"), follow=True)

    assert "Aim 6.1 is added." in text_of(response)
    aim = Aim.objects.get(plan=annual.plan, number="6.1")
    assert (aim.theme.number, aim.title) == ("6", "Meet every month")
    assert list(Aim.objects.filter(plan=annual.plan).order_by("order"))[-1] == aim


def test_a_new_aim_stands_after_its_own_theme_and_before_the_next(sign_in: SignIn, annual: AnnualPlan) -> None:
    client = sign_in(OFFICER)
    there = PLAN + "aims/new/?theme=1"

    client.post(PLAN + "aims/new/", shown(client, there, title="One more"))

    themes = Aim.objects.filter(plan=annual.plan).order_by("order").values_list("theme__number", flat=True)
    assert list(themes) == sorted(themes)
    assert Aim.objects.filter(theme__number="1", plan=annual.plan).order_by("order").last().title == "One more"


@pytest.mark.parametrize("kind", ["themes", "aims"])
def test_a_double_click_adds_one(sign_in: SignIn, annual: AnnualPlan, kind: str) -> None:
    client = sign_in(OFFICER)
    form = shown(client, f"{PLAN}{kind}/new/?theme=1", title="Once")

    answers = [client.post(f"{PLAN}{kind}/new/", form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    other = client.post(f"{PLAN}{kind}/new/", form | {"title": "Twice"})
    assert other.status_code == 409
    assert "This form was saved already as" in text_of(other)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"number": "1.2"}, "The plan has an aim 1.2 already. Choose another number."),
        ({"number": "one"}, "Write the number as figures, like 1.2 or 2a."),
        ({"number": ""}, "Enter number."),
        ({"title": " "}, "Enter the title."),
        ({"title": "x" * 301}, "Say it in at most 300 letters; these are 301."),
        ({"theme": ""}, "Choose the theme."),
        ({"theme": "999999"}, "Choose a theme from the list."),
    ],
)
def test_a_bad_value_is_explained(sign_in: SignIn, annual: AnnualPlan, typed: dict[str, str], sentence: str) -> None:
    client = sign_in(OFFICER)
    there = PLAN + "aims/new/?theme=1"

    response = client.post(PLAN + "aims/new/", shown(client, there, **({"title": "Kept"} | typed)))

    assert sentence in text_of(response)
    assert not Aim.objects.filter(plan=annual.plan, title="Kept").exists()


def test_an_aim_numbered_anew_is_found_under_both_numbers_until_another_bears_the_old_one(
    sign_in: SignIn, annual: AnnualPlan
) -> None:
    client = sign_in(OFFICER)
    there = PLAN + "aims/1.2/edit/"

    response = client.post(there, shown(client, there, number="1.20"), follow=True)

    assert "Aim 1.20 is changed." in text_of(response)
    assert Objective.objects.filter(annual_plan=annual, aim__number="1.20", reference="1.2-3").exists()
    reader = sign_in(OWNER)
    assert reader.get(PLAN + "aims/1.2/?x=1")["Location"] == PLAN + "aims/1.20/?x=1"
    assert sign_in("officer@merseyside.example").get(PLAN + "aims/1.2/").status_code == 404
    other = PLAN + "aims/1.3/edit/"
    client.post(other, shown(client, other, number="1.2"))
    assert reader.get(PLAN + "aims/1.2/").status_code == 200


def test_a_theme_numbered_anew_is_no_reading_any_more(sign_in: SignIn, annual: AnnualPlan) -> None:
    client = sign_in(OFFICER)
    there = PLAN + "themes/5/edit/"

    client.post(there, shown(client, there, number="7", title="STRIVING"))

    theme = Theme.objects.get(plan=annual.plan, number="7")
    assert (theme.title, theme.number_is_reading) == ("STRIVING", False)
    assert client.get(there)["Location"] == PLAN + "themes/7/edit/"


def test_whoever_comes_second_sees_both_texts(sign_in: SignIn, annual: AnnualPlan) -> None:
    client = sign_in(OFFICER)
    there = PLAN + "aims/1.2/edit/"
    form = shown(client, there, title="Mine")
    client.post(there, shown(client, there, title="Theirs"))

    response = client.post(there, form)

    assert response.status_code == 409
    assert "Theirs" in text_of(response)
    assert client.post(there, form | {"seen": seen_in(response)}).status_code == 302
    assert Aim.objects.get(plan=annual.plan, number="1.2").title == "Mine"


@pytest.mark.parametrize("address", ["themes/new/", "aims/new/", "themes/1/edit/", "aims/1.2/edit/"])
def test_who_may(sign_in: SignIn, annual: AnnualPlan, address: str) -> None:
    for name in ("business.services", "smt", "audit", "auditor"):
        response = sign_in(f"{name}@derbyshire.example").get(PLAN + address)
        assert response.status_code == 403
        assert "Only the performance officer changes the plan." in text_of(response)
    assert sign_in("officer@merseyside.example").get(PLAN + address).status_code == 404


def test_two_aims_that_changed_numbers_lead_to_nothing_but_themselves(sign_in: SignIn, annual: AnnualPlan) -> None:
    client = sign_in(OFFICER)
    for before, now in (("1.2", "1.9"), ("1.3", "1.2"), ("1.9", "1.3")):
        there = f"{PLAN}aims/{before}/edit/"
        assert client.post(there, shown(client, there, number=now)).status_code == 302

    for number in ("1.2", "1.3"):
        assert client.get(f"{PLAN}aims/{number}/").status_code == 200
        assert client.get(f"{PLAN}aims/{number}/objections/").status_code == 404
    assert client.get(PLAN + "aims/1.9/")["Location"] == PLAN + "aims/1.3/"
