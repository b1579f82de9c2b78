"""Addresses of what we publish."""

from django.urls import path
from django.views.generic import TemplateView

app_name = "reports"

view = TemplateView.as_view(template_name="base.html")
YEAR = "<trust:trust>/<year:year>/"

urlpatterns = [
    path("", view, name="my_work"),
    path("<trust:trust>/", view, name="trust"),
    path(YEAR, view, name="year"),
    path(YEAR + "reports/", view, name="pack_list"),
    path(YEAR + "reports/<uuid:uuid>/", view, name="pack_detail"),
    path(YEAR + "reports/<uuid:uuid>/<str:name>.pdf", view, name="pack_file"),
    path(YEAR + "risks/reviews/<slug:slug>/progress/", view, name="progress"),
]
