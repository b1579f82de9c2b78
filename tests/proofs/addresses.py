"""Every address of the site, filled in with what is really there: by following links, and asked of the database."""

import itertools
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from django.db import models
from django.test import Client
from django.urls import Resolver404, URLResolver, get_resolver, resolve

from probation_planning.organisation.models import Quarter, Year
from tests.proofs.world import inside, owned_models

PARAMETER = re.compile(r"<(?P<type>[a-z]+):(?P<name>[a-z_]+)>|\(\?P<(?P<bare>[a-z0-9_]+)>(?:[^()]|\([^)]*\))*\)")
# Sign-in, sign-out and passwords: whoever is sent there is somebody else afterwards.
LEAVES = ("/accounts/", "/admin/logout/", "/admin/login/", "/admin/password_change/")
# Has no pages of a trust's own; its routes are filled in, its links not followed.
ADMINISTRATION = "/admin/"
# What stands for a parameter that neither a link nor the database names.
BY_TYPE = {
    "ending": ["csv", "xlsx"],
    "heading": ["theme", "aim"],
    "part": ["theme", "aim", "objective"],
    "str": ["pack", "report", "objective-1", "aim-1"],
    "path": ["1", "2", "3"],
    "int": ["1", "2", "3", "9"],
    "": ["organisation", "1", "nothing"],
}


class Form(NamedTuple):
    """A form as it stands: where it is sent, the values of its fields, and the choices of those that have any."""

    page: str
    action: str
    method: str
    fields: dict[str, list[str]]
    choices: dict[str, list[str]]
    kinds: dict[str, str]


class Page(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, address: str, html: str) -> None:
        super().__init__()
        self.address = address
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._menu = self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Links by their address, fields by their name; of a menu what is chosen, or its first choice with a value."""
        given = {key: value or "" for key, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "a" and given.get("href"):
            self.links.append(urljoin(self.address, urldefrag(given["href"]).url))
        elif tag == "form":
            action = urljoin(self.address, given.get("action") or self.address)
            self._form = Form(self.address, action, given.get("method", "get").lower(), {}, {}, {})
            self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag == "select" and name:
            self._menu = name
            self._form.kinds[name] = "select"
            self._form.fields.setdefault(name, [])
        elif tag == "option" and self._menu:
            self._form.choices.setdefault(self._menu, []).append(value)
            if "selected" in given:
                self._form.fields[self._menu].append(value)
        elif tag == "textarea" and name:
            self._area = name
            self._form.kinds[name] = "textarea"
            self._form.fields[name] = [""]
        elif tag in {"input", "button"} and name:
            self._field(tag, name, value, given)

    def _field(self, tag: str, name: str, value: str, given: dict[str, str]) -> None:
        assert self._form is not None
        kind = given.get("type", "text" if tag == "input" else "submit")
        self._form.kinds.setdefault(name, kind)
        if kind in {"radio", "checkbox", "submit"}:
            self._form.choices.setdefault(name, []).append(value)
        if kind not in {"radio", "checkbox", "submit"} or "checked" in given:
            self._form.fields.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        """What stands in a box of many lines."""
        if self._area and self._form is not None:
            self._form.fields[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        """Where boxes, menus and forms end."""
        if tag == "textarea" and self._area and self._form is not None:
            self._form.fields[self._area][0] = self._form.fields[self._area][0].removeprefix("\n")
            self._area = ""
        elif tag == "select":
            self._menu = ""
        elif tag == "form":
            self._form = None


@dataclass
class Trail:
    """What a walk through the pages found: addresses by route, and forms by where they are sent."""

    addresses: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    forms: list[Form] = field(default_factory=list)
    pages: int = 0


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every pattern below the resolver, in its order; some stand there twice."""
    for one in (resolver or get_resolver()).url_patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, here)
        else:
            yield here


def route_of(address: str) -> str | None:
    """The pattern that answers the address, if one does."""
    try:
        return resolve(urlsplit(address).path).route
    except Resolver404:
        return None


def crawl(client: Client, starts: Iterable[str], *, of_a_route: int, on_page: Any = None) -> Trail:
    """Follow every link from the starts on; of each route so many pages are asked for, and as many with a query.

    `on_page(address, response)` is told of each answer.
    """
    trail = Trail()
    waiting, asked, seen = list(starts), defaultdict(int), set()
    while waiting:
        address = waiting.pop(0)
        route = route_of(address)
        if address in seen or route is None or address.startswith((*LEAVES, ADMINISTRATION)):
            continue
        seen.add(address)
        trail.addresses[route].append(address)
        kind = (route, bool(urlsplit(address).query))
        if asked[kind] >= of_a_route:
            continue
        asked[kind] += 1
        response = client.get(address)
        trail.pages += 1
        if on_page:
            on_page(address, response)
        if 300 <= response.status_code < 400:
            waiting.append(urljoin(address, response["Location"]))
        elif response.status_code == 200 and response.get("Content-Type", "").startswith("text/html"):
            page = Page(address, response.content.decode())
            trail.forms += page.forms
            waiting += [link for link in page.links if link.startswith("/")]
    return trail


@dataclass
class Known:
    """What a trust calls its things: by what stands before a parameter in a route, and by the parameter's type."""

    trust: str
    by_place: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_type: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    keys: list[str] = field(default_factory=list)
    # Of every year, whether or not a page leads to it.
    quarters: list[str] = field(default_factory=list)

    def values(self, before: str, kind: str) -> list[str]:
        """What may stand for a parameter."""
        if kind == "trust":
            return [self.trust]
        found = [*self.by_place.get(_place(before, kind), ()), *self.by_type.get(kind, ())]
        return list(dict.fromkeys(found)) or BY_TYPE.get(kind) or BY_TYPE["str"]

    def __contains__(self, value: str) -> bool:
        return value in self.all_of_them

    @property
    def all_of_them(self) -> set[str]:
        """Every name, reference and key."""
        found = (*self.by_place.values(), *self.by_type.values(), self.keys, self.quarters)
        return {one for names in found for one in names}


def _place(before: str, kind: str) -> str:
    return f"{before.rstrip('/').rpartition('/')[2]}/{kind}"


def known_of(slug: str, trails: Iterable[Trail] = ()) -> Known:
    """What the database holds of the trust, and what links of its pages name."""
    known = Known(slug)
    with inside(slug) as trust:
        known.by_type["year"] = [year.slug for year in Year.objects.filter(trust=trust)]
        known.quarters = [one.slug for one in Quarter.objects.filter(trust=trust).select_related("year")]
        for model in owned_models():
            rows = model._default_manager.filter(trust=trust)
            known.keys += map(str, rows.values_list("pk", flat=True)[:500])
            for one in model._meta.concrete_fields:
                if isinstance(one, models.UUIDField):
                    known.by_type["uuid"] += [str(value) for value in rows.values_list(one.name, flat=True) if value]
                elif one.name == "slug":
                    known.by_type["slug"] += rows.values_list("slug", flat=True)
                elif one.name == "reference":
                    known.by_type["reference"] += map(str, set(rows.values_list("reference", flat=True)))
    for trail in trails:
        for route, addresses in trail.addresses.items():
            for address in addresses:
                _learn(known, route, address)
    return known


def _learn(known: Known, route: str, address: str) -> None:
    given = resolve(urlsplit(address).path).kwargs
    for one in PARAMETER.finditer(route):
        kind, name = one["type"] or "", one["name"] or one["bare"]
        value = str(given.get(name, ""))
        names = known.by_place[_place(route[: one.start()], kind)]
        if value and kind not in {"trust", "uuid"} and value not in names:
            names.append(value)


def filled(pattern: str, known: Known, rng: random.Random, most: int) -> list[str]:
    """The pattern with real values in it; `most` ways, where there are more."""
    found = list(PARAMETER.finditer(pattern))
    values = [known.values(pattern[: one.start()], one["type"] or "") for one in found]
    for column in values:
        rng.shuffle(column)
    ways = itertools.islice(itertools.product(*values), most * 50)
    chosen = list(ways)
    if len(chosen) > most:
        chosen = [tuple(rng.choice(column) for column in values) for _ in range(most)]
    return list(dict.fromkeys(_written(pattern, way) for way in chosen))


def _written(pattern: str, way: Iterable[str]) -> str:
    words = iter(way)
    return "/" + PARAMETER.sub(lambda _: next(words), pattern).replace("^", "").removesuffix("$")
