"""The things of a risk: what is done about it and holds it, who accepted it, where it is to go, what was asked."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Body, Owner, Role
from probation_planning.organisation.roles import AT_WORK, Act, Kind, Reader, may
from risks.models.assessments import LEVEL
from risks.models.dated import Thing, ThingQuerySet, rows_up_to_the_cut
from risks.models.registers import Register, Review
from risks.models.risks import NOTHING, Category, EntryCategory, owned_entries, section_open_to


class Action(Thing):
    """What will be done about a risk, by which owner, by when."""

    class State(models.TextChoices):
        """How far it has come."""

        OPEN = "open", "Open"
        DONE = "done", "Done"
        DROPPED = "dropped", "Dropped"
        MOVED = "moved", "Moved with the risk"

    text = models.TextField("what will be done")
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField("due", null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    said = models.TextField("what happened", blank=True)
    reason = models.TextField(blank=True)

    objects = ThingQuerySet["Action"].as_manager()

    class Meta(Thing.Meta):
        constraints = [
            *Thing.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(text=""),
                name="risks_action_has_words",
                violation_error_message="Say what will be done.",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(said=""),
                name="risks_action_done_says_what",
                violation_error_message="Say what was done.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["dropped", "moved"]) | ~Q(reason=""),
                name="risks_action_says_why",
                violation_error_message="Say why nothing more is done here.",
            ),
        ]
        indexes = [*Thing.Meta.indexes, models.Index("register", "owner", name="risks_action_owner")]


class Control(Thing):
    """Something in place that holds a risk: how good it is, and who assures it (the three lines)."""

    class Kind(models.TextChoices):
        """What it does."""

        PREVENTIVE = "preventive", "Preventive"
        DETECTIVE = "detective", "Detective"
        DIRECTIVE = "directive", "Directive"
        CORRECTIVE = "corrective", "Corrective"

    class Effectiveness(models.TextChoices):
        """How good it is."""

        EFFECTIVE = "effective", "Effective"
        PARTLY = "partly", "Partly effective"
        INEFFECTIVE = "ineffective", "Not effective"

    class State(models.TextChoices):
        """Whether it is still there."""

        IN_PLACE = "in_place", "In place"
        ENDED = "ended", "Ended"

    class Line(models.IntegerChoices):
        """Lines of assurance (HM Treasury, Orange Book)."""

        FIRST = 1, "First: those who run it"
        SECOND = 2, "Second: oversight"
        THIRD = 3, "Third: independent"

    text = models.TextField("control")
    kind = models.CharField(max_length=10, choices=Kind, blank=True)
    effectiveness = models.CharField(max_length=11, choices=Effectiveness, blank=True)
    line = models.PositiveSmallIntegerField("line of assurance", choices=Line, null=True, blank=True)
    assured_by = models.CharField(max_length=120, blank=True)
    assured_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.IN_PLACE)
    reason = models.TextField(blank=True)

    objects = ThingQuerySet["Control"].as_manager()

    class Meta(Thing.Meta):
        constraints = [
            *Thing.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(text=""), name="risks_control_has_words", violation_error_message="Name the control."
            ),
            models.CheckConstraint(
                condition=Q(line__isnull=True) | Q(line__range=(1, 3)),
                name="risks_control_line_1_to_3",
                violation_error_message="There are three lines of assurance.",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | ~Q(reason=""),
                name="risks_control_says_why",
                violation_error_message="Say why the control has ended.",
            ),
            models.CheckConstraint(
                condition=Q(assured_on__isnull=True) | ~Q(assured_by=""),
                name="risks_control_says_who_assured",
                violation_error_message="Say who assured it.",
            ),
        ]


class Acceptance(Thing):
    """Who accepted a Red or Black risk as it is, why, until when, and what is watched."""

    class State(models.TextChoices):
        """Whether it still holds."""

        IN_FORCE = "in_force", "In force"
        ENDED = "ended", "Ended"

    accepted_by = models.ForeignKey(Owner, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_by_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    minute_reference = models.CharField(max_length=60, blank=True)
    why = models.TextField()
    until = models.DateField()
    watched = models.TextField("what is watched")
    state = models.CharField(max_length=8, choices=State, default=State.IN_FORCE)
    reason = models.TextField(blank=True)

    objects = ThingQuerySet["Acceptance"].as_manager()

    class Meta(Thing.Meta):
        constraints = [
            *Thing.Meta.constraints,
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True, accepted_by_body__isnull=False)
                | Q(accepted_by__isnull=False, accepted_by_body__isnull=True),
                name="risks_acceptance_by_one",
                violation_error_message="Name the post or the body that accepts the risk, one of them.",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by_body__isnull=True) | ~Q(minute_reference=""),
                name="risks_acceptance_by_a_body_has_a_minute",
                violation_error_message="Give the minute in which the body accepted it.",
            ),
            models.CheckConstraint(
                condition=~Q(why="") & ~Q(watched=""),
                name="risks_acceptance_says_why_and_what",
                violation_error_message="Say why it is accepted, and what is watched.",
            ),
            models.CheckConstraint(
                condition=Q(state="ended") | Q(until__gte=models.F("dated")),
                name="risks_acceptance_ends_after_it_begins",
                violation_error_message="An acceptance ends after it begins.",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | ~Q(reason=""),
                name="risks_acceptance_says_why_it_ended",
                violation_error_message="Say why the acceptance has ended.",
            ),
        ]


class Target(Thing):
    """The rating a risk is to reach, and by when."""

    likelihood = models.PositiveSmallIntegerField(validators=LEVEL)
    impact = models.PositiveSmallIntegerField(validators=LEVEL)
    by_when = models.DateField("by")
    reason = models.TextField(blank=True)

    objects = ThingQuerySet["Target"].as_manager()

    class Meta(Thing.Meta):
        constraints = [
            *Thing.Meta.constraints,
            models.CheckConstraint(
                condition=Q(number=1), name="risks_target_one", violation_error_message="A risk has one target."
            ),
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)),
                name="risks_target_1_to_5",
                violation_error_message="Choose levels from 1 to 5.",
            ),
            models.CheckConstraint(
                condition=Q(sequence=1) | ~Q(reason=""),
                name="risks_target_says_why",
                violation_error_message="Say why the target changes.",
            ),
        ]


class QuestionQuerySet(ThingQuerySet["Question"]):
    """Questions about questions."""

    def visible_to(self, reader: Reader, register: Register | None = None) -> Self:
        """By the section it was asked in; a committee's member sees the committee's own, whenever they were asked."""
        if not may(reader, Act.READ, Kind.REGISTER):
            return self.filter(NOTHING)
        asked = Q(body__role__in=reader.roles & {Role.AUDIT}) & section_open_to(reader, reader.roles, "entry", register)
        return self.filter(Q(trust=reader.trust) & (asked | rows_up_to_the_cut(reader, register)))


class Question(Thing):
    """What a body asked of a risk, or its call for a deep dive; it stays in the section it was asked in."""

    class Kind(models.TextChoices):
        """What is wanted."""

        QUESTION = "question", "Question"
        DEEP_DIVE = "deep_dive", "Deep dive"

    class State(models.TextChoices):
        """How far it has come."""

        ASKED = "asked", "Asked"
        ASSIGNED = "assigned", "Assigned"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="questions")
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.QUESTION)
    text = models.TextField("question")
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField("answer by", null=True, blank=True)
    answer = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    review = models.ForeignKey(
        Review, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="asked on the papers of"
    )
    reason = models.TextField("how it was settled", blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta(Thing.Meta):
        constraints = [
            *Thing.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(text=""), name="risks_question_has_words", violation_error_message="Write the question."
            ),
            models.CheckConstraint(
                condition=~Q(state="assigned") | Q(owner__isnull=False),
                name="risks_question_assigned_to_somebody",
                violation_error_message="Say who is to answer.",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | ~Q(answer=""),
                name="risks_question_answered_in_words",
                violation_error_message="Write the answer.",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(reason=""),
                name="risks_question_says_how_settled",
                violation_error_message="Say how it was settled.",
            ),
        ]


class WorkingNoteQuerySet(ThingQuerySet["WorkingNote"]):
    """Questions about working notes."""

    def visible_to(self, reader: Reader, register: Register | None = None) -> Self:
        """To the risk's owners, and to the officer where they may read its section."""
        if not may(reader, Act.READ, Kind.REGISTER) or not reader.roles & AT_WORK:
            return self.filter(NOTHING)
        rows = Q(entry__in=owned_entries(reader.owner_ids))
        officers = reader.roles & {Role.OFFICER}
        rows |= section_open_to(reader, officers, "entry", register)
        return self.filter(rows, trust=reader.trust)


class WorkingNote(Thing):
    """What a risk's owners and the officer keep in mind; never printed. An empty one clears it."""

    text = models.TextField("working note", blank=True)

    objects = WorkingNoteQuerySet.as_manager()

    class Meta(Thing.Meta):
        constraints = [
            *Thing.Meta.constraints,
            models.CheckConstraint(
                condition=Q(number=1), name="risks_workingnote_one", violation_error_message="A risk has one note."
            ),
        ]


class AppetiteQuerySet(models.QuerySet["Appetite"]):
    """Questions about appetite."""

    def visible_to(self, reader: Reader) -> Self:
        """Those of categories in which the reader sees a risk; to whoever sets the register up, of all they know."""
        if not may(reader, Act.READ, Kind.REGISTER):
            return self.filter(NOTHING)
        if may(reader, Act.MANAGE, Kind.REGISTER):
            return self.filter(category__in=Category.objects.visible_to(reader), trust=reader.trust)
        used = EntryCategory.objects.filter(
            section_open_to(reader, reader.roles, "entry", at="entry__"), entry__register=models.OuterRef("register")
        ).values("category")
        return self.filter(category__in=used, trust=reader.trust)


@pghistory.track()
class Appetite(tenancy.TrustOwned):
    """How much risk the trust is willing to take in a category, and the highest score it tolerates there."""

    class Level(models.TextChoices):
        """Willingness (HM Treasury, Orange Book)."""

        AVERSE = "averse", "Averse"
        MINIMAL = "minimal", "Minimal"
        CAUTIOUS = "cautious", "Cautious"
        OPEN = "open", "Open"
        EAGER = "eager", "Eager"

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="appetites")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="appetites")
    level = models.CharField(max_length=8, choices=Level)
    tolerated = models.PositiveSmallIntegerField("highest score tolerated")
    approved_by = models.CharField(max_length=120)
    approved_on = models.DateField()

    objects = AppetiteQuerySet.as_manager()

    class Meta:
        ordering = ["register", "category"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "category"],
                name="risks_appetite_once",
                violation_error_message="The category has its appetite already.",
            ),
            models.CheckConstraint(
                condition=Q(tolerated__range=(1, 25)),
                name="risks_appetite_1_to_25",
                violation_error_message="A score lies between 1 and 25.",
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=""),
                name="risks_appetite_is_approved",
                violation_error_message="Say who approved the appetite.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category}: {self.get_level_display()}"
