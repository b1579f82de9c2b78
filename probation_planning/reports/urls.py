"""Addresses of what we publish."""

from django.urls import path

from probation_planning.reports.views import packs, work, year

app_name = "reports"

YEAR = "<trust:trust>/<year:year>/"

urlpatterns = [
    path("", work.MyWorkView.as_view(), name="my_work"),
    path("<trust:trust>/", work.TrustView.as_view(), name="trust"),
    path(YEAR, year.YearView.as_view(), name="year"),
    path(YEAR + "reports/", packs.PackListView.as_view(), name="pack_list"),
    path(YEAR + "reports/<uuid:uuid>/", packs.PackDetailView.as_view(), name="pack_detail"),
    path(YEAR + "reports/<uuid:uuid>/<str:name>.pdf", packs.PackFileView.as_view(), name="pack_file"),
    path(YEAR + "risks/reviews/<slug:slug>/progress/", year.ProgressView.as_view(), name="progress"),
]
