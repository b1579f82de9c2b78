"""PDFs that somebody asked for: how far each has come, and what was drawn."""

import uuid
from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func
from django.urls import reverse

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import User, Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.models.board import BoardPack
from probation_planning.reports.models.packs import Pack
from risks.models import Register
from risks.models.risks import owned_entries

OF_A_PAGE = models.Q(pack=None, board_pack=None)
OF_ONE_PACK = models.Q(pack__isnull=False, board_pack=None) | models.Q(pack=None, board_pack__isnull=False)


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
        still_open = models.Q(register=None) | models.Q(register__section_two_roles__overlap=sorted(reader.roles))
        still_owned = models.Q(entries=[])
        if reader.owners:
            still_owned |= models.Q(entries__contained_by=ArraySubquery(owned_entries(reader.owner_ids)))
        return self.filter(
            still_open,
            still_owned,
            trust=reader.trust,
            asked_by=reader.user,
            rights__contained_by=[f"{reader.trust.pk}:{role}" for role in sorted(reader.roles)],
            owners__contained_by=sorted(reader.owner_ids),
        )

    def of_pack(self, pack: Pack | BoardPack) -> Self:
        """Those of a pack, of either kind."""
        return self.filter(pack=pack) if isinstance(pack, Pack) else self.filter(board_pack=pack)

    def in_hand(self) -> Self:
        """Those that wait or are being drawn."""
        return self.filter(state__in=[Drawing.State.WAITING, Drawing.State.DRAWING])


class Drawing(tenancy.TrustOwned):
    """One asking for a PDF: of a page as its asker saw it, or of a pack of either kind that has no file yet.

    `rights` are the asker's roles as the database was told of them, "<trust id>:<role>", and `owners` the posts and
    groups they answered for. Where the page may show section 2, `register` is the one that opened it to their role, or
    else `entries` the risks of section 2 that they saw as owners. Whoever has lost one of these since may not fetch
    what was seen by it. The wall asks the same.
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
    owners = ArrayField(models.BigIntegerField())
    register = models.ForeignKey(
        Register, on_delete=models.DO_NOTHING, null=True, blank=True, related_name="+", verbose_name="opened section 2"
    )
    entries = ArrayField(models.BigIntegerField(), default=list, verbose_name="risks of section 2 seen as their owner")
    asked_at = models.DateTimeField(auto_now_add=True)
    title = models.CharField(max_length=200)
    name = models.CharField("name of the file, before its .pdf", max_length=120)
    came_from = models.CharField("address of the page it was asked for on", max_length=500)
    key = models.CharField("SHA-256 of the page and all that gives it its look", max_length=64, blank=True)
    page = models.BinaryField("the page as HTML, packed; gone once nobody draws it any more", null=True)
    sheets = models.JSONField(default=list)
    queued_at = models.DateTimeField("when it was left to the worker", null=True, blank=True)
    rows = models.PositiveIntegerField(default=0)
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, null=True, blank=True, related_name="drawings")
    board_pack = models.ForeignKey(BoardPack, on_delete=models.PROTECT, null=True, blank=True, related_name="drawings")
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
                condition=models.Q(OF_A_PAGE, key__regex="^[0-9a-f]{64}$") | models.Q(OF_ONE_PACK, key="", page=None),
                name="reports_drawing_of_page_or_pack",
                violation_error_message="A drawing is of a page or of a pack.",
            ),
            models.CheckConstraint(
                condition=models.Q(OF_A_PAGE, state="done", file__isnull=False)
                | models.Q(OF_ONE_PACK, state="done", file=None)
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
    def issued(self) -> Pack | BoardPack | None:
        """The pack that it is of; none where it is of a page."""
        return self.pack or self.board_pack

    @property
    def is_in_hand(self) -> bool:
        """Whether it waits or is being drawn."""
        return self.state in {self.State.WAITING, self.State.DRAWING}
