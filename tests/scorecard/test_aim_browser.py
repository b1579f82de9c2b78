"""Setting a target and sharing it out in a real browser: read back while it is typed, at any width, by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import DeliveryUnit, Trust
from scorecard.models import Measure, Target
from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.scorecard.conftest import CARD, OFFICER

pytestmark = pytest.mark.browser

KIND = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
MEASURE = f"{CARD}measures/2-1/"


def narrow(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    assert_fits(page)
    assert_no_axe_violations(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_target_is_read_back_while_it_is_typed_and_saved_at_once(page: Page, site: str) -> None:
    sign_in_browser(page, site, OFFICER)
    page.goto(f"{site}{MEASURE}target/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Change the target")
    page.locator("#id_printed").fill("31/02/2011")
    expect(page.locator("#reading")).to_contain_text("is not a day of the calendar")
    page.locator("#id_printed").fill("at least 92%")
    expect(page.locator("#reading")).to_contain_text("Reach 92% or more.")
    page.get_by_label("Why the target changes").fill("The Board raised it.")
    narrow(page)
    page.get_by_role("button", name="Save the target").click()
    expect(page.get_by_role("alert")).to_contain_text("Say who approved the change.")
    assert_no_axe_violations(page)
    page.get_by_label("Approved by").fill("The Board")
    page.get_by_role("button", name="Save the target").click()
    expect(page.get_by_role("status").first).to_contain_text("It is read as: reach 92% or more.")
    page.goto(f"{site}{MEASURE}target/")
    expect(page.get_by_role("table")).to_contain_text("Approved by The Board")
    assert_no_axe_violations(page)
    narrow(page)


def test_shares_are_added_up_while_they_are_typed(page: Page, site: str) -> None:
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        DeliveryUnit.objects.filter(kind=KIND).update(closed_on="2011-04-02")
        for name in ("North", "South"):
            DeliveryUnit.objects.create(name=f"{name} unit", kind=KIND)
        measures = Measure.objects.filter(perspective__number=2, number=1)
        measures.update(for_each=KIND, accumulation="sum", unit="count")
        Target.objects.create(
            measure=measures.get(), sequence=2, printed="100", effective_from="2011-04-01", reason="Set in figures."
        )
    sign_in_browser(page, site, OFFICER)
    page.goto(f"{site}{MEASURE}")
    page.get_by_role("button", name="Share it out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Share the target out")
    # What adds up while one types is fetched with the page.
    page.wait_for_load_state("networkidle")
    page.get_by_label("North unit").fill("60")
    expect(page.locator("#reading")).to_contain_text("The shares come to 60 of 100: 40 left. South unit has no share.")
    expect(page.locator("#reading")).to_contain_text("The shares do not add up to the target.")
    narrow(page)
    page.get_by_role("button", name="Save the shares").click()
    expect(page.get_by_role("status").first).to_contain_text("The target is shared out.")
    page.goto(f"{site}{MEASURE}shares/")
    expect(page.get_by_label("North unit")).to_have_value("60")
    assert_no_axe_violations(page)
