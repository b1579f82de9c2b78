"""A director's quarter in five minutes: three objectives and two risks, by keyboard alone, saved once."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.reports.answering import DIRECTOR

pytestmark = pytest.mark.browser

OBJECTIVES = {
    "1.2-3": ("On track", ""),
    "1.2-4": ("At risk", "The network is not laid yet."),
    "1.3-1": ("Off track", "The assessor cannot come before October."),
}


def walk_to(page: Page, target: Locator) -> None:
    """Tab until it is there."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if target.evaluate("(one) => one === document.activeElement"):
            return
    pytest.fail(f"Tab never comes to {target}")


def item(page: Page, kind: str, reference: str) -> Locator:
    """Where one thing is answered."""
    exactly = re.compile(rf"here: {kind} {re.escape(reference)}$")
    return page.locator(".item", has=page.locator("summary", has_text=exactly))


def choose(page: Page, box: Locator, wanted: str) -> None:
    """By arrow keys alone, as without a mouse."""
    walk_to(page, box)
    for _ in range(8):
        page.keyboard.press("ArrowDown")
        if box.evaluate("(one) => one.selectedOptions[0].text").startswith(wanted):
            return
    pytest.fail(f"The list has no {wanted}")


def rate(page: Page, reference: str, levels: str, comments: str) -> None:
    """Open the risk's boxes and fill them in."""
    risk = item(page, "risk", reference)
    walk_to(page, risk.locator(".boxes__summary"))
    page.keyboard.press("Enter")
    for name, level in zip(("Likelihood", "Impact"), levels, strict=True):
        choose(page, risk.get_by_label(name), level)
    walk_to(page, risk.get_by_label("Comments"))
    page.keyboard.type(comments)


@pytest.mark.parametrize("width", [1280, 320])
def test_five_answers_by_keyboard_alone_are_saved_at_once(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in_browser(page, site, DIRECTOR)
    assert_no_axe_violations(page)
    for reference, (status, comment) in OBJECTIVES.items():
        objective = item(page, "objective", reference)
        walk_to(page, objective.locator(".boxes__summary"))
        page.keyboard.press("Enter")
        choose(page, objective.get_by_label("Status"), status)
        if comment:
            walk_to(page, objective.get_by_label("Comment"))
            page.keyboard.type(comment)
    rate(page, "1.1", "43", "The lease in Derby is late.")
    rate(page, "1.2", "33", "The costs are not published yet.")
    assert_fits(page)
    assert_no_axe_violations(page)
    walk_to(page, page.get_by_role("button", name="Save all answers"))
    page.keyboard.press("Enter")

    message = page.get_by_role("status").first
    expect(message).to_contain_text("3 objectives and 2 risks are saved.")
    expect(message).to_be_focused()
    expect(page.get_by_text("3 of 17 objectives answered for Q1 2011/12")).to_be_visible()
    expect(page.get_by_text("2 of 9 risks assessed for Jun-11")).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)


def test_what_is_wrong_is_said_where_it_is_and_the_rest_is_saved(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    sign_in_browser(page, site, DIRECTOR)
    for reference, words in (("1.2-3", "Only words."), ("1.2-4", "")):
        objective = item(page, "objective", reference)
        objective.locator(".boxes__summary").click()
        objective.get_by_label("Comment").fill(words)
    item(page, "objective", "1.2-4").get_by_label("Status").select_option("On track")
    page.get_by_role("button", name="Save all answers").click()

    problem = page.get_by_role("link", name="Objective 1.2-3: Choose how the objective stands.")
    expect(problem).to_be_visible()
    expect(page.get_by_text("1 objective is saved.")).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)
    problem.click()
    expect(item(page, "objective", "1.2-3").get_by_label("Status")).to_be_focused()
    expect(item(page, "objective", "1.2-3").get_by_label("Comment")).to_have_value("Only words.")


def test_a_closed_laptop_loses_nothing(page: Page, site: str) -> None:
    sign_in_browser(page, site, DIRECTOR)
    objective = item(page, "objective", "1.2-3")
    objective.locator(".boxes__summary").click()
    with page.expect_response("**/derbyshire/draft/"):
        objective.get_by_label("Comment").fill("Half a sentence")
    expect(page.get_by_text("Saved as a draft at")).to_be_visible()

    page.goto(f"{site}/derbyshire/2011-12/plan/")
    page.goto(f"{site}/")

    expect(page.get_by_text("What you typed and did not save is back in its boxes")).to_be_visible()
    expect(objective.get_by_label("Comment")).to_have_value("Half a sentence")
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Throw the draft away").click()
    expect(page.get_by_text("is back in its boxes")).to_have_count(0)


def test_without_javascript_boxes_open_and_are_saved(browser: Browser, site: str) -> None:
    page = browser.new_context(java_script_enabled=False, locale="en-GB").new_page()
    sign_in_browser(page, site, DIRECTOR)
    page.get_by_role("link", name="Open all boxes").click()
    expect(page.get_by_role("link", name="Fold all boxes")).to_be_visible()
    objective = item(page, "objective", "1.2-3")
    objective.get_by_label("Status").select_option("At risk")
    objective.get_by_label("Comment").fill("The supplier is late.")
    page.get_by_role("button", name="Save all answers").click()

    expect(page.get_by_text("1 objective is saved.")).to_be_visible()
    expect(page.get_by_text("1 of 17 objectives answered for Q1 2011/12")).to_be_visible()


def test_without_javascript_what_complete_asks_for_stands_folded_and_is_saved(browser: Browser, site: str) -> None:
    page = browser.new_context(java_script_enabled=False, locale="en-GB").new_page()
    sign_in_browser(page, site, DIRECTOR)
    objective = item(page, "objective", "1.4-1")
    objective.locator(".boxes__summary").click()
    objective.get_by_label("Status").select_option("Complete")
    page.get_by_role("button", name="Save all answers").click()

    expect(page.get_by_role("link", name="Objective 1.4-1: Say what shows that outcome 1 was reached.")).to_be_visible()
    objective.get_by_label("Evidence for outcome 1").fill("The certificate of June.")
    page.get_by_role("button", name="Save all answers").click()

    expect(page.get_by_text("1 objective is saved.")).to_be_visible()
