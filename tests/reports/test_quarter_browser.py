"""A whole quarter, played by everybody in it, from the review that is opened to the next one's papers."""

import datetime
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust
from risks.models import Register, Review
from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.reports.covers import fill_in_cover
from tests.reports.cycle import wait_for_drawing
from tests.risks import cycle

pytestmark = pytest.mark.browser

RISKS = "/derbyshire/2011-12/risks/"
SEPTEMBER = RISKS + "reviews/sep-11/"
NOVEMBER = RISKS + "reviews/nov-11/"

# In milliseconds, on a machine that does much besides.
PATIENCE = 30_000

# Printed in section 2 alone; its own owners read it, and nobody else who is not told here to.
SECTION_TWO = "IT failure"
NOTE = "Ask the landlord for a date before anybody hears of it."
MINUTE = "Nobody has said how the press is answered at night, and the Chief Executive is to bring a plan."
ASKED = "Who answers the press at night?"
ANSWER = "The director on call, from the first of November."


@dataclass
class Desks:
    """Everybody at a desk of their own, signed in once, on the day that the quarter has come to."""

    site: str
    new_context: Callable[[], BrowserContext]
    settings: Any
    desks: dict[str, Page] = field(default_factory=dict)
    looked_at: set[str] = field(default_factory=set)

    def on(self, day: int, month: int) -> None:
        """The day comes."""
        self.settings.TODAY = datetime.date(2011, month, day)

    def of(self, name: str) -> Page:
        """The person's page, wherever they left it."""
        if name not in self.desks:
            self.desks[name] = page = self.new_context().new_page()
            sign_in_browser(page, self.site, f"{name}@derbyshire.example")
        return self.desks[name]

    def look(self, page: Page, kind: str) -> None:
        """Each kind of page once: on a phone and on a desk nothing runs out of the window, nor is in anybody's way."""
        if kind in self.looked_at:
            return
        self.looked_at.add(kind)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert_fits(page)
            if width == 320:
                assert_no_axe_violations(page)


@pytest.fixture
def desks(site: str, new_context: Callable[[], BrowserContext], settings: Any) -> Iterator[Desks]:
    """The people of Derbyshire on 5 September 2011; while papers are drawn a page may be long in coming."""
    there = Desks(site, new_context, settings)
    there.on(5, 9)
    expect.set_options(timeout=PATIENCE)
    yield there
    expect.set_options(timeout=5_000)


def test_a_quarter_from_the_open_review_to_the_next(desks: Desks) -> None:
    the_officer_opens_the_review(desks)
    the_directors_rate(desks)
    the_others_rate()
    the_officer_is_stopped_mends_and_issues(desks)
    smt_meets(desks)
    the_officer_issues_to_the_audit_committee(desks)
    the_committee_reads_and_asks(desks)
    the_owner_answers(desks)
    the_next_pack_prints_the_question(desks)


def the_officer_opens_the_review(desks: Desks) -> None:
    """Jun-11 was never taken anywhere; Sep-11 is opened; the risk without an owner is given one."""
    page = desks.of("officer")
    for body in ("smt", "audit-committee"):
        page.goto(f"{desks.site}{RISKS}reviews/jun-11/skip/{body}/")
        desks.look(page, "a step of a review")
        page.get_by_label("Why", exact=True).fill("Nobody rated anything in June.")
        page.get_by_role("button", name="Skip this body").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Jun-11 review")
    page.goto(f"{desks.site}{RISKS}reviews/")
    desks.look(page, "reviews")
    page.get_by_role("button", name="Open Sep-11").click()
    expect(page.get_by_text("Sep-11 is open. Owners can rate their risks for it.")).to_be_visible()

    page.goto(f"{desks.site}{RISKS}1.12/")
    page.get_by_role("link", name="Change its words, owners or response").click()
    page.get_by_label("Who leads").select_option("Director of Business Services")
    page.get_by_label("Why the owners or the response change").fill("Costs are the director's.")
    desks.look(page, "the form of a risk")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("To Director of Business Services.")).to_be_visible()
    desks.look(page, "a risk, to the officer")


def the_directors_rate(desks: Desks) -> None:
    """Nine ratings, the first by keyboard alone; nobody meets a risk of section 2 that is not theirs."""
    desks.on(12, 9)
    page = desks.of("business.services")
    page.goto(desks.site)
    expect(page.locator("summary", has_text="Assess here: risk 1.12")).to_be_visible()
    desks.look(page, "my work")
    rates_by_keyboard(page, desks)
    nothing_has_changed(page, desks, "1.2")
    rates(page, desks, "1.5", (3, 4), "It goes from Red to Amber.")
    rates(page, desks, "1.6", (3, 4), "It goes from Red to Amber.")
    rates(page, desks, "1.12", (3, 4), "The budget is agreed.", note=NOTE)
    expect(page.get_by_text(NOTE)).to_be_visible()

    page = desks.of("interventions")
    for reference in ("1.9", "1.10", "1.11"):
        rates(page, desks, reference, (3, 4), "The programme is on its way.")
    rates(page, desks, "1.13", (3, 4))
    page.goto(f"{desks.site}{RISKS}1.12/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Costs not reduced")
    assert_unsaid(page, NOTE)
    finds_nothing_of_section_two(page, desks)
    finds_nothing_of_section_two(desks.of("smt"), desks)


def rates_by_keyboard(page: Page, desks: Desks) -> None:
    """From my work to the saved rating without a mouse: Tab, arrows, Space and Enter."""
    walk_to(page, page.locator("summary", has_text=re.compile(r"Assess here: risk 1\.1$")))
    page.keyboard.press("Enter")
    walk_to(page, page.get_by_role("link", name="Assess for risk 1.1 on its own page", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Assess for Sep-11")
    desks.look(page, "the form of a rating")
    for scale in ("Likelihood", "Impact"):
        levels = page.get_by_role("group", name=scale)
        walk_to(page, levels.get_by_role("radio").first.or_(levels.locator(":checked")).first)
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(levels.get_by_label("3 Medium")).to_be_checked()
    page.keyboard.press("ArrowDown")
    walk_to(page, page.get_by_label("Comments"))
    page.keyboard.type("The lease in Derby is late.")
    walk_to(page, page.get_by_role("button", name="Save the rating for Sep-11"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Risk 1.1 is rated 12 Amber for Sep-11.")
    desks.look(page, "a risk, to its owner")


def nothing_has_changed(page: Page, desks: Desks, reference: str) -> None:
    """One press and a sentence."""
    page.goto(f"{desks.site}{RISKS}{reference}/assess/")
    page.get_by_role("link", name="Nothing has changed since Mar-11").click()
    page.get_by_label("Comments").fill("The benchmark costs are not published yet.")
    page.get_by_role("button", name="Save the rating for Sep-11").click()
    expect(page.get_by_role("status").first).to_contain_text(f"Risk {reference} is rated 9 Amber for Sep-11.")


def rates(
    page: Page, desks: Desks, reference: str, levels: tuple[int, int], reason: str = "", *, note: str = ""
) -> None:
    """Two levels, why, and a note."""
    page.goto(f"{desks.site}{RISKS}{reference}/assess/")
    for scale, level in zip(("Likelihood", "Impact"), levels, strict=True):
        page.get_by_role("group", name=scale).get_by_label(re.compile(f"^{level} ")).check()
    page.get_by_label("Comments").fill(f"Said of risk {reference}.")
    page.get_by_label("Reason for the change").fill(reason)
    if note:
        page.get_by_label("Working note").fill(note)
    page.get_by_role("button", name="Save the rating for Sep-11").click()
    expect(page.get_by_role("status").first).to_contain_text(f"Risk {reference} is rated 12 Amber for Sep-11.")


def finds_nothing_of_section_two(page: Page, desks: Desks) -> None:
    """Not in the list, and its address answers as one that never was."""
    page.goto(f"{desks.site}{RISKS}?review=sep-11")
    expect(page.get_by_role("heading", level=1)).to_have_text("Risk register at Sep-11")
    assert_unsaid(page, SECTION_TWO)
    desks.look(page, "the register")
    answers = []
    for reference in ("2.3", "2.99"):
        answer = page.goto(f"{desks.site}{RISKS}{reference}/")
        assert answer is not None
        assert answer.status == 404
        said = page.locator("body").inner_text().replace(answer.headers["x-request-id"], "")
        answers.append(said.replace(reference, ""))
    assert answers[0] == answers[1]
    desks.look(page, "an address that leads nowhere")


def the_others_rate() -> None:
    """The risks that the play leaves out: Amber, but for 1.14, which stays Red with nothing planned."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        review = Review.objects.get(slug="sep-11")
        for entry in Register.objects.get(trust=trust).entries.all():
            if entry.reference in {"1.3", "1.4", "1.7", "1.8", "1.15", "2.1", "2.2", "2.3", "2.4"}:
                cycle.propose(entry, review)
            elif entry.reference == "1.14":
                cycle.propose(entry, review, impact=5)


def the_officer_is_stopped_mends_and_issues(desks: Desks) -> None:
    """Three things are missing: two are mended behind their links, one is named and accepted."""
    desks.on(26, 9)
    page = desks.of("officer")
    page.goto(desks.site + SEPTEMBER)
    desks.look(page, "a review")
    page.get_by_role("button", name=re.compile("^Issue papers.*Senior")).click()
    expect(page.get_by_text("3 things of 3 risks stop the papers.")).to_be_visible()
    assert_unsaid(page, SECTION_TWO)
    fill_in_cover(page, "3 10 2011")
    page.get_by_role("button", name="Issue the papers to the Senior Management Team").click()
    expect(page.get_by_role("alert")).to_contain_text("3 things are missing. Mend it, or tick the box")
    desks.look(page, "the gate")

    for reference in ("1.12", "1.13"):
        page.goto(f"{desks.site}{SEPTEMBER}issue/smt/")
        page.get_by_role("row", name=f"Risk {reference}").get_by_role("link").first.click()
        page.get_by_role("group", name="Response").get_by_label("Treat").check()
        page.get_by_label("Why the owners or the response change").fill("Said at the directors' meeting.")
        page.get_by_role("button", name="Save").click()
        page.wait_for_url(f"{desks.site}{RISKS}{reference}/")

    page.goto(f"{desks.site}{SEPTEMBER}issue/smt/")
    expect(page.get_by_text("1 thing of 1 risk stops the papers.")).to_be_visible()
    fill_in_cover(page, "3 10 2011")
    page.get_by_label("Issue with this exception").check()
    page.get_by_label("Why they go out all the same").fill("The plan comes to the meeting.")
    page.get_by_label("Who accepts the exceptions").fill("Chief Executive")
    page.get_by_role("button", name="Issue the papers to the Senior Management Team").click()
    expect(page.get_by_text("Issued with exceptions")).to_be_visible()
    expect(page.get_by_text("Accepted by Chief Executive: The plan comes to the meeting.")).to_be_visible()
    assert_unsaid(page, SECTION_TWO, NOTE)
    desks.look(page, "a pack")

    # The owners' turn is over until SMT has met; the Audit Committee knows of nothing yet.
    owner = desks.of("business.services")
    owner.goto(f"{desks.site}{RISKS}1.1/")
    expect(owner.get_by_role("button", name=re.compile("the rating for Sep-11|Assess for Sep-11"))).to_have_count(0)
    committee = desks.of("audit")
    committee.goto(desks.site + RISKS)
    expect(committee.get_by_role("heading", level=1)).to_have_text("Risk register at Mar-11")
    assert committee.request.get(page.url).status == 404
    assert committee.request.get(desks.site + SEPTEMBER).status == 404


def smt_meets(desks: Desks) -> None:
    """Deferred through a lost connection, agreed, changed, the rest agreed; the officer records the meeting."""
    desks.on(3, 10)
    page = desks.of("smt")
    page.goto(desks.site)
    page.get_by_role("link", name="Meeting of the Senior Management Team").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Senior Management Team, Sep-11: 0 of 15 decided")
    assert_unsaid(page, SECTION_TWO)
    desks.look(page, "the meeting")
    page.get_by_role("button", name="Start with risk 1.14").click()
    defers_while_the_connection_is_cut(page)
    desks.look(page, "a step of the meeting")

    page.goto(f"{desks.site}{SEPTEMBER}meeting/1.1/")
    page.get_by_label("Agree 12 Amber as proposed").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("What was decided on risk 1.1 is minuted.")).to_be_visible()
    assert_unsaid(page, NOTE)
    page.goto(f"{desks.site}{SEPTEMBER}meeting/1.9/")
    page.get_by_label("Change it").check()
    page.get_by_role("group", name="Likelihood").get_by_label(re.compile("^3 ")).check()
    page.get_by_role("group", name="Impact").get_by_label(re.compile("^3 ")).check()
    page.get_by_label("Minute").fill("The audit went better than the owner knew.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("What was decided on risk 1.9 is minuted.")).to_be_visible()
    page.goto(f"{desks.site}{SEPTEMBER}meeting/")
    page.get_by_role("button", name="Agree the rest as proposed").click()
    desks.look(page, "agreeing the rest")
    page.get_by_role("button", name="Agree 12 ratings").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Senior Management Team, Sep-11: 15 of 15 decided")

    page = desks.of("officer")
    page.goto(f"{desks.site}{SEPTEMBER}meeting/held/")
    desks.look(page, "recording the meeting")
    page.get_by_label("Minute reference").fill("2011/10 item 4")
    page.get_by_role("button", name="Record the meeting as held").click()
    expect(page.get_by_text("The meeting of the Senior Management Team on 3 October 2011 is recorded.")).to_be_visible()


def defers_while_the_connection_is_cut(page: Page) -> None:
    """In the middle of the sentence; pressed while it is gone, it is saved by itself, once, when it is back."""
    page.get_by_label("Defer it").check()
    box = page.get_by_label("Minute")
    box.press_sequentially(MINUTE[:30])
    page.context.set_offline(True)
    box.press_sequentially(MINUTE[30:])
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("No connection. Your words are on this page.")).to_be_visible()
    expect(box).to_have_value(MINUTE)
    page.context.set_offline(False)
    expect(page.get_by_text("What was decided on risk 1.14 is minuted.")).to_be_visible()
    expect(page.locator(".earlier")).to_contain_text(MINUTE)


def the_officer_issues_to_the_audit_committee(desks: Desks) -> None:
    """What SMT let pass stops the next papers too, until it is mended; then nothing is missing."""
    desks.on(10, 10)
    page = desks.of("officer")
    page.goto(desks.site + SEPTEMBER)
    page.get_by_role("button", name=re.compile("^Issue papers.*Audit")).click()
    expect(page.get_by_text("1 thing of 1 risk stops the papers.")).to_be_visible()
    page.get_by_role("row", name="Risk 1.14").get_by_role("link").first.click()
    page.get_by_label("What will be done").fill("Answer the press by a rota of directors.")
    page.get_by_label("Owner").select_option("Chief Executive")
    page.get_by_label("Due").fill("30 11 2011")
    desks.look(page, "the form of an action")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"{desks.site}{RISKS}1.14/")

    page.goto(f"{desks.site}{SEPTEMBER}issue/audit-committee/")
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()
    fill_in_cover(page, "17 10 2011")
    page.get_by_role("button", name="Issue the papers to the Audit Committee").click()
    expect(page.get_by_text("The papers for Sep-11 are issued to the Audit Committee")).to_be_visible()
    wait_for_drawing()


def the_committee_reads_and_asks(desks: Desks) -> None:
    """Both sections, what SMT said of each risk, and the file itself; then a question."""
    desks.on(17, 10)
    page = desks.of("audit")
    page.goto(desks.site)
    page.get_by_role("link", name="Sep-11 pack for the Audit Committee").click()
    expect(page.get_by_text(SECTION_TWO).first).to_be_visible()
    expect(page.get_by_text(MINUTE)).to_be_visible()
    expect(page.get_by_text("The audit went better than the owner knew.")).to_be_visible()
    assert_unsaid(page, NOTE)
    words = downloaded(page)
    assert SECTION_TWO in words
    assert MINUTE in words
    assert NOTE not in words
    # SMT was given section 1 alone, and knows nothing of this pack.
    smt = desks.of("smt")
    smt.goto(f"{desks.site}{RISKS}?review=sep-11")
    assert_unsaid(smt, SECTION_TWO)
    assert smt.request.get(page.url).status == 404

    page.goto(desks.site + RISKS)
    expect(page.get_by_role("heading", level=1)).to_have_text("Risk register at Sep-11")
    page.get_by_role("link", name="Serious Further Offences by offenders").click()
    page.get_by_text("1 open", exact=True).click()
    expect(page.get_by_text("Answer the press by a rota of directors.")).to_be_visible()
    desks.look(page, "a risk, to the committee")
    page.get_by_role("button", name="Ask a question").click()
    desks.look(page, "the form of a question")
    page.get_by_label("Question", exact=True).fill(ASKED)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Question 1 is asked.")
    desks.look(page, "a question")


def downloaded(page: Page) -> str:
    """The words of the pack's file, which is the one whose checksum stands on the page."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the PDF").click()
    content = waiting.value.path().read_bytes()
    expect(page.locator(".pack-marks")).to_contain_text(hashlib.sha256(content).hexdigest())
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(content)).pages).split())


def the_owner_answers(desks: Desks) -> None:
    """It is given to a director, who finds it in their work, and answers; whoever asked reads the answer there."""
    desks.on(24, 10)
    page = desks.of("officer")
    page.goto(f"{desks.site}{RISKS}questions/")
    desks.look(page, "questions")
    page.get_by_role("link", name=ASKED).click()
    page.get_by_role("button", name="Give it to somebody").click()
    page.get_by_label("Owner").select_option("Director of Interventions")
    page.get_by_label("Answer by").fill("31 10 2011")
    page.get_by_role("button", name="Give it").click()
    expect(page.get_by_text("The question is given to its owner.")).to_be_visible()

    page = desks.of("interventions")
    page.goto(desks.site)
    page.get_by_role("link", name=ASKED).click()
    page.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_label("Answer", exact=True).fill(ANSWER)
    page.get_by_role("button", name="Save the answer").click()
    expect(page.get_by_text("The answer is saved.")).to_be_visible()
    page.goto(desks.site)
    assert_unsaid(page, ASKED)

    page = desks.of("audit")
    page.goto(desks.site)
    page.get_by_role("link", name=ASKED).click()
    expect(page.get_by_text(ANSWER).first).to_be_visible()


def the_next_pack_prints_the_question(desks: Desks) -> None:
    """Nobody has closed it: it stands in the committee's papers for Nov-11, and in nobody else's."""
    desks.on(7, 11)
    page = desks.of("officer")
    page.goto(f"{desks.site}{RISKS}reviews/")
    page.get_by_role("button", name="Open Nov-11").click()
    expect(page.get_by_text("Nov-11 is open. Owners can rate their risks for it.")).to_be_visible()
    page.goto(f"{desks.site}{NOVEMBER}issue/smt/draft/")
    expect(page.get_by_text("has not been given this")).to_be_visible()
    assert_unsaid(page, ASKED)
    page.goto(f"{desks.site}{NOVEMBER}skip/smt/")
    page.get_by_label("Why", exact=True).fill("It met in October.")
    page.get_by_role("button", name="Skip this body").click()

    page.get_by_role("button", name=re.compile("^Issue papers.*Audit")).click()
    fill_in_cover(page, "14 11 2011")
    page.get_by_label(re.compile("Issue with these .* exceptions")).check()
    page.get_by_label("Why they go out all the same").fill("The committee wants the answer now.")
    page.get_by_label("Who accepts the exceptions").fill("Chief Executive")
    page.get_by_role("button", name="Issue the papers to the Audit Committee").click()
    expect(page.get_by_text("The papers for Nov-11 are issued to the Audit Committee")).to_be_visible()
    wait_for_drawing()
    page = desks.of("audit")
    page.goto(desks.site)
    page.get_by_role("link", name="Nov-11 pack for the Audit Committee").click()
    expect(page.get_by_text(f"Question of the committee, answered: {ASKED}")).to_be_visible()
    words = downloaded(page)
    assert ASKED in words
    assert ANSWER in words


def walk_to(page: Page, target: Locator) -> None:
    """Tab until it is there."""
    for _ in range(100):
        page.keyboard.press("Tab")
        if target.evaluate("(one) => one === document.activeElement"):
            return
    pytest.fail(f"Tab never comes to {target}")


def assert_unsaid(page: Page, *words: str) -> None:
    """None of it is anywhere on the page, seen or unseen."""
    source = page.content()
    assert [one for one in words if one in source] == []
