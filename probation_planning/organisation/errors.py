"""Error pages in words: what was wrong, what to do, and the request's id; never a trace."""

import re
import sys
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.template import loader
from django.urls import Resolver404, resolve

from probation_planning.organisation.drafts import NEVER_KEPT
from probation_planning.organisation.years import closed_words

# The longest of the limits on tries (ACCOUNT_RATE_LIMITS), in seconds.
HELD_BACK = 300
# Others were in the way: a deadlock, a serialization failure, a lock that was waited for too long.
MET = frozenset({"40P01", "40001", "55P03"})
CSRF = "csrfmiddlewaretoken"
# What a choice, a number or a hidden mark of a form looks like: nobody typed it.
NAME = re.compile(r"\s*[a-z0-9_.:/-]*\s*", re.ASCII)
MANY = "The form has more boxes or files than any form of ours, or more text than we take at once. Nothing was saved."


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not have come from one of our pages; 413 where there is merely too much of it."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request, MANY)
    return _page(request, 400, says=str(exception) if isinstance(exception, BadRequest) else "")


def too_large(request: HttpRequest, says: str) -> HttpResponse:
    """413: more than is taken at once, in the sentence that says of what."""
    return _page(request, 413, says=says)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: seen, but not theirs to do, or of a year that is closed."""
    closed = getattr(getattr(request, "reader", None), "closed", None)
    says = closed_words(closed) if closed else str(exception or "")
    return _page(request, 403, says=says, typed=typed_words(request) if hasattr(request, "reader") else [])


def forgery(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token is missing or old. What a page of ours sent can be sent again, words and all.

    A form from elsewhere gets no button: pressing it would do what the other site could not.
    """
    ours = _is_from_here(request) and not any("password" in name for name in request.POST)
    sent = [(name, value) for name, values in request.POST.lists() if name not in NEVER_KEPT for value in values]
    resent = ours and request.user.is_authenticated and not request.FILES
    return _page(
        request,
        403,
        "403_csrf.html",
        is_ours=ours,
        files=bool(request.FILES),
        typed=typed_words(request) if ours else [],
        again=sent if resent else [],
    )


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such thing, or none that this reader may see; the two look the same."""
    return _page(request, 404)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: tried too often, with how many seconds to wait; says nothing of whether there is such an account."""
    response = _page(request, 429)
    response["Retry-After"] = str(HELD_BACK)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when it is the database that does not answer."""
    kind, error, _ = sys.exc_info()
    if kind is not None and issubclass(kind, OperationalError | InterfaceError):
        met = sqlstate(error) in MET
        says = "met" if met else ""
        response = _page(request, 503, says=says, sent=_sent(request), address=request.get_full_path())
        response["Retry-After"] = "5" if met else "30"
        return response
    if kind is not None and issubclass(kind, SuspiciousOperation):
        return _page(request, 400)
    return _page(request, 500)


def in_words(request: HttpRequest, response: HttpResponseBase) -> None:
    """Give a 405, which Django leaves empty, a page that says what the address takes."""
    if isinstance(response, HttpResponseNotAllowed) and not response.content:
        page = _page(request, 405, says=response["Allow"])
        response.content, response["Content-Type"] = page.content, page["Content-Type"]
        # Was written when there was nothing.
        response["Content-Length"] = str(len(page.content))


def _is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form came from a page of ours; one that says nothing does not."""
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        parts = urlsplit(said)
    except ValueError:
        return False
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())


def sqlstate(error: BaseException | None) -> str:
    """PostgreSQL's five letters for what went wrong; empty where the database said nothing."""
    return getattr(getattr(error, "__cause__", None), "pgcode", None) or ""


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """A form of a trust's pages as it was sent, to be sent once more; asks nothing of the database."""
    if request.method != "POST":
        return []
    try:
        of_a_trust = "trust" in resolve(request.path_info).kwargs
    except Resolver404:
        return []
    never = NEVER_KEPT - {CSRF}
    return [(name, one) for name, all_of in request.POST.lists() if name not in never for one in all_of] * of_a_trust


def typed_words(request: HttpRequest) -> list[str]:
    """The words that were sent with a form, without secrets, for their writer to keep."""
    if request.method != "POST":
        return []
    sent = [value for name, values in request.POST.lists() if name not in NEVER_KEPT for value in values]
    return [value for value in sent if not NAME.fullmatch(value)]


def _page(request: HttpRequest, status: int, template: str = "", **said: Any) -> HttpResponse:
    context = {"says": "", "typed": [], **said, "request_id": getattr(request, "id", "")}
    # The other pages must stand without session, database or context processors.
    with_house = request if status in {403, 404} and hasattr(request, "user") else None
    return HttpResponse(loader.render_to_string(template or f"{status}.html", context, with_house), status=status)
