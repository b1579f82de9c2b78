"""What somebody has typed but not saved: kept while they type, shown again to them alone, gone on save.

A draft belongs to one form: the path of its page, and where a page has the same form for several quarters or reviews,
which of them: `/derbyshire/2011-12/plan/objectives/1.2-3/?quarter=2`. The form says by which of its boxes (`draft_by`).
"""

import datetime
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from probation_planning.organisation.models import Draft, User
from probation_planning.organisation.questions import question
from probation_planning.organisation.readers import ReaderRequest

# Letters: "my work" is one form with the answers to sixty things.
LONGEST = 400_000
# How long the address of a form may be.
ADDRESS = 300
NEVER_KEPT = frozenset(
    {"csrfmiddlewaretoken", "address", "password", "oldpassword", "password1", "password2", "code", "credential"}
)


def keep(request: ReaderRequest, address: str, typed: QueryDict) -> bool:
    """Remember what was typed into the form at the address (of a page of this trust); not where it is far too long."""
    fields = {
        name: [unicodedata.normalize("NFC", value) for value in typed.getlist(name)]
        for name in typed
        if name not in NEVER_KEPT
    }
    if sum(len(value) for values in fields.values() for value in values) > LONGEST:
        return False
    Draft.objects.update_or_create(
        trust=request.reader.trust, user=request.user, address=address, defaults={"fields": fields}
    )
    return True


class Kept(NamedTuple):
    """What was typed, and when it was kept last; None where that is not told."""

    typed: QueryDict
    saved_at: datetime.datetime | None = None


def kept_at(user: User, addresses: Iterable[str]) -> dict[str, Kept]:
    """What this person typed into the forms of these addresses and has not saved; one question for all of them."""
    rows = _drafts(user.pk, tuple(addresses))
    return {row.address: Kept(_typed(row), row.saved_at) for row in rows}


def draft_of(request: HttpRequest, **by: object) -> QueryDict | None:
    """What this reader typed into the form of this page and has not saved; `by`: for which quarter or review."""
    draft = next(iter(_drafts(request.user.pk or 0, (address_of(request, by),))), None)
    return _typed(draft) if draft else None


def discard(request: HttpRequest, **by: object) -> None:
    """Forget it: it is saved."""
    Draft.objects.filter(user=request.user.pk, address=address_of(request, by)).delete()


def take_along(request: ReaderRequest, before: str, now: str) -> None:
    """Keep under the new address what this reader typed into the pages below one that has moved; the latest counts.

    The one thing that a GET moves, on its way to the new address: unsaved words of the reader's own would be lost else.
    """
    kept = Draft.objects.filter(trust=request.reader.trust, user=request.user.pk)
    for draft in kept.filter(address__startswith=before):
        address = now + draft.address.removeprefix(before)
        there = kept.filter(address=address)
        there.filter(saved_at__lt=draft.saved_at).delete()
        if len(address) <= ADDRESS and not there.exists():
            kept.filter(pk=draft.pk).update(address=address)


@question
def _drafts(user: int, addresses: tuple[str, ...]) -> QuerySet[Draft]:
    return Draft.objects.filter(user=user, address__in=addresses).order_by()


def _typed(draft: Draft) -> QueryDict:
    typed = QueryDict(mutable=True)
    for name, values in draft.fields.items():
        typed.setlist(name, values)
    return typed


def address_of(request: HttpRequest, by: Mapping[str, object]) -> str:
    """Under which address what is typed into the form of this page is kept."""
    return f"{request.path}?{urlencode(by)}" if by else request.path
