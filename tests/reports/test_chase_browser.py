"""Reminding owners in a browser, without a mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust
from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.reports import test_chase_answers, test_chase_results
from tests.reports.answering import OFFICER, POST, assign

pytestmark = pytest.mark.browser

# With a mail server, and without.
SEND = re.compile("^(Send the reminders|Show the addresses)$")


@pytest.mark.parametrize(
    ("address", "waits"),
    [(test_chase_results.PAGE, "Measure 4-1, Staff Sickness"), (test_chase_answers.PAGE, "17 objectives")],
    ids=["results", "objectives"],
)
def test_the_officer_reminds_an_owner_by_keyboard(page: Page, site: str, address: str, waits: str) -> None:
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        assign("4-1")
    sign_in_browser(page, site, OFFICER)
    page.goto(f"{site}{address}")

    owner = page.get_by_role("checkbox", name=POST, exact=True)
    expect(owner).to_be_checked()
    expect(page.get_by_role("listitem").filter(has=owner)).to_contain_text(waits)
    assert_no_axe_violations(page)
    page.set_viewport_size({"width": 320, "height": 800})
    assert_fits(page)
    assert_no_axe_violations(page)

    page.get_by_role("button", name=SEND).focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("table", name="Reminders, the latest first")).to_contain_text(POST)
    expect(page.get_by_role("checkbox", name=POST, exact=True)).to_be_disabled()
    assert_fits(page)
    assert_no_axe_violations(page)
