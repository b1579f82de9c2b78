"""Addresses of the scorecard."""

from django.urls import path

from scorecard.views import (
    assigning,
    building,
    carrying,
    comparing,
    headings,
    history,
    measures,
    reading,
    readings,
    results,
    setting_up,
    sharing,
    sheet,
    targets,
)

app_name = "scorecard"

urlpatterns = [
    path("", reading.ScorecardView.as_view(), name="scorecard"),
    path("compare/", comparing.CompareView.as_view(), name="compare"),
    path("export.<ending:ending>", reading.export, name="export"),
    path("measures/<reference:reference>/history/", history.MeasureHistoryView.as_view(), name="measure_history"),
    path("measures/<reference:reference>/", measures.MeasureDetailView.as_view(), name="measure_detail"),
    path("measures/<reference:reference>/assign/", assigning.AssignView.as_view(), name="assign"),
    path("measures/<reference:reference>/result/", results.ResultView.as_view(), name="result"),
    # Results of a period on one sheet.
    path("results/", sheet.SheetView.as_view(http_method_names=["get", "head", "options"]), name="sheet_of_today"),
    path("results/<slug:quarter>/", sheet.SheetView.as_view(), name="sheet"),
    path("results/<slug:quarter>/export.<ending:ending>", sheet.SheetFileView.as_view(), name="sheet_export"),
    # What a measure aims at, for the officer.
    path("measures/<reference:reference>/target/", targets.TargetView.as_view(), name="target"),
    path("measures/<reference:reference>/readings/", readings.ReadingsView.as_view(), name="readings"),
    path("measures/<reference:reference>/readings/<slug:reading>/", readings.CorrectView.as_view(), name="correct"),
    path("measures/<reference:reference>/shares/", sharing.SharesView.as_view(), name="shares"),
    # What the officer sets up
    *setting_up.urlpatterns,
    *headings.urlpatterns,
    *building.urlpatterns,
    *carrying.urlpatterns,
]
