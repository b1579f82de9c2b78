"""Addresses of the plan."""

from django.urls import path

from objectives.views import evidence, history, objecting, objectives, plan, tables, texts, unowned
from objectives.views.building import urlpatterns as building
from objectives.views.headings import urlpatterns as headings
from objectives.views.placing import urlpatterns as placing
from objectives.views.plans import urlpatterns as plans
from objectives.views.versions import urlpatterns as versions

app_name = "objectives"

urlpatterns = [
    path("", plan.PlanView.as_view(), name="plan"),
    path("export.<ending:ending>", plan.export, name="export"),
    path("deadlines/export.<ending:ending>", plan.export_deadlines, name="deadlines_export"),
    path("unowned/", unowned.UnownedView.as_view(), name="unowned"),
    path("objectives/<reference:reference>/owner/", unowned.give, name="give_owner"),
    path("aims/<reference:reference>/", plan.AimDetailView.as_view(), name="aim_detail"),
    path("narrative/", texts.NarrativeView.as_view(), name="narrative"),
    path("tables/", tables.TableListView.as_view(), name="tables"),
    path("tables/new/", tables.AddTableView.as_view(), name="table_add"),
    path("tables/<int:number>/", tables.TableView.as_view(), name="table"),
    path("tables/<int:number>/export.<ending:ending>", tables.export, name="table_export"),
    path("tables/<int:number>/confirm/", tables.ConfirmReadingsView.as_view(), name="table_confirm"),
    path("tables/<int:number>/remove/", tables.RemoveTableView.as_view(), name="table_remove"),
    path("tables/<int:number>/edit/", tables.EditTableView.as_view(), name="table_edit"),
    path("tables/<int:number>/columns/<int:place>/edit/", tables.EditColumnView.as_view(), name="table_column"),
    path("tables/<int:number>/rows/<int:place>/edit/", tables.EditRowView.as_view(), name="table_row"),
    path("aims/<reference:reference>/history/", history.AimHistoryView.as_view(), name="aim_history"),
    path("objectives/<reference:reference>/history/", history.ObjectiveHistoryView.as_view(), name="objective_history"),
    path("objectives/<reference:reference>/", objectives.ObjectiveDetailView.as_view(), name="objective_detail"),
    *building,
    *headings,
    *placing,
    *plans,
    *versions,
    path("objectives/<reference:reference>/object/", objecting.ObjectView.as_view(), name="object"),
    path("objectives/<reference:reference>/evidence/<uuid:uuid>/<str:name>", evidence.evidence, name="evidence"),
]
