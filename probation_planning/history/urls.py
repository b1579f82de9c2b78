"""Addresses of the record of changes, below a trust's settings."""

from django.urls import path

from probation_planning.history.views import (
    EventsFileView,
    EventsView,
    GroupHistoryView,
    OwnerHistoryView,
    RecordFileView,
    RecordView,
)

app_name = "history"

urlpatterns = [
    path("record/", RecordView.as_view(), name="record"),
    path("record/export.<ending:ending>", RecordFileView.as_view(), name="record_file"),
    path("record/events/", EventsView.as_view(), name="events"),
    path("record/events/export.<ending:ending>", EventsFileView.as_view(), name="events_file"),
    path("posts/<slug:slug>/history/", OwnerHistoryView.as_view(), name="post_history"),
    path("groups/<slug:slug>/history/", GroupHistoryView.as_view(), name="group_history"),
]
