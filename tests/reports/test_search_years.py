"""Search over all years of a trust, and over its papers and posts."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import AnnualPlan, Objective
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import DeliveryUnit, Owner, User, Year
from probation_planning.organisation.readers import readers_of
from probation_planning.reports.models import Pack
from probation_planning.reports.search import Group, search
from risks.models import Action, Entry, Register, Review
from tests.factories import EntryFactory, ObjectiveFactory, RegisterFactory, ReviewFactory, ThemeFactory
from tests.risks import cycle
from tests.risks.test_things import write

SignIn = Callable[[str], Client]

SEARCH = "/derbyshire/2011-12/search/"
OFFICER = "officer@derbyshire.example"
SMT = "smt@derbyshire.example"
AUDIT = "audit@derbyshire.example"
AUDITOR = "auditor@derbyshire.example"
SECRETARY = "board.secretary@derbyshire.example"
EVERYBODY = (OFFICER, SMT, AUDIT, AUDITOR, SECRETARY)
CANARY = "Xanthippe"


@pytest.fixture
def next_year(year: Year) -> Year:
    """2012/13 of the same trust, with a plan that the same themes and aims belong to."""
    first = datetime.date(2012, 4, 1)
    later = Year.objects.create(trust=year.trust, start=first, opened_on=first, answers_from=first)
    plan = AnnualPlan.objects.get(year=year).plan
    AnnualPlan.objects.create(plan=plan, year=later, title="Plan of 2012/13")
    return later


@pytest.fixture
def later_register(next_year: Year) -> Register:
    """The register of 2012/13, of which a review was begun."""
    register = RegisterFactory(year=next_year)
    ReviewFactory(register=register, label="Jun-12", slug="jun-12", month=datetime.date(2012, 6, 1))
    return register


@pytest.fixture
def groups(year: Year) -> Callable[..., dict[str, Group]]:
    """What somebody finds from 2011/12, by kind."""

    def of(email: str, asked: str = CANARY, **more: Any) -> dict[str, Group]:
        with tenancy.kept_context():
            reader = readers_of(User.objects.get(email=email), "derbyshire")[0]
            return {group.kind: group for group in search(reader, year, asked, **more).groups}

    return of


Groups = Callable[..., dict[str, Group]]


def objective_of(year: Year, reference: str, **more: Any) -> Objective:
    """An objective of the year's plan."""
    annual_plan = AnnualPlan.objects.get(year=year)
    theme = ThemeFactory(plan=annual_plan.plan, number=reference.split("-", maxsplit=1)[0], title=f"Of {reference}")
    made: Objective = ObjectiveFactory(annual_plan=annual_plan, aim=None, theme=theme, reference=reference, **more)
    return made


def test_all_years_are_searched_this_one_first(year: Year, next_year: Year, groups: Groups) -> None:
    objective_of(next_year, "8-1", text=f"{CANARY} {CANARY}")
    objective_of(year, "9-1", text=f"Among other things, {CANARY}")
    objective_of(next_year, "10-1", text=CANARY)

    hits = groups(SMT)["objectives"].hits

    assert (hits[0].place.name, hits[0].year) == ("Objective 9-1", None)
    assert {hit.year for hit in hits[1:]} == {next_year}
    assert hits[1].place.href.startswith("/derbyshire/2012-13/plan/")


def test_one_year_alone_can_be_searched(year: Year, next_year: Year, groups: Groups, sign_in: SignIn) -> None:
    objective_of(next_year, "8-1", text=CANARY)
    objective_of(year, "9-1", text=CANARY)

    assert [hit.place.name for hit in groups(SMT, within=next_year)["objectives"].hits] == ["Objective 8-1"]
    page = sign_in(SMT).get(SEARCH, {"q": CANARY, "year": "2012-13"}).content.decode()
    assert "Objective 8-1" in page
    assert "Objective 9-1" not in page
    assert '<option value="2012-13" selected>2012/13</option>' in page


def test_the_year_stays_chosen_from_page_to_page(year: Year, next_year: Year, sign_in: SignIn) -> None:
    for number in range(1, 24):
        ObjectiveFactory(annual_plan=AnnualPlan.objects.get(year=next_year), reference=f"7.1-{number}", text=CANARY)

    page = sign_in(SMT).get(SEARCH, {"q": CANARY, "year": "2012-13", "kind": "objectives"}).content.decode()

    assert f"?q={CANARY}&amp;year=2012-13&amp;kind=objectives&amp;page=2" in page


def test_a_theme_of_several_years_is_found_once_and_read_in_this_one(
    year: Year, next_year: Year, groups: Groups
) -> None:
    ThemeFactory(plan=AnnualPlan.objects.get(year=year).plan, number="9", title=CANARY)

    assert [hit.place.href.split("?")[0] for hit in groups(SMT)["themes"].hits] == ["/derbyshire/2011-12/plan/"]


def test_no_list_of_years_where_there_is_one(sign_in: SignIn, year: Year) -> None:
    assert 'name="year"' not in sign_in(SMT).get(SEARCH, {"q": "late"}).content.decode()


@pytest.mark.parametrize("section", [1, 2])
def test_risks_of_every_register_are_found_by_those_alone_who_see_them(
    later_register: Register, groups: Groups, section: int
) -> None:
    review = later_register.reviews.get()
    entry = EntryFactory(
        register=later_register, title=CANARY, section=section, reference=f"{section}.1", starts_at=review
    )
    write(Action, entry, text=CANARY)

    assert {kind: group.total for kind, group in groups(OFFICER).items()} == {"risks": 1, "actions": 1}
    assert groups(OFFICER)["risks"].hits[0].place.href == f"/derbyshire/2012-13/risks/{section}.1/"
    for email in (SMT, SECRETARY):
        assert bool(groups(email)) == (section == 1), email
    for email in (AUDIT, AUDITOR):
        assert groups(email) == {}, email


def test_one_register_opens_section_2_and_another_does_not(
    register: Register, later_register: Register, groups: Groups
) -> None:
    Register.objects.filter(pk=later_register.pk).update(section_two_roles=["audit", "officer", "smt"])
    Entry.objects.filter(register=register, reference="2.1").update(title=CANARY)
    review = later_register.reviews.get()
    EntryFactory(register=later_register, title=CANARY, section=2, reference="2.1", starts_at=review)

    assert groups(OFFICER)["risks"].total == 2
    assert [hit.place.href for hit in groups(SMT)["risks"].hits] == ["/derbyshire/2012-13/risks/2.1/"]
    assert groups(SECRETARY) == {}


@pytest.mark.parametrize("email", EVERYBODY)
def test_packs_are_found_by_whoever_may_read_them(year: Year, groups: Groups, sign_in: SignIn, email: str) -> None:
    client = sign_in(email)
    with tenancy.kept_context():
        reader = readers_of(User.objects.get(email=email), "derbyshire")[0]
        theirs = Pack.objects.visible_to(reader).count()

    hits = groups(email, "pack")["packs"].hits

    assert len(hits) == theirs > 0
    assert {client.get(hit.place.href).status_code for hit in hits} == {200}


def test_why_papers_were_withdrawn_is_found_with_their_pack_and_among_the_steps(
    june: Review, groups: Groups, sign_in: SignIn
) -> None:
    cycle.skip(june, cycle.AUDIT, reason=f"No meeting of {CANARY}")

    steps = groups(OFFICER)["steps"].hits
    assert [hit.place.name for hit in steps] == ["Jun-11, Audit Committee: skipped"]
    assert sign_in(OFFICER).get(steps[0].place.href).status_code == 200
    # What is done with section 2 is told to those who read it.
    assert groups(SMT) == groups(SECRETARY) == groups(AUDIT) == {}


@pytest.mark.parametrize("kind", ["post", "group"])
def test_posts_and_groups_are_the_officers_to_find(year: Year, groups: Groups, sign_in: SignIn, kind: str) -> None:
    Owner.objects.create(trust=year.trust, kind=kind, name=f"Head of {CANARY}")

    assert {found: group.total for found, group in groups(OFFICER).items()} == {f"{kind}s": 1}
    assert sign_in(OFFICER).get(groups(OFFICER)[f"{kind}s"].hits[0].place.href).status_code == 200
    for email in (SMT, SECRETARY, AUDIT, AUDITOR):
        assert groups(email) == {}, email


def test_a_post_is_found_by_who_holds_it(year: Year, groups: Groups) -> None:
    holder = User.objects.get(email="interventions@derbyshire.example")
    User.objects.filter(pk=holder.pk).update(name=CANARY)

    assert [hit.place.name for hit in groups(OFFICER)["posts"].hits] == ["Director of Interventions"]
    assert groups(SMT) == {}


def test_units_too(year: Year, groups: Groups, sign_in: SignIn) -> None:
    DeliveryUnit.objects.create(trust=year.trust, name=CANARY, kind="other")

    assert sign_in(OFFICER).get(groups(OFFICER)["units"].hits[0].place.href).status_code == 200
    assert groups(SMT) == {}


@pytest.mark.parametrize("email", EVERYBODY)
def test_scales_are_found_by_whoever_reads_the_register(
    year: Year, register: Register, groups: Groups, sign_in: SignIn, email: str
) -> None:
    word = register.levels.order_by("pk")[0].name

    hits = groups(email, f"{word} level")["scales"].hits if groups(email, f"{word} level") else []
    assert not hits
    hits = groups(email, word)["scales"].hits

    assert {sign_in(email).get(hit.place.href).status_code for hit in hits} == {200}


@pytest.mark.parametrize("email", EVERYBODY)
def test_more_years_ask_no_more_of_the_database(
    sign_in: SignIn, year: Year, count_queries: Any, email: str, request: pytest.FixtureRequest
) -> None:
    client = sign_in(email)
    counts = []
    for _ in range(2):
        client.get(SEARCH, {"q": CANARY})
        with count_queries() as counted:
            assert client.get(SEARCH, {"q": CANARY}).status_code == 200
        counts.append(len(counted()))
        if len(counts) == 1:
            objective_of(request.getfixturevalue("next_year"), "8-1", text=CANARY)
            request.getfixturevalue("later_register")

    assert counts[0] == counts[1]
