"""The register in the administration: what is set up there can be mended there; ratings can only be read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from probation_planning.organisation.admin import TrustAdmin, TrustInline
from probation_planning.organisation.roles import Kind
from risks.models import (
    Assessment,
    BandKey,
    Category,
    Entry,
    EntryCategory,
    EntryOwner,
    Register,
    Review,
    Risk,
    ScaleLevel,
    Stage,
    Standing,
)


class RegisterAdmin(TrustAdmin):
    """A list of the register's."""

    kind = Kind.REGISTER


class RegisterInline(TrustInline):
    """Rows of the register's below another."""

    kind = Kind.REGISTER


class ScaleLevelInline(RegisterInline):
    """The levels of both scales."""

    model = ScaleLevel
    fields = ["kind", "score", "name", "code", "range", "criteria", "starts_at", "approved_by"]


class BandKeyInline(RegisterInline):
    """The band keys."""

    model = BandKey
    fields = ["amber_from", "red_from", "black_from", "starts_at", "approved_by"]


class ReviewInline(RegisterInline):
    """The reviews."""

    model = Review
    fields = ["label", "slug", "month", "opened_on"]
    prepopulated_fields = {"slug": ["label"]}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """On the review's own form."""
        return False


class StageInline(RegisterInline):
    """How far a review has come with each body."""

    model = Stage
    fields = ["body", "section", "issued_on", "meeting", "closed_on", "skipped_on", "withdrawn_on", "reason"]
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A stage comes of an act, recorded with it; here it is read."""
        return False

    has_change_permission = has_add_permission


class EntryOwnerInline(RegisterInline):
    """Who owns a risk."""

    model = EntryOwner
    fields = ["owner", "order", "leads", "is_reading", "ground", "confirmed_by", "confirmed_on"]


class EntryCategoryInline(RegisterInline):
    """Kinds of a risk."""

    model = EntryCategory
    fields = ["category", "order"]


@admin.register(Register)
class RegisterPage(RegisterAdmin):
    """Registers, with their scales, keys and reviews."""

    list_display = ["title", "year", "period_from", "period_to"]
    list_select_related = ["year"]
    search_fields = ["title"]
    inlines = [ReviewInline, ScaleLevelInline, BandKeyInline]


@admin.register(Review)
class ReviewAdmin(RegisterAdmin):
    """Reviews, with the stages they go through."""

    list_display = ["label", "register", "month", "opened_on"]
    list_filter = ["register"]
    list_select_related = ["register"]
    search_fields = ["label"]
    inlines = [StageInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Review | None = None) -> list[str]:
        """A review stays in its register, and one that a body was given papers of stays when it was."""
        if obj is None:
            return []
        begun = obj.opened_on is not None or obj.stages.exists()
        return ["register", "month", "opened_on"] if begun else ["register"]


@admin.register(Category)
class CategoryAdmin(RegisterAdmin):
    """Kinds of risk."""

    list_display = ["name"]
    search_fields = ["name"]


@admin.register(Entry)
class EntryAdmin(RegisterAdmin):
    """Risks as they stand in a year's register."""

    list_display = ["reference", "title", "section", "closed_on"]
    list_filter = ["register", "section", "closed_on"]
    list_select_related = ["register"]
    search_fields = ["reference", "title", "success"]
    ordering = ["register", "section", "order"]
    inlines = [EntryOwnerInline, EntryCategoryInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Entry | None = None) -> list[str]:
        """What is printed stays as printed, and a risk stays in its register."""
        printed = ["categories_as_printed", "owners_as_printed", "response_as_printed"]
        return printed if obj is None else [*printed, "register", "risk"]


@admin.register(Risk)
class RiskAdmin(RegisterAdmin):
    """What gives a risk its lasting identity."""

    list_display = ["__str__"]


@admin.register(Assessment)
class AssessmentAdmin(RegisterAdmin):
    """Ratings, to be read."""

    list_display = ["reference", "review", "kind", "sequence", "likelihood", "impact", "score", "given_by", "dated"]
    list_filter = ["review", "kind", "section"]
    list_select_related = ["review", "given_by"]
    search_fields = ["reference", "title", "comments"]
    ordering = ["-review__month", "section", "entry__order", "-sequence"]


@admin.register(Standing)
class StandingAdmin(RegisterAdmin):
    """How each risk stands at each review, as the database keeps it."""

    list_display = ["reference", "review", "section", "likelihood", "impact", "score", "previous_score"]
    list_filter = ["review", "section"]
    list_select_related = ["review"]
    search_fields = ["reference", "title"]
    ordering = ["review__month", "section", "order"]
