"""Accepting an invitation."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from probation_planning.organisation.forms.sign_in import AcceptForm
from probation_planning.organisation.models import User
from probation_planning.organisation.services.invitations import Found, accept, find

OPENED = "invitation"


@login_not_required
@require_safe
def open_invitation(request: HttpRequest, of: str, token: str) -> HttpResponse:
    """Remember the token and lead to an address without it, which no link, log or history then gives away."""
    request.session[OPENED] = [of, token]
    return redirect("invitation")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Who invites whom into what; accepted by who owns the address alone."""
    slug, token = request.session.get(OPENED) or ("", "")
    found = find(slug, token)
    if found is None:
        return render(request, "account/invitation_over.html", status=404)
    known = User.objects.filter(email=found.invitation.email).first()
    if known is None:
        return _make_account(request, found)
    is_theirs = request.user.is_authenticated and request.user.pk == known.pk
    if request.method == "POST" and is_theirs:
        return _join(request, found, known)
    return render(request, "account/invitation.html", {**_about(found), "known": True, "is_theirs": is_theirs})


def _make_account(request: HttpRequest, found: Found) -> HttpResponse:
    form = AcceptForm(
        request.POST if request.method == "POST" else None, email=found.invitation.email, trust=found.trust
    )
    if request.user.is_authenticated or not form.is_valid():
        return render(request, "account/invitation.html", {**_about(found), "form": form})
    said = form.cleaned_data
    with transaction.atomic():
        user = User.objects.create_user(found.invitation.email, said["password1"], name=said["name"])
        let_in = accept(found, user, request=request.id)  # type: ignore[attr-defined]
        transaction.set_rollback(not let_in)
    if not let_in:
        return render(request, "account/invitation_over.html", status=404)
    get_adapter(request).login(request, user)
    request.session.pop(OPENED, None)
    messages.success(request, f"Your account is made, and you belong to {found.trust.name}.")
    return redirect("/")


def _join(request: HttpRequest, found: Found, user: User) -> HttpResponse:
    request.session.pop(OPENED, None)
    if not accept(found, user, request=request.id):  # type: ignore[attr-defined]
        return render(request, "account/invitation_over.html", status=404)
    messages.success(request, f"You belong to {found.trust.name} now.")
    return redirect("/")


def _about(found: Found) -> dict[str, object]:
    return {"invitation": found.invitation, "into": found.trust, "inviter": found.invitation.invited_by}
