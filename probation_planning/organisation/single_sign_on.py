"""Single sign-on by OpenID Connect: allauth's, with what it leaves out.

It adds a nonce, checks the ID token's signature although it came over our own connection, takes no parameters for the
provider from an address, and lets in nobody by sign-up: only who has an account or a pending invitation for the address
that the provider calls verified.
"""

import logging
from typing import Any, NamedTuple

import jwt
from allauth.account.internal.emailkit import valid_email_or_none
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from requests import RequestException

from probation_planning.organisation.models import User
from probation_planning.organisation.second_factor import ELSEWHERE
from probation_planning.organisation.services.invitations import accept, pending_for

logger = logging.getLogger(__name__)

PROVIDER = "oidc"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
# How far the clocks of the provider and of this machine may be apart, in seconds.
APART = 60


class Button(NamedTuple):
    """What the sign-in page offers."""

    name: str
    address: str


class Client(OAuth2Client):  # type: ignore[misc]
    """Sends a nonce that belongs to the state, and the state belongs to the browser's session."""

    def get_redirect_url(self, authorization_url: str, scope: Any, extra_params: dict[str, Any]) -> str:
        """Where the browser is sent."""
        return str(super().get_redirect_url(authorization_url, scope, extra_params | {"nonce": nonce_of(self.state)}))


class Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Talks to the provider."""

    client_class = Client

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """On our own site, whatever host the request named."""
        return settings.SITE_ADDRESS + reverse("openid_connect_callback", kwargs={"provider_id": self.provider_id})

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """What the ID token says; raises OAuth2Error unless all of it holds."""
        try:
            said: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key_of(id_token),
                algorithms=ALGORITHMS,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=APART,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except jwt.PyJWTError as wrong:
            raise OAuth2Error("The ID token does not hold.") from wrong
        many = isinstance(said["aud"], list) and len(said["aud"]) > 1
        if (many or "azp" in said) and said.get("azp") != app.client_id:
            raise OAuth2Error("The ID token is another's.")
        if not constant_time_compare(str(said.get("nonce", "")), nonce_of(self.request.GET.get("state", ""))):
            raise OAuth2Error("The ID token was asked for by another browser.")
        return said

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> SocialLogin:
        """Who it is, by the ID token alone."""
        id_token = kwargs["response"].get("id_token")
        if not isinstance(id_token, str):
            raise OAuth2Error("There is no ID token.")
        data = {"id_token": self._decode_id_token(app, id_token)}
        return self.get_provider().sociallogin_from_response(request, data)

    def _key_of(self, id_token: str) -> Any:
        """The provider's key that the token names."""
        with SocialAdapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(answer.json())
        named = jwt.get_unverified_header(id_token).get("kid")
        fitting = [key for key in keys.keys if named is None or key.key_id == named]
        if len(fitting) != 1:
            raise OAuth2Error("The ID token is signed with a key that the provider does not name.")
        return fitting[0]


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    """The one provider, as the settings have it."""

    package = "allauth.socialaccount.providers.openid_connect"
    oauth2_adapter_class = Adapter

    def get_auth_params_from_request(self, request: HttpRequest, action: Any) -> dict[str, Any]:
        """None from an address."""
        return dict(self.get_auth_params())

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """None from an address."""
        return list(self.get_scope())


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Who is let in."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:
        """The one of the settings; none stands in the database."""
        return [app for app in super().list_apps(request, provider, client_id) if app.pk is None]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never."""
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Never by allauth: `pre_social_login` has looked for whom it is."""
        return False

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: coming in by single sign-on changes no secret of the account."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find whose it is by the address that the provider calls verified; refuse everybody else alike."""
        said = sociallogin.account.extra_data.get("id_token", {})
        email = valid_email_or_none(said.get("email") or "")
        if not email or said.get("email_verified") is not True:
            raise ImmediateHttpResponse(_refused(request))
        email = email.lower()
        user = sociallogin.user if sociallogin.is_existing else User.objects.filter(email=email).first()
        # The provider's own name for a person stays theirs: an address that went to somebody else is not enough.
        if user is not None and (user.email != email or not user.is_active):
            raise ImmediateHttpResponse(_refused(request))
        user = _accept_all(request, email, user, str(said.get("name") or ""))
        if user is None:
            raise ImmediateHttpResponse(_refused(request))
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)
        request.session.pop(ELSEWHERE, None)
        amr = said.get("amr")
        if isinstance(amr, list) and set(settings.OIDC_SECOND_FACTOR) & set(map(str, amr)):
            request.session[ELSEWHERE] = user.pk

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """A page in our words, whatever went wrong."""
        raise ImmediateHttpResponse(_refused(request))


def nonce_of(state: str) -> str:
    """What the provider signs for the browser that began with this state."""
    return salted_hmac("probation_planning.nonce", state, algorithm="sha256").hexdigest()


def button() -> Button | None:
    """What the sign-in page offers; nothing where single sign-on is off."""
    if not settings.OIDC_ISSUER:
        return None
    return Button(settings.OIDC_NAME, reverse("openid_connect_login", kwargs={"provider_id": PROVIDER}))


@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """To the provider, once the form of the sign-in page or of this address is sent."""
    adapter = _adapter(request, provider_id)
    try:
        response: HttpResponseBase = OAuth2LoginView.adapter_view(adapter)(request)
    except (RequestException, KeyError, ValueError) as silent:
        logger.warning("The provider of single sign-on gives no answer: %s", type(silent).__name__)
        return _refused(request)
    return response


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from the provider."""
    response: HttpResponseBase = OAuth2CallbackView.adapter_view(_adapter(request, provider_id))(request)
    return response


def _adapter(request: HttpRequest, provider_id: str) -> Adapter:
    if not settings.OIDC_ISSUER or provider_id != PROVIDER:
        raise Http404
    return Adapter(request, provider_id)


def _accept_all(request: HttpRequest, email: str, user: User | None, name: str) -> User | None:
    """The person, let into every trust that invited the address; made where there was none and one did."""
    for found in pending_for(email):
        if user is None:
            user = User.objects.create_user(email, name=name[:120] or email)
        accept(found, user, request=request.id)  # type: ignore[attr-defined]
    return user


def _refused(request: HttpRequest) -> HttpResponseBase:
    return render(request, "socialaccount/refused.html", {"name": settings.OIDC_NAME}, status=403)
