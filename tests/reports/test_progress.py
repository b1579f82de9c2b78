"""Who has and who has not answered, for the performance officer."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from objectives.models import Objective, ObjectiveOwner, Status, StatusUpdate
from probation_planning.organisation import clock
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter, Trust, User
from probation_planning.reports.progress import Progress
from scorecard.models import Measure, MeasureOwner

PAGE = "/derbyshire/2011-12/risks/reviews/jun-11/progress/"
OFFICER = "officer@derbyshire.example"


def progress(client: Client, address: str = PAGE) -> Progress:
    """What the page shows."""
    found: Progress = client.get(address).context["progress"]
    return found


def test_the_counts_are_of_things_and_not_of_owners(sign_in: Callable[[str], Client]) -> None:
    found = progress(sign_in(OFFICER))

    assert [(count.things, count.answered, count.total) for count in found.counts][:2] == [
        ("objectives", 0, 52),
        ("risks", 0, 19),
    ]
    assert [count.asked for count in found.counts][:2] == ["answered for Q1 2011/12", "assessed for Jun-11"]


def test_the_most_silent_owner_stands_first_with_names_and_links(sign_in: Callable[[str], Client]) -> None:
    first = progress(sign_in(OFFICER)).waiting[0]

    assert (first.owner, first.holders) == ("Director of Business Services", ["Director of Business Services"])
    assert (len(first.objectives.unanswered), len(first.risks.unanswered)) == (17, 9)
    assert first.risks.unanswered[0].address == "/derbyshire/2011-12/risks/1.1/"


def test_what_nobody_owns_is_listed_apart(sign_in: Callable[[str], Client]) -> None:
    nobody = progress(sign_in(OFFICER)).nobody

    assert nobody is not None
    assert [thing.name for thing in nobody.objectives.unanswered] == [f"Objective 2.2-{last}" for last in (2, 3, 4, 5)]
    assert [thing.name for thing in nobody.risks.unanswered] == ["Risk 1.12"]
    assert nobody.measures.unanswered


def test_a_post_that_nobody_holds_is_said_to_be_empty(sign_in: Callable[[str], Client]) -> None:
    client = sign_in(OFFICER)
    chair = next(one for one in progress(client).waiting if one.owner == "Chair")

    assert chair.holders == []
    assert "Nobody holds this post today" in client.get(PAGE).content.decode()


def test_a_groups_people_are_the_holders_of_its_posts(sign_in: Callable[[str], Client]) -> None:
    group = next(one for one in progress(sign_in(OFFICER)).waiting if one.owner == "Directors")

    assert len(group.holders) == 5


def test_an_answer_moves_its_owner(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    for reference in ("2.1-3",):
        StatusUpdate.objects.create(
            objective=Objective.objects.get(reference=reference),
            quarter=Quarter.objects.get(number=1),
            sequence=1,
            status=Status.ON_TRACK,
            dated=date(2011, 6, 20),
            given_by=User.objects.get(email="offender.management@derbyshire.example"),
        )

    found = progress(sign_in(OFFICER))

    assert found.counts[0].answered == 1
    assert [one.owner for one in found.finished] == ["Director of Offender Management"]
    assert [thing.name for thing in found.finished[0].objectives.answered] == ["Objective 2.1-3"]


def test_a_measure_stands_with_the_owner_it_is_assigned_to(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    MeasureOwner.objects.create(
        measure=Measure.objects.get(name="Staff Sickness"), owner=Owner.objects.get(name="Chief Executive")
    )

    chief = next(one for one in progress(sign_in(OFFICER)).waiting if one.owner == "Chief Executive")

    assert [thing.title for thing in chief.measures.unanswered] == ["Staff Sickness"]


def test_late_results_are_listed_with_who_owes_them(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    sickness = Measure.objects.get(name="Staff Sickness")
    MeasureOwner.objects.create(measure=sickness, owner=Owner.objects.get(name="Chief Executive"))
    kind = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
    Measure.objects.filter(name="Victim Satisfaction").update(for_each=kind)
    for name, post in (("City", "Director of Interventions"), ("County", None)):
        owner = Owner.objects.get(name=post) if post else None
        DeliveryUnit.objects.create(name=name, kind=kind, owner=owner)
    client = sign_in(OFFICER)
    with clock.standing_on(date(2011, 7, 15)):
        in_time = progress(client)
    with clock.standing_on(date(2011, 7, 16)):
        late = {one.thing.name: one for one in progress(client).late}
        page = " ".join(client.get(PAGE).content.decode().split())

    assert in_time.late == []
    said = late["Measure 4-1"]
    assert (said.thing.title, said.period, said.owners) == ("Staff Sickness", "Q1 2011/12", "Chief Executive")
    assert said.due_on == date(2011, 7, 15)
    assert [late[f"Measure 2-7 {name}"].owners for name in ("City", "County")] == ["Director of Interventions", ""]
    assert "Staff Sickness: Q1 2011/12 was due by 15 July 2011, 1 day late. Chief Executive." in page


def test_a_past_review_shows_who_had_answered_it(sign_in: Callable[[str], Client]) -> None:
    found = progress(sign_in(OFFICER), PAGE.replace("jun-11", "mar-11"))

    assert (found.counts[1].answered, found.counts[1].asked) == (19, "assessed for Mar-11")


@pytest.mark.parametrize("name", ["business.services", "smt", "audit", "auditor"])
def test_everybody_else_is_refused_in_words(sign_in: Callable[[str], Client], name: str) -> None:
    answer = sign_in(f"{name}@derbyshire.example").get(PAGE)

    assert answer.status_code == 403
    assert "Only the performance officer sees who has answered." in answer.content.decode()


@pytest.mark.parametrize("address", [PAGE.replace("jun-11", "dec-11"), PAGE.replace("2011-12", "2010-11")])
def test_an_unknown_review_or_year_is_an_unknown_page(sign_in: Callable[[str], Client], address: str) -> None:
    assert sign_in(OFFICER).get(address).status_code == 404


def test_another_trusts_officer_finds_nothing(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("officer@merseyside.example")

    assert client.get(PAGE).status_code == 404
    assert client.get(PAGE.replace("derbyshire/2011-12", "merseyside/2010-11")).status_code == 404


def test_a_review_that_is_not_open_yet_is_said_to_be_so(sign_in: Callable[[str], Client]) -> None:
    found = progress(sign_in(OFFICER), PAGE.replace("jun-11", "sep-11"))

    assert found.counts[1].asked == "to assess once Sep-11 is open"


def test_the_page_takes_few_queries(sign_in: Callable[[str], Client], count_queries: Any) -> None:
    client = sign_in(OFFICER)
    with count_queries() as counted:
        client.get(PAGE)

    assert len(counted()) <= 22


@pytest.fixture
def burdened(derbyshire: Trust) -> str:
    """The Chair, who owns every objective besides those who do."""
    chair = Owner.objects.get(name="Chair")
    for objective in Objective.objects.exclude(owners__owner=chair):
        ObjectiveOwner.objects.create(objective=objective, owner=chair, order=9)
    return chair.name


def test_of_a_long_list_the_first_are_shown_with_the_number_of_all(
    sign_in: Callable[[str], Client], burdened: str
) -> None:
    client = sign_in(OFFICER)
    page = " ".join(client.get(PAGE).content.decode().split())
    chair = next(one for one in progress(client).waiting if one.owner == burdened)

    assert (len(chair.objectives.unanswered), chair.objectives.lacking, chair.objectives.total) == (25, 52, 52)
    assert "0 of 52 objectives" in page
    assert 'The first 25 of 52. <a class="govuk-link govuk-link--no-visited-state" href="?owner=Chair">Show all' in page


def test_one_owners_lists_are_read_page_by_page(sign_in: Callable[[str], Client], burdened: str) -> None:
    client = sign_in(OFFICER)
    first, second = (client.get(f"{PAGE}?owner={burdened}&page={number}") for number in (1, 2))

    shown = [one.context["shown"].objectives for one in (first, second)]
    assert [(len(one.unanswered), one.lacking) for one in shown] == [(50, 52), (2, 52)]
    assert f'href="?owner={burdened}&amp;page=2" rel="next"' in first.content.decode()
    assert "Page 2 of 2" in second.content.decode()
    assert "Director of Business Services" not in second.content.decode()
    assert [(one.answered, one.total) for one in second.context["progress"].counts][:2] == [(0, 52), (0, 19)]


def test_so_is_what_nobody_owns(sign_in: Callable[[str], Client]) -> None:
    answer = sign_in(OFFICER).get(f"{PAGE}?owner=")

    assert [thing.name for thing in answer.context["shown"].risks.unanswered] == ["Risk 1.12"]


def test_an_owner_who_answers_for_nothing_is_an_unknown_page(sign_in: Callable[[str], Client]) -> None:
    assert sign_in(OFFICER).get(f"{PAGE}?owner=Nobody+of+that+name").status_code == 404
