"""Every route by every method as everybody, compared with matrix.yaml, on the papers and what is made beside them."""

import re
from collections.abc import Iterable

import pytest
from django.http import HttpResponse

from probation_planning.organisation.needs import Level, Route, routes
from tests.matrix.asking import address_of, outcome, send
from tests.matrix.reading import Line, lines
from tests.matrix.things import PEOPLE, Things

MATRIX = lines()
METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
STAFF = {"officer", "administrator", "stranger"}
WITHIN = [who for who in PEOPLE if who not in {"stranger", "nobody"}]
ROOMS = ["account", "organisation", "history", "reports", "objectives", "risks", "scorecard", "scales"]
# Section 2 is nobody's but its readers' and each risk's own owners'.
OUTSIDE_SECTION_TWO = {"director", "smt"}
# What differs between two pages that say the same.
ALONE = [
    r'name="csrfmiddlewaretoken" value="[^"]*"',
    r'nonce="[^"]*"',
    r"<code>[0-9a-f]{32}</code>",
    r"[0-9a-f]{32}",
    r'session-left="\d+"',
]


def ours() -> list[Route]:
    """Every route but the administration's, which asks by itself."""
    return [route for route in routes() if not route.pattern.startswith("/admin/") and route.name]


def of_room(room: str) -> list[tuple[Route, Line]]:
    """The routes of a room with their lines."""
    return [(route, MATRIX[route.name]) for route in ours() if re.split("[:_]", route.name)[0] == room]


def expected(  # noqa: PLR0911 - one for each thing that may come of it
    line: Line, route: Route, who: str, method: str, hidden: Iterable[str] = ()
) -> set[str]:
    """What may come of it, by matrix.yaml alone."""
    if line.thing == "closed":
        return {"unknown"}
    public = "anybody" in line.read
    if who == "anonymous" and not public:
        return {"sign in"}
    if "<trust:trust>" in route.pattern and who in {"stranger", "nobody"}:
        return {"unknown"}
    if method not in line.methods:
        return {"not taken"}
    if line.thing == "none" and method == "HEAD":
        return {"in", "not taken"}
    allowed = line.allowed(method)
    unseen = line.hidden | set(hidden)
    is_in = not allowed.isdisjoint({"anybody", "signed-in", who}) or ("staff" in allowed and who in STAFF)
    if is_in and who not in unseen:
        return (
            {"in", "sign in", "refused", "unknown"} if line.maybe_not_now else {"in", "sign in"} if public else {"in"}
        )
    return {"unknown"} if who in unseen or "staff" in allowed else {"refused"}


def test_every_route_has_a_line_and_every_line_a_route() -> None:
    assert {route.name for route in ours()} == MATRIX.keys()


def test_every_route_has_a_name_but_the_closed_ones() -> None:
    assert [
        route
        for route in routes()
        if not route.name and route.need and route.need.level is not Level.NOBODY and "/admin/" not in route.pattern
    ] == []


def test_methods_are_those_of_the_table_that_is_enforced() -> None:
    wrong = {
        route.name: (sorted(route.need.methods), sorted(MATRIX[route.name].methods))
        for route in ours()
        if route.need and set(route.need.methods) != MATRIX[route.name].methods and MATRIX[route.name].thing != "closed"
    }
    assert wrong == {}


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("who", [*PEOPLE, "anonymous"])
def test_everybody_gets_where_the_matrix_says_and_no_further(things: Things, who: str, room: str) -> None:
    wrong = []
    for route, line in of_room(room):
        address = address_of(route, things)
        for method in METHODS:
            found, wanted = outcome(send(things, who, method, address)), expected(line, route, who, method)
            if found not in wanted:
                wrong.append(f"{method} {route.name} as {who}: {found}, not {' or '.join(sorted(wanted))}")
    assert wrong == []


@pytest.mark.parametrize("who", WITHIN)
def test_a_risk_of_section_2_is_only_there_for_those_who_read_it(things: Things, who: str) -> None:
    wrong = []
    for route, line in (*of_room("risks"), *of_room("reports")):
        if "risks/<reference:reference>/" not in route.pattern:
            continue
        address = address_of(route, things, {"reference": "2.1"})
        for method in ("GET", "HEAD", "POST"):
            found, wanted = (
                outcome(send(things, who, method, address)),
                expected(line, route, who, method, OUTSIDE_SECTION_TWO),
            )
            if found not in wanted:
                wrong.append(f"{method} {route.name} as {who}: {found}, not {' or '.join(sorted(wanted))}")
    assert wrong == []


@pytest.mark.parametrize("who", ["owner", "director", "smt", "audit", "auditor", "officer"])
@pytest.mark.parametrize(
    "name", ["reports:review_packs", "risks:review_detail", "risks:changes", "risks:changes_export"]
)
def test_a_review_is_open_to_committee_and_auditor_once_it_was_issued(things: Things, who: str, name: str) -> None:
    route = next(one for one in ours() if one.name == name)
    drafted, issued = address_of(route, things), address_of(route, things, {"slug": "mar-11"})
    assert outcome(send(things, who, "GET", issued)) == "in"
    assert outcome(send(things, who, "GET", drafted)) == ("unknown" if who in {"audit", "auditor"} else "in")


def bare(response: HttpResponse, *asked: str) -> bytes:
    """The page and its headers without what is its request's own."""
    page = response.content.decode()
    for alone in (*ALONE, *map(re.escape, asked)):
        page = re.sub(alone, "", page)
    headers = {name: value for name, value in response.items() if name not in {"X-Request-Id", "Content-Length"}}
    return repr((page, re.sub(r"nonce-[^']*", "", repr(headers)))).encode()


@pytest.mark.parametrize("who", ["director", "smt"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_hidden_risk_answers_byte_for_byte_as_one_that_is_not_there(things: Things, who: str, method: str) -> None:
    wrong, asked = [], 0
    for route, line in (*of_room("risks"), *of_room("reports")):
        if "risks/<reference:reference>/" not in route.pattern or method not in line.methods:
            continue
        hidden, unknown = (
            send(things, who, method, address_of(route, things, {"reference": reference}))
            for reference in ("2.2", "9.9")
        )
        asked += 1
        if hidden.status_code != 404 or bare(hidden, "2.2") != bare(unknown, "9.9"):
            wrong.append(f"{route.name}: {hidden.status_code}, {unknown.status_code}")
    assert wrong == []
    assert asked > 15


@pytest.mark.parametrize("who", ["stranger", "nobody"])
@pytest.mark.parametrize("method", METHODS)
def test_another_trust_answers_byte_for_byte_as_one_that_is_not_there(things: Things, who: str, method: str) -> None:
    wrong, asked = [], 0
    for route in ours():
        if "<trust:trust>" not in route.pattern:
            continue
        real, unknown = (
            send(things, who, method, address_of(route, things, {"trust": trust}))
            for trust in ("derbyshire", "no-such-trust")
        )
        asked += 1
        if real.status_code != 404 or bare(real, "derbyshire") != bare(unknown, "no-such-trust"):
            wrong.append(f"{route.name}: {real.status_code}, {unknown.status_code}")
    assert wrong == []
    assert asked > 200
