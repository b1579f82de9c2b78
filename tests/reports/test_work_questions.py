"""Questions on "My work": they wait for whoever is to answer, and the answers for the body that asked."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Body, Owner, User, Year
from probation_planning.reports.work import Item, Lot, Work
from risks.models import Entry, EntryOwner, Question, Register
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, SMT
from tests.risks.test_things import write

SignIn = Callable[[str], Client]
CHIEF = "chief.executive@derbyshire.example"
COUNTY = "probation.county@derbyshire.example"
AUDITOR = "auditor@derbyshire.example"
ASKED = "Why has it not moved?"
HERE = "/derbyshire/2011-12/risks/1.1/questions/1/"


def work(client: Client) -> Work:
    """The one trust's work on the page."""
    [one] = client.get("/").context["trusts"]
    return one["work"]


def lot(client: Client) -> Lot | None:
    """The lot of questions."""
    return next((one for one in work(client).own if one.name == "Questions"), None)


def waiting(client: Client) -> list[Item]:
    """Every question that waits, of posts and of groups."""
    found = work(client)
    return [item for one in (*found.own, found.groups) for item in one.items if item.kind in {"Question", "Deep dive"}]


def html(client: Client) -> str:
    """The page in one line."""
    return " ".join(client.get("/").content.decode().split())


@pytest.fixture
def entry(year: Year) -> Entry:
    """Risk 1.1, which the Director of Business Services owns."""
    return Entry.objects.get(register__year=year, reference="1.1")


@pytest.fixture
def hidden(year: Year) -> Entry:
    """Risk 2.1, which the Director of Business Services owns."""
    return Entry.objects.get(register__year=year, reference="2.1")


def ask(entry: Entry, body: str = cycle.AUDIT, **more: Any) -> Question:
    """A question of the body, asked today."""
    asked: Question = write(Question, entry, body=Body.objects.get(slug=body), **({"text": ASKED} | more))
    return asked


def go_on(entry: Entry, number: int = 1, **more: Any) -> Question:
    """The next row of the question."""
    before = Question.objects.filter(entry=entry, number=number).latest("sequence")
    kept = {"text": before.text, "kind": before.kind, "owner": before.owner, "due_on": before.due_on}
    return ask(entry, before.body.slug, number=number, **(kept | more))


def give(entry: Entry, owner: str = "Chief Executive", **more: Any) -> Question:
    """It is given to an owner."""
    return go_on(entry, state="assigned", owner=Owner.objects.get(name=owner), **more)


def test_until_it_is_given_to_somebody_it_waits_for_the_risks_owners(sign_in: SignIn, entry: Entry) -> None:
    ask(entry)

    client = sign_in(OWNER)
    found = lot(client)

    assert found is not None
    [item] = found.waiting
    assert (item.reference, item.title, item.state.label) == ("1.1", ASKED, "no answer yet")
    assert (item.address, item.answer) == (HERE, HERE + "answer/")
    assert work(client).sentence.endswith("and 1 question of yours wait for an answer.")
    assert "Asked by the Audit Committee on 20 June 2011" in html(client)
    assert [waiting(sign_in(one)) for one in (CHIEF, COUNTY, SMT, OFFICER, AUDIT, AUDITOR)] == [[]] * 6


def test_given_to_somebody_it_waits_for_them_alone(sign_in: SignIn, entry: Entry) -> None:
    ask(entry)
    give(entry, due_on=datetime.date(2011, 6, 30))

    [item] = waiting(sign_in(CHIEF))

    assert item.words_from == "Asked by the Audit Committee on 20 June 2011, to be answered by 30 June 2011"
    assert waiting(sign_in(OWNER)) == []


@pytest.mark.parametrize(("day", "says"), [(29, "no answer yet"), (30, "no answer yet"), (31, "overdue")])
def test_it_is_overdue_from_the_day_after(sign_in: SignIn, entry: Entry, settings: Any, day: int, says: str) -> None:
    ask(entry)
    give(entry, due_on=datetime.date(2011, 6, 30))
    settings.TODAY = datetime.date(2011, 6, 30) + datetime.timedelta(day - 30)

    [item] = waiting(sign_in(CHIEF))

    assert item.state.label == says


def test_what_a_group_is_asked_stands_with_its_things(sign_in: SignIn, year: Year) -> None:
    ask(Entry.objects.get(register__year=year, reference="1.14"), kind="deep_dive")

    found = work(sign_in(COUNTY))

    assert [(item.kind, item.reference) for item in found.groups.items if item.title.endswith(ASKED)] == [
        ("Deep dive", "1.14")
    ]
    assert "Questions" not in [one.name for one in found.own]


def test_answered_it_waits_no_more_and_the_body_reads_the_answer_until_it_closes_it(
    sign_in: SignIn, entry: Entry
) -> None:
    ask(entry)
    go_on(entry, state="answered", answer="The landlord is away.")

    assert waiting(sign_in(OWNER)) == []
    [item] = work(client := sign_in(AUDIT)).answers
    assert (item.reference, item.title, item.address) == ("1.1", ASKED, HERE)
    page = html(client)
    assert "Answers to what your committee or team asked" in page
    assert "Answered on 20 June 2011: “The landlord is away.”" in page
    # The packs that were there for those who own nothing stay there.
    assert "Mar-11 pack for the Audit Committee" in page
    assert [list(work(sign_in(one)).answers) for one in (SMT, OWNER, OFFICER, AUDITOR)] == [[]] * 4

    go_on(entry, state="closed", answer="The landlord is away.", reason="Read.")
    assert list(work(client).answers) == []


def test_given_out_again_it_waits_again(sign_in: SignIn, entry: Entry) -> None:
    ask(entry)
    go_on(entry, state="answered", answer="The landlord is away.")
    give(entry, answer="The landlord is away.")

    assert len(waiting(sign_in(CHIEF))) == 1
    assert list(work(sign_in(AUDIT)).answers) == []


def test_what_smt_asked_is_answered_to_smt(sign_in: SignIn, entry: Entry) -> None:
    ask(entry, cycle.SMT)
    go_on(entry, state="answered", answer="The landlord is away.")

    assert len(work(sign_in(SMT)).answers) == 1
    assert list(work(sign_in(AUDIT)).answers) == []


def test_of_section_2_its_owners_and_the_committee_alone_see_it(sign_in: SignIn, hidden: Entry) -> None:
    ask(hidden)

    assert len(waiting(sign_in(OWNER))) == 1
    for email in (CHIEF, COUNTY, SMT):
        assert waiting(sign_in(email)) == []
        assert ASKED not in html(sign_in(email))

    go_on(hidden, state="answered", answer="Two posts are vacant.")
    assert len(work(sign_in(AUDIT)).answers) == 1
    assert "Two posts are vacant." not in html(sign_in(SMT))


def test_whoever_owned_a_risk_of_section_2_once_is_shown_nothing_of_it_now(sign_in: SignIn, hidden: Entry) -> None:
    ask(hidden)
    give(hidden, "Director of Business Services")
    EntryOwner.objects.filter(entry=hidden).delete()

    assert waiting(sign_in(OWNER)) == []


def test_of_a_risk_that_has_gone_to_section_2_nothing_is_left_for_others(sign_in: SignIn, entry: Entry) -> None:
    ask(entry)
    give(entry)
    ask(entry, cycle.SMT, text="And why?")
    go_on(entry, 2, state="answered", answer="It is late.")
    cycle.move(entry, "2.5")

    assert waiting(sign_in(CHIEF)) == []
    assert list(work(sign_in(SMT)).answers) == []


def test_of_a_risk_that_has_moved_it_is_found_in_the_section_it_was_asked_in(sign_in: SignIn, hidden: Entry) -> None:
    ask(hidden)
    cycle.move(hidden, "1.16")

    [item] = waiting(client := sign_in(OWNER))

    assert item.address.endswith("1.16/questions/1/?section=2")
    assert client.get(item.address).status_code == 200
    assert client.get(item.answer).status_code == 200


def test_whoever_owns_and_sits_on_the_body_finds_both(sign_in: SignIn, entry: Entry) -> None:
    ask(entry)
    ask(entry, cycle.SMT, text="Is the site found?")
    go_on(entry, 2, state="answered", answer="Nearly.")

    assert [item.title for item in waiting(sign_in(OWNER))] == [ASKED]
    assert [item.title for item in work(sign_in(OWNER)).answers] == ["Is the site found?"]


def test_nobody_is_told_of_an_answer_they_gave(sign_in: SignIn, entry: Entry) -> None:
    ask(entry, cycle.SMT)
    go_on(entry, state="answered", answer="Nearly.", given_by=User.objects.get(email=OWNER))

    assert list(work(sign_in(OWNER)).answers) == []
    assert len(work(sign_in(SMT)).answers) == 1


def test_a_long_question_is_cut(sign_in: SignIn, entry: Entry) -> None:
    ask(entry, text="Why? " * 100)

    [item] = waiting(sign_in(OWNER))

    assert len(item.title) == 200


@pytest.mark.parametrize("email", [OWNER, AUDIT])
def test_it_is_one_query_more_however_many(sign_in: SignIn, count_queries: Any, register: Register, email: str) -> None:
    client = sign_in(email)
    counts = []
    for many in (0, 1, 20):
        for entry in list(register.entries.all())[:many]:
            ask(entry)
            ask(entry, text="And then?")
            go_on(entry, Question.objects.filter(entry=entry).latest("number").number, state="answered", answer="Yes.")
        client.get("/")
        with count_queries() as asked:
            client.get("/")
        counts.append(len(asked()))

    assert counts[0] == counts[1] == counts[2] <= 16
