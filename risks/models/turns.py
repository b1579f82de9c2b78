"""Dated decisions that give a risk its place in the register, and the references it was ever known by."""

from typing import Self

from django.db import models
from django.db.models import Q

from probation_planning.organisation import tenancy
from probation_planning.organisation.roles import Act, Kind, Reader, may
from risks.models.dated import Dated, DatedRowQuerySet
from risks.models.registers import SECTIONS, Register, Review
from risks.models.risks import NOTHING, Entry, section_open_to


class Turn(Dated, tenancy.TrustOwned):
    """A turn in a risk's life: section, reference, order and closing of its entry change by such a row alone.

    A move writes two rows, each of them holding only what readers of its section may know.
    """

    append_only = True

    class Kind(models.TextChoices):
        """What happened."""

        ENTERED = "entered", "Entered"
        ARRIVED = "arrived", "Came from section 1"
        LEFT = "left", "No longer in the section"
        CLOSED = "closed", "Closed"
        REOPENED = "reopened", "Reopened"
        RENUMBERED = "renumbered", "Renumbered"
        CARRIED = "carried", "Carried from last year's register"
        OWNERS = "owners", "Owners changed"
        RESPONSE = "response", "Response changed"

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="turns")
    review = models.ForeignKey(
        Review,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="turns",
        verbose_name="first review it shows at",
    )
    section = models.PositiveSmallIntegerField("section it is told in")
    sequence = models.PositiveSmallIntegerField(db_default=0, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    reference = models.CharField(max_length=20, blank=True)
    former = models.CharField("reference before", max_length=20, blank=True, editable=False)
    order = models.PositiveSmallIntegerField(null=True, blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=120, blank=True)

    objects = DatedRowQuerySet["Turn"].as_manager()

    class Meta(Dated.Meta):
        ordering = ["entry_id", "section", "sequence"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["entry", "section", "sequence"],
                name="risks_turn_sequence_once",
                violation_error_message="Somebody decided on this risk in the meantime.",
            ),
            models.CheckConstraint(
                condition=Q(section__in=SECTIONS),
                name="risks_turn_section_1_or_2",
                violation_error_message="A register has section 1 and section 2.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["entered", "carried"]) | ~Q(reason=""),
                name="risks_turn_says_why",
                violation_error_message="Say why.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["entered", "arrived", "renumbered"]) | ~Q(reference=""),
                name="risks_turn_has_a_reference",
                violation_error_message="Give the reference it has from now on.",
            ),
        ]
        indexes = [
            models.Index(fields=["entry", "section", "-sequence"], name="risks_turn_latest"),
            models.Index("review", "section", name="risks_turn_at_review"),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_kind_display().lower()}"


class ReferenceQuerySet(models.QuerySet["Reference"]):
    """Questions about references."""

    def visible_to(self, reader: Reader, register: Register | None = None) -> Self:
        """By the section in which the reference was given."""
        if not may(reader, Act.READ, Kind.REGISTER):
            return self.filter(NOTHING)
        return self.filter(section_open_to(reader, reader.roles, "entry", register), trust=reader.trust)


class Reference(tenancy.TrustOwned):
    """A reference that a risk has or had; kept by the database, and never given to another risk of the register."""

    kept_by_database = True

    register = models.ForeignKey(Register, on_delete=models.DO_NOTHING, db_constraint=False, related_name="references")
    entry = models.ForeignKey(Entry, on_delete=models.DO_NOTHING, db_constraint=False, related_name="references")
    section = models.PositiveSmallIntegerField("section it was given in")
    reference = models.CharField(max_length=20)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["register_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "reference"],
                name="risks_reference_once",
                violation_error_message="This reference was given before and is never given again.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference
