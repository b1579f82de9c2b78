"""The world that is attacked: both papers and the story, with somebody of every role in each trust."""

import os
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, models
from django.test import Client

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Role, Trust, User
from probation_planning.reports.people import let_in

SCALE = float(os.environ.get("PROOF_SCALE", "1"))
SEED = int(os.environ.get("PROOF_SEED", "2011"))
TRUSTS = ("derbyshire", "merseyside", "example-trust")
# Whom the papers and the story do not have.
MORE_PEOPLE = [
    {"email": "auditor@merseyside.example", "name": "Auditor", "trust": "merseyside", "roles": ["auditor"]},
    *(
        {
            "email": f"admin@{slug}.example",
            "name": "Administrator",
            "trust": slug,
            "roles": ["administrator"],
            "staff": True,
        }
        for slug in ("derbyshire", "merseyside")
    ),
]
# What differs from answer to answer: the token, the nonce and the request's id.
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|session-left="\d+"|\b[0-9a-f]{32}\b')
# That somebody asked for what they may not see goes on record.
OF_THE_WATCH = frozenset({"history_event"})


class Person(NamedTuple):
    """Somebody, in one trust and one role."""

    trust: str
    role: str
    email: str


@dataclass
class World:
    """Who is there, and a client for each of them, signed in once."""

    people: list[Person] = field(default_factory=list)
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, person: Person) -> Client:
        """Their browser. An exception of the application becomes the 500 that a user would get."""
        if person.email not in self.clients:
            client = Client(raise_request_exception=False)
            client.force_login(User.objects.get(email=person.email))
            self.clients[person.email] = client
        return self.clients[person.email]

    def of(self, trust: str, *roles: str) -> list[Person]:
        """The people of a trust, in the roles named or in any."""
        return [one for one in self.people if one.trust == trust and (not roles or one.role in roles)]


def dice(name: str) -> random.Random:
    """A generator of its own for each proof, from the seed of the run."""
    return random.Random(f"{SEED} {name}")


def times(count: int) -> int:
    """How many, at the size of this run."""
    return max(1, round(count * SCALE))


def gather_people() -> World:
    """One person of each role in each trust, who has that role alone where there is such a one."""
    let_in(MORE_PEOPLE)
    world = World()
    for slug in TRUSTS:
        with inside(slug) as trust:
            for role in Role.values:
                held = User.objects.filter(memberships__trust=trust, memberships__role=role)
                plain = held.exclude(memberships__in=_others(trust, role)).exclude(email="admin@probation.example")
                found = plain.order_by("pk").first() or held.order_by("pk").first()
                assert found is not None, f"{slug} has nobody who is {role}"
                world.people.append(Person(slug, role, found.email))
    return world


def _others(trust: Trust, role: str) -> models.QuerySet[Any]:
    memberships = apps.get_model("organisation", "Membership")._default_manager
    return memberships.filter(trust=trust).exclude(role=role)


class inside:  # noqa: N801 - reads as a word
    """Work inside one trust, by its name in addresses, as the system; gives the trust."""

    def __init__(self, slug: str) -> None:
        self.slug = slug

    def __enter__(self) -> Trust:
        with tenancy.system():
            trust = Trust.objects.get(slug=self.slug)
        self.context = tenancy.trust(trust)
        self.context.__enter__()
        return trust

    def __exit__(self, *raised: Any) -> None:
        self.context.__exit__(*raised)


def owned_models() -> list[type[models.Model]]:
    """Every table that belongs to a trust."""
    found = [one for one in apps.get_models() if issubclass(one, tenancy.TrustOwned) and not one._meta.proxy]
    return sorted(found, key=lambda one: one._meta.db_table)


def fingerprints(slug: str) -> dict[str, tuple[int, str]]:
    """How many rows each table holds of the trust, and a fingerprint of them."""
    found = {}
    with inside(slug) as trust, connection.cursor() as cursor:
        for table in sorted({one._meta.db_table for one in owned_models()} - OF_THE_WATCH):
            cursor.execute(
                f"SELECT count(*), coalesce(md5(string_agg(md5(one::text), '' ORDER BY id)), '') FROM {table} one "
                "WHERE trust_id = %s",
                [trust.pk],
            )
            found[table] = cursor.fetchone()
    return found


def plain(content: bytes, *words: str) -> bytes:
    """An answer without what differs from request to request, nor the words that were asked with."""
    content = TOKEN.sub(b"", content)
    for word in words:
        content = content.replace(word.encode(), b"")
    return content


def words_of(response: Any) -> str:
    """All of an answer as text: its headers, and its body with entities resolved."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers}\n{unescape(body.decode('utf-8', 'replace'))}"


def spread(rng: random.Random, things: Sequence[Any], count: int) -> Iterator[Any]:
    """So many of the things, each as often as the others, in an order of the dice."""
    assert things
    while count > 0:
        some = list(things)
        rng.shuffle(some)
        yield from some[:count]
        count -= len(some)
