"""Early warnings: measures that tell of a risk before it happens."""

from typing import Self

import pghistory
from django.db import models

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import User, Year
from probation_planning.organisation.roles import Reader
from risks.models import Entry
from scorecard.models import Measure


class EarlyWarningQuerySet(models.QuerySet["EarlyWarning"]):
    """Questions about early warnings."""

    def visible_to(self, reader: Reader) -> Self:
        """Those whose risk and measure the reader may see."""
        return self.filter(
            trust=reader.trust,
            entry__in=Entry.objects.visible_to(reader),
            measure__in=Measure.objects.visible_to(reader),
        )

    def of_year(self, year: Year) -> Self:
        """Those of the year's register."""
        return self.filter(entry__register__year=year)


@pghistory.track()
class EarlyWarning(tenancy.TrustOwned):
    """That a measure of the year warns of a risk in the year's register, and what of it would."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="early_warnings", verbose_name="risk")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="warns_of")
    says = models.CharField("what would be a warning", max_length=300, blank=True)
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    named_on = models.DateField(editable=False)

    objects = EarlyWarningQuerySet.as_manager()

    class Meta:
        ordering = ["entry", "measure"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "measure"],
                name="reports_earlywarning_once",
                violation_error_message="The risk names this measure already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} warns of {self.entry}"
