"""Journey 2, played: an SMT member reads the register at the open review; an owner rates a risk; the change follows."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT

pytestmark = pytest.mark.browser


def test_smt_reads_an_owner_rates_and_the_change_follows(page: Page, site: str) -> None:
    smt_reads_the_open_review(page, site)
    sign_out(page)
    an_owner_rates_their_risk(page, site)
    sign_out(page)

    sign_in_browser(page, site, SMT)
    page.goto(site + RISKS)
    expect(page.get_by_text("1 of 15 assessed at Jun-11")).to_be_visible()
    row = rows(page).filter(has_text="New accommodation in Chesterfield and Derby")
    expect(row).to_contain_text("16 Red")
    expect(row).to_contain_text("9 Amber")
    expect(row).to_contain_text("risk higher ↑")


def smt_reads_the_open_review(page: Page, site: str) -> None:
    """The list, its filters, the heat map and one risk."""
    sign_in_browser(page, site, SMT)
    page.goto(site + RISKS)
    expect(page.get_by_role("heading", level=1)).to_have_text("Risk register at Jun-11")
    expect(page.get_by_text("0 of 15 assessed at Jun-11")).to_be_visible()
    expect(rows(page)).to_have_count(15)
    expect(rows(page).first).to_contain_text("1.14")
    expect(rows(page).first).to_contain_text("20 Red")
    expect(rows(page).first).to_contain_text("not assessed yet")
    assert_no_axe_violations(page)

    page.get_by_label("Band, or last known").select_option("Red")
    page.get_by_label("Owner").select_option("Chief Executive")
    page.get_by_label("Category").select_option("Reputation")
    page.get_by_label("Response", exact=True).select_option("Treat")
    page.get_by_role("button", name="Filter").click()
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_role("link", name=re.compile("Remove the filter Owner: Chief Executive"))).to_be_visible()
    assert_no_axe_violations(page)

    page.goto(f"{site}{RISKS}?picture=last")
    page.get_by_role("link", name=re.compile("9 risks, score 16")).click()
    expect(rows(page)).to_have_count(9)
    page.get_by_role("link", name="Reducing Re-offending and Performance levels decline.").click()
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    expect(page.get_by_text("Recorded from paper, line 196")).to_be_visible()
    expect(page.get_by_role("button", name="Assess for Jun-11")).to_have_count(0)
    assert_no_axe_violations(page)


def an_owner_rates_their_risk(page: Page, site: str) -> None:
    """Two levels; a reason is asked for; the rating and its change are shown."""
    sign_in_browser(page, site, OWNER)
    page.goto(f"{site}{RISKS}1.1/")
    page.get_by_role("button", name="Assess for Jun-11").click()
    page.get_by_role("group", name="Likelihood").get_by_label("4 High").check()
    page.get_by_role("group", name="Impact").get_by_label("4 High").check()
    expect(page.locator("#score-chosen")).to_contain_text("Likelihood × impact: 16 Red")
    page.get_by_label("Comments").fill("The lease in Derby is late.")
    page.get_by_label("Proposed actions").fill("Meet the landlord in July.")
    assert_no_axe_violations(page)

    page.get_by_role("button", name="Save the rating for Jun-11").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why the rating changes: it goes from Amber to Red.")
    expect(page.get_by_label("Comments")).to_have_value("The lease in Derby is late.")
    assert_no_axe_violations(page)

    page.get_by_label("Reason for the change").fill("No site has been found.")
    page.get_by_role("button", name="Save the rating for Jun-11").click()
    expect(page.get_by_role("status").first).to_contain_text("Risk 1.1 is rated 16 Red for Jun-11.")
    expect(page.get_by_text("risk higher ↑")).to_be_visible()
    assert_no_axe_violations(page)


PAGES = {
    OFFICER: ["?review=mar-11", "?section=2", "1.12/assess/"],
    AUDIT: ["", "2.1/"],
    SMT: ["?review=sep-11", "?band=pink", "1.14/"],
    OWNER: ["?picture=last&likelihood=4", "1.14/assess/"],
}


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_is_free_of_axe_violations_and_fits(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for email, addresses in PAGES.items():
        sign_in_browser(page, site, email)
        for address in addresses:
            page.goto(site + RISKS + address)
            assert_fits(page)
            assert_no_axe_violations(page)
        sign_out(page)


def rows(page: Page) -> Locator:
    """The lines of the list."""
    return page.locator(".house-table tbody tr")


def sign_out(page: Page) -> None:
    """Through the account menu."""
    page.locator(".account__summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")
