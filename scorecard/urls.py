"""Addresses of the scorecard."""

from django.urls import path

from scorecard.views import assigning, measures, reading, readings, results, sharing, targets

app_name = "scorecard"

urlpatterns = [
    path("", reading.ScorecardView.as_view(), name="scorecard"),
    path("export.csv", reading.export, name="export"),
    path("measures/<reference:reference>/", measures.MeasureDetailView.as_view(), name="measure_detail"),
    path("measures/<reference:reference>/assign/", assigning.AssignView.as_view(), name="assign"),
    path("measures/<reference:reference>/result/", results.ResultView.as_view(), name="result"),
    # What a measure aims at, for the officer.
    path("measures/<reference:reference>/target/", targets.TargetView.as_view(), name="target"),
    path("measures/<reference:reference>/readings/", readings.ReadingsView.as_view(), name="readings"),
    path("measures/<reference:reference>/readings/<slug:reading>/", readings.CorrectView.as_view(), name="correct"),
    path("measures/<reference:reference>/shares/", sharing.SharesView.as_view(), name="shares"),
]
