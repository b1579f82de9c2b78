"""What the tests of the officer's forms share."""

import re
from typing import Any

from django.test import Client

from probation_planning.organisation.acts import MANY


def text_of(response: Any) -> str:
    """The page as words, one space between them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def shown(client: Client, address: str, **typed: Any) -> dict[str, Any]:
    """What the boxes hold, as a browser would send it back, with this typed in."""
    sent = {}
    for bound in client.get(address).context["form"]:
        value = bound.value()
        if isinstance(bound.field, MANY):
            sent[bound.html_name] = [str(one) for one in value or []]
        else:
            sent[bound.html_name] = "" if value is None else str(bound.field.prepare_value(value))
    return sent | typed


def seen_in(response: Any) -> str:
    """The fingerprint that a page sends back."""
    found = re.search(r'name="seen" value="(\d+)"', response.content.decode())
    assert found
    return found[1]
