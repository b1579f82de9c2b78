"""What is asked of a risk under a reference it had before is asked of it under its own."""

from collections.abc import Callable
from typing import cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from probation_planning.organisation import drafts
from probation_planning.organisation.readers import ReaderRequest
from risks.references import now_called

LED_ON = frozenset({"GET", "HEAD", "POST"})


class FormerReferenceMiddleware:
    """Where a page of a risk is not found, looks whether it was renumbered; the rest of the address stays.

    What was typed goes along: a form is sent on as it is, and words that were kept are found under the new address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The way to the risk's page, or nothing."""
        if not isinstance(exception, Http404) or request.method not in LED_ON or not hasattr(request, "year"):
            return None
        reference = request.resolver_match.kwargs.get("reference") if request.resolver_match else None
        before, found, rest = request.get_full_path().partition(f"/risks/{reference}/")
        asked = cast(ReaderRequest, request)
        called = now_called(asked, str(reference)) if found else ""
        if not called:
            return None
        drafts.take_along(asked, f"{before}{found}", f"{before}/risks/{called}/")
        return redirect(f"{before}/risks/{called}/{rest}", preserve_request=request.method == "POST")
