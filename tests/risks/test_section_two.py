"""Section 2 leaves no trace for those who may not see it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.http import Http404, QueryDict
from django.test import Client

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import User
from probation_planning.organisation.readers import readers_of
from risks.models import Entry, EntryOwner, Register, Review
from tests.factories import EntryFactory, OwnerFactory
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT, Rate

SignIn = Callable[[str], Client]

CANARY = "Canary of section two"
WITHOUT = [SMT, "board.secretary@derbyshire.example", "operations.city@derbyshire.example"]
ALL_OF_IT = [OFFICER, AUDIT, "auditor@derbyshire.example"]
LISTS = [
    "",
    "?review=mar-11",
    "?picture=last",
    "?section=2",
    "?section=2&review=mar-11",
    "?sort=-reference",
    "?owner=Directors",
    "?score=8&factors=none",
    "export.csv",
    "export.csv?section=2",
    "export.csv?review=mar-11&sort=reference",
]


@pytest.fixture
def marked(register: Any) -> None:
    """Words of section 2 that stand nowhere else, at every review that can still change."""
    for entry in Entry.objects.filter(register=register, section=2):
        Entry.objects.filter(pk=entry.pk).update(title=f"{CANARY} {entry.reference}")


def bare(response: Any) -> str:
    """A page without what differs from request to request."""
    html = response.content.decode()
    html = re.sub(r'nonce="[^"]*"', "", html)
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html)
    return re.sub(r"[0-9a-f]{32}", "", html)


@pytest.mark.parametrize("email", WITHOUT)
@pytest.mark.parametrize("address", LISTS)
def test_no_page_shows_a_word_or_a_number_of_it(sign_in: SignIn, marked: None, email: str, address: str) -> None:
    html = sign_in(email).get(RISKS + address).content.decode()

    for trace in [CANARY, "Residual", "residual", "IT failure", "fire/flood", "ection 2", "of 19", "19 rated", "/2.1/"]:
        assert trace not in html, trace


@pytest.mark.parametrize("email", WITHOUT)
def test_there_is_no_filter_by_section(sign_in: SignIn, email: str) -> None:
    assert "section" not in sign_in(email).get(RISKS).context["filter"].form.fields


def test_an_owner_that_only_section_2_names_is_no_choice(sign_in: SignIn, register: Any) -> None:
    Entry.objects.get(register=register, reference="1.14").owners.all().delete()

    owners = [value for value, _ in sign_in(SMT).get(RISKS).context["filter"].form.fields["owner"].choices]
    known = sign_in(SMT).get(RISKS, {"owner": "Directors"})
    unknown = sign_in(SMT).get(RISKS, {"owner": "Wardens00"})

    assert "Directors" not in owners
    assert (known.status_code, unknown.status_code) == (400, 400)
    assert bare(known).replace("Directors", "") == bare(unknown).replace("Wardens00", "")


@pytest.mark.parametrize("email", WITHOUT)
@pytest.mark.parametrize("rest", ["", "?review=mar-11", "assess/", "assess/?review=jun-11"])
def test_a_guessed_address_answers_as_an_unknown_one(sign_in: SignIn, email: str, rest: str) -> None:
    client = sign_in(email)

    hidden, unknown = client.get(f"{RISKS}2.1/{rest}"), client.get(f"{RISKS}9.1/{rest}")

    assert (hidden.status_code, unknown.status_code) == (404, 404)
    assert bare(hidden) == bare(unknown).replace("9.1", "2.1")


def test_nor_can_a_rating_be_forged(sign_in: SignIn) -> None:
    client = sign_in(SMT)
    form = {"likelihood": "1", "impact": "1", "seen": "0", "review": "jun-11"}

    assert client.post(f"{RISKS}2.1/assess/", form).status_code == 404
    assert client.post(f"{RISKS}9.1/assess/", form).status_code == 404


def test_the_risk_before_and_after_are_the_readers_own(sign_in: SignIn) -> None:
    last_of_smt = sign_in(SMT).get(RISKS + "1.15/").context["record"]
    of_officer = sign_in(OFFICER).get(RISKS + "1.15/").context["record"]
    of_director = sign_in("interventions@derbyshire.example").get(RISKS + "1.15/").context["record"]

    assert (last_of_smt.before, last_of_smt.after) == ("1.14", "")
    assert of_officer.after == "2.1"
    assert of_director.after == "2.4"


@pytest.mark.parametrize("email", ALL_OF_IT)
def test_those_who_may_read_it_see_it_with_its_note(sign_in: SignIn, email: str) -> None:
    client = sign_in(email)
    html = client.get(RISKS + "?review=mar-11").content.decode()

    assert "Residual business risks" in html
    assert "Risks thought to be under control" in html
    assert "19 of 19" in re.sub(r"<[^>]+>", "", html)
    assert client.get(RISKS + "2.1/?review=mar-11").status_code == 200


def test_section_2_filters_for_those_who_may(sign_in: SignIn) -> None:
    response = sign_in(OFFICER).get(RISKS + "?section=2&sort=reference")

    assert [line.record.reference for line in response.context["table"].page.object_list] == [
        "2.1",
        "2.2",
        "2.3",
        "2.4",
    ]


def test_an_owner_sees_their_own_and_counts_only_those(sign_in: SignIn) -> None:
    client = sign_in("interventions@derbyshire.example")
    picture = client.get(RISKS + "?review=mar-11").context["picture"]

    assert picture.sections == {1: 15, 2: 1}
    assert client.get(RISKS + "2.4/").status_code == 200
    assert client.get(RISKS + "2.1/").status_code == 404


@pytest.mark.parametrize("email", WITHOUT)
def test_a_risk_moved_to_section_2_leaves_its_past_and_nothing_after(
    sign_in: SignIn, entry: Entry, rate: Rate, june: Review, email: str
) -> None:
    cycle.move(entry, "2.5")
    rate(entry, comments=CANARY)
    client = sign_in(email)

    page = client.get(RISKS + "1.1/")
    html = page.content.decode()
    assert page.status_code == 200
    assert "No longer a key risk" in html
    assert CANARY not in html
    assert "2.5" not in html
    assert [row.assessment.review.slug for row in page.context["record"].history] == ["mar-11"]
    assert client.get(RISKS + "2.5/").status_code == 404
    assert client.get(RISKS).context["picture"].total == 14
    assert client.get(RISKS + "?review=mar-11").context["picture"].total == 15


def test_a_risk_come_from_section_2_arrives_without_what_went_before(sign_in: SignIn, register: Any) -> None:
    cycle.move(register.entries.get(reference="2.1"), "1.16")
    client = sign_in(SMT)

    record = client.get(RISKS + "1.16/").context["record"]

    assert record.history == []
    assert record.line.previous is None
    assert client.get(RISKS + "1.16/?review=mar-11").status_code == 404


# The wall round owners


@pytest.fixture
def hidden(register: Register, june: Review) -> Entry:
    """A risk that nobody owns yet."""
    risk: Entry = EntryFactory(register=register, section=2, reference="2.9", starts_at=june)
    return risk


def test_who_owns_a_risk_of_it_reads_that_they_do(hidden: Entry, person: Callable[[str], User]) -> None:
    with tenancy.kept_context():
        reader = readers_of(person(OWNER), "derbyshire")[0]
    EntryOwner.objects.create(entry=hidden, owner=OwnerFactory())
    with tenancy.kept_context():
        readers_of(person(OWNER), "derbyshire")
        assert not EntryOwner.objects.filter(entry=hidden.pk).exists()
    EntryOwner.objects.create(entry=hidden, owner_id=min(reader.owner_ids))

    with tenancy.kept_context():
        readers_of(person(OWNER), "derbyshire")
        assert EntryOwner.objects.filter(entry=hidden.pk).count() == 2
    with tenancy.kept_context():
        readers_of(person(SMT), "derbyshire")
        assert not EntryOwner.objects.filter(entry=hidden.pk).exists()


def test_nobody_opens_a_risk_of_it_to_themselves(hidden: Entry, person: Callable[[str], User]) -> None:
    with tenancy.kept_context():
        reader = readers_of(person(OWNER), "derbyshire")[0]
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            EntryOwner.objects.create(entry_id=hidden.pk, owner_id=min(reader.owner_ids))


@pytest.mark.parametrize("address", ["assess/", "note/"])
def test_a_risk_that_leaves_the_readers_sight_while_a_form_is_sent_is_an_unknown_page(
    sign_in: SignIn, register: Register, address: str
) -> None:
    hidden = register.entries.get(reference="2.1")
    shown = sign_in(OWNER).get(f"{RISKS}2.1/{address}")
    assert shown.status_code == 200
    request, view = shown.wsgi_request, shown.resolver_match.func.view_class()
    request.method = "POST"
    request.POST = QueryDict("review=jun-11&likelihood=3&impact=3&comments=Late&text=Late&seen=0")
    with cycle.at_work(OWNER):
        view.setup(request, **shown.resolver_match.kwargs)
    hidden.owners.all().delete()

    with cycle.at_work(OWNER), pytest.raises(Http404):
        view.post(request)
