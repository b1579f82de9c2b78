"""Writing security events, and hearing of those that Django and allauth tell by signals.

Anybody notes one by `organisation.security.noted`; nothing else writes these tables but the trigger of memberships.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import DatabaseError, InterfaceError, models
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from probation_planning.history.models import Event, PlatformEvent
from probation_planning.organisation import security, tenancy
from probation_planning.organisation.models import Membership, Trust, User
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.security import Happened, Note, Watched, noted

logger = logging.getLogger("probation_planning.security")

# How the things that addresses of a room name are found, though the reader may not see them: by the room's name in
# addresses. Called inside the trust as the system with the reader and what the address names.
Finder = Callable[[Reader, Mapping[str, Any], HttpRequest], models.Model | None]
finders: dict[str, Finder] = {}

REFUSALS = {403: Happened.REFUSED, 429: Happened.HELD_BACK}


class _Line(NamedTuple):
    """A note with what the request adds to it; `trusts` is empty where the event belongs to none."""

    note: Note
    user: int | None
    trusts: tuple[int, ...]
    section_two: bool


def write(notes: Sequence[Note]) -> None:
    """Write notes that no request bears, at once."""
    _write([_Line(note, note.user, _trusts(note.user, note.trust), section_two=False) for note in notes], None)


def write_answered(watched: Watched, response: HttpResponseBase) -> None:
    """Write what was noted of a request, and what its answer says by itself, once all else of it is over."""
    request = watched.request
    reader: Reader | None = getattr(request, "reader", None)
    user = _user_of(request, reader)
    lines = [
        _Line(note, note.user or user, _trusts_of(note, reader, user), section_two=False) for note in watched.notes
    ]
    own = _of_the_answer(watched, response, reader, user)
    if own:
        lines.append(
            _Line(own, user, _trusts_of(own, reader, user), watched.section_two and response.status_code < 400)
        )
    if lines:
        _write(lines, request)


def _user_of(request: HttpRequest, reader: Reader | None) -> int | None:
    """Whoever asked, where that is known already: nothing is asked of the database for it."""
    if reader:
        return int(reader.user.pk)
    known = getattr(request, "_cached_user", None)
    return int(known.pk) if isinstance(known, User) else None


def _of_the_answer(
    watched: Watched, response: HttpResponseBase, reader: Reader | None, user: int | None
) -> Note | None:
    """The event that the answer itself is, if it is one."""
    thing = watched.thing
    if response.status_code in REFUSALS:
        return Note(REFUSALS[response.status_code], says=watched.request.method or "")
    if response.status_code == 404:
        return _hidden(watched.request, reader) if user else None
    if response.status_code >= 400 or reader is None:
        return None
    if response.get("Content-Disposition", "").startswith("attachment"):
        ending = response.headers["Content-Type"].partition(";")[0].rpartition("/")[2]
        return Note(Happened.DOWNLOADED, thing=thing, says=ENDINGS.get(ending, "file"))
    return Note(Happened.READ, thing=thing) if watched.section_two else None


ENDINGS = {"csv": "CSV", "pdf": "PDF", "vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX"}


def _hidden(request: HttpRequest, reader: Reader | None) -> Note | None:
    """A note where the address names something that there is, only not for this reader."""
    match = request.resolver_match
    if match is None:
        return None
    if reader is None:
        with tenancy.system():
            trust = Trust.objects.filter(slug=match.kwargs.get("trust", "")).first()
        return Note(Happened.HIDDEN, trust=trust.pk) if trust else None
    finder = finders.get(match.namespaces[0] if match.namespaces else "")
    if finder is None:
        return None
    with tenancy.trust(reader.trust):
        thing = finder(reader, match.kwargs, request)
    return Note(Happened.HIDDEN, thing=thing) if thing else None


def _trusts_of(note: Note, reader: Reader | None, user: int | None) -> tuple[int, ...]:
    if note.trust is None and reader is not None and note.user in (None, user):
        return (reader.trust.pk,)
    return _trusts(note.user or user, note.trust)


def _trusts(user: int | None, trust: int | None) -> tuple[int, ...]:
    """The trust that is named, else every one that the person is of."""
    if trust is not None:
        return (trust,)
    if user is None:
        return ()
    with tenancy.kept_context():
        tenancy.enter(tenancy.Context(user=user, roles=(tenancy.SYSTEM,)))
        rows = Membership.objects.filter(user=user).order_by("trust").values_list("trust", flat=True).distinct()
        return tuple(rows)


def _write(lines: Sequence[_Line], request: HttpRequest | None) -> None:
    """Told to the log, then inserted in a transaction of its own; an insert that fails keeps nobody from a page."""
    match = request.resolver_match if request else None
    about = {
        "page": (match.view_name if match else "")[:100],
        "year": str(match.kwargs.get("year", "") if match else "")[:7],
        "request": getattr(request, "id", ""),
    }
    events: list[Event] = []
    others: list[PlatformEvent] = []
    for line in lines:
        thing = line.note.thing
        said = about | {
            "kind": line.note.kind,
            "user_id": line.user,
            "table": thing._meta.db_table if thing is not None else "",
            "row": thing.pk if thing is not None else None,
            "section_two": line.section_two,
            "says": line.note.says[:100],
        }
        _tell(said, line.trusts, request)
        events += [Event(trust_id=trust, **said) for trust in line.trusts]
        if not line.trusts:
            others.append(PlatformEvent(**said))
    trusts = tuple({event.trust_id for event in events})
    try:
        with tenancy.kept_context():
            tenancy.enter(tenancy.Context(trusts=trusts, roles=(tenancy.SYSTEM,)))
            Event.objects.bulk_create(events)
            PlatformEvent.objects.bulk_create(others)
    except (DatabaseError, InterfaceError):
        logger.exception("Security events were not written.")


def _tell(said: Mapping[str, Any], trusts: Sequence[int], request: HttpRequest | None) -> None:
    """One line in the log, with the address of the network, which the table does not keep."""
    kept = {name: value for name, value in said.items() if value not in ("", None, False) and name != "request"}
    network = request.META.get("REMOTE_ADDR", "") if request else ""
    logger.info("Security event", extra={"event": kept | {"trusts": list(trusts), "network": network}})


# What others tell by signals


def listen() -> None:
    """Connect every signal that tells of an event, in this one place."""
    security.writers.append(write)
    user_logged_in.connect(_signed_in, dispatch_uid="noted_signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="noted_signed_out")
    user_login_failed.connect(_failed, dispatch_uid="noted_failed")
    from allauth.account import signals as account  # noqa: PLC0415 - models load only after the apps

    account.password_changed.connect(_password("changed"), weak=False, dispatch_uid="noted_password_changed")
    account.password_set.connect(_password("set"), weak=False, dispatch_uid="noted_password_set")
    account.password_reset.connect(_password("reset by mail"), weak=False, dispatch_uid="noted_password_reset")
    if apps.is_installed("allauth.mfa"):
        from allauth.mfa import signals as factors  # noqa: PLC0415 - models load only after the apps

        for name in ("added", "removed", "reset"):
            signal = getattr(factors, f"authenticator_{name}")
            signal.connect(_second_factor(name), weak=False, dispatch_uid=f"noted_authenticator_{name}")


def _signed_in(user: User, **of_signal: Any) -> None:
    noted(Happened.SIGNED_IN, user=user.pk)


def _signed_out(user: User | None, **of_signal: Any) -> None:
    if user is not None and user.pk:
        noted(Happened.SIGNED_OUT, user=user.pk)


def _failed(credentials: Mapping[str, Any], **of_signal: Any) -> None:
    """Of somebody known by key; of an address that nobody has by a mark alone."""
    typed = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    known = User.objects.filter(email=typed).values_list("pk", flat=True).first() if typed else None
    says = "" if known or not typed else f"address {salted_hmac('unknown address', typed).hexdigest()[:8]}"
    noted(Happened.SIGN_IN_FAILED, user=known, says=says)


def _password(how: str) -> Callable[..., None]:
    def heard(user: User, **of_signal: Any) -> None:
        noted(Happened.PASSWORD, user=user.pk, says=how)

    return heard


def _second_factor(how: str) -> Callable[..., None]:
    def heard(user: User, authenticator: Any, **of_signal: Any) -> None:
        noted(Happened.SECOND_FACTOR, user=user.pk, says=f"{authenticator.get_type_display()} {how}")

    return heard
