"""What the Board approved, and the numbers that parts of a plan bore before."""

from django.db import models

from objectives.models.objectives import Objective
from objectives.models.plans import Aim, AnnualPlan, Plan, Theme
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Body, User


class PlanVersion(tenancy.TrustOwned):
    """A year's plan as it was printed or approved, whole; later edits are marked against the latest."""

    append_only = True

    class Kind(models.TextChoices):
        """What makes it a version."""

        PAPER = "paper", "As printed"
        APPROVED = "approved", "Approved"

    kind = models.CharField(max_length=10, choices=Kind)
    annual_plan = models.ForeignKey(AnnualPlan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    approved_on = models.DateField(null=True, blank=True)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="approved by"
    )
    minute_reference = models.CharField(max_length=60, blank=True)
    note = models.TextField("what is new in it", blank=True)
    contents = models.JSONField()
    digest = models.CharField(max_length=64)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["annual_plan", "-number"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["annual_plan", "number"],
                name="objectives_planversion_number_once",
                violation_error_message="Somebody else published the plan in the meantime.",
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1),
                name="objectives_planversion_number_from_1",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind="paper", approved_on__isnull=True, published_by__isnull=True, minute_reference=""
                )
                | models.Q(kind="approved", approved_on__isnull=False, published_by__isnull=False)
                & ~models.Q(minute_reference=""),
                name="objectives_planversion_approved_with_a_minute",
                violation_error_message="Give the day of the approval and the minute reference.",
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number} of {self.annual_plan}"


class FormerNumber(tenancy.TrustOwned):
    """A number that a theme, an aim or an objective bore once, kept by the database.

    An objective's is never given again. A theme or an aim may take another's where a plan is numbered anew; then an
    address means whoever bears the number now.
    """

    kept_by_database = True

    class Kind(models.TextChoices):
        """What bore it."""

        THEME = "theme", "Theme"
        AIM = "aim", "Aim"
        OBJECTIVE = "objective", "Objective"

    kind = models.CharField(max_length=10, choices=Kind)
    number = models.CharField(max_length=20)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="former_numbers")
    annual_plan = models.ForeignKey(
        AnnualPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="former_numbers"
    )
    theme = models.ForeignKey(Theme, on_delete=models.DO_NOTHING, null=True, blank=True, related_name="former_numbers")
    aim = models.ForeignKey(Aim, on_delete=models.DO_NOTHING, null=True, blank=True, related_name="former_numbers")
    objective = models.ForeignKey(
        Objective, on_delete=models.DO_NOTHING, null=True, blank=True, related_name="former_numbers"
    )

    class Meta:
        ordering = ["kind", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number", "plan", "annual_plan", "theme", "aim", "objective"],
                nulls_distinct=False,
                name="objectives_formernumber_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
