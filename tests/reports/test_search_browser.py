"""Search by keyboard on a narrow screen."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser

pytestmark = pytest.mark.browser

OFFICER = "officer@derbyshire.example"
PLAN = "/derbyshire/2011-12/plan/"


def test_the_box_on_any_page_finds_by_keyboard_alone(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    sign_in_browser(page, site, OFFICER)
    page.goto(site + PLAN)
    box = page.get_by_role("searchbox", name="Search all years")
    box.focus()
    page.keyboard.type("payroll")
    assert_fits(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("found for")).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)
    page.get_by_role("link", name="Risk 1.13").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Payroll")


def test_without_scripts_too_and_what_cannot_be_asked_comes_back(site: str, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}).new_page()
    sign_in_browser(page, site, OFFICER)
    page.goto(f"{site}/derbyshire/2011-12/search/?q={'a' * 201}")
    expect(page.get_by_role("alert")).to_contain_text("Search for 200 letters at most.")
    expect(page.get_by_label("Search", exact=True)).to_have_value("a" * 201)
    page.get_by_label("Search", exact=True).fill("training")
    page.locator(".search-form").get_by_role("button", name="Search").click()
    expect(page.get_by_text("found for")).to_be_visible()
    expect(page.get_by_role("heading", name="Objectives 8")).to_be_visible()
    page.context.close()


def test_every_view_of_the_plan_is_accessible_and_fits(site: str, page: Page) -> None:
    sign_in_browser(page, site, OFFICER)
    for address in (
        f"{PLAN}?view=timeline",
        f"{PLAN}?view=table&deadline=none&flag=ongoing",
        f"{PLAN}?open=all",
        "/derbyshire/2011-12/search/?q=the",
        "/derbyshire/2011-12/search/?q=risk+1.4",
    ):
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(site + address)
            assert_no_axe_violations(page)
            assert_fits(page)
