"""Health, drafts, and the few pages that belong to no room."""

import datetime
from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import TemplateView

from probation_planning.organisation import drafts
from probation_planning.organisation.middleware import ADMINISTERED, AT_A_DESK
from probation_planning.organisation.models import User
from probation_planning.organisation.readers import ReaderRequest, readers_of

GOOD_FOR = datetime.timedelta(days=180)


@login_not_required
@require_GET
def live(request: HttpRequest) -> HttpResponse:
    """Whether the process answers; asks nothing of the database."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_GET
def ready(request: HttpRequest) -> HttpResponse:
    """Whether the database answers too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_GET
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116), for half a year from today."""
    until = datetime.datetime.now(datetime.UTC).replace(microsecond=0) + GOOD_FOR
    lines = [
        f"Contact: mailto:{settings.SECURITY_CONTACT}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_ADDRESS}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing here is for a search engine."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")


@require_POST
def draft(request: ReaderRequest, trust: str) -> HttpResponse:
    """Keep what was typed so far into a form of this trust."""
    address = request.POST.get("address", "")
    if not address.startswith(f"/{trust}/") or len(address) > drafts.ADDRESS:
        return HttpResponse("The address is not a page of this trust.", status=400, content_type="text/plain")
    if not drafts.keep(request, address, request.POST):
        return HttpResponse("That is too much to be kept as a draft.", status=413, content_type="text/plain")
    return HttpResponse(status=204)


@method_decorator(login_not_required, name="dispatch")
class AccessibilityView(TemplateView):
    """The accessibility statement."""

    template_name = "ui/accessibility_statement.html"


@require_POST
def administered_trust(request: HttpRequest) -> HttpResponse:
    """Choose the trust that the administration works in; one where the person has no work there is an unknown one."""
    user = cast(User, request.user)
    chosen = request.POST.get("trust", "")
    if not user.is_staff or not any(reader.roles & AT_A_DESK for reader in readers_of(user, chosen)):
        raise Http404
    request.session[ADMINISTERED] = chosen
    return redirect("admin:index")
