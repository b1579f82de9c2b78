"""Deciding on links by keyboard, on a phone's width."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser

pytestmark = pytest.mark.browser

YEAR = "/derbyshire/2011-12/"
AIM = f"{YEAR}plan/aims/5.4/"
NARROW = {"width": 320, "height": 800}
PATIENCE = 30_000


def press(page: Page, what: Locator) -> None:
    """Come to it by its place in the order of the page, and press it."""
    what.focus()
    expect(what).to_be_focused()
    page.keyboard.press("Enter")


def test_the_officer_moves_rejects_and_takes_up_again_by_keyboard(site: str, page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.set_default_timeout(PATIENCE)
    sign_in_browser(page, site, "officer@derbyshire.example")
    page.goto(site + AIM)
    assert_fits(page)
    assert_no_axe_violations(page)
    first = page.get_by_role("button", name="Confirm Measure 1-4")
    first.focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Move Measure 1-4")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Move the link to Aim 5.4")
    assert_fits(page)
    assert_no_axe_violations(page)
    press(page, page.get_by_role("button", name="Move the link"))
    expect(page.get_by_role("alert")).to_contain_text("Choose the part of the plan that it measures.")
    page.get_by_label("Part of the plan").select_option("aim-5.3")
    page.get_by_label("Why (optional)").fill("Serious offences are the public’s protection")
    press(page, page.get_by_role("button", name="Move the link"))

    expect(page.get_by_role("status").first).to_contain_text("moved from Aim 5.4 to Aim 5.3")
    expect(page).to_have_url(site + AIM)
    press(page, page.get_by_role("button", name="Reject Measure 2-1"))
    expect(page.get_by_role("status").first).to_contain_text("The link is rejected.")
    press(page, page.get_by_text("Rejected: 2"))
    press(page, page.get_by_role("button", name="Take up again Measure 2-1"))
    expect(page.get_by_text("Rejected: 1")).to_be_visible()
    expect(page.get_by_role("button", name="Confirm Measure 2-1")).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)


def test_the_gap_sheet_and_data_quality_fit_and_are_decided_on(site: str, page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.set_default_timeout(PATIENCE)
    sign_in_browser(page, site, "officer@derbyshire.example")
    page.goto(f"{site}{YEAR}gaps/")
    assert_fits(page)
    assert_no_axe_violations(page)
    press(page, page.get_by_role("button", name="Confirm Measure 1-2"))
    expect(page.get_by_role("status").first).to_contain_text("The link is confirmed.")
    expect(page).to_have_url(f"{site}{YEAR}gaps/")
    expect(page.get_by_role("button", name="Confirm Measure 1-2")).to_have_count(0)

    page.goto(f"{site}{YEAR}data-quality/")
    assert_fits(page)
    assert_no_axe_violations(page)
    page.get_by_text("Filter the list").click()
    page.get_by_label("Kind").select_option("contradictory")
    press(page, page.get_by_role("button", name="Filter"))
    expect(page.get_by_text("Showing only")).to_be_visible()
    expect(page.get_by_text("Its reference 2.7 is the number of no aim.")).to_be_visible()
    assert_fits(page)
