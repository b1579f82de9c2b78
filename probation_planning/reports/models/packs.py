"""Packs: what a body was given, frozen."""

import datetime
import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Body, Role, Sourced, User, Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from risks.models import Assessment, Entry, Register, Review, Stage, StageAct


class PackQuerySet(models.QuerySet["Pack"]):
    """Questions about packs."""

    def visible_to(self, reader: Reader) -> Self:
        """Section 1 packs to whoever reads packs; those with section 2 to the roles the register opens it to.

        A committee reads its own; another body's once it was given that review itself, and the auditor any.
        """
        if not may(reader, Act.READ, Kind.PACK):
            return self.none()
        rows = ~models.Q(sections__contains=[2]) | models.Q(register__section_two_roles__overlap=sorted(reader.roles))
        if not reader.working_roles and Role.AUDITOR not in reader.roles:
            given = Stage.objects.issued().filter(review=models.OuterRef("review"), body__role=Role.AUDIT)
            rows &= models.Q(body__role=Role.AUDIT) | models.Q(models.Exists(given))
        return self.filter(rows, trust=reader.trust)

    def with_withdrawal(self) -> Self:
        """With the day on which its papers were withdrawn, and why; whoever has the pack may know."""
        acts = StageAct.objects.filter(
            kind=StageAct.Kind.WITHDRAWN,
            review=models.OuterRef("review"),
            body=models.OuterRef("body"),
            number=models.OuterRef("act__number"),
        )
        return self.annotate(
            withdrawn_on=models.Subquery(acts.values("dated")[:1]),
            withdrawn_because=models.Subquery(acts.values("reason")[:1]),
        )


class Pack(Sourced, tenancy.TrustOwned):
    """What a body was given at a review: the data printed in it, and when, by whom, with which fingerprint."""

    append_only = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="packs")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="packs")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="packs")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="packs")
    number = models.PositiveSmallIntegerField("1 for the first issue of the review to the body", default=1)
    sections = ArrayField(models.PositiveSmallIntegerField())
    recorded_from_paper = models.BooleanField(default=False)
    issued_on = models.DateField("day the body was given it")
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    act = models.OneToOneField(
        StageAct,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pack",
        verbose_name="the issue",
    )
    data = models.JSONField()
    fingerprint = models.CharField("SHA-256 of the data printed in it", max_length=64)

    # Told by `with_withdrawal`.
    withdrawn_on: datetime.date | None

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "body"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "body", "number"],
                name="reports_pack_once",
                violation_error_message="The body was given this pack already.",
            ),
            models.CheckConstraint(
                condition=models.Q(sections__contained_by=[1, 2]) & ~models.Q(sections=[]),
                name="reports_pack_sections_1_and_2",
                violation_error_message="A pack holds section 1, section 2, or both.",
            ),
            models.CheckConstraint(
                condition=models.Q(act__isnull=False) | models.Q(recorded_from_paper=True),
                name="reports_pack_was_issued",
                violation_error_message="A pack is what papers were issued with.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review} pack for {self.body}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("reports:pack_detail", args=[self.year.trust.slug, self.year.slug, self.uuid])


class PackedRisk(tenancy.TrustOwned):
    """That a risk stood in a pack; such a risk is never deleted."""

    append_only = True

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="risks")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="packed")
    section = models.PositiveSmallIntegerField()
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, null=True, related_name="packed")

    class Meta:
        ordering = ["pack", "pk"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [models.UniqueConstraint(fields=["pack", "entry"], name="reports_packedrisk_once")]

    def __str__(self) -> str:
        return f"{self.entry} in {self.pack}"


class PackFile(tenancy.TrustOwned):
    """The bytes of a pack's PDF, and their SHA-256."""

    append_only = True

    pack = models.OneToOneField(Pack, on_delete=models.PROTECT, related_name="file")
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    made_at = models.DateTimeField("drawn at", auto_now_add=True, null=True)

    class Meta:
        triggers = [tenancy.NEVER_CHANGED]

    def __str__(self) -> str:
        return self.name
