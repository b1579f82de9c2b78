"""Playing a journey in a real browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def sign_in_browser(page: Page, site: str, email: str, password: str = "derbyshire-2011") -> None:
    """Type address and password into the sign-in page and send them."""
    page.goto(f"{site}/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{site}/")


def assert_fits(page: Page) -> None:
    """Nothing runs off the side of the window, once the page that was asked for is there whole."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url


def assert_no_axe_violations(page: Page) -> None:
    """No WCAG 2.2 AA violation on the page as it stands, once it is there whole."""
    page.wait_for_load_state()
    found = Axe().run(page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
