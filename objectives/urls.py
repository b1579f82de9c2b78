"""Addresses of the plan."""

from django.urls import path

from objectives.views import evidence, objecting, objectives, plan

app_name = "objectives"

urlpatterns = [
    path("", plan.PlanView.as_view(), name="plan"),
    path("export.csv", plan.export, name="export"),
    path("aims/<reference:reference>/", plan.AimDetailView.as_view(), name="aim_detail"),
    path("objectives/<reference:reference>/", objectives.ObjectiveDetailView.as_view(), name="objective_detail"),
    path("objectives/<reference:reference>/object/", objecting.ObjectView.as_view(), name="object"),
    path("objectives/<reference:reference>/evidence/<uuid:uuid>/<str:name>", evidence.evidence, name="evidence"),
]
