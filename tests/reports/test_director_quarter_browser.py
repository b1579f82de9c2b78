"""A director's whole quarter on Derbyshire's plan by keyboard alone: 17 objectives and 9 risks, in three saves."""

import datetime
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from objectives.models import Deadline, Objective, OutcomeEvidence, StatusUpdate
from objectives.services.answering import give_status
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Quarter, Trust, User
from probation_planning.organisation.readers import readers_of
from risks.models import Assessment, AssessmentKind
from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.reports.answering import DIRECTOR

pytestmark = pytest.mark.browser

DAY = datetime.date(2011, 10, 3)
OWNED = 17
BEFORE = {"1.2-3": "at_risk", "1.2-4": "on_track", "1.4-1": "on_track", "1.5-1": "on_track"}
LATER = datetime.date(2012, 1, 1)
LATE = "The assessor cannot come before January."
BANKRUPT = "The supplier is bankrupt."
PROOFS = ("The report of September shows it.", "The staff survey shows it.")
SAME = "Nothing has moved since the summer."


@pytest.fixture
def trust(site: str, settings: Any) -> Trust:
    """Derbyshire on 3 October 2011; the director answered for the first quarter, and the second is open.

    The officer has given objective 1.4-1 a deadline: the paper prints none for what the director owns.
    """
    settings.TODAY = DAY
    with tenancy.system():
        found = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(found):
        with tenancy.kept_context():
            [director] = readers_of(User.objects.get(email=DIRECTOR), "derbyshire")
        first = Quarter.objects.select_related("year").get(number=1)
        mine = Objective.objects.filter(owners__owner__in=[post.pk for post in director.posts])
        for one in mine.select_related("annual_plan__year"):
            give_status(
                objective=one,
                quarter=first,
                reader=director,
                status=BEFORE.get(one.reference, "not_started"),
                comment="So it stood in June.",
                evidence={},
                seen=0,
            )
        Quarter.objects.filter(number=1).update(closed_on=DAY)
        Quarter.objects.filter(number=2).update(opened_on=DAY)
        Deadline.objects.create(
            objective=mine.get(reference="1.4-1"), month=datetime.date(2011, 11, 1), stage="Assessment"
        )
    return found


def test_a_whole_quarter_by_keyboard_alone(page: Page, site: str, trust: Trust) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in_browser(page, site, DIRECTOR)
    expect(page.get_by_text(f"{OWNED} objectives and 9 risks of yours wait for an answer.")).to_be_visible()

    confirms(page)
    answers_what_has_changed(page)
    says_of_the_rest_that_nothing_has(page)

    expect(page.get_by_text("Nothing of yours waits for an answer.")).to_be_visible()
    expect(page.get_by_text(f"{OWNED} of {OWNED} objectives answered for Q2 2011/12")).to_be_visible()
    expect(page.get_by_text("9 of 9 risks assessed for Jun-11")).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)
    stands_in_the_books(trust)


def confirms(page: Page) -> None:
    """One that is on track still, with one press."""
    press(page, page.locator("button", has_text="Confirm on track: objective 1.2-4"))
    expect(page.get_by_role("status").first).to_contain_text("Objective 1.2-4 is confirmed on track for Q2 2011/12.")


def answers_what_has_changed(page: Page) -> None:
    """One complete, one whose deadline moves, one off track, and the risks that cannot stay as they were."""
    one = opened(page, "objective", "1.2-3")
    choose(page, one.get_by_label("Status"), "Complete")
    for place, words in enumerate(PROOFS, start=1):
        fill(page, one.get_by_label(re.compile(f"^Evidence for outcome {place}:")), words)

    one = opened(page, "objective", "1.4-1")
    choose(page, one.get_by_label("Status"), "At risk")
    press(page, one.locator("summary", has_text="Move a deadline"))
    fill(page, one.get_by_label("New month instead of Assessment, November 2011"), "January 2012")
    fill(page, one.get_by_label("Why Assessment, November 2011 moves"), LATE)
    looks_well(page)

    one = opened(page, "objective", "1.5-1")
    choose(page, one.get_by_label("Status"), "Off track")
    fill(page, one.get_by_label("Comment"), BANKRUPT)

    for reference in unchangeable_risks(page):
        one = opened(page, "risk", reference)
        choose(page, one.get_by_label("Likelihood"), "2")
        choose(page, one.get_by_label("Impact"), "4")
        fill(page, one.get_by_label("Comments"), f"Said of risk {reference}.")
        fill(page, one.get_by_label("Reason for the change"), "The programme is on its way.")

    press(page, page.get_by_role("button", name="Save all answers"))
    expect(page.get_by_role("status").first).to_contain_text("3 objectives and 6 risks are saved.")


def unchangeable_risks(page: Page) -> list[str]:
    """Own risks of which "no change" cannot be said, or not without more: those that are Red or have no levels."""
    found: list[str] = page.locator(".item", has=page.locator("summary", has_text="Assess here")).evaluate_all(
        """items => items
            .filter((item) => !item.querySelector("[name=same]") || item.querySelector(".band--red"))
            .filter((item) => !item.querySelector(".item__reference").textContent.startsWith("Risk"))
            .map((item) => item.querySelector(".item__reference").textContent)"""
    )
    return found


def says_of_the_rest_that_nothing_has(page: Page) -> None:
    """Thirteen objectives and three risks, with one sentence."""
    own = page.locator("[name=same]").evaluate_all(
        """boxes => boxes
            .filter((box) => !/^(Risk|Objective)/.test(box.closest(".item").firstElementChild.textContent))
            .map((box) => box.value)"""
    )
    assert len(own) == 13 + 3
    for value in own:
        walk_to(page, page.locator(f'[name=same][value="{value}"]'))
        page.keyboard.press("Space")
    fill(page, page.get_by_label("Why nothing has changed"), SAME)
    press(page, page.get_by_role("button", name="Save “no change” for the ticked"))
    expect(page.get_by_role("status").first).to_contain_text("13 objectives and 3 risks are saved.")


def stands_in_the_books(trust: Trust) -> None:
    """All of it is there, once, by the director."""
    with tenancy.trust(trust):
        said = {row.objective.reference: row for row in StatusUpdate.objects.filter(quarter__number=2)}
        counts: dict[str, int] = {}
        for row in said.values():
            counts[row.status] = counts.get(row.status, 0) + 1
        assert counts == {"complete": 1, "at_risk": 1, "off_track": 1, "on_track": 1, "not_started": 13}
        assert {str(row.given_by) for row in said.values()} == {"Director of Business Services"}
        shows = OutcomeEvidence.objects.filter(update=said["1.2-3"]).order_by("outcome__order")
        assert tuple(row.text for row in shows) == PROOFS
        [moved] = said["1.4-1"].revisions.all()
        assert (moved.month, moved.reason) == (LATER, LATE)
        assert said["1.5-1"].comment == BANKRUPT
        assert [row.comment for row in said.values()].count(SAME) == 13
        rated = Assessment.objects.filter(review__slug="jun-11", kind=AssessmentKind.PROPOSED)
        assert sorted(row.score for row in rated) == [8, 8, 8, 8, 8, 8, 9, 9, 9]


def looks_well(page: Page) -> None:
    """With its parts unfolded, on a phone and on a desk."""
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert_fits(page)
        assert_no_axe_violations(page)


# Fingers


def opened(page: Page, kind: str, reference: str) -> Locator:
    """The thing's line, its boxes opened from the keyboard."""
    summary = page.locator("summary", has_text=re.compile(rf"here: {kind} {re.escape(reference)}$"))
    press(page, summary)
    return page.locator(".item", has=summary)


def press(page: Page, target: Locator) -> None:
    """Walk there and press Enter."""
    walk_to(page, target)
    page.keyboard.press("Enter")


def fill(page: Page, box: Locator, words: str) -> None:
    """Walk there and type."""
    walk_to(page, box)
    page.keyboard.type(words)


def choose(page: Page, box: Locator, wanted: str) -> None:
    """Walk there and go down the list."""
    walk_to(page, box)
    for _ in range(8):
        page.keyboard.press("ArrowDown")
        if box.evaluate("(one) => one.selectedOptions[0].text").startswith(wanted):
            return
    pytest.fail(f"The list has no {wanted}")


def walk_to(page: Page, target: Locator) -> None:
    """Tab until it is there, or back with Shift where it stands before."""
    key = target.evaluate(
        """(one) => {
            const before = one.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING;
            return before && document.activeElement !== document.body ? "Shift+Tab" : "Tab";
        }"""
    )
    for _ in range(300):
        if target.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press(key)
    pytest.fail(f"{key} never comes to {target}")
