"""Nobody reads or changes anything of a trust they do not belong to, by any route, name or key (B1, B2, B3, B8, B9)."""

import random
import uuid
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.urls import Resolver404, resolve

from tests.proofs.addresses import PARAMETER, Known, filled, patterns
from tests.proofs.conftest import Record
from tests.proofs.marks import write_everywhere
from tests.proofs.world import TRUSTS, Person, World, dice, fingerprints, plain, spread, times, words_of

NOWHERE = "no-such-trust"
METHODS = ("get", "get", "get", "post", "put", "patch", "delete", "head", "options")
UNKNOWN = {"uuid": str(uuid.UUID(int=5)), "reference": "97-97", "year": "1987-88", "int": "987654321"}
CANARIES = {slug: f"Kanarie{slug.replace('-', '')}" for slug in TRUSTS}


@pytest.fixture(scope="module")
def marked(world: World, known: dict[str, Known]) -> None:
    """A word of its own in every text of each trust."""
    for slug in TRUSTS:
        written, _ = write_everywhere(slug, f"{CANARIES[slug]} ")
        assert len(written) > 100


def others(slug: str) -> list[str]:
    """The trusts that somebody of this one is a stranger to."""
    return [one for one in TRUSTS if one != slug]


def betrays(world_of: str, response: Any) -> list[str]:
    """The trusts whose word stands in an answer to somebody of another."""
    said = words_of(response)
    return [slug for slug in others(world_of) if CANARIES[slug] in said]


def strangers(world: World) -> list[Person]:
    """Everybody, in the one trust that they belong to."""
    return [person for person in world.people if person.email != "admin@probation.example"]


def test_their_addresses_answer_as_those_of_a_trust_that_does_not_exist(
    world: World, known: dict[str, Known], marked: None, record: Record
) -> None:
    rng = dice("addresses of others")
    routes = [one for one in dict.fromkeys(patterns()) if "<trust:trust>" in one]
    theirs = {slug: [a for one in routes for a in filled(one, known[slug], rng, times(8))] for slug in TRUSTS}
    before = {slug: fingerprints(slug) for slug in TRUSTS}
    probes = [(person, slug) for person in strangers(world) for slug in others(person.trust)]
    hits, asked = [], Counter[str]()
    unknown: dict[tuple[str, str], tuple[int, bytes]] = {}
    rotas = {slug: spread(rng, theirs[slug], 10**9) for slug in TRUSTS}
    for person, slug in spread(rng, probes, times(20_000)):
        client, address, method = world.client(person), next(rotas[slug]), rng.choice(METHODS)
        response = getattr(client, method)(address)
        key = (person.email, method)
        if key not in unknown:
            nobody = getattr(client, method)(address.replace(slug, NOWHERE, 1))
            unknown[key] = nobody.status_code, plain(nobody.content)
        asked[method] += 1
        if (response.status_code, plain(response.content)) != unknown[key] or betrays(person.trust, response):
            hits.append(f"{method} {address} as {person}: {response.status_code}")
    record(probes=asked.total(), hits=len(hits))

    assert {status for status, _ in unknown.values()} == {404}
    assert hits == []
    assert {slug: fingerprints(slug) for slug in TRUSTS} == before


def test_their_names_in_ones_own_addresses_are_names_of_nothing(
    world: World, known: dict[str, Known], marked: None, record: Record
) -> None:
    rng = dice("names of others")
    before = {slug: fingerprints(slug) for slug in TRUSTS}
    unknown: dict[tuple[str, ...], tuple[int, bytes]] = {}
    places = [
        (pattern, at)
        for pattern in dict.fromkeys(patterns())
        for at, one in enumerate(PARAMETER.finditer(pattern))
        if "<trust:trust>" in pattern and one["type"] in {"uuid", "slug", "review", "reference", "int", "year", "str"}
    ]
    hits, probes = [], 0
    people = strangers(world)
    for pattern, at in spread(rng, places, times(2_500)):
        person = rng.choice(people)
        mine, theirs = known[person.trust], known[rng.choice(others(person.trust))]
        own = filled(pattern, mine, random.Random(at), 1)[0]
        foreign, nothing = swapped(own, at, pattern, mine, theirs, rng)
        if not foreign:
            continue
        method = rng.choice(["get", "get", "post"])
        client = world.client(person)
        first = unsaved(client, method, own, foreign[0])
        key = (person.email, method, own, str(at), foreign[1])
        if key not in unknown:
            other = unsaved(client, method, own, nothing)
            unknown[key] = other.status_code, plain(other.content, nothing)
        found = first.status_code, plain(first.content, foreign[0])
        probes += 1
        if first.status_code != unknown[key][0] or betrays(person.trust, first) or first.status_code == 200:
            if first.status_code == 200 and found[1] == unknown[key][1]:
                continue
            hits.append(f"{method} {foreign[0]} as {person}: {first.status_code}, unknown {unknown[key][0]}")
        elif first.status_code == 404 and found[1] != unknown[key][1]:
            hits.append(f"{method} {foreign[0]} as {person}: the 404 differs")
    record(probes=probes, hits=len(hits))

    assert hits == []
    assert {slug: fingerprints(slug) for slug in TRUSTS} == before


def swapped(
    own: str, at: int, pattern: str, mine: Known, theirs: Known, rng: random.Random
) -> tuple[tuple[str, str, str] | None, str]:
    """One's own address with a name of theirs in one place (with it the name, and the unknown one), and with one of
    nothing; none where all their names of that kind are also one's own."""
    one = list(PARAMETER.finditer(pattern))[at]
    kind = one["type"]
    taken = mine.all_of_them
    names = [*theirs.values(pattern[: one.start()], kind), *(theirs.keys if kind == "int" else ())]
    free = [name for name in names if name not in taken]
    if not free:
        return None, ""
    name = rng.choice(free)
    unknown = UNKNOWN.get(kind, "zz-unknown")
    try:
        match = resolve(urlsplit(own).path)
    except Resolver404:
        return None, ""
    given = {key: str(value) for key, value in match.kwargs.items()}
    values = iter([given.get(p["name"], "") for p in PARAMETER.finditer(pattern)])
    old = list(values)

    def written(word: str) -> str:
        words = iter([word if place == at else value for place, value in enumerate(old)])
        return "/" + PARAMETER.sub(lambda _: next(words), pattern)

    foreign, nothing = written(name), written(unknown)
    try:
        same = {resolve(urlsplit(one).path).view_name for one in (foreign, nothing)} == {match.view_name}
    except Resolver404:
        same = False
    return ((foreign, name, unknown), nothing) if same else (None, "")


def unsaved(client: Any, method: str, page: str, address: str, fields: dict[str, list[str]] | None = None) -> Any:
    """The answer, with whatever it would have saved taken back."""
    with transaction.atomic():
        response = getattr(client, method)(address, fields or {}, headers={"referer": f"http://testserver{page}"})
        transaction.set_rollback(True)
    return response
