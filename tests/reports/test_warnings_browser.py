"""Naming, changing and dropping an early warning by keyboard, on a phone's width and on a desk's."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser

pytestmark = pytest.mark.browser

YEAR = "/derbyshire/2011-12/"
WARNINGS = f"{YEAR}risks/1.1/warnings/"
NARROW, WIDE = {"width": 320, "height": 800}, {"width": 1280, "height": 900}
PATIENCE = 60_000
SAYS = "Three months running above the target."


def press(page: Page, what: Locator) -> None:
    """Come to it by its place in the order of the page, and press it."""
    what.focus()
    expect(what).to_be_focused()
    page.keyboard.press("Enter")


def assert_good(page: Page) -> None:
    """It fits a phone and a desk, and axe finds nothing on either."""
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        assert_fits(page)
        assert_no_axe_violations(page)


def test_an_owner_names_changes_and_drops_one_by_keyboard(site: str, page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.set_default_timeout(PATIENCE)
    sign_in_browser(page, site, "business.services@derbyshire.example")
    page.goto(f"{site}{YEAR}risks/1.1/")
    press(page, page.get_by_role("link", name="Early warnings: name, change or drop a measure"))
    expect(page.get_by_role("heading", level=1)).to_have_text("What warns of the risk")
    assert_good(page)

    press(page, page.get_by_role("button", name="Name it as an early warning"))
    expect(page.get_by_role("alert")).to_contain_text("Choose the measure that warns of the risk.")
    assert_good(page)
    page.get_by_label("Measure", exact=True).select_option("3-5")
    page.get_by_label("What would be a warning (optional)").fill(SAYS)
    press(page, page.get_by_role("button", name="Name it as an early warning"))
    expect(page.get_by_role("status").first).to_contain_text("is an early warning of Risk 1.1 now.")
    assert_good(page)

    press(page, page.get_by_role("link", name="Change what of Workload Management Score would be a warning"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Workload Management Score, as an early warning")
    expect(page.get_by_label("What would be a warning (optional)")).to_have_value(SAYS)
    assert_good(page)
    page.get_by_label("What would be a warning (optional)").fill("Two months.")
    press(page, page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Two months.")).to_be_visible()

    for address, shown in (("risks/1.1/", "Two months."), ("scorecard/measures/3-5/", "Early warning of")):
        page.goto(f"{site}{YEAR}{address}")
        expect(page.get_by_text(shown).first).to_be_visible()
        assert_good(page)

    page.goto(site + WARNINGS)
    press(page, page.get_by_role("button", name="Drop Workload Management Score"))
    expect(page.get_by_role("status").first).to_contain_text("is dropped")
    expect(page.get_by_text("No measure is named as an early warning of this risk.")).to_be_visible()
