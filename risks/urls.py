"""Addresses of the register."""

from django.urls import path

from risks.views.assessing import AssessView
from risks.views.cycle import CloseView, HeldView, ResumeView, ReviewDetailView, SkipView, WithdrawView
from risks.views.detail import RiskDetailView
from risks.views.lists import RiskListView, export

app_name = "risks"

urlpatterns = [
    path("", RiskListView.as_view(), name="risk_list"),
    path("export.csv", export, name="export"),
    path("<reference:reference>/", RiskDetailView.as_view(), name="risk_detail"),
    path("<reference:reference>/assess/", AssessView.as_view(), name="assess"),
    path("reviews/<review:slug>/", ReviewDetailView.as_view(), name="review_detail"),
    path("reviews/<review:slug>/withdraw/<slug:body>/", WithdrawView.as_view(), name="stage_withdraw"),
    path("reviews/<review:slug>/skip/<slug:body>/", SkipView.as_view(), name="stage_skip"),
    path("reviews/<review:slug>/resume/<slug:body>/", ResumeView.as_view(), name="stage_resume"),
    path("reviews/<review:slug>/held/<slug:body>/", HeldView.as_view(), name="stage_held"),
    path("reviews/<review:slug>/close/<slug:body>/", CloseView.as_view(), name="stage_close"),
]
