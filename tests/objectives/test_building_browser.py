"""The officer adds an objective, moves it up, publishes the plan and changes it again, with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.objectives.conftest import OFFICER, PLAN

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 800}


def press(page: Page, role: str, name: str, key: str = "Enter") -> None:
    """Go to what has the name, and press the key on it."""
    page.get_by_role(role, name=name, exact=True).first.focus()
    page.keyboard.press(key)


def type_into(page: Page, label: str, words: str) -> None:
    """Go to the box and type."""
    page.get_by_label(label, exact=True).focus()
    page.keyboard.type(words)


def test_the_officer_builds_with_the_keyboard_alone(site: str, page: Page) -> None:
    sign_in_browser(page, site, OFFICER)
    page.goto(f"{site}{PLAN}aims/1.2/")
    press(page, "link", "Add an objective")
    expect(page.get_by_role("heading", name="Add an objective")).to_be_visible()
    assert_no_axe_violations(page)
    type_into(page, "Objective", "Open a second training room")
    type_into(page, "Outcome 1 (optional)", "The room is open")
    type_into(page, "Outcome 2 (optional)", "Fifty people a month are trained in it")
    page.get_by_label("Who leads (optional)").focus()
    page.keyboard.type("Chief Ex")
    press(page, "button", "Add the objective")
    expect(page.get_by_role("status").first).to_contain_text("Objective 1.2-6 is added.")
    expect(page.get_by_text("Fifty people a month are trained in it", exact=True)).to_be_visible()
    expect(page.locator(".beside__facts").get_by_text("Chief Executive")).to_be_visible()

    press(page, "link", "Change the order")
    expect(page.get_by_role("heading", name="Change the order")).to_be_visible()
    up = page.get_by_role("button", name=re.compile(r"^Up\s*: 1\.2-6"))
    up.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("is moved up.")
    expect(up).to_be_focused()
    expect(page.locator(".placed__one").nth(4)).to_contain_text("1.2-6")
    assert_no_axe_violations(page)

    page.goto(site + PLAN)
    press(page, "link", "Publish the plan")
    expect(page.get_by_text("What is new since version 1")).to_be_visible()
    assert_no_axe_violations(page)
    type_into(page, "Approved on", "15 6 2011")
    type_into(page, "Minute reference", "BM 45/11")
    press(page, "button", "Publish")
    expect(page.get_by_role("status").first).to_contain_text("The plan is published as version 2.")
    assert_no_axe_violations(page)

    page.goto(f"{site}{PLAN}objectives/1.2-6/")
    expect(page.get_by_text("since version")).to_have_count(0)
    press(page, "link", "Change it or move it to another aim")
    expect(page.get_by_role("heading", name="Change the objective")).to_be_visible()
    page.get_by_label("Objective", exact=True).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" in Derby")
    press(page, "button", "Save")
    expect(page.get_by_text("Changed since version 2 of the plan")).to_be_visible()
    page.locator("summary", has_text="Changed since version 2").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Open a second training room in Derby").last).to_be_visible()
    assert_no_axe_violations(page)


@pytest.mark.parametrize(
    "address", ["objectives/new/", "objectives/1.2-3/edit/", "order/?aim=1.2", "publish/", "themes/new/"]
)
def test_the_officers_pages_fit_a_phone(site: str, browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=NARROW, bypass_csp=True)
    page = context.new_page()
    sign_in_browser(page, site, OFFICER)

    page.goto(site + PLAN + address)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)
    context.close()
