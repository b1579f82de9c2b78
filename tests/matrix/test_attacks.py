"""What somebody tries who does not press our buttons: other addresses, headers, trusts and lists."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from django.db import connection

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Owner
from tests.matrix.asking import address_of, send
from tests.matrix.test_matrix import ours
from tests.matrix.things import HOME, Things

# What belongs to nobody but the person who is signed in.
OWN = {"django_session", "organisation_draft", "account_emailaddress", "probation_cache"}
WRITING = ["POST", "PUT", "PATCH", "DELETE"]
COUNTED = "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"


def counted() -> dict[str, int]:
    """Rows added, changed and deleted so far in this transaction, by table; also those that were undone."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        return dict(cursor.fetchall())


@contextmanager
def written() -> Iterator[set[str]]:
    """The tables in which anything was written meanwhile, as far as they are not the person's own."""
    found: set[str] = set()
    before = counted()
    yield found
    found |= {table for table, rows in counted().items() if rows != before.get(table, 0)} - OWN


HIDDEN = "risks/2.2/"
VARIED = [
    HIDDEN.rstrip("/"),
    "risks//2.2/",
    "risks/2%2e2/",
    "risks/./2.2/",
    "risks/x/../2.2/",
    "risks/%2e/2.2/",
    "RISKS/2.2/",
    "risks/2.2.json",
    "risks/2.2/.json",
    "risks/2.2/?format=json",
    "risks/2.2/?section=2&role=officer&as=officer",
    "risks/2.2;role=officer/",
    "risks/02.2/",
    "risks/2.2//",
]


@pytest.mark.parametrize("way", VARIED)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_another_way_of_writing_an_address_opens_no_hidden_risk(things: Things, way: str, method: str) -> None:
    response = things.clients["director"].generic(method, HOME + way)
    if response.status_code in {301, 302}:
        response = things.clients["director"].generic(method, response["Location"])
    assert response.status_code in {404, 405}


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_a_header_makes_no_other_method_of_a_request(things: Things, header: str) -> None:
    client, address = things.clients["auditor"], HOME + "risks/1.1/edit/"
    for method in WRITING:
        assert client.get(address, headers={header: method}).status_code == 403
        assert client.post(address, {"_method": method}, headers={header: method}).status_code == 403


TRUST_TOLD = [
    {"headers": {"X-Trust": "derbyshire", "X-Tenant": "derbyshire", "X-Forwarded-Host": "derbyshire.example"}},
    {"headers": {"X-Original-URL": "/derbyshire/2011-12/risks/", "X-Rewrite-URL": "/derbyshire/2011-12/risks/"}},
    {"QUERY_STRING": "trust=derbyshire&trust_id=1"},
]


@pytest.mark.parametrize("told", TRUST_TOLD)
def test_a_trust_is_not_chosen_by_header_cookie_or_query(things: Things, told: Mapping[str, object]) -> None:
    client = things.clients["stranger"]
    client.cookies["trust"] = "derbyshire"
    try:
        for route in ours():
            if "<trust:trust>" in route.pattern:
                assert client.get(address_of(route, things), **told).status_code in {404, 405}, route.name
        page = client.get("/", **told).content.decode()
        assert "Derbyshire" not in page
        assert "Merseyside" in page
    finally:
        del client.cookies["trust"]


def test_a_hidden_field_names_no_other_trust(things: Things) -> None:
    told = {"trust": "merseyside", "trust_id": "2", "name": "Head of Courts"}
    client = things.clients["officer"]
    assert client.post("/derbyshire/settings/posts/new/", told).status_code in {200, 302}
    with tenancy.system():
        trusts = set(Owner.objects.filter(name="Head of Courts").values_list("trust__slug", flat=True))
    assert trusts <= {"derbyshire"}


def test_a_list_that_names_anothers_things_among_ones_own_changes_none_of_theirs(things: Things) -> None:
    with written() as tables:
        send(
            things,
            "director",
            "POST",
            HOME + "answers/",
            {"quarter": "1", "review": "jun-11", "objective-1.2-3-status": "complete", "risk-1.1-likelihood": "1"},
        )
    assert tables == set()
