"""What owners say of objectives: dated rows, never overwritten."""

from typing import Self

from django.db import models

from objectives.models.objectives import Objective, Outcome
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter, User


class Status(models.TextChoices):
    """How an objective stands at a quarter, in its owner's word."""

    NOT_STARTED = "not_started", "Not started"
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    OFF_TRACK = "off_track", "Off track"
    COMPLETE = "complete", "Complete"
    WITHDRAWN = "withdrawn", "Withdrawn"


class StatusUpdateQuerySet(models.QuerySet["StatusUpdate"]):
    """Questions about status updates."""

    def that_count(self) -> Self:
        """The latest word for each objective, quarter and unit."""
        return self.order_by("objective_id", "quarter_id", "unit_id", "-sequence").distinct(
            "objective_id", "quarter_id", "unit_id"
        )


class StatusUpdate(tenancy.TrustOwned):
    """What an owner said about an objective at a quarter; the highest sequence counts."""

    append_only = True

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="updates")
    quarter = models.ForeignKey(Quarter, on_delete=models.PROTECT, related_name="status_updates")
    unit = models.ForeignKey(DeliveryUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sequence = models.PositiveIntegerField()
    status = models.CharField(max_length=20, choices=Status)
    comment = models.TextField(
        blank=True, help_text="Printed in the plan report and read by everybody who may read the plan."
    )
    dated = models.DateField("business day it was given")
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    given_as = models.ForeignKey(
        Owner, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="the post that answered"
    )
    told_on = models.DateField("told by the owner on", null=True, blank=True)

    objects = StatusUpdateQuerySet.as_manager()

    class Meta:
        ordering = ["objective", "quarter", "unit", "sequence"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "quarter", "unit", "sequence"],
                nulls_distinct=False,
                name="objectives_statusupdate_sequence_once",
                violation_error_message="Somebody else answered in the meantime.",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values),
                name="objectives_statusupdate_known_status",
                violation_error_message="Choose a status from the list.",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.WITHDRAWN) | ~models.Q(comment=""),
                name="objectives_statusupdate_withdrawn_says_why",
                violation_error_message="Say in the comment why the objective is withdrawn.",
            ),
            models.CheckConstraint(
                condition=models.Q(sequence__gte=1),
                name="objectives_statusupdate_sequence_from_1",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objective}, {self.quarter}: {self.get_status_display()}"


class OutcomeEvidence(tenancy.TrustOwned):
    """The sentence that shows an outcome was reached, given with the status complete."""

    append_only = True

    update = models.ForeignKey(StatusUpdate, on_delete=models.PROTECT, related_name="evidence")
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="evidence")
    text = models.TextField()

    class Meta:
        ordering = ["update", "outcome"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["update", "outcome"],
                name="objectives_outcomeevidence_once",
                violation_error_message="This outcome has its sentence already.",
            ),
        ]

    def __str__(self) -> str:
        return self.text
