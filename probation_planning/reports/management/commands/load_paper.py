"""Load the published papers of `fixtures/`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from probation_planning.reports.load_paper import load_folder


class Command(BaseCommand):
    """`manage.py load_paper [folder …]`"""

    help = "Load each folder of fixtures/ (or those named). A second run changes nothing and lists what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        """Folders, all of fixtures/ by default."""
        parser.add_argument("folders", nargs="*", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """One transaction for each folder."""
        fixtures = settings.BASE_DIR / "fixtures"
        folders = options["folders"] or sorted(path.parent for path in fixtures.glob("*/trust.toml"))
        for folder in folders:
            keeper = load_folder(folder)
            self.stdout.write(f"{folder.name}: {keeper.summary}")
            for difference in keeper.differences:
                self.stdout.write(f"  differs: {difference}")
