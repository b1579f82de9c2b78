"""One run: databases made, the product and the bare application served on them, and each page asked for."""

import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from benchmarks.bounds import (
    BARE_CSV,
    BARE_LIST,
    BARE_ONE,
    BARE_SAVE,
    BARE_XLSX,
    DESK,
    SAVE,
    SAVE_DESK,
    SAVE_STATUS,
    bare_page,
)
from benchmarks.client import Act, Answer, Browser, Filled, Form, Times, answered_all, clock, rated, told
from benchmarks.places import (
    PASSWORD,
    TODAY,
    Databases,
    Server,
    going_on,
    held_by,
    run,
    served,
    what_goes_on_beside,
)

MANY = 8
OFFICER = "officer"


@dataclass(frozen=True)
class Data:
    """A database to measure on."""

    title: str
    risks: int
    objectives: int
    trusts: int = 1


SIZES = [Data("20", 20, 20), Data("200", 200, 60), Data("2,000", 2000, 2000)]
# Papers as long as a committee is ever given; nothing else is asked of them.
LONG = Data("1,000", 1000, 60)
LARGE = [Data("20,000", 20_000, 2000), Data("35 trusts of 200", 200, 60, trusts=35)]
# Answers of six quarters, and a director for whom 17 objectives and 9 risks wait.
ALWAYS = ("--quarters=6", "--busy=26")


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
        self.seconds = 0.5 if quick else 2.0
        self.port = port
        self.names: dict[str, str] = {}
        self.bare: dict[int, dict[str, str]] = {}
        self.results: dict[str, Measured] = {}
        self.limit: dict[int, Measured] = {}
        self.drawn: dict[str, dict[str, float]] = {}
        self.beside: dict[str, float] = {}
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
            list(
                pool.map(
                    lambda data: self._make(data, template), sorted([*self.data, LONG], key=lambda data: -data.risks)
                )
            )
        for risks in (200, 2000):
            self.limit[risks] = self._bare(risks)
        for data in self.data:
            self.results[data.title] = self._product(data)
        self.drawn[LONG.title] = self._drawn(self.databases.environment(self.names[LONG.title]))

    def _make(self, data: Data, template: str) -> None:
        started = time.perf_counter()
        name = self.names[data.title] = self.databases.make(f"{data.risks}x{data.trusts}", template)
        words = ["example_trust", f"--risks={data.risks}", f"--objectives={data.objectives}", f"--trusts={data.trusts}"]
        run("manage.py", *words, *ALWAYS, environment=self.databases.environment(name))
        self.databases.settle(name)
        say(f"{data.title}: made in {time.perf_counter() - started:.0f} s")

    # The product

    def _product(self, data: Data) -> Measured:
        environment = self.databases.environment(self.names[data.title])
        known = json.loads(run("-m", "benchmarks.inside", "addresses", environment=environment))
        measured = Measured()
        # Before anything is sent: what waits for an answer is asked for as it is found.
        asked = run("-m", "benchmarks.inside", "queries", json.dumps(known), environment=environment)
        measured.queries = json.loads(asked)
        with (
            served("probation_planning.wsgi:application", environment, self.port, "/livez") as server,
            self._bare_at(min(max(data.risks, 200), 2000), self.port + 1) as (_, bare, reader),
        ):
            people = {name: self._signed_in(name, known["people"]) for name in {OFFICER, *known["readers"].values()}}
            for page, act in acts_on(known).items():
                beside = (bare[bare_page(page)], reader) if bare_page(page) else None
                browser = people[known["readers"].get(page, OFFICER)]
                self._clock(page, act, browser, measured, beside, many=page != SAVE_DESK)
            measured.facts = {
                "start": server.seconds,
                "memory": server.memory(),
                "assets": people[OFFICER].assets(known["pages"]["register, 25 rows"]) / 1024,
            }
            if data.title == "200":
                self._while_papers_are_drawn(known, people[OFFICER], environment, measured)
        if data.risks <= 200 and data.trusts == 1:
            self.drawn[data.title] = self._drawn(environment)
        say(f"{data.title}: measured")
        return measured

    def _drawn(self, environment: dict[str, str]) -> dict[str, float]:
        drawn: dict[str, float] = json.loads(run("-m", "benchmarks.inside", "pdf", environment=environment))
        return drawn

    def _while_papers_are_drawn(
        self, known: dict[str, Any], officer: Browser, environment: dict[str, str], measured: Measured
    ) -> None:
        """Pages while eight papers are drawn at once, more than the product ever does; and what goes on beside it."""
        with going_on("-m", "benchmarks.inside", "eight", environment=environment) as eight:
            if eight.stdout is None or eight.stdout.readline() != "begun\n":
                raise SystemExit("The eight papers were not begun.")
            for page in ("register, 25 rows", "one risk"):
                measured.many[f"{page}, while eight papers are drawn"] = clock(
                    asking(known["pages"][page]), officer, clients=1, seconds=max(self.seconds, 2.0)
                )
        with what_goes_on_beside(environment) as processes:
            self.beside["from click to file"] = officer.draw(known["report"])
            self.beside |= {name: held_by(pid) for name, pid in processes.items()}

    def _signed_in(self, name: str, people: str) -> Browser:
        browser = Browser(self.port)
        browser.sign_in("/accounts/login/", f"{name}@{people}", PASSWORD, name="login")
        return browser

    def _clock(
        self,
        page: str,
        act: Act,
        browser: Browser,
        measured: Measured,
        bare: tuple[Act, Browser] | None = None,
        *,
        many: bool = True,
    ) -> None:
        """One client, then many; what one person alone can do is done by one."""
        clients = MANY if many else 1
        # Every thread of every worker once, with its own connection to the database.
        clock(act, browser, clients=clients, seconds=0, least=3 * MANY)
        measured.one[page] = clock(act, browser, clients=1, seconds=self.seconds, bare=bare)
        if many:
            measured.many[page] = clock(act, browser, clients=MANY, seconds=self.seconds)

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
            for page, act in acts.items():
                self._clock(page, act, browser, measured)
            measured.facts = {"start": server.seconds, "memory": server.memory()}
        return measured

    @contextmanager
    def _bare_at(self, risks: int, port: int) -> Iterator[tuple[Server, dict[str, Act], Browser]]:
        """The bare application served, what can be asked of it, and somebody signed in to it."""
        with served("benchmarks.bare:application", self.bare[risks], port, "/accounts/login/") as server:
            browser = Browser(port)
            browser.sign_in("/accounts/login/", "reader", PASSWORD, name="username")
            acts = {
                BARE_LIST: asking("/"),
                BARE_ONE: asking("/1/"),
                BARE_SAVE: changing([f"/{key}/" for key in range(1, 17)]),
                BARE_CSV: asking("/export.csv"),
                BARE_XLSX: asking("/export.xlsx"),
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


def filling(addresses: list[str], having: str, filled: Filled) -> Act:
    """The same with a form of the product."""

    def act(browser: Browser, client: int, turn: int) -> Answer:
        address = addresses[client % len(addresses)]
        fields = Form(browser.get(address).text, having=having).fields
        return browser.post(address, filled(fields, turn, TODAY))

    return act


def answering_all(page: str, address: str) -> Act:
    """A director answers all that waits on "my work" at once, and at each turn all of it again."""
    found: dict[str, str] = {}
    turns = count()

    def act(browser: Browser, client: int, turn: int) -> Answer:
        if not found:
            found.update(Form(browser.get(page).text, having="review").fields)
        return browser.post(address, answered_all(found, next(turns)))

    return act


def acts_on(known: dict[str, Any]) -> dict[str, Act]:
    """What is asked of the product, in order; what is sent comes last."""
    acts = {name: asking(address) for name, address in known["pages"].items()}
    acts[SAVE] = filling(known["forms"][SAVE], "likelihood", rated)
    acts[SAVE_STATUS] = filling(known["forms"][SAVE_STATUS], "comment", told)
    acts[SAVE_DESK] = answering_all(known["pages"][DESK], known["forms"][SAVE_DESK][0])
    return acts


def say(words: str) -> None:
    """How far it has got, apart from the result."""
    print(words, file=sys.stderr, flush=True)
