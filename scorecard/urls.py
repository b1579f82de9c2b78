"""Addresses of the scorecard."""

from django.urls import path

from scorecard import views

app_name = "scorecard"

urlpatterns = [
    path("", views.ScorecardView.as_view(), name="scorecard"),
    path("export.csv", views.export, name="export"),
    path("measures/<reference:reference>/", views.MeasureDetailView.as_view(), name="measure_detail"),
    path("measures/<reference:reference>/assign/", views.AssignView.as_view(), name="assign"),
    path("measures/<reference:reference>/result/", views.ResultView.as_view(), name="result"),
]
