"""The sheet of a period's results in a browser: pasted, mended at its cells and saved, by keyboard and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.scorecard.conftest import CARD, OFFICER

pytestmark = pytest.mark.browser


def test_the_officer_pastes_mends_and_saves_by_keyboard(page: Page, site: str) -> None:
    sign_in_browser(page, site, OFFICER)
    page.goto(f"{site}{CARD}")
    page.get_by_role("button", name="Enter results").press("Enter")
    expect(page.get_by_role("heading", name="Results for Q1 2011/12", level=1)).to_be_visible()
    assert_no_axe_violations(page)

    page.get_by_text("Paste from a spreadsheet").click()
    page.get_by_label("Cells from a spreadsheet").fill("2-1\t92.5%\n2-2\tmost\n9-9\t3")
    page.get_by_role("button", name="Put into the boxes").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("No line here has the reference “9-9”.")
    expect(page.get_by_label("Result, 2-1")).to_have_value("92.5%")
    assert_no_axe_violations(page)

    page.get_by_role("link", name="2-2: “most” is not a figure").press("Enter")
    expect(page.get_by_label("Result, 2-2")).to_be_focused()
    page.get_by_label("Result, 2-2").fill("240")
    page.get_by_label("Result, 2-2").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("say why it is right")
    page.set_viewport_size({"width": 320, "height": 800})
    assert_fits(page)
    assert_no_axe_violations(page)

    page.get_by_label("Why it is right, 2-2").fill("A backlog was cleared.")
    page.get_by_role("button", name="Save the results").press("Enter")
    expect(page.get_by_text("2 results for Q1 2011/12 are saved.")).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)


def test_what_cannot_be_taken_is_set_aside_and_stays(page: Page, site: str) -> None:
    sign_in_browser(page, site, OFFICER)
    page.goto(f"{site}{CARD}results/2011-q1/")
    page.get_by_label("Result, 2-1").fill("92.5")
    page.get_by_label("Result, 1-6").fill("perhaps")
    page.get_by_role("button", name="Save the results").click()
    page.get_by_role("button", name="Save the good ones, set the rest aside").click()

    expect(page.get_by_text("1 result for Q1 2011/12 is saved.")).to_be_visible()
    expect(page.get_by_label("Result, 1-6")).to_have_value("perhaps")
    expect(page.get_by_label("Result, 2-1")).to_have_value("")
