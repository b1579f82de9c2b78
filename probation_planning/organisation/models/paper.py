"""Where a loaded row was printed, what was read into it, and what is odd about it."""

import pghistory
from django.db import models

from probation_planning.organisation import tenancy
from probation_planning.organisation.models.people import User


@pghistory.track()
class Document(tenancy.TrustOwned):
    """A published document that rows were loaded from."""

    title = models.CharField(max_length=200)
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "file"],
                name="organisation_document_file_once",
                violation_error_message="The document is recorded already.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Sourced(models.Model):
    """A row that may have come from a document: which one, and its line there (1 is the first)."""

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    line = models.PositiveIntegerField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class Reading(models.Model):
    """Something the paper does not say outright: marked as a reading, with its ground, until a person confirms it."""

    is_reading = models.BooleanField("is a reading, not printed", default=False)
    ground = models.TextField("ground of the reading", blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_unconfirmed(self) -> bool:
        """Whether a person has still to say that the reading is right."""
        return self.is_reading and self.confirmed_on is None
