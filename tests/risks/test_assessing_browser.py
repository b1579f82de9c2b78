"""An owner's quarter, played: nothing has changed, then something has; a note; a correction; and who was told."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.risks.conftest import OFFICER, OWNER, RISKS
from tests.risks.test_journey import sign_out

pytestmark = pytest.mark.browser

RED_OWNER = "interventions@derbyshire.example"


def test_a_red_risk_stays_then_turns_black_and_is_told(page: Page, site: str) -> None:
    sign_in_browser(page, site, RED_OWNER)
    nothing_has_changed(page, site)
    it_turns_black_between_reviews(page, site)
    sign_out(page)

    sign_in_browser(page, site, OFFICER)
    page.goto(f"{site}{RISKS}messages/")
    expect(page.get_by_role("row").filter(has_text="Risk 1.9 is now Black")).to_contain_text("Chief Executive")
    assert_no_axe_violations(page)
    page.get_by_role("link", name="Risk 1.9 is now Black").click()
    page.get_by_role("link", name="Correct the rating at Mar-11").click()
    page.get_by_role("group", name="Impact").get_by_label("3 Medium").check()
    page.get_by_label("What was wrong").fill("Misprinted.")
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_text("Correction of 16 Red")).to_be_visible()
    assert_no_axe_violations(page)


def nothing_has_changed(page: Page, site: str) -> None:
    """One click, a sentence, and whether nothing more can be done; asked only while the score stays."""
    page.goto(f"{site}{RISKS}1.9/assess/")
    page.get_by_role("link", name="Nothing has changed since Mar-11").click()
    expect(page.locator("#score-chosen")).to_have_text("Likelihood × impact: 16 Red")
    asked = page.get_by_label("Can nothing more be done?")
    expect(asked).to_be_visible()
    impact = page.get_by_role("group", name="Impact")
    impact.get_by_label("3 Medium").check()
    expect(asked).to_be_hidden()
    expect(page.locator("#score-chosen")).to_contain_text("12 Amber It goes from Red to Amber: say why below.")
    impact.get_by_label("4 High").check()
    page.get_by_role("button", name="Save the rating for Jun-11").click()

    expect(page.get_by_role("alert")).to_contain_text("Say in a sentence why it stands.")
    expect(page.get_by_role("alert")).to_contain_text("Say whether more can be done.")
    assert_no_axe_violations(page)
    page.get_by_label("Comments").fill("The audit is in August.")
    asked.fill("No: the audit decides.")
    page.get_by_label("Working note").fill("Ask the auditors for a date.")
    page.get_by_role("button", name="Save the rating for Jun-11").click()
    expect(page.get_by_role("status").first).to_contain_text("Risk 1.9 is rated 16 Red for Jun-11.")
    expect(page.get_by_text("Ask the auditors for a date.")).to_be_visible()
    expect(page.get_by_text("No: the audit decides.")).to_be_visible()


def it_turns_black_between_reviews(page: Page, site: str) -> None:
    """A day, both levels and why."""
    page.get_by_role("link", name="Rate between reviews").click()
    page.get_by_role("group", name="Likelihood").get_by_label("5 Very High").check()
    page.get_by_role("group", name="Impact").get_by_label("5 Very High").check()
    page.get_by_label("Why now").fill("The audit came early.")
    page.get_by_label("On", exact=True).fill("21 6 2011")
    page.get_by_role("button", name="Save the rating").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a day that is not in the future.")
    page.get_by_label("On", exact=True).fill("20 6 2011")
    page.get_by_role("button", name="Save the rating").click()
    expect(
        page.get_by_text(re.compile("Black between reviews, on 20 June 2011: The audit came early."))
    ).to_be_visible()
    assert_no_axe_violations(page)


def test_without_javascript_everything_is_asked_and_saved(browser: Browser, site: str) -> None:
    page = browser.new_context(java_script_enabled=False, locale="en-GB").new_page()
    sign_in_browser(page, site, RED_OWNER)
    page.goto(f"{site}{RISKS}1.9/assess/?review=jun-11&same=1")
    expect(page.get_by_text("The score and its band are shown once you save.")).to_be_visible()
    page.get_by_label("Comments").fill("The audit is in August.")
    page.get_by_role("button", name="Save the rating for Jun-11").click()
    expect(page.get_by_role("alert")).to_contain_text("Say whether more can be done.")
    expect(page.get_by_label("Comments")).to_have_value("The audit is in August.")
    page.get_by_label("Can nothing more be done?").fill("No: the audit decides.")
    page.get_by_role("button", name="Save the rating for Jun-11").click()

    expect(page.get_by_text("Risk 1.9 is rated 16 Red for Jun-11.")).to_be_visible()


PAGES = {
    OWNER: ["1.1/assess/", "1.1/interim/", "1.1/note/", "2.1/assess/?same=1", "messages/"],
    RED_OWNER: ["1.9/assess/?same=1", "1.9/"],
    OFFICER: ["1.14/assess/", "1.1/correct/?review=mar-11", "1.12/interim/", "messages/", "1.1/"],
}


@pytest.mark.parametrize("width", [1280, 320])
def test_every_form_is_free_of_axe_violations_and_fits(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for email, addresses in PAGES.items():
        sign_in_browser(page, site, email)
        for address in addresses:
            page.goto(site + RISKS + address)
            assert_fits(page)
            assert_no_axe_violations(page)
        sign_out(page)
