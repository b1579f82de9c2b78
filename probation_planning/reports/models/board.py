"""Board packs: chosen reports in chosen order, as one body was given them, frozen."""

import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Body, Role, User, Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from risks.models import Entry, Register


class BoardPackQuerySet(models.QuerySet["BoardPack"]):
    """Questions about board packs."""

    def visible_to(self, reader: Reader) -> Self:
        """Those without section 2 to whoever reads packs; those with it to the roles the register opens it to.

        Whoever has nothing but a committee's role reads what that committee was given; the auditor any.
        """
        if not may(reader, Act.READ, Kind.PACK):
            return self.none()
        rows = ~models.Q(sections__contains=[2]) | models.Q(register__section_two_roles__overlap=sorted(reader.roles))
        if not reader.working_roles and Role.AUDITOR not in reader.roles:
            rows &= models.Q(body__role__in=sorted(reader.roles))
        return self.filter(rows, trust=reader.trust)


class BoardPack(tenancy.TrustOwned):
    """What a body was given for a meeting: the data of each report in it, when, by whom, with which fingerprint.

    `uuid` is the mark of the form it was issued with, so that the same form sent twice issues once. `sections` are
    those of the register that the body reads: a pack that tells of risks is kept for whoever may see these.
    """

    append_only = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="board_packs")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="board_packs")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, null=True, blank=True, related_name="board_packs")
    sections = ArrayField(models.PositiveSmallIntegerField(), blank=True)
    number = models.PositiveSmallIntegerField("1 for the first of the year for the body")
    title = models.CharField(max_length=120)
    meeting_on = models.DateField("day of the meeting")
    issued_on = models.DateField("day the body was given it")
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    data = models.JSONField()
    fingerprint = models.CharField("SHA-256 of the data printed in it", max_length=64)

    objects = BoardPackQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "body", "number"],
                name="reports_boardpack_once",
                violation_error_message="Another board pack was issued for this body at the same moment. "
                "Look at yours again, then issue it.",
            ),
            models.CheckConstraint(
                condition=models.Q(sections__contained_by=[1, 2]),
                name="reports_boardpack_sections_1_and_2",
                violation_error_message="A board pack holds section 1, section 2, both or none.",
            ),
            models.CheckConstraint(
                condition=models.Q(register__isnull=False) | models.Q(sections=[]),
                name="reports_boardpack_of_a_register",
                violation_error_message="Sections are those of a register.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} for the {self.body}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("reports:board_pack", args=[self.year.trust.slug, self.year.slug, self.uuid])


class BoardPackedRisk(tenancy.TrustOwned):
    """That a risk of the register was open to the body as its board pack was read; such a risk is never deleted.

    Whatever a part prints or counts is of these.
    """

    append_only = True

    pack = models.ForeignKey(BoardPack, on_delete=models.PROTECT, related_name="risks")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="board_packed")

    class Meta:
        ordering = ["pack", "pk"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [models.UniqueConstraint(fields=["pack", "entry"], name="reports_boardpackedrisk_once")]

    def __str__(self) -> str:
        return f"{self.entry} in {self.pack}"


class BoardPackFile(tenancy.TrustOwned):
    """The bytes of a board pack's PDF, and their SHA-256."""

    append_only = True

    pack = models.OneToOneField(BoardPack, on_delete=models.PROTECT, related_name="file")
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    made_at = models.DateTimeField("drawn at", auto_now_add=True)

    class Meta:
        triggers = [tenancy.NEVER_CHANGED]

    def __str__(self) -> str:
        return self.name


class BoardPackWithdrawal(tenancy.TrustOwned):
    """That a board pack was taken back, and why; it stays as it was, marked withdrawn."""

    append_only = True

    pack = models.OneToOneField(BoardPack, on_delete=models.PROTECT, related_name="withdrawal")
    dated = models.DateField()
    reason = models.TextField()
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="reports_boardpackwithdrawal_reason",
                violation_error_message="Say why the board pack is withdrawn.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pack}, withdrawn"
