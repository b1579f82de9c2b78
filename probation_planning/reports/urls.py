"""Addresses of what we publish."""

from django.urls import path

from probation_planning.reports.views import chase, deep_dive, gaps, issue, links, packs, quality, thread, work, year

app_name = "reports"

YEAR = "<trust:trust>/<year:year>/"
MEASURE = YEAR + "scorecard/measures/<reference:reference>/"

urlpatterns = [
    path("", work.MyWorkView.as_view(), name="my_work"),
    path("<trust:trust>/", work.TrustView.as_view(), name="trust"),
    path(YEAR, year.YearView.as_view(), name="year"),
    path(YEAR + "gaps/", gaps.GapsView.as_view(), name="gaps"),
    path(YEAR + "data-quality/", quality.QualityView.as_view(), name="quality"),
    path(YEAR + "data-quality/export.csv", quality.export, name="quality_export"),
    path(YEAR + "reports/", packs.PackListView.as_view(), name="pack_list"),
    path(YEAR + "reports/<uuid:uuid>/", packs.PackDetailView.as_view(), name="pack_detail"),
    path(YEAR + "reports/<uuid:uuid>/<str:name>.pdf", packs.PackFileView.as_view(), name="pack_file"),
    path(YEAR + "reports/<uuid:uuid>/draw/", packs.PackDrawView.as_view(), name="pack_draw"),
    path(YEAR + "risks/reviews/<review:slug>/issue/<slug:body>/", issue.IssueView.as_view(), name="issue"),
    path(
        YEAR + "risks/reviews/<review:slug>/issue/<slug:body>/draft/",
        issue.IssueDraftView.as_view(),
        name="issue_draft",
    ),
    path(YEAR + "risks/reviews/<slug:slug>/chase/", chase.ChaseView.as_view(), name="chase"),
    path(YEAR + "risks/reviews/<slug:slug>/progress/", year.ProgressView.as_view(), name="progress"),
    path(YEAR + "risks/<reference:reference>/aims/", links.ThreatsView.as_view(), name="threats"),
    path(YEAR + "risks/<reference:reference>/aims/<str:key>/move/", links.ThreatMoveView.as_view(), name="threat_move"),
    path(MEASURE + "aims/", links.MeasureLinksView.as_view(), name="measure_links"),
    path(MEASURE + "aims/<str:key>/move/", links.MeasureLinkMoveView.as_view(), name="measure_link_move"),
    path(YEAR + "risks/<reference:reference>/deep-dive/", deep_dive.DeepDiveView.as_view(), name="deep_dive"),
    # Pages of the lower rooms that show more than one register: the same addresses, and these come first.
    path(YEAR + "plan/aims/<reference:reference>/", thread.AimThreadView.as_view(), name="aim_thread"),
    path(
        YEAR + "plan/objectives/<reference:reference>/", thread.ObjectiveThreadView.as_view(), name="objective_thread"
    ),
    path(YEAR + "risks/<reference:reference>/", thread.RiskThreadView.as_view(), name="risk_thread"),
    path(YEAR + "risks/reviews/<review:slug>/", issue.ReviewPacksView.as_view(), name="review_packs"),
    path(MEASURE, thread.MeasureThreadView.as_view(), name="measure_thread"),
]
