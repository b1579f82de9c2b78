"""Odd values by every way into every page: answered in words or ignored, never by a fault of ours."""

from collections.abc import Callable, Iterator
from itertools import cycle, islice
from urllib.parse import urlencode

import pytest
from django.test import Client

from probation_planning.organisation.models import Trust
from tests.routes import Route, routes

OFFICER = "officer@derbyshire.example"
# Names that pages, filters and the administration read from a query.
# fmt: off
NAMES = [
    "page", "per_page", "q", "kind", "by", "who", "since", "until", "quarter", "review", "section", "sort", "owner",
    "band", "category", "response", "change", "theme", "aim", "status", "due", "measure", "perspective", "reading",
    "answer", "open", "back", "to", "what", "view", "at", "from", "score", "factors", "came", "assessed", "picture",
    "moved", "same", "seen", "next", "p", "o", "e", "all", "_changelist_filters", "_popup", "_to_field", "app_label",
    "model_name", "field_name", "term", "red", "amber", "black", "likelihood", "impact", "id", "pk", "trust", "year",
]
ODD = [
    "0", "-1", "abc", "0000-00-00", "9999-99-99", "NaN", "Infinity", "1e400", "-0", "0x10", "1_0", "{{7*7}}",
    "{%debug%}", "{user.password}", "%(x)s", "%s", "{event.__init__.__globals__}", "'", '"', ";", "--", "\\",
    "../../etc/passwd", "file:///etc/passwd", "javascript:alert(1)", "//evil.example", "<script>alert(1)</script>",
    "=1+1", "*(", "[", ")", ".*", "%", "_", "\u0663", "\xb2", "\xbd", "\u202e", "\u200b", "\ufeff", "\U0001f4a9",
    "\ud7ff", "\uffff", "9" * 5000, "-" + "9" * 400, "x" * 5000, "\r\nSet-Cookie: a=b", "\n", "\t", " ", "",
    "[" * 2000, "\x1b[31m",
]
# fmt: on
IN_PATHS = ["0", "99999999999999999999", "9" * 5000, "abc", "x" * 5000, "..", "%0d%0aA:b", "%2e%2e%2f", "{{7*7}}", "'"]


@pytest.fixture
def officer(sign_in: Callable[[str], Client]) -> Client:
    """The officer, whose client hears a fault as an answer."""
    client = sign_in(OFFICER)
    client.raise_request_exception = False
    return client


@pytest.fixture
def every(derbyshire: Trust) -> list[Route]:
    """Every route but signing out."""
    return [route for route in routes(derbyshire) if "logout" not in route.pattern]


def mixed(turn: int) -> str:
    """A query in which each name has a value that it has in no other turn; one name has two."""
    values = islice(cycle(ODD), turn * 17, None)
    return urlencode([*zip(NAMES, values, strict=False), ("page", "2"), ("sort", "-sort"), ("sort", "page")])


def broken(client: Client, asked: Iterator[tuple[str, str]], **options: object) -> list[tuple[int, str]]:
    """What was answered by a fault: method and address of each."""
    answers = ((client.generic(method, address, **options).status_code, address) for method, address in asked)  # type: ignore[arg-type]
    return [(status, address[:120]) for status, address in answers if status >= 500]


@pytest.mark.parametrize("turn", range(3))
def test_no_odd_value_in_a_query_breaks_a_page(officer: Client, every: list[Route], turn: int) -> None:
    asked = (("GET", f"{route.address()}?{mixed(turn * 5 + place)}") for place, route in enumerate(every))

    assert broken(officer, asked) == []


def test_no_odd_value_in_an_address_breaks_a_page(officer: Client, every: list[Route]) -> None:
    values = cycle(IN_PATHS)
    asked = (
        ("GET", route.address(place, next(values)))
        for route in every
        for place in range(len(route.stands))
        for _ in range(1 if route.pattern.startswith("admin/") else 3)
    )

    assert broken(officer, asked) == []
