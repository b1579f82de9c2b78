"""A year's scorecard: perspectives and the measures in them, as printed and as read."""

from typing import Self

import pghistory
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.urls import reverse

from objectives.spread import units_of
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import DeliveryUnit, Ownership, Sourced, Trust, User, Year
from probation_planning.organisation.roles import Act, Kind, Reader, may


class ScorecardQuerySet(models.QuerySet["Scorecard"]):
    """Questions about scorecards."""

    def visible_to(self, reader: Reader) -> Self:
        """Those the reader may see: all of their trust, if they may read scorecards at all."""
        return self.filter(trust=reader.trust) if Scorecard.is_open_to(reader) else self.none()


@pghistory.track()
class Scorecard(Sourced, tenancy.TrustOwned):
    """The balanced scorecard of a trust for a year."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="scorecards")
    title = models.CharField(max_length=200)
    vision = models.TextField(blank=True)
    mission = models.TextField(blank=True)
    note = models.TextField("note on the direction of travel", blank=True)

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                name="scorecard_scorecard_one_a_year",
                violation_error_message="The year has a scorecard already.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def whose(self, trust: Trust, year: Year) -> str:
        """Whose scorecard it is and of which year, where its title does not say both; else empty."""
        says_both = trust.name.lower() in self.title.lower() and year.label in self.title
        return "" if says_both else f"{trust.name}, balanced scorecard {year.label}"

    @staticmethod
    def is_open_to(reader: Reader) -> bool:
        """Whether the reader may read scorecards of their trust, and so may be told that a year has none."""
        return may(reader, Act.READ, Kind.SCORECARD)

    def get_absolute_url(self) -> str:
        """The scorecard's page."""
        return reverse("scorecard:scorecard", args=[self.year.trust.slug, self.year.slug])


@pghistory.track()
class Perspective(Sourced, tenancy.TrustOwned):
    """A side from which the scorecard looks at the trust, or a printed part of its targets."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="perspectives")
    number = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField("place among the perspectives", default=0)
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["scorecard", "order", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["scorecard", "number"],
                name="scorecard_perspective_number_once",
                violation_error_message="The scorecard has a perspective of this number already.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Frequency(models.TextChoices):
    """How often a measure has a result."""

    QUARTERLY = "Q", "Quarterly"
    ANNUAL = "A", "Annual"
    BY_Q1 = "Q1", "Due in Q1"
    BY_Q2 = "Q2", "Due in Q2"
    BY_Q3 = "Q3", "Due in Q3"
    BY_Q4 = "Q4", "Due in Q4"


class Polarity(models.TextChoices):
    """Which way is better."""

    HIGHER = "higher", "Higher is better"
    LOWER = "lower", "Lower is better"
    NEAREST = "nearest", "Nearest the target is better"


class Accumulation(models.TextChoices):
    """How a measure adds up over the year."""

    LATEST = "latest", "Latest value"
    SUM = "sum", "Sum"
    RATE = "rate", "Rate from summed parts"
    ROLLING = "rolling", "Rolling or annualised"
    FORECAST = "forecast", "Forecast for the year"
    ONCE = "once", "Done once"
    EVERY = "every", "Must hold every quarter"


class Rolling(models.TextChoices):
    """What a quarter's figure of a rolling measure is of."""

    WHOLE_YEAR = "whole_year", "A whole year already"
    ANNUALISED = "annualised", "The quarter, made into a year's from the year so far"
    FOUR_QUARTERS = "four_quarters", "The quarter, summed over the last four"


class Unit(models.TextChoices):
    """What its values are counted in."""

    PERCENT = "percent", "%"
    NUMBER = "number", ""
    COUNT = "count", "a count"
    DAYS = "days", "days"
    MONEY = "money", "£"
    STEP = "step", "step of a scale"
    YES_NO = "yes_no", "yes or no"
    QUARTER = "quarter", "quarter"


class MeasureQuerySet(models.QuerySet["Measure"]):
    """Questions about measures."""

    def visible_to(self, reader: Reader) -> Self:
        """Those the reader may see: all of their trust, if they may read scorecards at all."""
        return self.filter(trust=reader.trust) if may(reader, Act.READ, Kind.SCORECARD) else self.none()

    def of(self, year: Year) -> Self:
        """Those of the year."""
        return self.filter(perspective__scorecard__year=year)

    def owned_by(self, owner_ids: frozenset[int]) -> Self:
        """Those that one of these owners owns."""
        return self.filter(pk__in=MeasureOwner.objects.filter(owner__in=owner_ids).values("measure"))

    def in_printed_order(self) -> Self:
        """Perspective by perspective, as they stand on the scorecard."""
        return self.order_by("perspective__order", "perspective__number", "order", "number", "pk")

    def standing(self) -> Self:
        """All but those that are given up."""
        return self.filter(withdrawn_on=None)

    def with_references_and_owners(self) -> Self:
        """Each with `printed_references` in order, and `owner_names`, the leading one first."""
        references = PlanReference.objects.filter(measure=models.OuterRef("pk")).order_by("order")
        owners = MeasureOwner.objects.filter(measure=models.OuterRef("pk")).order_by("-leads", "order")
        return self.annotate(
            printed_references=ArraySubquery(references.values("printed")),
            owner_names=ArraySubquery(owners.values("owner__name")),
        )


@pghistory.track()
class Measure(Sourced, tenancy.TrustOwned):
    """Something that is measured each quarter or year.

    Frequency is kept as printed; polarity and accumulation are not printed and stand as readings with their ground.
    Its number is given once; where it stands is another thing. `plausible_from` and `plausible_to` are in its own unit.
    """

    perspective = models.ForeignKey(Perspective, on_delete=models.PROTECT, related_name="measures")
    number = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField("place in its perspective", default=0)
    name = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    frequency_as_printed = models.CharField(max_length=20, blank=True)
    frequency = models.CharField(max_length=2, choices=Frequency, blank=True)
    frequency_ground = models.TextField("ground for reading the frequency", blank=True)
    unit = models.CharField(max_length=10, choices=Unit, default=Unit.NUMBER)
    unit_as_read = models.CharField(
        "unit in words", max_length=30, blank=True, help_text="For a number or a count: m²/FTE, offenders."
    )
    unit_ground = models.TextField("ground for reading the unit or the scale", blank=True)
    polarity = models.CharField(max_length=10, choices=Polarity, blank=True)
    polarity_ground = models.TextField("ground for reading the polarity", blank=True)
    accumulation = models.CharField(max_length=10, choices=Accumulation, blank=True)
    accumulation_ground = models.TextField("ground for reading the accumulation", blank=True)
    rolling = models.CharField("what a rolling figure is of", max_length=15, choices=Rolling, blank=True)
    due_days = models.PositiveSmallIntegerField("days after a period by which results are due", default=15)
    level_within = models.DecimalField("changes up to this count as level", max_digits=12, decimal_places=4, default=0)
    marker = models.CharField("footnote marker as printed", max_length=10, blank=True)
    for_each = models.CharField("shared out to units of a kind", max_length=30, choices=DeliveryUnit.Kind, blank=True)
    plausible_from = models.DecimalField(
        "figures below this are questioned", max_digits=16, decimal_places=4, null=True, blank=True
    )
    plausible_to = models.DecimalField(
        "figures above this are questioned", max_digits=16, decimal_places=4, null=True, blank=True
    )
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="carried_to"
    )
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField("why it is given up", blank=True, editable=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["perspective", "order", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["perspective", "number"],
                name="scorecard_measure_number_once",
                violation_error_message="The perspective has a measure of this number already.",
            ),
            models.CheckConstraint(
                condition=models.Q(unit_as_read="") | models.Q(unit__in=[Unit.NUMBER, Unit.COUNT]),
                name="scorecard_measure_words_for_a_plain_number",
                violation_error_message="A unit in words is for a plain number or a count. Give one or the other.",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True, withdrawn_reason="")
                | models.Q(withdrawn_on__isnull=False) & ~models.Q(withdrawn_reason=""),
                name="scorecard_measure_withdrawn_with_reason",
                violation_error_message="Say why the measure is given up.",
            ),
            models.CheckConstraint(
                condition=models.Q(plausible_from__isnull=True)
                | models.Q(plausible_to__isnull=True)
                | models.Q(plausible_from__lte=models.F("plausible_to")),
                name="scorecard_measure_plausible_in_order",
                violation_error_message="The lowest figure to be expected is above the highest.",
            ),
            models.UniqueConstraint(
                fields=["carried_from"],
                name="scorecard_measure_carried_once",
                violation_error_message="The measure goes on in another one already.",
            ),
            models.CheckConstraint(
                condition=~models.Q(carried_from=models.F("pk")),
                name="scorecard_measure_not_carried_from_itself",
                violation_error_message="A measure is not carried from itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """Perspective and number: 2-5."""
        return f"{self.perspective.number}-{self.number}"

    @property
    def year(self) -> Year:
        """The year of its scorecard."""
        return self.perspective.scorecard.year

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("scorecard:measure_detail", args=[self.year.trust.slug, self.year.slug, self.reference])

    def answerers(self, unit: DeliveryUnit | None = None) -> "list[MeasureOwner]":
        """Who gives its results: its owners; for one of its units who owns that; for each unit's, all of them."""
        if not self.for_each:
            return list(self.owners.all())
        named = [one.owner for one in ([unit] if unit else units_of(self.trust_id, self.for_each)) if one.owner]
        return [MeasureOwner(measure=self, owner=owner, leads=True) for owner in dict.fromkeys(named)]

    def may(self, reader: Reader, act: Act, unit: DeliveryUnit | None = None) -> bool:
        """Whether the reader may do this with it; owners answer for what is theirs, the officer on their word.

        Where each unit gives a result: whether they answer for the `unit`, or for any.
        """
        if act is Act.ANSWER:
            if may(reader, Act.ANSWER_FOR_OTHERS, Kind.SCORECARD):
                return True
            return may(reader, act, Kind.SCORECARD) and reader.owns(row.owner_id for row in self.answerers(unit))
        return may(reader, act, Kind.SCORECARD)


@pghistory.track()
class MeasureOwner(Ownership, tenancy.TrustOwned):
    """That an owner answers for a measure."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="owners")

    class Meta(Ownership.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "owner"],
                name="scorecard_measureowner_once",
                violation_error_message="This owner is named already.",
            ),
            models.UniqueConstraint(
                fields=["measure"],
                condition=models.Q(leads=True),
                name="scorecard_measureowner_one_leads",
                violation_error_message="One owner leads; choose which.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.owner)


@pghistory.track()
class PlanReference(Sourced, tenancy.TrustOwned):
    """The number of an aim as the scorecard prints it (3.6*); which aim it means is kept elsewhere, as a link."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="references")
    order = models.PositiveSmallIntegerField()
    printed = models.CharField(max_length=20)

    class Meta:
        ordering = ["measure", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "order"],
                name="scorecard_planreference_order_once",
                violation_error_message="Another reference stands at this place.",
            ),
        ]

    def __str__(self) -> str:
        return self.printed

    @property
    def number(self) -> str:
        """The number without its mark: 3.6."""
        return self.printed.rstrip("*")


@pghistory.track()
class Footnote(Sourced, tenancy.TrustOwned):
    """A note under the scorecard; which marker it answers may be a reading."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="footnotes")
    order = models.PositiveSmallIntegerField()
    # What the note bears in addresses: the database counts it, within the scorecard, and gives none twice.
    number = models.PositiveSmallIntegerField(editable=False, db_default=0)
    marker = models.CharField("marker as printed", max_length=10, blank=True)
    text = models.TextField()
    answers_marker = models.CharField("marker it is read to answer", max_length=10, blank=True)
    ground = models.TextField("ground of the reading", blank=True)
    confirmed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["scorecard", "order"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gt=0),
                name="scorecard_footnote_number_counted",
                violation_error_message="Numbers are counted from 1.",
            ),
            models.UniqueConstraint(
                fields=["scorecard", "number"],
                name="scorecard_footnote_number_once",
                violation_error_message="Somebody added another at the same moment. Save again.",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True, confirmed_on__isnull=True)
                | models.Q(confirmed_by__isnull=False, confirmed_on__isnull=False),
                name="scorecard_footnote_confirmed_by_somebody",
                violation_error_message="Say who confirmed the reading, and when.",
            ),
            models.UniqueConstraint(
                fields=["scorecard", "order"],
                name="scorecard_footnote_order_once",
                violation_error_message="Another note stands at this place.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.marker} {self.text}".strip()
