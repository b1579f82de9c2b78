"""Error pages in words: what was wrong, what to do, and the request's id; never a trace."""

import re
import sys
from collections.abc import Sequence

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

from probation_planning.organisation.drafts import NEVER_KEPT
from probation_planning.organisation.years import closed_words

# The longest of the limits on tries (ACCOUNT_RATE_LIMITS), in seconds.
HELD_BACK = 300
# What a choice, a number or a hidden mark of a form looks like: nobody typed it.
NAME = re.compile(r"\s*[a-z0-9_.:/-]*\s*", re.ASCII)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not have come from one of our pages."""
    says = str(exception) if isinstance(exception, BadRequest) else ""
    return _page(request, 400, says)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: seen, but not theirs to do, or of a year that is closed."""
    closed = getattr(getattr(request, "reader", None), "closed", None)
    return _page(request, 403, closed_words(closed) if closed else str(exception or ""), typed=_typed(request))


def forgery(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token is missing or old."""
    return _page(
        request,
        403,
        "The form you sent was too old, or came from another site. Go back, reload the page and send it again.",
        typed=typed_words(request) if _is_ours(request) else (),
    )


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such thing, or none that this reader may see; the two look the same."""
    return _page(request, 404, "")


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: tried too often, with how many seconds to wait; says nothing of whether there is such an account."""
    response = _page(request, 429, "")
    response["Retry-After"] = str(HELD_BACK)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when it is the database that does not answer."""
    kind = sys.exc_info()[0]
    if kind is not None and issubclass(kind, OperationalError | InterfaceError):
        response = _page(request, 503, "")
        response["Retry-After"] = "30"
        return response
    if kind is not None and issubclass(kind, SuspiciousOperation):
        return _page(request, 400, "")
    return _page(request, 500, "")


def _typed(request: HttpRequest) -> list[str]:
    """The words that were sent with a form of a trust's pages, for their writer to keep."""
    return typed_words(request) if request.method == "POST" and hasattr(request, "reader") else []


def _is_ours(request: HttpRequest) -> bool:
    """Whether the form stood on one of our pages, as far as the browser says; nobody else's words are shown here."""
    sent_from = request.META.get("HTTP_ORIGIN", "")
    return sent_from == f"{request.scheme}://{request.get_host()}" if sent_from else True


def typed_words(request: HttpRequest) -> list[str]:
    """The words that were sent with a form, without secrets."""
    sent = [value for name, values in request.POST.lists() if name not in NEVER_KEPT for value in values]
    return [value for value in sent if not NAME.fullmatch(value)]


def _page(request: HttpRequest, status: int, says: str, *, typed: Sequence[str] = ()) -> HttpResponse:
    context = {"says": says, "typed": typed, "request_id": getattr(request, "id", "")}
    # The pages for 400, 500 and 503 must stand without session, database or context processors.
    with_house = request if status in {403, 404} and hasattr(request, "user") else None
    return HttpResponse(loader.render_to_string(f"{status}.html", context, with_house), status=status)
