"""List security events that belong to no trust, for whoever runs the platform."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from probation_planning.history.models import PlatformEvent
from probation_planning.organisation import tenancy

NAMES = ("at", "kind", "user", "page", "says", "request")


class Command(BaseCommand):
    """`manage.py platform_events [--last 100]`"""

    help = "List sign-ins that failed for addresses nobody has, and events of people without a trust; newest first."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many."""
        parser.add_argument("--last", type=int, default=100, metavar="N", help="the newest N, 100 unless told")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line of JSON each."""
        with tenancy.system():
            for row in PlatformEvent.objects.values(*NAMES)[: max(options["last"], 0)]:
                self.stdout.write(json.dumps(row | {"at": row["at"].isoformat(timespec="seconds")}))
