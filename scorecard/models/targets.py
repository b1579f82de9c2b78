"""What a measure must reach, kept exactly as written, and the scales of steps a trust uses."""

import pghistory
from django.contrib.postgres.fields import ArrayField
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


class Measured(models.TextChoices):
    """What tolerances are given in."""

    UNIT = "unit", "The measure's own unit"
    PERCENT = "percent", "Percent of the target"


class Target(Sourced, tenancy.TrustOwned):
    """What a measure must reach, exactly as written; the highest sequence in force on a day counts.

    `reading` is what the words are understood to mean where they do not say it themselves, with its ground.
    `profile` is empty, or says for each of the four quarters what must be reached by then of a target for the year.
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
    tolerance_measured = models.CharField(
        "tolerances are given in", max_length=10, choices=Measured, default=Measured.UNIT
    )
    profile = ArrayField(
        models.CharField(max_length=40, blank=True),
        verbose_name="level to date at each quarter, as written",
        default=list,
        blank=True,
    )
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
            models.CheckConstraint(
                condition=models.Q(profile__len=0) | models.Q(profile__len=4),
                name="scorecard_target_profile_of_four",
                violation_error_message="A profile says something of each of the four quarters, or nothing at all.",
            ),
        ]

    def __str__(self) -> str:
        return self.printed

    @property
    def text(self) -> str:
        """What rating works with: the reading where there is one, else the words as written."""
        return self.reading or self.printed


class Sharing(tenancy.TrustOwned):
    """How a trust-wide target is shared out to units; the highest sequence counts.

    `reason` says why the shares do not add up to the target, or why it is shared out anew.
    """

    append_only = True

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="sharings")
    sequence = models.PositiveIntegerField()
    reason = models.TextField(blank=True)
    dated = models.DateField("business day it was shared out")
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["target", "sequence"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "sequence"],
                name="scorecard_sharing_sequence_once",
                violation_error_message="Somebody else shared the target out in the meantime.",
            ),
            models.CheckConstraint(
                condition=models.Q(sequence=1) | ~models.Q(reason=""),
                name="scorecard_sharing_anew_has_reason",
                violation_error_message="Say why the target is shared out anew.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}, shared out {self.dated}"


class UnitShare(tenancy.TrustOwned):
    """A delivery unit's part of a trust-wide target, as written."""

    append_only = True

    sharing = models.ForeignKey(Sharing, on_delete=models.PROTECT, related_name="shares")
    unit = models.ForeignKey(DeliveryUnit, on_delete=models.PROTECT, related_name="shares")
    printed = models.CharField("share as written", max_length=120)

    class Meta:
        ordering = ["sharing", "unit"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["sharing", "unit"],
                name="scorecard_unitshare_once",
                violation_error_message="The unit has a share already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.printed}"


class Confirmation(tenancy.TrustOwned):
    """That a person found a reading of a measure right; it counts while the reading's words are still these."""

    class Reading(models.TextChoices):
        """What was read."""

        TARGET = "target", "Target"
        FREQUENCY = "frequency", "Frequency"
        UNIT = "unit", "Counted in"
        POLARITY = "polarity", "Which way is better"
        ACCUMULATION = "accumulation", "How it adds up over the year"

    append_only = True

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="confirmations")
    reading = models.CharField(max_length=15, choices=Reading)
    value = models.CharField("what was confirmed", max_length=200)
    dated = models.DateField("business day it was confirmed")
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["measure", "reading", "pk"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(value=""),
                name="scorecard_confirmation_of_something",
                violation_error_message="Say what is confirmed.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reading_display()}: {self.value}"
