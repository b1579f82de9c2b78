"""Addresses of the register."""

from django.urls import path

from risks.views import changes, forecasts
from risks.views.actions import urlpatterns as actions
from risks.views.asking import urlpatterns as asking
from risks.views.assessing import AssessView
from risks.views.correcting import CorrectView
from risks.views.cycle import urlpatterns as cycle
from risks.views.detail import RiskDetailView
from risks.views.entries import urlpatterns as entries
from risks.views.history import RiskHistoryView
from risks.views.interim import InterimView
from risks.views.lists import RiskListView, export
from risks.views.meeting import urlpatterns as meeting
from risks.views.messages import MessageListView
from risks.views.noting import NoteView
from risks.views.reviews import urlpatterns as reviews
from risks.views.scales import urlpatterns as scales
from risks.views.setup import urlpatterns as setup
from risks.views.things import urlpatterns as things

app_name = "risks"

urlpatterns = [
    path("", RiskListView.as_view(), name="risk_list"),
    path("export.<ending:ending>", export, name="export"),
    path("forecasts/", forecasts.ForecastsView.as_view(), name="forecasts"),
    path("forecasts/export.<ending:ending>", forecasts.export, name="forecasts_export"),
    path("reviews/<slug:slug>/changes/", changes.ChangesView.as_view(), name="changes"),
    path("reviews/<slug:slug>/changes/export.<ending:ending>", changes.export, name="changes_export"),
    path("messages/", MessageListView.as_view(), name="messages"),
    path("<reference:reference>/", RiskDetailView.as_view(), name="risk_detail"),
    path("<reference:reference>/assess/", AssessView.as_view(), name="assess"),
    path("<reference:reference>/correct/", CorrectView.as_view(), name="correct"),
    path("<reference:reference>/interim/", InterimView.as_view(), name="interim"),
    path("<reference:reference>/history/", RiskHistoryView.as_view(), name="risk_history"),
    path("<reference:reference>/note/", NoteView.as_view(), name="note"),
    *entries,
    *setup,
    *scales,
    *reviews,
    *actions,
    *things,
    *cycle,
    *meeting,
    *asking,
]
