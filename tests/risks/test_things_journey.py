"""Played: an owner plans and finishes an action, the officer records an acceptance, and everybody reads the plan."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.risks.conftest import OFFICER, OWNER, RISKS, SMT
from tests.risks.test_journey import sign_out

pytestmark = pytest.mark.browser


def test_an_action_is_planned_reported_on_and_read(page: Page, site: str) -> None:
    an_owner_plans_and_reports(page, site)
    sign_out(page)
    the_officer_records_an_acceptance(page, site)
    sign_out(page)

    sign_in_browser(page, site, SMT)
    page.goto(site + RISKS)
    page.get_by_role("link", name="Action plan").click()
    row = page.locator(".house-table tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("The landlord was met.")
    page.get_by_label("State").select_option("Done")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_text("No action fits these filters.")).to_be_visible()
    assert_no_axe_violations(page)


def an_owner_plans_and_reports(page: Page, site: str) -> None:
    """By keyboard; what is missing is said, and nothing typed is lost."""
    sign_in_browser(page, site, OWNER)
    page.goto(f"{site}{RISKS}1.1/")
    page.get_by_role("link", name="Add an action").focus()
    page.keyboard.press("Enter")
    page.get_by_label("What will be done").fill("Sign the lease in Derby.")
    page.get_by_label("Owner").select_option("Chief Executive")
    page.get_by_label("Due").fill("31 6 2011")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no 31 June 2011.")
    expect(page.get_by_label("What will be done")).to_have_value("Sign the lease in Derby.")
    assert_no_axe_violations(page)
    page.get_by_label("Due").fill("30 6 2011")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Action 1 of Risk 1.1 is saved.")

    page.get_by_text("1 open", exact=True).click()
    page.get_by_role("link", name="Action 1").click()
    page.get_by_label("What happened").fill("The landlord was met.")
    page.get_by_label("Due").fill("31 7 2011")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why the date moves.")
    page.get_by_label("Why the day moves").fill("He is away until July.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"{site}{RISKS}1.1/")
    page.goto(f"{site}{RISKS}1.1/actions/1/")
    expect(page.get_by_text("before: 30 June 2011")).to_be_visible()
    assert_no_axe_violations(page)


def the_officer_records_an_acceptance(page: Page, site: str) -> None:
    """On the page of the risk it is in date."""
    sign_in_browser(page, site, OFFICER)
    page.goto(f"{site}{RISKS}1.1/acceptances/new/")
    page.get_by_label("Accepted by").select_option("Chief Executive")
    page.get_by_label("Why it is accepted").fill("Nothing better is to be had.")
    page.get_by_label("Until").fill("30 9 2011")
    page.get_by_label("What is watched").fill("The landlord’s letters.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("in date until 30 September 2011")).to_be_visible()
    page.evaluate("document.querySelectorAll('.things__group').forEach((one) => { one.open = true; })")
    assert_no_axe_violations(page)


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_is_free_of_axe_violations_and_fits(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in_browser(page, site, OFFICER)
    for address in ("actions/new/", "controls/new/", "acceptances/new/", "target/", "aims/"):
        page.goto(f"{site}{RISKS}1.1/{address}")
        assert_fits(page)
        assert_no_axe_violations(page)
    page.goto(f"{site}{RISKS}1.1/actions/new/")
    page.get_by_label("What will be done").fill("Sign" + "ed" * 200)
    page.get_by_label("Due").fill("30 6 2011")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"{site}{RISKS}1.1/")
    for address in ("1.1/", "1.1/actions/1/", "actions/", "actions/?state=pink"):
        page.goto(site + RISKS + address)
        page.evaluate("document.querySelectorAll('.things__group').forEach((one) => { one.open = true; })")
        assert_fits(page)
        assert_no_axe_violations(page)
