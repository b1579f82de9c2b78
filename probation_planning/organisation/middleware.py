"""What every request passes: a guard against nonsense, one transaction, and the walls."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DataError, OperationalError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed

from probation_planning.organisation import errors, security, tenancy
from probation_planning.organisation.models import Role, User
from probation_planning.organisation.needs import Level, Need, need_of
from probation_planning.organisation.readers import readers_of
from probation_planning.organisation.roles import Reader

GetResponse = Callable[[HttpRequest], HttpResponseBase]
ADMINISTERED = "administered trust"
AT_A_DESK = frozenset({Role.ADMINISTRATOR, Role.OFFICER})
# Asks nothing of the database, so that a server is not thought dead when it is the database that is.
LIVE = "/livez"
# How often a request is tried before its sender is told.
TRIES = 3
DEADLOCK, SERIALIZATION = "40P01", "40001"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# What a view answers to somebody who may not have what they asked for, or asked for nothing that there is.
REFUSALS = frozenset({400, 403, 404, 405})


class RequestIdMiddleware:
    """Gives each request an id, which its answer tells; and a 405 its words."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.id = uuid.uuid4().hex  # type: ignore[attr-defined]
        response = self.get_response(request)
        errors.in_words(request, response)
        response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
        response.setdefault("Cache-Control", "private, no-store")
        return response


class GuardMiddleware:
    """Turns away bytes that no page could have sent."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        wrong = _nonsense(request)
        return errors.bad_request(request, BadRequest(wrong)) if wrong else self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """A value that PostgreSQL cannot hold is the sender's mistake, not the server's."""
        if isinstance(exception, DataError):
            return errors.bad_request(request, BadRequest("The request holds a value that cannot be stored."))
        return None


def _nonsense(request: HttpRequest) -> str:
    """What is wrong with the bytes of the address or the cookies; empty when nothing is."""
    for what, text in (
        ("address", request.META.get("PATH_INFO", "")),
        ("query", request.META.get("QUERY_STRING", "")),
        ("cookie", request.META.get("HTTP_COOKIE", "")),
    ):
        raw = unquote_to_bytes(text.replace("+", " ").encode("utf-8", "surrogateescape"))
        if b"\0" in raw or (what == "cookie" and "\\000" in text):
            return f"The {what} holds a NUL byte."
        if what != "cookie":
            try:
                raw.decode("utf-8")
            except UnicodeDecodeError:
                return f"The {what} is not valid UTF-8."
    return ""


class Again(HttpResponse):
    """Stands for a request that met somebody else's and is tried once more; nobody is ever sent it."""

    status_code = 503


class ContextMiddleware:
    """Runs each request in one transaction, so that what the database is told of the reader ends with it.

    A request that the database broke off because two were in each other's way is tried again, whole.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == LIVE:
            return self.get_response(request)
        for attempt in range(1, TRIES + 1):
            request.may_be_tried_again = attempt < TRIES  # type: ignore[attr-defined]
            try:
                with tenancy.kept_context():
                    response = self.get_response(request)
                    if response.status_code >= 500:
                        transaction.set_rollback(True)
            except OperationalError as broken:
                if not (request.may_be_tried_again and was_in_the_way(broken)):  # type: ignore[attr-defined]
                    raise
                response = Again()
            if not isinstance(response, Again):
                break
            _begin_anew(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Try again what was broken off for another's sake; the last time it is told on the page for 503."""
        again = getattr(request, "may_be_tried_again", False) and was_in_the_way(exception)
        return Again() if again else None


def was_in_the_way(exception: Exception) -> bool:
    """Whether the database broke a transaction off because of another, which may be through by now."""
    return isinstance(exception, OperationalError) and errors.sqlstate(exception) in {DEADLOCK, SERIALIZATION}


def _begin_anew(request: HttpRequest) -> None:
    """Take back what the attempt left on the request: what it had to say or noted, and how far files were read."""
    security.begin_anew()
    if storage := getattr(request, "_messages", None):
        storage._queued_messages = []
    for _, files in request.FILES.lists():
        for file in files:
            file.seek(0)


class ReaderMiddleware:
    """Finds the reader of a trust's page and raises the walls; strangers get the 404 of an unknown page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in SAFE_METHODS and request.user.is_authenticated:
            tenancy.tell_history(user=request.user.pk, request=request.id, address=request.path)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Set `request.reader`, and `request.year` where the address names one."""
        if not isinstance(request.user, User):
            return
        if request.resolver_match and request.resolver_match.app_name == "admin":
            _enter_administration(request, request.user)
        find_reader(request, request.user, kwargs)


def find_reader(request: HttpRequest, user: User, kwargs: Mapping[str, Any]) -> None:
    """Set `request.reader` and `request.year` as the address has them, and the walls; raises Http404 for strangers."""
    if "trust" not in kwargs:
        return
    readers = readers_of(user, kwargs["trust"])
    if not readers:
        raise Http404
    request.reader = readers[0]  # type: ignore[attr-defined]
    if "year" in kwargs:
        year = next((one for one in readers[0].years if one.slug == kwargs["year"]), None)
        if year is None:
            raise Http404
        request.year = year  # type: ignore[attr-defined]
        # Before anything more is asked of what was sent; what was typed comes back on the page that refuses.
        request.reader = readers[0].looking_at(year)  # type: ignore[attr-defined]


class AccessMiddleware:
    """Lets through what the route's need admits (`needs.py`); a route without one lets nobody in.

    Only the view knows whether the reader sees the thing that the address names. So whoever is not admitted is answered
    by the view too, 404 where they do not see it and 403 in its words where they do; where it would have let them in,
    what it did is undone and they are refused here.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.stopped = None  # type: ignore[attr-defined]
        response = self.get_response(request)
        stopped: _Stopped | None = request.stopped  # type: ignore[attr-defined]
        if stopped is None or stopped.by_view or response.status_code in REFUSALS:
            return response
        transaction.savepoint_rollback(stopped.savepoint)
        return errors.permission_denied(request, PermissionDenied(stopped.says))

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Refuse the method, or mark the request for being refused."""
        need = need_of(request.resolver_match) if request.resolver_match else None
        if need is None:
            raise PermissionDenied("Nobody has been given access to this page.")
        if need.level is Level.NOBODY:
            raise Http404
        if request.method not in need.methods:
            return HttpResponseNotAllowed(need.methods)
        if not _is_admitted(request, need):
            says = f"This is for: {need.in_words(request.method)}."
            request.stopped = _Stopped(says, transaction.savepoint())  # type: ignore[attr-defined]
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """The view itself refused, or found no such thing."""
        if request.stopped is not None and isinstance(exception, Http404 | PermissionDenied):  # type: ignore[attr-defined]
            request.stopped.by_view = True  # type: ignore[attr-defined]


@dataclass
class _Stopped:
    """A request that is not admitted, and the point to which what its view did is undone."""

    says: str
    savepoint: Any
    by_view: bool = False


def _is_admitted(request: HttpRequest, need: Need) -> bool:
    """Whether the need admits whoever calls."""
    match need.level:
        case Level.PUBLIC:
            return True
        case Level.SIGNED_IN:
            return request.user.is_authenticated
        case Level.ADMINISTRATION:
            return isinstance(request.user, User) and request.user.is_staff
        case Level.TRUST:
            reader: Reader | None = getattr(request, "reader", None)
            return reader is not None and need.admits(reader, request.method or "")
        case _:
            return False


def _enter_administration(request: HttpRequest, user: User) -> None:
    """The administration works in one trust at a time: the one chosen, else the first where the person has work."""
    chosen = request.session.get(ADMINISTERED)
    readers = [reader for reader in readers_of(user) if reader.roles & AT_A_DESK]
    if not user.is_staff or not readers:
        raise Http404
    reader = next((reader for reader in readers if reader.trust.slug == chosen), readers[0])
    request.reader = readers_of(user, reader.trust.slug)[0]  # type: ignore[attr-defined]
    request.administered = [reader.trust for reader in readers]  # type: ignore[attr-defined]


def context_is_empty() -> bool:
    """Whether the connection carries nothing of an earlier reader; for tests and checks."""
    return not any(tenancy.inside().values()) and not connection.needs_rollback
