"""What somebody has typed but not saved: kept while they type, shown again to them alone, gone on save."""

import unicodedata

from django.http import HttpRequest, QueryDict

from probation_planning.organisation.models import Draft
from probation_planning.organisation.readers import ReaderRequest

LONGEST = 100_000
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "address", "password"})


def keep(request: ReaderRequest, address: str, typed: QueryDict) -> None:
    """Remember what was typed into the form at the address (a path of this trust)."""
    fields = {
        name: [unicodedata.normalize("NFC", value).replace("\0", "") for value in typed.getlist(name)]
        for name in typed
        if name not in NEVER_KEPT
    }
    if sum(len(value) for values in fields.values() for value in values) > LONGEST:
        return
    Draft.objects.update_or_create(
        trust=request.reader.trust, user=request.user, address=address, defaults={"fields": fields}
    )


def draft_of(request: HttpRequest) -> QueryDict | None:
    """What this reader typed into the form at this address and has not saved."""
    draft = Draft.objects.filter(user=request.user.pk, address=request.path).first()
    if draft is None:
        return None
    typed = QueryDict(mutable=True)
    for name, values in draft.fields.items():
        typed.setlist(name, values)
    return typed


def discard(request: HttpRequest) -> None:
    """Forget it: it is saved."""
    Draft.objects.filter(user=request.user.pk, address=request.path).delete()
