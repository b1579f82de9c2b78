"""Addresses of the scorecard."""

from django.urls import path

from scorecard.views import assigning, comparing, measures, reading, results, sheet

app_name = "scorecard"

urlpatterns = [
    path("", reading.ScorecardView.as_view(), name="scorecard"),
    path("compare/", comparing.CompareView.as_view(), name="compare"),
    path("export.csv", reading.export, name="export"),
    path("measures/<reference:reference>/", measures.MeasureDetailView.as_view(), name="measure_detail"),
    path("measures/<reference:reference>/assign/", assigning.AssignView.as_view(), name="assign"),
    path("measures/<reference:reference>/result/", results.ResultView.as_view(), name="result"),
    # Results of a period on one sheet.
    path("results/", sheet.sheet_of_today, name="sheet_of_today"),
    path("results/<slug:quarter>/", sheet.SheetView.as_view(), name="sheet"),
]
