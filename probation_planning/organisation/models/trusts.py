"""The trust and its time: years and quarters that it opens and closes."""

import datetime

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from probation_planning.organisation import calendar, tenancy

RESERVED_SLUGS = ("admin", "accounts", "static", "livez", "readyz", "draft", "help", "accessibility")


@pghistory.track()
class Trust(models.Model):
    """A public body whose plan, register and scorecard are kept here."""

    slug = models.SlugField("name in addresses", max_length=40, unique=True)
    name = models.CharField(max_length=120, unique=True)
    short_name = models.CharField(max_length=60, blank=True)
    marking = models.CharField(
        "marking of its papers",
        max_length=60,
        blank=True,
        help_text="Printed on each page of every paper. For example, OFFICIAL",
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(slug__in=RESERVED_SLUGS),
                name="organisation_trust_slug_not_reserved",
                violation_error_message="That name is an address of the site itself; choose another.",
            ),
            models.CheckConstraint(
                condition=models.Q(slug__regex=r"^[a-z][a-z0-9-]*$"),
                name="organisation_trust_slug_plain",
                violation_error_message="Write the name in addresses with small letters, digits and hyphens.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where the trust's latest open year is shown."""
        return reverse("reports:trust", args=[self.slug])


@pghistory.track()
class Year(tenancy.TrustOwned):
    """A financial year of a trust, 1 April to 31 March."""

    start = models.DateField("1 April on which it starts")
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    answers_from = models.DateField(
        help_text="First day of the first quarter that owners answer here; earlier quarters are never overdue.",
    )
    answer_days = models.PositiveSmallIntegerField("days after a quarter by which answers are due", default=15)

    class Meta:
        ordering = ["-start"]
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "start"],
                name="organisation_year_one_per_trust",
                violation_error_message="The trust has this year already.",
            ),
            models.CheckConstraint(
                condition=models.Q(start__month=4, start__day=1),
                name="organisation_year_starts_1_april",
                violation_error_message="A financial year starts on 1 April.",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("opened_on")),
                name="organisation_year_closes_after_opening",
                violation_error_message="A year that was opened closes on or after the day it was opened.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """2011/12, as people write it."""
        return calendar.year_label(self.start)

    @property
    def slug(self) -> str:
        """2011-12, as addresses write it."""
        return calendar.year_slug(self.start)

    @property
    def end(self) -> datetime.date:
        """The 31 March that ends it."""
        return calendar.year_end(self.start)

    def get_absolute_url(self) -> str:
        """The year at a glance."""
        return reverse("reports:year", args=[self.trust.slug, self.slug])


@pghistory.track()
class Quarter(tenancy.TrustOwned):
    """A quarter of a year; owners answer for it while it is open."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="quarters")
    number = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(4)])
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="organisation_quarter_once_a_year",
                violation_error_message="The year has this quarter already.",
            ),
            models.CheckConstraint(
                condition=models.Q(number__range=(1, 4)),
                name="organisation_quarter_1_to_4",
                violation_error_message="A quarter is 1, 2, 3 or 4.",
            ),
        ]

    def __str__(self) -> str:
        return f"Q{self.number} {self.year.label}"

    @property
    def slug(self) -> str:
        """2011-q1, as addresses write it."""
        return f"{self.year.start.year}-q{self.number}"

    @property
    def first_day(self) -> datetime.date:
        """The day it starts."""
        return calendar.quarter_dates(self.year.start, self.number)[0]

    @property
    def last_day(self) -> datetime.date:
        """The day it ends."""
        return calendar.quarter_dates(self.year.start, self.number)[1]

    @property
    def due_on(self) -> datetime.date:
        """The day by which owners answer."""
        return self.last_day + datetime.timedelta(days=self.year.answer_days)

    @property
    def is_open(self) -> bool:
        """Whether answers are taken now."""
        return self.opened_on is not None and self.closed_on is None

    @property
    def expects_answers(self) -> bool:
        """Whether the trust answers for it here at all, or only on the paper it came from."""
        return self.first_day >= self.year.answers_from
