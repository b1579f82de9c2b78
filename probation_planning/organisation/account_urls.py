"""Addresses of accounts that are ours, and those of allauth's that are closed: they stand before its own."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path

from probation_planning.organisation import single_sign_on
from probation_planning.organisation.errors import page_not_found
from probation_planning.organisation.views import account, invitations

closed = login_not_required(page_not_found)

urlpatterns = [
    path("", account.AccountView.as_view(), name="account"),
    path("sessions/", account.SessionsView.as_view(), name="sessions"),
    path("sessions/end-others/", account.end_others, name="end_others"),
    path("sessions/<str:handle>/end/", account.end_session, name="end_session"),
    path("session/", account.session, name="session"),
    path("invitation/", invitations.invitation, name="invitation"),
    path("invitation/<slug:of>/<str:token>/", invitations.open_invitation, name="open_invitation"),
    path("oidc/<str:provider_id>/login/", single_sign_on.login, name="single_sign_on"),
    path("oidc/<str:provider_id>/login/callback/", single_sign_on.callback, name="single_sign_on_callback"),
    path("password/set/", account.no_password, name="no_password"),
    # People do not change or confirm their own address: whoever keeps the accounts does, or an invitation did.
    path("email/", closed),
    re_path(r"^confirm-email/", closed),
    re_path(r"^login/code/", closed),
    # Recovery codes are shown once, so there is nothing to fetch.
    path("2fa/recovery-codes/download/", closed),
    # Nobody signs up by a provider or ties other accounts to their own.
    re_path(r"^(?:3rdparty|social)/", closed),
]
