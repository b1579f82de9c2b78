"""The action plan: what stands in it for whom, its filters, its file, and what it asks."""

import csv
import datetime
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Owner
from risks.actions import ActionRow
from risks.models import Action, Entry, Register, Review
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT
from tests.risks.test_risk_things import text_of
from tests.risks.test_section_two import bare
from tests.risks.test_things import write

SignIn = Callable[[str], Client]
PLAN = RISKS + "actions/"
FILE = PLAN + "export.csv"
CANARY = "Canary of section two"
WITHOUT = [SMT, "board.secretary@derbyshire.example", "operations.city@derbyshire.example"]


def lines(client: Client, query: str = "") -> list[ActionRow]:
    """What the list shows."""
    table = client.get(PLAN + query).context["table"]
    return [row.record for row in table.paginated_rows]


def texts(client: Client, query: str = "") -> list[str]:
    """The words of what it shows."""
    return [line.text for line in lines(client, query)]


def file(client: Client, query: str = "") -> list[dict[str, str]]:
    """The file's rows."""
    content = client.get(FILE + query).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


@pytest.fixture
def plan(entry: Entry, register: Register, settings: Any) -> None:
    """Five actions of two risks: overdue, due today, done, dropped, and one of nobody's without a day."""
    other = register.entries.get(reference="1.10")
    write(Action, entry, text="Late", due_on="2011-09-29", owner=Owner.objects.get(name="Chief Executive"))
    write(Action, entry, text="Today", due_on="2011-09-30")
    write(Action, entry, text="Done", due_on="2011-07-01")
    write(Action, entry, number=3, text="Done", due_on="2011-07-01", state="done", said="=Signed")
    write(Action, other, text="Dropped", due_on="2011-07-02", state="dropped", reason="No use")
    write(Action, other, text="Without a day", due_on=None)
    settings.TODAY = datetime.date(2011, 9, 30)


def test_an_empty_plan_says_so(sign_in: SignIn) -> None:
    words = text_of(sign_in(SMT).get(PLAN))

    assert "0 to be done , none overdue; 0 done, 0 dropped." in words
    assert "No action is recorded yet for a risk that you see." in words


def test_a_trust_without_a_register_is_told(sign_in: SignIn) -> None:
    response = sign_in("officer@merseyside.example").get("/merseyside/2010-11/risks/actions/")

    assert response.status_code in {200, 404}
    assert sign_in(SMT).get("/merseyside/2010-11/risks/actions/").status_code == 404


def test_what_is_to_be_done_stands_first_by_its_day(sign_in: SignIn, plan: None) -> None:
    client = sign_in(SMT)
    words = text_of(client.get(PLAN))

    assert texts(client) == ["Late", "Today", "Without a day", "Done", "Dropped"]
    assert "3 to be done , 1 overdue ; 1 done, 1 dropped." in words
    assert "Overdue by 1 day" in words
    assert texts(client, "?sort=reference") == ["Late", "Today", "Done", "Dropped", "Without a day"]
    assert texts(client, "?sort=-due")[:3] == ["Today", "Late", "Without a day"]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?overdue=yes", ["Late"]),
        ("?overdue=no", ["Today", "Without a day", "Done", "Dropped"]),
        ("?state=done", ["Done"]),
        ("?state=open&overdue=no", ["Today", "Without a day"]),
        ("?owner=Chief+Executive", ["Late"]),
        ("?owner=-", ["Today", "Without a day", "Done", "Dropped"]),
        ("?owner=Chief+Executive&state=done", []),
    ],
)
def test_the_address_narrows_it_and_the_file_alike(sign_in: SignIn, plan: None, query: str, shown: list[str]) -> None:
    client = sign_in(SMT)

    assert texts(client, query) == shown
    assert [row["what_will_be_done"] for row in file(client, query)] == shown


@pytest.mark.parametrize("query", ["?state=moved", "?overdue=maybe", "?owner=Wardens", "?section=2"])
def test_a_filter_that_is_none_of_ours(sign_in: SignIn, plan: None, query: str) -> None:
    client = sign_in(SMT)
    unknown = query != "?section=2"

    assert client.get(PLAN + query).status_code == (400 if unknown else 200)
    assert client.get(FILE + query).status_code == (400 if unknown else 200)


def test_what_was_last_reported_stays_when_words_change(sign_in: SignIn, entry: Entry) -> None:
    write(Action, entry)
    write(Action, entry, number=1, said="The landlord was met")
    write(Action, entry, number=1, text="Sign it soon")

    assert [(line.text, line.progress) for line in lines(sign_in(SMT))] == [("Sign it soon", "The landlord was met")]


def test_of_what_was_dropped_it_says_why(sign_in: SignIn, plan: None) -> None:
    assert [line.progress for line in lines(sign_in(SMT), "?state=dropped")] == ["No use"]


def test_the_file_is_safe_and_whole(sign_in: SignIn, plan: None) -> None:
    row = next(row for row in file(sign_in(SMT)) if row["what_will_be_done"] == "Done")

    assert row == {
        "ref": "1.1",
        "description": "New accommodation in Chesterfield and Derby not sufficiently progressed",
        "action": "3",
        "what_will_be_done": "Done",
        "owner": "",
        "due": "2011-07-01",
        "state": "Done",
        "overdue": "no",
        "progress": "'=Signed",
        "last_written": "2011-06-20",
        "review": "Jun-11",
    }


@pytest.mark.parametrize("email", WITHOUT)
@pytest.mark.parametrize("query", ["", "?section=2", "?owner=Director+of+Business+Services", "?sort=reference"])
def test_section_2_leaves_no_trace(sign_in: SignIn, plan: None, register: Register, email: str, query: str) -> None:
    client = sign_in(email)
    before = [bare(client.get(address + query)) for address in (PLAN, FILE)]
    hidden = register.entries.get(reference="2.1")
    write(Action, hidden, text=CANARY, owner=hidden.owners.get().owner)

    assert [bare(client.get(address + query)) for address in (PLAN, FILE)] == before


@pytest.mark.parametrize(("email", "sees"), [(OFFICER, True), (OWNER, True), (SMT, False)])
def test_its_readers_have_it_with_the_section(
    sign_in: SignIn, register: Register, plan: None, email: str, sees: bool
) -> None:
    write(Action, register.entries.get(reference="2.1"), text=CANARY)
    client = sign_in(email)

    assert (CANARY in texts(client)) is sees
    assert ("section" in file(client)[0]) is sees
    assert (texts(client, "?section=2") == [CANARY]) is sees


def test_a_risk_that_moves_leaves_the_plan_of_the_others(sign_in: SignIn, plan: None, entry: Entry) -> None:
    cycle.move(entry, "2.5")
    write(Action, entry, text=CANARY)

    assert texts(sign_in(SMT)) == ["Without a day", "Dropped"]
    assert texts(sign_in(OFFICER)) == [CANARY, "Without a day", "Dropped"]


def test_a_committee_reads_the_plan_as_it_was_issued(
    sign_in: SignIn, plan: None, entry: Entry, june: Review, settings: Any
) -> None:
    client = sign_in(AUDIT)
    assert texts(client) == []
    cycle.skip(june)
    cycle.issue(june, cycle.AUDIT)
    settings.TODAY = datetime.date(2011, 12, 1)
    write(Action, entry, number=2, text=CANARY)
    Entry.objects.filter(pk=entry.pk).update(title=CANARY)

    assert texts(client) == ["Late", "Today", "Without a day", "Done", "Dropped"]
    assert [line.is_overdue for line in lines(client)] == [True, False, False, False, False]
    html = client.get(PLAN).content.decode()
    assert "as at 30 September 2011" in html
    assert CANARY not in html


def test_actions_of_a_closed_risk_say_so(sign_in: SignIn, plan: None, entry: Entry) -> None:
    cycle.close(entry)

    assert "(risk closed)" in text_of(sign_in(SMT).get(PLAN))


@pytest.mark.parametrize("query", ["", "?overdue=no", "?owner=-&sort=reference"])
def test_it_asks_the_same_however_many(sign_in: SignIn, count_queries: Any, entry: Entry, query: str) -> None:
    client = sign_in(OFFICER)
    write(Action, entry)
    with count_queries() as few:
        client.get(PLAN + query)
    for _ in range(60):
        write(Action, entry)
    with count_queries() as many:
        client.get(PLAN + query)

    assert len(many()) == len(few()) <= 10, many()


def test_pages_have_25_100_or_500(sign_in: SignIn, entry: Entry) -> None:
    for _ in range(30):
        write(Action, entry)
    client = sign_in(SMT)

    assert [len(lines(client, query)) for query in ("", "?per_page=100", "?per_page=7", "?page=2")] == [25, 30, 25, 5]
