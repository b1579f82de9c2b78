"""SMT's meeting, played: by keyboard, on a phone, and through a lost connection."""

import datetime
import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust
from risks.models import Decision, Review
from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.risks import cycle
from tests.risks.conftest import RISKS, SMT

pytestmark = pytest.mark.browser

MEETING = RISKS + "reviews/jun-11/meeting/"
NO_CONNECTION = "No connection. Your words are on this page."
MINUTE = "The site fell through, and the landlord has asked for"


@pytest.fixture
def table(site: str, page: Page) -> str:
    """The site, with SMT's papers for Jun-11 issued and an SMT member signed in."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        june = Review.objects.get(slug="jun-11")
        for reference, impact in (("1.1", 3), ("1.14", 5), ("1.9", 4)):
            cycle.propose(june.register.entries.get(reference=reference), june, impact=impact)
        cycle.issue(june)
    sign_in_browser(page, site, SMT)
    return site


def minutes() -> list[tuple[str, str]]:
    """What is minuted: outcome and minute, in order."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        return list(Decision.objects.order_by("moment").values_list("outcome", "minute"))


def access_key(page: Page, letter: str) -> None:
    """Alt and the letter, as a keyboard sends them: the browser looks for access keys by the letter without Alt."""
    keyboard = page.context.new_cdp_session(page)
    key = {"modifiers": 1, "key": letter, "unmodifiedText": letter, "windowsVirtualKeyCode": ord(letter.upper())}
    for part in ("rawKeyDown", "char", "keyUp"):
        keyboard.send("Input.dispatchKeyEvent", key | {"type": part, "text": letter if part == "char" else ""})


def test_the_meeting_is_stepped_through_by_keyboard_alone(table: str, page: Page) -> None:
    page.goto(table + MEETING)
    expect(page.get_by_role("heading", level=1)).to_have_text("Senior Management Team, Jun-11: 0 of 15 decided")
    page.get_by_role("button", name="Start with risk 1.14").press("Enter")
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("h1")).to_contain_text("1.14")
    assert_no_axe_violations(page)

    page.get_by_label("Agree 20 Red as proposed").press("Space")
    expect(page.get_by_role("group", name="Likelihood")).to_be_hidden()
    access_key(page, "s")
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("h1")).not_to_contain_text("1.14")

    access_key(page, "p")
    expect(page.locator("h1")).to_contain_text("1.14")
    access_key(page, "n")
    expect(page.locator("h1")).not_to_contain_text("1.14")

    access_key(page, "j")
    expect(page.get_by_label("Jump to")).to_be_focused()
    page.get_by_label("Jump to").select_option("1.1")
    page.get_by_role("button", name="Go").press("Enter")
    expect(page.locator("h1")).to_contain_text("1.1 New accommodation")
    page.get_by_label("Change it").press("Space")
    expect(page.get_by_role("group", name="Likelihood")).to_be_visible()
    page.get_by_role("group", name="Likelihood").get_by_label("4 High").press("Space")
    page.get_by_role("group", name="Impact").get_by_label("4 High").press("Space")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Minute why the rating is changed.")
    assert_no_axe_violations(page)
    page.get_by_label("Minute").fill("The site fell through.")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.get_by_text("What was decided on risk 1.1 is minuted.")).to_be_visible()
    assert minutes() == [("agreed", ""), ("changed", "The site fell through.")]


def test_a_lost_connection_costs_not_a_word(table: str, page: Page, context: BrowserContext) -> None:
    page.goto(f"{table}{MEETING}1.1/")
    expect(page.locator("form .house-draft")).to_be_attached()
    page.get_by_label("Defer it").check()
    box = page.get_by_label("Minute")
    box.press_sequentially(MINUTE[:20])
    context.set_offline(True)
    box.press_sequentially(MINUTE[20:])

    page.get_by_role("link", name=re.compile("Next")).click()
    expect(page.get_by_text(NO_CONNECTION)).to_be_visible()
    page.get_by_role("button", name="Go").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Trying again every 10 seconds")).to_be_visible()
    expect(box).to_have_value(MINUTE)
    assert_no_axe_violations(page)

    # Whoever types on has not finished: what was pressed before does not cut the sentence.
    box.press("End")
    box.press_sequentially(" another month.")
    expect(page.get_by_text("Not saved yet: you typed on.")).to_be_visible()
    context.set_offline(False)
    expect(page.get_by_text("Saved as a draft")).to_be_visible()
    assert minutes() == []

    context.set_offline(True)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Trying again every 10 seconds")).to_be_visible()
    context.set_offline(False)
    expect(page.get_by_text("What was decided on risk 1.1 is minuted.")).to_be_visible()
    assert minutes() == [("deferred", f"{MINUTE} another month.")]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_of_the_meeting_is_free_of_axe_violations_and_fits(table: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("", "1.1/", "1.12/", "rest/", "held/"):
        page.goto(table + MEETING + address)
        assert_fits(page)
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        assert_fits(page)
        page.evaluate("document.querySelectorAll('.account').forEach((part) => { part.open = false; })")
        assert_no_axe_violations(page)


def test_the_meeting_is_brought_to_its_end(table: str, page: Page) -> None:
    page.goto(table + MEETING)
    page.get_by_role("button", name="Agree the rest as proposed").click()
    page.get_by_label("Minute").fill("Agreed en bloc.")
    page.get_by_role("button", name="Agree 3 ratings").click()
    expect(page.get_by_text("3 ratings agreed as proposed.")).to_be_visible()
    for _ in range(12):
        page.get_by_role("button", name=re.compile("Start|Continue")).or_(page.locator("h1[autofocus]")).first.click()
        page.get_by_label("Defer it").check()
        page.get_by_label("Minute").fill("Nothing was proposed.")
        page.get_by_role("button", name="Save and next").click()
        expect(page.get_by_role("status").filter(has_text="is minuted")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("15 of 15 decided")
    page.get_by_role("button", name="Record the meeting as held").click()
    expect(page.get_by_label("Day of the meeting")).to_have_value(f"{datetime.date(2011, 6, 20):%-d %-m %Y}")
    page.get_by_role("button", name="Record the meeting as held").click()
    expect(page.get_by_text("The meeting of the Senior Management Team on 20 June 2011 is recorded.")).to_be_visible()
    assert_no_axe_violations(page)
    page.goto(f"{table}{RISKS}1.1/")
    expect(page.get_by_role("heading", name="Decisions")).to_be_visible()
    assert_no_axe_violations(page)
