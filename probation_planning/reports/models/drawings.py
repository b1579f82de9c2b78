"""PDFs that somebody asked for: how far each has come, and what was drawn."""

import uuid
from typing import Self

from django.db import models
from django.urls import reverse

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import User, Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.models.packs import Pack


class DrawnFile(tenancy.TrustOwned):
    """A PDF that is not issued, kept under the SHA-256 of the page it was drawn from, so that none is drawn twice."""

    key = models.CharField("SHA-256 of the page and its style sheets", max_length=64)
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
        """Those the reader asked for."""
        return self.filter(trust=reader.trust, asked_by=reader.user)


class Drawing(tenancy.TrustOwned):
    """One asking for a PDF: of a page as the asker saw it, or of a pack that has no file yet."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting"
        DRAWING = "drawing", "being drawn"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    title = models.CharField(max_length=200)
    name = models.CharField("name of the file, before its .pdf", max_length=120)
    came_from = models.CharField("address of the page it was asked for on", max_length=500)
    key = models.CharField("SHA-256 of the page and its style sheets", max_length=64)
    page = models.BinaryField("the page as HTML, packed; gone once it is drawn", null=True)
    sheets = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, null=True, blank=True, related_name="drawings")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    pages_done = models.PositiveIntegerField(default=0)
    problem = models.CharField("why it failed, for its reader", max_length=300, blank=True)

    objects = DrawingQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["state", "asked_at"], name="reports_drawing_in_turn")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "drawing", "done", "failed", "cancelled"]),
                name="reports_drawing_state",
                violation_error_message="A drawing waits, is being drawn, is done, failed or was cancelled.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page, which tells how far it has come."""
        return reverse("reports:drawing", args=[self.year.trust.slug, self.year.slug, self.uuid])
