"""Who is signed in, where and until when, as the database keeps it.

Every request asks, so both questions are made once.
"""

import datetime
from collections.abc import Callable
from typing import Any, NamedTuple

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from probation_planning.organisation.models import Session, User
from probation_planning.organisation.questions import question

# How stale `seen_at` may be: a browser that asks for page after page writes it once a minute.
STALE = datetime.timedelta(minutes=1)
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


class SessionStore(DatabaseSessions):
    """Django's sessions in the database, in a table that says whose they are; idle and old ones have ended.

    `device` and `place` are set at sign-in and written with the next save.
    """

    row: Session | None = None
    device: str = ""
    place: str = ""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Our table."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = next(iter(_sessions(self.session_key or "")), None)
        if found and ends_at(found) > timezone.now():
            self.row = found
            self.device, self.place = found.device, found.place
            return found
        self._session_key = None
        return None

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row to be saved: whoever signs in begins anew, and no save puts the end off."""
        user = int(data["_auth_user_id"]) if "_auth_user_id" in data else None
        now = timezone.now()
        same = self.row is not None and self.row.user_id == user
        row = Session(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            user_id=user,
            started_at=self.row.started_at if same and self.row else now,
            seen_at=now,
            device=self.device,
            place=self.place,
        )
        row.expire_date = row.started_at + datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)
        self.row = row
        return row

    @classmethod
    def clear_expired(cls) -> None:
        """Forget sessions that ended."""
        _ended(timezone.now()).delete()


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in by address and password, as allauth does."""

    def get_user(self, user_id: int) -> Any:
        """The person of a session; none once they may not sign in any more."""
        user = next(iter(_users(user_id)), None)
        return user if user and self.user_can_authenticate(user) else None


class SeenMiddleware:
    """Writes down that the browser was seen, once the request is done with."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        store: Any = request.session
        row = store.row if store.accessed else None
        # A page that asks how long the session has left must not lengthen it.
        if row and row.user_id and not getattr(request, "unseen", False) and timezone.now() - row.seen_at > STALE:
            Session.objects.filter(pk=store.session_key).update(seen_at=timezone.now())
        return response


class Ends(NamedTuple):
    """How many seconds a session has left while nothing is asked for, and whether asking for a page helps."""

    seconds: int
    can_stay: bool


def ends_at(row: Session) -> datetime.datetime:
    """When a session ends unless its browser asks for something before."""
    if row.user_id is None:
        return row.expire_date
    return min(row.expire_date, row.seen_at + settings.SESSION_IDLE)


def ends_of(request: HttpRequest) -> Ends:
    """What is left of the session of the request."""
    store: Any = request.session
    row: Session | None = store.row
    if row is None:
        return Ends(0, can_stay=False)
    end = ends_at(row)
    return Ends(max(0, int((end - timezone.now()).total_seconds())), end < row.expire_date)


def sessions_of(user: User) -> QuerySet[Session]:
    """Those of the person that have not ended, the last seen first."""
    now = timezone.now()
    rows: QuerySet[Session] = Session.objects.filter(user=user, expire_date__gt=now)
    return rows.filter(seen_at__gt=now - settings.SESSION_IDLE).order_by("-seen_at")


def end_sessions(user: User, *, but: str | None = None) -> int:
    """Sign the person out everywhere, except in the session of the key; how many sessions ended."""
    ended: int = Session.objects.filter(user=user).exclude(pk=but or "").delete()[0]
    return ended


def ended_of(request: HttpRequest) -> User | None:
    """Whose session ran out, where the browser still shows its key; None where it ended in another way, or is none."""
    row = _ended(timezone.now()).filter(
        pk=request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")[:40], user__is_active=True
    )
    found = row.select_related("user").first()
    return found.user if found else None


def device_of(request: HttpRequest) -> str:
    """Browser and system in words, as far as the browser tells."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    browser = next((name for mark, name in BROWSERS if mark in agent), "Unknown browser")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return f"{browser} on {system}" if system else browser


def _ended(now: datetime.datetime) -> QuerySet[Session]:
    rows: QuerySet[Session] = Session.objects.all()
    return rows.filter(expire_date__lte=now) | rows.filter(user__isnull=False, seen_at__lte=now - settings.SESSION_IDLE)


@question
def _sessions(key: str) -> QuerySet[Session]:
    rows: QuerySet[Session] = Session.objects.filter(session_key=key)
    return rows


@question
def _users(pk: int) -> QuerySet[User]:
    return User.objects.filter(pk=pk)
