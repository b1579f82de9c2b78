"""Odd values by every way into every page: answered in words or ignored, never by a fault of ours."""

from collections.abc import Callable, Iterator
from itertools import cycle, islice
from typing import Any
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
HEADERS = [
    {
        "user-agent": "\x1b[31m{{7*7}}" + "x" * 65536,
        "accept-language": "*;q=NaN," * 2000,
        "accept-encoding": "gzip;q=1e400",
        "if-modified-since": "Mon, 99 Foo 0000 99:99:99 GMT",
        "range": "bytes=9-1,-,99999999999999999999-",
        "hx-request": "true",
        "hx-current-url": "javascript:alert(1)",
        "referer": "http://[::1",
        "x-forwarded-for": "'; DROP TABLE organisation_trust; --",
    },
    {
        "user-agent": "\xff\xfe",
        "accept": "text/html;q=;;;," * 1000,
        "if-none-match": '"' + "x" * 9000,
        "x-requested-with": "XMLHttpRequest",
        "origin": "null",
        "content-length": "abc",
        "content-type": "text/html; charset=no-such",
        "x-forwarded-proto": "https, javascript",
    },
]
COOKIES = [{"csrftoken": "x" * 65536, "messages": "{" * 5000}, {"csrftoken": "\xff", "messages": "[[1]]"}]


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


def broken(client: Client, asked: Iterator[tuple[str, str]], **options: Any) -> list[tuple[int, str]]:
    """What was answered by a fault: method and address of each."""
    answers = ((client.generic(method, address, **options).status_code, address) for method, address in asked)
    return [(status, address[:120]) for status, address in answers if status >= 500]


@pytest.mark.parametrize("turn", range(2))
def test_no_odd_value_in_a_query_header_or_cookie_breaks_a_page(officer: Client, every: list[Route], turn: int) -> None:
    asked = (("GET", f"{route.address()}?{mixed(turn * 5 + place)}") for place, route in enumerate(every))
    for name, value in COOKIES[turn].items():
        officer.cookies[name] = value

    assert broken(officer, asked, headers=HEADERS[turn]) == []


def test_no_odd_value_in_an_address_breaks_a_page(officer: Client, every: list[Route]) -> None:
    values = cycle(IN_PATHS)
    asked = (
        ("GET", route.address(place, next(values)))
        for route in every
        for place in range(len(route.stands))
        for _ in range(1 if route.pattern.startswith("admin/") else 2)
    )

    assert broken(officer, asked) == []


NESTED = "[" * 100_000
FORMS: list[tuple[str, bytes]] = [
    ("application/json", NESTED.encode()),
    ("application/x-www-form-urlencoded", mixed(3).encode() + b"&form-TOTAL_FORMS=" + b"9" * 400),
    ("multipart/form-data; boundary=edge", b'--edge\r\nContent-Disposition: form-data; name="a"; filename="'),
    ("multipart/form-data", b"no boundary at all"),
    ("application/x-www-form-urlencoded; charset=no-such", b"once=abc&seen=1e400&quarter=%E2%80%AE"),
    ("text/plain", b"\xff\xfe\x00"),
]


@pytest.mark.parametrize("turn", range(2))
def test_no_odd_form_breaks_a_page(officer: Client, every: list[Route], turn: int) -> None:
    faults = []
    for place, route in enumerate(every):
        kind, body = FORMS[(place + turn * 3) % len(FORMS)]
        asked = iter([("POST", route.address())])
        faults += [(kind, *one) for one in broken(officer, asked, data=body, content_type=kind)]

    assert faults == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "get", "\u00dc"])
def test_no_odd_method_breaks_a_page_or_changes_anything(officer: Client, every: list[Route], method: str) -> None:
    asked = ((method, route.address()) for route in every[:: len(every) // 40])

    assert broken(officer, asked) == []


@pytest.mark.parametrize(
    "address",
    [
        "/%2e%2e/%2e%2e/etc/passwd",
        "/derbyshire//2011-12/",
        "/DERBYSHIRE/2011-12/",
        "/derbyshire/2011-12/risks/%0d%0aSet-Cookie:a=b/",
        "/static/../probation_planning/settings.py",
        "/static/%2e%2e/%2e%2e/probation_planning/settings.py",
        "/static/ui/house.css%00.html",
        "/derbyshire/2011-12/risks/export.csv/",
        "/derbyshire/2011-12/risks.json",
        "/" + "x/" * 2000,
    ],
)
def test_an_odd_address_is_unknown_or_led_to_one_of_ours(officer: Client, address: str) -> None:
    answer = officer.get(address)

    assert answer.status_code in {301, 400, 404}
    assert not answer.get("Location", "/").startswith(("//", "http"))
    assert "a" not in answer.cookies


def test_a_name_twice_has_one_winner_and_unknown_ones_are_left_out(officer: Client) -> None:
    page = officer.get("/derbyshire/2011-12/risks/?band=red&band=green&trust=merseyside&owner__user__password=a")

    assert page.status_code == 200
    assert [trust for trust in page.context["navigation"] if "derbyshire" not in trust.href and trust.href != "/"] == []


def test_two_slashes_lead_nowhere_else(officer: Client) -> None:
    for address in ("//evil.example/", "//evil.example", "/\\evil.example/", "//derbyshire/2011-12/risks"):
        assert officer.get(address).get("Location", "/").startswith(("//",)) is False


def test_a_request_takes_one_line_of_the_log(officer: Client, caplog: pytest.LogCaptureFixture) -> None:
    officer.get("/nowhere/%0a2026-01-01 ERROR forged%0d%1b[31m/")

    said = [record.getMessage() for record in caplog.records if "nowhere" in record.getMessage()]

    assert said
    assert not [one for one in said if any(ord(letter) < 32 for letter in one)]
