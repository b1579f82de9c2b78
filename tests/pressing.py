"""Sending a form as a browser does: with all that it holds, seen and unseen."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from django.test import Client

Filled = dict[str, list[str]]


class _Forms(HTMLParser):
    """Reads every form of a page that is sent: where to, and what stands in its boxes."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, Filled, set[str]]] = []
        self._name = self._words = ""
        self._multiple = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A form begins, or a box of one."""
        said = {name: value or "" for name, value in attrs}
        name = said.get("name", "")
        if tag == "form":
            where = said.get("action", "") if said.get("method") == "post" else "asked"
            self.forms.append((where, {}, set()))
        elif tag == "input" and name and self.forms:
            sort = said.get("type", "text")
            if sort == "hidden":
                self.forms[-1][2].add(name)
            if sort not in {"submit", "file"} and (sort not in {"radio", "checkbox"} or "checked" in said):
                self._take(name, said.get("value", "on" if sort == "checkbox" else ""))
        elif tag in {"select", "textarea"}:
            self._name, self._words, self._multiple = name, "", "multiple" in said
        elif tag == "option" and self._name and self.forms:
            held = self.forms[-1][1]
            if "selected" in said or (self._name not in held and not self._multiple):
                held[self._name] = [*(held.get(self._name, []) if self._multiple else []), said.get("value", "")]

    def handle_data(self, data: str) -> None:
        """Words in a box."""
        self._words += data

    def handle_endtag(self, tag: str) -> None:
        """A box ends."""
        if tag == "textarea" and self._name and self.forms:
            self._take(self._name, self._words.removeprefix("\r\n").removeprefix("\n"))
        if tag in {"select", "textarea"}:
            self._name = ""

    def _take(self, name: str, value: str) -> None:
        self.forms[-1][1].setdefault(name, []).append(value)


def filled(page: str, address: str) -> Filled:
    """All that the page's form which is sent to the address holds; empty where there is none."""
    return next((held for action, held, _ in _read(page) if action in {address, ""}), {})


def unseen(client: Client, address: str, on: str = "") -> Filled:
    """What the form that is sent to the address holds unseen; the form stands on the page `on`, or on its own."""
    page = client.get(on or address).content.decode()
    found = next(((held, hidden) for action, held, hidden in _read(page) if action in {address, ""}), ({}, set[str]()))
    return {name: value for name, value in found[0].items() if name in found[1] and name != "csrfmiddlewaretoken"}


def press(client: Client, address: str, typed: Mapping[str, Any] | None = None, *, on: str = "", **more: Any) -> Any:
    """Open the page and send its form, with what is typed."""
    return client.post(address, unseen(client, address, on) | dict(typed or {}), **more)


def _read(page: str) -> list[tuple[str, Filled, set[str]]]:
    forms = _Forms()
    forms.feed(page)
    return forms.forms
