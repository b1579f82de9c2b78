"""What is asked of a part of the plan under a number it had before is asked of it under its own."""

from collections.abc import Callable
from typing import cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from objectives.models import FormerNumber
from objectives.numbers import now_called
from probation_planning.organisation import drafts
from probation_planning.organisation.readers import ReaderRequest

LED_ON = frozenset({"GET", "HEAD", "POST"})


class FormerNumberMiddleware:
    """Where a page of the plan is not found, looks whether its subject was numbered anew; the rest of it stays.

    What was typed goes along: a form is sent on as it is, and words that were kept are found under the new address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The way to its page, or nothing."""
        if not isinstance(exception, Http404) or request.method not in LED_ON or not hasattr(request, "year"):
            return None
        number = request.resolver_match.kwargs.get("reference") if request.resolver_match else None
        asked = cast(ReaderRequest, request)
        for kind in FormerNumber.Kind.values:
            before, found, rest = request.get_full_path().partition(f"/plan/{kind}s/{number}/")
            called = now_called(asked.reader, asked.year, kind, str(number)) if found else ""
            if called:
                there = f"{before}/plan/{kind}s/{called}/"
                drafts.take_along(asked, f"{before}{found}", there)
                return redirect(f"{there}{rest}", preserve_request=request.method == "POST")
        return None
