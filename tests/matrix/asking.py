"""Sending a request to a route as somebody, and what came of it in one word."""

import copy
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from django.db import transaction
from django.http import HttpResponseBase

from probation_planning.organisation.needs import Route
from tests.matrix.things import Things

PARAMETER = re.compile(r"<[a-z]+:([a-z_]+)>|\(\?P<([a-z0-9_]+)>(?:[^()]|\([^)]*\))*\)")


def address_of(route: Route, things: Things, changed: Mapping[str, str] | None = None) -> str:
    """The route's address with real things in it, but for those changed."""

    def stands(parameter: re.Match[str]) -> str:
        name = parameter[1] or parameter[2]
        return (changed or {}).get(name) or things.stands_for(route.name, name)

    way = PARAMETER.sub(stands, route.pattern).replace("^", "").removesuffix("$")
    return way + things.query.get(route.name, "")


def send(
    things: Things, who: str, method: str, address: str, typed: Mapping[str, str] | None = None
) -> HttpResponseBase:
    """The answer; whatever it did is undone."""
    client = things.clients[who]
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        response: HttpResponseBase = (
            client.post(address, typed or dict(parse_qsl(urlsplit(address).query)))
            if method == "POST"
            else client.generic(method, address)
        )
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def outcome(response: HttpResponseBase) -> str:
    """In one word: let in, to be signed in, refused, unknown or not taken."""
    status = response.status_code
    if status in {301, 302} and response["Location"].startswith("/accounts/login/"):
        return "sign in"
    known = {403: "refused", 404: "unknown", 405: "not taken"}
    return known.get(status, "in" if status < 500 and status != 429 else f"broken ({status})")
