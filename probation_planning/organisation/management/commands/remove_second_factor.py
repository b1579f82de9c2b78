"""Lets somebody in by password once more who has lost their second factor, where no officer of theirs may."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from probation_planning.organisation.models import User
from probation_planning.organisation.services.people import forget_factors


class Command(BaseCommand):
    """`manage.py remove_second_factor ADDRESS`."""

    help = "Remove a person's second factor, recovery codes and sessions; they are told by mail."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("address", help="the person's e-mail address")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove it, or say that there is none."""
        address = options["address"].strip().lower()
        user = User.objects.filter(email=address).first()
        if user is None:
            raise CommandError(f"Nobody has the address {address}.")
        with transaction.atomic():
            if not forget_factors(user, by="Whoever runs the server"):
                raise CommandError(f"{user} has no second factor.")
        self.stdout.write(f"{user} can sign in with their password.")
