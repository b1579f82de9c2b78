"""The officer takes a review to SMT and to the Audit Committee, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.reports.covers import fill_in_cover
from tests.reports.cycle import wait_for_drawing

pytestmark = pytest.mark.browser

REVIEW = "/derbyshire/2011-12/risks/reviews/jun-11/"


def fits(page: Page) -> None:
    """Nothing runs out of the window, and nothing is in anybody's way."""
    assert_fits(page)
    assert_no_axe_violations(page)


@pytest.mark.parametrize("width", [1280, 320])
def test_papers_are_issued_withdrawn_and_given_to_the_next_body(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in_browser(page, site, "officer@derbyshire.example")
    page.goto(f"{site}/derbyshire/2011-12/risks/")
    page.get_by_role("link", name="How far Jun-11 has come with each committee").click()
    fits(page)
    page.get_by_role("button", name=re.compile("^Issue papers.*Senior")).click()
    fits(page)

    # Stopped: nothing goes out unless somebody accepts what is missing.
    fill_in_cover(page, "5 7 2011")
    page.get_by_label("Why they go out all the same").fill("Ratings come in late.")
    page.get_by_role("button", name="Issue the papers to the Senior Management Team").click()
    expect(page.get_by_role("alert")).to_contain_text("things are missing. Mend it, or tick the box")
    expect(page.get_by_label("Why they go out all the same")).to_have_value("Ratings come in late.")
    fits(page)
    page.get_by_role("link", name="Look at the pack as a draft").click()
    expect(page.get_by_text("has not been given this")).to_be_visible()
    fits(page)

    page.goto(f"{site}{REVIEW}issue/smt/")
    fill_in_cover(page, "5 7 2011")
    page.get_by_label(re.compile("Issue with these 28 exceptions")).check()
    page.get_by_label("Why they go out all the same").fill("Ratings come in late.")
    page.get_by_label("Who accepts the exceptions").fill("Chief Executive")
    page.get_by_role("button", name="Issue the papers to the Senior Management Team").click()
    expect(page.get_by_role("status").first).to_contain_text("The papers for Jun-11 are issued to the")
    expect(page.get_by_text("Issued with exceptions")).to_be_visible()
    wait_for_drawing()
    page.reload()
    expect(page.get_by_role("button", name="Download the PDF")).to_be_visible()
    fits(page)

    # Taken back: the pack stays, marked.
    page.goto(site + REVIEW)
    page.get_by_role("button", name=re.compile("^Withdraw the papers.*Senior")).click()
    expect(page.get_by_text("This reopens section 1 of Jun-11")).to_be_visible()
    fits(page)
    page.get_by_label("Why", exact=True).fill("Page 3 is missing.")
    page.get_by_role("button", name="Withdraw the papers").click()
    expect(page.get_by_text("Withdrawn", exact=True)).to_be_visible()
    page.get_by_role("link", name="Pack for the Senior Management Team", exact=True).click()
    expect(page.get_by_text("Page 3 is missing.")).to_be_visible()
    fits(page)

    # Left out: the Audit Committee can be given its papers.
    page.goto(f"{site}{REVIEW}skip/smt/")
    page.get_by_label("Why", exact=True).fill("The meeting was cancelled.")
    page.get_by_role("button", name="Skip this body").click()
    page.get_by_role("button", name=re.compile("^Issue papers.*Audit")).click()
    expect(page.get_by_role("heading", name="What is missing")).to_be_visible()
    fits(page)
