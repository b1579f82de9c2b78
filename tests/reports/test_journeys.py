"""Journeys 1, 3 and 4, played in a browser from sign-in to end."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser

pytestmark = pytest.mark.browser

DIRECTOR = "business.services@derbyshire.example"
COMMITTEE = "audit@derbyshire.example"
SMT = "smt@derbyshire.example"
OFFICER = "officer@derbyshire.example"
NARROW = {"width": 320, "height": 800}


def assert_sound(page: Page) -> None:
    """No axe violation and nothing cut off, on a desk and on a phone."""
    for size in (NARROW, {"width": 1280, "height": 900}):
        page.set_viewport_size(size)
        assert_fits(page)
        assert_no_axe_violations(page)


def test_a_director_answers_from_my_work_and_sees_it_on_the_plan(site: str, page: Page) -> None:
    sign_in_browser(page, site, DIRECTOR)
    expect(page.get_by_role("heading", name="My work")).to_be_visible()
    expect(page.get_by_text("17 objectives and 9 risks of yours wait for an answer.")).to_be_visible()
    expect(page.get_by_text("answers are due by 15 July 2011")).to_be_visible()
    expect(page.get_by_role("heading", name="For the groups you sit in")).to_be_visible()
    assert_sound(page)

    page.get_by_role("link", name="Answer for objective 1.3-1", exact=True).click()
    page.get_by_label("At risk", exact=True).check()
    page.get_by_label("Comment (optional)").fill("The assessor cannot come before October.")
    page.get_by_role("button", name="Save the answer").click()

    expect(page.get_by_role("status").first).to_contain_text("Objective 1.3-1 is answered for Q1 2011/12: at risk.")
    page.get_by_role("navigation", name="Rooms").get_by_role("link", name="Plan").click()
    page.get_by_text("STRIVING FOR EXCELLENCE").click()
    expect(page.locator(".objective", has_text="1.3-1").locator(".status")).to_have_text("At risk")
    page.get_by_role("navigation", name="Rooms").get_by_role("link", name="My work").click()
    expect(page.get_by_text("1 of 17 objectives answered for Q1 2011/12")).to_be_visible()
    page.get_by_text("1 answered or not due").click()
    expect(page.get_by_text("The assessor cannot come before October.")).to_be_visible()
    assert_sound(page)


def test_a_committee_member_finds_the_pack_and_downloads_it(site: str, page: Page) -> None:
    sign_in_browser(page, site, COMMITTEE)
    expect(page.get_by_text("You hold no post here, so nothing waits for your answer.")).to_be_visible()
    assert_sound(page)
    page.get_by_role("link", name="Reports").click()
    assert_sound(page)
    page.get_by_role("link", name="Risk register for the Audit Committee").click()
    expect(page.get_by_text("is not the file the committee received")).to_be_visible()
    expect(page.get_by_role("heading", name="2. Residual business risks")).to_be_visible()
    assert_sound(page)

    with page.expect_download() as download:
        page.get_by_role("button", name="Download the PDF").click()

    assert download.value.suggested_filename == "derbyshire-2011-12-risk-register-mar-11-audit-committee.pdf"
    content = Path(download.value.path()).read_bytes()
    first = " ".join(PdfReader(BytesIO(content)).pages[0].extract_text().split())
    assert "re-created from the printed register" in first
    assert page.locator(".pack-marks").inner_text().count(hashlib.sha256(content).hexdigest()) == 1
    fingerprint = page.locator(".pack-marks dd").first.inner_text()
    assert len(fingerprint) == 64
    assert fingerprint in first


def test_smt_finds_section_1_alone(site: str, page: Page) -> None:
    sign_in_browser(page, site, SMT)
    page.get_by_role("link", name="Mar-11 pack for the Senior Management Team").click()

    with page.expect_download() as download:
        page.get_by_role("button", name="Download the PDF").click()

    text = "".join(page.extract_text() for page in PdfReader(download.value.path()).pages)
    assert "1. Key Risks 2011/12" in text
    assert "Residual" not in text
    expect(page.get_by_role("heading", name="2. Residual business risks")).to_have_count(0)


def test_the_officer_sees_who_has_and_has_not_answered(site: str, page: Page) -> None:
    sign_in_browser(page, site, OFFICER)
    assert_sound(page)
    page.get_by_role("link", name="Who has answered").click()

    expect(page.get_by_text("0 of 52 objectives answered for Q1 2011/12")).to_be_visible()
    expect(page.get_by_text("0 of 19 risks assessed for Jun-11")).to_be_visible()
    owner = page.locator("details.owner", has_text="Director of Interventions").first
    owner.locator("summary").click()
    expect(owner.get_by_text("Held by Director of Interventions")).to_be_visible()
    expect(page.get_by_role("heading", name="Owned by nobody")).to_be_visible()
    assert_sound(page)
    owner.get_by_role("link", name="Risk 1.9", exact=True).click()
    expect(page.get_by_role("heading", name="National Programmes audit result is poor.")).to_be_visible()


def test_the_year_at_a_glance_is_sound_for_those_with_much_and_those_with_nothing(site: str, page: Page) -> None:
    sign_in_browser(page, site, OFFICER)
    page.goto(f"{site}/derbyshire/")
    expect(page).to_have_url(f"{site}/derbyshire/2011-12/")
    expect(page.get_by_role("heading", name="2011/12 at a glance")).to_be_visible()
    assert_sound(page)
    page.context.clear_cookies()
    sign_in_browser(page, site, "officer@merseyside.example")
    page.goto(f"{site}/merseyside/2010-11/")
    expect(page.get_by_text("has no risk register for 2010/11 here yet")).to_be_visible()
    assert_sound(page)
