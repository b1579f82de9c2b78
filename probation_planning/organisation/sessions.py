"""Who is signed in, as Django keeps it in the database; every request asks, so both questions are made once."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from probation_planning.organisation.models import User
from probation_planning.organisation.questions import question


class SessionStore(DatabaseSessions):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        found = next(iter(_sessions(self.session_key or "")), None)
        if found and found.expire_date > timezone.now():
            return found
        self._session_key = None
        return None


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in by address and password, as allauth does."""

    def get_user(self, user_id: int) -> Any:
        """The person of a session; none once they may not sign in any more."""
        user = next(iter(_users(user_id)), None)
        return user if user and self.user_can_authenticate(user) else None


@question
def _sessions(key: str) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key)


@question
def _users(pk: int) -> QuerySet[User]:
    return User.objects.filter(pk=pk)
