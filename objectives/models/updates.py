"""What owners say of objectives: dated rows, never overwritten."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import URLValidator
from django.db import models

from objectives.models.evidence import EvidenceFile
from objectives.models.objectives import Deadline, Objective, Outcome
from objectives.standing import FINAL
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

    def that_count_at(self, number: int) -> Self:
        """The word that counts at a quarter of the year: its own, else a final one before (`standing.that_counts`)."""
        later = StatusUpdate.objects.filter(
            models.Q(quarter__number__gt=models.OuterRef("quarter__number"))
            | models.Q(quarter=models.OuterRef("quarter"), sequence__gt=models.OuterRef("sequence")),
            models.Q(unit=models.OuterRef("unit")) | models.Q(unit=None, objective__for_each=""),
            objective=models.OuterRef("objective"),
            quarter__number__lte=number,
        )
        own = models.Q(quarter__number=number)
        final = models.Q(quarter__number__lt=number, status__in=sorted(FINAL))
        return self.filter(own | final).exclude(models.Exists(later))


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
    # Filled in by the database: what the owners, and the one that answered, were called then.
    owners = ArrayField(models.CharField(max_length=120), default=list, blank=True, editable=False)
    given_as_name = models.CharField(max_length=120, blank=True, editable=False)

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
    """What shows that an outcome was reached, given with the status complete: a sentence, a link, a file, or more."""

    append_only = True

    update = models.ForeignKey(StatusUpdate, on_delete=models.PROTECT, related_name="evidence")
    outcome = models.ForeignKey(
        Outcome,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        help_text="None where the objective has no outcomes recorded: then it is evidence of the objective.",
    )
    text = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])])
    file = models.ForeignKey(EvidenceFile, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence")

    class Meta:
        ordering = ["update", "outcome"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["update", "outcome"],
                nulls_distinct=False,
                name="objectives_outcomeevidence_once",
                violation_error_message="This outcome has its evidence already.",
            ),
            models.CheckConstraint(
                condition=~models.Q(text="") | ~models.Q(link="") | models.Q(file__isnull=False),
                name="objectives_outcomeevidence_shows_something",
                violation_error_message="Give a sentence, a link or a file.",
            ),
            models.CheckConstraint(
                condition=models.Q(link="") | models.Q(link__regex="^https?://"),
                name="objectives_outcomeevidence_link_is_a_link",
                violation_error_message="Begin the link with https:// or http://.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class DeadlineRevisionQuerySet(models.QuerySet["DeadlineRevision"]):
    """Questions about moved deadlines."""

    def that_count(self) -> Self:
        """Those of the latest answer of a quarter and unit."""
        later = StatusUpdate.objects.filter(
            models.Q(unit=models.OuterRef("update__unit")) | models.Q(unit=None, objective__for_each=""),
            objective=models.OuterRef("update__objective"),
            quarter=models.OuterRef("update__quarter"),
            sequence__gt=models.OuterRef("update__sequence"),
        )
        return self.filter(~models.Exists(later))


class DeadlineRevision(tenancy.TrustOwned):
    """That an answer moved a deadline to another month, and why.

    It counts while its answer does, and while the deadline is still the month `was` that it was moved from: a plan
    approved anew with another month takes it back.
    """

    append_only = True

    update = models.ForeignKey(StatusUpdate, on_delete=models.PROTECT, related_name="revisions")
    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="revisions")
    was = models.DateField("the deadline's own month then")
    month = models.DateField("first day of the month")
    reason = models.TextField()

    objects = DeadlineRevisionQuerySet.as_manager()

    class Meta:
        ordering = ["update", "deadline"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["update", "deadline"],
                name="objectives_deadlinerevision_once",
                violation_error_message="This answer moves the deadline already.",
            ),
            models.CheckConstraint(
                condition=models.Q(month__day=1),
                name="objectives_deadlinerevision_is_a_month",
                violation_error_message="A deadline is a month; write its first day.",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="objectives_deadlinerevision_says_why",
                violation_error_message="Say why the deadline moves.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%B %Y}"


class Objection(tenancy.TrustOwned):
    """That an owner objects to the words which the officer entered for them."""

    append_only = True

    update = models.ForeignKey(StatusUpdate, on_delete=models.PROTECT, related_name="objections")
    text = models.TextField(help_text="Stands beside the answer wherever it is read.")
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_as = models.ForeignKey(
        Owner, on_delete=models.PROTECT, related_name="+", verbose_name="the post that objects"
    )
    given_as_name = models.CharField(max_length=120, blank=True, editable=False)
    dated = models.DateField("business day it was given")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["update", "given_at"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["update", "given_as"],
                name="objectives_objection_once",
                violation_error_message="This owner has objected already.",
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="objectives_objection_says_what",
                violation_error_message="Say what is wrong with the answer.",
            ),
        ]

    def __str__(self) -> str:
        return self.text
