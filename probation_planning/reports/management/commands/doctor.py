"""Say whether everything that the product rests on is as it should be."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from probation_planning.reports.doctor import State, findings


class Command(BaseCommand):
    """`manage.py doctor [--json]`"""

    help = "Ask after all that the product rests on; ends with 0 only when nothing is wrong, with 1 otherwise."

    def add_arguments(self, parser: CommandParser) -> None:
        """For people, or for a program."""
        parser.add_argument("--json", action="store_true", help="say it as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Each check as it is made."""
        made = []
        for one in findings():
            made.append(one)
            if not options["json"]:
                self.stdout.write(f"{one.state:<6} {one.name:<14} {one.says}")
        wrong = [one.name for one in made if one.state is State.WRONG]
        if options["json"]:
            self.stdout.write(json.dumps({"ok": not wrong, "checks": [one._asdict() for one in made]}, indent=2))
        elif wrong:
            self.stdout.write(f"\nWrong: {', '.join(wrong)}.")
        if wrong:
            sys.exit(1)
