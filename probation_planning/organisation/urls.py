"""Addresses that belong to no room."""

from django.urls import path

from probation_planning.organisation import views

app_name = "organisation"

urlpatterns = [
    path("livez", views.live, name="live"),
    path("readyz", views.ready, name="ready"),
    path(".well-known/security.txt", views.security, name="security"),
    path("accessibility/", views.AccessibilityView.as_view(), name="accessibility"),
    path("accounts/administered-trust/", views.administered_trust, name="administered_trust"),
    path("<trust:trust>/draft/", views.draft, name="draft"),
]
