"""What is odd about a document that was loaded."""

from typing import Self

from django.db import models

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Sourced, Year
from probation_planning.organisation.roles import Reader
from risks.models import Register


class FindingQuerySet(models.QuerySet["Finding"]):
    """Questions about findings."""

    def visible_to(self, reader: Reader) -> Self:
        """Those not of section 2; and these to the roles that the year's register opens it to."""
        opened = Register.objects.filter(section_two_roles__overlap=sorted(reader.roles)).values("year")
        return self.filter(models.Q(section=1) | models.Q(year__in=opened), trust=reader.trust)


class Finding(Sourced, tenancy.TrustOwned):
    """Something missing, contradictory or misread in a document; shown, never mended silently."""

    class Kind(models.TextChoices):
        """What sort of oddity it is."""

        MISSING = "missing", "Missing"
        CONTRADICTORY = "contradictory", "Contradictory"
        MISREAD = "misread", "Misread"
        READING = "reading", "Reading"
        ODD = "odd", "Odd"

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=20, choices=Kind)
    about = models.CharField(max_length=120)
    says = models.TextField()
    section = models.PositiveSmallIntegerField(
        "section of the risk register", help_text="2 keeps the finding to those who may read section 2."
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["line", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "about", "says"],
                name="reports_finding_once",
                violation_error_message="This finding is recorded already.",
            ),
            models.CheckConstraint(
                condition=models.Q(section__in=[1, 2]),
                name="reports_finding_section_1_or_2",
                violation_error_message="A register has section 1 and section 2.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about}: {self.says}"
