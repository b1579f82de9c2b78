"""A result that is wanted, by keyboard: the officer assigns a measure and reminds its owner, who answers on my work."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.reports.answering import DIRECTOR, OFFICER, POST

pytestmark = pytest.mark.browser

CARD = "/derbyshire/2011-12/scorecard/"


def test_an_owner_is_reminded_of_a_result_and_gives_it_on_my_work(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    sign_in_browser(page, site, OFFICER)
    page.goto(f"{site}{CARD}measures/4-1/assign/")
    page.get_by_label("Who answers for it").select_option(POST)
    page.get_by_role("button", name="Save").press("Enter")
    page.goto(f"{site}{CARD}")
    page.get_by_role("link", name="Results still to come").press("Enter")
    expect(page.get_by_role("heading", name="Results still to come", level=1)).to_be_visible()
    expect(page.get_by_text("Measure 4-1, Staff Sickness: Q1 2011/12 is due by 15 July 2011")).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)

    page.get_by_role("button", name="Show the addresses").press("Enter")
    expect(page.get_by_text("Reminded today.")).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)

    page.context.clear_cookies()
    sign_in_browser(page, site, DIRECTOR)
    one = page.locator(".item", has_text="Staff Sickness")
    one.locator(".boxes__summary").press("Enter")
    one.get_by_label("Result in days").fill("9.5")
    assert_fits(page)
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Save all answers").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("1 measure is saved.")
    expect(page.get_by_text("1 of 1 measure up to date for Q1 2011/12")).to_be_visible()
