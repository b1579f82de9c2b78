"""Adding a group, seating a post, closing the group and opening it again, on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser

pytestmark = pytest.mark.browser


def test_a_group_is_added_once_by_a_double_click_closed_and_reopened(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    sign_in_browser(page, site, "officer@derbyshire.example")
    page.goto(f"{site}/derbyshire/settings/groups/new/")
    page.get_by_label("Name").fill("Estates Group")
    page.get_by_role("button", name="Add the group").dblclick()
    expect(page.get_by_text("Estates Group is added. No post sits in it yet.")).to_be_visible()
    expect(page).to_have_url(f"{site}/derbyshire/settings/groups/estates-group/")
    page.get_by_role("link", name="Add a post to it").click()
    page.get_by_label("Post").select_option("Chair")
    page.get_by_label("First day").fill("1 6 2011")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Chair sits in Estates Group from 1 June 2011.")).to_be_visible()
    assert_fits(page)

    page.get_by_role("link", name="Close it and hand its work over").click()
    expect(page.get_by_role("heading", name="Close Estates Group", level=1)).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Close the group").click()
    expect(page.get_by_text("Estates Group is closed.")).to_be_visible()
    expect(page.get_by_text("from 1 June 2011, until 19 June 2011")).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)

    page.get_by_role("link", name="Reopen it").click()
    expect(page.get_by_role("heading", name="Reopen Estates Group", level=1)).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Reopen it").click()
    expect(page.get_by_text("Estates Group is open again.")).to_be_visible()


def test_two_at_once_in_a_post_show_what_the_other_did(page: Page, site: str) -> None:
    sign_in_browser(page, site, "officer@derbyshire.example")
    address = f"{site}/derbyshire/settings/posts/director-of-interventions/hand-over/person/"
    page.goto(address)
    other = page.context.new_page()
    for one, person, day in ((page, "Chief Executive", "30 6 2011"), (other, "SMT member", "29 6 2011")):
        one.goto(address) if one is other else None
        option = one.get_by_label("Who takes over").locator("option", has_text=person).first
        one.get_by_label("Who takes over").select_option(option.get_attribute("value"))
        one.get_by_label("Last day of the one who hands over").fill(day)
    other.get_by_role("button", name="Hand over").click()
    expect(other.get_by_text("SMT member is holder of Director of Interventions from 30 June 2011.")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 640})
    page.get_by_role("button", name="Hand over").click()

    expect(page.get_by_text("Who holds the post has changed since you opened this page.").first).to_be_visible()
    expect(page.get_by_label("Last day of the one who hands over")).to_have_value("30 6 2011")
    assert_fits(page)
    assert_no_axe_violations(page)
