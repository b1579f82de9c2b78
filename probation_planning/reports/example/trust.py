"""The example's people, posts, bodies and year."""

import datetime

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
# One more director, for whose post as much waits as the size says.
BUSY, BUSY_POST = "projects", "Director of Projects"


def make_people(maker: Maker, password: str) -> None:
    """One person for each role and the busy director, all with the same password."""
    hashed = make_password(password or None)
    for role, name in PEOPLE.items():
        email = f"{role}@{maker.trust.slug}.example"
        maker.people[role] = User.objects.create(email=email, name=name, password=hashed)
    email = f"{BUSY}@{maker.trust.slug}.example"
    maker.busy_person = User.objects.create(email=email, name=BUSY_POST, password=hashed)
    members = [*maker.people.items(), (Role.DIRECTOR, maker.busy_person)]
    maker.add(Membership, ({"user": user, "role": role} for role, user in members))


def make_owners(maker: Maker) -> None:
    """Posts, two groups of them and a unit; each director holds a post. The bodies that receive packs."""
    kinds = [(name, OwnerKind.POST) for name in words.POSTS]
    kinds += [("SMT", OwnerKind.GROUP), ("Heads of service", OwnerKind.GROUP), ("Information unit", OwnerKind.UNIT)]
    maker.owners = maker.add(
        Owner, ({"name": name, "kind": kind, "order": order} for order, (name, kind) in enumerate(kinds, start=1))
    )
    by_name = {owner.name: owner for owner in maker.owners}
    maker.busy = maker.add_one(Owner, name=BUSY_POST, kind=OwnerKind.POST, order=len(kinds) + 1)
    maker.add_one(Holding, post=by_name["Director of Operations"], user=maker.people[Role.DIRECTOR])
    maker.add_one(Holding, post=maker.busy, user=maker.busy_person)
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


def make_years(maker: Maker) -> None:
    """The year of the day, and as many before it as its plan's answers reach back."""
    now = calendar.quarter_number(maker.day)
    begun, wanted = [now], max(maker.size.quarters, now)
    while sum(begun) < wanted:
        begun.insert(0, min(len(calendar.QUARTERS), wanted - sum(begun)))
    for back, many in zip(range(len(begun) - 1, -1, -1), begun, strict=True):
        start = maker.start.replace(year=maker.start.year - back)
        maker.years.append(_make_past_year(maker, start, many) if back else _make_year(maker, many))


def _make_year(maker: Maker, now: int) -> tuple[Year, list[Quarter]]:
    """The year of the day, with its quarters closed before it, open on it and still to come after it."""
    year = maker.add_one(Year, start=maker.start, opened_on=maker.start, answers_from=maker.start)
    rows = _make_quarters(maker, year, opened=range(1, now + 1), closed=range(1, now))
    return year, rows[:now]


def _make_past_year(maker: Maker, start: datetime.date, many: int) -> tuple[Year, list[Quarter]]:
    """A year that is over, of which so many quarters, the last, were answered here."""
    first = len(calendar.QUARTERS) - many + 1
    answers_from = calendar.quarter_dates(start, first)[0]
    year = maker.add_one(
        Year, start=start, opened_on=answers_from, closed_on=calendar.year_end(start), answers_from=answers_from
    )
    answered = range(first, len(calendar.QUARTERS) + 1)
    return year, _make_quarters(maker, year, opened=answered, closed=answered)[first - 1 :]


def _make_quarters(maker: Maker, year: Year, *, opened: range, closed: range) -> list[Quarter]:
    dates = {number: calendar.quarter_dates(year.start, number) for number in calendar.QUARTERS}
    return maker.add(
        Quarter,
        (
            {
                "year": year,
                "number": number,
                "opened_on": first if number in opened else None,
                "closed_on": last if number in closed else None,
            }
            for number, (first, last) in dates.items()
        ),
    )
