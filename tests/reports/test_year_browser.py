"""The year on a screen, on a phone and on paper, and words that explain themselves, in a real browser."""

from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser

pytestmark = pytest.mark.browser

OFFICER = "officer@derbyshire.example"
NARROW = {"width": 320, "height": 800}


def test_the_year_prints_on_one_page_with_the_trust_the_year_and_the_day(site: str, page: Page) -> None:
    sign_in_browser(page, site, OFFICER)
    page.goto(f"{site}/derbyshire/2011-12/")
    expect(page.get_by_role("heading", name="What changed")).to_be_visible()

    pages = PdfReader(BytesIO(page.pdf(format="A4"))).pages

    assert len(pages) == 1
    text = " ".join(pages[0].extract_text().split())
    for said in ("Derbyshire Probation Trust", "2011/12", "Printed on 20 June 2011", "52 objectives", "What changed"):
        assert said in text
    for clickable in ("My work", "Accessibility statement", "Who has and who has not answered", "/derbyshire/"):
        assert clickable not in text


@pytest.mark.parametrize("address", ["", "help/"])
def test_the_year_and_its_words_are_sound_on_a_desk_and_on_a_phone(site: str, page: Page, address: str) -> None:
    sign_in_browser(page, site, OFFICER)
    page.goto(f"{site}/derbyshire/2011-12/{address}")
    for size in ({"width": 1280, "height": 900}, NARROW):
        page.set_viewport_size(size)
        assert_fits(page)
        assert_no_axe_violations(page)


def test_a_word_explains_itself_by_keyboard_and_leads_to_its_place_on_the_page(site: str, page: Page) -> None:
    sign_in_browser(page, site, OFFICER)
    page.goto(f"{site}/derbyshire/2011-12/")
    says = page.locator("#term-band")
    expect(says).to_be_hidden()

    page.get_by_role("button", name="band: what it means").focus()
    page.keyboard.press("Enter")

    expect(says).to_be_visible()
    assert_no_axe_violations(page)
    page.keyboard.press("Escape")
    expect(says).to_be_hidden()
    page.keyboard.press("Enter")
    says.get_by_role("link", name="How to read this").click()
    expect(page).to_have_url(f"{site}/derbyshire/2011-12/help/#band")
    expect(page.locator("#band")).to_be_in_viewport()


def test_a_word_explains_itself_on_a_phone_without_scripts(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=NARROW)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{site}/accounts/login/")
    page.get_by_label("E-mail address").fill(OFFICER)
    page.get_by_label("Password", exact=True).fill("derbyshire-2011")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{site}/")
    page.goto(f"{site}/derbyshire/2011-12/risks/1.1/")

    page.get_by_role("button", name="Categories: what it means").click()

    says = page.locator("#term-category")
    expect(says).to_be_visible()
    box = says.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= NARROW["width"]
    context.close()
