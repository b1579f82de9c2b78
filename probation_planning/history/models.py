"""That dated rows were added, security events, and the chain that seals what is on record."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust, User
from probation_planning.organisation.security import Happened


class Addition(tenancy.TrustOwned):
    """That a dated row was added: when, by whom and by which request. Written by a trigger of the row's own table.

    It says nothing of what the row holds, nor at which address: that stays behind the walls of the row itself.
    """

    append_only = True

    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    at = models.DateTimeField()
    context = models.JSONField(null=True)

    class Meta:
        ordering = ["pk"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "row"],
                name="history_addition_once",
                violation_error_message="That this row was added is on record already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class Shape(models.Model):
    """The columns that a table had when rows of it were sealed; a later column changes no earlier seal."""

    append_only = True

    table = models.CharField(max_length=63)
    columns = ArrayField(models.CharField(max_length=63))

    class Meta:
        ordering = ["pk"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "columns"],
                name="history_shape_once",
                violation_error_message="This shape is on record already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table}: {', '.join(self.columns)}"


class Link(models.Model):
    """One row on record, sealed: its digest, and a hash over this and the link before it.

    `trust` is none in the chain of people, who may belong to several trusts. `horizon` is the number of the transaction
    that sealed it: what takes an earlier place in the table only afterwards was put in behind the record's back.
    """

    append_only = True

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.BigIntegerField()
    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    shape = models.ForeignKey(Shape, on_delete=models.PROTECT, related_name="+")
    digest = models.BinaryField()
    hash = models.BinaryField()
    sealed_at = models.DateTimeField()
    horizon = models.BigIntegerField()

    class Meta:
        ordering = ["trust", "number"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "number"],
                name="history_link_number_once",
                nulls_distinct=False,
                violation_error_message="The chain has a link of this number already.",
            ),
            models.UniqueConstraint(
                fields=["table", "row", "trust"],
                name="history_link_row_once",
                nulls_distinct=False,
                violation_error_message="This row is sealed already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.table} {self.row}"


class Erasure(models.Model):
    """That a sealed row of the chain of people was rewritten to erase a person: what its digest is since, and why."""

    append_only = True

    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    digest = models.BinaryField()
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        triggers = [tenancy.NEVER_CHANGED]

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.reason}"


class AnyEvent(models.Model):
    """Something that changed no row and still is on record: what was read, taken along, refused or tried.

    Keys and words of ours alone: what a thing is called is looked up by whoever reads the event, behind their walls.
    """

    append_only = True
    # It bears itself who, when and which request: no addition tells of it.
    tells_itself = True

    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=20, choices=Happened)
    user = models.ForeignKey(
        User, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+", verbose_name="person"
    )
    page = models.CharField(max_length=100, blank=True)
    year = models.CharField(max_length=7, blank=True)
    table = models.CharField(max_length=63, blank=True)
    row = models.BigIntegerField(null=True)
    section_two = models.BooleanField("section 2 was shown", default=False)
    says = models.CharField(max_length=100, blank=True)
    request = models.CharField(max_length=32, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d %H:%M}"


class Event(tenancy.TrustOwned, AnyEvent):
    """An event of one trust."""

    append_only = True

    class Meta:
        ordering = ["-pk"]
        triggers = [tenancy.NEVER_CHANGED]
        indexes = [models.Index(fields=["trust", "-id"], name="history_event_latest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=Happened.values),
                name="history_event_known_kind",
                violation_error_message="Choose one of the kinds of events.",
            ),
        ]


class PlatformEvent(AnyEvent):
    """An event that belongs to no trust."""

    class Meta:
        ordering = ["-pk"]
        triggers = [tenancy.NEVER_CHANGED]
        verbose_name = "event outside every trust"
        verbose_name_plural = "events outside every trust"
