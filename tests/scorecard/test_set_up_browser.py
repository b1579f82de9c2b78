"""The officer adds a measure and changes it with the keyboard alone, and on a phone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.scorecard.conftest import CARD, OFFICER

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 800}


def press(page: Page, role: str, name: str) -> None:
    """Go to what has the name, and press Enter on it."""
    page.get_by_role(role, name=name, exact=True).first.focus()
    page.keyboard.press("Enter")


def type_into(page: Page, label: str, words: str) -> None:
    """Go to the box and type."""
    page.get_by_label(label, exact=True).focus()
    page.keyboard.type(words)


def test_the_officer_adds_and_changes_a_measure_with_the_keyboard_alone(site: str, page: Page) -> None:
    sign_in_browser(page, site, OFFICER)
    page.goto(site + CARD)
    press(page, "link", "Set up the scorecard")
    expect(page.get_by_role("heading", name="Set up the scorecard")).to_be_visible()
    assert_no_axe_violations(page)
    press(page, "link", "Add a perspective")
    type_into(page, "Title", "Learning and growth")
    press(page, "button", "Add the perspective")
    expect(page.get_by_role("status").first).to_contain_text("“Learning and growth” is added.")

    press(page, "link", "Add a measure to Learning and growth")
    expect(page.get_by_role("heading", name="Add a measure")).to_be_visible()
    assert_no_axe_violations(page)
    type_into(page, "Measure", "Days of training a head")
    page.get_by_label("Days after a period by which its result is due").fill("a fortnight")
    press(page, "button", "Add the measure")
    expect(page.get_by_text("Enter a number of days, 0 to 366.").first).to_be_visible()
    expect(page.get_by_label("Measure", exact=True)).to_have_value("Days of training a head")
    assert_no_axe_violations(page)
    page.get_by_label("Days after a period by which its result is due").fill("14")
    page.get_by_label("What a result is").select_option("days")
    page.get_by_label("Sum", exact=True).focus()
    page.keyboard.press("Space")
    press(page, "button", "Add the measure")
    expect(page.get_by_role("heading", name="Days of training a head")).to_be_visible()
    expect(page.get_by_role("status").first).to_contain_text("is added.")
    assert_no_axe_violations(page)

    press(page, "link", "Change the measure")
    expect(page.get_by_role("heading", name="Change the measure")).to_be_visible()
    page.get_by_label("Measure", exact=True).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" of staff")
    press(page, "button", "Save")
    expect(page.get_by_role("heading", name="Days of training a head of staff")).to_be_visible()


def test_a_measure_moved_by_keyboard_keeps_the_keyboard_on_its_button(site: str, page: Page) -> None:
    sign_in_browser(page, site, OFFICER)
    page.goto(f"{site}{CARD}perspectives/2/order/")
    row = page.locator(".placed__one", has_text="2-3 ")
    row.get_by_role("button", name="Up").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").first).to_contain_text("is moved up.")
    expect(page.locator(".placed__one").nth(1)).to_contain_text("2-3 ")
    expect(row.get_by_role("button", name="Up")).to_be_focused()
    assert_no_axe_violations(page)


def test_the_officers_pages_fit_a_phone(site: str, browser: Browser) -> None:
    context = browser.new_context(viewport=NARROW, bypass_csp=True)
    page = context.new_page()
    sign_in_browser(page, site, OFFICER)

    for address in [
        *("set-up/", "measures/new/?perspective=2", "measures/2-1/edit/", "perspectives/2/order/"),
        *("measures/2-1/delete/", "measures/2-1/withdraw/", "notes/new/", "measures/2-1/"),
    ]:
        page.goto(site + CARD + address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_fits(page)
        assert_no_axe_violations(page)
    context.close()
