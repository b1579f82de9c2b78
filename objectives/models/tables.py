"""Planning tables: budget, staffing, demand, needs, sentencing, each cell with what is printed and how it is read."""

import pghistory
from django.db import models

from objectives.models.plans import AnnualPlan
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Reading, Sourced


@pghistory.track()
class PlanningTable(Sourced, tenancy.TrustOwned):
    """A table of figures in a plan."""

    class Kind(models.TextChoices):
        """What its figures are."""

        BUDGET = "budget", "Budget"
        STAFFING = "staffing", "Staffing"
        DEMAND = "demand", "Demand"
        NEEDS = "needs", "Assessed needs"
        SENTENCING = "sentencing", "Sentencing profile"
        OTHER = "other", "Other"

    annual_plan = models.ForeignKey(AnnualPlan, on_delete=models.PROTECT, related_name="tables")
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["annual_plan", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["annual_plan", "title"],
                name="objectives_planningtable_title_once",
                violation_error_message="The plan has a table of this title already.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class PlanningColumn(tenancy.TrustOwned):
    """A column of a planning table."""

    table = models.ForeignKey(PlanningTable, on_delete=models.CASCADE, related_name="columns")
    order = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=120)
    part_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="the total it is a part of",
    )

    class Meta:
        ordering = ["table", "order"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(part_of=models.F("pk")),
                name="objectives_planningcolumn_not_own_part",
                violation_error_message="A column is not a part of itself.",
            ),
            models.UniqueConstraint(
                fields=["table", "order"],
                name="objectives_planningcolumn_order_once",
                violation_error_message="Another column stands at this place.",
            ),
        ]

    def __str__(self) -> str:
        return self.heading


@pghistory.track()
class PlanningLine(Sourced, tenancy.TrustOwned):
    """A row of a planning table: a part of a total, the percentage that another row is of its total, or by itself."""

    table = models.ForeignKey(PlanningTable, on_delete=models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    unit = models.CharField(max_length=60, blank=True, help_text="Where it is another than the table's.")
    note = models.TextField(blank=True)
    part_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="the total it is a part of",
    )
    share_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="shares",
        verbose_name="the row whose percentage of its total it gives",
    )

    class Meta:
        ordering = ["table", "order"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(part_of=models.F("pk")) & ~models.Q(share_of=models.F("pk")),
                name="objectives_planningline_not_own_part",
                violation_error_message="A row is not a part or a percentage of itself.",
            ),
            models.UniqueConstraint(
                fields=["table", "order"],
                name="objectives_planningline_order_once",
                violation_error_message="Another row stands at this place.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


@pghistory.track()
class PlanningCell(Reading, tenancy.TrustOwned):
    """One figure: as printed, and the value it is read as; where the two differ the ground says why."""

    row = models.ForeignKey(PlanningLine, on_delete=models.CASCADE, related_name="cells")
    column = models.ForeignKey(PlanningColumn, on_delete=models.CASCADE, related_name="cells")
    printed = models.CharField(max_length=60, blank=True)
    value = models.DecimalField(max_digits=16, decimal_places=3, null=True, blank=True)

    class Meta:
        ordering = ["row", "column"]
        constraints = [
            models.UniqueConstraint(
                fields=["row", "column"],
                name="objectives_planningcell_once",
                violation_error_message="This cell is filled already.",
            ),
            models.CheckConstraint(
                condition=models.Q(is_reading=False) | ~models.Q(ground=""),
                name="objectives_planningcell_reading_has_ground",
                violation_error_message="Say why the figure is read so.",
            ),
        ]

    def __str__(self) -> str:
        return self.printed
