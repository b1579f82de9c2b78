"""The scorecard in the administration: open to those who set scorecards up; results and targets only shown."""

from django.contrib import admin

from probation_planning.organisation.roles import Kind
from probation_planning.organisation.walled import TrustAdmin, TrustInline
from scorecard.models import (
    Confirmation,
    Footnote,
    Measure,
    MeasureOwner,
    OrderedScale,
    Perspective,
    PlanReference,
    Result,
    ScaleStep,
    Scorecard,
    Sharing,
    Target,
    UnitShare,
)


class ScorecardAdmin(TrustAdmin):
    """A list and a form of the scorecard's."""

    kind = Kind.SCORECARD


class ScorecardInline(TrustInline):
    """Rows of the scorecard's that belong to the row above them."""

    kind = Kind.SCORECARD


class PerspectiveInline(ScorecardInline):
    """The perspectives of a scorecard."""

    model = Perspective
    fields = ["number", "title"]


class FootnoteInline(ScorecardInline):
    """The notes under a scorecard, and the markers they are read to answer."""

    model = Footnote
    fields = ["order", "marker", "text", "answers_marker", "ground"]


@admin.register(Scorecard)
class ScorecardPage(ScorecardAdmin):
    """A year's scorecard."""

    list_display = ["title", "year"]
    list_select_related = ["year"]
    search_fields = ["title"]
    inlines = [PerspectiveInline, FootnoteInline]


class PlanReferenceInline(ScorecardInline):
    """The references of a measure as printed."""

    model = PlanReference
    fields = ["order", "printed"]


class MeasureOwnerInline(ScorecardInline):
    """Who answers for a measure."""

    model = MeasureOwner
    fields = ["owner", "order", "leads"]


class TargetInline(ScorecardInline):
    """Its targets, shown only."""

    model = Target
    fields = [
        "sequence",
        "printed",
        "reading",
        "ground",
        "scale",
        "effective_from",
        "tolerance_under",
        "tolerance_over",
    ]


@admin.register(Measure)
class MeasureAdmin(ScorecardAdmin):
    """What is measured; confirming a reading is filling in who confirmed it, and when."""

    list_display = ["reference", "name", "frequency_as_printed", "unit", "polarity", "accumulation", "marker"]
    list_display_links = ["reference", "name"]
    list_select_related = ["perspective"]
    list_filter = [
        "perspective",
        "frequency",
        "unit",
        "polarity",
        "accumulation",
        ("owners", admin.EmptyFieldListFilter),
    ]
    search_fields = ["name", "description", "references__printed"]
    inlines = [MeasureOwnerInline, PlanReferenceInline, TargetInline]


class ScaleStepInline(ScorecardInline):
    """The steps of a scale, lowest first."""

    model = ScaleStep


@admin.register(OrderedScale)
class OrderedScaleAdmin(ScorecardAdmin):
    """Stars, audit opinions, levels, and what a trust adds."""

    list_display = ["name"]
    search_fields = ["name"]
    inlines = [ScaleStepInline]


class UnitShareInline(ScorecardInline):
    """How a target is shared out."""

    model = UnitShare


@admin.register(Target)
class TargetAdmin(ScorecardAdmin):
    """Targets as written."""

    list_display = ["measure", "sequence", "printed", "reading", "scale", "effective_from"]
    list_select_related = ["measure", "scale"]
    list_filter = ["scale", "effective_from"]
    search_fields = ["measure__name", "printed", "reading"]


@admin.register(Sharing)
class SharingAdmin(ScorecardAdmin):
    """How targets are shared out to units."""

    list_display = ["target", "sequence", "dated", "given_by", "reason"]
    list_select_related = ["target", "given_by"]
    list_filter = ["dated"]
    search_fields = ["target__measure__name", "reason"]
    inlines = [UnitShareInline]


@admin.register(Confirmation)
class ConfirmationAdmin(ScorecardAdmin):
    """Readings that people found right."""

    list_display = ["measure", "reading", "value", "dated", "given_by"]
    list_select_related = ["measure", "given_by"]
    list_filter = ["reading", "dated"]
    search_fields = ["measure__name", "value"]


@admin.register(Result)
class ResultAdmin(ScorecardAdmin):
    """What measures reached."""

    list_display = ["measure", "quarter", "sequence", "value", "step", "provisional", "dated", "given_by", "given_as"]
    list_select_related = ["measure", "quarter__year", "given_by", "given_as"]
    list_filter = ["quarter__number", "provisional", "dated"]
    search_fields = ["measure__name", "note", "source"]
