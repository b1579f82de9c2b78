"""The plan in the administration: open to those who set plans up; what owners said is shown and never changed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.text import Truncator

from objectives.models import (
    Aim,
    AnnualPlan,
    Deadline,
    Narrative,
    Objective,
    ObjectiveOwner,
    Outcome,
    OutcomeEvidence,
    Plan,
    PlanningCell,
    PlanningColumn,
    PlanningLine,
    PlanningTable,
    StatusUpdate,
    SubItem,
    Theme,
)
from objectives.models.objectives import Flag
from probation_planning.organisation.roles import Kind
from probation_planning.organisation.walled import TrustAdmin, TrustInline


class PlanAdmin(TrustAdmin):
    """A list and a form of the plan's."""

    kind = Kind.PLAN


class PlanInline(TrustInline):
    """Rows of the plan's that belong to the row above them."""

    kind = Kind.PLAN


class AnnualPlanInline(PlanInline):
    """The years that a plan publishes."""

    model = AnnualPlan
    fields = ["year", "title"]


@admin.register(Plan)
class PlanPage(PlanAdmin):
    """Plans, which may span years."""

    list_display = ["title", "starts", "ends"]
    search_fields = ["title"]
    inlines = [AnnualPlanInline]


class NarrativeInline(PlanInline):
    """The text of a year's plan, section by section."""

    model = Narrative
    fields = ["order", "kind", "heading", "text"]


@admin.register(AnnualPlan)
class AnnualPlanAdmin(PlanAdmin):
    """What one year publishes of a plan."""

    list_display = ["title", "year", "plan"]
    list_select_related = ["year", "plan"]
    search_fields = ["title"]
    inlines = [NarrativeInline]


class AimInline(PlanInline):
    """The aims of a theme."""

    model = Aim
    fields = ["plan", "number", "title", "order"]


@admin.register(Theme)
class ThemeAdmin(PlanAdmin):
    """The first level of a plan."""

    list_display = ["number", "title", "plan", "number_is_reading"]
    list_display_links = ["number", "title"]
    list_select_related = ["plan"]
    list_filter = ["plan"]
    search_fields = ["number", "title"]
    inlines = [AimInline]


@admin.register(Aim)
class AimAdmin(PlanAdmin):
    """The second level of a plan."""

    list_display = ["number", "title", "theme"]
    list_display_links = ["number", "title"]
    list_select_related = ["theme"]
    list_filter = ["theme"]
    search_fields = ["number", "title"]


class ObjectiveOwnerInline(PlanInline):
    """Who owns an objective, and which of these are readings that a person has still to confirm."""

    model = ObjectiveOwner
    fields = ["owner", "order", "leads", "is_reading", "ground", "confirmed_by", "confirmed_on"]


class OutcomeInline(PlanInline):
    """What an objective is to bring about."""

    model = Outcome
    fields = ["order", "text", "shared_row"]


class DeadlineInline(PlanInline):
    """Months by which it, or a stage of it, is to be done."""

    model = Deadline
    fields = ["month", "stage"]


class SubItemInline(PlanInline):
    """Its numbered parts."""

    model = SubItem
    fields = ["order", "label", "text"]


@admin.register(Objective)
class ObjectiveAdmin(PlanAdmin):
    """What the trust sets out to do in a year."""

    list_display = ["reference", "words", "aim__number", "owners_as_printed", "outcomes_split", "withdrawn_on"]
    list_filter = ["annual_plan", "theme", "shared_row", "outcomes_split", ("owners", admin.EmptyFieldListFilter)]
    search_fields = ["reference", "text", "owners_as_printed", "outcomes__text"]
    inlines = [ObjectiveOwnerInline, OutcomeInline, DeadlineInline, SubItemInline]

    @admin.display(description="text", ordering="text")
    def words(self, objective: Objective) -> str:
        """As many as fit a line."""
        return Truncator(objective.text).chars(90)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Flags are ticked, not typed."""
        if db_field.name == "flags":
            return forms.MultipleChoiceField(
                choices=Flag.choices, widget=forms.CheckboxSelectMultiple, required=False, label="Flags"
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class OutcomeEvidenceInline(PlanInline):
    """What shows that an outcome was reached."""

    model = OutcomeEvidence


@admin.register(StatusUpdate)
class StatusUpdateAdmin(PlanAdmin):
    """What owners said of their objectives."""

    list_display = ["objective", "quarter", "sequence", "status", "dated", "given_by", "given_as", "told_on"]
    list_select_related = ["objective", "quarter__year", "given_by", "given_as"]
    list_filter = ["status", "quarter__number", "dated"]
    search_fields = ["objective__reference", "objective__text", "comment"]
    inlines = [OutcomeEvidenceInline]


class PlanningColumnInline(PlanInline):
    """The columns of a table."""

    model = PlanningColumn


class PlanningLineInline(PlanInline):
    """The rows of a table."""

    model = PlanningLine
    fields = ["order", "label", "unit", "part_of", "share_of", "note"]


@admin.register(PlanningTable)
class PlanningTableAdmin(PlanAdmin):
    """Budget, staffing, demand and the like."""

    list_display = ["title", "kind", "annual_plan", "unit"]
    list_select_related = ["annual_plan"]
    list_filter = ["kind", "annual_plan"]
    search_fields = ["title"]
    inlines = [PlanningColumnInline, PlanningLineInline]


class PlanningCellInline(PlanInline):
    """The figures of a row: as printed, and as read."""

    model = PlanningCell
    fields = ["column", "printed", "value", "is_reading", "ground", "confirmed_by", "confirmed_on"]


@admin.register(PlanningLine)
class PlanningLineAdmin(PlanAdmin):
    """A row of a planning table, with its figures."""

    list_display = ["label", "table", "part_of"]
    list_select_related = ["table"]
    list_filter = ["table"]
    search_fields = ["label"]
    inlines = [PlanningCellInline]
