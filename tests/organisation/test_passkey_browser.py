"""Passkeys, in a browser whose authenticator is a virtual one."""

import pytest
from playwright.sync_api import Page, expect

from probation_planning.organisation.models import Session
from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser

OFFICER, PASSWORD = "officer@derbyshire.example", "derbyshire-2011"
VIRTUAL = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.mark.browser
def test_a_passkey_is_added_asked_for_as_second_factor_and_opens_the_account_alone(page: Page, site: str) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL})
    sign_in_browser(page, site, OFFICER)
    elsewhere = Session.objects.create(
        session_key="elsewhere", user_id=Session.objects.get().user_id, expire_date="2100-01-01T00:00Z"
    )

    page.goto(f"{site}/accounts/2fa/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name of the passkey").fill("Desk")
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Add the passkey").click()

    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    assert_no_axe_violations(page)
    assert not Session.objects.filter(pk=elsewhere.pk).exists()

    page.goto(f"{site}/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.get_by_label("E-mail address").fill(OFFICER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Your second factor")).to_be_visible()
    assert_no_axe_violations(page)
    assert_fits(page)
    page.get_by_role("button", name="Use a passkey instead").press("Enter")
    page.wait_for_url(f"{site}/")

    page.goto(f"{site}/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Use a passkey").press("Enter")
    page.wait_for_url(f"{site}/")
    assert faults == []
