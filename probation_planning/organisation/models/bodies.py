"""Committees that receive packs, and their meetings."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models

from probation_planning.organisation import tenancy
from probation_planning.organisation.models.people import Role


@pghistory.track()
class Body(tenancy.TrustOwned):
    """A committee that receives packs; which sections of the register it reads is data."""

    slug = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    sections = ArrayField(models.PositiveSmallIntegerField(), help_text="Sections of the risk register it reads.")
    role = models.CharField(
        max_length=20, choices=Role, blank=True, help_text="The role whose papers these are; blank for none."
    )
    decides = models.BooleanField(
        "decides on ratings", default=False, help_text="Agrees, changes or defers ratings at its meeting."
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]
        verbose_name_plural = "bodies"
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "slug"],
                name="organisation_body_slug_once",
                violation_error_message="The trust has this body already.",
            ),
            models.UniqueConstraint(
                fields=["trust"],
                condition=models.Q(decides=True),
                name="organisation_body_one_decides",
                violation_error_message="One body decides on ratings.",
            ),
            models.CheckConstraint(
                condition=models.Q(sections__contained_by=[1, 2]) & ~models.Q(sections=[]),
                name="organisation_body_reads_sections_1_and_2",
                violation_error_message="A body reads section 1, section 2, or both.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Meeting(tenancy.TrustOwned):
    """A day on which a body meets."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField("day")
    minute_reference = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["held_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "held_on"],
                name="organisation_meeting_once_a_day",
                violation_error_message="The body meets on that day already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.held_on:%-d %B %Y}"
