"""One's own account: what it holds, and where one is signed in."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import TemplateView

from probation_planning.organisation.models import Session, User
from probation_planning.organisation.second_factor import has_one
from probation_planning.organisation.security import Happened, noted
from probation_planning.organisation.sessions import end_sessions, ends_of, sessions_of


class AccountView(TemplateView):
    """Where one changes what belongs to oneself."""

    template_name = "account/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What there is."""
        user = cast(User, self.request.user)
        return {
            **super().get_context_data(**kwargs),
            "has_factor": has_one(user),
            "sessions": sessions_of(user).count(),
        }


class SessionsView(TemplateView):
    """Where one is signed in."""

    template_name = "account/sessions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sessions, the one at work first."""
        key = self.request.session.session_key
        rows = [(row, handle_of(row), row.pk == key) for row in sessions_of(cast(User, self.request.user))]
        return {**super().get_context_data(**kwargs), "sessions": sorted(rows, key=lambda row: not row[2])}


@require_POST
def end_session(request: HttpRequest, handle: str) -> HttpResponse:
    """End one of one's own sessions; another person's is an unknown one."""
    found = next((row for row in sessions_of(cast(User, request.user)) if handle_of(row) == handle), None)
    if found is None:
        raise Http404
    if found.pk == request.session.session_key:
        return redirect("account_logout")
    Session.objects.filter(pk=found.pk).delete()
    noted(Happened.SESSION, says="one")
    messages.success(request, f"The session in {found.device or 'an unknown browser'} has ended.")
    return redirect("sessions")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    ended = end_sessions(cast(User, request.user), but=request.session.session_key)
    noted(Happened.SESSION, says="all others")
    messages.success(request, "You are signed out everywhere else." if ended else "You were signed in nowhere else.")
    return redirect("sessions")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest) -> HttpResponse:
    """How many seconds the session has left; sent as a form it stays for another half hour."""
    if not request.user.is_authenticated:
        return JsonResponse({"seconds": 0, "can_stay": False})
    store: Any = request.session
    if request.method == "POST":
        now = timezone.now()
        Session.objects.filter(pk=store.session_key).update(seen_at=now)
        store.row.seen_at = now
    request.unseen = True  # type: ignore[attr-defined]
    left = ends_of(request)
    return JsonResponse({"seconds": left.seconds, "can_stay": left.can_stay})


@require_safe
def no_password(request: HttpRequest) -> HttpResponse:
    """Whoever comes in by single sign-on alone has no password; a link by e-mail lets them choose one."""
    messages.info(request, "Your account has no password. Ask for a link by e-mail to choose one.")
    return redirect("account_reset_password")


def handle_of(row: Session) -> str:
    """What a session is called in a form: its key opens the account, so it stands nowhere."""
    return salted_hmac("probation_planning.sessions", row.pk, algorithm="sha256").hexdigest()[:32]
