"""Addresses of the plan."""

from django.urls import path

from objectives.views import objectives, plan, unowned

app_name = "objectives"

urlpatterns = [
    path("", plan.PlanView.as_view(), name="plan"),
    path("export.csv", plan.export, name="export"),
    path("unowned/", unowned.UnownedView.as_view(), name="unowned"),
    path("objectives/<reference:reference>/owner/", unowned.give, name="give_owner"),
    path("aims/<reference:reference>/", plan.AimDetailView.as_view(), name="aim_detail"),
    path("objectives/<reference:reference>/", objectives.ObjectiveDetailView.as_view(), name="objective_detail"),
]
