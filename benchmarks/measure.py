"""Measures the product as it is served, on made-up trusts of growing size, and prints what it took as Markdown.

    python -m benchmarks.measure [--quick] [--port 8790]

`DATABASE_URL` and `DATABASE_OWNER_URL` name a server on which the owner may make databases; README.md says more.
"""

import argparse
import json
import os
import platform
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from benchmarks.client import Act, Answer, Browser, Form, Times, clock, rated
from benchmarks.places import PASSWORD, ROOT, TODAY, Databases, Server, run, served

SAVE = "save an assessment"
CSV = "register as CSV"
MANY = 8


@dataclass(frozen=True)
class Data:
    """A database to measure on."""

    title: str
    risks: int
    trusts: int = 1


SIZES = [Data("20", 20), Data("200", 200), Data("2,000", 2000)]
LARGE = [Data("20,000", 20_000), Data("35 trusts of 200", 200, trusts=35)]

# Milliseconds at the median of one client: (goal, floor), for 200 and for 2,000 risks where they differ.
BOUNDS: dict[str, dict[int, tuple[float, float]]] = {
    "register, 25 rows": {0: (12, 30)},
    "register, 50 rows": {0: (12, 30)},
    "one risk": {0: (10, 20)},
    SAVE: {0: (10, 20)},
    CSV: {0: (8, 20), 2000: (40, 100)},
}

# What the bare page took where these bounds were set; the register's took 4 to 8.
SET_AT: dict[str, dict[int, float]] = {
    "register, 25 rows": {0: 6},
    "register, 50 rows": {0: 6},
    "one risk": {0: 3.8},
    SAVE: {0: 3.5},
    CSV: {0: 4.4, 2000: 35},
}
# The bare page that a page is compared with, where it has another name.
LIKE = {"register, 25 rows": "register, 50 rows"}


@dataclass
class Measured:
    """What a database gave: times by page for one client and for many, and the rest."""

    one: dict[str, Times] = field(default_factory=dict)
    many: dict[str, Times] = field(default_factory=dict)
    queries: dict[str, int] = field(default_factory=dict)
    facts: dict[str, float] = field(default_factory=dict)


class Measurement:
    """One run."""

    def __init__(self, databases: Databases, *, quick: bool, port: int) -> None:
        self.databases = databases
        self.data = SIZES if quick else SIZES + LARGE
        self.seconds = 1.0 if quick else 2.0
        self.port = port
        self.names: dict[str, str] = {}
        self.bare: dict[int, dict[str, str]] = {}
        self.results: dict[str, Measured] = {}
        self.limit: dict[int, Measured] = {}
        self.migrated = 0.0

    def run(self) -> None:
        """Make everything first, then measure in peace."""
        template = self.databases.make("template")
        started = time.perf_counter()
        run("manage.py", "prepare_database", environment=self.databases.environment(template))
        self.migrated = time.perf_counter() - started
        run("manage.py", "collectstatic", "--noinput", environment=self.databases.environment(template))
        say(f"an empty database migrated in {self.migrated:.1f} s")
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda data: self._make(data, template), sorted(self.data, key=lambda data: -data.risks)))
        for risks in (200, 2000):
            self.limit[risks] = self._bare(risks)
        for data in self.data:
            self.results[data.title] = self._product(data)

    def _make(self, data: Data, template: str) -> None:
        started = time.perf_counter()
        name = self.names[data.title] = self.databases.make(f"{data.risks}x{data.trusts}", template)
        words = ["example_trust", f"--risks={data.risks}", f"--trusts={data.trusts}"]
        run("manage.py", *words, environment=self.databases.environment(name))
        self.databases.settle(name)
        say(f"{data.title}: made in {time.perf_counter() - started:.0f} s")

    # The product

    def _product(self, data: Data) -> Measured:
        environment = self.databases.environment(self.names[data.title])
        known = json.loads(run("-m", "benchmarks.inside", "addresses", environment=environment))
        measured = Measured()
        with (
            served("probation_planning.wsgi:application", environment, self.port, "/livez") as server,
            self._bare_at(min(max(data.risks, 200), 2000), self.port + 1) as (_, bare, reader),
        ):
            browser = Browser(self.port)
            officer = f"officer@{known['people']}"
            browser.sign_in("/accounts/login/", officer, PASSWORD, name="login")
            acts = {name: asking(address) for name, address in known["pages"].items()}
            acts[SAVE] = rating(known["forms"])
            self._clock(acts, browser, measured, {name: (bare[LIKE.get(name, name)], reader) for name in SET_AT})
            measured.facts = {
                "start": server.seconds,
                "memory": server.memory(),
                "assets": browser.assets(known["pages"]["register, 25 rows"]) / 1024,
            }
        measured.queries = json.loads(
            run("-m", "benchmarks.inside", "queries", json.dumps(known), environment=environment)
        )
        if data.risks <= 200 and data.trusts == 1:
            drawn = json.loads(run("-m", "benchmarks.inside", "pdf", environment=environment))
            measured.facts |= {"pdf": drawn["warm"] * 1000, "pdf in a new child": drawn["new"] * 1000}
        say(f"{data.title}: measured")
        return measured

    def _clock(
        self,
        acts: dict[str, Act],
        browser: Browser,
        measured: Measured,
        bare: Mapping[str, tuple[Act, Browser]] = MappingProxyType({}),
    ) -> None:
        for name, act in acts.items():
            # Every thread of every worker once, with its own connection to the database.
            clock(act, browser, clients=MANY, seconds=0, least=3 * MANY)
            measured.one[name] = clock(act, browser, clients=1, seconds=self.seconds, bare=bare.get(name))
            measured.many[name] = clock(act, browser, clients=MANY, seconds=self.seconds)

    # The limit

    def _bare(self, risks: int) -> Measured:
        name = self.databases.make(f"bare{risks}")
        # The owner works here: there are no walls to stand behind.
        environment = self.bare[risks] = self.databases.environment(name)
        environment["DATABASE_URL"] = environment["DATABASE_OWNER_URL"]
        run("-m", "benchmarks.bare", str(risks), environment=environment)
        self.databases.settle(name)
        measured = Measured()
        with self._bare_at(risks, self.port) as (server, acts, browser):
            self._clock(acts, browser, measured)
            measured.facts = {"start": server.seconds, "memory": server.memory()}
        return measured

    @contextmanager
    def _bare_at(self, risks: int, port: int) -> Iterator[tuple[Server, dict[str, Act], Browser]]:
        """The bare application served, what can be asked of it, and somebody signed in to it."""
        with served("benchmarks.bare:application", self.bare[risks], port, "/accounts/login/") as server:
            browser = Browser(port)
            browser.sign_in("/accounts/login/", "reader", PASSWORD, name="username")
            acts = {
                "register, 50 rows": asking("/"),
                "one risk": asking("/1/"),
                SAVE: changing([f"/{key}/" for key in range(1, 17)]),
                CSV: asking("/export.csv"),
            }
            yield server, acts, browser


def asking(address: str) -> Act:
    """Ask for a page."""

    def act(browser: Browser, client: int, turn: int) -> Answer:
        return browser.get(address)

    return act


def changing(addresses: list[str]) -> Act:
    """Each client opens a form of its own, changes the comments and sends it; the sending counts."""

    def act(browser: Browser, client: int, turn: int) -> Answer:
        address = addresses[client % len(addresses)]
        fields = Form(browser.get(address).text, having="comments").fields
        return browser.post(address, fields | {"comments": f"Turn {turn} at {time.perf_counter()}."})

    return act


def rating(addresses: list[str]) -> Act:
    """The same with the form by which the officer rates a risk."""

    def act(browser: Browser, client: int, turn: int) -> Answer:
        address = addresses[client % len(addresses)]
        fields = Form(browser.get(address).text, having="likelihood").fields
        return browser.post(address, rated(fields, turn, TODAY))

    return act


# The tables


def tables(measurement: Measurement) -> Iterator[str]:
    """Everything measured, line by line."""
    titles = [data.title for data in measurement.data]
    yield from about(measurement)
    yield "\n### One client\n\nMedian / 95th of a hundred, in milliseconds, by number of risks.\n"
    yield head("request", *titles, "2,000 over 20", "limit", "goal", "floor")
    for page in pages(measurement):
        times = {data: measurement.results[data.title].one.get(page) for data in measurement.data}
        cells = [mark(page, data, value) if value else "" for data, value in times.items()]
        yield row(
            page, *cells, growth(measurement, page), limit(measurement, page, "one"), bound(page, 0), bound(page, 1)
        )
    yield "\n### Beside the bare page\n"
    yield "How many times as long as the bare page that was asked for in turn with it, at the median.\n"
    yield head("request", *titles, "floor over the limit it was set beside")
    for page in pages(measurement):
        if page in SET_AT:
            ones = [measurement.results[title].one.get(page) for title in titles]
            yield row(page, *(f"{one.beside:.1f}" if one else "" for one in ones), ratio(page))
    yield f"\n### {MANY} clients at once\n\nMedian / 95th, and requests answered in a second.\n"
    yield head("request", *titles, "limit")
    for page in pages(measurement):
        many = [measurement.results[title].many.get(page) for title in titles]
        yield row(
            page,
            *(f"{pair(value)}, {value.rate:.0f}/s" if value else "" for value in many),
            limit(measurement, page, "many"),
        )
    yield "\n### Queries and bytes\n\nQueries without those that begin, end or set the scene; bytes as they travel.\n"
    yield head("request", *titles)
    for page in pages(measurement):
        yield row(page, *(amounts(measurement.results[title], page) for title in titles))
    yield "\n### The rest\n"
    yield head("what", "measured", "limit", "goal", "floor")
    yield from rest(measurement)


def about(measurement: Measurement) -> Iterator[str]:
    """On what, and when."""
    python, load = platform.python_version(), os.getloadavg()[0]
    versions = f"Python {python}, PostgreSQL {measurement.databases.version()}"
    yield f"{os.cpu_count()} cores, {versions}; two workers of four threads. Load at the end: {load:.1f}."
    yield "† is over the goal, ‡ over the floor."


def pages(measurement: Measurement) -> list[str]:
    """Every request, in order."""
    return list(dict.fromkeys(page for result in measurement.results.values() for page in result.one))


def pair(times: Times) -> str:
    """Median and 95th."""
    return f"{times.p50:.1f} / {times.p95:.1f}"


def bounds(page: str, risks: int) -> tuple[float, float] | None:
    """Goal and floor of the page at the size."""
    sizes = BOUNDS.get(page, {})
    held = [size for size in sizes if size <= risks]
    return sizes[max(held)] if held and risks <= 2000 else None


def mark(page: str, data: Data, times: Times) -> str:
    """The times, and whether they are too long."""
    found = bounds(page, data.risks)
    over = found and ("‡" if times.p50 > found[1] else "†" if times.p50 > found[0] else "")
    return pair(times) + (f" {over}" if over else "")


def bound(page: str, which: int) -> str:
    """A bound in words: one figure, or one for 200 and one for 2,000 risks."""
    return " / ".join(f"{figures[which]:g}" for figures in BOUNDS.get(page, {}).values())


def ratio(page: str) -> str:
    """The floor over the limit beside which it was set: one figure, or one for 200 and one for 2,000 risks."""
    return " / ".join(f"{BOUNDS[page][size][1] / taken:.1f}" for size, taken in SET_AT[page].items())


def growth(measurement: Measurement, page: str) -> str:
    """How much longer 2,000 risks take than 20."""
    few, many = (measurement.results[title].one.get(page) for title in ("20", "2,000"))
    return f"{many.p50 / few.p50:.2f}" if few and many else ""


def limit(measurement: Measurement, page: str, which: str) -> str:
    """What the bare page took with 200 and, where it depends on them, with 2,000 rows."""
    few, many = (getattr(measurement.limit[risks], which).get(page) for risks in (200, 2000))
    if few is None or many is None:
        return ""
    return f"{few.p50:.1f} / {many.p50:.1f}" if page == CSV else f"{few.p50:.1f}"


def amounts(measured: Measured, page: str) -> str:
    """Queries and bytes of a page."""
    times = measured.one.get(page)
    if times is None:
        return ""
    asked = measured.queries.get(page)
    size = f"{times.bytes / 1024:.1f} KB"
    return f"{asked}, {size}" if asked is not None else size


def rest(measurement: Measurement) -> Iterator[str]:
    """What is no request."""
    facts: dict[str, Any] = {title: result.facts for title, result in measurement.results.items()}
    bare = measurement.limit[200].facts
    for risks, goal, floor in (("20", 400, 1000), ("200", 3000, 6500)):
        for what in ("pdf", "pdf in a new child"):
            where = "in a child that has drawn before" if what == "pdf" else "in a new child, as the product draws"
            bounds_of = (f"{goal:,} ms", f"{floor:,} ms") if what == "pdf" else ("", "")
            yield row(f"PDF of {risks} risks, {where}", f"{facts[risks][what]:,.0f} ms", "", *bounds_of)
    for large, of in ((False, "up to 2,000 risks"), (True, "20,000 risks, whose file eight people took at once")):
        held = [facts[data.title]["memory"] for data in measurement.data if (data.risks > 2000) is large]
        if held:
            bounds_of = ("", "") if large else ("220 MiB", "300 MiB")
            limit_of = f"{bare['memory']:.0f} MiB"
            yield row(f"memory of two workers, after all that: {of}", f"{max(held):.0f} MiB", limit_of, *bounds_of)
    start = sorted(fact["start"] for fact in facts.values())[len(facts) // 2]
    yield row("start, to the first answer", f"{start:.1f} s", f"{bare['start']:.1f} s", "1.5 s", "3 s")
    yield row("migrate an empty database", f"{measurement.migrated:.1f} s", "", "15 s", "30 s")
    yield row("CSS and JavaScript of the register, packed", f"{facts['200']['assets']:.0f} KB", "", "60 KB", "80 KB")


def head(*titles: str) -> str:
    """The head of a table."""
    return f"{row(*titles)}\n{row(*('---' for _ in titles))}"


def row(*cells: str) -> str:
    """A row of a table."""
    return f"| {' | '.join(cells)} |"


def say(words: str) -> None:
    """How far it has got, apart from the result."""
    print(words, file=sys.stderr, flush=True)


def main() -> None:
    """Measure, print, and leave nothing behind."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.measure", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="up to 2,000 risks in one trust, half as long on each page"
    )
    parser.add_argument("--port", type=int, default=8790)
    wishes = parser.parse_args()
    if not {"DATABASE_URL", "DATABASE_OWNER_URL"} <= set(os.environ):
        parser.error("Set DATABASE_URL and DATABASE_OWNER_URL to a server on which the owner may make databases.")
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda number, _: sys.exit(128 + number))
    os.chdir(ROOT)
    databases = Databases()
    try:
        measurement = Measurement(databases, quick=wishes.quick, port=wishes.port)
        measurement.run()
        print("\n".join(tables(measurement)))
    finally:
        databases.drop()


if __name__ == "__main__":
    main()
