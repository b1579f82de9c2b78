"""How accounts behave: nobody signs up by themselves, guesses are counted, and a changed secret ends other sessions."""

import logging
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from probation_planning.organisation import guesses
from probation_planning.organisation.models import User
from probation_planning.organisation.sessions import device_of, end_sessions
from probation_planning.ui.sign_in import SENTENCES

logger = logging.getLogger(__name__)


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator or by an invitation, and messages are in our own words."""

    error_messages = DefaultAccountAdapter.error_messages | SENTENCES

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_login_stages(self) -> list[str]:
        """After the password the second factor, unless the single sign-on's own is trusted."""
        return ["probation_planning.organisation.second_factor.SecondFactorStage"]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: `authenticate` counts by itself."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Whose address and password these are; a try more, whether or not there is such an account."""
        guess = guesses.count(request, credentials.get("email", ""))
        user: User | None = super().authenticate(request, **credentials)
        if user:
            guess.was_right()
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing more: the guess is counted."""

    def _rollback_login_failed_rl_usage(self) -> None:
        """Nothing: allauth's own count of guesses is not used."""

    def login(self, request: HttpRequest, user: User) -> None:
        """Begin a session, from this device and this address."""
        super().login(request, user)
        store: Any = request.session
        store.device, store.place = device_of(request), self.get_client_ip(request)

    def post_login(self, request: HttpRequest, user: User, **hooks: Any) -> HttpResponseBase:
        """Have the browser remember whose it is."""
        response: HttpResponseBase = super().post_login(request, user, **hooks)
        guesses.know(request, response, user.email)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send it; a mail server that does not answer is written down, and tells nobody whether there is an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as wrong:
            logger.warning("A mail of sign-in could not be sent: %s", wrong)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the person that a password or second factor has changed, and end every session but the one at work."""
        super().send_notification_mail(template_prefix, user, context, email)
        session = self.request.session
        if self.request.user.is_authenticated:
            session.cycle_key()
            end_sessions(user, but=session.session_key)
        else:
            end_sessions(user)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """On our own site, whatever host the request named."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_ADDRESS + path.replace("UID-KEY", key)

    def is_safe_url(self, url: str) -> bool:
        """A path of our own site: nothing that a browser could read as another host, nor a line end."""
        if not url or not url.isprintable() or "\\" in url or not url.startswith("/") or url.startswith("//"):
            return False
        parts = urlsplit(url)
        return not parts.scheme and not parts.netloc and bool(super().is_safe_url(url))
