"""A year's register: its scales, its band key, its reviews and the stages they go through."""

from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Body, Meeting, Owner, Role, Sourced, Year
from probation_planning.organisation.roles import EVERYONE, Reader
from risks.scoring import PRODUCTS, Thresholds

SECTIONS = (1, 2)


def default_section_two_roles() -> list[str]:
    """Who reads section 2 unless the register says otherwise (domain.md); each risk's owners read theirs besides."""
    return [Role.AUDIT, Role.AUDITOR, Role.OFFICER]


@pghistory.track(exclude=["stamp"])
class Register(Sourced, tenancy.TrustOwned):
    """The risk register of a trust for a year.

    `stamp` is new whenever a review, stage, scale or key of it changes; the database sees to that. Changing one of
    these thereby waits for whoever holds the register's row, and whoever knew the register by its stamp asks anew.
    """

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="registers")
    title = models.CharField(max_length=200)
    period_from = models.DateField()
    period_to = models.DateField()
    section_one_title = models.CharField(max_length=300)
    section_two_title = models.CharField(max_length=300)
    section_two_note = models.TextField(blank=True)
    section_two_roles = ArrayField(
        models.CharField(max_length=20, choices=Role), default=default_section_two_roles, blank=True
    )
    told_post = models.ForeignKey(
        Owner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="post told besides owners and officer",
        help_text="Told when a risk turns Black or newly Red, if its holder may read it.",
    )
    stamp = models.UUIDField(db_default=RandomUUID(), editable=False)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                name="risks_register_one_a_year",
                violation_error_message="The year has a register already.",
            ),
            models.CheckConstraint(
                condition=models.Q(section_two_roles__contained_by=sorted(EVERYONE)),
                name="risks_register_section_two_known_roles",
                violation_error_message="Section 2 can be opened to directors, SMT, committee, auditors and officers.",
            ),
            models.CheckConstraint(
                condition=models.Q(period_to__gt=models.F("period_from")),
                name="risks_register_ends_after_start",
                violation_error_message="The period ends before it starts.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The register's page."""
        return reverse("risks:risk_list", args=[self.year.trust.slug, self.year.slug])

    def shows_section_two_to(self, reader: Reader) -> bool:
        """Whether the reader sees the whole of section 2, not only the risks they own."""
        return reader.trust.pk == self.trust_id and not reader.roles.isdisjoint(self.section_two_roles)


@pghistory.track()
class ScaleLevel(Sourced, tenancy.TrustOwned):
    """One of the five levels of likelihood or impact, with the words that say when it applies."""

    class Kind(models.TextChoices):
        """Which scale."""

        LIKELIHOOD = "likelihood", "Likelihood"
        IMPACT = "impact", "Impact"

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="levels")
    starts_at = models.ForeignKey(
        "risks.Review", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="holds from"
    )
    approved_by = models.CharField(max_length=120, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    score = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    code = models.CharField(max_length=4)
    range = models.CharField("probability range", max_length=40, blank=True)
    criteria = models.TextField()

    class Meta:
        ordering = ["register", "kind", "score"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "kind", "score", "starts_at"],
                nulls_distinct=False,
                name="risks_scalelevel_once",
                violation_error_message="The scale has this level already.",
            ),
            models.CheckConstraint(
                condition=models.Q(score__range=(1, 5)),
                name="risks_scalelevel_1_to_5",
                violation_error_message="A scale has levels 1 to 5.",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_at__isnull=True) | ~models.Q(approved_by=""),
                name="risks_scalelevel_change_is_approved",
                violation_error_message="Say who approved the change of the scale.",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_at__isnull=True) | models.Q(approved_on__isnull=False),
                name="risks_scalelevel_change_has_a_day",
                violation_error_message="Say when the change was approved.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score} {self.name}"

    def clean(self) -> None:
        """Starts at a review of its own register."""
        super().clean()
        refuse_other_register(self.register_id, self.starts_at)


class Phase(models.TextChoices):
    """How far the rating of a review has come for one section; the words of its risks are frozen from papers on."""

    UNOPENED = "unopened", "Not open yet"
    OPEN = "open", "Open"
    PAPERS = "papers", "With the body that decides"
    CLOSED = "closed", "Closed"


@pghistory.track()
class Review(Sourced, tenancy.TrustOwned):
    """One pass over a register: a column of the paper, with a label and a month."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="reviews")
    label = models.CharField(max_length=20)
    slug = models.SlugField(max_length=20)
    month = models.DateField("first day of the month")
    opened_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["register", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "slug"],
                name="risks_review_slug_once",
                violation_error_message="The register has a review of this name already.",
            ),
            models.UniqueConstraint(
                fields=["register", "month"],
                name="risks_review_month_once",
                violation_error_message="The register has a review in this month already.",
            ),
            models.CheckConstraint(
                condition=models.Q(month__day=1),
                name="risks_review_is_a_month",
                violation_error_message="A review has a month; write its first day.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def phase(self, section: int) -> Phase:
        """How far rating has come for the section; in SQL `risks_phase`."""
        stages = [stage for stage in self.stages.all() if stage.section == section]
        if any(stage.ratings_closed_on for stage in stages):
            return Phase.CLOSED
        if any(stage.state == Stage.State.ISSUED for stage in stages):
            return Phase.PAPERS
        return Phase.OPEN if self.opened_on else Phase.UNOPENED

    def is_open(self, section: int) -> bool:
        """Whether owners may propose ratings for the section now."""
        return self.phase(section) is Phase.OPEN


def _paints_every_band() -> models.Q:
    """Whether each band spans a score that likelihood times impact can give."""
    painted = models.Q()
    floors = ("amber_from", "red_from", "black_from")
    for floor, ceiling in zip((None, *floors), (*floors, None), strict=True):
        some = models.Q()
        for product in PRODUCTS:
            inside = models.Q(**{f"{floor}__lte": product}) if floor else models.Q()
            some |= inside & (models.Q(**{f"{ceiling}__gt": product}) if ceiling else models.Q())
        painted &= some
    return painted


@pghistory.track()
class BandKey(Sourced, tenancy.TrustOwned):
    """From which score each band starts; a later key starts at a review and names who approved it."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="band_keys")
    starts_at = models.ForeignKey(
        Review, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="holds from the review"
    )
    amber_from = models.PositiveSmallIntegerField()
    red_from = models.PositiveSmallIntegerField()
    black_from = models.PositiveSmallIntegerField()
    approved_by = models.CharField(max_length=120, blank=True)
    approved_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["register", models.F("starts_at__month").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "starts_at"],
                nulls_distinct=False,
                name="risks_bandkey_one_a_review",
                violation_error_message="Another key starts at this review.",
            ),
            models.CheckConstraint(
                condition=models.Q(amber_from__gt=1)
                & models.Q(red_from__gt=models.F("amber_from"))
                & models.Q(black_from__gt=models.F("red_from"))
                & models.Q(black_from__lte=25),
                name="risks_bandkey_bands_in_order",
                violation_error_message="Each band starts above the one below it, and Black at 25 or lower.",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_at__isnull=True) | ~models.Q(approved_by=""),
                name="risks_bandkey_change_is_approved",
                violation_error_message="Say who approved the change of the bands.",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_at__isnull=True) | models.Q(approved_on__isnull=False),
                name="risks_bandkey_change_has_a_day",
                violation_error_message="Say when the change was approved.",
            ),
            models.CheckConstraint(
                condition=_paints_every_band(),
                name="risks_bandkey_paints_every_band",
                violation_error_message="Each band must paint a cell of the grid.",
            ),
        ]

    def __str__(self) -> str:
        return f"Amber from {self.amber_from}, Red from {self.red_from}, Black from {self.black_from}"

    def clean(self) -> None:
        """Starts at a review of its own register."""
        super().clean()
        refuse_other_register(self.register_id, self.starts_at)

    @property
    def thresholds(self) -> Thresholds:
        """The figures that banding works with."""
        return Thresholds(self.amber_from, self.red_from, self.black_from)


def refuse_other_register(register_id: int, starts_at: Review | None) -> None:
    """What starts at a review starts at one of its own register."""
    if starts_at is not None and starts_at.register_id != register_id:
        raise ValidationError({"starts_at": "Choose a review of the same register."})


class StageQuerySet(models.QuerySet["Stage"]):
    """Questions about stages."""

    def issued(self) -> Self:
        """Those whose papers the body was given."""
        return self.filter(issued_on__isnull=False, withdrawn_on__isnull=True)


@pghistory.track(exclude=["state"])
class Stage(Sourced, tenancy.TrustOwned):
    """Where a review stands with one body for one section of the register; written by the database from `StageAct`.

    Without a row it is open. `closed_on` ends the cycle with this body; `ratings_closed_on` says that this stage closed
    the section's ratings at this review.
    """

    kept_by_database = True

    class State(models.TextChoices):
        """How far it has come."""

        OPEN = "open", "Open"
        ISSUED = "issued", "Papers issued"
        MET = "met", "Meeting held"
        CLOSED = "closed", "Closed"
        WITHDRAWN = "withdrawn", "Papers withdrawn"
        SKIPPED = "skipped", "Skipped"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="stages")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="stages")
    section = models.PositiveSmallIntegerField()
    recorded_from_paper = models.BooleanField(default=False)
    act = models.ForeignKey(
        "risks.StageAct",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="last issue of its papers",
    )
    issued_on = models.DateField("papers issued", null=True, blank=True)
    issued_moment = models.BigIntegerField(null=True, blank=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="stages")
    met_on = models.DateField("meeting held", null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_moment = models.BigIntegerField(null=True, blank=True, editable=False)
    ratings_closed_on = models.DateField("closed the ratings", null=True, blank=True)
    withdrawn_on = models.DateField("papers withdrawn", null=True, blank=True)
    skipped_on = models.DateField(null=True, blank=True)
    reason = models.TextField("reason for skipping or withdrawing", blank=True)
    state = models.GeneratedField(
        expression=models.Case(
            models.When(skipped_on__isnull=False, then=models.Value("skipped")),
            models.When(withdrawn_on__isnull=False, then=models.Value("withdrawn")),
            models.When(closed_on__isnull=False, then=models.Value("closed")),
            models.When(met_on__isnull=False, then=models.Value("met")),
            models.When(issued_on__isnull=False, then=models.Value("issued")),
            default=models.Value("open"),
        ),
        output_field=models.CharField(max_length=10, choices=State),
        db_persist=True,
    )

    objects = StageQuerySet.as_manager()

    class Meta:
        ordering = ["review", "body", "section"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "body", "section"],
                name="risks_stage_once",
                violation_error_message="The review has this stage already.",
            ),
            models.UniqueConstraint(
                fields=["review", "section"],
                condition=models.Q(ratings_closed_on__isnull=False),
                name="risks_stage_one_closes",
                violation_error_message="The ratings of the section are closed already.",
            ),
            models.CheckConstraint(
                condition=models.Q(section__in=SECTIONS),
                name="risks_stage_section_1_or_2",
                violation_error_message="A register has section 1 and section 2.",
            ),
            models.CheckConstraint(
                condition=models.Q(skipped_on__isnull=True, withdrawn_on__isnull=True) | ~models.Q(reason=""),
                name="risks_stage_says_why",
                violation_error_message="Say why the body is skipped or its papers withdrawn.",
            ),
            models.CheckConstraint(
                condition=models.Q(skipped_on__isnull=True)
                | models.Q(issued_on__isnull=True)
                | models.Q(withdrawn_on__isnull=False),
                name="risks_stage_skipped_or_issued",
                violation_error_message="A body that is skipped is issued no papers.",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True)
                | models.Q(issued_on__isnull=True)
                | models.Q(closed_on__gte=models.F("issued_on")),
                name="risks_stage_closes_after_issue",
                violation_error_message="A stage closes on or after the day its papers are issued.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}, {self.body}, section {self.section}"
