"""The officer's journeys, played: a register where there was none, and the life of a risk."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.risks.conftest import OFFICER, RISKS

pytestmark = pytest.mark.browser

MERSEYSIDE = "officer@merseyside.example"
EMPTY = "/merseyside/2010-11/risks/"


def looked_at(page: Page) -> None:
    """Nothing that the guidelines forbid, and nothing to scroll for sideways."""
    assert_fits(page)
    assert_no_axe_violations(page)


def save(page: Page, button: str = "Save") -> None:
    """Press the button and wait for the page that follows."""
    page.get_by_role("button", name=button, exact=True).click()


def test_a_register_is_set_up_and_its_first_review_opened(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    sign_in_browser(page, site, MERSEYSIDE)
    page.goto(site + EMPTY)
    page.get_by_role("link", name="Set up a register").click()
    looked_at(page)
    page.get_by_role("button", name="Set up a register for 2010/11").click()
    looked_at(page)
    save(page)
    expect(page.get_by_role("status").first).to_contain_text("The register is saved.")
    looked_at(page)
    for name in ("likelihood", "impact"):
        the_scale_is_set_up(page, name)
    the_bands_are_set_up(page)
    the_appetite_is_set_up(page)

    page.get_by_role("link", name="Reviews").click()
    looked_at(page)
    page.get_by_role("link", name="Add a review").click()
    page.get_by_label("Label").fill("Jun-10")
    page.get_by_label("Month").fill("June 2010")
    looked_at(page)
    save(page)
    save(page, "Open Jun-10")
    expect(page.get_by_text("Jun-10 is open. Owners can rate their risks for it.")).to_be_visible()
    page.goto(site + EMPTY)
    expect(page.get_by_role("heading", level=1)).to_have_text("Risk register at Jun-10")
    looked_at(page)


def the_scale_is_set_up(page: Page, name: str) -> None:
    """Five levels."""
    page.get_by_role("link", name=f"Scale of {name}").click()
    for level, word in enumerate(["Rare", "Unlikely", "Possible", "Likely", "Certain"], start=1):
        group = page.get_by_role("group", name=f"Level {level}")
        group.get_by_label("Name").fill(word)
        group.get_by_label("Code").fill(f"{name[0]}{level}")
        group.get_by_label("When it applies").fill(f"It is {word.lower()}")
    looked_at(page)
    save(page)


def the_bands_are_set_up(page: Page) -> None:
    """The grid follows what is typed."""
    page.get_by_role("link", name="Bands").click()
    picture = page.locator("#bands-picture")
    expect(picture).to_contain_text("Give all three scores to see the grid.")
    page.get_by_label("Amber from").fill("5")
    page.get_by_label("Red from").fill("21")
    page.get_by_label("Black from").fill("25")
    expect(picture).to_contain_text("Red would paint no cell of the grid: no likelihood × impact falls between 21 and")
    page.get_by_label("Red from").fill("12")
    page.get_by_label("Black from").fill("20")
    expect(picture.locator(".grid__cell")).to_have_count(25)
    black = [re.compile(score) for score in ("20", "25", "20")]
    expect(picture.locator(".grid__cell.band--black")).to_have_text(black)
    expect(page.get_by_role("button", name="Show the picture")).to_have_count(0)
    looked_at(page)
    save(page)
    expect(page.get_by_text("Amber from 5, Red from 12, Black from 20")).to_be_visible()


def the_appetite_is_set_up(page: Page) -> None:
    """Two categories; what is tolerated in one of them needs an approval."""
    page.get_by_role("link", name="Categories").click()
    page.get_by_label("Add categories").fill("Money\nPeople")
    looked_at(page)
    save(page)
    page.get_by_role("link", name="Appetite").click()
    page.get_by_label("Appetite: Money").select_option("Cautious")
    page.get_by_label("Highest score tolerated: Money").fill("10")
    looked_at(page)
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("Say who approved the appetite.")
    expect(page.get_by_label("Highest score tolerated: Money")).to_have_value("10")
    looked_at(page)
    page.get_by_label("Approved by").fill("The Board")
    page.get_by_label("Approved on").fill("1 6 2011")
    save(page)


@pytest.mark.parametrize("width", [1280, 320])
def test_a_risk_is_added_changed_renumbered_moved_closed_and_reopened(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in_browser(page, site, OFFICER)
    page.goto(site + RISKS)
    page.get_by_role("link", name="Add a risk").click()
    looked_at(page)
    save(page, "Add the risk")
    expect(page.get_by_role("alert")).to_contain_text("Say what the risk is.")
    looked_at(page)
    page.get_by_label("1: Key Risks 2011/12").check()
    page.get_by_label("Risk", exact=True).fill("The courts list changes")
    page.get_by_label("Cause (optional)").fill("A new judge")
    page.get_by_label("Who leads").select_option("Director of Interventions")
    page.get_by_role("group", name="Response").get_by_label("Treat").check()
    save(page, "Add the risk")
    expect(page.get_by_text("Risk 1.16 is added.")).to_be_visible()
    expect(page.get_by_text("A new judge")).to_be_visible()
    looked_at(page)

    page.get_by_role("link", name="Change its words, owners or response").click()
    page.get_by_label("Who leads").select_option("SMT")
    with page.expect_response(lambda kept: "Reports+are+late" in (kept.request.post_data or "")):
        page.get_by_label("Effect (optional)").fill("Reports are late")
    page.reload()
    expect(page.get_by_text("These are the words you typed before and have not saved.")).to_be_visible()
    expect(page.get_by_label("Effect (optional)")).to_have_value("Reports are late")
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("Say why the owners change.")
    page.get_by_label("Why the owners or the response change").fill("SMT took it up.")
    looked_at(page)
    save(page)
    expect(page.get_by_text("From Director of Interventions to SMT.")).to_be_visible()

    for link, button, reference in [
        ("Renumber it", "Renumber the risk", "1.17"),
        ("Move it to section 2", "Move the risk to section 2", "2.5"),
        ("Move it to section 1", "Move the risk to section 1", "1.18"),
        ("Close it", "Close the risk", "1.18"),
        ("Reopen it", "Reopen the risk", "1.18"),
    ]:
        page.get_by_role("link", name=link).click()
        looked_at(page)
        page.get_by_label("Decided by").fill("SMT")
        page.get_by_label("Reason").fill("Agreed in June.")
        save(page, button)
        page.wait_for_url(f"{site}{RISKS}{reference}/")
        looked_at(page)
    page.goto(f"{site}{RISKS}1.16/")
    page.wait_for_url(f"{site}{RISKS}1.18/")
    expect(page.get_by_role("heading", name="Decisions on the risk")).to_be_visible()


def test_without_javascript_the_picture_is_asked_for_and_the_bands_are_saved(page: Page, site: str) -> None:
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    plain = context.new_page()
    sign_in_browser(plain, site, OFFICER)
    plain.goto(f"{site}{RISKS}setup/bands/")
    plain.get_by_label("Amber from").fill("4")
    plain.get_by_label("Approved by").fill("The Board")
    plain.get_by_role("button", name="Show the picture").click()
    expect(plain.locator(".grid__cell.band--green")).to_have_count(5)
    assert "csrf" not in plain.url
    expect(plain.get_by_label("Approved by")).to_have_value("The Board")
    plain.get_by_label("Holds from the review").select_option("Sep-11")
    plain.get_by_label("Approved on").fill("1 6 2011")
    save(plain)
    expect(plain.get_by_text("Amber from 4, Red from 15, Black from 21, from Sep-11 on")).to_be_visible()
    context.close()
