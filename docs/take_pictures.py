"""Takes the pictures of the README from the running demonstration: `python docs/take_pictures.py [address]`.

Start `./run` first. DEMO_PASSWORD is read from the environment, CHROMIUM names the browser.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

PICTURES = Path(__file__).parent / "pictures"
DESKTOP = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=320, height=700)
YEAR = "/derbyshire/2011-12"

# name, who is signed in, address, size
WANTED = [
    ("my-work", "business.services@derbyshire.example", "/", DESKTOP),
    ("year", "officer@derbyshire.example", f"{YEAR}/", DESKTOP),
    ("plan", "chief.executive@derbyshire.example", f"{YEAR}/plan/", DESKTOP),
    ("objective", "probation.county@derbyshire.example", f"{YEAR}/plan/objectives/2.1-1/", DESKTOP),
    ("register", "smt@derbyshire.example", f"{YEAR}/risks/?review=mar-11", DESKTOP),
    ("risk", "interventions@derbyshire.example", f"{YEAR}/risks/1.10/", DESKTOP),
    ("assess", "interventions@derbyshire.example", f"{YEAR}/risks/1.10/assess/", DESKTOP),
    ("review", "officer@derbyshire.example", f"{YEAR}/risks/reviews/jun-11/", DESKTOP),
    ("bands", "officer@derbyshire.example", f"{YEAR}/risks/setup/bands/", DESKTOP),
    ("gaps", "officer@derbyshire.example", f"{YEAR}/gaps/", DESKTOP),
    ("scorecard", "officer@derbyshire.example", f"{YEAR}/scorecard/", DESKTOP),
    ("reports", "audit@derbyshire.example", f"{YEAR}/reports/", DESKTOP),
    ("register-on-a-phone", "smt@derbyshire.example", f"{YEAR}/risks/?review=mar-11", PHONE),
]


def take(browser: Browser, site: str, password: str) -> None:
    """One picture after another, each person signed in anew."""
    for name, email, address, size in WANTED:
        page = browser.new_page(viewport=size)
        page.goto(f"{site}/accounts/login/")
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.goto(site + address)
        page.screenshot(path=PICTURES / f"{name}.png")
        page.close()


def main() -> None:
    """Take them all."""
    site = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
    root = os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"] if root else []
        )
        take(browser, site, os.environ.get("DEMO_PASSWORD", "derbyshire-2011"))
        browser.close()


if __name__ == "__main__":
    main()
