"""Addresses of what we publish."""

from django.urls import path

from probation_planning.reports.views import (
    board,
    chase,
    check,
    deep_dive,
    drawings,
    gaps,
    handover,
    issue,
    links,
    packs,
    quality,
    quarters,
    reports,
    search,
    thread,
    warnings,
    work,
    year,
)
from probation_planning.reports.views.help import HelpView

app_name = "reports"

YEAR = "<trust:trust>/<year:year>/"
POST = "<trust:trust>/settings/posts/<slug:slug>/"
GROUP = "<trust:trust>/settings/groups/<slug:slug>/"
MEASURE = YEAR + "scorecard/measures/<reference:reference>/"

urlpatterns = [
    path("", work.MyWorkView.as_view(), name="my_work"),
    path("<trust:trust>/", work.TrustView.as_view(), name="trust"),
    path(POST + "hand-over/person/", handover.PersonView.as_view(), name="hand_to_person"),
    path(POST + "hand-over/post/", handover.PostView.as_view(), name="hand_to_post"),
    path(GROUP + "hand-over/", handover.GroupView.as_view(), name="hand_group_over"),
    path("<trust:trust>/settings/years/<year:year>/close/", quarters.CloseYearView.as_view(), name="close_year"),
    path(
        "<trust:trust>/settings/years/<year:year>/quarters/<int:number>/close/",
        quarters.CloseQuarterView.as_view(),
        name="close_quarter",
    ),
    path(YEAR, year.YearView.as_view(), name="year"),
    path(YEAR + "search/", search.SearchView.as_view(), name="search"),
    path(YEAR + "help/", HelpView.as_view(), name="help"),
    path(YEAR + "answers/", work.AnswersView.as_view(), name="answers"),
    path(YEAR + "gaps/", gaps.GapsView.as_view(), name="gaps"),
    path(YEAR + "gaps/export.<ending:ending>", gaps.export, name="gaps_export"),
    path(YEAR + "data-quality/", quality.QualityView.as_view(), name="quality"),
    path(YEAR + "data-quality/export.<ending:ending>", quality.export, name="quality_export"),
    path(YEAR + "reports/", packs.PackListView.as_view(), name="pack_list"),
    path(YEAR + "reports/<uuid:uuid>/", packs.PackDetailView.as_view(), name="pack_detail"),
    path(YEAR + "reports/<uuid:uuid>/<str:name>.pdf", packs.PackFileView.as_view(), name="pack_file"),
    path(YEAR + "reports/<uuid:uuid>/draw/", packs.PackDrawView.as_view(), name="pack_draw"),
    path(YEAR + "reports/drawings/<uuid:uuid>/", drawings.DrawingView.as_view(), name="drawing"),
    path(YEAR + "reports/drawings/<uuid:uuid>/cancel/", drawings.CancelView.as_view(), name="cancel_drawing"),
    path(YEAR + "reports/drawings/<uuid:uuid>/<str:name>.pdf", drawings.DrawnFileView.as_view(), name="drawn_file"),
    path(YEAR + "reports/check/", check.CheckView.as_view(), name="check"),
    path(YEAR + "reports/board/new/", board.NewBoardPackView.as_view(), name="board_new"),
    path(YEAR + "reports/board/<uuid:uuid>/", board.BoardPackView.as_view(), name="board_pack"),
    path(YEAR + "reports/board/<uuid:uuid>/draw/", board.BoardPackDrawView.as_view(), name="board_pack_draw"),
    path(
        YEAR + "reports/board/<uuid:uuid>/withdraw/", board.WithdrawBoardPackView.as_view(), name="board_pack_withdraw"
    ),
    path(YEAR + "reports/board/<uuid:uuid>/<str:name>.pdf", board.BoardPackFileView.as_view(), name="board_pack_file"),
    path(YEAR + "reports/<slug:report>/", reports.ReportView.as_view(), name="report"),
    path(YEAR + "reports/<slug:report>/pdf/", reports.ReportPdfView.as_view(), name="report_pdf"),
    path(YEAR + "risks/reviews/<review:slug>/issue/<slug:body>/", issue.IssueView.as_view(), name="issue"),
    path(
        YEAR + "risks/reviews/<review:slug>/issue/<slug:body>/draft/",
        issue.IssueDraftView.as_view(),
        name="issue_draft",
    ),
    path(YEAR + "risks/reviews/<slug:slug>/chase/", chase.ChaseView.as_view(), name="chase"),
    path(YEAR + "plan/reminders/", chase.ChaseAnswersView.as_view(), name="chase_answers"),
    path(YEAR + "scorecard/reminders/", chase.ChaseResultsView.as_view(), name="chase_results"),
    path(YEAR + "risks/reviews/<slug:slug>/progress/", year.ProgressView.as_view(), name="progress"),
    path(
        YEAR + "risks/reviews/<slug:slug>/progress/export.<ending:ending>", year.export_progress, name="progress_export"
    ),
    path(YEAR + "risks/<reference:reference>/aims/", links.ThreatsView.as_view(), name="threats"),
    path(YEAR + "risks/<reference:reference>/aims/<str:key>/move/", links.ThreatMoveView.as_view(), name="threat_move"),
    path(MEASURE + "aims/", links.MeasureLinksView.as_view(), name="measure_links"),
    path(MEASURE + "aims/<str:key>/move/", links.MeasureLinkMoveView.as_view(), name="measure_link_move"),
    path(YEAR + "risks/<reference:reference>/warnings/", warnings.WarningsView.as_view(), name="warnings"),
    path(
        YEAR + "risks/<reference:reference>/warnings/<reference:measure>/",
        warnings.WarningView.as_view(),
        name="warning",
    ),
    path(YEAR + "risks/<reference:reference>/deep-dive/", deep_dive.DeepDiveView.as_view(), name="deep_dive"),
    # Pages of the lower rooms that show more than one register: the same addresses, and these come first.
    path(YEAR + "plan/aims/<reference:reference>/", thread.AimThreadView.as_view(), name="aim_thread"),
    path(
        YEAR + "plan/objectives/<reference:reference>/", thread.ObjectiveThreadView.as_view(), name="objective_thread"
    ),
    path(YEAR + "risks/<reference:reference>/", thread.RiskThreadView.as_view(), name="risk_thread"),
    path(YEAR + "risks/<reference:reference>/assess/", thread.AssessThreadView.as_view(), name="assess_thread"),
    path(YEAR + "risks/reviews/<review:slug>/", issue.ReviewPacksView.as_view(), name="review_packs"),
    path(MEASURE, thread.MeasureThreadView.as_view(), name="measure_thread"),
]
