"""The scorecard as it is read in a browser: a chart that says what it shows, one page of paper, and a phone."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.scorecard.conftest import CARD, HOLDER

pytestmark = pytest.mark.browser


@pytest.fixture
def results(site: str, all_open: None, enter: Callable[..., Any]) -> None:
    """Two quarters of sickness, and one of meetings attended."""
    enter("4-1", 1, value=Decimal("9.8"), note="Fewer long absences.")
    enter("4-1", 2, value=Decimal("11.1"), provisional=True)
    enter("2-1", 1, value=Decimal(93), numerator=Decimal(93), denominator=Decimal(100))


def test_a_measures_chart_stands_beside_its_table(page: Page, site: str, results: None) -> None:
    sign_in_browser(page, site, HOLDER)
    page.goto(f"{site}{CARD}measures/4-1/")

    chart = page.get_by_role("img", name="Staff Sickness: 9.8 days in Q1 2011/12, target 10.5; 11.1 days", exact=False)
    expect(chart).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Q2 2011/12").first
    expect(row).to_contain_text("provisional")
    expect(row).to_contain_text("missed")
    expect(row).to_contain_text("since Q1 2011/12")
    assert_no_axe_violations(page)
    page.set_viewport_size({"width": 320, "height": 800})
    assert_fits(page)
    assert_no_axe_violations(page)


def test_the_whole_scorecard_prints_on_one_page(page: Page, site: str, results: None) -> None:
    sign_in_browser(page, site, HOLDER)
    page.goto(f"{site}{CARD}")
    expect(page.get_by_role("row").filter(has_text="Staff Sickness")).to_contain_text("9.8 days, 11.1 days")
    assert_no_axe_violations(page)

    paper = page.pdf(prefer_css_page_size=True)

    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page/") == 1
    page.set_viewport_size({"width": 320, "height": 800})
    assert_fits(page)


def test_there_is_nothing_to_compare_with_and_it_says_so(page: Page, site: str) -> None:
    sign_in_browser(page, site, HOLDER)
    page.goto(f"{site}{CARD}")

    page.get_by_role("link", name="Compare with last year").click()

    expect(page.get_by_text("has no scorecard of an earlier year here", exact=False)).to_be_visible()
    assert_no_axe_violations(page)
