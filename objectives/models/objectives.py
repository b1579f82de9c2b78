"""Objectives of a year: what is to be done, what it brings, and who owns it."""

import datetime
from typing import Self

import pghistory
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property

from objectives.models.counting import Days, answer_at, late_on, month_due, moved_by, silent_at, units_at, until
from objectives.models.plans import Aim, AnnualPlan, Theme, Withdrawable
from objectives.spread import open_within, units_of
from probation_planning.organisation import clock, tenancy
from probation_planning.organisation.models import DeliveryUnit, Ownership, Quarter, Sourced, User, Year
from probation_planning.organisation.roles import Act, Kind, Reader, may


class Flag(models.TextChoices):
    """Marks that the paper prints beside an objective."""

    BROUGHT_FORWARD = "brought_forward", "Brought forward"
    ONGOING = "ongoing", "Ongoing"
    REGIONAL = "regional", "Regional priority"
    UNKNOWN = "unknown", "Ongoing or regional priority (the mark was lost)"


# How an objective stands that the officer has taken out of the plan (`Status.WITHDRAWN`), whatever its owner last said.
WITHDRAWN = "withdrawn"


class ObjectiveQuerySet(models.QuerySet["Objective"]):
    """Questions about objectives."""

    def visible_to(self, reader: Reader) -> Self:
        """Those the reader may see: all of their trust, if they may read plans at all."""
        return self.filter(trust=reader.trust) if may(reader, Act.READ, Kind.PLAN) else self.none()

    def of(self, year: Year) -> Self:
        """Those of the year."""
        return self.filter(annual_plan__year=year)

    def owned_by(self, owner_ids: frozenset[int]) -> Self:
        """Those that one of these owners owns."""
        return self.filter(pk__in=ObjectiveOwner.objects.filter(owner__in=owner_ids).values("objective"))

    def in_printed_order(self) -> Self:
        """Theme by theme, aim by aim."""
        return self.order_by("theme__order", models.F("aim__order").asc(nulls_first=True), "order", "pk")

    def answered_by(self, reader: Reader) -> Self:
        """Those that the reader answers themself: for an owner of theirs, or for a unit where each unit answers."""
        day = clock.today()
        led = DeliveryUnit.objects.filter(open_within(day, day), trust=reader.trust, owner__in=reader.owner_ids)
        owned = ObjectiveOwner.objects.filter(owner__in=reader.owner_ids).values("objective")
        return self.filter(models.Q(for_each="", pk__in=owned) | models.Q(for_each__in=led.values("kind")))

    def with_answer(self, quarter: Quarter | Days | None) -> Self:
        """Each with the answer that counts at the quarter: `answer`, `answered_on`, `answer_comment`; None for none.

        A final word of an earlier quarter counts too; `answered_in` is the number of the quarter it was said at. Where
        each unit answers, it is the worst unit's; None where one is silent and none is worse.
        """
        number = models.PositiveSmallIntegerField()
        return self.annotate(
            answer=models.Case(
                models.When(withdrawn_on__isnull=False, then=models.Value(WITHDRAWN)),
                default=answer_at(quarter, "said.status", models.CharField()),
            ),
            answered_on=answer_at(quarter, "said.dated", models.DateField()),
            answer_comment=answer_at(quarter, "said.comment", models.TextField()),
            answered_in=answer_at(quarter, "at.number", number),
        )

    def with_silence(self, quarter: Quarter | Days | None) -> Self:
        """Each with whether it is `silent` at the quarter: no answer counts, or not one of each unit that answers."""
        return self.annotate(silent=silent_at(quarter))

    def with_units(self, quarter: Quarter | Days | None) -> Self:
        """Each with `units_said` at the quarter, for `spread.py: said_of`; empty where it is answered once."""
        return self.annotate(units_said=units_at(quarter))

    def with_deadline(self, day: datetime.date | None = None) -> Self:
        """Each with the month it is due in next, or was last (`deadline_month`, its first day), and whether `late`.

        `day`: on which that is looked at, today unless given. What moved it, and why, is in words for the rows of a
        page: `deadlines.py: with_moves`.
        """
        day = day or clock.today()
        late = models.Case(models.When(withdrawn_on__isnull=False, then=False), default=late_on(day))
        return self.annotate(deadline_month=month_due(day), late=late)

    def with_owner_names(self) -> Self:
        """Each with `owner_names`, the leading one first, and `owners_unconfirmed` where reading them was doubtful."""
        owners = ObjectiveOwner.objects.filter(objective=models.OuterRef("pk"))
        return self.annotate(
            owner_names=ArraySubquery(owners.order_by("-leads", "order").values("owner__name")),
            owners_unconfirmed=models.Exists(owners.filter(is_reading=True, confirmed_on=None)),
        )


@pghistory.track()
class Objective(Sourced, Withdrawable, tenancy.TrustOwned):
    """What the trust sets out to do in one year, under an aim or straight under a theme."""

    annual_plan = models.ForeignKey(AnnualPlan, on_delete=models.PROTECT, related_name="objectives")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="objectives")
    aim = models.ForeignKey(Aim, on_delete=models.PROTECT, null=True, blank=True, related_name="objectives")
    reference = models.CharField(
        max_length=20, help_text="Given once and never used again: 1.2-3, or 3-4 under a theme."
    )
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    owners_as_printed = models.CharField(max_length=300, blank=True)
    acts = models.CharField("who acts, in the paper's words", max_length=120, blank=True)
    for_each = models.CharField("meant for each unit of a kind", max_length=30, choices=DeliveryUnit.Kind, blank=True)
    flags = ArrayField(models.CharField(max_length=20, choices=Flag), default=list, blank=True)
    flags_as_printed = models.CharField("marks as printed", max_length=10, blank=True)
    flags_ground = models.TextField("ground for reading the marks", blank=True)
    for_each_ground = models.TextField("ground for reading it as meant for each unit", blank=True)
    hangs_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="hanging")
    hangs_on_ground = models.TextField("ground for reading that it hangs on another", blank=True)
    readings_confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    readings_confirmed_on = models.DateField(null=True, blank=True)
    shared_row = models.BooleanField("printed in a row with others", default=False)
    outcomes_split = models.BooleanField("outcomes were told apart by a reading", default=False)
    offered_owner = models.CharField("owner offered as a reading", max_length=120, blank=True)
    offered_ground = models.TextField("ground of the offer", blank=True)
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name="the objective of an earlier year that it goes on from",
    )

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        ordering = ["annual_plan", "theme", "order"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                fields=["annual_plan", "reference"],
                name="objectives_objective_reference_once",
                violation_error_message="The plan has an objective of this reference already.",
            ),
            models.CheckConstraint(
                condition=models.Q(flags__contained_by=Flag.values),
                name="objectives_objective_known_flags",
                violation_error_message="Choose flags from the list.",
            ),
            models.UniqueConstraint(
                fields=["annual_plan", "carried_from"],
                name="objectives_objective_carried_once",
                violation_error_message="This objective is carried into the plan already.",
            ),
        ]

    def __str__(self) -> str:
        return f"Objective {self.reference}"

    def get_absolute_url(self) -> str:
        """Its page."""
        year = self.annual_plan.year
        return reverse("objectives:objective_detail", args=[year.trust.slug, year.slug, self.reference])

    @property
    def flag_names(self) -> list[str]:
        """Its flags in words."""
        return [str(Flag(flag).label) for flag in self.flags]

    @cached_property
    def units(self) -> list[DeliveryUnit]:
        """The units that each answer for it, closed ones too; none where it is answered once for the whole trust."""
        return units_of(self.trust_id, self.for_each) if self.for_each else []

    def answerers(self, unit: DeliveryUnit | None = None) -> "list[ObjectiveOwner]":
        """Who answers for it: its owners; for one of its units the owner of the unit; for each unit's, all of them."""
        if not self.for_each:
            return list(self.owners.all())
        named = [one.owner for one in ([unit] if unit else self.units) if one.owner]
        return [ObjectiveOwner(objective=self, owner=owner, leads=True) for owner in dict.fromkeys(named)]

    def may(self, reader: Reader, act: Act, unit: DeliveryUnit | None = None) -> bool:
        """Whether the reader may do this with it; owners answer for what is theirs, the officer on their word.

        Where each unit answers: whether they answer for the `unit`, or for any.
        """
        if act is Act.ANSWER:
            if may(reader, Act.ANSWER_FOR_OTHERS, Kind.PLAN):
                return True
            return may(reader, act, Kind.PLAN) and reader.owns(row.owner_id for row in self.answerers(unit))
        return may(reader, act, Kind.PLAN)


@pghistory.track()
class ObjectiveOwner(Ownership, tenancy.TrustOwned):
    """That an owner owns an objective."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="owners")

    class Meta(Ownership.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "owner"],
                name="objectives_objectiveowner_once",
                violation_error_message="This owner is named already.",
            ),
            models.UniqueConstraint(
                fields=["objective"],
                condition=models.Q(leads=True),
                name="objectives_objectiveowner_one_leads",
                violation_error_message="One owner leads; choose which.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.owner)


@pghistory.track()
class Outcome(Sourced, tenancy.TrustOwned):
    """What an objective is to bring about."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="outcomes")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    shared_row = models.BooleanField("stands for the whole printed row", default=False)

    class Meta:
        ordering = ["objective", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "order"],
                name="objectives_outcome_order_once",
                violation_error_message="Another outcome stands at this place.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    """Questions about deadlines."""

    def as_moved(self, day: datetime.date | None = None) -> Self:
        """Each with the month `until` which it runs, as the latest answer that counts moved it, else as printed.

        Where each unit answers it is the latest month of its units', and `moved_by` names those that moved it there.
        On the day, today unless given.
        """
        today = day or clock.today()
        return self.annotate(until=until(today), moved_by=moved_by(today))


@pghistory.track()
class Deadline(Sourced, tenancy.TrustOwned):
    """A month by the end of which an objective, or a stage of it, is to be done."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="deadlines")
    month = models.DateField("first day of the month")
    stage = models.CharField(max_length=200, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ["objective", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "month", "stage"],
                name="objectives_deadline_once",
                violation_error_message="The objective has this deadline already.",
            ),
            models.CheckConstraint(
                condition=models.Q(month__day=1),
                name="objectives_deadline_is_a_month",
                violation_error_message="A deadline is a month; write its first day.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%B %Y}"


@pghistory.track()
class SubItem(Sourced, tenancy.TrustOwned):
    """A numbered part of an objective, with its label as printed."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="sub_items")
    order = models.PositiveSmallIntegerField()
    label = models.CharField("label as printed", max_length=10, blank=True)
    label_as_read = models.CharField("label as read", max_length=10, blank=True)
    label_ground = models.TextField("ground for reading the label", blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["objective", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "order"],
                name="objectives_subitem_order_once",
                violation_error_message="Another part stands at this place.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label_as_read or self.label} {self.text}".strip()
