"""The working note: kept by a risk's owners and the officer, and no trace of it for anybody else, anywhere."""

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client

from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Body, Draft
from probation_planning.organisation.roles import Reader
from probation_planning.reports.contents import read_contents, read_standings
from probation_planning.ui.templatetags.ui_forms import SENT_ALONG
from risks.models import Assessment, Entry, Register, Review, WorkingNote
from risks.services.noting import keep_note, note_of
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT

SignIn = Callable[[str], Client]
Readers = Callable[[str], Reader]
Keep = Callable[..., WorkingNote | None]
AUDITOR = "auditor@derbyshire.example"
DIRECTOR = "interventions@derbyshire.example"
OTHERS = [SMT, AUDIT, AUDITOR, DIRECTOR, "board.secretary@derbyshire.example"]
PAGE = RISKS + "1.1/note/"
CANARY = "The landlord drinks"


@pytest.fixture
def keep(reader: Readers) -> Keep:
    """Keeps a note as somebody."""

    def kept(entry: Entry, email: str = OWNER, text: str = CANARY, seen: int = 0) -> WorkingNote | None:
        return keep_note(entry=entry, reader=reader(email), text=text, seen=seen)

    return kept


# The act


@pytest.mark.parametrize("email", [OWNER, OFFICER])
def test_owners_and_the_officer_keep_it(keep: Keep, reader: Readers, entry: Entry, email: str) -> None:
    keep(entry, email)

    for one in (OWNER, OFFICER):
        note = note_of(entry, reader(one))
        assert note is not None
        assert (note.text, note.given_by.email) == (CANARY, email)


@pytest.mark.parametrize("email", OTHERS)
def test_nobody_else_does(keep: Keep, entry: Entry, email: str) -> None:
    with pytest.raises(PermissionDenied, match="keep its working note"):
        keep(entry, email)


def test_each_wording_is_kept_and_the_last_one_counts(keep: Keep, reader: Readers, entry: Entry) -> None:
    keep(entry)
    keep(entry, OFFICER, "The lease is signed.", 1)

    note = note_of(entry, reader(OWNER))
    assert note is not None
    assert note.text == "The lease is signed."
    assert list(WorkingNote.objects.order_by("sequence").values_list("text", flat=True)) == [CANARY, note.text]


def test_an_empty_one_clears_it(keep: Keep, reader: Readers, entry: Entry) -> None:
    keep(entry)
    keep(entry, text="", seen=1)

    assert note_of(entry, reader(OWNER)) is None


def test_the_same_words_sent_twice_are_one(keep: Keep, entry: Entry) -> None:
    first = keep(entry)

    assert keep(entry) == first
    assert keep(entry, text="", seen=1) != first
    assert WorkingNote.objects.count() == 2


def test_an_empty_note_where_there_is_none_writes_nothing(keep: Keep, entry: Entry) -> None:
    assert keep(entry, text="") is None
    assert not WorkingNote.objects.exists()


def test_beside_another_one_it_is_a_conflict(keep: Keep, entry: Entry) -> None:
    theirs = keep(entry, OFFICER)

    with pytest.raises(Conflict) as conflict:
        keep(entry, text="Something else.")
    assert conflict.value.latest == theirs


def test_one_written_in_section_2_stays_there(keep: Keep, reader: Readers, register: Register) -> None:
    hidden = register.entries.get(reference="2.1")
    keep(hidden, OFFICER)
    cycle.move(hidden, "1.16")

    assert note_of(hidden, reader(OFFICER)) is None
    again = keep(hidden, OFFICER, "Begun anew.")
    assert again is not None
    assert WorkingNote.objects.get(pk=again.pk).sequence == 1


def test_an_officer_barred_from_section_2_reads_none_of_it(keep: Keep, reader: Readers, register: Register) -> None:
    hidden = register.entries.get(reference="2.1")
    keep(hidden, OFFICER)
    Register.objects.filter(pk=register.pk).update(section_two_roles=["audit", "auditor"])

    assert not WorkingNote.objects.visible_to(reader(OFFICER)).exists()
    with cycle.at_work(OFFICER):
        assert not WorkingNote.objects.exists()


# The page


def test_the_page_keeps_it_and_the_risks_page_shows_it(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OWNER)
    assert "Never printed, and in no pack or file." in client.get(PAGE).content.decode()

    response = client.post(PAGE, {"text": CANARY, "seen": "0"}, follow=True)
    html = response.content.decode()

    assert response.redirect_chain == [(RISKS + "1.1/", 302)]
    assert "The working note of Risk 1.1 is saved." in html
    assert html.count(CANARY) == 1
    assert CANARY in sign_in(OFFICER).get(PAGE).content.decode()


def test_it_is_not_printed_with_a_page(sign_in: SignIn, keep: Keep, entry: Entry) -> None:
    keep(entry)
    hidden = (settings.BASE_DIR / "static/risks/risks.css").read_text().split("@media print")[1]
    hidden = hidden.split("{ display: none; }")[0]
    client = sign_in(OWNER)

    for address, part in [("", "note"), ("assess/", "note-box"), ("note/", "note-box")]:
        html = client.get(f"{RISKS}1.1/{address}").content.decode()
        assert f'class="{part}"' in html.split(CANARY)[0]
        assert f".{part}," in hidden


def test_somebody_elses_note_in_between_shows_both(sign_in: SignIn, keep: Keep, entry: Entry) -> None:
    keep(entry, OFFICER)
    client = sign_in(OWNER)

    response = client.post(PAGE, {"text": "Words that took a while.", "seen": "0"})
    html = response.content.decode()

    assert response.status_code == 409
    assert CANARY in html
    assert "Words that took a while." in html
    again = response.context["form"].data
    assert client.post(PAGE, again).status_code == 302
    assert WorkingNote.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": "\u200b"}, "holds nothing that can be read"),
        ({"text": "x" * 4001}, "at most 4000 characters"),
        ({"seen": "x"}, SENT_ALONG),
    ],
)
def test_a_wrong_note_is_explained(sign_in: SignIn, entry: Entry, changed: dict[str, str], sentence: str) -> None:
    response = sign_in(OWNER).post(PAGE, {"text": CANARY, "seen": "0"} | changed)

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not WorkingNote.objects.exists()


def test_what_was_typed_comes_back_until_it_is_saved(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OWNER)
    client.post("/derbyshire/draft/", {"address": PAGE, "text": "Half a thought"})

    assert "Half a thought" in client.get(PAGE).content.decode()
    client.post(PAGE, {"text": CANARY, "seen": "0"})
    assert not Draft.objects.filter(address=PAGE).exists()


# Beside a rating

RATE = RISKS + "1.1/assess/"
RATING = {"likelihood": "4", "impact": "3", "comments": "Late.", "reason": "", "review": "jun-11", "seen": "0"}


def test_it_is_kept_with_a_rating(sign_in: SignIn, reader: Readers, entry: Entry) -> None:
    client = sign_in(OWNER)

    assert client.post(RATE, RATING | {"note": CANARY, "note_seen": "0"}).status_code == 302

    note = note_of(entry, reader(OWNER))
    assert note is not None
    assert note.text == CANARY
    assert CANARY in client.get(RATE).content.decode()
    assert CANARY not in str(list(Assessment.objects.filter(entry=entry).values()))


def test_a_rating_that_cannot_be_saved_keeps_no_note(sign_in: SignIn, entry: Entry) -> None:
    response = sign_in(OWNER).post(RATE, RATING | {"likelihood": "5", "note": CANARY, "note_seen": "0"})

    assert CANARY in response.content.decode()
    assert not WorkingNote.objects.exists()


def test_one_left_as_it_was_seen_overwrites_nobodys(sign_in: SignIn, keep: Keep, entry: Entry) -> None:
    keep(entry)
    keep(entry, OFFICER, "Written since.", 1)

    assert sign_in(OWNER).post(RATE, RATING | {"note": CANARY, "note_seen": "1"}).status_code == 302
    assert [note.text for note in WorkingNote.objects.order_by("sequence")] == [CANARY, "Written since."]


def test_one_changed_by_both_shows_both_and_saves_no_rating_yet(sign_in: SignIn, keep: Keep, entry: Entry) -> None:
    keep(entry)
    keep(entry, OFFICER, "Written since.", 1)
    client = sign_in(OWNER)

    response = client.post(RATE, RATING | {"note": "Mine.", "note_seen": "1"})
    html = response.content.decode()

    assert response.status_code == 409
    assert "Written since." in html
    assert "Mine." in html
    assert not Assessment.objects.filter(kind="proposed").exists()
    assert client.post(RATE, response.context["form"].data).status_code == 302
    assert WorkingNote.objects.count() == 3
    assert Assessment.objects.filter(kind="proposed").count() == 1


def test_a_form_without_it_leaves_it(sign_in: SignIn, keep: Keep, entry: Entry) -> None:
    keep(entry)

    assert sign_in(OWNER).post(RATE, RATING).status_code == 302
    assert WorkingNote.objects.count() == 1


# No trace


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("email", OTHERS)
def test_its_page_is_refused_alike_whether_there_is_one_or_not(
    sign_in: SignIn, keep: Keep, entry: Entry, register: Register, email: str, method: str
) -> None:
    keep(entry)
    client = sign_in(email)

    pages = [getattr(client, method)(f"{RISKS}{one}/note/", {"text": "x", "seen": "0"}) for one in ("1.1", "1.2")]

    assert [page.status_code for page in pages] == [403, 403]
    assert CANARY not in pages[0].content.decode()
    assert WorkingNote.objects.count() == 1


@pytest.mark.parametrize("address", ["2.1/note/", "9.1/note/"])
def test_of_section_2_it_is_an_unknown_page(sign_in: SignIn, address: str) -> None:
    assert sign_in(SMT).get(RISKS + address).status_code == 404


def test_another_trusts_reader_finds_no_such_page(sign_in: SignIn) -> None:
    assert sign_in("officer@merseyside.example").get(PAGE).status_code == 404


@pytest.mark.parametrize("email", OTHERS)
def test_no_page_list_or_file_has_a_word_of_it(sign_in: SignIn, keep: Keep, entry: Entry, email: str) -> None:
    keep(entry)
    client = sign_in(email)

    for address in ["1.1/", "1.1/?review=mar-11", "", "export.csv", "reviews/jun-11/progress/", "messages/"]:
        html = client.get(RISKS + address).content.decode()
        assert CANARY not in html, address
        assert "orking note" not in html, address


@pytest.mark.parametrize("email", [OWNER, OFFICER])
def test_nor_a_list_or_a_file_of_those_who_keep_it(sign_in: SignIn, keep: Keep, entry: Entry, email: str) -> None:
    keep(entry)
    client = sign_in(email)

    for address in ["", "export.csv", "reviews/jun-11/progress/"]:
        assert CANARY not in client.get(RISKS + address).content.decode(), address
    assert CANARY not in client.get("/").content.decode()


def test_no_pack_would_hold_a_word_of_it(keep: Keep, entry: Entry, june: Review) -> None:
    keep(entry)
    body = Body.objects.get(slug=cycle.AUDIT)

    contents = read_contents(
        june, body, [1, 2], read_standings(june, [1, 2]), issued_on=cycle.day(), recorded_from_paper=False
    )

    assert entry.title in str(contents)
    assert CANARY not in str(contents)


READERS_OF_NOTES = {
    "risks/models/__init__.py",
    "risks/models/things.py",
    "risks/admin.py",
    "risks/forms/assessing.py",
    "risks/services/noting.py",
    # Into section 2 a risk takes its note along.
    "risks/services/carrying.py",
    "risks/views/assessing.py",
    "risks/views/noting.py",
    "risks/views/detail.py",
    "risks/urls.py",
}


def test_no_other_module_reads_it() -> None:
    """By import, by the name of the relation or of the table: packs, exports and lists have no way to it."""
    found = set()
    for room in ("risks", "objectives", "scorecard", "probation_planning"):
        for file in (settings.BASE_DIR / room).rglob("*.py"):
            if "migrations" not in file.parts and _speaks_of_notes(file):
                found.add(str(file.relative_to(settings.BASE_DIR)))

    assert found == READERS_OF_NOTES


def _speaks_of_notes(file: Path) -> bool:
    words: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom):
            words |= {f"{node.module}.{name.name}" for name in node.names}
        elif isinstance(node, ast.Attribute):
            words.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            words.add(node.value)
        elif isinstance(node, ast.ClassDef):
            words.add(node.name)
    return any("workingnote" in one.lower() or ".noting." in one or one.endswith("note_of") for one in words)


def test_the_risks_page_asks_once_more_for_those_who_may_read_it(
    sign_in: SignIn, count_queries: Any, entry: Entry
) -> None:
    counts = {}
    for email in (OFFICER, SMT):
        client = sign_in(email)
        with count_queries() as asked:
            client.get(RISKS + "1.1/")
        counts[email] = [sql for sql in asked() if "risks_workingnote" in sql]

    assert [len(counts[email]) for email in (OFFICER, SMT)] == [1, 0]
