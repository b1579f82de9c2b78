"""Addresses of the register."""

from django.urls import path

from risks.views.assessing import AssessView
from risks.views.detail import RiskDetailView
from risks.views.entries import urlpatterns as entries
from risks.views.lists import RiskListView, export
from risks.views.reviews import urlpatterns as reviews
from risks.views.setup import urlpatterns as setup

app_name = "risks"

urlpatterns = [
    path("", RiskListView.as_view(), name="risk_list"),
    path("export.csv", export, name="export"),
    path("<reference:reference>/", RiskDetailView.as_view(), name="risk_detail"),
    path("<reference:reference>/assess/", AssessView.as_view(), name="assess"),
    *entries,
    *setup,
    *reviews,
]
