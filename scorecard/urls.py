"""Addresses of the scorecard."""

from django.urls import path

from scorecard.views import assigning, measures, reading, results, sheet

app_name = "scorecard"

urlpatterns = [
    path("", reading.ScorecardView.as_view(), name="scorecard"),
    path("export.csv", reading.export, name="export"),
    path("measures/<reference:reference>/", measures.MeasureDetailView.as_view(), name="measure_detail"),
    path("measures/<reference:reference>/assign/", assigning.AssignView.as_view(), name="assign"),
    path("measures/<reference:reference>/result/", results.ResultView.as_view(), name="result"),
    # Results of a period on one sheet.
    path("results/", sheet.SheetView.as_view(http_method_names=["get", "head", "options"]), name="sheet_of_today"),
    path("results/<slug:quarter>/", sheet.SheetView.as_view(), name="sheet"),
]
