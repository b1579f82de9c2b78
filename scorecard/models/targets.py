"""What a measure must reach, kept exactly as written, and the scales of steps a trust uses."""

import pghistory
from django.db import models

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import DeliveryUnit, Sourced, User
from scorecard.models.measures import Measure


@pghistory.track()
class OrderedScale(tenancy.TrustOwned):
    """Steps in order, such as stars or audit opinions."""

    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "name"],
                name="scorecard_orderedscale_once",
                violation_error_message="The trust has this scale already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ScaleStep(tenancy.TrustOwned):
    """One step of a scale; a higher position is better."""

    scale = models.ForeignKey(OrderedScale, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["scale", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["scale", "position"],
                name="scorecard_scalestep_position_once",
                violation_error_message="Another step stands at this place.",
            ),
            models.UniqueConstraint(
                fields=["scale", "code"],
                name="scorecard_scalestep_code_once",
                violation_error_message="The scale has this step already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.code


class Target(Sourced, tenancy.TrustOwned):
    """What a measure must reach, exactly as written; the highest sequence in force on a day counts.

    `reading` is what the words are understood to mean where they do not say it themselves, with its ground.
    """

    append_only = True

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="targets")
    sequence = models.PositiveIntegerField()
    printed = models.CharField("target as written", max_length=120, blank=True)
    reading = models.CharField("target as read", max_length=120, blank=True)
    ground = models.TextField("ground of the reading", blank=True)
    scale = models.ForeignKey(OrderedScale, on_delete=models.PROTECT, null=True, blank=True, related_name="targets")
    effective_from = models.DateField()
    tolerance_under = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    tolerance_over = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    shares_reason = models.TextField("why the shares do not add up to it", blank=True)
    reason = models.TextField(blank=True)
    approved_by = models.CharField(max_length=120, blank=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["measure", "sequence"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "sequence"],
                name="scorecard_target_sequence_once",
                violation_error_message="Somebody else changed the target in the meantime.",
            ),
            models.CheckConstraint(
                condition=models.Q(sequence=1) | ~models.Q(reason=""),
                name="scorecard_target_change_has_reason",
                violation_error_message="Say why the target changes.",
            ),
            models.CheckConstraint(
                condition=models.Q(reading="") | ~models.Q(ground=""),
                name="scorecard_target_reading_has_ground",
                violation_error_message="Say why the target is read so.",
            ),
        ]

    def __str__(self) -> str:
        return self.printed

    @property
    def text(self) -> str:
        """What rating works with: the reading where there is one, else the words as written."""
        return self.reading or self.printed


class UnitShare(tenancy.TrustOwned):
    """A delivery unit's part of a trust-wide target, as written."""

    append_only = True

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="shares")
    unit = models.ForeignKey(DeliveryUnit, on_delete=models.PROTECT, related_name="shares")
    printed = models.CharField("share as written", max_length=120)

    class Meta:
        ordering = ["target", "unit"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "unit"],
                name="scorecard_unitshare_once",
                violation_error_message="The unit has a share already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.printed}"
