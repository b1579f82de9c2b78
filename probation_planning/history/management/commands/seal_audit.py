"""Seal what is on record; once, or over and over."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, connection

from probation_planning.history.chain import chains
from probation_planning.history.sealing import seal
from probation_planning.organisation.startup import require_safe


class Command(BaseCommand):
    """`manage.py seal_audit [--every SECONDS]`"""

    help = "Chain the rows on record that are not sealed yet, and write each chain's head outside the database."

    def add_arguments(self, parser: CommandParser) -> None:
        """How often; once without it."""
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on until told to stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Every chain; while it goes on, what fails for a moment (the database, the disk) is tried again next turn."""
        require_safe()
        every = options["every"]
        if not every:
            self.stdout.write(f"Sealed {_seal_all()}.")
            return
        stop = threading.Event()
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda *_: stop.set())
        while not stop.is_set():
            try:
                if count := _seal_all():
                    self.stdout.write(f"Sealed {count}.")
            except (Error, OSError) as wrong:
                self.stderr.write(f"Not sealed this time: {type(wrong).__name__}.")
                connection.close()
            stop.wait(every)


def _seal_all() -> int:
    return sum(seal(chain) for chain in chains())
