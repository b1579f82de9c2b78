"""Addresses of the plan."""

from django.urls import path

from objectives.views import objectives, plan

app_name = "objectives"

urlpatterns = [
    path("", plan.PlanView.as_view(), name="plan"),
    path("export.csv", plan.export, name="export"),
    path("aims/<reference:reference>/", plan.AimDetailView.as_view(), name="aim_detail"),
    path("objectives/<reference:reference>/", objectives.ObjectiveDetailView.as_view(), name="objective_detail"),
]
