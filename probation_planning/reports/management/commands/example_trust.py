"""Make the Example Trust, for demonstrations and measurements."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.models import Q

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust
from probation_planning.reports.example import BUSY, BUSY_POST, PEOPLE, Size, make_example


class Command(BaseCommand):
    """`manage.py example_trust --risks 200 --objectives 60 --quarters 6 --trusts 1`, and so on for each size."""

    help = "Make a made-up trust of any size with its people, in demo mode only; the same each time."

    def add_arguments(self, parser: CommandParser) -> None:
        """Sizes are for each trust."""
        for name, amount in asdict(Size()).items():
            parser.add_argument(f"--{name}", type=int, default=amount)
        parser.add_argument("--trusts", type=int, default=1)
        parser.add_argument("--seed", type=int, default=2011)

    def handle(self, *args: Any, **options: Any) -> None:
        """One transaction for each trust."""
        if settings.PRODUCTION:
            raise CommandError("A made-up trust is refused in production. Set MODE=demo on a database of its own.")
        if not settings.DEMO_PASSWORD:
            raise CommandError("Set DEMO_PASSWORD to the password its people share.")
        if min(options["objectives"], options["measures"], options["reviews"], options["trusts"]) < 1:
            raise CommandError("A trust has at least one objective, one measure and one review.")
        with tenancy.system():
            if Trust.objects.filter(Q(slug="example") | Q(name="Example Trust")).exists():
                raise CommandError("An Example Trust is here already. Make it in a database without one.")
        with connection.cursor() as cursor:
            # What is checked of twenty thousand risks when all is written takes longer than a page may.
            cursor.execute("SET statement_timeout = 0")
            # Asked whether it is to be left out, a trigger of the history that finds no answer goes through every check
            # that waits for the end; there are hundreds of thousands.
            cursor.execute("SET pgtrigger.ignore = '{}'")
        size = Size(**{name: options[name] for name in asdict(Size())})
        for number in range(1, options["trusts"] + 1):
            trust = make_example(size, number=number, seed=options["seed"], password=settings.DEMO_PASSWORD)
            amounts = ", ".join(f"{name} {amount}" for name, amount in asdict(size).items())
            self.stdout.write(f"{trust.name}: {amounts}.")
        for role, name in PEOPLE.items():
            self.stdout.write(f"  {role}@example.example  {name}")
        self.stdout.write(f"  {BUSY}@example.example  {BUSY_POST}")
