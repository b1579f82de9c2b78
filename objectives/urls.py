"""Addresses of the plan."""

from django.urls import path

from objectives.views import objectives, plan
from objectives.views.building import urlpatterns as building
from objectives.views.headings import urlpatterns as headings
from objectives.views.placing import urlpatterns as placing
from objectives.views.plans import urlpatterns as plans
from objectives.views.versions import urlpatterns as versions

app_name = "objectives"

urlpatterns = [
    path("", plan.PlanView.as_view(), name="plan"),
    path("export.csv", plan.export, name="export"),
    path("aims/<reference:reference>/", plan.AimDetailView.as_view(), name="aim_detail"),
    path("objectives/<reference:reference>/", objectives.ObjectiveDetailView.as_view(), name="objective_detail"),
    *building,
    *headings,
    *placing,
    *plans,
    *versions,
]
