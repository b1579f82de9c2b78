"""The golden thread on the pages of an aim, an objective, a risk and a measure."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from objectives.models import Objective
from probation_planning.organisation.models import Trust, User
from probation_planning.reports.models import Link
from probation_planning.reports.thread import Thread
from risks.models import Entry

YEAR = "/derbyshire/2011-12/"
OFFICER = "officer@derbyshire.example"


def threads(client: Client, page: str) -> list[Thread]:
    """What the page shows."""
    found: list[Thread] = client.get(YEAR + page).context["threads"]
    return found


def ties(thread: Thread) -> dict[str, list[str]]:
    """The names of what is tied, by strand."""
    return {strand.name: [tie.name for tie in strand.ties] for strand in thread.strands}


def decide(link: Link, state: Link.State) -> None:
    """Let the officer decide on a link."""
    link.state, link.decided_on = state, date(2011, 6, 20)
    link.decided_by = User.objects.get(email=OFFICER)
    link.save()


def test_an_aim_shows_its_risks_and_measures_by_what_they_rest_on(sign_in: Callable[[str], Client]) -> None:
    risks, measures = threads(sign_in(OFFICER), "plan/aims/1.2/")

    assert ties(risks) == {"Same subject, unconfirmed": ["Risk 1.5", "Risk 1.6", "Risk 1.13"]}
    assert ties(measures) == {
        "Number matches, unconfirmed": ["Measure 1-2", "Measure 4-5"],
        "Same subject, unconfirmed": ["Measure 4-5", "Measure 4-6"],
    }
    assert [tie.says for tie in measures.strands[0].ties] == ["The scorecard prints 1.2", "The scorecard prints 1.2"]
    assert risks.strands[0].ties[0].says == "Delius, through Objective 1.2-4"
    assert risks.strands[0].ties[0].stands.rating.score == 16


def test_a_confirmed_link_stands_apart_and_a_rejected_one_is_gone(
    sign_in: Callable[[str], Client], derbyshire: Trust
) -> None:
    decide(Link.objects.get(entry__reference="1.5", objective__reference="1.2-4"), Link.State.CONFIRMED)
    decide(Link.objects.get(entry__reference="1.6", objective__reference="1.2-4"), Link.State.REJECTED)

    risks, _ = threads(sign_in(OFFICER), "plan/aims/1.2/")

    assert ties(risks) == {"Confirmed": ["Risk 1.5"], "Same subject, unconfirmed": ["Risk 1.13"]}


def test_an_aim_that_nothing_is_linked_to_says_so(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    Link.objects.all().delete()

    page = sign_in(OFFICER).get(f"{YEAR}plan/aims/1.2/").content.decode()

    assert "No risk is linked to this aim or to its objectives." in page
    assert "No measure is linked to this aim or to its objectives." in page


def test_an_objective_shows_its_own_links_and_through_its_aim_those_of_the_aim(
    sign_in: Callable[[str], Client],
) -> None:
    risks, measures = threads(sign_in(OFFICER), "plan/objectives/1.2-4/")

    assert (risks.heading, measures.heading) == ("Risks against it", "Measures of it")
    assert ties(risks) == {"Same subject, unconfirmed": ["Risk 1.5", "Risk 1.6"]}
    assert ties(measures) == {
        "Number matches, unconfirmed": ["Measure 1-2", "Measure 4-5"],
        "Same subject, unconfirmed": ["Measure 4-5"],
    }
    assert risks.strands[0].ties[0].says == "Delius"
    assert measures.strands[0].ties[0].says == "The scorecard prints 1.2, through Aim 1.2"


def test_what_is_tied_to_another_objective_of_the_aim_stands_there_alone(sign_in: Callable[[str], Client]) -> None:
    risks, measures = threads(sign_in(OFFICER), "plan/objectives/1.2-1/")

    assert ties(risks) == {}
    assert risks.none == "No risk is linked to this objective or to its aim."
    assert ties(measures) == {"Number matches, unconfirmed": ["Measure 1-2", "Measure 4-5"]}


def test_an_objective_straight_under_a_theme_shows_its_own_links_alone(
    sign_in: Callable[[str], Client], derbyshire: Trust
) -> None:
    Objective.objects.filter(reference="1.2-4").update(aim=None)
    Link.objects.filter(objective__reference="1.2-4", measure__isnull=False).delete()

    page = sign_in(OFFICER).get(f"{YEAR}plan/objectives/1.2-4/")

    assert ties(page.context["threads"][0]) == {"Same subject, unconfirmed": ["Risk 1.5", "Risk 1.6"]}
    assert "No measure is linked to this objective." in page.content.decode()


def test_the_thread_stays_when_an_answer_is_sent_back(sign_in: Callable[[str], Client]) -> None:
    form = {"status": "", "quarter": "1", "seen": "0"}

    page = sign_in(OFFICER).post(f"{YEAR}plan/objectives/1.2-4/", form).content.decode()

    assert "Choose how the objective stands." in page
    assert "Risks against it" in page


def test_a_risk_shows_the_objectives_it_bears_on_and_how_they_stand(sign_in: Callable[[str], Client]) -> None:
    [plan] = threads(sign_in(OFFICER), "risks/1.10/")
    tie = plan.strands[0].ties[0]

    assert ties(plan) == {"Same subject, unconfirmed": ["Objective 2.2-1"]}
    assert (tie.stands.label, tie.says) == ("unanswered this quarter", "Community Payback bid")
    assert tie.address == f"{YEAR}plan/objectives/2.2-1/"


def test_a_measure_shows_the_aim_its_number_finds_and_the_objective_of_its_subject(
    sign_in: Callable[[str], Client],
) -> None:
    [plan] = threads(sign_in(OFFICER), "scorecard/measures/2-4/")

    assert ties(plan) == {
        "Number matches, unconfirmed": ["Aim 2.4"],
        "Same subject, unconfirmed": ["Objective 2.2-1"],
    }


@pytest.mark.parametrize(("name", "sees"), [("smt", False), ("board.secretary", False), ("audit", True)])
def test_a_risk_of_section_2_leaves_no_trace_on_an_aim_or_an_objective(
    sign_in: Callable[[str], Client], derbyshire: Trust, name: str, sees: bool
) -> None:
    entry = Entry.objects.get(reference="2.3")
    link = Link.objects.get(entry__reference="1.5", objective__reference="1.2-4")
    Link.objects.create(entry=entry, objective=link.objective, ground=Link.Ground.SUBJECT, says="Both are IT.")
    client = sign_in(f"{name}@derbyshire.example")

    assert ("Risk 2.3" in client.get(f"{YEAR}plan/aims/1.2/").content.decode()) is sees
    assert ("Risk 2.3" in client.get(f"{YEAR}plan/objectives/1.2-4/").content.decode()) is sees
    assert client.get(f"{YEAR}risks/2.3/").status_code == (200 if sees else 404)


@pytest.mark.parametrize(("name", "sees"), [("audit", False), ("auditor", False), ("smt", True)])
def test_what_a_person_suggests_is_not_issued_until_it_is_confirmed(
    sign_in: Callable[[str], Client], derbyshire: Trust, name: str, sees: bool
) -> None:
    objective = Objective.objects.get(reference="1.2-4")
    entry = Entry.objects.get(reference="1.10")
    link = Link.objects.create(entry=entry, objective=objective, ground=Link.Ground.PERSON, says="Free words.")
    client = sign_in(f"{name}@derbyshire.example")
    pages = [f"{YEAR}{page}" for page in ("risks/1.10/", "plan/aims/1.2/", "plan/objectives/1.2-4/")]

    assert ["Free words." in client.get(page).content.decode() for page in pages] == [sees] * 3
    decide(link, Link.State.CONFIRMED)
    assert ["Free words." in client.get(page).content.decode() for page in pages] == [True] * 3


def test_the_rooms_own_names_lead_to_the_pages_with_the_thread(sign_in: Callable[[str], Client]) -> None:
    client = sign_in(OFFICER)

    for name, reference in [
        ("objectives:aim_detail", "1.2"),
        ("objectives:objective_detail", "1.2-4"),
        ("risks:risk_detail", "1.5"),
        ("scorecard:measure_detail", "2-4"),
    ]:
        assert client.get(reverse(name, args=["derbyshire", "2011-12", reference])).context["threads"]


@pytest.mark.parametrize(("page", "at_most"), [("plan/aims/1.2/", 25), ("plan/objectives/1.2-4/", 31)])
def test_the_thread_takes_the_same_few_queries_for_one_link_as_for_many(
    sign_in: Callable[[str], Client], count_queries: Any, derbyshire: Trust, page: str, at_most: int
) -> None:
    client = sign_in(OFFICER)
    counts = []
    for _ in range(2):
        with count_queries() as counted:
            client.get(YEAR + page)
        counts.append(len(counted()))
        link = Link.objects.filter(objective__reference="1.2-4", entry__isnull=False).first()
        assert link is not None
        for entry in Entry.objects.exclude(links__objective=link.objective):
            Link.objects.create(entry=entry, objective=link.objective, ground=Link.Ground.SUBJECT, says="All.")

    assert counts[0] == counts[1] <= at_most
