"""Plans, which may span years, and their themes and aims."""

from typing import Self

import pghistory
from django.apps import apps
from django.db import models
from django.db.models.functions import Coalesce

from probation_planning.organisation import tenancy
from probation_planning.organisation.addresses import way_to
from probation_planning.organisation.models import Sourced, Year
from probation_planning.organisation.roles import Act, Kind, Reader, may


@pghistory.track()
class Plan(Sourced, tenancy.TrustOwned):
    """What themes and aims belong to; it may cover several years."""

    title = models.CharField(max_length=200)
    starts = models.DateField("first day it covers")
    ends = models.DateField("last day it covers")
    span_ground = models.TextField("ground for reading the days it covers", blank=True)

    class Meta:
        ordering = ["-starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "title"],
                name="objectives_plan_title_once",
                violation_error_message="The trust has a plan of this title already.",
            ),
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")),
                name="objectives_plan_ends_after_start",
                violation_error_message="The plan ends before it starts.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


def _number_of(name: str) -> Coalesce:
    """How many rows of a model belong to a year's plan."""
    rows = apps.get_model("objectives", name)._default_manager.filter(annual_plan=models.OuterRef("pk"))
    number = rows.order_by().values("annual_plan").annotate(number=models.Count("pk")).values("number")
    return Coalesce(models.Subquery(number), 0)


class AnnualPlanQuerySet(models.QuerySet["AnnualPlan"]):
    """Questions about a year's plan."""

    def visible_to(self, reader: Reader) -> Self:
        """Those the reader may see: all of their trust, if they may read plans at all."""
        return self.filter(trust=reader.trust) if AnnualPlan.is_open_to(reader) else self.none()

    def with_sizes(self) -> Self:
        """Each with how many sections its text has (`sections`), and how many planning tables it has (`sheets`)."""
        return self.annotate(sections=_number_of("Narrative"), sheets=_number_of("PlanningTable"))


@pghistory.track()
class AnnualPlan(Sourced, tenancy.TrustOwned):
    """The part of a plan that one year publishes; a trust has one a year."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="annual_plans")
    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="annual_plans")
    title = models.CharField(max_length=200)
    vision = models.TextField(blank=True)
    mission = models.TextField(blank=True)

    objects = AnnualPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                name="objectives_annualplan_one_a_year",
                violation_error_message="The year has a plan already.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @staticmethod
    def is_open_to(reader: Reader) -> bool:
        """Whether the reader may read plans of their trust, and so may be told that a year has none."""
        return may(reader, Act.READ, Kind.PLAN)


@pghistory.track()
class Narrative(Sourced, tenancy.TrustOwned):
    """An ordered section of a plan's text, in Markdown."""

    class Kind(models.TextChoices):
        """What the section is."""

        INTRODUCTION = "introduction", "Introduction"
        FOREWORD = "foreword", "Foreword"
        PURPOSE = "purpose", "Purpose"
        VALUES = "values", "Values"
        PROGRESS = "progress", "Progress"
        CAPACITY = "capacity", "Capacity"
        OTHER = "other", "Other"

    annual_plan = models.ForeignKey(AnnualPlan, on_delete=models.PROTECT, related_name="narratives")
    kind = models.CharField(max_length=20, choices=Kind)
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    order = models.PositiveSmallIntegerField(default=0)
    # What the section bears in addresses: the database counts it, within the year's plan, and gives none twice.
    number = models.PositiveSmallIntegerField(editable=False, db_default=0)

    class Meta:
        ordering = ["annual_plan", "order"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gt=0),
                name="objectives_narrative_number_counted",
                violation_error_message="Numbers are counted from 1.",
            ),
            models.UniqueConstraint(
                fields=["annual_plan", "number"],
                name="objectives_narrative_number_once",
                violation_error_message="Somebody added another at the same moment. Save again.",
            ),
            models.UniqueConstraint(
                fields=["annual_plan", "order"],
                name="objectives_narrative_order_once",
                violation_error_message="Another section stands at this place.",
            ),
        ]

    def __str__(self) -> str:
        return self.heading or self.get_kind_display()


class Withdrawable(models.Model):
    """A part of a plan that can be given up, with its reason."""

    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True) | ~models.Q(withdrawn_reason=""),
                name="%(app_label)s_%(class)s_withdrawn_with_reason",
                violation_error_message="Say why it is withdrawn.",
            ),
        ]


@pghistory.track()
class Theme(Sourced, Withdrawable, tenancy.TrustOwned):
    """The first level of a plan."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="themes")
    number = models.CharField(max_length=10)
    number_is_reading = models.BooleanField("the number is not printed", default=False)
    title = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["plan", "order"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="objectives_theme_number_once",
                violation_error_message="The plan has a theme of this number already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


@pghistory.track()
class Aim(Sourced, Withdrawable, tenancy.TrustOwned):
    """The second level of a plan, known by its printed number (1.2, or 2a where a theme has areas)."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="aims")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="aims")
    number = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["plan", "order"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="objectives_aim_number_once",
                violation_error_message="The plan has an aim of this number already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def address(self, year: Year) -> str:
        """Its page in a year."""
        return way_to("objectives:aim_detail", year.trust.slug, year.slug, self.number)
