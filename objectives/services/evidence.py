"""Files that show an outcome was reached: put in at once, taken away again, and named by an answer."""

import datetime
import hashlib

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from objectives.files import clean_name, type_of
from objectives.models import LARGEST, EvidenceBytes, EvidenceFile, Objective
from objectives.models.evidence import EvidenceFileQuerySet
from probation_planning.organisation.models import DeliveryUnit
from probation_planning.organisation.roles import Act, Reader
from probation_planning.organisation.years import refuse_closed

MOST_PENDING = 20
# How long a file is kept that no answer names.
KEPT = datetime.timedelta(days=1)
TOO_LARGE = "“{name}” is larger than 10 MB. Choose a smaller file, or give a link to it."


@transaction.atomic
def keep_file(
    *, objective: Objective, reader: Reader, upload: UploadedFile[bytes], unit: DeliveryUnit | None = None
) -> EvidenceFile:
    """Keep what was uploaded, its uploader's alone until an answer names it; the same file again is the one kept.

    Raises PermissionDenied, or ValidationError with a sentence on what is wrong with the file.
    """
    if not objective.may(reader, Act.ANSWER, unit):
        raise PermissionDenied("Only those who answer for the objective put in files for it.")
    refuse_closed(objective.annual_plan.year)
    name = clean_name(upload.name or "")
    if (upload.size or 0) > LARGEST:
        raise ValidationError(TOO_LARGE.format(name=name))
    data = upload.read()
    try:
        content_type = type_of(name, data)
    except ValueError as wrong:
        raise ValidationError(str(wrong)) from wrong
    said = {"name": name, "content_type": content_type, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    mine = EvidenceFile.objects.filter(uploaded_by=reader.user)
    same = mine.filter(objective=objective, **said).first()
    if same is not None:
        return same
    mine.pending().filter(uploaded_at__lt=timezone.now() - KEPT).delete()
    _make_room(mine)
    file = EvidenceFile.objects.create(objective=objective, uploaded_by=reader.user, **said)
    EvidenceBytes.objects.create(file=file, data=data)
    return file


def _make_room(mine: EvidenceFileQuerySet) -> None:
    """Of files that no answer names yet somebody keeps so many; the oldest makes room."""
    waiting = mine.pending().order_by("uploaded_at", "pk").values_list("pk", flat=True)
    too_many = list(waiting)[: max(len(waiting) - MOST_PENDING + 1, 0)]
    mine.filter(pk__in=too_many).delete()


def take_away(*, file: EvidenceFile, reader: Reader) -> None:
    """Remove a file of the reader's own that no answer names; one that an answer names stays in that answer."""
    EvidenceFile.objects.filter(pk=file.pk, uploaded_by=reader.user).pending().delete()
