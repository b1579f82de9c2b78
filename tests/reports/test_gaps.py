"""The gap sheet: where the thread between plan, register and scorecard is broken, and to whom what of it is told."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from objectives.models import Aim, Objective, ObjectiveOwner
from probation_planning.organisation.models import Owner, Trust, User, Year
from probation_planning.reports.gaps import Gap, GapSheet
from probation_planning.reports.models import Link
from risks.models import Entry, Register
from scorecard.models import Measure, PlanReference
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, SMT
from tests.risks.test_section_two import bare

SignIn = Callable[[str], Client]
YEAR = "/derbyshire/2011-12/"
PAGE = YEAR + "gaps/"
DIRECTOR = "board.secretary@derbyshire.example"


def sheet(client: Client) -> GapSheet:
    """What the page shows."""
    found: GapSheet = client.get(PAGE).context["sheet"]
    return found


def gaps(client: Client, slug: str) -> list[Gap]:
    """The gaps of one kind."""
    return next(group.gaps for group in sheet(client).groups if group.slug == slug)


def names(client: Client, slug: str) -> list[str]:
    """What they are about."""
    return [gap.name for gap in gaps(client, slug)]


def confirm(**ends: Any) -> Link:
    """A link that the officer has confirmed."""
    return Link.objects.create(
        **ends,
        ground=Link.Ground.PERSON,
        state=Link.State.CONFIRMED,
        decided_by=User.objects.get(email=OFFICER),
        decided_on=date(2011, 6, 20),
    )


def test_twelve_aims_have_no_measure(sign_in: SignIn) -> None:
    assert names(sign_in(OFFICER), "aims-without-measure") == [
        f"Aim {number}"
        for number in ("1.4", "2.2", "2.3", "3.2", "3.3", "3.5", "4.2", "4.3", "5.1", "5.2", "5.3", "5.6")
    ]


def test_five_references_have_the_number_of_no_aim(sign_in: SignIn) -> None:
    found = gaps(sign_in(OFFICER), "references-without-aim")

    assert [(gap.name, gap.says) for gap in found] == [
        ("Measure 1-5", "Prints 2.7"),
        ("Measure 2-3", "Prints 5.7"),
        ("Measure 3-3", "Prints 4.6"),
        ("Measure 3-7", "Prints 3.6*"),
        ("Measure 4-6", "Prints 3.7"),
    ]
    assert found[0].mend == YEAR + "scorecard/measures/1-5/aims/"


def test_eleven_references_find_another_subject_and_six_are_doubtful(sign_in: SignIn) -> None:
    found = gaps(sign_in(OFFICER), "references-doubted")

    assert [gap.name for gap in found if "Another subject:" in gap.says] == [
        f"Measure {number}" for number in ("1-4", "1-6", "2-1", "2-2", "3-5", "3-6", "4-2", "4-3", "4-4", "4-7", "4-8")
    ]
    assert [gap.name for gap in found if "Doubtful:" in gap.says] == [
        f"Measure {number}" for number in ("1-2", "1-3", "1-5", "2-4", "3-1", "4-1")
    ]


def test_all_aims_are_without_a_risk_and_all_red_risks_without_an_objective(sign_in: SignIn) -> None:
    client = sign_in(OFFICER)
    aims, risks = gaps(client, "aims-without-risk"), gaps(client, "risks-without-objective")

    assert len(aims) == 28
    assert [offer.name for offer in aims[1].offers] == ["Risk 1.5", "Risk 1.6", "Risk 1.13"]
    assert aims[1].offers[0].says == "same subject, through Objective 1.2-4"
    assert {gap.name for gap in risks} == {f"Risk 1.{number}" for number in (4, 5, 6, 7, 8, 9, 10, 11, 12, 14)}
    assert (risks[0].name, risks[0].score) == ("Risk 1.14", 20)


def test_four_objectives_have_no_owner_and_the_reading_is_offered(sign_in: SignIn) -> None:
    found = gaps(sign_in(OFFICER), "objectives-without-owner")

    assert [gap.name for gap in found] == [f"Objective 2.2-{number}" for number in (2, 3, 4, 5)]
    assert all(gap.says.startswith("Director of Interventions is offered as a reading.") for gap in found)


def test_blank_outcomes_and_deadlines_are_counted(sign_in: SignIn) -> None:
    counts = sheet(sign_in(OFFICER)).counts

    assert [(count.says, count.number, count.total) for count in counts] == [
        ("have no outcome", 0, 52),
        ("have no deadline", 52, 52),
    ]


def test_a_gap_closes_when_a_link_is_confirmed_and_not_before(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    risk, aim = Entry.objects.get(reference="1.4"), Aim.objects.get(number="2.2")

    confirm(entry=risk, objective=Objective.objects.get(reference="2.2-1"))
    confirm(measure=Measure.objects.get(name__startswith="CP Public Sector"), aim=aim)

    assert "Aim 2.2" not in names(client, "aims-without-risk")
    assert "Risk 1.4" not in names(client, "risks-without-objective")
    assert "Aim 2.2" not in names(client, "aims-without-measure")


def test_a_doubted_reference_is_decided_on_from_the_sheet(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    deciding = gaps(client, "references-doubted")[0].deciding
    assert deciding is not None

    form = {"decision": "reject", "key": deciding.key, "seen": deciding.state, "back": "gaps"}
    answer = client.post(deciding.acts, form)

    assert answer["Location"] == PAGE
    assert len(gaps(client, "references-doubted")) == 16


def test_an_aim_whose_number_was_rejected_has_no_measure_any_more(sign_in: SignIn, derbyshire: Trust) -> None:
    by = User.objects.get(email=OFFICER)
    Link.objects.filter(aim__number="5.5").update(state="rejected", decided_by=by, decided_on=date(2011, 6, 20))

    assert "Aim 5.5" in names(sign_in(OFFICER), "aims-without-measure")


def test_a_link_in_the_place_of_a_lost_reference_closes_its_gap(sign_in: SignIn, derbyshire: Trust) -> None:
    reference = PlanReference.objects.get(printed="4.6")

    confirm(measure=reference.measure, aim=Aim.objects.get(number="4.5"), reference=reference)

    assert "Measure 3-3" not in names(sign_in(OFFICER), "references-without-aim")


def test_a_withdrawn_aim_and_objective_are_no_gaps(sign_in: SignIn, derbyshire: Trust) -> None:
    Aim.objects.filter(number="1.4").update(withdrawn_on="2011-06-01", withdrawn_reason="Merged.")
    Objective.objects.filter(reference="2.2-2").update(withdrawn_on="2011-06-01", withdrawn_reason="Merged.")
    client = sign_in(OFFICER)

    assert "Aim 1.4" not in names(client, "aims-without-measure")
    assert "Objective 2.2-2" not in names(client, "objectives-without-owner")


def test_a_closed_risk_closes_no_gap(sign_in: SignIn, derbyshire: Trust) -> None:
    risk = Entry.objects.get(reference="1.4")
    confirm(entry=risk, aim=Aim.objects.get(number="1.1"))
    client = sign_in(OFFICER)
    assert "Aim 1.1" not in names(client, "aims-without-risk")

    cycle.close(risk)

    assert "Aim 1.1" in names(client, "aims-without-risk")


@pytest.mark.parametrize("email", [SMT, DIRECTOR])
def test_section_2_leaves_no_trace(sign_in: SignIn, derbyshire: Trust, email: str) -> None:
    client = sign_in(email)
    before = bare(client.get(PAGE))
    entry = Entry.objects.get(reference="2.1")

    confirm(entry=entry, aim=Aim.objects.get(number="1.1"))
    Link.objects.create(entry=entry, aim=Aim.objects.get(number="1.2"), ground=Link.Ground.SUBJECT, says="Hidden.")

    assert bare(client.get(PAGE)) == before
    assert "Risk 2." not in before


def test_those_who_read_section_2_are_told_of_it(sign_in: SignIn, derbyshire: Trust) -> None:
    confirm(entry=Entry.objects.get(reference="2.1"), aim=Aim.objects.get(number="1.1"))

    for email in (OFFICER, AUDIT, "auditor@derbyshire.example", OWNER):
        assert "Aim 1.1" not in names(sign_in(email), "aims-without-risk")


def test_section_2_is_kept_from_an_officer_too_where_the_register_says_so(sign_in: SignIn, derbyshire: Trust) -> None:
    confirm(entry=Entry.objects.get(reference="2.1"), aim=Aim.objects.get(number="1.1"))
    Register.objects.update(section_two_roles=["audit"])

    assert "Aim 1.1" in names(sign_in(OFFICER), "aims-without-risk")


@pytest.mark.parametrize(("email", "sees"), [(AUDIT, False), ("auditor@derbyshire.example", False), (SMT, True)])
def test_what_a_person_suggests_is_not_told_to_readers_of_issued_matter(
    sign_in: SignIn, derbyshire: Trust, email: str, sees: bool
) -> None:
    risk = Entry.objects.get(reference="1.4")
    Link.objects.create(entry=risk, aim=Aim.objects.get(number="1.1"), ground=Link.Ground.PERSON, says="Mine.")

    offers = gaps(sign_in(email), "aims-without-risk")[0].offers

    assert bool(offers) is sees


def test_a_committee_is_not_told_that_a_risk_was_closed_since(sign_in: SignIn, derbyshire: Trust) -> None:
    risk = Entry.objects.get(reference="1.4")
    confirm(entry=risk, aim=Aim.objects.get(number="1.1"))
    client = sign_in(AUDIT)
    before = bare(client.get(PAGE))

    cycle.close(risk)

    assert bare(client.get(PAGE)) == before


@pytest.mark.parametrize("email", [OWNER, SMT, AUDIT, "auditor@derbyshire.example"])
def test_only_the_officer_is_offered_buttons(sign_in: SignIn, derbyshire: Trust, email: str) -> None:
    main = sign_in(email).get(PAGE).content.decode().split("<main")[1].split("</main>")[0]

    assert "<form" not in main
    assert "/aims/" not in main.replace("/plan/aims/", "")


def test_another_trust_and_an_unknown_year_are_unknown(sign_in: SignIn) -> None:
    client = sign_in(OFFICER)

    assert client.get("/merseyside/2010-11/gaps/").status_code == 404
    assert client.get("/derbyshire/2009-10/gaps/").status_code == 404


def test_a_year_without_a_plan_says_so(sign_in: SignIn, merseyside: Trust) -> None:
    Year.objects.create(trust=merseyside, start=date(2013, 4, 1), answers_from=date(2013, 4, 1))

    html = sign_in("officer@merseyside.example").get("/merseyside/2013-14/gaps/").content.decode()

    assert "has no plan for 2013/14, so nothing can be tied to it." in html


def test_a_confirmed_link_to_a_withdrawn_aim_gives_a_risk_no_objective(sign_in: SignIn, derbyshire: Trust) -> None:
    confirm(entry=Entry.objects.get(reference="1.4"), aim=Aim.objects.get(number="1.1"))
    client = sign_in(OFFICER)
    assert "Risk 1.4" not in names(client, "risks-without-objective")

    Aim.objects.filter(number="1.1").update(withdrawn_on="2011-06-01", withdrawn_reason="Merged.")

    assert "Risk 1.4" in names(client, "risks-without-objective")


def test_the_sheet_reads_and_links_where_things_are_mended(sign_in: SignIn) -> None:
    html = re.sub(r"\s+", " ", sign_in(OFFICER).get(PAGE).content.decode())

    for address in ("plan/aims/1.4/", "scorecard/measures/1-4/", "risks/1.14/", "plan/objectives/2.2-2/"):
        assert f'href="{YEAR}{address}"' in html
    assert 'class="band band--red"' in html


def test_the_sheet_asks_the_same_however_much_is_broken(sign_in: SignIn, count_queries: Any, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    owner = Owner.objects.posts()[0]
    for objective in Objective.objects.filter(owners=None):
        ObjectiveOwner.objects.create(objective=objective, owner=owner)
    Link.objects.filter(ground=Link.Ground.SUBJECT).delete()
    with count_queries() as few:
        client.get(PAGE)
    ObjectiveOwner.objects.filter(objective__reference__startswith="1.").delete()
    for entry in Entry.objects.all():
        for aim in Aim.objects.all()[:5]:
            Link.objects.create(entry=entry, aim=aim, ground=Link.Ground.SUBJECT, says="All.")
    with count_queries() as many:
        client.get(PAGE)

    assert len(few()) == len(many()) <= 20, many()


def test_a_scorecard_without_references_says_so(sign_in: SignIn, merseyside: Trust) -> None:
    page = sign_in("officer@merseyside.example").get("/merseyside/2010-11/gaps/")
    groups = {group.slug: group for group in page.context["sheet"].groups}
    said = "No measure of this scorecard prints a reference to the plan."

    assert [gap.name for gap in groups["aims-without-measure"].gaps] == ["Aim 2a", "Aim 2b", "Aim 2c"]
    assert groups["aims-without-measure"].about.startswith(said)
    assert [groups[slug].none for slug in ("references-without-aim", "references-doubted")] == [said, said]
    assert "Every reference" not in page.content.decode()


def test_many_gaps_of_a_kind_come_in_pages(sign_in: SignIn, derbyshire: Trust) -> None:
    ObjectiveOwner.objects.all().delete()
    client = sign_in(OFFICER)

    first = client.get(PAGE).content.decode()
    rest = client.get(PAGE, {"kind": "objectives-without-owner", "page": "2"}).content.decode()

    assert "The first 50 of 52." in first
    assert first.count('href="?kind=objectives-without-owner&amp;page=2') == 1
    assert "Showing 51 to 52 of 52 gaps" in rest
    assert "Aims without a risk</h2>" in first
    assert "Aims without a risk</h2>" not in rest
    assert "Aims without a risk</a>" in rest


@pytest.mark.parametrize("query", ["?kind=nonsense", "?kind=%F0%9F%90%9F", "?kind=Aims-without-risk"])
def test_a_kind_that_is_none_is_a_bad_request(sign_in: SignIn, query: str) -> None:
    assert sign_in(OFFICER).get(PAGE + query).status_code == 400


@pytest.mark.parametrize("page", ["0", "-1", "999999999999", "x", ""])
def test_a_page_that_is_none_is_the_nearest_one(sign_in: SignIn, page: str) -> None:
    asked = sign_in(OFFICER).get(PAGE, {"kind": "aims-without-risk", "page": page})

    assert asked.status_code == 200
    assert "Showing 1 to 28 of 28 gaps" in asked.content.decode()
