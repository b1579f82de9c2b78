"""The register in the administration: what is set up there can be mended there; ratings can only be read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Kind, Reader
from probation_planning.organisation.walled import TrustAdmin, TrustInline, Walled
from risks.models import (
    Acceptance,
    Action,
    Appetite,
    Assessment,
    BandKey,
    Category,
    Control,
    Decision,
    Entry,
    EntryCategory,
    EntryOwner,
    Question,
    Reference,
    Register,
    Review,
    Risk,
    ScaleLevel,
    Stage,
    StageAct,
    Standing,
    Target,
    Turn,
    WorkingNote,
)


class OfTheRegister(Walled):
    """Rows of a register: of a closed year's they are read."""

    kind = Kind.REGISTER

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """While its year is not closed."""
        return not _is_closed(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """While its year is not closed."""
        return not _is_closed(obj) and super().has_delete_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """To one whose year is not closed."""
        return not _is_closed(obj) and super().has_add_permission(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A new row is of a register, and a new register of a year, that is not closed."""
        if db_field.remote_field.model in {Register, Year}:
            rows = db_field.remote_field.model._default_manager.all()
            closed = "closed_on" if db_field.remote_field.model is Year else "year__closed_on"
            kwargs.setdefault("queryset", rows.filter(**{closed: None}))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def _is_closed(obj: Any) -> bool:
    register = getattr(obj, "register", obj)
    return isinstance(register, Register) and register.year.closed_on is not None


class RegisterAdmin(OfTheRegister, TrustAdmin):
    """A list of the register's."""


class RegisterInline(OfTheRegister, TrustInline):
    """Rows of the register's below another."""


class ScaleLevelInline(RegisterInline):
    """The levels of both scales."""

    model = ScaleLevel
    fields = ["kind", "score", "name", "code", "range", "criteria", "starts_at", "approved_by", "approved_on"]


class BandKeyInline(RegisterInline):
    """The band keys."""

    model = BandKey
    fields = ["amber_from", "red_from", "black_from", "starts_at", "approved_by", "approved_on"]


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
    fields = [
        *("body", "section", "state", "issued_on", "met_on", "ratings_closed_on", "closed_on", "skipped_on"),
        *("withdrawn_on", "reason"),
    ]
    readonly_fields = ["state"]


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

    def get_readonly_fields(self, request: HttpRequest, obj: Register | None = None) -> list[str]:
        """Who reads section 2 is said by those who read it."""
        reader: Reader = request.reader  # type: ignore[attr-defined]
        return ["section_two_roles"] if obj and not obj.shows_section_two_to(reader) else []


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
        """What is printed stays as printed, a risk stays in its register, and a dated decision gives it its place."""
        kept = ["categories_as_printed", "owners_as_printed", "response_as_printed"]
        kept += ["closed_on", "closed_reason", "ends_at"]
        return kept if obj is None else [*kept, "register", "risk", "section", "reference", "order", "starts_at"]


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


@admin.register(StageAct)
class StageActAdmin(RegisterAdmin):
    """What was done with a review's papers, to be read."""

    list_display = ["review", "body", "kind", "number", "dated", "given_by"]
    list_filter = ["review", "body", "kind"]
    list_select_related = ["review", "body", "given_by"]
    search_fields = ["minute_reference", "reason"]
    ordering = ["-moment"]


@admin.register(Decision)
class DecisionAdmin(RegisterAdmin):
    """What the deciding body said of each rating, to be read."""

    list_display = ["entry", "review", "outcome", "likelihood", "impact", "minute", "given_by"]
    list_filter = ["review", "outcome"]
    list_select_related = ["entry", "review", "given_by"]
    search_fields = ["minute"]
    ordering = ["-moment"]


@admin.register(Turn)
class TurnAdmin(RegisterAdmin):
    """Dated decisions on a risk's place, to be read."""

    list_display = ["entry", "kind", "section", "reference", "dated", "reason", "decided_by"]
    list_filter = ["kind", "section"]
    list_select_related = ["entry"]
    search_fields = ["reference", "reason"]
    ordering = ["-moment"]


@admin.register(Reference)
class ReferenceAdmin(RegisterAdmin):
    """References ever given, to be read."""

    list_display = ["reference", "entry", "section"]
    list_filter = ["section"]
    list_select_related = ["entry"]
    search_fields = ["reference"]


class ThingAdmin(RegisterAdmin):
    """Things of a risk, to be read."""

    list_filter = ["section"]
    list_select_related = ["entry"]
    ordering = ["-moment"]


@admin.register(Action)
class ActionAdmin(ThingAdmin):
    """Actions, every row of each."""

    list_display = ["entry", "number", "sequence", "text", "owner", "due_on", "state"]
    list_filter = ["section", "state"]
    list_select_related = ["entry", "owner"]
    search_fields = ["text", "said", "reason"]


@admin.register(Control)
class ControlAdmin(ThingAdmin):
    """Controls, every row of each."""

    list_display = ["entry", "number", "sequence", "text", "effectiveness", "state"]
    search_fields = ["text"]


@admin.register(Acceptance)
class AcceptanceAdmin(ThingAdmin):
    """Acceptances, every row of each."""

    list_display = ["entry", "number", "sequence", "accepted_by", "accepted_by_body", "until", "state"]
    list_select_related = ["entry", "accepted_by", "accepted_by_body"]
    search_fields = ["why", "watched"]


@admin.register(Target)
class TargetAdmin(ThingAdmin):
    """Targets, every row of each."""

    list_display = ["entry", "sequence", "likelihood", "impact", "by_when", "reason"]
    search_fields = ["reason"]


@admin.register(Question)
class QuestionAdmin(ThingAdmin):
    """Questions, every row of each."""

    list_display = ["entry", "number", "sequence", "body", "kind", "text", "state"]
    list_select_related = ["entry", "body"]
    search_fields = ["text", "answer"]


@admin.register(WorkingNote)
class WorkingNoteAdmin(ThingAdmin):
    """Working notes, every row of each."""

    list_display = ["entry", "sequence", "text", "given_by"]
    list_select_related = ["entry", "given_by"]
    search_fields = ["text"]


@admin.register(Appetite)
class AppetiteAdmin(RegisterAdmin):
    """How much risk is tolerated in each category."""

    list_display = ["category", "register", "level", "tolerated", "approved_by", "approved_on"]
    list_filter = ["register", "level"]
    list_select_related = ["category", "register"]
    search_fields = ["category__name"]
