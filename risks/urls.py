"""Addresses of the register."""

from django.urls import path

from risks import views

app_name = "risks"

urlpatterns = [
    path("", views.RiskListView.as_view(), name="risk_list"),
    path("export.csv", views.export, name="export"),
    path("<reference:reference>/", views.RiskDetailView.as_view(), name="risk_detail"),
    path("<reference:reference>/assess/", views.AssessView.as_view(), name="assess"),
]
