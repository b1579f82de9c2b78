"""The warning before a session ends, in a browser whose clock is the test's."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from probation_planning.organisation.models import Session
from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser

OFFICER = "officer@derbyshire.example"
FORM = "/derbyshire/settings/posts/new/"


def seen(minutes: int) -> None:
    """Have the browser been seen so long ago."""
    Session.objects.update(seen_at=timezone.now() - datetime.timedelta(minutes=minutes))


@pytest.mark.browser
def test_whoever_types_on_is_warned_and_can_stay_and_is_told_when_it_is_over(page: Page, site: str) -> None:
    sign_in_browser(page, site, OFFICER)
    page.clock.install()
    page.goto(f"{site}{FORM}")
    # The script that watches the session is fetched after the page: the clock must not run ahead of it.
    page.wait_for_load_state("networkidle")
    warning = page.get_by_role("dialog", name="You are about to be signed out")
    expect(warning).to_be_hidden()

    seen(minutes=29)
    page.clock.fast_forward("28:30")
    expect(warning).to_contain_text("you are signed out, because nothing was asked for in a while")
    expect(warning.get_by_role("link", name="Sign in again")).to_be_hidden()
    assert_no_axe_violations(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert_fits(page)
    warning.get_by_role("button", name="Stay signed in").press("Enter")
    expect(warning).to_be_hidden()
    assert Session.objects.get().seen_at > timezone.now() - datetime.timedelta(minutes=1)

    seen(minutes=31)
    page.clock.fast_forward("28:30")
    expect(warning).to_contain_text("You were signed out.")
    expect(warning.get_by_role("link", name="Sign in again")).to_be_visible()
    expect(warning.get_by_role("button", name="Stay signed in")).to_be_hidden()
