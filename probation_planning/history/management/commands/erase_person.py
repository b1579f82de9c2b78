"""Erase a person who asked for it, without breaking the chain."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from probation_planning.history.erasing import erase_person


class Command(BaseCommand):
    """`manage.py erase_person ADDRESS --reason WORDS`"""

    help = "Give an account and its events a name that says nothing; what the person did stays under that name."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom, and why."""
        parser.add_argument("email")
        parser.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and say under which name the person goes since."""
        try:
            name = erase_person(email=options["email"], reason=options["reason"])
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from wrong
        self.stdout.write(f"Erased. The record says {name} from now on. Run seal_audit next.")
