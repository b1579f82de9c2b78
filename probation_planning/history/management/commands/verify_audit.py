"""Say whether what is on record is as it was sealed."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from probation_planning.history.chain import chains
from probation_planning.history.verifying import Verdict, verify


class Command(BaseCommand):
    """`manage.py verify_audit [--trust NAME] [--anchor FILE] [--json]`"""

    help = "Walk each chain, compare every sealed row and every head kept outside; ends with 0 only when all is well."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which chain, and where its heads are kept."""
        parser.add_argument("--trust", default="", help="one chain alone: a trust's name in addresses, or _people")
        parser.add_argument("--anchor", type=Path, metavar="FILE", help="the heads to compare with; needs --trust")
        parser.add_argument("--json", action="store_true", help="say it as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Each chain in turn."""
        if options["anchor"] and not options["trust"]:
            raise CommandError("Say with --trust whose heads the file holds.")
        if options["anchor"] and not options["anchor"].is_file():
            raise CommandError("There is no such file of heads.")
        asked = chains(options["trust"])
        if not asked:
            raise CommandError("There is no chain of this name.")
        verdicts = [verify(chain, options["anchor"]) for chain in asked]
        if options["json"]:
            self.stdout.write(json.dumps([one.plain() for one in verdicts], indent=2))
        else:
            for one in verdicts:
                self._tell(one)
        if not all(one.is_well for one in verdicts):
            sys.exit(1)

    def _tell(self, one: Verdict) -> None:
        waiting = f"{one.unsealed} not sealed yet" if one.unsealed else "all sealed"
        erased = f", {one.erased} rewritten to erase a person" if one.erased else ""
        well = "as sealed" if one.is_well else f"{one.wrongs} wrong"
        self.stdout.write(f"{one.chain}: {one.links} rows, {well}; {waiting}{erased}; {one.heads} heads outside.")
        for note in one.notes:
            self.stdout.write(f"  note: {note}")
        for wrong in one.first:
            self.stdout.write(f"  {wrong}")
        if one.wrongs > len(one.first):
            self.stdout.write(f"  and {one.wrongs - len(one.first)} more")
