"""Files that show an outcome was reached."""

import uuid
from typing import Self

import pgtrigger
from django.db import models

from objectives.models.objectives import Objective
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import User
from probation_planning.organisation.roles import Act, Kind, Reader, may

# Octets: 10 MB (files are kept in tables of their own, never in a folder).
LARGEST = 10 * 1024 * 1024


class EvidenceFileQuerySet(models.QuerySet["EvidenceFile"]):
    """Questions about files. Which of them somebody may read at all, the database decides."""

    def pending(self) -> Self:
        """Those that no answer names."""
        return self.filter(evidence=None)

    def visible_to(self, reader: Reader) -> Self:
        """Those that an answer names, for whoever may read the plan; before that its uploader's alone."""
        if not may(reader, Act.READ, Kind.PLAN):
            return self.none()
        return self.filter(models.Q(uploaded_by=reader.user) | models.Q(evidence__isnull=False)).distinct()


class EvidenceFile(tenancy.TrustOwned):
    """A file put in for an objective: evidence once an answer names it, and its uploader's alone until then."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    # The database removes with an objective what nobody has named as evidence: those who remove it may not see it.
    objective = models.ForeignKey(Objective, on_delete=models.DO_NOTHING, related_name="files")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField("size in octets")
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        ordering = ["objective", "uploaded_at"]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update)]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__range=(1, LARGEST)),
                name="objectives_evidencefile_of_a_size",
                violation_error_message="A file holds something, and 10 MB at most.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EvidenceBytes(tenancy.TrustOwned):
    """What is in a file, apart from the facts about it, so that no list of files reads it."""

    file = models.OneToOneField(EvidenceFile, on_delete=models.DO_NOTHING, related_name="bytes")
    data = models.BinaryField()

    class Meta:
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return str(self.file)
