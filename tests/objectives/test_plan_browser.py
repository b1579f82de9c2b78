"""Journey 1 on the plan, played in a browser: a director gives an objective a status and sees it on the plan."""

import datetime
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Quarter, Trust
from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.factories import YearFactory
from tests.objectives.conftest import OFFICER, OWNER, PLAN

pytestmark = pytest.mark.browser

PAGE = f"{PLAN}objectives/1.2-3/"
NARROW = {"width": 320, "height": 800}


def save(page: Page) -> None:
    """Send the form."""
    page.get_by_role("button", name="Save the answer").click()


def answer(page: Page, status: str, comment: str) -> None:
    """Fill the form in and send it."""
    page.get_by_label(status, exact=True).check()
    page.get_by_label("Comment (optional)").fill(comment)
    save(page)


def test_a_director_answers_and_sees_it_on_the_plan(site: str, page: Page) -> None:
    sign_in_browser(page, site, OWNER)
    page.goto(site + PLAN)
    page.get_by_text("STRIVING FOR EXCELLENCE").click()
    page.get_by_role("link", name="Objective 1.2-3").click()
    expect(page.get_by_text("You answer as Director of Business Services.")).to_be_visible()
    expect(page.get_by_text("No words last quarter.")).to_be_visible()

    answer(page, "At risk", "The supplier is late by two months.")

    expect(page.get_by_role("status").first).to_contain_text("Objective 1.2-3 is answered for Q1 2011/12: at risk.")
    expect(page.get_by_text("The supplier is late by two months.").last).to_be_visible()
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Plan").click()
    expect(page.get_by_text("1 at risk, 10 unanswered this quarter")).to_be_visible()
    page.get_by_text("STRIVING FOR EXCELLENCE").click()
    expect(page.locator(".objective", has_text="1.2-3").locator(".status")).to_have_text("At risk")


def test_nothing_typed_is_lost_on_an_error(site: str, page: Page) -> None:
    sign_in_browser(page, site, OWNER)
    page.goto(site + PAGE)

    answer(page, "Complete", "All is done.")

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Say what shows that outcome 1 was reached.")
    expect(page.get_by_label("Comment (optional)")).to_have_value("All is done.")
    summary.get_by_role("link", name="outcome 2").click()
    expect(page.get_by_label("Evidence for outcome 2")).to_be_focused()
    assert_no_axe_violations(page)
    page.get_by_label("Evidence for outcome 1").fill("The reports are out.")
    page.get_by_label("Evidence for outcome 2").fill("Everybody has a login.")
    save(page)
    expect(page.get_by_role("status").first).to_contain_text("complete")


def test_what_was_typed_and_not_saved_comes_back(site: str, page: Page) -> None:
    sign_in_browser(page, site, OWNER)
    page.goto(site + PAGE)
    page.get_by_label("Comment (optional)").fill("Half a sentence")
    expect(page.get_by_text("Saved as a draft")).to_be_visible()

    page.goto(site + PAGE)

    expect(page.get_by_label("Comment (optional)")).to_have_value("Half a sentence")
    expect(page.get_by_text("is back in the form")).to_be_visible()
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Throw the draft away").click()
    expect(page.get_by_label("Comment (optional)")).to_have_value("")


def test_each_of_two_open_quarters_keeps_its_own_draft(site: str, page: Page) -> None:
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        Quarter.objects.filter(year__start="2011-04-01", number=2).update(opened_on="2011-06-20")
    sign_in_browser(page, site, OWNER)
    for number, words in ((1, "Of the spring"), (2, "Of the summer")):
        page.goto(f"{site}{PAGE}?quarter={number}")
        page.get_by_label("Comment (optional)").fill(words)
        expect(page.get_by_text("Saved as a draft")).to_be_visible()

    page.goto(f"{site}{PAGE}?quarter=1")
    expect(page.get_by_label("Comment (optional)")).to_have_value("Of the spring")
    page.get_by_role("button", name="Throw the draft away").click()
    expect(page.get_by_label("Comment (optional)")).to_have_value("")
    page.goto(f"{site}{PAGE}?quarter=2")
    expect(page.get_by_label("Comment (optional)")).to_have_value("Of the summer")


def test_another_directors_objective_offers_no_form(site: str, page: Page) -> None:
    sign_in_browser(page, site, OWNER)

    page.goto(f"{site}{PLAN}objectives/1.2-5/")

    expect(page.get_by_text("answered for by Board Secretary")).to_be_visible()
    expect(page.get_by_role("button", name="Save the answer")).to_have_count(0)


def test_two_who_answer_at_once_see_both_answers(site: str, page: Page, browser: Browser) -> None:
    sign_in_browser(page, site, OWNER)
    page.goto(site + PAGE)
    officer = browser.new_context(bypass_csp=True).new_page()
    sign_in_browser(officer, site, OFFICER)
    officer.goto(site + PAGE)
    officer.get_by_label("Told on").fill("17 June 2011")
    answer(officer, "On track", "Told in the corridor.")
    expect(officer.get_by_role("status").first).to_contain_text("on track")
    officer.context.close()

    answer(page, "Off track", "Not what I said.")

    expect(page.get_by_role("heading", name="Somebody else saved this in the meantime")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Comment"))).to_contain_text("Told in the corridor.")
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Save mine after theirs").click()
    expect(page.get_by_role("status").first).to_contain_text("off track")
    expect(page.locator(".said__one")).to_have_count(2)


def test_without_scripts_the_tree_unfolds_and_the_answer_is_saved(site: str, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in_browser(page, site, OWNER)
    page.goto(site + PLAN)
    page.get_by_text("DELIVERING VALUE FOR MONEY").click()
    page.get_by_role("link", name="Objective 3.1-1").click()

    answer(page, "On track", "Within budget.")

    expect(page.get_by_text("Objective 3.1-1 is answered for Q1 2011/12: on track.")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("email", [OWNER, OFFICER, "audit@derbyshire.example"])
def test_every_page_is_accessible_and_fits_a_narrow_screen(site: str, page: Page, email: str) -> None:
    sign_in_browser(page, site, email)
    for query in (
        "",
        "?open=all",
        "?view=table&owner=none",
        "?view=table&status=splendid",
        "aims/1.2/",
        "objectives/1.2-3/",
        "objectives/2.2-2/",
        "objectives/5.4-1/",
    ):
        page.goto(site + PLAN + query)
        assert_no_axe_violations(page)
        page.set_viewport_size(NARROW)
        assert_no_axe_violations(page)
        assert_fits(page)
        page.set_viewport_size({"width": 1280, "height": 900})


def test_a_year_without_a_plan_has_an_accessible_page(site: str, page: Page) -> None:
    with tenancy.system():
        trust = Trust.objects.get(slug="merseyside")
    with tenancy.trust(trust):
        YearFactory(start=datetime.date(2011, 4, 1))
    sign_in_browser(page, site, "director@merseyside.example")

    page.goto(f"{site}/merseyside/2011-12/plan/")

    expect(page.get_by_text("has no plan for 2011/12 here yet")).to_be_visible()
    assert_no_axe_violations(page)


def test_a_plan_known_from_its_document_alone_fits_and_is_accessible(site: str, page: Page) -> None:
    sign_in_browser(page, site, "director@merseyside.example")

    for address in ("", "?view=table", "objectives/4-19/", "objectives/2a-1/", "aims/2a/"):
        page.goto(f"{site}/merseyside/2010-11/plan/{address}")
        expect(page.get_by_role("main").locator(".status--no-status, .branch__count").first).to_be_visible()
        expect(page.get_by_role("main")).to_contain_text("no status in the document")
        page.set_viewport_size(NARROW)
        assert_fits(page)
        assert_no_axe_violations(page)
        page.set_viewport_size({"width": 1280, "height": 900})


def test_the_keyboard_alone_unfolds_and_answers(site: str, page: Page) -> None:
    sign_in_browser(page, site, OWNER)
    page.goto(site + PLAN)
    page.get_by_role("link", name="Unfold all themes").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Objective 1.1-1")).to_be_visible()
    page.goto(site + PAGE)
    page.get_by_label("Not started", exact=True).focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("On track", exact=True)).to_be_checked()
    page.get_by_role("button", name="Save the answer").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("on track")
