"""The second factor: how it is kept, and who cannot work without one."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import qrcode  # type: ignore[import-untyped]
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import SafeString

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Membership, Role, User
from probation_planning.ui.sign_in import SENTENCES

NEED_ONE = frozenset({Role.OFFICER, Role.ADMINISTRATOR})
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Where somebody without a second factor who needs one may go.
SETTING_UP = frozenset(
    {"account_logout", "account_reauthenticate", "session", "live", "ready", "security", "accessibility"}
)
ELSEWHERE = "second_factor_elsewhere"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Points round the code that stay white, as its standard asks.
QUIET = 4


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's second factor in our words; its secrets are encrypted with the site's key."""

    error_messages = DefaultMFAAdapter.error_messages | SENTENCES

    def encrypt(self, text: str) -> str:
        """As it is stored."""
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As it was."""
        try:
            return _locks().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as lost:
            raise ImproperlyConfigured(
                "A second factor was encrypted with another SECRET_KEY. Put the former key into SECRET_KEY_FALLBACKS."
            ) from lost

    def get_totp_issuer(self) -> str:
        """What an authenticator app calls us."""
        return "Probation Planning"

    def build_totp_svg(self, url: str) -> SafeString:
        """The QR code as a picture without styles: one path of squares."""
        code = qrcode.QRCode(border=0)
        code.add_data(url)
        rows = code.get_matrix()
        squares = "".join(
            f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
        )
        size = len(rows) + 2 * QUIET
        return format_html(
            '<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" width="232" height="232"'
            ' role="img">'
            "<title>QR code with the key that stands below</title>"
            '<path fill="#fff" d="M0 0h{0}v{0}H0z"/><path d="{1}"/></svg>',
            size,
            squares,
        )

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        """What a passkey is called until its owner calls it something."""
        return f"Passkey {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whom a passkey is for: our own site, whatever host the request named."""
        return {"id": urlsplit(settings.SITE_ADDRESS).hostname or "localhost", "name": "Probation Planning"}


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """Asks for the second factor, unless single sign-on asked for one that we were told to trust."""

    def _should_handle(self, request: HttpRequest) -> bool:
        user = self.login.user
        if user is not None and request.session.get(ELSEWHERE) == user.pk:
            return False
        return bool(super()._should_handle(request))


class SecondFactorMiddleware:
    """Leads whoever needs a second factor and has none to where it is set up, from every route but those."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Let pass, send to the set-up pages, or refuse what was sent."""
        user, match = request.user, request.resolver_match
        if not settings.SECOND_FACTOR_REQUIRED or not isinstance(user, User) or match is None:
            return None
        if (match.url_name or "").startswith("mfa_") or match.url_name in SETTING_UP or not lacks_one(request, user):
            return None
        if request.method not in SAFE:
            return render(request, "mfa/required.html", status=403)
        messages.warning(
            request, "Your role needs a second factor. Set one up before you go on: nothing else opens until then."
        )
        return redirect("mfa_index")


def has_one(user: User) -> bool:
    """Whether the person has an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def needs_one(user: User) -> bool:
    """Whether one of the person's roles, in any trust, is not to be entered with a password alone."""
    if user.is_staff:
        return True
    with tenancy.kept_context():
        tenancy.enter(tenancy.Context(user=user.pk))
        return Membership.objects.filter(user=user, role__in=NEED_ONE).exists()


def lacks_one(request: HttpRequest, user: User) -> bool:
    """Whether the person needs a second factor and neither used nor has one."""
    if request.session.get(ELSEWHERE) == user.pk:
        return False
    return not has_one(user) and needs_one(user)


def _locks() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"probation_planning.second_factor" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
