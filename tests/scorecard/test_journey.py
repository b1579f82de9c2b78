"""Journey 5 on the scorecard: the officer assigns a measure, its holder enters a result, and the scorecard shows it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.scorecard.conftest import CARD, HOLDER, OFFICER, POST

pytestmark = pytest.mark.browser

MEASURE = "Level 2/3 MAPP meeting attendance"


def test_the_officer_assigns_the_holder_enters_and_the_scorecard_shows_it(page: Page, site: str) -> None:
    sign_in_browser(page, site, OFFICER)
    page.goto(f"{site}{CARD}")
    assert_no_axe_violations(page)
    page.get_by_role("link", name=MEASURE).click()
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Assign to a post or group").click()
    assert_no_axe_violations(page)
    page.get_by_label("Who answers for it").select_option(POST)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text(f"{POST} answers for “{MEASURE}”.")
    sign_out(page)

    sign_in_browser(page, site, HOLDER)
    page.goto(f"{site}{CARD}")
    page.get_by_label("Owner").select_option(POST)
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(page.get_by_text("1 measure", exact=True)).to_be_visible()
    page.get_by_role("link", name=MEASURE).click()
    page.get_by_role("button", name="Enter a result").click()
    assert_no_axe_violations(page)
    page.get_by_label("Result in %").fill("240")
    page.get_by_label("Where the figure comes from").fill("Case system")
    page.get_by_role("button", name="Save the result").click()
    expect(page.get_by_role("alert")).to_contain_text("240% is above 100%.")
    assert_no_axe_violations(page)
    expect(page.get_by_label("Where the figure comes from")).to_have_value("Case system")
    page.get_by_label("Result in %").fill("")
    page.get_by_label("How many", exact=False).first.fill("93")
    page.get_by_label("Out of how many").fill("100")
    page.get_by_role("button", name="Save the result").click()
    expect(page.get_by_role("status").first).to_contain_text("The result for Q1 2011/12 is saved: 93%.")
    assert_no_axe_violations(page)

    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Scorecard").click()
    row = page.get_by_role("row").filter(has_text=MEASURE)
    expect(row).to_contain_text("93%")
    expect(row).to_contain_text("met")
    expect(row).to_contain_text("first result")
    expect(row).to_contain_text(POST)
    page.set_viewport_size({"width": 320, "height": 800})
    assert_fits(page)
    assert_no_axe_violations(page)


def test_another_trusts_people_see_nothing_of_it(page: Page, site: str) -> None:
    sign_in_browser(page, site, "officer@merseyside.example")

    page.goto(f"{site}/merseyside/2010-11/scorecard/")
    expect(page.get_by_role("heading", name="Operational Targets and Performance (2)")).to_be_visible()
    expect(page.get_by_text(MEASURE)).to_have_count(0)
    assert_no_axe_violations(page)
    assert page.goto(f"{site}{CARD}").status == 404  # type: ignore[union-attr]


def sign_out(page: Page) -> None:
    page.locator(".account__summary").click()
    page.get_by_role("button", name="Sign out").click()
