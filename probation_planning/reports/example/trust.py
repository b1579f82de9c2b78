"""The example's people, posts, bodies and year."""

from django.contrib.auth.hashers import make_password

from probation_planning.organisation import calendar
from probation_planning.organisation.models import (
    Body,
    DeliveryUnit,
    GroupMember,
    Holding,
    Membership,
    Owner,
    OwnerKind,
    Quarter,
    Role,
    User,
    Year,
)
from probation_planning.reports.example import words
from probation_planning.reports.example.maker import Maker

PEOPLE = {
    Role.OFFICER: "Performance officer",
    Role.SMT: "SMT member",
    Role.DIRECTOR: "Director of Operations",
    Role.AUDIT: "Audit Committee member",
}


def make_people(maker: Maker, password: str) -> None:
    """One person for each role, all with the same password."""
    hashed = make_password(password or None)
    for role, name in PEOPLE.items():
        email = f"{role}@{maker.trust.slug}.example"
        maker.people[role] = User.objects.create(email=email, name=name, password=hashed)
    maker.add(Membership, ({"user": user, "role": role} for role, user in maker.people.items()))


def make_owners(maker: Maker) -> None:
    """Posts, two groups of them and a unit; the director holds a post. The bodies that receive packs."""
    kinds = [(name, OwnerKind.POST) for name in words.POSTS]
    kinds += [("SMT", OwnerKind.GROUP), ("Heads of service", OwnerKind.GROUP), ("Information unit", OwnerKind.UNIT)]
    maker.owners = maker.add(
        Owner, ({"name": name, "kind": kind, "order": order} for order, (name, kind) in enumerate(kinds, start=1))
    )
    by_name = {owner.name: owner for owner in maker.owners}
    maker.add_one(Holding, post=by_name["Director of Operations"], user=maker.people[Role.DIRECTOR])
    maker.add(GroupMember, ({"group": by_name["SMT"], "post": by_name[name]} for name in words.POSTS[:4]))
    maker.add(GroupMember, ({"group": by_name["Heads of service"], "post": by_name[name]} for name in words.POSTS[5:]))
    kind = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
    maker.add(DeliveryUnit, ({"name": name, "kind": kind} for name in words.UNITS))
    maker.add(
        Body,
        [
            {
                "slug": "smt",
                "name": "Senior Management Team",
                "sections": [1],
                "role": Role.SMT,
                "decides": True,
                "order": 1,
            },
            {"slug": "audit-committee", "name": "Audit Committee", "sections": [1, 2], "role": Role.AUDIT, "order": 2},
            {"slug": "board", "name": "Board", "sections": [1], "order": 3},
        ],
    )


def make_year(maker: Maker) -> None:
    """The year of the day, with its quarters closed before it, open on it and still to come after it."""
    maker.year = maker.add_one(Year, start=maker.start, opened_on=maker.start, answers_from=maker.start)
    now = calendar.quarter_number(maker.day)
    dates = {number: calendar.quarter_dates(maker.start, number) for number in calendar.QUARTERS}
    quarters = maker.add(
        Quarter,
        (
            {
                "year": maker.year,
                "number": number,
                "opened_on": first if number <= now else None,
                "closed_on": last if number < now else None,
            }
            for number, (first, last) in dates.items()
        ),
    )
    maker.quarters = quarters[:now]
