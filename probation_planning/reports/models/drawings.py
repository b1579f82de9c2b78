"""PDFs that somebody asked for: how far each has come, and what was drawn."""

import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func
from django.urls import reverse

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import User, Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.models.packs import Pack


class DrawnFile(tenancy.TrustOwned):
    """A PDF that nobody issued, kept under what it was drawn from, so that none is drawn twice.

    Read by whoever has a drawing that came to it.
    """

    key = models.CharField("SHA-256 of the page and all that gives it its look", max_length=64)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    drawn_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trust", "key"], name="reports_drawnfile_once")]

    def __str__(self) -> str:
        return self.key


class DrawingQuerySet(models.QuerySet["Drawing"]):
    """Questions about drawings."""

    def visible_to(self, reader: Reader) -> Self:
        """Those the reader asked for, as long as they may see what they might see then."""
        return self.filter(
            trust=reader.trust,
            asked_by=reader.user,
            roles__contained_by=sorted(reader.roles),
            owners__contained_by=sorted(reader.owner_ids),
        )

    def in_hand(self) -> Self:
        """Those that wait or are being drawn."""
        return self.filter(state__in=[Drawing.State.WAITING, Drawing.State.DRAWING])


class Drawing(tenancy.TrustOwned):
    """One asking for a PDF: of a page as its asker saw it, or of a pack that has no file yet.

    `roles` and `owners` are those of the asker then, `rights` the roles as the database was told of them: whoever has
    lost one of them since may not fetch what was seen by it. The wall asks the same.
    """

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting"
        DRAWING = "drawing", "being drawn"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.ForeignKey(Year, on_delete=models.DO_NOTHING, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    rights = ArrayField(
        models.TextField(), db_default=Func(function="app_roles", output_field=ArrayField(models.TextField()))
    )
    roles = ArrayField(models.CharField(max_length=20))
    owners = ArrayField(models.BigIntegerField())
    asked_at = models.DateTimeField(auto_now_add=True)
    title = models.CharField(max_length=200)
    name = models.CharField("name of the file, before its .pdf", max_length=120)
    came_from = models.CharField("address of the page it was asked for on", max_length=500)
    key = models.CharField("SHA-256 of the page and all that gives it its look", max_length=64, blank=True)
    page = models.BinaryField("the page as HTML, packed; gone once nobody draws it any more", null=True)
    sheets = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, null=True, blank=True, related_name="drawings")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    claim = models.UUIDField("who draws it", null=True, blank=True)
    claimed_until = models.DateTimeField("when whoever draws it counts as gone", null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    pages_done = models.PositiveIntegerField(default=0)
    problem = models.CharField("why it failed, for its reader", max_length=300, blank=True)
    file = models.ForeignKey(DrawnFile, on_delete=models.PROTECT, null=True, blank=True, related_name="drawings")

    objects = DrawingQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [
            models.Index(fields=["state", "asked_at"], name="reports_drawing_in_turn"),
            models.Index(fields=["asked_by", "-asked_at"], name="reports_drawing_of_asker"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "drawing", "done", "failed", "cancelled"]),
                name="reports_drawing_state",
                violation_error_message="A drawing waits, is being drawn, is done, failed or was cancelled.",
            ),
            models.CheckConstraint(
                condition=models.Q(pack=None, key__regex="^[0-9a-f]{64}$")
                | models.Q(pack__isnull=False, key="", page=None),
                name="reports_drawing_of_page_or_pack",
                violation_error_message="A drawing is of a page or of a pack.",
            ),
            models.CheckConstraint(
                condition=models.Q(state="done", pack=None, file__isnull=False)
                | models.Q(state="done", pack__isnull=False, file=None)
                | (~models.Q(state="done") & models.Q(file=None)),
                name="reports_drawing_done_with_file",
                violation_error_message="A drawing is done once its file is there.",
            ),
            models.CheckConstraint(
                condition=models.Q(page=None) | models.Q(state__in=["waiting", "drawing"]),
                name="reports_drawing_page_let_go",
                violation_error_message="A page is kept as long as it is to be drawn.",
            ),
            models.CheckConstraint(
                condition=models.Q(state="drawing", claim__isnull=False, claimed_until__isnull=False)
                | (~models.Q(state="drawing") & models.Q(claim=None, claimed_until=None)),
                name="reports_drawing_claimed",
                violation_error_message="What is being drawn is drawn by somebody.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page, which tells how far it has come."""
        return reverse("reports:drawing", args=[self.year.trust.slug, self.year.slug, self.uuid])

    @property
    def is_in_hand(self) -> bool:
        """Whether it waits or is being drawn."""
        return self.state in {self.State.WAITING, self.State.DRAWING}
