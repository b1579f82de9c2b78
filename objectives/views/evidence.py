"""A file that shows an outcome was reached, to be kept on one's own machine: never shown within the site."""

import uuid as uuids
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from objectives.models import EvidenceFile, Objective
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.security import shows

# Whatever a file holds, a browser that shows it nevertheless runs and fetches nothing.
POLICY = "default-src 'none'; sandbox"


@require_safe
def evidence(request: HttpRequest, trust: str, year: str, reference: str, uuid: uuids.UUID, name: str) -> HttpResponse:
    """The file; for whoever may not read it, or not yet, an unknown page."""
    ours = cast(ReaderRequest, request)
    objectives = Objective.objects.visible_to(ours.reader).of(ours.year).filter(reference=reference)
    files = EvidenceFile.objects.visible_to(ours.reader).filter(objective__in=objectives, uuid=uuid, name=name)
    file = files.select_related("bytes").first()
    if file is None:
        raise Http404
    shows(file, section_two=False)
    response = HttpResponse(bytes(file.bytes.data), content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name)
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
