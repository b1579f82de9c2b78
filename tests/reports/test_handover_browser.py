"""Handing a post over by keyboard, on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser

pytestmark = pytest.mark.browser


def press_to(page: Page, name: str, role: str = "link") -> None:
    """Go with the tab key to what bears the name, and press it."""
    wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    expect(wanted).to_have_count(1)
    for _ in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"The tab key does not come to {name}.")


def test_the_officer_hands_a_post_over_by_keyboard(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    sign_in_browser(page, site, "officer@derbyshire.example")
    page.goto(f"{site}/derbyshire/settings/")
    assert_fits(page)
    press_to(page, "Posts")
    expect(page.get_by_role("heading", name="Posts", level=1)).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)
    press_to(page, "Director of Business Services")
    expect(page.get_by_role("heading", name="Director of Business Services", level=1)).to_be_visible()
    assert_fits(page)
    press_to(page, "Close it and hand its work to another post")
    expect(
        page.get_by_role("heading", name="Close Director of Business Services and hand its work over")
    ).to_be_visible()
    expect(page.get_by_text("17 objectives, 9 risks and 2 seats in groups")).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)
    page.get_by_label("Which post takes over").focus()
    page.keyboard.type("Director of Interventions")
    press_to(page, "Hand over", "button")

    expect(
        page.get_by_text("Director of Business Services is closed, and Director of Interventions took over.")
    ).to_be_visible()
    expect(page.get_by_role("heading", name="Director of Business Services", level=1)).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)
