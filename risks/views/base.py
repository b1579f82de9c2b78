"""What every page of the register asks first."""

from django.http import Http404

from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind, may
from risks.models import Entry, Review
from risks.reading import OpenRegister, open_register
from risks.record import find_entry
from risks.references import now_called


def register_of(request: ReaderRequest) -> OpenRegister | None:
    """The year's register, none where the trust has none; who may read no register finds no such page."""
    if not may(request.reader, Act.READ, Kind.REGISTER):
        raise Http404
    return open_register(request.reader, request.year)


def review_asked(opened: OpenRegister, slug: str) -> Review | None:
    """The review that the address names, else the current one; none before any is open to the reader."""
    if not slug:
        return opened.current
    review = opened.review(slug)
    if review is None:
        raise Http404
    return review


def entry_asked(request: ReaderRequest, opened: OpenRegister, reference: str) -> Entry | None:
    """The risk that the address names; none where only its past is left, and not found where it is called otherwise."""
    entry = find_entry(opened, reference)
    if entry is None and now_called(request, reference):
        raise Http404
    return entry
