"""Make the people of the demonstration: role names, one shared password."""

import tomllib
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Holding, Membership, Owner, Trust, User


class Command(BaseCommand):
    """`manage.py demo_people`"""

    help = "Make the demonstration's people, in demo mode only, and give them the password of DEMO_PASSWORD."

    def handle(self, *args: Any, **options: Any) -> None:
        """Everybody in fixtures/people.toml."""
        if settings.PRODUCTION:
            raise CommandError("Production refuses demonstration people. Make real accounts in the administration.")
        if not settings.DEMO_PASSWORD:
            raise CommandError("Set DEMO_PASSWORD to the password the demonstration's people share.")
        people = tomllib.loads((settings.BASE_DIR / "fixtures" / "people.toml").read_text(encoding="utf-8"))["person"]
        self.password = make_password(settings.DEMO_PASSWORD)
        made = sum(self._person(row) for row in people)
        self.stdout.write(f"Made {made} of {len(people)} people; the others stood already.")

    def _person(self, row: dict[str, Any]) -> bool:
        user, made = User.objects.get_or_create(
            email=row["email"],
            defaults={"name": row["name"], "password": self.password, "is_staff": row.get("staff", False)},
        )
        if not made and not user.check_password(settings.DEMO_PASSWORD):
            user.password = self.password
            user.save(update_fields=["password"])
        for slug in row.get("trusts", [row.get("trust")]):
            with tenancy.system():
                trust = Trust.objects.get(slug=slug)
                with tenancy.trust(trust):
                    for role in row["roles"]:
                        Membership.objects.get_or_create(trust=trust, user=user, role=role)
                    for post in row.get("posts", []):
                        Holding.objects.get_or_create(user=user, post=Owner.objects.get(trust=trust, name=post))
        return made
