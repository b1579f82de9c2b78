"""Addresses that belong to no room, and of the trust's settings."""

from django.urls import include, path

from probation_planning.organisation.views import groups, pages, posts, settings, units, years

app_name = "organisation"

QUARTER = "years/<year:year>/quarters/<int:number>/"

SETTINGS = [
    path("", settings.SettingsView.as_view(), name="settings"),
    path("years/", years.YearsView.as_view(), name="years"),
    path("years/new/", years.AddYearView.as_view(), name="add_year"),
    path("years/<year:year>/", years.EditYearView.as_view(), name="edit_year"),
    path("years/<year:year>/open/", years.OpenYearView.as_view(), name="open_year"),
    path("years/<year:year>/reopen/", years.ReopenYearView.as_view(), name="reopen_year"),
    path(QUARTER + "open/", years.OpenQuarterView.as_view(), name="open_quarter"),
    path(QUARTER + "reopen/", years.ReopenQuarterView.as_view(), name="reopen_quarter"),
    path("posts/", posts.PostsView.as_view(), name="posts"),
    path("posts/new/", posts.AddPostView.as_view(), name="add_post"),
    path("posts/<int:pk>/", posts.PostView.as_view(), name="post"),
    path("posts/<int:pk>/rename/", posts.RenamePostView.as_view(), name="rename_post"),
    path("posts/<int:pk>/move/", posts.move, name="move_post"),
    path("posts/<int:pk>/holdings/new/", posts.HoldView.as_view(), name="hold"),
    path("posts/<int:pk>/holdings/<int:holding>/", posts.HoldingView.as_view(), name="holding"),
    path("posts/<int:pk>/holdings/<int:holding>/cancel/", posts.CancelHoldingView.as_view(), name="cancel_holding"),
    path("groups/", groups.GroupsView.as_view(), name="groups"),
    path("groups/new/", groups.AddGroupView.as_view(), name="add_group"),
    path("groups/<int:pk>/", groups.GroupView.as_view(), name="group"),
    path("groups/<int:pk>/rename/", groups.RenameGroupView.as_view(), name="rename_group"),
    path("groups/<int:pk>/confirm/", groups.confirm, name="confirm_seats"),
    path("groups/<int:pk>/seats/new/", groups.AddSeatView.as_view(), name="add_seat"),
    path("groups/<int:pk>/seats/<int:member>/", groups.SeatView.as_view(), name="seat"),
    path("units/", units.UnitsView.as_view(), name="units"),
    path("units/new/", units.AddUnitView.as_view(), name="add_unit"),
    path("units/<int:pk>/", units.UnitView.as_view(), name="unit"),
    path("units/<int:pk>/confirm/", units.confirm, name="confirm_unit"),
]

urlpatterns = [
    path("livez", pages.live, name="live"),
    path("readyz", pages.ready, name="ready"),
    path(".well-known/security.txt", pages.security, name="security"),
    path("accessibility/", pages.AccessibilityView.as_view(), name="accessibility"),
    path("accounts/administered-trust/", pages.administered_trust, name="administered_trust"),
    path("<trust:trust>/draft/", pages.draft, name="draft"),
    path("<trust:trust>/settings/", include(SETTINGS)),
]
