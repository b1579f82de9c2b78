"""Links between registers: a risk or a measure and the part of the plan it bears on."""

from typing import Self

import pghistory
from django.db import models

from objectives.models import Aim, Objective, Theme
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Sourced, User, Year
from probation_planning.organisation.roles import Reader
from risks.models import Entry
from scorecard.models import Measure, PlanReference


class LinkQuerySet(models.QuerySet["Link"]):
    """Questions about links."""

    def visible_to(self, reader: Reader) -> Self:
        """Those whose risk, if they have one, the reader may see."""
        return self.filter(
            models.Q(entry__isnull=True) | models.Q(entry__in=Entry.objects.visible_to(reader)), trust=reader.trust
        )

    def standing(self) -> Self:
        """All but those that a person has rejected."""
        return self.exclude(state=Link.State.REJECTED)

    def told(self, *, at_work: bool) -> Self:
        """Those that stand; what a person suggests is work in hand, which readers of issued matter alone do not see."""
        standing = self.standing()
        return standing if at_work else standing.exclude(ground=Link.Ground.PERSON, state=Link.State.SUGGESTED)

    def of_year(self, year: Year | int) -> Self:
        """Those of the year's risks and measures."""
        return self.filter(models.Q(entry__register__year=year) | models.Q(measure__perspective__scorecard__year=year))

    def with_parts(self) -> Self:
        """Each with the part of the plan it leads to, who decided, and where it was moved from."""
        return self.select_related(
            *("theme", "aim", "objective", "decided_by"),
            *("moved_from__theme", "moved_from__aim", "moved_from__objective"),
        )

    def with_ends(self) -> Self:
        """The same, and the risk or measure at the other end."""
        return self.with_parts().select_related("entry", "measure__perspective", "reference")

    def of_one(self, kind: type[Entry | Measure], thing: int, trust: int) -> Self:
        """Those of a risk or a measure that the reader was found to see."""
        return self.filter(**{"entry" if kind is Entry else "measure": thing}, trust=trust)


def exactly_one(*names: str) -> models.Q:
    """That one of these columns is filled and the others are not."""
    condition = models.Q(pk__in=[])
    for filled in names:
        condition |= models.Q(**{f"{name}__isnull": name != filled for name in names})
    return condition


@pghistory.track()
class Link(Sourced, tenancy.TrustOwned):
    """Ties one risk or one measure to exactly one theme, aim or objective."""

    class Ground(models.TextChoices):
        """What the link rests on."""

        NUMBER = "number", "Number matches"
        SUBJECT = "subject", "Same subject"
        PERSON = "person", "Made by a person"

    class State(models.TextChoices):
        """What a person has said of it."""

        SUGGESTED = "suggested", "Unconfirmed"
        CONFIRMED = "confirmed", "Confirmed"
        REJECTED = "rejected", "Rejected"

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="links")
    aim = models.ForeignKey(Aim, on_delete=models.PROTECT, null=True, blank=True, related_name="links")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="links")
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="links", verbose_name="risk"
    )
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="links")
    reference = models.ForeignKey(PlanReference, on_delete=models.PROTECT, null=True, blank=True, related_name="links")
    ground = models.CharField(max_length=10, choices=Ground)
    says = models.CharField("ground in words", max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.SUGGESTED)
    moved_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_to", editable=False
    )
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("theme", "aim", "objective"),
                name="reports_link_one_part_of_the_plan",
                violation_error_message="Link to one theme, one aim or one objective.",
            ),
            models.CheckConstraint(
                condition=exactly_one("entry", "measure"),
                name="reports_link_one_risk_or_measure",
                violation_error_message="Link one risk or one measure.",
            ),
            models.CheckConstraint(
                condition=models.Q(state="suggested", decided_by__isnull=True)
                | ~models.Q(state="suggested") & models.Q(decided_by__isnull=False, decided_on__isnull=False),
                name="reports_link_decided_by_somebody",
                violation_error_message="Say who decided on the link, and when.",
            ),
            models.CheckConstraint(
                condition=~models.Q(moved_from=models.F("pk")),
                name="reports_link_not_moved_from_itself",
                violation_error_message="A link is not moved from itself.",
            ),
            models.UniqueConstraint(
                fields=["theme", "aim", "objective", "entry", "measure"],
                nulls_distinct=False,
                name="reports_link_once",
                violation_error_message="This link is there already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry or self.measure} – {self.objective or self.aim or self.theme}"
