"""Links, findings and packs in the administration, for those who set registers up; packs are shown, never changed."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from probation_planning.organisation.roles import Kind
from probation_planning.organisation.walled import TrustAdmin, TrustInline
from probation_planning.reports.models import (
    BoardPack,
    BoardPackedRisk,
    BoardPackFile,
    BoardPackWithdrawal,
    Finding,
    Link,
    Pack,
    PackedRisk,
    PackFile,
)


@admin.register(Link)
class LinkAdmin(TrustAdmin):
    """What a risk or a measure bears on, and whether a person has confirmed it."""

    kind = Kind.PLAN
    list_display = ["__str__", "ground", "says", "state", "decided_on"]
    list_filter = ["state", "ground"]
    list_select_related = ["entry", "measure", "objective", "aim", "theme"]
    search_fields = ["says", "measure__name", "entry__title", "aim__title", "objective__text"]
    fieldsets = [
        ("A risk or a measure", {"fields": ["entry", "measure", "reference"]}),
        ("The part of the plan it bears on", {"fields": ["theme", "aim", "objective"]}),
        ("What it rests on", {"fields": ["ground", "says", "state", "decided_by", "decided_on"]}),
    ]


@admin.register(Finding)
class FindingAdmin(TrustAdmin):
    """What is odd about a document."""

    kind = Kind.REGISTER
    list_display = ["about", "says", "kind", "section", "line"]
    list_filter = ["kind", "section"]
    search_fields = ["about", "says"]


class PackFileInline(TrustInline):
    """The file, without its bytes."""

    kind = Kind.REGISTER
    model = PackFile
    fields = ["name", "sha256", "pages"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """The bytes stay where they are."""
        return super().get_queryset(request).defer("content")


class PackedRiskInline(TrustInline):
    """The risks that stood in it."""

    kind = Kind.REGISTER
    model = PackedRisk
    fields = ["entry", "section", "assessment"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """With what each names."""
        return super().get_queryset(request).select_related("entry", "assessment__entry", "assessment__review")


@admin.register(Pack)
class PackAdmin(TrustAdmin):
    """What bodies were given."""

    kind = Kind.REGISTER
    list_display = ["__str__", "sections", "issued_on", "recorded_from_paper", "fingerprint"]
    list_filter = ["recorded_from_paper", "body"]
    list_select_related = ["review", "body"]
    search_fields = ["body__name", "review__label", "fingerprint"]
    fields = [
        "year",
        "review",
        "body",
        "number",
        "sections",
        "recorded_from_paper",
        "issued_on",
        "issued_by",
        "fingerprint",
    ]
    inlines = [PackFileInline, PackedRiskInline]


class BoardPackFileInline(TrustInline):
    """The file, without its bytes."""

    kind = Kind.REGISTER
    model = BoardPackFile
    fields = ["name", "sha256", "pages"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """The bytes stay where they are."""
        return super().get_queryset(request).defer("content")


class BoardPackedRiskInline(TrustInline):
    """The risks that were open to its body."""

    kind = Kind.REGISTER
    model = BoardPackedRisk
    fields = ["entry"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """With what each names."""
        return super().get_queryset(request).select_related("entry")


class BoardPackWithdrawalInline(TrustInline):
    """That it was taken back, and why."""

    kind = Kind.REGISTER
    model = BoardPackWithdrawal
    fields = ["dated", "reason", "given_by"]


@admin.register(BoardPack)
class BoardPackAdmin(TrustAdmin):
    """Board packs that were issued."""

    kind = Kind.REGISTER
    list_display = ["__str__", "number", "meeting_on", "issued_on", "sections", "fingerprint"]
    list_filter = ["body"]
    list_select_related = ["body"]
    search_fields = ["title", "body__name", "fingerprint"]
    fields = ["year", "body", "number", "title", "meeting_on", "sections", "issued_on", "issued_by", "fingerprint"]
    inlines = [BoardPackFileInline, BoardPackWithdrawalInline, BoardPackedRiskInline]
