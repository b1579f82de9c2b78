"""A person at a browser: signs in, asks for pages, fills in a form; and many of them at once, with a clock."""

import gzip
import re
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPMessage
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin

SECONDS = 20


class Unexpected(Exception):
    """An answer that is not the one measured."""


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: HTTPMessage
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        """The body in letters."""
        packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


class Form(HTMLParser):
    """The fields of the page's last form that has the field asked for, with what stands in them."""

    def __init__(self, page: str, having: str) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = [{}]
        self.menu = ""
        self.feed(page)
        found = [form for form in self.forms if having in form]
        if not found:
            raise Unexpected(f"The page has no form with a field {having}.")
        self.fields = found[-1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A field has its value; radio buttons and a menu have their first choice that is one."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append({})
        elif tag == "option" and self.menu and given.get("value") and not self.forms[-1][self.menu]:
            self.forms[-1][self.menu] = given["value"]
        elif tag == "select":
            self.menu = name
            self.forms[-1][name] = ""
        elif tag == "textarea" or (tag == "input" and given.get("type") not in {"submit", "checkbox", "radio"}):
            self.forms[-1][name] = given.get("value", "")
        elif tag == "input" and given.get("type") == "radio":
            self.forms[-1].setdefault(name, given.get("value", ""))


@dataclass
class Browser:
    """One connection, kept open, with its cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)

    def get(self, address: str, *, expect: int = 200) -> Answer:
        """Ask for a page."""
        return self._ask("GET", address, None, expect)

    def post(self, address: str, fields: dict[str, str], *, expect: int = 302) -> Answer:
        """Send a form."""
        return self._ask("POST", address, urlencode(fields), expect)

    def sign_in(self, address: str, login: str, password: str, *, name: str) -> None:
        """Fill in the form for it."""
        form = Form(self.get(address).text, having="password").fields
        self.post(address, form | {name: login, "password": password})

    def draw(self, report: str) -> float:
        """Ask for a report as a PDF, look again every tenth of a second, and fetch it; seconds until it is here."""
        started = time.perf_counter()
        form = Form(self.get(report).text, having="csrfmiddlewaretoken").fields
        page = self.post(f"{report}pdf/", form).headers["Location"]
        while not (found := re.search(r'href="([^"]+\.pdf)"', self.get(page).text)):
            if time.perf_counter() - started > SECONDS * 3:
                raise Unexpected(f"{page} has no file after a minute.")
            time.sleep(0.1)
        self.get(found[1])
        return time.perf_counter() - started

    def beside(self) -> "Browser":
        """Another browser, signed in as the same person."""
        return Browser(self.port, dict(self.cookies))

    def assets(self, page: str) -> int:
        """Bytes of the scripts and style sheets of a page as they travel, packed."""
        addresses: list[str] = []

        class Finder(HTMLParser):
            def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
                given = dict(attrs)
                wanted = given.get("src") if tag == "script" else given.get("href")
                if wanted and (tag == "script" or (tag == "link" and given.get("rel") == "stylesheet")):
                    addresses.append(wanted)

        Finder().feed(self.get(page).text)
        return sum(len(self.get(urljoin(page, address)).body) for address in dict.fromkeys(addresses))

    def _ask(self, method: str, address: str, body: str | None, expect: int) -> Answer:
        headers = {"Accept-Encoding": "gzip", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        try:
            self.connection.request(method, address, body, headers)
            response = self.connection.getresponse()
        except ConnectionError:  # the server closes a connection that was idle for two seconds
            self.connection.close()
            started = time.perf_counter()
            self.connection.request(method, address, body, headers)
            response = self.connection.getresponse()
        content = response.read()
        answer = Answer(response.status, response.headers, content, time.perf_counter() - started)
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        if answer.status != expect:
            raise Unexpected(f"{method} {address} answered {answer.status}, not {expect}.")
        return answer


def rated(fields: dict[str, str], turn: int, day: str) -> dict[str, str]:
    """The form by which the officer rates a risk on its owner's word, filled in anew at each turn."""
    return fields | {
        "likelihood": str(turn % 5 + 1),
        "impact": str(turn // 5 % 5 + 1),
        "told_on": day,
        "comments": f"Turn {turn} at {time.perf_counter()}.",
        "reason": "The figures of the quarter are in.",
        "nothing_more": "Nothing more can be done before the new contract.",
    }


def told(fields: dict[str, str], turn: int, day: str) -> dict[str, str]:
    """The form by which the officer says how an objective stands, on its owner's word."""
    status = ("on_track", "at_risk", "off_track")[turn % 3]
    return fields | {"status": status, "told_on": day, "comment": f"Turn {turn} at {time.perf_counter()}."}


def answered_all(found: dict[str, str], turn: int) -> dict[str, str]:
    """All that waits on "my work", answered anew at each turn: `found` is the form as it stood before the first."""
    said: dict[str, str] = {name: found[name] for name in ("csrfmiddlewaretoken", "quarter", "review") if name in found}
    for name, value in found.items():
        thing, _, box = name.rpartition("-")
        if box != "seen":
            continue
        kind = thing.partition("-")[0]
        boxes = rated({}, turn, "") if kind == "risk" else told({}, turn, "")
        said |= {f"{thing}-{typed}": text for typed, text in boxes.items() if f"{thing}-{typed}" in found}
        said[name] = str(int(value) + turn)
    return said | {"save": "all"}


Filled = Callable[[dict[str, str], int, str], dict[str, str]]
Act = Callable[[Browser, int, int], Answer]


@dataclass(frozen=True)
class Times:
    """What a request took, in milliseconds, and how many were answered in a second.

    `beside`: how many times as long as the bare page that was asked for in turn with it, at the median.
    """

    p50: float
    p95: float
    rate: float
    bytes: int
    beside: float = 0.0


def clock(
    act: Act,
    browser: Browser,
    *,
    clients: int,
    seconds: float,
    least: int = 20,
    bare: "tuple[Act, Browser] | None" = None,
) -> Times:
    """Do it over and over for so many seconds (but `least` times in all), that many people at once.

    `act(browser, client, turn)` returns the answer whose time counts; `bare` is done after each, to compare with.
    """
    browsers = [browser.beside() for _ in range(clients)]
    taken: list[list[float]] = [[] for _ in range(clients)]
    sizes: list[int] = []
    compared: list[float] = []
    failed: list[Exception] = []
    began = time.perf_counter()

    def work(client: int) -> None:
        try:
            turn = 0
            while turn * clients < least or time.perf_counter() - began < seconds:
                answer = act(browsers[client], client, turn)
                taken[client].append(answer.seconds * 1000)
                sizes.append(len(answer.body))
                if bare:
                    compared.append(bare[0](bare[1], client, turn).seconds * 1000)
                turn += 1
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(client,)) for client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in browsers:
        one.connection.close()
    if failed:
        raise failed[0]
    times = sorted(value for each in taken for value in each)
    rate = len(times) / (time.perf_counter() - began)
    median = statistics.median(times)
    beside = median / statistics.median(compared) if compared else 0.0
    return Times(median, times[int(len(times) * 0.95)], rate, max(sizes), beside)
