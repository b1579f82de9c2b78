"""What somebody sent after their session had ended: kept as a draft where it can be told whose it is, else shown."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from probation_planning.organisation import drafts, tenancy
from probation_planning.organisation.acts import ActView, draft_keys
from probation_planning.organisation.errors import typed_words
from probation_planning.organisation.middleware import find_reader
from probation_planning.organisation.models import User
from probation_planning.organisation.sessions import ended_of

KEPT = (
    "Your session had ended before this was sent. What you typed is kept: it stands in the form again once you sign in."
)


class SignedInMiddleware(LoginRequiredMiddleware):
    """Every page is closed unless marked open; words that were sent too late are not lost."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> Any:
        """To the sign-in page, and from there back to the form."""
        response: HttpResponseBase = super().handle_no_permission(request, view_func)
        if request.method != "POST" or not (words := typed_words(request)):
            return response
        user = ended_of(request)
        if user and _keep(request, user, getattr(view_func, "view_class", None)):
            messages.warning(request, KEPT)
            return response
        context = {"typed": words, "sign_in": response.headers["Location"], "request_id": getattr(request, "id", "")}
        return render(request, "account/signed_out.html", context, status=403)


def _keep(request: HttpRequest, user: User, view_class: Any) -> bool:
    """Keep it as a draft of its writer, as if it had been kept while it was typed; whether it could be."""
    match = request.resolver_match
    if match is None or "trust" not in match.kwargs or not isinstance(view_class, type):
        return False
    if not issubclass(view_class, ActView):
        return False
    ours: Any = request
    try:
        with tenancy.kept_context():
            ours.user = user
            find_reader(request, user, match.kwargs)
            view = view_class(**getattr(match.func, "view_initkwargs", {}))
            view.setup(request, *match.args, **match.kwargs)
            form = view.form(request.POST)
            return form.draft_by is not None and drafts.keep(
                ours, drafts.address_of(request, draft_keys(form)), request.POST
            )
    except (Http404, PermissionDenied, ValidationError, ObjectDoesNotExist):
        return False
    finally:
        ours.user = AnonymousUser()
        for name in ("reader", "year"):
            ours.__dict__.pop(name, None)
