"""What must be so before production serves anybody: asked when a process starts, and by `manage.py doctor`."""

import logging
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connection
from django.db.backends.signals import connection_created
from django.db.migrations.executor import MigrationExecutor

log = logging.getLogger(__name__)

WAITING = "waiting_for_database"

ROLE = """
    SELECT r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole, (
        SELECT count(*) FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
        AND pg_has_role(current_user, c.relowner, 'MEMBER')
    ) FROM pg_roles r WHERE r.rolname = current_user
"""
# Every table that says whose it is, and the trusts themselves.
OPEN = """
    SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
    AND (c.relname = 'organisation_trust' OR EXISTS (
        SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'trust_id' AND NOT a.attisdropped))
    AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
    ORDER BY c.relname
"""
# The top-level name `.example` is nobody's, so whoever has such an address came with a demonstration.
DEMONSTRATION = "SELECT count(*) FROM organisation_user WHERE email LIKE '%%.example' AND is_active"


def role_faults() -> list[str]:
    """What the database's role could do that would walk round the walls, each with what to do."""
    [(name, superuser, bypass, gives_roles, owned)] = _ask(ROLE)
    mend = "Let DATABASE_URL name the application's role and DATABASE_OWNER_URL the owner's."
    found = []
    if superuser:
        found.append(f"The role {name} is a superuser, for whom there are no walls. {mend}")
    if bypass:
        found.append(f"The role {name} has BYPASSRLS, for which there are no walls. {mend}")
    if gives_roles:
        found.append(f"The role {name} may make roles, and so give itself another. {mend}")
    if owned and not superuser:
        found.append(f"The role {name} owns tables, or may act as who does, and could take the walls down. {mend}")
    return found


def wall_faults() -> list[str]:
    """Tables of a trust that stand open."""
    return [
        f"The table {name} holds a trust's rows and its walls are not up. Run: manage.py prepare_database"
        for (name,) in _ask(OPEN)
    ]


def demonstration_faults() -> list[str]:
    """People whose password is printed in the manual."""
    [(count,)] = _ask(DEMONSTRATION)
    if not count:
        return []
    return [f"{count} people of a demonstration are let in. Begin with an empty database, or make them inactive."]


def unapplied() -> list[str]:
    """Migrations that the code has and the database does not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def faults() -> Iterator[str]:
    """All that production refuses to start with. In the middle of an upgrade only what holds for the role is asked."""
    yield from role_faults()
    if not unapplied():
        yield from wall_faults()
        yield from demonstration_faults()


def require_safe() -> None:
    """Refuse to go on in production, in words. A database that is away is asked as soon as it is there.

    Raises ImproperlyConfigured.
    """
    if not settings.PRODUCTION:
        return
    try:
        _refuse()
    except (OperationalError, InterfaceError):
        log.warning("The database does not answer; whether it is safe to serve is asked when it does.")
        connection_created.connect(_ask_now, dispatch_uid=WAITING)
    finally:
        connection.close()


def _ask_now(connection: Any, **of_signal: Any) -> None:
    """Ask on the first connection; one that is not safe is closed, and what wanted it fails."""
    if connection.alias != DEFAULT_DB_ALIAS:
        return
    connection_created.disconnect(dispatch_uid=WAITING)
    try:
        _refuse()
    except BaseException:
        connection_created.connect(_ask_now, dispatch_uid=WAITING)
        connection.close()
        raise


def _refuse() -> None:
    found = list(faults())
    if found:
        raise ImproperlyConfigured(" ".join(["Production does not start like this.", *found]))


def _ask(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
