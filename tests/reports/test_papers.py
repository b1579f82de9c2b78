"""Scorecard, action plan and gap sheet as reports: what they say, to whom, and how they are drawn."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Owner, Trust, Year
from probation_planning.organisation.roles import Reader
from risks.models import Action, Entry, Register, Review
from scorecard.models import Measure
from tests.factories import EntryFactory
from tests.reports.papers import REPORTS, data_of, faults_of, paper_of, text_of
from tests.risks.conftest import AUDIT, OFFICER, SMT
from tests.risks.test_section_two import bare
from tests.risks.test_things import write

SignIn = Callable[[str], Client]
Readers = Callable[[str], Reader]
YEAR = "/derbyshire/2011-12/"
SLUGS = ["scorecard", "actions", "gaps"]
CANARY = "Canary of section two"
WITHOUT = [SMT, "board.secretary@derbyshire.example", "operations.city@derbyshire.example"]


@pytest.fixture
def entry(register: Register) -> Entry:
    """Risk 1.1: Amber 9 at Mar-11."""
    return register.entries.get(reference="1.1")


@pytest.fixture
def plan(entry: Entry, register: Register, settings: Any) -> None:
    """Four actions of two risks: one overdue, one due today, one done, one of nobody's without a day."""
    other = register.entries.get(reference="1.10")
    write(Action, entry, text="Late", due_on="2011-09-20", owner=Owner.objects.get(name="Chief Executive"))
    write(
        Action, entry, text="Today", due_on="2011-09-30", owner=Owner.objects.get(name="Director of Business Services")
    )
    write(Action, entry, text="Done", due_on="2011-07-01")
    write(Action, entry, number=3, text="Done", due_on="2011-07-01", state="done", said="Signed.")
    write(Action, other, text="Without a day", due_on=None, owner=None)
    settings.TODAY = datetime.date(2011, 9, 30)


def test_the_scorecard_prints_targets_and_markers_as_written_with_rating_words(sign_in: SignIn) -> None:
    data = data_of(sign_in(OFFICER), "scorecard")
    rows = {row["name"]: row for one in data["perspectives"] for row in one["rows"]}

    assert len(rows) == 28
    assert (rows["Reducing Re-offending"]["target"], rows["Reducing Re-offending"]["references"]) == (
        "-9.2%",
        "1.2 ; 2.1",
    )
    assert rows["Offender Satisfaction"]["marker"] == "(2)"
    assert rows["Sentencer Satisfaction"]["rating"] == "no target"
    assert sum(count["number"] for count in data["counts"]) == 28
    assert data["notes"][0]["read_as"] == "The marker (2) is read as this note, unconfirmed."


def test_the_scorecard_stands_on_one_page_with_its_notes_behind_it(reader: Readers, year: Year) -> None:
    pages = text_of(paper_of("scorecard", reader(OFFICER), year))

    assert "PTRS Public Protection Score" in pages[1]
    assert "Staff BME %" in pages[1]
    assert pages[2].startswith("Notes to the scorecard")


def test_the_action_plan_tells_what_is_overdue_first_then_by_owner(sign_in: SignIn, plan: None) -> None:
    data = data_of(sign_in(OFFICER), "actions")

    assert (data["to_do"], data["overdue"], data["done"], data["dropped"]) == (3, 1, 1, 0)
    assert [lot["heading"] for lot in data["lots"]] == [
        "Overdue",
        "Director of Business Services",
        "No owner recorded",
    ]
    late = data["lots"][0]["actions"][0]
    assert (late["text"], late["days_late"], late["score"], late["band"]) == ("Late", 10, 9, "amber")
    assert [(row["text"], row["progress"]) for row in data["ended"]] == [("Done", "Signed.")]


def test_the_action_plan_can_be_had_by_risk(sign_in: SignIn, plan: None) -> None:
    data = data_of(sign_in(OFFICER), "actions", "?by=risk")

    assert [lot["heading"].split()[:2] for lot in data["lots"]] == [["Overdue"], ["Risk", "1.1"], ["Risk", "1.10"]]


def test_an_order_that_is_none_of_ours_is_by_owner(sign_in: SignIn, plan: None) -> None:
    assert data_of(sign_in(OFFICER), "actions", "?by=nonsense")["by"] == "owner"


def test_the_action_plan_of_a_register_without_actions_says_so(sign_in: SignIn) -> None:
    assert "No action is to be done." in sign_in(OFFICER).get(f"{REPORTS}actions/").content.decode()


def test_the_gap_sheet_counts_what_its_page_counts(sign_in: SignIn) -> None:
    client = sign_in(OFFICER)
    sheet, data = client.get(YEAR + "gaps/").context["sheet"], data_of(client, "gaps")

    assert data["total"] == sheet.total > 0
    assert [(kind["heading"], len(kind["gaps"])) for kind in data["kinds"]] == [
        (group.heading, len(group.gaps)) for group in sheet.groups
    ]
    assert [count["number"] for count in data["counts"]] == [count.number for count in sheet.counts]


@pytest.mark.parametrize("slug", SLUGS)
def test_its_pages_link_to_the_report_and_the_report_is_listed(sign_in: SignIn, slug: str, plan: None) -> None:
    client = sign_in(OFFICER)
    page = {"scorecard": "scorecard/", "actions": "risks/actions/", "gaps": "gaps/"}[slug]

    for address in (YEAR + page, REPORTS):
        assert f'href="{REPORTS}{slug}/"' in client.get(address).content.decode()


@pytest.mark.parametrize("slug", SLUGS)
def test_another_trust_s_reader_gets_404(sign_in: SignIn, slug: str) -> None:
    client = sign_in("officer@merseyside.example")

    assert client.get(f"{REPORTS}{slug}/").status_code == 404
    assert client.post(f"{REPORTS}{slug}/pdf/").status_code == 404


@pytest.mark.parametrize("email", WITHOUT)
@pytest.mark.parametrize("slug", ["actions", "gaps"])
def test_who_may_not_see_section_2_gets_the_same_page_with_it_as_without(
    sign_in: SignIn, register: Register, settings: Any, slug: str, email: str
) -> None:
    settings.TODAY = datetime.date(2011, 9, 30)
    client = sign_in(email)
    before = bare(client.get(f"{REPORTS}{slug}/"))

    hidden = EntryFactory(register=register, section=2, title=CANARY, starts_at=register.reviews.get(slug="jun-11"))
    write(Action, hidden, text=CANARY, due_on="2011-09-20")

    assert bare(client.get(f"{REPORTS}{slug}/")) == before


def test_the_officer_sees_the_actions_of_section_2(sign_in: SignIn, register: Register) -> None:
    write(Action, register.entries.get(reference="2.1"), text=CANARY, due_on="2011-09-20")

    assert CANARY in sign_in(OFFICER).get(f"{REPORTS}actions/").content.decode()


@pytest.mark.parametrize("email", [AUDIT, "auditor@derbyshire.example"])
def test_a_committee_reads_the_actions_of_the_review_it_was_given_last(
    sign_in: SignIn, entry: Entry, june: Review, email: str
) -> None:
    data = data_of(sign_in(email), "actions")
    new = EntryFactory(register=entry.register, section=1, title="Not given to it yet", starts_at=june)
    write(Action, new, text="Of a risk that it was not given", due_on="2011-09-20")

    assert data["review"] == "Mar-11"
    assert data["as_at"] == "2011-06-20"
    assert data_of(sign_in(email), "actions") == data


def test_the_number_of_questions_does_not_grow_with_the_rows(
    sign_in: SignIn, count_queries: Any, register: Register, plan: None
) -> None:
    client = sign_in(OFFICER)

    def asked(slug: str) -> int:
        client.get(f"{REPORTS}{slug}/")
        with count_queries() as counted:
            client.get(f"{REPORTS}{slug}/")
        return len(counted())

    few = {slug: asked(slug) for slug in SLUGS}
    measure = Measure.objects.filter(perspective__scorecard__year=register.year).first()
    for number in range(40, 60):
        entry = EntryFactory(register=register, section=1, starts_at=register.reviews.get(slug="jun-11"))
        write(Action, entry, text=f"More {number}", due_on="2011-10-20")
        assert measure is not None
        Measure.objects.create(perspective=measure.perspective, number=number, name=f"Measure {number}", order=number)

    assert {slug: asked(slug) for slug in SLUGS} == few


@pytest.mark.parametrize("slug", SLUGS)
def test_its_paper_keeps_to_pdf_ua_1_and_pdf_a_2a_and_says_draft(
    reader: Readers, year: Year, plan: None, slug: str
) -> None:
    paper = paper_of(slug, reader(OFFICER), year)

    assert faults_of(paper.content) == []
    assert all("Draft as at 30 September 2011, not issued" in page for page in text_of(paper))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_trust_s_marking_stands_on_every_page(reader: Readers, year: Year, derbyshire: Trust, slug: str) -> None:
    Trust.objects.filter(pk=derbyshire.pk).update(marking="OFFICIAL-SENSITIVE")

    assert all("OFFICIAL-SENSITIVE" in page for page in text_of(paper_of(slug, reader(OFFICER), year)))


def test_merseyside_has_a_scorecard_report_and_no_action_plan(sign_in: SignIn) -> None:
    client = sign_in("officer@merseyside.example")
    of_its_year = "/merseyside/2010-11/reports/"

    assert client.get(f"{of_its_year}scorecard/").status_code == 200
    assert client.get(f"{of_its_year}actions/").status_code == 404
    assert client.get(f"{of_its_year}gaps/").status_code == 200
