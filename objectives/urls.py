"""Addresses of the plan."""

from django.urls import path

from objectives import views

app_name = "objectives"

urlpatterns = [
    path("", views.PlanView.as_view(), name="plan"),
    path("export.csv", views.export, name="export"),
    path("aims/<reference:reference>/", views.AimDetailView.as_view(), name="aim_detail"),
    path("objectives/<reference:reference>/", views.ObjectiveDetailView.as_view(), name="objective_detail"),
]
