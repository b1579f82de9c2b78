"""Security events: what leaves one, what it says, and who reads it."""

import html
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from probation_planning.history.events import write
from probation_planning.history.models import Event, PlatformEvent
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Membership, Role, Trust, User
from probation_planning.organisation.security import Happened, Note
from probation_planning.reports.models import Pack
from risks.models import Entry, Register, Standing
from tests.pressing import press

SignIn = Callable[[str], Client]
OFFICER, SMT, AUDIT, AUDITOR = (f"{one}@derbyshire.example" for one in ("officer", "smt", "audit", "auditor"))
YEAR = "/derbyshire/2011-12/"
EVENTS = "/derbyshire/settings/record/events/"
SIGN_IN = "/accounts/login/"
PASSWORD = "derbyshire-2011"
CANARY = "Zanzibar canary"


def latest() -> tuple[Any, ...]:
    event = Event.objects.select_related("user").first()
    assert event
    return event.kind, event.user.email if event.user else "", event.page, event.section_two, event.says


def count() -> int:
    return Event.objects.count()


@pytest.mark.parametrize(
    ("page", "kind", "name", "says"),
    [
        ("risks/", "read", "risks:risk_list", ""),
        ("risks/2.1/", "read", "reports:risk_thread", ""),
        ("risks/2.1/history/", "read", "risks:risk_history", ""),
        ("search/?q=failure", "read", "reports:search", ""),
        ("risks/export.csv", "downloaded", "risks:export", "CSV"),
        ("risks/export.xlsx", "downloaded", "risks:export", "XLSX"),
    ],
)
def test_a_page_or_file_with_section_2_leaves_one_event(
    sign_in: SignIn, derbyshire: Trust, page: str, kind: str, name: str, says: str
) -> None:
    client = sign_in(OFFICER)
    before = count()

    response = client.get(YEAR + page)

    assert response.status_code == 200
    assert count() == before + 1
    assert latest() == (kind, OFFICER, name, True, says)
    assert Event.objects.all()[0].request == response["X-Request-Id"]


def test_the_event_of_a_risk_names_it_by_its_key_alone(sign_in: SignIn, derbyshire: Trust) -> None:
    entry = Entry.objects.get(reference="2.1", register__year__start="2011-04-01")

    sign_in(AUDIT).get(YEAR + "risks/2.1/")

    event = Event.objects.all()[0]
    assert (event.table, event.row, event.year) == ("risks_entry", entry.pk, "2011-12")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM history_event e WHERE e::text LIKE %s", [f"%{entry.title[:20]}%"])
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("page", ["risks/", "risks/1.1/", "search/?q=failure", "plan/"])
def test_a_page_without_section_2_leaves_none(sign_in: SignIn, derbyshire: Trust, page: str) -> None:
    client = sign_in(SMT)
    before = count()

    assert client.get(YEAR + page).status_code == 200

    assert count() == before


def plain_pages() -> Iterator[str]:
    """Every page and file of a trust and its year whose address names nothing besides."""
    named = {"trust": "derbyshire", "year": "2011-12", "ending": "csv"}

    def walk(patterns: Any, names: tuple[str, ...]) -> Iterator[str]:
        for one in patterns:
            if isinstance(one, URLResolver):
                if one.app_name != "admin":
                    yield from walk(one.url_patterns, (*names, one.namespace) if one.namespace else names)
            elif one.name:
                for wanted in (("trust",), ("trust", "year"), ("trust", "ending"), ("trust", "year", "ending")):
                    with suppress(NoReverseMatch):
                        yield reverse(":".join((*names, one.name)), kwargs={key: named[key] for key in wanted})

    yield from walk(get_resolver().url_patterns, ())


@pytest.mark.parametrize("who", [OFFICER, AUDIT])
def test_no_page_shows_a_title_of_section_2_without_an_event(sign_in: SignIn, derbyshire: Trust, who: str) -> None:
    words = [one[:25] for one in Standing.objects.filter(section=2).values_list("title", flat=True).distinct()]
    client = sign_in(who)
    shown, unnoted = [], []
    more = [f"{YEAR}risks/2.{number}/" for number in range(1, 5)] + [
        YEAR + "search/?q=failure",
        YEAR + "risks/?section=2",
    ]
    more += [pack.get_absolute_url() for pack in Pack.objects.select_related("year__trust")]
    for page in {*plain_pages(), *more}:
        before = Event.objects.filter(section_two=True).count()
        response = client.get(page)
        text = html.unescape(response.content.decode("utf-8", "replace"))
        if any(word in text for word in words):
            shown.append(page)
            if Event.objects.filter(section_two=True).count() == before:
                unnoted.append(page)

    assert unnoted == []
    assert len(shown) >= 8, shown


def test_a_page_with_section_2_costs_one_query_more(sign_in: SignIn, derbyshire: Trust, count_queries: Any) -> None:
    client = sign_in(OFFICER)
    client.get(YEAR + "risks/2.1/")
    with count_queries(events=True) as counted:
        client.get(YEAR + "risks/2.1/")
    statements = counted()

    written = [one for one in statements if one.startswith("INSERT")]
    assert len(written) == 1
    assert statements[-1] == written[0]
    assert written[0].startswith('INSERT INTO "history_event"')


def test_a_reader_of_section_1_costs_none(sign_in: SignIn, derbyshire: Trust, count_queries: Any) -> None:
    client = sign_in(SMT)
    client.get(YEAR + "risks/1.1/")
    with count_queries(events=True) as counted:
        client.get(YEAR + "risks/1.1/")

    assert [one for one in counted() if "history_event" in one] == []


def test_a_pack_is_named_whether_read_or_taken_along(sign_in: SignIn, derbyshire: Trust) -> None:
    pack = Pack.objects.filter(sections__contains=[2], file__isnull=False).select_related("file").first()
    if pack is None:
        pack = Pack.objects.filter(sections__contains=[2])[0]
    client = sign_in(AUDIT)

    client.get(pack.get_absolute_url())

    event = Event.objects.all()[0]
    assert (event.kind, event.table, event.row, event.section_two) == ("read", "reports_pack", pack.pk, True)


def test_a_refusal_is_noted_with_the_page_and_its_method(sign_in: SignIn, derbyshire: Trust) -> None:
    assert sign_in(SMT).get("/derbyshire/settings/record/").status_code == 403

    assert latest() == ("refused", SMT, "history:record", False, "GET")


def test_a_page_that_is_there_but_not_theirs_is_noted_and_answers_as_an_unknown_one(
    sign_in: SignIn, derbyshire: Trust
) -> None:
    entry = Entry.objects.get(reference="2.1", register__year__start="2011-04-01")
    client = sign_in(SMT)
    before = count()

    assert client.get(YEAR + "risks/9.1/").status_code == 404
    assert count() == before
    assert client.get(YEAR + "risks/2.1/").status_code == 404

    assert count() == before + 1
    assert latest() == ("hidden", SMT, "reports:risk_thread", False, "")
    assert Event.objects.all()[0].row == entry.pk


def test_somebody_from_elsewhere_is_noted_with_the_trust_they_asked_for(sign_in: SignIn, derbyshire: Trust) -> None:
    assert sign_in("officer@merseyside.example").get(YEAR).status_code == 404
    assert latest()[:2] == ("hidden", "officer@merseyside.example")
    before = count()

    assert sign_in("officer@merseyside.example").get("/nowhere/2011-12/").status_code == 404

    assert count() == before


def sign_in_by_form(email: str, password: str) -> Any:
    return Client().post(SIGN_IN, {"login": email, "password": password})


def test_signing_in_and_out_is_noted(derbyshire: Trust) -> None:
    client = Client()
    assert client.post(SIGN_IN, {"login": OFFICER, "password": PASSWORD}).status_code == 302
    assert latest()[:2] == ("signed_in", OFFICER)

    client.post("/accounts/logout/")

    assert latest()[:2] == ("signed_out", OFFICER)


def test_a_failed_sign_in_is_noted_in_the_trust_of_whose_it_is(derbyshire: Trust) -> None:
    sign_in_by_form(OFFICER, "Zanzibar-canary-1")

    assert latest()[:2] == ("sign_in_failed", OFFICER)
    assert "anzibar" not in everything("history_event")


def test_an_address_that_nobody_has_is_kept_as_a_mark_outside_every_trust(derbyshire: Trust) -> None:
    before = count()
    for typed in ("zanzibar@nowhere.example", "zanzibar@nowhere.example", "other@nowhere.example"):
        sign_in_by_form(typed, "Zanzibar-canary-1")

    assert count() == before
    with tenancy.system():
        marks = list(PlatformEvent.objects.values_list("kind", "says")[:3])
        assert "anzibar" not in everything("history_platformevent")
    assert {kind for kind, _ in marks} == {"sign_in_failed"}
    told = StringIO()
    call_command("platform_events", last=2, stdout=told)
    assert [json.loads(line)["says"] for line in told.getvalue().splitlines()] == [says for _, says in marks[:2]]
    assert marks[1] == marks[2] != marks[0]


def everything(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")
        return str(cursor.fetchone()[0])


def test_somebody_held_back_is_noted(derbyshire: Trust) -> None:
    statuses = [sign_in_by_form("held@nowhere.example", "Zanzibar-canary-1").status_code for _ in range(12)]

    assert 429 in statuses
    with tenancy.system():
        assert PlatformEvent.objects.filter(kind=Happened.HELD_BACK, page="account_login").exists()


def test_a_role_is_noted_by_whatever_route_it_comes(derbyshire: Trust) -> None:
    person, officer = User.objects.get(email=SMT), User.objects.get(email=OFFICER)
    tenancy.tell_history(user=officer.pk, request="abc", address="/x/")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organisation_membership (trust_id, user_id, role) VALUES (%s, %s, 'auditor')",
            [derbyshire.pk, person.pk],
        )
    given = Event.objects.all()[0]
    Membership.objects.get(user=person, role=Role.AUDITOR).delete()
    withdrawn = Event.objects.all()[0]

    assert (given.kind, given.user_id, given.row, given.says) == ("role_given", officer.pk, person.pk, "auditor")
    assert (given.request, given.table) == ("abc", "organisation_user")
    assert (withdrawn.kind, withdrawn.says) == ("role_withdrawn", "auditor")


def test_an_invitation_and_sessions_that_are_ended_are_noted(sign_in: SignIn, derbyshire: Trust) -> None:
    officer, theirs = sign_in(OFFICER), sign_in(SMT)
    theirs.get("/")
    people = "/derbyshire/settings/people/"

    officer.post(f"{people}invite/", {"email": "new@derbyshire.example", "roles": ["smt"]})
    sent = latest()
    page = officer.get(people).content.decode()
    withdraw, sign_out = (re.findall(rf'href="([^"]+/{end}/)"', page) for end in ("withdraw", "sign-out"))
    press(officer, withdraw[0])
    withdrawn = latest()
    press(officer, sign_out[-1])
    signed_out = latest()

    assert sent == ("invitation", OFFICER, "organisation:invite", False, "sent")
    assert withdrawn == ("invitation", OFFICER, "organisation:withdraw_invitation", False, "withdrawn")
    assert signed_out == ("session", OFFICER, "organisation:sign_out", False, "")
    assert "new@derbyshire.example" not in everything("history_event")


def test_what_a_command_notes_is_written_at_once(derbyshire: Trust) -> None:
    officer = User.objects.get(email=OFFICER)

    write([Note(Happened.INVITATION, user=officer.pk, says="sent")])

    assert latest() == ("invitation", OFFICER, "", False, "sent")


@pytest.mark.parametrize("who", [OFFICER, AUDITOR])
def test_the_officer_and_the_auditor_read_their_trusts_events(sign_in: SignIn, derbyshire: Trust, who: str) -> None:
    sign_in(SMT).get(YEAR + "risks/2.1/")
    sign_in(AUDIT).get(YEAR + "risks/2.1/")

    text = " ".join(sign_in(who).get(EVENTS).content.decode().split())

    assert "Read section 2" in text
    assert "Asked for what they may not see" in text
    assert str(User.objects.get(email=AUDIT).name) in text


@pytest.mark.parametrize("who", [SMT, AUDIT, "business.services@derbyshire.example"])
@pytest.mark.parametrize("page", [EVENTS, EVENTS + "export.csv"])
def test_others_are_refused(sign_in: SignIn, derbyshire: Trust, who: str, page: str) -> None:
    assert sign_in(who).get(page).status_code == 403


@pytest.mark.parametrize("page", [EVENTS, EVENTS + "export.csv"])
def test_another_trusts_officer_finds_none_of_them(sign_in: SignIn, derbyshire: Trust, page: str) -> None:
    assert sign_in("officer@merseyside.example").get(page).status_code == 404


def test_the_database_shows_events_to_officer_and_auditor_alone(
    derbyshire: Trust, reader: Callable[[str], Any], sign_in: SignIn
) -> None:
    from probation_planning.organisation.readers import readers_of

    sign_in(AUDIT).get(YEAR + "risks/2.1/")
    seen = {}
    for email in (OFFICER, AUDITOR, SMT, AUDIT):
        with tenancy.kept_context():
            readers_of(User.objects.get(email=email), "derbyshire")
            seen[email] = Event.objects.exists()

    assert seen == {OFFICER: True, AUDITOR: True, SMT: False, AUDIT: False}


def test_an_officer_without_section_2_learns_no_word_of_it_from_events(sign_in: SignIn, derbyshire: Trust) -> None:
    register = Register.objects.get(year__start="2011-04-01")
    Entry.objects.filter(section=2).update(title=CANARY)
    sign_in(AUDIT).get(YEAR + "risks/2.1/")
    sign_in(AUDIT).get(YEAR + "search/?q=zanzibar")
    shown = sign_in(OFFICER).get(EVENTS).content.decode()
    register.section_two_roles = ["audit", "auditor"]
    register.save()

    client = sign_in(OFFICER)
    texts = [client.get(page).content.decode() for page in (EVENTS, EVENTS + "export.csv")]

    assert "<bdi>Risk 2.1</bdi>" in shown
    for text in texts:
        assert CANARY not in text
        assert "anzibar" not in text
        assert "Risk 2.1" not in text
        assert "one that is not shown" in text


def test_events_are_narrowed_by_kind_person_and_day(sign_in: SignIn, derbyshire: Trust) -> None:
    sign_in(SMT).get(YEAR + "risks/2.1/")
    sign_in(AUDIT).get(YEAR + "risks/2.1/")
    client = sign_in(OFFICER)
    person = User.objects.get(email=AUDIT).pk

    def rows(**asked: Any) -> list[str]:
        response = client.get(EVENTS + "export.csv", asked)
        return [line.split(",")[2] for line in response.content.decode("utf-8-sig").splitlines()[1:]]

    assert set(rows(kind="hidden")) == {"Asked for what they may not see"}
    assert set(rows(person=person)) == {"Read section 2", "Signed in"}
    assert rows(day="2011-06-20") == []
    assert "Write a day that there is" in client.get(EVENTS, {"day": "2011-02-31"}).content.decode()


def test_queries_do_not_grow_with_events(sign_in: SignIn, derbyshire: Trust, count_queries: Any) -> None:
    client = sign_in(OFFICER)
    client.get(YEAR + "risks/2.1/")
    client.get(EVENTS)
    with count_queries(events=True) as counted:
        client.get(EVENTS)
    few = len(counted())
    for reference in ("2.1", "2.2", "2.3", "2.4") * 3:
        client.get(f"{YEAR}risks/{reference}/")

    with count_queries(events=True) as counted:
        client.get(EVENTS)

    assert len(counted()) <= few


@pytest.mark.django_db
def test_outside_every_context_no_event_is_to_be_seen(sign_in: SignIn) -> None:
    sign_in(AUDIT).get(YEAR + "risks/2.1/")

    assert not Event.objects.exists()
    assert not PlatformEvent.objects.exists()
