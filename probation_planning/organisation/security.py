"""What those who keep watch want to know of: kinds of security events, and the one function by which they are noted.

Whoever notes one need not know where it is kept: `history/events.py` writes what a request noted once it is answered.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import models
from django.http import HttpRequest


class Happened(models.TextChoices):
    """Kinds of security events."""

    SIGNED_IN = "signed_in", "Signed in"
    SIGN_IN_FAILED = "sign_in_failed", "Failed to sign in"
    SIGNED_OUT = "signed_out", "Signed out"
    PASSWORD = "password", "Password changed"
    SECOND_FACTOR = "second_factor", "Second factor changed"
    SESSION = "session", "Sessions ended"
    INVITATION = "invitation", "Invitation"
    ROLE_GIVEN = "role_given", "Role given"
    ROLE_WITHDRAWN = "role_withdrawn", "Role withdrawn"
    OPENED = "opened", "Readers of section 2 changed"
    READ = "read", "Read section 2"
    DOWNLOADED = "downloaded", "Downloaded"
    REFUSED = "refused", "Refused"
    HIDDEN = "hidden", "Asked for what they may not see"
    HELD_BACK = "held_back", "Held back after too many tries"


@dataclass(frozen=True)
class Note:
    """One event to be written: `user` and `trust` by key where they are not those of the request.

    `says` is a word or two of ours, never what somebody typed and never words of a thing; `thing` is kept by its key.
    """

    kind: Happened
    user: int | None = None
    trust: int | None = None
    thing: models.Model | None = None
    says: str = ""


@dataclass
class Watched:
    """A request that is being answered, what was noted of it, and whether it showed anything of section 2."""

    request: HttpRequest
    notes: list[Note] = field(default_factory=list)
    section_two: bool = False
    thing: models.Model | None = None


_watched: ContextVar[Watched | None] = ContextVar("watched", default=None)
# What the room above writes notes with that no request bears.
writers: list[Callable[[Sequence[Note]], None]] = []


@contextmanager
def watching(request: HttpRequest) -> Iterator[Watched]:
    """Gather what is noted while the request is answered."""
    watched = Watched(request)
    token = _watched.set(watched)
    try:
        yield watched
    finally:
        _watched.reset(token)


def begin_anew() -> None:
    """Forget what was noted of an attempt that is made again."""
    watched = _watched.get()
    if watched is not None:
        watched.notes, watched.section_two, watched.thing = [], False, None


def request_at_work() -> HttpRequest | None:
    """The request that is being answered; none in a command or a worker."""
    watched = _watched.get()
    return watched.request if watched else None


def noted(
    kind: Happened,
    *,
    user: int | None = None,
    trust: int | None = None,
    thing: models.Model | None = None,
    says: str = "",
) -> None:
    """Note that something happened: written once the request is answered, at once where there is none."""
    note = Note(kind, user, trust, thing, says)
    watched = _watched.get()
    if watched is not None:
        watched.notes.append(note)
        return
    for write in writers:
        write([note])


def shows(thing: models.Model | None = None, *, section_two: bool = True) -> None:
    """Say that what is being answered is drawn from section 2, and of which one thing it tells, if it is one."""
    watched = _watched.get()
    if watched is not None:
        watched.section_two = watched.section_two or section_two
        watched.thing = watched.thing or thing
