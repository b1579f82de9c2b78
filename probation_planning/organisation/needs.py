"""What each route needs: the one table, filled by each room's `access.py`, that the middleware enforces.

A route that declares nothing is refused. The table knows kinds of thing and acts (`roles.py`); whether the thing that
an address names is seen, and whose it is, is asked by the view.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from django.core.checks import CheckMessage, Error
from django.urls import ResolverMatch, URLPattern, URLResolver, get_resolver

from probation_planning.organisation.models import Role
from probation_planning.organisation.roles import ROLES, Act, Kind, Reader, may

Grant = tuple[Act, Kind]
READS, WRITES = ("GET", "HEAD"), ("POST",)


class Level(StrEnum):
    """Who comes in question at all."""

    NOBODY = "nobody"
    PUBLIC = "anybody"
    SIGNED_IN = "anybody signed in"
    ADMINISTRATION = "staff"
    TRUST = "members of the trust"


@dataclass(frozen=True)
class Need:
    """What a route asks of whoever calls it.

    `read`, `write`: acts of which the reader must be allowed one; empty, where whoever the level admits may; None,
    where the route takes no such request.
    """

    level: Level
    kind: Kind | None = None
    read: tuple[Grant, ...] | None = ()
    write: tuple[Grant, ...] | None = None

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods that the route takes."""
        return (*(READS if self.read is not None else ()), *(WRITES if self.write is not None else ()))

    def grants(self, method: str) -> tuple[Grant, ...]:
        """The acts of which a request with this method needs one."""
        return (self.read if method in READS else self.write) or ()

    def admits(self, reader: Reader, method: str) -> bool:
        """Whether one of the reader's roles allows it, in the year that is looked at."""
        grants = self.grants(method)
        return not grants or any(may(reader, act, kind) for act, kind in grants)

    def roles(self, method: str) -> frozenset[Role] | None:
        """The roles that are admitted; None where the level alone decides, empty where the method is not taken."""
        if method not in self.methods:
            return frozenset()
        grants = self.grants(method)
        if not grants:
            return None
        return frozenset().union(*(ROLES.get((kind, act), frozenset()) for act, kind in grants))

    def in_words(self, method: str) -> str:
        """The same for people."""
        roles = self.roles(method)
        if roles is None:
            return str(self.level)
        return ", ".join(role.label for role in Role if role in roles) or str(Level.NOBODY)


CLOSED = Need(Level.NOBODY, read=None)


def public(*, write: bool = False) -> Need:
    """Open to anybody, signed in or not; `write`: it has a form."""
    return Need(Level.PUBLIC, write=() if write else None)


def signed_in(*, read: bool = True, write: bool = False) -> Need:
    """About nothing but the person who is signed in: their account, or their work in all their trusts."""
    return Need(Level.SIGNED_IN, read=() if read else None, write=() if write else None)


def administration(*, read: bool = True, write: bool = True) -> Need:
    """The administration, which asks for itself what its people may do there."""
    return Need(Level.ADMINISTRATION, read=() if read else None, write=() if write else None)


def member(*, read: bool = True, write: bool = False) -> Need:
    """For whoever has a role in the trust, whichever; the page itself shows only what they may see."""
    return Need(Level.TRUST, read=() if read else None, write=() if write else None)


def reads(kind: Kind, *acts: Act) -> Need:
    """A page that is only read."""
    return Need(Level.TRUST, kind, _of(kind, acts or (Act.READ,)))


def page(kind: Kind, *, writes: tuple[Act, ...], reads: tuple[Act, ...] = (Act.READ,)) -> Need:
    """A page that many read, with a form for few."""
    return Need(Level.TRUST, kind, _of(kind, reads), _of(kind, writes))


def form(kind: Kind, *acts: Act) -> Need:
    """A page with a form, for those alone who may send it."""
    return Need(Level.TRUST, kind, _of(kind, acts), _of(kind, acts))


def button(kind: Kind, *acts: Act) -> Need:
    """An act without a page of its own."""
    return Need(Level.TRUST, kind, None, _of(kind, acts))


def _of(kind: Kind, acts: tuple[Act, ...]) -> tuple[Grant, ...]:
    return tuple((act, kind) for act in acts)


# By the route's full name; `admin:*` stands for every route of that namespace.
_TABLE: dict[str, Need] = {}


def declare(namespace: str, needs: Mapping[str, Need]) -> None:
    """Say what routes of a namespace need, by name; twice is a mistake."""
    for name, need in needs.items():
        full = f"{namespace}:{name}" if namespace else name
        if full in _TABLE:
            raise ValueError(f"What the route {full} needs is declared twice.")
        _TABLE[full] = need


class Route(NamedTuple):
    """An address pattern, the name of its route, and what it needs; None where nobody has said so."""

    name: str
    pattern: str
    callback: Any
    need: Need | None
    declared_as: str


@cache
def routes() -> tuple[Route, ...]:
    """Every route there is, in the order in which addresses are matched."""
    return tuple(_routes(get_resolver(), "/", ()))


def _routes(resolver: URLResolver, before: str, namespaces: tuple[str, ...]) -> Iterator[Route]:
    for one in resolver.url_patterns:
        pattern = before + str(one.pattern)
        if isinstance(one, URLPattern):
            name = ":".join((*namespaces, one.name or ""))
            yield Route(name, pattern, one.callback, *_declared(name, namespaces, one.callback))
        else:
            inside = (*namespaces, one.namespace) if one.namespace else namespaces
            yield from _routes(one, pattern, inside)


def _declared(name: str, namespaces: tuple[str, ...], callback: Any) -> tuple[Need | None, str]:
    """What the route needs, and under which name that is said."""
    # An address that is closed by a page that only says so needs nobody's word.
    from probation_planning.organisation.errors import page_not_found  # noqa: PLC0415 - it knows of drafts and forms

    if callback is page_not_found:
        return CLOSED, ""
    for said in (name, ":".join((*namespaces, "*"))):
        if said in _TABLE:
            return _TABLE[said], said
    return None, ""


def need_of(match: ResolverMatch) -> Need | None:
    """What the route that an address led to needs; None where nobody has said so."""
    name = ":".join((*match.namespaces, match.url_name or ""))
    return _declared(name, tuple(match.namespaces), match.func)[0]


def check_routes(**of_check: Any) -> list[CheckMessage]:
    """Every route says what it needs, every line has its route, and what is public is open to strangers."""
    found = routes()
    faults: list[CheckMessage] = [
        Error(
            f"The route {route.name or route.pattern} does not say what it needs, so nobody is let in.",
            hint="Give it a line in its room's access.py.",
            id="access.E001",
        )
        for route in found
        if route.need is None
    ]
    said = {route.declared_as for route in found}
    faults += [
        Error(f"There is no route {name}, but a line that says what it needs.", id="access.E002")
        for name in sorted(_TABLE.keys() - said)
    ]
    faults += [
        Error(
            f"The route {route.name} is for {route.need.level}, but the view "
            + ("asks strangers to sign in." if route.need.level is Level.PUBLIC else "lets strangers in."),
            id="access.E003",
        )
        for route in found
        if route.need is not None
        and route.need.level is not Level.NOBODY
        and (route.need.level is Level.PUBLIC) is getattr(route.callback, "login_required", True)
    ]
    return faults
