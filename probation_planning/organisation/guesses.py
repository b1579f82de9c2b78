"""How often the secrets of an account may be guessed: ten times in five minutes, over every form and worker.

A right answer is given back. A browser that signed in to the account before has a count of its own (its cookie is
signed and names the account), so that a stranger who keeps guessing does not keep the owner out.
"""

import datetime
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from probation_planning.organisation import errors

MOST = 10
KNOWN_FOR = datetime.timedelta(days=90)
SALT = "probation_planning.guesses"

# One row for each account, locked by whoever counts: a guess more is written only where fewer than ten are left of the
# last five minutes. Nothing comes back where it is not.
COUNT = """
    INSERT INTO organisation_guesses AS known (account, times, last_at)
    VALUES (%(account)s, ARRAY[clock_timestamp()], clock_timestamp())
    ON CONFLICT (account) DO UPDATE SET
        times = ARRAY(SELECT at FROM unnest(known.times) AS at WHERE at > clock_timestamp() - %(window)s::interval)
            || excluded.times,
        last_at = excluded.last_at
    WHERE %(most)s > (
        SELECT count(*) FROM unnest(known.times) AS at WHERE at > clock_timestamp() - %(window)s::interval
    )
    RETURNING times[cardinality(times)]
"""
GIVE_BACK = "UPDATE organisation_guesses SET times = array_remove(times, %s) WHERE account = %s"
# What is past an hour is of no use; whoever holds such a row is left alone.
FORGET = """
    DELETE FROM organisation_guesses WHERE account IN (
        SELECT account FROM organisation_guesses WHERE last_at < clock_timestamp() - interval '1 hour'
        LIMIT 20 FOR UPDATE SKIP LOCKED
    )
"""


class Guess:
    """One guess, counted; `was_right` gives it back."""

    def __init__(self, account: str, at: Any) -> None:
        self.account = account
        self.at = at

    def was_right(self) -> None:
        """It was no guess."""
        with connection.cursor() as cursor:
            cursor.execute(GIVE_BACK, [self.at, self.account])


def count(request: HttpRequest, address: str) -> Guess:
    """Count a guess at the account of an e-mail address, whether or not there is one.

    Raises ImmediateHttpResponse with the page that says to wait where ten were counted in the last five minutes.
    """
    account = account_of(request, address)
    with connection.cursor() as cursor:
        cursor.execute(FORGET)
        cursor.execute(COUNT, {"account": account, "window": f"{errors.HELD_BACK} seconds", "most": MOST})
        counted = cursor.fetchone()
    if counted is None:
        raise ImmediateHttpResponse(errors.too_many_requests(request))
    return Guess(account, counted[0])


@contextmanager
def guessing(request: HttpRequest, address: str) -> Iterator[None]:
    """Count what is done inside as a guess, unless it ends without an exception."""
    guess = count(request, address)
    yield
    guess.was_right()


def account_of(request: HttpRequest, address: str) -> str:
    """Under what a guess is counted: a keyed digest of the address, apart for a browser known to its owner."""
    plain = address.strip().lower()
    browser = _browser(request, plain)
    return salted_hmac(SALT, f"{plain}\n{browser}", algorithm="sha256").hexdigest()


def know(request: HttpRequest, response: HttpResponseBase, address: str) -> None:
    """Have the browser remember that it signed in to the account."""
    plain = address.strip().lower()
    name = _browser(request, plain) or secrets.token_urlsafe(12)
    response.set_cookie(
        settings.KNOWN_COOKIE_NAME,
        _signer(plain).sign(name),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _browser(request: HttpRequest, address: str) -> str:
    try:
        return _signer(address).unsign(request.COOKIES.get(settings.KNOWN_COOKIE_NAME, ""), max_age=KNOWN_FOR)
    except BadSignature:
        return ""


def _signer(address: str) -> TimestampSigner:
    return TimestampSigner(salt=f"{SALT}\n{address}")
