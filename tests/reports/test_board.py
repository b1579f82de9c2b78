"""Board packs: how one is put together, how each part is read, how it is frozen, and who may read it."""

import datetime
import hashlib
import re
import threading
import uuid
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from probation_planning.history.snapshots import fingerprint
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Body, Trust, User, Year
from probation_planning.organisation.readers import readers_of
from probation_planning.reports import board
from probation_planning.reports.drawer import draw
from probation_planning.reports.drawing import OF_A_PERSON
from probation_planning.reports.files import draw_file
from probation_planning.reports.models import BoardPack, BoardPackFile, BoardPackWithdrawal, Drawing
from risks.models import Action, Entry, Register
from scorecard.models import Measure
from tests.factories import EntryFactory
from tests.reports.cycle import draw_now
from tests.reports.papers import faults_of
from tests.reports.test_pdf import flat
from tests.risks.conftest import AUDIT, OFFICER, OWNER, SMT
from tests.risks.test_section_two import bare
from tests.risks.test_things import write

SignIn = Callable[[str], Client]
AUDITOR = "auditor@derbyshire.example"
LIST = "/derbyshire/2011-12/reports/"
NEW = LIST + "board/new/"
CANARY = "Canary of section two"
ALL = {"place_scorecard": "2", "place_actions": "1", "place_gaps": "3"}


def said(to: str = "audit-committee", **more: str) -> dict[str, str]:
    """What the officer types."""
    typed = {"body": str(Body.objects.get(slug=to).pk), "meeting_on": "5 7 2011", "title": "Quarter 1 performance"}
    words = {"presenter": "Chief Executive", "purpose": "To inform.", "recommendation": "Note the report."}
    return typed | words | {"once": str(uuid.uuid4())} | ALL | more


def hidden(page: Any) -> dict[str, str]:
    """What a draft's page sends again."""
    form = page.context["form"]
    return {field.name: str(value) for field in form if (value := field.value()) not in (None, "")}


def issue(client: Client, body: str = "audit-committee", **more: str) -> BoardPack:
    """Put together, looked at, and issued."""
    draft = client.post(NEW, said(body, **more) | {"preview": "yes"})
    response = client.post(NEW, hidden(draft) | {"issue": "yes"})
    assert response.status_code == 302, response.content.decode()
    return BoardPack.objects.select_related("year__trust", "body").get(uuid=response.url.split("/")[-2])


def drawn(pack: BoardPack) -> BoardPackFile:
    """Its file, drawn as after the commit."""
    draw_file(pack.year.trust, pack)
    return BoardPackFile.objects.get(pack=pack)


@pytest.fixture
def officer(sign_in: SignIn, derbyshire: Trust) -> Client:
    """The officer."""
    return sign_in(OFFICER)


@pytest.fixture
def canary(register: Register) -> None:
    """An action of section 2 that nothing else says."""
    write(Action, register.entries.get(reference="2.1"), text=CANARY, due_on="2011-09-20")


# Putting one together


def test_a_draft_shows_the_parts_in_the_order_asked_for_and_keeps_nothing(officer: Client) -> None:
    html = officer.post(NEW, said() | {"preview": "yes"}).content.decode()

    assert "DRAFT" in html
    assert html.index("1. Action plan") < html.index("2. Scorecard") < html.index("3. Gap sheet")
    assert not BoardPack.objects.exists()


def test_going_back_to_the_boxes_loses_no_word(officer: Client) -> None:
    draft = officer.post(NEW, said() | {"preview": "yes"})
    html = officer.post(NEW, hidden(draft) | {"change": "yes"}).content.decode()

    assert "To inform." in html
    assert 'name="place_actions" value="1"' in html


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"place_scorecard": "1"}, "Two reports stand in place 1. Give each a number of its own."),
        (dict.fromkeys(ALL, ""), "Choose at least one report: enter 1 beside it."),
        ({"place_gaps": "first"}, "Enter a whole number, like 1."),
        ({"meeting_on": "31 6 2011"}, "There is no 31 June 2011. June 2011 has 30 days."),
        ({"title": ""}, "Enter a title, like Quarter 1 performance."),
        ({"body": ""}, "Choose a body."),
        ({"body": "4711"}, "Choose a body from the list."),
    ],
)
def test_a_bad_value_is_explained_and_what_was_typed_comes_back(
    officer: Client, typed: dict[str, str], sentence: str
) -> None:
    html = officer.post(NEW, said(**typed) | {"preview": "yes"}).content.decode()

    assert sentence in html
    assert "To inform." in html
    assert "DRAFT" not in html


def test_a_pack_is_issued_before_its_meeting(officer: Client) -> None:
    draft = officer.post(NEW, said(meeting_on="1 6 2011") | {"preview": "yes"})
    html = officer.post(NEW, hidden(draft) | {"issue": "yes"}).content.decode()

    assert "A pack is issued before the meeting. Enter today or a later day." in html
    assert not BoardPack.objects.exists()


def test_the_same_form_sent_twice_issues_once(officer: Client) -> None:
    draft = officer.post(NEW, said() | {"preview": "yes"})
    first, second = (officer.post(NEW, hidden(draft) | {"issue": "yes"}) for _ in range(2))

    assert first.url == second.url
    assert BoardPack.objects.count() == 1


def test_the_same_form_with_other_words_is_told_that_it_was_issued(officer: Client) -> None:
    typed = said()
    draft = officer.post(NEW, typed | {"preview": "yes"})
    officer.post(NEW, hidden(draft) | {"issue": "yes"})
    other = officer.post(NEW, typed | {"title": "Another title", "preview": "yes"})
    response = officer.post(NEW, hidden(other) | {"issue": "yes"})

    assert response.status_code == 409
    assert "This form was issued already as board pack 1." in response.content.decode()
    assert "Another title" in response.content.decode()


def test_what_changed_while_the_officer_looked_is_shown_again_and_not_issued(officer: Client) -> None:
    draft = officer.post(NEW, said() | {"preview": "yes"})
    Measure.objects.filter(name="Staff Sickness", perspective__scorecard__year__start="2011-04-01").update(
        name="Days lost to sickness"
    )
    response = officer.post(NEW, hidden(draft) | {"issue": "yes"})

    assert response.status_code == 409
    assert "changed while you looked, so nothing was issued" in response.content.decode()
    assert not BoardPack.objects.exists()
    assert officer.post(NEW, hidden(response) | {"issue": "yes"}).status_code == 302


def test_where_too_many_pdfs_are_in_hand_the_draft_says_so_and_loses_no_word(officer: Client) -> None:
    for number in range(OF_A_PERSON):
        assert officer.post(NEW, said(title=f"Draft {number}") | {"pdf": "yes"}).status_code == 302
    response = officer.post(NEW, said() | {"pdf": "yes"})

    assert response.status_code == 403
    assert f"You have {OF_A_PERSON} PDFs in hand." in response.content.decode()
    assert hidden(response)["purpose"] == "To inform."


def test_the_draft_can_be_had_as_a_pdf(officer: Client) -> None:
    draft = officer.post(NEW, said() | {"preview": "yes"})
    response = officer.post(NEW, hidden(draft) | {"pdf": "yes"})

    assert response.status_code == 302
    assert "/reports/drawings/" in response.url


@pytest.mark.parametrize(("email", "status"), [(SMT, 403), (AUDIT, 403), ("officer@merseyside.example", 404)])
def test_the_officer_alone_puts_one_together(sign_in: SignIn, derbyshire: Trust, email: str, status: int) -> None:
    assert sign_in(email).get(NEW).status_code == status
    assert sign_in(email).post(NEW, said() | {"preview": "yes"}).status_code == status


# What the body reads


def test_each_part_is_read_as_its_body_may_read_it(officer: Client, canary: None) -> None:
    for_smt, for_board = issue(officer, "smt"), issue(officer, "board")
    parts = {part["slug"]: part["data"] for part in for_smt.data["parts"]}

    assert parts["actions"]["review"] == "Jun-11"
    for pack in (for_smt, for_board):
        assert CANARY not in str(pack.data)
        assert "2.1" not in {
            row["reference"] for lot in pack.data["parts"][0]["data"]["lots"] for row in lot["actions"]
        }
        assert pack.sections == [1]


def test_the_audit_committee_reads_what_it_was_given_last(officer: Client) -> None:
    pack = issue(officer)
    actions = next(part["data"] for part in pack.data["parts"] if part["slug"] == "actions")

    assert actions["review"] == "Mar-11"
    assert pack.sections == [1, 2]


def test_section_2_stands_only_in_the_pack_of_a_body_that_reads_it(
    officer: Client, register: Register, canary: None, year: Year, derbyshire: Trust
) -> None:
    body = Body.objects.get(slug="audit-committee")
    Body.objects.filter(pk=body.pk).update(sections=[1])
    body.refresh_from_db()
    with tenancy.kept_context():
        reader = readers_of(User.objects.get(email=OFFICER), "derbyshire")[0]
        before = tenancy.inside()
        with board.as_body_reads(reader, body, year):
            seen = set(register.entries.values_list("section", flat=True))
        assert tenancy.inside() == before

    assert seen == {1}
    assert issue(officer).sections == [1]


def test_a_pack_without_risks_is_kept_for_whoever_reads_packs(officer: Client, sign_in: SignIn) -> None:
    pack = issue(officer, place_actions="", place_gaps="")

    assert (pack.sections, pack.register) == ([], None)
    assert sign_in(SMT).get(pack.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("role", ["", "director", "smt", "audit"])
def test_a_body_that_reads_section_2_alone_and_is_not_given_it_is_told_so_where_its_pack_is_put_together(
    officer: Client, register: Register, role: str
) -> None:
    Body.objects.filter(slug="board").update(sections=[2], role=role)
    Register.objects.filter(pk=register.pk).update(section_two_roles=["officer"])
    html = officer.post(NEW, said("board") | {"preview": "yes"}).content.decode()

    assert "The Board reads section 2 alone, and the register does not open that to it." in html
    assert "Leave out: action plan, gap sheet." in html
    assert "To inform." in html
    assert "DRAFT" not in html


@pytest.mark.parametrize("role", ["", "director", "smt"])
def test_a_body_that_reads_section_2_alone_is_not_told_of_section_1(
    officer: Client, register: Register, role: str
) -> None:
    Body.objects.filter(slug="board").update(sections=[2], role=role)
    Register.objects.filter(pk=register.pk).update(section_two_roles=["officer", "smt", "director"])
    html = officer.post(NEW, said("board") | {"preview": "yes"}).content.decode()

    assert "The Board reads section 2 alone, and these reports tell of section 1 too." in html
    assert issue(officer, "board", place_actions="", place_gaps="").sections == []


def test_the_officer_is_not_shown_the_section_2_that_the_register_keeps_from_officers(
    officer: Client, register: Register, canary: None
) -> None:
    Register.objects.filter(pk=register.pk).update(section_two_roles=["audit"])
    for button in ("preview", "pdf"):
        html = officer.post(NEW, said() | {button: "yes"}).content.decode()

        assert "This body reads section 2, which you may not read. Leave out: action plan, gap sheet." in html
        assert CANARY not in html
    assert not Drawing.objects.exists()


# Frozen


def test_its_file_is_drawn_in_its_turn_as_every_other_is(officer: Client) -> None:
    pack = issue(officer)
    [drawing] = Drawing.objects.all()
    waits = officer.get(pack.get_absolute_url()).content.decode()
    draw(drawing.trust, drawing.pk)
    drawing.refresh_from_db()

    assert (drawing.board_pack, drawing.pack, drawing.page) == (pack, None, None)
    assert "it waits for its turn" in waits
    assert (drawing.state, drawing.pages_done) == ("done", BoardPackFile.objects.get(pack=pack).pages)
    assert "Download the PDF" in officer.get(pack.get_absolute_url()).content.decode()


def test_where_drawing_it_failed_the_officer_is_told_why_and_asks_again(officer: Client, sign_in: SignIn) -> None:
    pack = issue(officer)
    Drawing.objects.update(state="failed", problem="It was too large.", ended_at=timezone.now())
    failed = officer.get(pack.get_absolute_url()).content.decode()
    officer.post(f"{pack.get_absolute_url()}draw/")
    again, first = Drawing.objects.order_by("-pk")
    draw_now(again)

    assert "The PDF could not be made" in failed
    assert "It was too large." in failed
    assert "Make the PDF again" in failed
    assert (again.board_pack, first.state) == (pack, "failed")
    assert BoardPackFile.objects.get(pack=pack).pages
    assert "It was too large." not in sign_in(AUDIT).get(pack.get_absolute_url()).content.decode()


def test_asked_for_by_whomever_it_is_in_hand_once(officer: Client) -> None:
    pack = issue(officer)
    for _ in range(2):
        officer.post(f"{pack.get_absolute_url()}draw/")

    assert Drawing.objects.count() == 1


def test_a_file_once_drawn_is_not_asked_for_again(officer: Client) -> None:
    pack = issue(officer)
    before = drawn(pack).sha256
    Drawing.objects.all().delete()
    officer.post(f"{pack.get_absolute_url()}draw/")

    assert not Drawing.objects.exists()
    assert BoardPackFile.objects.get(pack=pack).sha256 == before


# Its risks


def delete_past_django(entry: Entry) -> None:
    """As the database alone would."""
    Entry.objects.filter(pk=entry.pk)._raw_delete("default")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_risk_that_stood_only_in_a_board_pack_is_never_deleted(officer: Client, register: Register) -> None:
    later = register.reviews.filter(opened_on=None).latest("month")
    added = EntryFactory(register=register, section=1, reference="1.17", starts_at=later)
    other = EntryFactory(register=register, section=2, reference="2.8", starts_at=later)
    pack = issue(officer, "smt")

    with pytest.raises(ProtectedError, match="BoardPackedRisk"):
        added.delete()
    with pytest.raises(IntegrityError, match="reports_boardpackedrisk"), transaction.atomic():
        delete_past_django(added)
    assert pack.risks.filter(entry=added).exists()
    assert not pack.risks.filter(entry__section=2).exists()
    assert not other.board_packed.exists()


def test_a_board_pack_that_tells_of_no_risk_keeps_none(officer: Client) -> None:
    assert not issue(officer, place_actions="", place_gaps="").risks.exists()


def test_nobody_takes_a_risk_out_of_a_board_pack(officer: Client) -> None:
    pack = issue(officer)

    assert pack.risks.exists()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        pack.risks.all()._raw_delete("default")


def test_it_is_kept_with_who_to_whom_when_and_two_fingerprints(officer: Client) -> None:
    pack = issue(officer)
    file = drawn(pack)
    html = officer.get(pack.get_absolute_url()).content.decode()
    response = officer.get(f"{LIST}board/{pack.uuid}/{file.name}.pdf")

    assert (pack.number, pack.issued_on, str(pack.body)) == (1, datetime.date(2011, 6, 20), "Audit Committee")
    assert pack.fingerprint == fingerprint(pack.data)
    assert file.sha256 == hashlib.sha256(response.content).hexdigest()
    assert pack.fingerprint in html
    assert file.sha256 in html
    assert (
        response["Content-Disposition"] == 'attachment; filename="derbyshire-2011-12-board-pack-audit-committee-1.pdf"'
    )


def test_nothing_changes_what_was_issued(officer: Client) -> None:
    pack = issue(officer)
    officer.get(pack.get_absolute_url())
    before = bare(officer.get(pack.get_absolute_url()))
    Measure.objects.update(name="Another name")

    assert bare(officer.get(pack.get_absolute_url())) == before
    for row, name in ((pack, "title"), (drawn(pack), "name")):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**{name: "Another"})
        with connection.cursor() as cursor:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass", [row._meta.db_table])
            assert any(name.startswith("pgtrigger_append_only") for (name,) in cursor.fetchall())


def test_its_file_has_one_numbering_contents_with_pages_and_bookmarks_in_order(officer: Client) -> None:
    file = drawn(issue(officer))
    reader = PdfReader(BytesIO(bytes(file.content)))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    titles = [entry.title for entry in flat(reader.outline)]
    parts = [number for number, words in enumerate(pages, 1) if "Part " in words]

    assert all(f"Page {number} of {len(pages)}" in words for number, words in enumerate(pages[1:], 2))
    contents = re.findall(r"(Action plan|Scorecard|Gap sheet)[ .]*(\d+)", pages[1])
    assert contents == list(zip(["Action plan", "Scorecard", "Gap sheet"], map(str, parts), strict=True))
    assert titles[:2] == ["Quarter 1 performance", "Contents"]
    assert "DRAFT" not in "".join(pages)


def test_the_name_of_a_part_has_no_page_of_its_own(officer: Client) -> None:
    file = drawn(issue(officer, place_risks="1", place_actions="", place_scorecard="", place_gaps=""))
    third = PdfReader(BytesIO(bytes(file.content))).pages[2].extract_text()

    assert "Part 1: Risk report" in third
    assert "Risk register: Mar-11 review" in third


@pytest.mark.parametrize("marking", ["", "OFFICIAL-SENSITIVE"])
def test_its_file_keeps_to_pdf_ua_1_and_pdf_a_2a_and_bears_the_marking(
    officer: Client, derbyshire: Trust, marking: str
) -> None:
    Trust.objects.filter(pk=derbyshire.pk).update(marking=marking)
    file = drawn(issue(officer))

    assert faults_of(bytes(file.content)) == []
    assert all(marking in page.extract_text() for page in PdfReader(BytesIO(bytes(file.content))).pages)


def test_a_draft_says_so_on_every_page(officer: Client) -> None:
    draft = officer.post(NEW, said() | {"preview": "yes"})
    page = officer.get(officer.post(NEW, hidden(draft) | {"pdf": "yes"}).url)
    draw_now(page.context["drawing"])
    response = officer.get(f"{page.request['PATH_INFO']}{page.context['drawing'].name}.pdf")

    assert all("DRAFT as at 20 June 2011" in each.extract_text() for each in PdfReader(BytesIO(response.content)).pages)


# Taking it back


def test_a_pack_that_is_withdrawn_stays_and_the_next_takes_the_next_number(officer: Client) -> None:
    pack = issue(officer)
    address = f"{LIST}board/{pack.uuid}/withdraw/"

    assert "Say why the board pack is withdrawn." in officer.post(address, {"reason": " "}).content.decode()
    officer.post(address, {"reason": "Page 3 is missing."})
    again = [officer.post(address, {"reason": reason}) for reason in ("Page 3 is missing.", "Page 4 too.")]

    assert [one.status_code for one in again] == [302, 200]
    assert all(words in again[1].content.decode() for words in ("saying: Page 3 is missing.", "Page 4 too."))
    assert BoardPackWithdrawal.objects.get(pack=pack).reason == "Page 3 is missing."
    assert "Page 3 is missing." in officer.get(pack.get_absolute_url()).content.decode()
    assert "Withdrawn" in officer.get(LIST).content.decode()
    assert issue(officer).number == 2


@pytest.mark.parametrize("email", [AUDIT, AUDITOR])
def test_others_do_not_withdraw_it(officer: Client, sign_in: SignIn, email: str) -> None:
    pack = issue(officer)

    assert sign_in(email).post(f"{LIST}board/{pack.uuid}/withdraw/", {"reason": "No."}).status_code == 403


# Who reads it


@pytest.mark.parametrize(
    ("email", "of_smt", "of_audit", "of_board"),
    [
        (OFFICER, 200, 200, 200),
        (AUDIT, 404, 200, 404),
        (AUDITOR, 200, 200, 200),
        (SMT, 200, 404, 200),
        (OWNER, 200, 404, 200),
        ("officer@merseyside.example", 404, 404, 404),
    ],
)
def test_who_may_read_which(
    officer: Client, sign_in: SignIn, email: str, of_smt: int, of_audit: int, of_board: int
) -> None:
    packs = [issue(officer, body) for body in ("smt", "audit-committee", "board")]
    files = [drawn(pack) for pack in packs]
    client = sign_in(email)

    assert [client.get(pack.get_absolute_url()).status_code for pack in packs] == [of_smt, of_audit, of_board]
    for pack, file, status in zip(packs, files, [of_smt, of_audit, of_board], strict=True):
        assert client.get(f"{LIST}board/{pack.uuid}/{file.name}.pdf").status_code == status
        if email != "officer@merseyside.example":
            assert (str(pack.uuid) in client.get(LIST).content.decode()) == (status == 200)


def test_the_database_itself_hides_section_2(officer: Client, derbyshire: Trust) -> None:
    pack = issue(officer)
    drawn(pack)

    with tenancy.kept_context():
        readers_of(User.objects.get(email=SMT), "derbyshire")
        assert not BoardPack.objects.exists()
        assert not BoardPackFile.objects.exists()
    with tenancy.kept_context():
        readers_of(User.objects.get(email=AUDIT), "derbyshire")
        assert BoardPackFile.objects.count() == 1


def test_the_list_asks_no_more_for_many_packs(officer: Client, count_queries: Any) -> None:
    def asked() -> int:
        officer.get(LIST)
        with count_queries() as counted:
            officer.get(LIST)
        return len(counted())

    drawn(issue(officer))
    few = asked()
    for _ in range(4):
        issue(officer, "smt")

    assert asked() == few


def test_a_pack_is_of_one_moment(fresh_database: str) -> None:
    """A writer on another connection changes the scorecard between two parts; the pack says nothing of it."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
        user = User.objects.get(email=OFFICER)
    client = Client()
    client.force_login(user)

    def write_elsewhere() -> None:
        try:
            with tenancy.trust(trust):
                Measure.objects.filter(name="Staff Sickness").update(name="Written meanwhile")
        finally:
            connection.close()

    class Writer:
        """Lets the other write once, when the database was told whose reading begins."""

        done = False

        def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            found = execute(sql, params, many, context)
            if not self.done and "app.roles" in (params or ()):
                self.done = True
                hand = threading.Thread(target=write_elsewhere)
                hand.start()
                hand.join()
            return found

    writer = Writer()
    with tenancy.trust(trust):
        typed = said()
    with connection.execute_wrapper(writer):
        first = client.post(NEW, typed | {"preview": "yes"}).content.decode()

    assert writer.done
    assert "Staff Sickness" in first
    assert "Written meanwhile" not in first
    assert "Written meanwhile" in client.post(NEW, typed | {"preview": "yes"}).content.decode()
