"""What a pack's page tells of the time after it, and the register as a report."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from page import validate_pdf_bytes
from pypdf import PdfReader

from probation_planning.organisation.models import Body, Trust
from probation_planning.reports.models import Drawing, Pack
from probation_planning.reports.since import changes_since
from risks.models import Assessment, AssessmentKind, Entry, Register, Review
from tests.reports.cycle import draw_now, reader_of
from tests.reports.test_given import canaries
from tests.risks import cycle

__all__ = ["canaries"]

SignIn = Callable[[str], Client]
REPORT = "/derbyshire/2011-12/reports/risks/"
SMT, AUDIT = "smt@derbyshire.example", "audit@derbyshire.example"


def since(pack: Pack, email: str) -> dict[str, list[str]]:
    """What the reader is told, by reference."""
    return {one.reference: one.says for one in changes_since(pack, reader_of(email), pack.year)}


def test_a_packs_page_tells_what_changed_since(
    sign_in: SignIn, smt_pack: Pack, june: Review, march: Review, register: Register
) -> None:
    entry = register.entries.get(reference="1.4")
    was = Assessment.objects.get(entry=entry, review=march)
    cycle.said_of(entry, march, AssessmentKind.CORRECTION, corrects=was, likelihood=3, impact=4, reason="Misread.")
    cycle.propose(entry, june, likelihood=5, impact=5, reason="It happened.")
    cycle.close(register.entries.get(reference="1.1"), reason="The lease is signed.")
    told = since(smt_pack, SMT)

    assert "Its rating was corrected to 12 Amber, was 16 Red" in told["1.4"][0]
    assert told["1.4"][1] == "Rated again at Jun-11: 25 Black, higher."
    assert any(says.startswith("Closed on") and "The lease is signed." in says for says in told["1.1"])
    assert set(told) == {"1.1", "1.4"}
    html = sign_in(SMT).get(smt_pack.get_absolute_url()).content.decode()
    assert "Rated again at Jun-11: 25 Black, higher." in html


def test_a_committee_is_told_nothing_that_it_was_not_given(
    smt_pack: Pack, committee_pack: Pack, june: Review, register: Register
) -> None:
    cycle.propose(register.entries.get(reference="1.4"), june, likelihood=5, impact=5, reason="It happened.")
    cycle.close(register.entries.get(reference="1.1"), reason="The lease is signed.")

    assert since(committee_pack, AUDIT) == {}
    assert set(since(smt_pack, SMT)) == {"1.1", "1.4"}


def test_of_a_risk_that_went_to_section_2_nothing_is_told_after(
    smt_pack: Pack, june: Review, register: Register
) -> None:
    entry = register.entries.get(reference="1.2")
    cycle.move(entry, "2.9")
    cycle.propose(Entry.objects.get(pk=entry.pk), june, likelihood=5, impact=5, reason="Canary reason")
    told = str(since(smt_pack, SMT))

    assert "No longer in the section" in told
    for trace in ("2.9", "Canary", "25"):
        assert trace not in told


def test_where_nothing_changed_the_page_says_so(sign_in: SignIn, smt_pack: Pack) -> None:
    assert "Nothing that you may see has changed" in sign_in(SMT).get(smt_pack.get_absolute_url()).content.decode()


def test_the_risk_report_of_a_reader_of_section_1_has_no_trace_of_section_2(
    canaries: None, sign_in: SignIn, register: Register
) -> None:
    page = sign_in(SMT).get(REPORT)
    html = page.content.decode()

    assert page.context["data"]["total"] == 15
    for trace in ("Canary", "Residual", "25 Black", "Audit Committee"):
        assert trace not in html, trace


def test_the_officer_has_both_sections_and_a_committee_what_it_was_given(
    canaries: None, sign_in: SignIn, register: Register
) -> None:
    officer = sign_in(cycle.OFFICER).get(REPORT).context["data"]
    audit = sign_in(AUDIT).get(REPORT)

    assert (officer["review"], officer["total"]) == ("Jun-11", 19)
    assert "Canary title" in str(officer)
    assert "Canary note" not in str(officer)
    assert (audit.context["data"]["review"], audit.context["data"]["total"]) == ("Mar-11", 19)
    assert "Canary comment" not in audit.content.decode()
    assert "Canary action" not in audit.content.decode()


@pytest.mark.parametrize("email", [AUDIT, "auditor@derbyshire.example"])
def test_a_committee_that_is_given_section_2_alone_has_it_alone(
    sign_in: SignIn, june: Review, register: Register, email: str
) -> None:
    Body.objects.filter(slug=cycle.AUDIT).update(sections=[2])
    cycle.skip(june, reason="No meeting this quarter.")
    cycle.issue(june, cycle.AUDIT)
    page = sign_in(email).get(REPORT)

    assert page.status_code == 200
    assert page.context["data"]["review"] == "Jun-11"
    assert [section["number"] for section in page.context["data"]["sections"]] == [2]


def test_the_risk_report_is_drawn_as_a_draft(sign_in: SignIn, june: Review, register: Register) -> None:
    cycle.propose(register.entries.get(reference="1.4"), june, likelihood=5, impact=5)
    sign_in(SMT).post(f"{REPORT}pdf/")
    content = bytes(draw_now(Drawing.objects.get()).content)
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]

    assert [number for number, page in enumerate(pages) if "Draft as at" not in page] == []
    assert "Red and Black risks" in " ".join(pages)
    for profile in ("ua1", "2a"):
        assert [failure.message for failure in validate_pdf_bytes(content, profile=profile).failures] == []


def test_a_trust_without_a_register_has_no_risk_report(sign_in: SignIn, merseyside: Trust) -> None:
    assert sign_in("officer@merseyside.example").get("/merseyside/2010-11/reports/risks/").status_code == 404
