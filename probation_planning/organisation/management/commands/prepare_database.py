"""Bring the database up to date as its owner, and give the application's role its rights."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from probation_planning.organisation import walls


class Command(BaseCommand):
    """`manage.py prepare_database`"""

    help = "Migrate as the owner, make the cache table, and grant the application's role what each table allows it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Safe to run again."""
        call_command("migrate", database="owner", verbosity=options["verbosity"], interactive=False)
        call_command("createcachetable", database="owner", verbosity=options["verbosity"])
        walls.prepare()
