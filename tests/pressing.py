"""Pressing a button as a browser does: with what its form holds unseen."""

import html
import re
from collections.abc import Mapping
from typing import Any

from django.test import Client

FORM = re.compile(r'<form method="post" action="([^"]*)".*?</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def unseen(client: Client, address: str, on: str = "") -> dict[str, str]:
    """What the form that is sent to the address holds unseen; the form stands on the page `on`, or on its own."""
    page = client.get(on or address).content.decode()
    form = next((found[0] for found in FORM.finditer(page) if html.unescape(found[1]) == address), "")
    return {name: html.unescape(value) for name, value in HIDDEN.findall(form) if name != "csrfmiddlewaretoken"}


def press(client: Client, address: str, typed: Mapping[str, Any] | None = None, *, on: str = "", **more: Any) -> Any:
    """Open the page and send its form, with what is typed."""
    return client.post(address, unseen(client, address, on) | dict(typed or {}), **more)
