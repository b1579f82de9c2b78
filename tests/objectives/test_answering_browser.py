"""A director completes an objective with a link and a file; a unit answers; the officer's words are objected to."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from objectives.models import Deadline, Objective
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import DeliveryUnit, Owner, Trust
from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.objectives.conftest import OFFICER, OWNER, PLAN
from tests.objectives.files import PDF, PNG

pytestmark = pytest.mark.browser

PAGE = f"{PLAN}objectives/1.2-3/"
NARROW = {"width": 320, "height": 800}


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """A PDF on the director's machine."""
    path = tmp_path / "plan of June.pdf"
    path.write_bytes(PDF)
    return path


def press(page: Page, key: str, times: int = 1) -> None:
    """The keyboard."""
    for _ in range(times):
        page.keyboard.press(key)


def focused(page: Page) -> str:
    """The id of the control that has the focus."""
    found: str = page.evaluate("document.activeElement.id")
    return found


def tab_to(page: Page, control: str) -> None:
    """Press Tab until the control has the focus."""
    for _ in range(60):
        if focused(page) == control:
            return
        press(page, "Tab")
    raise AssertionError(f"{control} is not reached with the Tab key.")


def test_a_director_completes_an_objective_with_a_link_and_a_file_by_keyboard(
    site: str, page: Page, plan_file: Path
) -> None:
    page.set_viewport_size(NARROW)
    # Listened for from the start: the browser learns in its own time that the window of files is to be answered here.
    page.on("filechooser", lambda chooser: chooser.set_files(plan_file))
    sign_in_browser(page, site, OWNER)
    page.goto(site + PAGE)
    page.get_by_label("Not started", exact=True).focus()
    press(page, "ArrowDown", 4)
    expect(page.get_by_label("Complete", exact=True)).to_be_checked()
    tab_to(page, "id_comment")
    page.keyboard.type("All of it is done.")
    press(page, "Tab")
    press(page, "Enter")
    tab_to(page, "id_link_1")
    page.keyboard.type("https://derbyshire.example/reports")
    tab_to(page, "id_file_2")
    press(page, "Enter")
    expect(page.locator("#id_file_2")).to_have_value(re.compile("plan of June.pdf"))
    assert_fits(page)
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Save the answer").focus()
    press(page, "Enter")

    expect(page.get_by_role("status").first).to_contain_text("is answered for Q1 2011/12: complete.")
    expect(page.get_by_role("link", name="https://derbyshire.example/reports")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="plan of June.pdf").click()
    assert Path(download.value.path()).read_bytes() == PDF
    assert_fits(page)
    assert_no_axe_violations(page)


def test_a_file_outlives_a_fault_and_can_be_taken_away_without_scripts(
    site: str, browser: Browser, tmp_path: Path, plan_file: Path
) -> None:
    page = browser.new_context(java_script_enabled=False, viewport=NARROW).new_page()
    sign_in_browser(page, site, OWNER)
    page.goto(site + PAGE)
    page.get_by_label("Complete", exact=True).check()
    page.get_by_text("for “Complete”: a sentence").click()
    page.get_by_label("File that shows outcome 1").set_input_files(plan_file)
    picture = tmp_path / "picture.pdf"
    picture.write_bytes(PNG)
    page.get_by_label("File that shows outcome 2").set_input_files(picture)
    page.get_by_role("button", name="Save the answer").click()

    expect(page.get_by_text("does not hold what its name says").first).to_be_visible()
    expect(page.get_by_text("Kept: plan of June.pdf")).to_be_visible()
    page.get_by_label("Evidence for outcome 2").fill("Everybody has a login.")
    page.get_by_label("Take plan of June.pdf away").check()
    page.get_by_role("button", name="Save the answer").click()

    expect(page.get_by_text("Say what shows that outcome 1 was reached.").first).to_be_visible()
    expect(page.get_by_text("plan of June.pdf")).to_have_count(0)
    page.context.close()


@pytest.fixture
def prepared(fresh_database: str) -> None:
    """1.1-1 is answered by two units, and 1.2-3 is due in May 2011."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        kind = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
        Objective.objects.filter(reference="1.1-1").update(for_each=kind)
        leads = Owner.objects.get(name="Director of Business Services")
        for name, owner in (("City", leads), ("County", None)):
            DeliveryUnit.objects.create(name=name, kind=kind, owner=owner)
        Deadline.objects.create(objective=Objective.objects.get(reference="1.2-3"), month="2011-05-01")


@pytest.mark.usefixtures("prepared")
def test_a_unit_is_answered_for_and_the_whole_shows_it(site: str, page: Page) -> None:
    sign_in_browser(page, site, OWNER)
    page.goto(f"{site}{PLAN}objectives/1.1-1/")
    expect(page.get_by_role("heading", name="Answer for Q1 2011/12: City")).to_be_visible()
    page.get_by_label("Off track", exact=True).check()
    page.get_by_label("Comment (optional)").fill("Two officers short.")
    page.get_by_role("button", name="Save the answer").click()

    expect(page.get_by_role("status").first).to_contain_text("City, is answered for Q1 2011/12: off track.")
    expect(page.get_by_text("1 of 2 off track, 1 unanswered this quarter")).to_be_visible()
    for size in ({"width": 1280, "height": 900}, NARROW):
        page.set_viewport_size(size)
        for query in ("", "?unit=county", "?quarter=1&unit=county", "?quarter=2"):
            page.goto(f"{site}{PLAN}objectives/1.1-1/{query}")
            assert_fits(page)
            assert_no_axe_violations(page)


@pytest.mark.usefixtures("prepared")
def test_an_owner_objects_to_what_the_officer_entered(site: str, page: Page, browser: Browser) -> None:
    officer = browser.new_context(bypass_csp=True).new_page()
    sign_in_browser(officer, site, OFFICER)
    officer.goto(site + PAGE)
    officer.get_by_label("Off track", exact=True).check()
    officer.get_by_text("Move a deadline").click()
    officer.get_by_label("New month instead of May 2011").fill("September 2011")
    officer.get_by_label("Why May 2011 moves").fill("The supplier is late.")
    officer.get_by_label("Told on").fill("17 June 2011")
    officer.get_by_role("button", name="Save the answer").click()
    expect(officer.get_by_role("status").first).to_contain_text("off track")
    officer.context.close()
    page.set_viewport_size(NARROW)
    sign_in_browser(page, site, OWNER)
    page.goto(site + PAGE)

    page.get_by_role("button", name="Object to this answer").click()
    expect(page.get_by_role("heading", name="Object to an answer")).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)
    page.get_by_label("What is wrong with the answer").fill("I said at risk.")
    page.get_by_role("button", name="Object", exact=True).click()

    expect(page.get_by_text("Director of Business Services objects")).to_be_visible()
    expect(page.get_by_text("May 2011, moved to September 2011: The supplier is late.").first).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)
