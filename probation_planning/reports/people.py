"""The people of the demonstration: role names, one shared password."""

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Holding, Membership, Owner, Trust, User


def people_in(path: Path) -> list[dict[str, Any]]:
    """Everybody named in the file, as they stand there."""
    people: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["person"]
    return people


def let_in(people: list[dict[str, Any]]) -> int:
    """Give each of them their roles, their posts and the password of DEMO_PASSWORD; says how many are new."""
    password = make_password(settings.DEMO_PASSWORD)
    return sum(_let_in(row, password) for row in people)


def _let_in(row: dict[str, Any], password: str) -> bool:
    user, made = User.objects.get_or_create(
        email=row["email"],
        defaults={"name": row["name"], "password": password, "is_staff": row.get("staff", False)},
    )
    if not made and not user.check_password(settings.DEMO_PASSWORD):
        user.password = password
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
