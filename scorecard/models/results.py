"""What a measure reached: dated rows, never overwritten."""

from typing import Self

from django.db import models

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter, User
from scorecard.models.measures import Measure


class ResultQuerySet(models.QuerySet["Result"]):
    """Questions about results."""

    def that_count(self) -> Self:
        """The latest row for each measure, quarter and unit."""
        return self.order_by("measure_id", "quarter_id", "unit_id", "-sequence").distinct(
            "measure_id", "quarter_id", "unit_id"
        )


class Result(tenancy.TrustOwned):
    """A measure's value at a quarter (an annual one stands at the fourth); the highest sequence counts.

    Shape: `value` in the measure's own unit (percent: 92.5 is 92.5 %), or `step`, the code of a scale's step, a quarter
    (Q3), or yes or no.
    """

    append_only = True

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="results")
    quarter = models.ForeignKey(Quarter, on_delete=models.PROTECT, related_name="results")
    unit = models.ForeignKey(DeliveryUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sequence = models.PositiveIntegerField()
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    step = models.CharField(max_length=20, blank=True)
    numerator = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    provisional = models.BooleanField(default=False)
    source = models.CharField("where the figure comes from", max_length=200, blank=True)
    note = models.TextField(
        blank=True, help_text="Printed beside the result and read by everybody who may read the scorecard."
    )
    odd_because = models.CharField("why an odd figure is right", max_length=300, blank=True)
    reason = models.TextField("reason for the correction", blank=True)
    dated = models.DateField("business day it was given")
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_as = models.ForeignKey(Owner, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_as_name = models.CharField("what the owner was called then", max_length=120, blank=True, editable=False)
    given_at = models.DateTimeField(auto_now_add=True)
    told_on = models.DateField("told by the owner on", null=True, blank=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "quarter", "unit", "sequence"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "quarter", "unit", "sequence"],
                nulls_distinct=False,
                name="scorecard_result_sequence_once",
                violation_error_message="Somebody else entered a result in the meantime.",
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False, step="") | models.Q(value__isnull=True) & ~models.Q(step=""),
                name="scorecard_result_value_or_step",
                violation_error_message="Enter the result.",
            ),
            models.CheckConstraint(
                condition=models.Q(numerator__isnull=True, denominator__isnull=True)
                | models.Q(numerator__isnull=False, denominator__gt=0),
                name="scorecard_result_both_parts",
                violation_error_message="Give both parts of the percentage, the second above nought.",
            ),
            models.CheckConstraint(
                condition=models.Q(sequence=1) | ~models.Q(reason=""),
                name="scorecard_result_correction_has_reason",
                violation_error_message="Say why the result is corrected.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.quarter}: {self.value if self.value is not None else self.step}"
