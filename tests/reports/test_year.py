"""The way from a trust to its year, and the year at a glance."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from objectives.models import Objective, Status, StatusUpdate
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Quarter, Role, Trust, User, Year
from probation_planning.reports.glance import Glance
from tests.factories import MembershipFactory, TrustFactory, YearFactory

YEAR = "/derbyshire/2011-12/"


def glance(client: Client, address: str = YEAR) -> Glance:
    """What the page shows."""
    found: Glance = client.get(address).context["glance"]
    return found


def test_a_trusts_address_leads_to_its_latest_open_year(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    Year.objects.create(trust=derbyshire, start=date(2012, 4, 1), answers_from=date(2012, 4, 1))

    answer = sign_in("smt@derbyshire.example").get("/derbyshire/")

    assert (answer.status_code, answer["Location"]) == (302, YEAR)


def test_where_no_year_is_open_it_leads_to_the_latest(sign_in: Callable[[str], Client]) -> None:
    answer = sign_in("officer@merseyside.example").get("/merseyside/")

    assert (answer.status_code, answer["Location"]) == (302, "/merseyside/2010-11/")


def test_a_trust_without_a_year_says_so(sign_in: Callable[[str], Client], db: None) -> None:
    with tenancy.system():
        trust = TrustFactory(slug="northshire")
    with tenancy.trust(trust):
        email = MembershipFactory(role=Role.OFFICER).user.email
    client = sign_in(email)

    assert "has set up no year here yet" in client.get("/northshire/").content.decode()
    assert "has set up no year here yet" in client.get("/").content.decode()


@pytest.mark.parametrize("address", ["/merseyside/", "/merseyside/2010-11/", "/nowhere/", "/derbyshire/2009-10/"])
def test_another_trust_and_an_unknown_year_are_unknown_pages(sign_in: Callable[[str], Client], address: str) -> None:
    assert sign_in("officer@derbyshire.example").get(address).status_code == 404


def test_the_plan_stands_by_status(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    for reference, status in [("1.1-1", Status.ON_TRACK), ("1.2-1", Status.ON_TRACK), ("1.2-2", Status.AT_RISK)]:
        StatusUpdate.objects.create(
            objective=Objective.objects.get(reference=reference),
            quarter=Quarter.objects.get(number=1),
            sequence=1,
            status=status,
            dated=date(2011, 6, 20),
            given_by=User.objects.get(email="officer@derbyshire.example"),
        )

    plan = glance(sign_in("smt@derbyshire.example")).plan

    assert plan is not None
    assert [(tally.label, tally.number) for tally in plan.tallies] == [
        ("On track", 2),
        ("At risk", 1),
        ("unanswered this quarter", 49),
    ]
    assert (plan.answered, plan.total) == (3, 52)


@pytest.mark.parametrize(
    ("name", "review", "assessed", "counts"),
    [
        ("smt", "jun-11", 0, {"Red": 10, "Amber": 5}),
        ("board.secretary", "jun-11", 0, {"Red": 10, "Amber": 5}),
        ("business.services", "jun-11", 0, {"Red": 10, "Amber": 8, "Green": 1}),
        ("officer", "jun-11", 0, {"Red": 10, "Amber": 8, "Green": 1}),
        ("audit", "mar-11", 19, {"Red": 10, "Amber": 8, "Green": 1}),
        ("auditor", "mar-11", 19, {"Red": 10, "Amber": 8, "Green": 1}),
    ],
)
def test_the_register_stands_by_band_as_the_reader_may_see_it(
    sign_in: Callable[[str], Client], name: str, review: str, assessed: int, counts: dict[str, int]
) -> None:
    register = glance(sign_in(f"{name}@derbyshire.example")).register

    assert register is not None
    assert (register.review.slug, register.picture.assessed) == (review, assessed)
    assert {band: count for band, count in register.picture.totals.counts if count} == counts


def test_the_scorecard_stands_by_rating_with_what_is_due(sign_in: Callable[[str], Client]) -> None:
    scorecard = glance(sign_in("smt@derbyshire.example")).scorecard

    assert scorecard is not None
    assert (scorecard.total, scorecard.given) == (28, 0)
    assert 0 < scorecard.due < 28
    assert sum(tally.number for tally in scorecard.tallies) == 28


def test_a_year_with_nothing_says_so_three_times(sign_in: Callable[[str], Client], merseyside: Trust) -> None:
    YearFactory(start=date(2011, 4, 1))

    page = sign_in("director@merseyside.example").get("/merseyside/2011-12/").content.decode()

    for room in ("no plan", "no risk register", "no balanced scorecard"):
        assert f"Merseyside Probation Trust has {room} for 2011/12 here yet." in page


def test_what_the_paper_holds_stands_beside_what_is_missing(sign_in: Callable[[str], Client]) -> None:
    page = sign_in("director@merseyside.example").get("/merseyside/2010-11/").content.decode()

    assert "has no plan" not in page
    assert "60 objectives" in page
    assert "38 measures by" in page
    assert "Merseyside Probation Trust has no risk register for 2010/11 here yet." in page
    assert "no balanced scorecard" not in page


def test_an_administrator_is_told_that_no_role_of_theirs_reads_it(sign_in: Callable[[str], Client]) -> None:
    page = sign_in("admin@probation.example").get(YEAR)

    assert page.status_code == 200
    assert "None of your roles in Derbyshire Probation Trust reads" in page.content.decode()


def test_only_the_officer_is_shown_the_way_to_progress(sign_in: Callable[[str], Client]) -> None:
    assert "reviews/jun-11/progress/" in sign_in("officer@derbyshire.example").get(YEAR).content.decode()
    assert "/progress/" not in sign_in("smt@derbyshire.example").get(YEAR).content.decode()


def test_the_year_takes_few_queries(sign_in: Callable[[str], Client], count_queries: Any) -> None:
    client = sign_in("officer@derbyshire.example")
    with count_queries() as counted:
        client.get(YEAR)

    assert len(counted()) <= 24
