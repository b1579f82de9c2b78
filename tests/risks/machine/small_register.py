"""A trust of its own with two reviews, three bodies and four risks: one in section 2, one Red that nobody owns."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.test import Client

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Body, Owner, Role, Trust, User, Year
from probation_planning.organisation.readers import readers_of
from probation_planning.organisation.roles import Reader
from risks.models import Entry, Register, Review, Risk, ScaleLevel
from tests.factories import (
    BandKeyFactory,
    BodyFactory,
    EntryFactory,
    EntryOwnerFactory,
    HoldingFactory,
    MembershipFactory,
    OwnerFactory,
    RegisterFactory,
    TrustFactory,
    UserFactory,
    YearFactory,
)

BODIES = {"smt": (1,), "audit-committee": (1, 2), "board": (1,)}
REVIEWS = {"jun-11": datetime.date(2011, 6, 1), "sep-11": datetime.date(2011, 9, 1)}
RISKS = {"1.1": 1, "1.2": 1, "1.3": 1, "2.1": 2}
NOBODYS = "1.3"
# Stands in whatever is said of a risk while it stands in section 2, and on no page of those who do not read it.
SECRET = "xyzzy"


@dataclass
class SmallRegister:
    """What was made, by name; the risks by the reference they began with."""

    trust: Trust
    year: Year
    register: Register
    owner: Owner
    chief: Owner
    people: dict[str, User]
    bodies: dict[str, Body]
    reviews: dict[str, Review]
    risks: dict[str, Entry]
    clients: dict[str, Client] = field(default_factory=dict)

    @contextmanager
    def at_work(self, name: str) -> Iterator[Reader]:
        """As that person's pages ask the database: with their roles, not as the system."""
        with tenancy.kept_context():
            yield readers_of(self.people[name], self.trust.slug)[0]

    def client(self, name: str) -> Client:
        """A browser in which that person is signed in."""
        if name not in self.clients:
            self.clients[name] = Client()
            self.clients[name].force_login(self.people[name])
        return self.clients[name]

    @property
    def address(self) -> str:
        """Where the register stands."""
        return f"/{self.trust.slug}/{self.year.slug}/risks/"


def make_trust() -> Trust:
    """Without anything in it yet."""
    with tenancy.system():
        trust: Trust = TrustFactory(slug="smallshire", name="Smallshire Probation Trust")
    return trust


def make_register(trust: Trust) -> SmallRegister:
    """Everything in it; called inside the trust."""
    year = YearFactory(start=datetime.date(2011, 4, 1))
    register = RegisterFactory(year=year)
    BandKeyFactory(register=register)
    for kind in ScaleLevel.Kind:
        for score in range(1, 6):
            ScaleLevel.objects.create(register=register, kind=kind, score=score, name=f"Level {score}")
    roles = {
        "officer": Role.OFFICER,
        "owner": Role.DIRECTOR,
        "stranger": Role.DIRECTOR,
        "smt": Role.SMT,
        "audit": Role.AUDIT,
    }
    people = {name: UserFactory(email=f"{name}@smallshire.example", name=name.capitalize()) for name in roles}
    for name, role in roles.items():
        MembershipFactory(user=people[name], role=role)
    owner, chief = OwnerFactory(name="Head of Estates"), OwnerFactory(name="Chief Executive")
    HoldingFactory(post=owner, user=people["owner"])
    bodies = {
        slug: BodyFactory(
            slug=slug,
            name=slug.replace("-", " ").title(),
            sections=list(sections),
            decides=slug == "smt",
            role={"smt": Role.SMT, "audit-committee": Role.AUDIT}.get(slug, ""),
            order=order,
        )
        for order, (slug, sections) in enumerate(BODIES.items())
    }
    reviews = {
        slug: Review.objects.create(register=register, label=slug.capitalize(), slug=slug, month=month)
        for slug, month in REVIEWS.items()
    }
    risks = {}
    for order, (reference, section) in enumerate(RISKS.items()):
        risks[reference] = EntryFactory(
            risk=Risk.objects.create(),
            register=register,
            section=section,
            reference=reference,
            order=order,
            title=f"Work of number {reference.replace('.', '-')} is late",
        )
        if reference != NOBODYS:
            EntryOwnerFactory(entry=risks[reference], owner=owner)
    return SmallRegister(trust, year, register, owner, chief, people, bodies, reviews, risks)
