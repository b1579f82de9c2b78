"""What was said of a risk at each review: dated rows, never overwritten, and the one that counts."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Coalesce

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Owner, Sourced, User
from probation_planning.organisation.roles import Act, Kind, Reader, may
from risks.models.moments import moment_field
from risks.models.registers import SECTIONS, Register, Review
from risks.models.risks import (
    NOTHING,
    OF_THE_ROW,
    Entry,
    Proximity,
    Response,
    issued_to_committee,
    section_open_to,
)
from risks.scoring import PRODUCTS, Factors, FactorsSource, known_factors

LEVEL = [
    MinValueValidator(1, "Choose a level from 1 to 5."),
    MaxValueValidator(5, "Choose a level from 1 to 5."),
]


class AssessmentKind(models.TextChoices):
    """How a rating came about."""

    PAPER = "paper", "Recorded from paper"
    PROPOSED = "proposed", "Proposed by the owner"
    AGREED = "agreed", "Agreed by SMT"
    INTERIM = "interim", "Between reviews"
    CORRECTION = "correction", "Correction"
    CARRIED = "carried", "Carried from last year's register"


class Rated(models.Model):
    """Has likelihood and impact, or only the score that was printed, or no rating yet."""

    class Meta:
        abstract = True

    likelihood: int | None
    impact: int | None
    score: int | None

    @property
    def factors_source(self) -> FactorsSource:
        """Whether the factors were recorded, are worked out from the only product that fits, or are not known."""
        return known_factors(self.likelihood, self.impact, self.score)[1]

    @property
    def factors(self) -> Factors | None:
        """Likelihood and impact, recorded or worked out."""
        return known_factors(self.likelihood, self.impact, self.score)[0]


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Questions about assessments."""

    def visible_to(self, reader: Reader, register: Register | None = None) -> Self:
        """Those the reader may see, by the section written on each; `register` where all are of one.

        A committee is given a rating between reviews with the papers of the review at which it was filed.
        """
        return self.filter(dated_rows_open_to(reader, register, Coalesce(OuterRef("review"), OuterRef("filed_at"))))

    def told_in(self, section: int | OuterRef) -> Self:
        """Those that are told of a risk standing in the section: in section 1 nothing that was said in section 2."""
        return self.filter(Q(section=1) | Q(section=section))


def dated_rows_open_to(reader: Reader, register: Register | None = None, review: OuterRef | Coalesce = OF_THE_ROW) -> Q:
    """Dated rows the reader may see: as they are worked on where a role allows it, else as a committee was given them.

    The row has `entry`, `review` (or what stands for it), `section` and `register`, where that is not known and given.
    """
    if not may(reader, Act.READ, Kind.REGISTER):
        return NOTHING
    rows = section_open_to(reader, reader.working_roles, "entry", register)
    if reader.roles - reader.working_roles:
        rows |= section_open_to(reader, reader.roles, "entry", register) & Q(issued_to_committee(review))
    return rows & Q(trust=reader.trust)


class Assessment(Rated, Sourced, tenancy.TrustOwned):
    """One risk's rating at one review, or between reviews with a reason; the highest sequence counts."""

    append_only = True

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="assessments")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, blank=True, related_name="assessments")
    kind = models.CharField(max_length=12, choices=AssessmentKind)
    sequence = models.PositiveIntegerField(db_default=0, editable=False)
    moment = moment_field()
    once = models.UUIDField(null=True, blank=True, editable=False)
    dated = models.DateField("business day", null=True, blank=True)
    likelihood = models.PositiveSmallIntegerField(null=True, blank=True, validators=LEVEL)
    impact = models.PositiveSmallIntegerField(null=True, blank=True, validators=LEVEL)
    printed_score = models.PositiveSmallIntegerField(null=True, blank=True)
    score = models.GeneratedField(
        expression=Coalesce(F("likelihood") * F("impact"), F("printed_score")),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )
    comments = models.TextField(blank=True, help_text="Printed in the register and read by the committees.")
    proposed_actions = models.TextField(
        "proposed actions over the next quarter", blank=True, help_text="Printed in the register beside the comments."
    )
    nothing_more = models.TextField(
        "can nothing more be done?", blank=True, help_text="Printed in the register beside the comments."
    )
    reason = models.TextField(blank=True)
    filed_at = models.ForeignKey(
        Review,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="review in preparation when it was given",
    )
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    decision = models.ForeignKey(
        "risks.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="assessments"
    )
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    section = models.PositiveSmallIntegerField("section it stood in")
    reference = models.CharField("reference it stood under", max_length=20)
    title = models.CharField("words it stood in", max_length=500)
    success = models.TextField("what success looked like", blank=True)
    categories = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    owners = ArrayField(models.CharField(max_length=120), default=list, blank=True, verbose_name="owners it had")
    responses = ArrayField(models.CharField(max_length=10, choices=Response), default=list, blank=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_as = models.ForeignKey(Owner, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    told_on = models.DateField("told by the owner on", null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        # By key: to join the risk itself would lose rows told in section 1 of one that stands in section 2 now.
        ordering = ["entry_id", "review__month", "sequence"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "review", "sequence"],
                nulls_distinct=False,
                name="risks_assessment_sequence_once",
                violation_error_message="Somebody else rated this risk in the meantime.",
            ),
            models.CheckConstraint(
                condition=Q(likelihood__isnull=True) | Q(likelihood__range=(1, 5)),
                name="risks_assessment_likelihood_1_to_5",
                violation_error_message="Likelihood is a level from 1 to 5.",
            ),
            models.CheckConstraint(
                condition=Q(impact__isnull=True) | Q(impact__range=(1, 5)),
                name="risks_assessment_impact_1_to_5",
                violation_error_message="Impact is a level from 1 to 5.",
            ),
            models.CheckConstraint(
                condition=Q(likelihood__isnull=True, impact__isnull=True, printed_score__isnull=False)
                | Q(likelihood__isnull=False, impact__isnull=False),
                name="risks_assessment_both_factors_or_printed",
                violation_error_message="Give both likelihood and impact.",
            ),
            models.CheckConstraint(
                condition=Q(printed_score__isnull=True)
                | Q(printed_score__in=PRODUCTS)
                & (Q(likelihood__isnull=True) | Q(printed_score=F("likelihood") * F("impact"))),
                name="risks_assessment_printed_score_agrees",
                violation_error_message="The score is not likelihood times impact.",
            ),
            models.CheckConstraint(
                condition=Q(kind=AssessmentKind.INTERIM, review__isnull=True)
                | ~Q(kind=AssessmentKind.INTERIM) & Q(review__isnull=False),
                name="risks_assessment_interim_has_no_review",
                violation_error_message="An assessment belongs to a review unless it was made between reviews.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[AssessmentKind.INTERIM, AssessmentKind.CORRECTION]) | ~Q(reason=""),
                name="risks_assessment_says_why",
                violation_error_message="Say why the rating is given outside the review.",
            ),
            models.CheckConstraint(
                condition=Q(kind=AssessmentKind.PAPER) | Q(given_by__isnull=False, dated__isnull=False),
                name="risks_assessment_says_who_and_when",
                violation_error_message="Say who gave the rating, and when.",
            ),
            models.CheckConstraint(
                condition=Q(section__in=SECTIONS),
                name="risks_assessment_section_1_or_2",
                violation_error_message="A register has section 1 and section 2.",
            ),
            models.UniqueConstraint(
                fields=["trust", "once"],
                name="risks_assessment_sent_once",
                violation_error_message="This was sent already.",
            ),
            models.CheckConstraint(
                condition=Q(kind=AssessmentKind.CORRECTION, corrects__isnull=False)
                | ~Q(kind=AssessmentKind.CORRECTION) & Q(corrects__isnull=True),
                name="risks_assessment_correction_names_one",
                violation_error_message="Say which rating is corrected.",
            ),
            models.CheckConstraint(
                condition=Q(kind=AssessmentKind.INTERIM) | Q(filed_at__isnull=True),
                name="risks_assessment_interim_is_filed",
                violation_error_message="Only a rating between reviews is filed at one.",
            ),
            models.CheckConstraint(
                condition=Q(kind=AssessmentKind.CARRIED, carried_from__isnull=False)
                | ~Q(kind=AssessmentKind.CARRIED) & Q(carried_from__isnull=True),
                name="risks_assessment_carried_names_one",
                violation_error_message="Say which rating is carried over.",
            ),
        ]
        indexes = [
            models.Index(
                "filed_at", "entry", F("moment").desc(), condition=Q(kind="interim"), name="risks_assessment_interim"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} at {self.review or self.dated}: {self.score}"


class StandingQuerySet(models.QuerySet["Standing"]):
    """Questions about how a whole register stands at a review."""

    def visible_to(self, reader: Reader, register: Register | None = None) -> Self:
        """Those the reader may see, by the section each stood in; `register` where all are of one."""
        return self.filter(dated_rows_open_to(reader, register))

    def live(self) -> Self:
        """Those that are not closed at the review."""
        return self.exclude(turn="closed")

    def with_section_now(self) -> Self:
        """Each with `section_now`: where the risk stands today; empty where the reader does not see it any more."""
        now = Entry.objects.filter(pk=OuterRef("entry")).order_by()
        return self.annotate(section_now=models.Subquery(now.values("section")))

    def worst_first(self) -> Self:
        """By the score at the review, or the last one known; never rated last."""
        return self.order_by(F("ranked").desc(nulls_last=True), "entry_id")

    def by_reference(self) -> Self:
        """In the printed order, where 1.10 comes after 1.9."""
        return self.order_by("section", "order", "entry_id")


class Standing(Rated, tenancy.TrustOwned):
    """How a risk stands at a review: its words, the assessment that counts, and the one at the last review before.

    Kept by the database alone (function `risks_stand`), so that a list of any length is one indexed read.
    """

    kept_by_database = True

    register = models.ForeignKey(Register, on_delete=models.DO_NOTHING, db_constraint=False, related_name="standings")
    entry = models.ForeignKey(Entry, on_delete=models.DO_NOTHING, db_constraint=False, related_name="standings")
    review = models.ForeignKey(Review, on_delete=models.DO_NOTHING, db_constraint=False, related_name="standings")
    section = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)
    cause = models.TextField(blank=True)
    event = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    success = models.TextField()
    proximity = models.CharField(max_length=5, choices=Proximity, blank=True)
    inherent_likelihood = models.PositiveSmallIntegerField(null=True)
    inherent_impact = models.PositiveSmallIntegerField(null=True)
    shared_with = models.CharField(max_length=200, blank=True)
    turn = models.CharField("what happened to it here", max_length=12, blank=True)
    categories = ArrayField(models.CharField(max_length=60))
    owners = ArrayField(models.CharField(max_length=120))
    responses = ArrayField(models.CharField(max_length=10, choices=Response))
    assessment = models.ForeignKey(
        Assessment, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    likelihood = models.PositiveSmallIntegerField(null=True)
    impact = models.PositiveSmallIntegerField(null=True)
    score = models.PositiveSmallIntegerField(null=True)
    previous = models.ForeignKey(
        Assessment, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    previous_score = models.PositiveSmallIntegerField(null=True)
    previous_likelihood = models.PositiveSmallIntegerField(null=True)
    previous_impact = models.PositiveSmallIntegerField(null=True)
    previous_review = models.ForeignKey(
        Review, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, null=True, related_name="+"
    )
    interim = models.ForeignKey(
        Assessment, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    ranked = models.PositiveSmallIntegerField("score now, or the last one known", null=True)
    sat = models.PositiveSmallIntegerField("reviews it has sat in Red or Black without moving", null=True)
    sat_before = models.PositiveSmallIntegerField("the same at the last assessed review before", null=True)
    tolerated = models.PositiveSmallIntegerField("highest score its categories tolerate", null=True)
    decision = models.CharField("what the deciding body said", max_length=8, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        ordering = ["review_id", "entry_id"]
        constraints = [models.UniqueConstraint(fields=["entry", "review"], name="risks_standing_once")]
        indexes = [
            models.Index("review", F("ranked").desc(nulls_last=True), "entry", name="risks_standing_worst_first"),
            models.Index("review", "section", "order", "entry", name="risks_standing_as_printed"),
        ]

    def __str__(self) -> str:
        return f"{self.entry} at {self.review}"
