"""The committee cycle: what was done with a review's papers, and what the deciding body said of each rating."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Body, Meeting, Role, Sourced, User
from probation_planning.organisation.roles import Act, Kind, Reader, may
from risks.models.assessments import LEVEL, Assessment, dated_rows_open_to
from risks.models.dated import Dated
from risks.models.registers import SECTIONS, Register, Review, Stage
from risks.models.risks import NOTHING, Entry


class StageActQuerySet(models.QuerySet["StageAct"]):
    """Questions about acts."""

    def visible_to(self, reader: Reader) -> Self:
        """Acts on section 2 to the roles the register opens it to; for a committee, of reviews that it was given."""
        if not may(reader, Act.READ, Kind.REGISTER):
            return self.filter(NOTHING)
        rows = ~Q(sections__contains=[2]) | Q(register__section_two_roles__overlap=sorted(reader.roles))
        if not reader.working_roles:
            rows &= Q(
                Exists(Stage.objects.issued().filter(review=OuterRef("review"), body__role=Role.AUDIT)),
            )
        return self.filter(rows, trust=reader.trust)


class StageAct(Dated, Sourced, tenancy.TrustOwned):
    """One step of a review with one body: the database checks it, and writes the stages from it."""

    append_only = True

    class Kind(models.TextChoices):
        """What was done."""

        RECORDED = "recorded", "Recorded from paper"
        ISSUED = "issued", "Papers issued"
        WITHDRAWN = "withdrawn", "Papers withdrawn"
        MET = "met", "Meeting held"
        CLOSED = "closed", "Closed"
        SKIPPED = "skipped", "Skipped"
        RESUMED = "resumed", "Taken up again"

    given_by = models.ForeignKey(  # type: ignore[assignment]
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="acts")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="acts")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="acts")
    sections = ArrayField(models.PositiveSmallIntegerField())
    kind = models.CharField(max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField(
        db_default=0, editable=False, help_text="Which issue of the papers it belongs to; 0 before the first."
    )
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="acts")
    minute_reference = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    exceptions = models.JSONField(
        default=list, blank=True, help_text="What was missing when the papers were issued, line by line."
    )
    exceptions_reason = models.TextField(blank=True)
    exceptions_accepted_by = models.CharField(max_length=120, blank=True)

    objects = StageActQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["moment"]
        verbose_name = "act of the cycle"
        verbose_name_plural = "acts of the cycle"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["review", "body", "kind", "number"],
                condition=Q(kind__in=["recorded", "issued", "met", "closed"]),
                name="risks_stageact_once",
                violation_error_message="This was done already.",
            ),
            models.CheckConstraint(
                condition=Q(sections__contained_by=list(SECTIONS)) & ~Q(sections=[]),
                name="risks_stageact_sections_1_and_2",
                violation_error_message="Papers hold section 1, section 2, or both.",
            ),
            models.CheckConstraint(
                condition=Q(kind="recorded") | Q(given_by__isnull=False),
                name="risks_stageact_says_who",
                violation_error_message="Say who did this.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["withdrawn", "skipped", "resumed"]) | ~Q(reason=""),
                name="risks_stageact_says_why",
                violation_error_message="Say why.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="met") | Q(meeting__isnull=False),
                name="risks_stageact_names_the_meeting",
                violation_error_message="Say on which day the body met.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="closed") | ~Q(minute_reference=""),
                name="risks_stageact_has_a_minute",
                violation_error_message="Give the minute reference.",
            ),
            models.CheckConstraint(
                condition=Q(exceptions=[], exceptions_reason="", exceptions_accepted_by="")
                | Q(kind="issued") & ~Q(exceptions=[]) & ~Q(exceptions_reason="") & ~Q(exceptions_accepted_by=""),
                name="risks_stageact_exceptions_accepted",
                violation_error_message="Say who accepts the exceptions, and why.",
            ),
        ]
        indexes = [models.Index(fields=["review", "body", "-moment"], name="risks_stageact_latest")]

    def __str__(self) -> str:
        return f"{self.review}, {self.body}: {self.get_kind_display().lower()}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Questions about decisions."""

    def visible_to(self, reader: Reader, register: Register | None = None) -> Self:
        """To whoever sees the risk at the review, by the section it stood in."""
        return self.filter(dated_rows_open_to(reader, register))


class Decision(Dated, tenancy.TrustOwned):
    """What the deciding body said of one rating, minuted; the highest sequence of an issue counts."""

    append_only = True

    class Outcome(models.TextChoices):
        """What was said."""

        AGREED = "agreed", "Agreed"
        CHANGED = "changed", "Changed"
        DEFERRED = "deferred", "Deferred"
        CLEARED = "cleared", "Taken back"

    act = models.ForeignKey(StageAct, on_delete=models.PROTECT, related_name="decisions")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="decisions")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="decisions")
    section = models.PositiveSmallIntegerField("section it stood in")
    sequence = models.PositiveSmallIntegerField(db_default=0, editable=False)
    outcome = models.CharField(max_length=8, choices=Outcome)
    proposal = models.ForeignKey(Assessment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    likelihood = models.PositiveSmallIntegerField(null=True, blank=True, validators=LEVEL)
    impact = models.PositiveSmallIntegerField(null=True, blank=True, validators=LEVEL)
    minute = models.TextField(
        blank=True, help_text="Printed in the Audit Committee's pack and in the risk's history; the owner reads it."
    )

    objects = DecisionQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["act_id", "entry_id", "sequence"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["act", "entry", "sequence"],
                name="risks_decision_sequence_once",
                violation_error_message="Somebody minuted this risk in the meantime.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="changed", likelihood__isnull=False, impact__isnull=False)
                & Q(likelihood__range=(1, 5), impact__range=(1, 5))
                | ~Q(outcome="changed") & Q(likelihood__isnull=True, impact__isnull=True),
                name="risks_decision_changed_has_both_levels",
                violation_error_message="Give both levels where the rating is changed, and only there.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["changed", "deferred"]) | ~Q(minute=""),
                name="risks_decision_says_why",
                violation_error_message="Minute why.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="agreed") | Q(proposal__isnull=False),
                name="risks_decision_agrees_to_something",
                violation_error_message="Nothing was proposed: change or defer it.",
            ),
        ]
        indexes = [models.Index(fields=["act", "entry", "-sequence"], name="risks_decision_latest")]

    def __str__(self) -> str:
        return f"{self.entry} at {self.review}: {self.get_outcome_display().lower()}"
