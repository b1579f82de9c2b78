"""The officer puts a board pack together and issues it, and the Audit Committee reads it, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.reports.cycle import wait_for_drawing

pytestmark = pytest.mark.browser

REPORTS = "/derbyshire/2011-12/reports/"


def fits(page: Page) -> None:
    """Nothing runs out of the window, and nothing is in anybody's way."""
    assert_fits(page)
    assert_no_axe_violations(page)


@pytest.mark.parametrize("width", [1280, 320])
def test_a_board_pack_is_put_together_by_keyboard_issued_and_read_by_the_committee(
    page: Page, site: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in_browser(page, site, "officer@derbyshire.example")
    page.goto(site + REPORTS)
    fits(page)
    page.get_by_role("button", name="Put a board pack together").click()
    fits(page)

    # Refused in words, beside the boxes; nothing typed is lost.
    page.get_by_label("Title").fill("Quarter 1 performance")
    page.get_by_role("button", name="Look at it as a draft").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a body.")
    expect(page.get_by_label("Title")).to_have_value("Quarter 1 performance")
    fits(page)

    # From box to box with the keyboard alone.
    page.get_by_label("Audit Committee").focus()
    keyboard = page.keyboard
    keyboard.press("Space")
    for typed in (
        "5 7 2011",
        "",
        "Chief Executive",
        "To say how the quarter went.",
        "Note the report.",
        "2",
        "",
        "",
        "1",
    ):
        keyboard.press("Tab")
        if typed:
            keyboard.type(typed)
    page.get_by_role("button", name="Look at it as a draft").focus()
    keyboard.press("Enter")
    expect(page.get_by_text("Not issued: the Audit Committee has not been given this.")).to_be_visible()
    expect(page.get_by_text("1. Action plan")).to_be_visible()
    fits(page)

    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_label("Recommendation")).to_have_value("Note the report.")
    page.get_by_role("button", name="Look at it as a draft").click()
    page.get_by_role("button", name="Issue it to the Audit Committee").click()
    expect(page.get_by_role("status").first).to_contain_text("Board pack 1 is issued to the Audit Committee.")
    wait_for_drawing()
    page.reload()
    expect(page.get_by_role("button", name="Download the PDF")).to_be_visible()
    fits(page)

    page.context.clear_cookies()
    sign_in_browser(page, site, "audit@derbyshire.example")
    page.goto(site + REPORTS)
    page.get_by_role("link", name=re.compile("Quarter 1 performance, for the Audit Committee")).click()
    expect(page.get_by_text("SHA-256 of the PDF")).to_be_visible()
    expect(page.get_by_role("link", name="Withdraw this board pack")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the PDF").click()
    assert download.value.suggested_filename == "derbyshire-2011-12-board-pack-audit-committee-1.pdf"
    fits(page)
