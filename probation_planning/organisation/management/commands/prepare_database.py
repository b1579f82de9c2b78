"""Bring the database up to date as its owner, and give the application's role its rights."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS, connections

from probation_planning.organisation import walls


class Command(BaseCommand):
    """`manage.py prepare_database`"""

    help = "Migrate as the owner, make the cache table, and grant the application's role what each table allows it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Safe to run again."""
        with one_door():
            call_command("migrate", database="owner", verbosity=options["verbosity"], interactive=False)
        call_command("createcachetable", database="owner", verbosity=options["verbosity"])
        walls.prepare()


@contextmanager
def one_door() -> Iterator[None]:
    """Send every question to the owner: a migration of django-tasks-db (0016) does not ask where it was sent."""
    application = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections["owner"]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = application
