"""What a risk threatens in the plan: suggested by owners, decided on by the officer, shown on the aim at once."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Year
from probation_planning.reports.models import Link
from risks.models import Entry
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT
from tests.risks.test_section_two import bare

SignIn = Callable[[str], Client]
PAGE = RISKS + "1.1/aims/"
AIM = "/derbyshire/2011-12/plan/aims/1.2/"
FORM = {"part": "aim-1.2", "says": "Old case system & the lease"}


@pytest.fixture
def entry(year: Year) -> Entry:
    """Risk 1.1, which the paper's reading ties to objective 3.4-1."""
    return Entry.objects.get(register__year=year, reference="1.1")


@pytest.fixture
def suggested(entry: Entry) -> Link:
    """The link that the reading made."""
    return Link.objects.get(entry=entry)


def link_of(entry: Entry) -> Link:
    """The link to aim 1.2."""
    return Link.objects.get(entry=entry, aim__number="1.2")


def strands(client: Client, reference: str = "1.1") -> list[str]:
    """Under which headings the aim's page shows the risk."""
    risks = client.get(AIM).context["threads"][0]
    return [one.name for one in risks.strands if f"Risk {reference}" in [tie.name for tie in one.ties]]


@pytest.mark.parametrize(
    ("email", "status"),
    [(OWNER, 200), (OFFICER, 200), (SMT, 403), ("interventions@derbyshire.example", 403), (AUDIT, 403)],
)
def test_who_ties_a_risk_to_the_plan(sign_in: SignIn, entry: Entry, email: str, status: int) -> None:
    client = sign_in(email)

    assert client.get(PAGE).status_code == status
    assert client.post(PAGE, FORM).status_code == (302 if status == 200 else status)
    offered = "aims/" in client.get(RISKS + "1.1/").content.decode().split("<main")[1].split("</main>")[0]
    assert offered is (status == 200)


def test_another_trusts_reader_and_an_unknown_risk_find_nothing(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OWNER)

    assert client.get("/merseyside/2011-12/risks/1.1/aims/").status_code == 404
    assert client.get(RISKS + "9.9/aims/").status_code == 404
    assert bare(sign_in(SMT).get(RISKS + "2.1/aims/")) == bare(sign_in(SMT).get(RISKS + "9.1/aims/")).replace(
        "9.1", "2.1"
    )


def test_an_owner_suggests_and_the_aim_shows_it_at_once(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OWNER)
    html = client.post(PAGE, FORM, follow=True).content.decode()

    assert "The performance officer confirms or rejects it." in html
    assert "Old case system &amp; the lease" in html
    assert (link_of(entry).state, link_of(entry).ground, link_of(entry).decided_by) == ("suggested", "person", None)
    assert strands(client) == ["Made by a person, unconfirmed"]


def test_what_the_officer_adds_is_confirmed(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OFFICER)
    client.post(PAGE, FORM | {"part": "objective-1.2-4"})

    link = Link.objects.get(entry=entry, objective__reference="1.2-4")
    assert (link.state, link.decided_by and link.decided_by.email) == ("confirmed", OFFICER)
    assert strands(client) == ["Confirmed"]


@pytest.mark.parametrize(("decision", "state"), [("confirm", "confirmed"), ("reject", "rejected")])
def test_the_officer_decides(sign_in: SignIn, suggested: Link, decision: str, state: str) -> None:
    client = sign_in(OFFICER)
    form = {"decision": decision, "key": "objective-3.4-1", "seen": "suggested"}

    assert [client.post(PAGE, form).status_code for _ in range(2)] == [302, 302]

    suggested.refresh_from_db()
    assert (suggested.state, str(suggested.decided_on)) == (state, "2011-06-20")
    plan = client.get(RISKS + "1.1/").context["threads"][0]
    assert [strand.name for strand in plan.strands] == (["Confirmed"] if state == "confirmed" else [])
    assert f"{state.capitalize()} by Performance officer on 20 June 2011" in re.sub(
        r"\s+", " ", client.get(PAGE).content.decode()
    )


def test_an_owner_does_not_decide(sign_in: SignIn, suggested: Link) -> None:
    client = sign_in(OWNER)
    form = {"decision": "confirm", "key": "objective-3.4-1", "seen": "suggested"}

    response = client.post(PAGE, form)

    assert response.status_code == 403
    assert "The performance officer confirms, moves and rejects links to the plan." in response.content.decode()
    assert 'name="decision"' not in client.get(PAGE).content.decode()
    suggested.refresh_from_db()
    assert suggested.state == "suggested"


def test_a_decision_that_came_between_is_told(sign_in: SignIn, suggested: Link) -> None:
    client = sign_in(OFFICER)
    form = {"key": "objective-3.4-1", "seen": "suggested"}
    client.post(PAGE, form | {"decision": "reject"})

    response = client.post(PAGE, form | {"decision": "confirm"})

    assert response.status_code == 409
    assert "Performance officer decided on this link in the meantime. It is rejected." in response.content.decode()


@pytest.mark.parametrize(("key", "decision", "status"), [("aim-9.9", "confirm", 404), ("aim-1.2", "burn", 400)])
def test_a_forged_decision(sign_in: SignIn, entry: Entry, key: str, decision: str, status: int) -> None:
    form = {"decision": decision, "key": key, "seen": "suggested"}

    assert sign_in(OFFICER).post(PAGE, form).status_code == status


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"part": ""}, "Choose the part of the plan that it threatens."),
        ({"part": "aim-9.9"}, "Choose a part of this year’s plan from the list."),
        ({"says": "x" * 201}, "at most 200"),
        ({"part": "objective-3.4-1"}, "This link is there already: unconfirmed."),
    ],
)
def test_a_bad_value_is_explained_and_comes_back(
    sign_in: SignIn, entry: Entry, wrong: dict[str, Any], sentence: str
) -> None:
    response = sign_in(OWNER).post(PAGE, FORM | wrong)

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert response.context["form"]["says"].value() == (FORM | wrong)["says"]


def test_a_double_click_makes_one_link(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OWNER)

    assert [client.post(PAGE, FORM).status_code for _ in range(2)] == [302, 302]
    assert link_of(entry).says == FORM["says"]


def test_what_was_rejected_is_not_suggested_again(sign_in: SignIn, suggested: Link) -> None:
    sign_in(OFFICER).post(PAGE, {"decision": "reject", "key": "objective-3.4-1", "seen": "suggested"})

    html = sign_in(OWNER).post(PAGE, FORM | {"part": "objective-3.4-1"}).content.decode()

    assert "Performance officer rejected this link on 20 June 2011. Ask the performance officer" in html


def test_what_is_said_of_section_2_shows_on_no_aim(sign_in: SignIn, entry: Entry) -> None:
    before = bare(sign_in(SMT).get(AIM))

    assert sign_in(OWNER).post(RISKS + "2.1/aims/", FORM).status_code == 302

    assert bare(sign_in(SMT).get(AIM)) == before
    assert strands(sign_in(OFFICER), "2.1") == ["Made by a person, unconfirmed"]


def test_a_closed_risk_takes_no_more(sign_in: SignIn, entry: Entry) -> None:
    cycle.close(entry)
    client = sign_in(OWNER)

    assert client.post(PAGE, FORM).status_code == 403
    assert "The risk is closed and takes no more links." in client.get(PAGE).content.decode()


def test_a_risk_without_links_says_so(sign_in: SignIn, suggested: Link) -> None:
    suggested.delete()

    assert "This risk is linked to nothing in the plan." in sign_in(OWNER).get(PAGE).content.decode()


def test_a_link_is_tracked_with_who_made_it(sign_in: SignIn, entry: Entry) -> None:
    sign_in(OWNER).post(PAGE, FORM)
    events: Any = Link._meta.apps.get_model("reports", "LinkEvent")

    assert events.objects.filter(entry=entry, aim__number="1.2").count() == 1


def test_it_asks_the_same_however_many(sign_in: SignIn, count_queries: Any, entry: Entry) -> None:
    client = sign_in(OFFICER)
    with count_queries() as few:
        client.get(PAGE)
    for number in ("1.1", "1.2", "2.1", "2.2", "3.1"):
        client.post(PAGE, {"part": f"aim-{number}", "says": ""})
    with count_queries() as many:
        client.get(PAGE)

    assert len(many()) == len(few()) <= 14, many()
