"""What is asked of a risk under a reference it had before is asked of it under its own."""

from collections.abc import Callable
from typing import cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from probation_planning.organisation.readers import ReaderRequest
from risks.references import now_called

SAFE = frozenset({"GET", "HEAD"})


class FormerReferenceMiddleware:
    """Where a page of a risk is not found, looks whether it was renumbered; the rest of the address stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The way to the risk's page, or nothing."""
        if not isinstance(exception, Http404) or request.method not in SAFE or not hasattr(request, "year"):
            return None
        reference = request.resolver_match.kwargs.get("reference") if request.resolver_match else None
        before, found, rest = request.get_full_path().partition(f"/risks/{reference}/")
        entry = now_called(cast(ReaderRequest, request), str(reference)) if found else None
        return redirect(f"{before}/risks/{entry.reference}/{rest}") if entry else None
