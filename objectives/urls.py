"""Addresses of the plan."""

from django.urls import path

from objectives.views import objectives, plan, tables, texts

app_name = "objectives"

urlpatterns = [
    path("", plan.PlanView.as_view(), name="plan"),
    path("export.csv", plan.export, name="export"),
    path("aims/<reference:reference>/", plan.AimDetailView.as_view(), name="aim_detail"),
    path("narrative/", texts.NarrativeView.as_view(), name="narrative"),
    path("tables/", tables.TableListView.as_view(), name="tables"),
    path("tables/new/", tables.AddTableView.as_view(), name="table_add"),
    path("tables/<int:number>/", tables.TableView.as_view(), name="table"),
    path("tables/<int:number>/confirm/", tables.ConfirmReadingsView.as_view(), name="table_confirm"),
    path("tables/<int:number>/remove/", tables.RemoveTableView.as_view(), name="table_remove"),
    path("tables/<int:number>/rows/<int:row>/edit/", tables.EditRowView.as_view(), name="table_row"),
    path("objectives/<reference:reference>/", objectives.ObjectiveDetailView.as_view(), name="objective_detail"),
]
