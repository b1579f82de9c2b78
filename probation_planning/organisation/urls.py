"""Addresses that belong to no room, and of the trust's settings."""

from django.urls import include, path

from probation_planning.organisation.views import groups, pages, papers, people, posts, settings, units, years

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
    path("papers/", papers.PapersView.as_view(), name="papers"),
    path("people/", people.PeopleView.as_view(), name="people"),
    path("people/invite/", people.InviteView.as_view(), name="invite"),
    path("people/invitations/<str:handle>/withdraw/", people.WithdrawView.as_view(), name="withdraw_invitation"),
    path("people/<str:handle>/roles/", people.RolesView.as_view(), name="roles"),
    path("people/<str:handle>/sign-out/", people.SignOutView.as_view(), name="sign_out"),
    path("people/<str:handle>/second-factor/", people.RemoveFactorView.as_view(), name="remove_factor"),
    path("people/<str:handle>/leave/", people.LeaveView.as_view(), name="leave"),
    path("posts/", posts.PostsView.as_view(), name="posts"),
    path("posts/new/", posts.AddPostView.as_view(), name="add_post"),
    path("posts/<slug:slug>/", posts.PostView.as_view(), name="post"),
    path("posts/<slug:slug>/rename/", posts.RenamePostView.as_view(), name="rename_post"),
    path("posts/<slug:slug>/reopen/", posts.ReopenPostView.as_view(), name="reopen_post"),
    path("posts/<slug:slug>/move/", posts.move, name="move_post"),
    path("posts/<slug:slug>/holdings/new/", posts.HoldView.as_view(), name="hold"),
    path("posts/<slug:slug>/holdings/<int:number>/", posts.HoldingView.as_view(), name="holding"),
    path("posts/<slug:slug>/holdings/<int:number>/cancel/", posts.CancelHoldingView.as_view(), name="cancel_holding"),
    path("groups/", groups.GroupsView.as_view(), name="groups"),
    path("groups/new/", groups.AddGroupView.as_view(), name="add_group"),
    path("groups/<slug:slug>/", groups.GroupView.as_view(), name="group"),
    path("groups/<slug:slug>/rename/", groups.RenameGroupView.as_view(), name="rename_group"),
    path("groups/<slug:slug>/reopen/", groups.ReopenGroupView.as_view(), name="reopen_group"),
    path("groups/<slug:slug>/confirm/", groups.confirm, name="confirm_seats"),
    path("groups/<slug:slug>/seats/new/", groups.AddSeatView.as_view(), name="add_seat"),
    path("groups/<slug:slug>/seats/<int:number>/", groups.SeatView.as_view(), name="seat"),
    path("units/", units.UnitsView.as_view(), name="units"),
    path("units/new/", units.AddUnitView.as_view(), name="add_unit"),
    path("units/<slug:slug>/", units.UnitView.as_view(), name="unit"),
    path("units/<slug:slug>/confirm/", units.confirm, name="confirm_unit"),
]

urlpatterns = [
    path("livez", pages.live, name="live"),
    path("readyz", pages.ready, name="ready"),
    path("robots.txt", pages.robots, name="robots"),
    path(".well-known/security.txt", pages.security, name="security"),
    path("accessibility/", pages.AccessibilityView.as_view(), name="accessibility"),
    path("accounts/administered-trust/", pages.administered_trust, name="administered_trust"),
    path("<trust:trust>/draft/", pages.draft, name="draft"),
    path("<trust:trust>/settings/", include(SETTINGS)),
]
