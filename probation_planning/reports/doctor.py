"""What `manage.py doctor` asks: whether everything that the product rests on is as it should be, each in a sentence."""

import datetime
import os
import shutil
import smtplib
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.models import Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from probation_planning.history.chain import Chain, chains
from probation_planning.history.sealing import unsealed_sql
from probation_planning.organisation import startup
from probation_planning.reports.pdf import FONTS, PdfError, render

# A queue that moves is emptied within seconds; the record is sealed every minute.
PATIENCE = datetime.timedelta(minutes=10)
# What a year of packs and PDFs takes at most.
ROOM = 2 * 1024**3
MAIL_PATIENCE = 5.0


class State(StrEnum):
    """How it stands."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


class Finding(NamedTuple):
    """One check: its name, how it stands, and in a sentence why and what to do. A note is no failure."""

    name: str
    state: State
    says: str


def findings() -> Iterator[Finding]:
    """Every check in turn. One that cannot be made is a failure, in the words of what kept it from being made."""
    for name, ask in CHECKS:
        try:
            state, says = ask()
        except (Error, OSError, PdfError) as wrong:
            state, says = State.WRONG, f"Could not be asked: {str(wrong).strip() or type(wrong).__name__}"
        yield Finding(name, state, says)


Answer = tuple[State, str]


def _all_of(faults: list[str], well: str) -> Answer:
    return (State.WRONG, " ".join(faults)) if faults else (State.OK, well)


def _settings() -> Answer:
    if not settings.PRODUCTION:
        return State.NOTE, "MODE=demo: http, people with a printed password, and a day that may be pinned."
    return State.OK, "MODE=production."


def _role() -> Answer:
    return _all_of(startup.role_faults(), "The application's role owns nothing and goes round nothing.")


def _walls() -> Answer:
    return _all_of(startup.wall_faults(), "Every table of a trust has its walls up, for its owner too.")


def _rights() -> Answer:
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT c.relname FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
            AND has_table_privilege(current_user, c.oid, 'TRUNCATE') ORDER BY 1
        """)
        tables = [name for (name,) in cursor.fetchall()]
    faults = [f"{name} can be emptied at one stroke. Run: manage.py prepare_database" for name in tables]
    return _all_of(faults, "No table can be emptied by the application.")


def _migrations() -> Answer:
    missing = startup.unapplied()
    if missing:
        return State.WRONG, f"Not applied: {', '.join(missing)}. Run: manage.py prepare_database"
    return State.OK, "The database is as the code wants it."


def _cache() -> Answer:
    cache.set("doctor", "well", 60)
    if cache.get("doctor") != "well":
        return State.WRONG, "What is put into the cache does not stay, so tries to sign in are not counted."
    return State.OK, "The cache keeps what it is given, so tries to sign in are counted over all processes."


def _demonstration() -> Answer:
    faults = startup.demonstration_faults()
    if faults and not settings.PRODUCTION:
        return State.NOTE, "People of the demonstration are let in, as is meant."
    return _all_of(faults, "Nobody of a demonstration is let in.")


def _worker() -> Answer:
    waiting = DBTaskResult.objects.ready()
    oldest = waiting.aggregate(oldest=Min("enqueued_at"))["oldest"]
    if oldest and timezone.now() - oldest > PATIENCE:
        return (
            State.WRONG,
            f"{waiting.count()} tasks wait, the first since {oldest:%d %B %Y %H:%M} UTC. Start db_worker.",
        )
    if oldest:
        return State.OK, "Tasks wait, none for long."
    return State.OK, "Nothing waits to be drawn."


def _sealer() -> Answer:
    late = [chain.name for chain in chains() if _is_late(chain)]
    if late:
        names = ", ".join(late)
        return (
            State.WRONG,
            f"Changes of {names} have waited over ten minutes to be sealed. Start seal_audit --every=60.",
        )
    return State.OK, "Nothing on record has waited long to be sealed."


def _is_late(chain: Chain) -> bool:
    with chain.entered() as cursor:
        for one in chain.tables:
            if one.is_event:
                # Nothing in it was typed by anybody.
                cursor.execute(
                    f"SELECT EXISTS (SELECT 1 {unsealed_sql(chain, one)} AND t.pgh_created_at < %s)",
                    [timezone.now() - PATIENCE],
                )
                if cursor.fetchone()[0]:
                    return True
    return False


def _mail() -> Answer:
    if not settings.PRODUCTION:
        return State.NOTE, f"Mail goes to files in {settings.EMAIL_FILE_PATH}."
    if not settings.CAN_MAIL:
        return State.NOTE, "Not set up: nothing is mailed, and pages show addresses to be copied. Set EMAIL_HOST."
    try:
        smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=MAIL_PATIENCE).quit()
    except (OSError, smtplib.SMTPException) as wrong:
        where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        return State.WRONG, f"The mail server {where} does not answer ({wrong}). Check EMAIL_HOST and EMAIL_PORT."
    return State.OK, f"The mail server {settings.EMAIL_HOST} answers."


def _disk() -> Answer:
    folder = settings.DATA_DIR
    if not os.access(folder, os.W_OK):
        return State.WRONG, f"{folder} cannot be written to. Give it to the user that the product runs as."
    free = shutil.disk_usage(folder).free
    said = f"{free / 1024**3:.1f} GiB are free in {folder}"
    return (State.OK, f"{said}.") if free >= ROOM else (State.WRONG, f"{said}; make it 2 GiB or more.")


def _drawing() -> Answer:
    pages = render("<!doctype html><html lang=en-GB><title>Doctor</title><body><p>Drawn.</p></body></html>").pages
    if pages != 1:
        return State.WRONG, f"A page of one word was drawn as {pages}."
    if not any(FONTS.glob("*.woff")):
        return State.NOTE, "PDFs are drawn, in the system's own sans serif: the bundled fonts are not there. Run: ./run"
    return State.OK, "PDFs are drawn, with the bundled fonts."


def _https() -> Answer:
    if not settings.PRODUCTION:
        return State.NOTE, "MODE=demo serves over http."
    if not settings.SECURE_SSL_REDIRECT:
        return State.NOTE, "SECURE_SSL_REDIRECT is off: see that the proxy sends everybody from http to https."
    if not getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        return State.NOTE, "Behind a proxy set SECURE_PROXY_HEADER, or everything is sent to https over and over."
    return State.OK, f"Everything is sent to https, and links lead to {settings.SITE_ADDRESS}."


def _backup() -> Answer:
    return State.NOTE, "Not set up: the product makes no backups of its own yet. See that your database server does."


CHECKS: tuple[tuple[str, Callable[[], Answer]], ...] = (
    ("mode", _settings),
    ("database role", _role),
    ("walls", _walls),
    ("rights", _rights),
    ("migrations", _migrations),
    ("cache", _cache),
    ("demonstration", _demonstration),
    ("worker", _worker),
    ("sealer", _sealer),
    ("mail", _mail),
    ("disk", _disk),
    ("drawing", _drawing),
    ("https", _https),
    ("backup", _backup),
)
