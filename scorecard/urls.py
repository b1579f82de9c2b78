"""Addresses of the scorecard."""

from django.urls import path

from scorecard.views import assigning, building, carrying, headings, measures, reading, results, setting_up

app_name = "scorecard"

urlpatterns = [
    path("", reading.ScorecardView.as_view(), name="scorecard"),
    path("export.csv", reading.export, name="export"),
    path("measures/<reference:reference>/", measures.MeasureDetailView.as_view(), name="measure_detail"),
    path("measures/<reference:reference>/assign/", assigning.AssignView.as_view(), name="assign"),
    path("measures/<reference:reference>/result/", results.ResultView.as_view(), name="result"),
    # What the officer sets up
    *setting_up.urlpatterns,
    *headings.urlpatterns,
    *building.urlpatterns,
    *carrying.urlpatterns,
]
