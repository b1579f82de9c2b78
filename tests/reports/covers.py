"""Filling in what page 1 of a pack says, in a browser."""

from playwright.sync_api import Page


def fill_in_cover(page: Page, meeting_on: str) -> None:
    """For which meeting, by whom, to what end."""
    page.get_by_label("Day of the meeting").fill(meeting_on)
    page.get_by_label("Who presents them").fill("Director of Business Services")
    page.get_by_label("What they are for").fill("To agree the ratings of the quarter.")
    page.get_by_label("Agree the ratings").check()
