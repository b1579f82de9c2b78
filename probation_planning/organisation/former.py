"""What is asked under a number or reference that was borne before is asked of whoever bears it, under its own."""

from collections.abc import Callable, Iterator
from typing import cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from probation_planning.organisation import drafts
from probation_planning.organisation.readers import ReaderRequest

LED_ON = frozenset({"GET", "HEAD", "POST"})


class FormerAddressMiddleware:
    """Where a page is not found, looks whether its subject was called otherwise; the rest of the address stays.

    What was typed goes along: a form is sent on as it is, and words that were kept are found under the new address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def now_at(self, asked: ReaderRequest, reference: str) -> Iterator[tuple[str, str]]:
        """Parts of the address that may have been asked under the reference, each with what it is now."""
        raise NotImplementedError

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The way to its page, or nothing."""
        if not isinstance(exception, Http404) or request.method not in LED_ON or not hasattr(request, "year"):
            return None
        reference = request.resolver_match.kwargs.get("reference") if request.resolver_match else None
        asked = cast(ReaderRequest, request)
        for part, now in self.now_at(asked, str(reference)):
            before, _, rest = request.get_full_path().partition(part)
            drafts.take_along(asked, f"{before}{part}", f"{before}{now}")
            return redirect(f"{before}{now}{rest}", preserve_request=request.method == "POST")
        return None
