"""Every address, room by room."""

from django.contrib import admin
from django.urls import include, path

from scorecard.views.scales import urlpatterns as scales

YEAR = "<trust:trust>/<year:year>/"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("probation_planning.organisation.account_urls")),
    path("accounts/", include("allauth.urls")),
    path("<trust:trust>/settings/scales/", include((scales, "scales"))),
    path("<trust:trust>/settings/", include("probation_planning.history.urls")),
    path("", include("probation_planning.organisation.urls")),
    path("", include("probation_planning.reports.urls")),
    path(YEAR + "plan/", include("objectives.urls")),
    path(YEAR + "risks/", include("risks.urls")),
    path(YEAR + "scorecard/", include("scorecard.urls")),
]

handler400 = "probation_planning.organisation.errors.bad_request"
handler403 = "probation_planning.organisation.errors.permission_denied"
handler404 = "probation_planning.organisation.errors.page_not_found"
handler429 = "probation_planning.organisation.errors.too_many_requests"
handler500 = "probation_planning.organisation.errors.server_error"
