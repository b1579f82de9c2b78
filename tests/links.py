"""Every link of every page, followed as somebody would who clicks on all of them."""

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from django.test import Client

FILE = re.compile(r"[.](csv|pdf|xlsx)([?]|$)")
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')


class Followed(NamedTuple):
    """A link: the page it stands on, what it says, and what came of it; no status where it names no page."""

    page: str
    href: str
    status: int | None


def followed(client: Client, start: str, inside: str) -> Iterator[Followed]:
    """Each link found from the page on, inside the folder of addresses.

    Of addresses that differ in the values of their query alone one is asked; files are left to their own tests.
    """
    waiting, seen = deque([(start, start)]), set()
    while waiting:
        page, address = waiting.popleft()
        parts = urlsplit(address)
        key = (parts.path, *sorted({name for name, _ in parse_qsl(parts.query)}))
        if key in seen:
            continue
        seen.add(key)
        response = client.get(address, follow=True)
        yield Followed(page, address, response.status_code)
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        for found in LINK.findall(response.content.decode()):
            href = found.replace("&amp;", "&")
            if not href:
                yield Followed(address, href, None)
            to = urljoin(address, urldefrag(href).url)
            if href and to.startswith(inside) and not FILE.search(to):
                waiting.append((address, to))
