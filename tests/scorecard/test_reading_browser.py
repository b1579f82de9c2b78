"""The scorecard as it is read in a browser: a chart that says what it shows, one page of paper, and a phone."""

from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Quarter, Trust, User, Year
from scorecard.models import Measure, Result
from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.scorecard.conftest import CARD, HOLDER, OFFICER

pytestmark = pytest.mark.browser

FIGURES = ["percent", "number", "count", "days", "money"]
RESULTS = [("Staff Sickness", 1, "9.8"), ("Staff Sickness", 2, "11.1"), ("Level 2/3 MAPP meeting attendance", 1, "93")]


def enter_results() -> None:
    """Two quarters of sickness, and one of meetings attended."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
        officer = User.objects.get(email=OFFICER)
    with tenancy.trust(trust):
        year = Year.objects.get(start="2011-04-01")
        given = {"sequence": 1, "dated": "2011-06-20", "given_by": officer}
        for name, quarter, value in RESULTS:
            Result.objects.create(
                measure=Measure.objects.of(year).get(name=name),
                quarter=Quarter.objects.get(year=year, number=quarter),
                value=Decimal(value),
                note="Fewer long absences.",
                **given,
            )


def test_a_measures_chart_stands_beside_its_table(page: Page, site: str) -> None:
    enter_results()
    sign_in_browser(page, site, HOLDER)
    page.goto(f"{site}{CARD}measures/4-1/")

    chart = page.get_by_role("img", name="Staff Sickness: 9.8 days in Q1 2011/12, target 10.5; 11.1 days", exact=False)
    expect(chart).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Q2 2011/12").first
    expect(row).to_contain_text("missed")
    expect(row).to_contain_text("since Q1 2011/12")
    assert_no_axe_violations(page)
    page.set_viewport_size({"width": 320, "height": 800})
    assert_fits(page)
    assert_no_axe_violations(page)


def test_the_whole_scorecard_prints_on_one_page(page: Page, site: str) -> None:
    enter_results()
    sign_in_browser(page, site, HOLDER)
    page.goto(f"{site}{CARD}")
    expect(page.get_by_role("row").filter(has_text="Staff Sickness")).to_contain_text("9.8, 11.1 days")
    assert_no_axe_violations(page)

    paper = page.pdf(prefer_css_page_size=True)

    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page/") == 1
    page.set_viewport_size({"width": 320, "height": 800})
    assert_fits(page)


def test_it_prints_on_one_page_with_a_result_and_a_note_for_each_figure(page: Page, site: str) -> None:
    enter_results()
    with tenancy.system():
        trust, officer = Trust.objects.get(slug="derbyshire"), User.objects.get(email=OFFICER)
    with tenancy.trust(trust):
        year = Year.objects.get(start="2011-04-01")
        figures = Measure.objects.of(year).filter(unit__in=FIGURES, results=None)
        for measure in figures:
            for number, value in ((1, Decimal("61.5")), (2, Decimal("64.25"))):
                Result.objects.create(
                    measure=measure,
                    quarter=Quarter.objects.get(year=year, number=number),
                    value=value,
                    sequence=1,
                    dated="2011-06-20",
                    given_by=officer,
                    note="Begun in two offices out of three; the third follows.",
                )
        assert len(figures) > 15
    sign_in_browser(page, site, HOLDER)
    page.goto(f"{site}{CARD}")
    expect(page.get_by_role("row").filter(has_text="64.25").first).to_contain_text("two offices out of three")

    paper = page.pdf(prefer_css_page_size=True)

    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page/") == 1


def test_there_is_nothing_to_compare_with_and_it_says_so(page: Page, site: str) -> None:
    sign_in_browser(page, site, HOLDER)
    page.goto(f"{site}{CARD}")

    page.get_by_role("link", name="Compare with last year").click()

    expect(page.get_by_text("has no scorecard of an earlier year here", exact=False)).to_be_visible()
    assert_no_axe_violations(page)
