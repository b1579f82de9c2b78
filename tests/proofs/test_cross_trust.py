"""Nobody reads or changes anything of a trust they do not belong to, by any route (B1)."""

from collections import Counter
from typing import Any

import pytest

from tests.proofs.addresses import Known, filled, patterns
from tests.proofs.conftest import Record
from tests.proofs.marks import write_everywhere
from tests.proofs.world import TRUSTS, Person, World, dice, fingerprints, plain, spread, times, words_of

NOWHERE = "no-such-trust"
METHODS = ("get", "get", "get", "post", "put", "patch", "delete", "head", "options")
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
