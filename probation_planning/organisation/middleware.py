"""What every request passes: a guard against nonsense, one transaction, and the walls."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.db import DataError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponseBase

from probation_planning.organisation import errors, tenancy
from probation_planning.organisation.models import Role, User
from probation_planning.organisation.readers import readers_of

GetResponse = Callable[[HttpRequest], HttpResponseBase]
ADMINISTERED = "administered trust"
AT_A_DESK = frozenset({Role.ADMINISTRATOR, Role.OFFICER})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class GuardMiddleware:
    """Gives each request an id and turns away bytes that no page could have sent."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.id = uuid.uuid4().hex  # type: ignore[attr-defined]
        wrong = _nonsense(request)
        response = errors.bad_request(request, BadRequest(wrong)) if wrong else self.get_response(request)
        response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
        response.setdefault("Cache-Control", "private, no-store")
        return response

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


class ContextMiddleware:
    """Runs each request in one transaction, so that what the database is told of the reader ends with it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with tenancy.kept_context():
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


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
