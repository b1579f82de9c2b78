"""What an issued pack says, what it is measured against, and what never gets into one."""

import datetime
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from page import validate_pdf_bytes
from pypdf import PdfReader

from probation_planning.history.snapshots import fingerprint
from probation_planning.organisation.models import Body, Draft, Owner, Trust
from probation_planning.reports.files import draw_file
from probation_planning.reports.issue import Accepted
from probation_planning.reports.models import Pack
from probation_planning.reports.packs import as_html, draw
from risks.models import (
    Acceptance,
    Action,
    Appetite,
    Assessment,
    AssessmentKind,
    BandKey,
    Category,
    Control,
    Entry,
    Question,
    Register,
    Review,
    Target,
    WorkingNote,
)
from tests.reports.cycle import issue
from tests.risks import cycle
from tests.risks.test_things import write

SignIn = Callable[[str], Client]
AGREED = AssessmentKind.AGREED


@pytest.fixture
def september(register: Register) -> Review:
    """Sep-11, opened too."""
    review = register.reviews.get(slug="sep-11")
    review.opened_on = cycle.day()
    review.save()
    return review


@pytest.fixture
def entry(register: Register) -> Entry:
    """Risk 1.4, Red 16 at Mar-11."""
    return register.entries.get(reference="1.4")


def row_of(pack: Pack, reference: str) -> dict[str, Any]:
    """The line of one risk."""
    rows = (row for section in pack.data["sections"] for row in section["rows"])
    found: dict[str, Any] = next(row for row in rows if row["reference"] == reference)
    return found


def references(pack: Pack) -> list[str]:
    """All that stand in it, as printed."""
    return [row["reference"] for section in pack.data["sections"] for row in section["rows"]]


def changes(pack: Pack) -> dict[str, list[str]]:
    """What changed, heading by heading."""
    return {one["words"]: one["references"] for one in pack.data["changes"]}


def printed(pack: Pack) -> str:
    """The pack in every shape: its data, the page that its PDF is drawn from, and the PDF's text."""
    paper = draw(pack.data, pack.fingerprint)
    pages = " ".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages)
    return str(pack.data) + as_html(pack.data, pack.fingerprint) + " ".join(pages.split())


def test_a_pack_prints_each_risk_as_it_stands(june: Review, entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(
        cause="The lease ends",
        event="No site",
        effect="Nowhere to work",
        shared_with="The Council",
        proximity="3",
        inherent_likelihood=5,
        inherent_impact=5,
    )
    cycle.propose(entry, june, likelihood=5, impact=4, comments="It got worse.", proposed_actions="Meet the landlord.")
    row = row_of(issue(june), "1.4")

    for name, value in {
        "cause": "The lease ends",
        "inherent": "5 × 5 = 25",
        "proximity": "Within 3 months",
        "shared_with": "The Council",
        "score": 20,
        "band": "red",
        "comments": "It got worse.",
        "proposed_actions": "Meet the landlord.",
        "owner": "Chief Executive",
        "response": "Treat",
        "change": "higher",
        "before": {"review": "Mar-11", "score": 16, "band": "red", "likelihood": 4, "impact": 4},
    }.items():
        assert row[name] == value, name


def test_change_is_measured_against_the_bodys_own_last_pack(june: Review, september: Review, entry: Entry) -> None:
    cycle.skip(june)
    cycle.propose(entry, september, likelihood=5, impact=5)
    cycle.skip(september)
    issue(june, cycle.AUDIT)
    board = issue(september, cycle.BOARD) if cycle.skip(june, cycle.BOARD) else None
    committee = issue(september, cycle.AUDIT)

    assert board is not None
    assert (board.data["previous"], row_of(board, "1.4")["change"], changes(board)) == (None, "", {})
    assert committee.data["previous"]["review"] == "Jun-11"
    assert row_of(committee, "1.4")["change"] == "no earlier rating"


def test_a_review_that_skipped_the_body_is_no_column_for_it(june: Review, september: Review, entry: Entry) -> None:
    cycle.propose(entry, june, likelihood=5, impact=5)
    cycle.skip(june, reason="The meeting was cancelled.")
    cycle.propose(entry, september, likelihood=5, impact=5)
    pack = issue(september)

    assert pack.data["previous"]["review"] == "Mar-11"
    assert (row_of(pack, "1.4")["change"], row_of(pack, "1.4")["before"]["score"]) == ("higher", 16)
    assert {
        "words": "Jun-11 was not given to the Senior Management Team",
        "day": None,
        "reason": "The meeting was cancelled.",
    } in pack.data["lines"]


def test_withdrawn_papers_are_no_measure(june: Review, september: Review, entry: Entry) -> None:
    cycle.propose(entry, june, likelihood=5, impact=5)
    issue(june)
    cycle.withdraw(june)
    cycle.skip(june)

    assert issue(september).data["previous"]["review"] == "Mar-11"


def test_an_issue_after_a_withdrawal_says_what_it_replaces(june: Review) -> None:
    first = issue(june)
    cycle.withdraw(june, reason="Page 3 is missing.")
    second = issue(june)

    assert (first.number, second.number) == (1, 2)
    assert second.data["lines"][0]["reason"] == "Page 3 is missing."
    assert second.data["lines"][0]["words"] == "Replaces the papers withdrawn on 20 June 2011"


def test_two_reviews_in_flight_do_not_mix(june: Review, september: Review, entry: Entry) -> None:
    cycle.propose(entry, june, likelihood=4, impact=5, comments="As of June.")
    cycle.skip(june)
    cycle.propose(entry, september, likelihood=5, impact=5, comments="Canary of September.")
    pack = issue(june, cycle.AUDIT)

    assert (pack.data["review"], row_of(pack, "1.4")["score"]) == ("Jun-11", 20)
    assert "Canary of September." not in printed(pack)
    assert Review.objects.get(pk=september.pk).phase(1) == "open"


def test_the_committee_reads_what_smt_decided_and_what_was_proposed(june: Review, entry: Entry) -> None:
    cycle.propose(entry, june, likelihood=5, impact=5)
    issue(june)
    decision = cycle.decide(entry, june, "changed", likelihood=5, impact=4, minute="Not quite Black.")
    cycle.said_of(entry, june, AGREED, decision=decision, likelihood=5, impact=4)
    cycle.agree_rest(june)
    cycle.hold(june, minute_reference="SMT 7")
    pack = issue(june, cycle.AUDIT)

    assert row_of(pack, "1.4")["decision"] == {
        "outcome": "Changed",
        "minute": "Not quite Black.",
        "proposed_score": 25,
        "proposed_band": "black",
    }
    assert row_of(pack, "1.4")["score"] == 20
    assert {
        "words": "Agreed by the Senior Management Team",
        "day": "2011-06-20",
        "reason": "Minute SMT 7",
    } in pack.data["lines"]


def test_a_decision_taken_back_leaves_no_word(june: Review, entry: Entry) -> None:
    issue(june)
    cycle.decide(entry, june, "deferred", minute="Canary of the meeting.")
    cycle.decide(entry, june, "cleared", minute="")
    cycle.agree_rest(june)
    cycle.hold(june)

    assert "Canary of the meeting." not in printed(issue(june, cycle.AUDIT))


def test_what_is_done_about_a_risk_stands_beside_it(june: Review, entry: Entry, register: Register) -> None:
    owner = Owner.objects.get(name="Director of Interventions")
    first = write(Action, entry, owner=owner, text="Call the agent")
    write(Action, entry, owner=owner, number=first.number, state="done", said="Called", text="Call the agent")
    write(Action, entry, owner=owner, due_on=datetime.date(2011, 6, 19))
    write(Control, entry, kind="preventive", line=2, assured_by="Internal audit")
    write(Acceptance, entry, accepted_by=owner)
    write(Target, entry)
    write(Question, entry, body=Body.objects.get(slug=cycle.SMT), text="Why is it late?")
    write(Question, entry, body=Body.objects.get(slug=cycle.AUDIT), text="Canary of another body")
    category = Category.objects.filter(entries__entry=entry).first()
    Appetite.objects.create(
        register=register, category=category, level="averse", tolerated=6, approved_by="Board", approved_on=cycle.day()
    )
    cycle.propose(entry, june, likelihood=4, impact=4, nothing_more="No site is to be had.")
    pack = issue(june)
    row = row_of(pack, "1.4")

    assert [(one["text"], one["state"], one["overdue"]) for one in row["actions"]] == [
        ("Call the agent", "Done", False),
        ("Sign the lease", "Open", True),
    ]
    assert (row["controls"][0]["line"], row["acceptances"][0]["lapsed"]) == ("Second: oversight", False)
    assert (row["target"]["score"], row["target"]["band"], row["sat"], row["tolerated"]) == (4, "green", 2, 6)
    assert row["nothing_more"] == "No site is to be had."
    assert [one["text"] for one in row["questions"]] == ["Why is it late?"]
    said = printed(pack)
    for phrase in (
        "Call the agent",
        "Action 2, overdue",
        "Control 1",
        "Accepted",
        "Target:",
        "Can nothing more be done?",
    ):
        assert phrase in said, phrase
    assert "Canary of another body" not in said
    assert "An action is overdue." in next(one["says"] for one in pack.data["attention"] if one["reference"] == "1.4")


def test_a_correction_is_told_in_every_later_pack(june: Review, march: Review, september: Review, entry: Entry) -> None:
    wrong = Assessment.objects.get(entry=entry, review=march)
    cycle.said_of(entry, march, AssessmentKind.CORRECTION, corrects=wrong, likelihood=3, impact=3, reason="Misread.")
    packs = [issue(june)]
    cycle.agree_rest(june)
    cycle.hold(june)
    packs.append(issue(september))

    for pack in packs:
        assert [(one["was_score"], one["score"], one["seen"]) for one in row_of(pack, "1.4")["corrected"]] == [
            (16, 9, True)
        ]
    assert "Changed since the committee saw it" in printed(packs[1])


def test_papers_that_were_withdrawn_were_seen_all_the_same(june: Review, entry: Entry) -> None:
    wrong = cycle.propose(entry, june, likelihood=4, impact=4)
    cycle.skip(june)
    issue(june, cycle.AUDIT)
    cycle.withdraw(june, cycle.AUDIT)
    cycle.said_of(entry, june, AssessmentKind.CORRECTION, corrects=wrong, likelihood=3, impact=3, reason="Misread.")
    pack = issue(june, cycle.AUDIT)

    assert [(one["was_score"], one["score"], one["seen"]) for one in row_of(pack, "1.4")["corrected"]] == [
        (16, 9, True)
    ]


def test_what_the_body_was_given_never_changes(june: Review, march: Review, entry: Entry) -> None:
    before = {pack.pk: (pack.data, pack.fingerprint) for pack in Pack.objects.all()}
    first = issue(june)
    before[first.pk] = (first.data, first.fingerprint)
    cycle.withdraw(june)
    wrong = Assessment.objects.get(entry=entry, review=march)
    cycle.said_of(entry, march, AssessmentKind.CORRECTION, corrects=wrong, likelihood=3, impact=3)
    Entry.objects.filter(pk=entry.pk).update(title="Another title")
    issue(june)

    for pack in Pack.objects.filter(pk__in=before):
        assert (pack.data, pack.fingerprint) == before[pack.pk]
        assert pack.fingerprint == fingerprint(pack.data)


def test_packs_from_paper_keep_their_shape(derbyshire: Trust) -> None:
    assert {pack.data["version"] for pack in Pack.objects.all()} == {1}


def test_new_closed_and_moved_risks_are_told(june: Review, register: Register) -> None:
    cycle.close(register.entries.get(reference="1.1"), reason="The lease is signed.")
    cycle.move(register.entries.get(reference="1.2"), "2.5")
    smt = issue(june)
    cycle.agree_rest(june)
    cycle.hold(june)
    committee = issue(june, cycle.AUDIT)

    assert "1.1" not in references(smt)
    assert changes(smt)["Closed"] == ["1.1"]
    assert changes(smt)["No longer in their section"] == ["1.2"]
    assert {(one["reference"], one["says"], one["reason"]) for one in smt.data["sections"][0]["gone"]} == {
        ("1.1", "Closed", "The lease is signed."),
        ("1.2", "No longer a key risk", ""),
    }
    assert "2.5" in references(committee)
    assert "2.5" not in printed(smt).replace("12.5", "")


def test_a_closed_risk_is_told_once(june: Review, september: Review, register: Register) -> None:
    cycle.close(register.entries.get(reference="1.1"), reason="The lease is signed.")
    first = issue(june)
    cycle.agree_rest(june)
    cycle.hold(june)
    second = issue(september)

    assert changes(first)["Closed"] == ["1.1"]
    assert "Closed" not in changes(second)
    assert second.data["sections"][0]["gone"] == []


def told(pack: Pack, name: str) -> dict[str, dict[str, Any]]:
    """Risks of section 1 that are told of and not printed, by reference."""
    return {one["reference"]: one for one in pack.data["sections"][0][name]}


def test_an_open_question_and_a_correction_outlast_the_risk(
    june: Review, march: Review, september: Review, register: Register
) -> None:
    smt = Body.objects.get(slug=cycle.SMT)
    closed, moved, settled = (register.entries.get(reference=one) for one in ("1.1", "1.2", "1.3"))
    for entry in (closed, moved):
        write(Question, entry, body=smt, text=f"What of {entry.reference}?")
        wrong = Assessment.objects.get(entry=entry, review=march)
        cycle.said_of(entry, march, AssessmentKind.CORRECTION, corrects=wrong, likelihood=1, impact=2)
    asked = write(Question, settled, body=smt, text="What of this?")
    cycle.close(closed)
    cycle.close(settled)
    cycle.move(moved, "2.5")
    first = issue(june)
    cycle.agree_rest(june)
    cycle.hold(june)
    write(Question, settled, body=smt, number=asked.number, state="closed", text="What of this?", reason="Told.")
    second = issue(september)

    assert [one["text"] for one in told(first, "gone")["1.3"]["questions"]] == ["What of this?"]
    for line in (told(first, "gone"), told(second, "still")):
        for reference in ("1.1", "1.2"):
            assert [one["text"] for one in line[reference]["questions"]] == [f"What of {reference}?"]
            assert [(one["score"], one["seen"]) for one in line[reference]["corrected"]] == [(2, True)]
    assert set(told(second, "still")) == {"1.1", "1.2"}
    said = printed(second)
    for phrase in ("Gone before: Risk 1.1", "What of 1.2?", "Changed since the committee saw it"):
        assert phrase in said, phrase
    assert "2.5" not in said.replace("12.5", "")


def test_owners_named_after_the_ratings_were_closed_are_told_apart(june: Review, register: Register) -> None:
    nobodys = register.entries.get(reference="1.12")
    cycle.skip(june)
    nobodys.owners.create(owner=Owner.objects.get(name="Chief Executive"))
    row = row_of(issue(june, cycle.AUDIT), "1.12")

    assert (row["owner"], row["since"]) == ("", ["Its owner is now Chief Executive."])


def test_both_bandings_are_shown_once_where_a_key_starts(
    june: Review, september: Review, register: Register, entry: Entry
) -> None:
    BandKey.objects.create(
        register=register,
        starts_at=september,
        amber_from=6,
        red_from=18,
        black_from=21,
        approved_by="Board",
        approved_on=cycle.day(),
    )
    cycle.skip(june)
    cycle.propose(entry, september, likelihood=4, impact=4)
    pack = issue(september)

    assert (row_of(pack, "1.4")["band"], row_of(pack, "1.4")["former_band"]) == ("amber", "red")
    assert [one["lowest"] for one in pack.data["former_key"]] == [1, 6, 15, 21]
    assert "Scores by the key before Sep-11" in printed(pack)
    assert issue(june, cycle.AUDIT).data["former_key"] == []


# What never gets into a pack


@pytest.fixture
def canaries(register: Register, june: Review) -> None:
    """Words of section 2, of working notes and of drafts, that stand nowhere else."""
    for hidden in register.entries.filter(section=2):
        Entry.objects.filter(pk=hidden.pk).update(title="Canary title", cause="Canary cause")
        cycle.propose(hidden, june, comments="Canary comment", likelihood=5, impact=5)
        write(Action, hidden, text="Canary action", owner=None)
        write(Control, hidden, text="Canary control")
        write(Question, hidden, text="Canary question", body=Body.objects.get(slug=cycle.SMT))
        write(WorkingNote, hidden, text="Canary note")
    key = register.entries.get(reference="1.4")
    write(WorkingNote, key, text="Canary note")
    with cycle.at_work(cycle.OFFICER):
        Draft.objects.create(user=cycle.officer(), address="/x/", fields={"comments": ["Canary draft"]})
    cycle.skip(june, cycle.AUDIT, reason="Canary reason")


@pytest.mark.parametrize("body", [cycle.SMT, cycle.BOARD])
def test_a_pack_of_section_1_holds_no_trace_of_section_2(canaries: None, june: Review, body: str) -> None:
    if body == cycle.BOARD:
        cycle.skip(june)
    said = printed(issue(june, body))

    assert "Canary" not in said
    for trace in ("Residual", "2.1", "2.2", "19 risks", "25 Black", "Audit Committee"):
        assert trace not in said, trace
    assert "15 risks" in said


def test_nor_does_its_draft_or_its_gate(canaries: None, june: Review, sign_in: SignIn) -> None:
    client = sign_in(cycle.OFFICER)

    for rest in ("", "draft/"):
        html = client.get(f"/derbyshire/2011-12/risks/reviews/jun-11/issue/smt/{rest}").content.decode()
        assert "Canary" not in html
        assert "Residual" not in html


def test_no_pack_holds_a_working_note_or_a_draft(canaries: None, june: Review) -> None:
    cycle.skip(june)
    cycle.resume(june, cycle.AUDIT)
    said = printed(issue(june, cycle.AUDIT))

    assert "Canary title" in said
    assert "Canary action" in said
    for trace in ("Canary note", "Canary draft", "Canary question", "Canary reason"):
        assert trace not in said, trace


def test_what_went_on_in_section_2_before_a_risk_came_is_not_told(june: Review, register: Register) -> None:
    hidden = register.entries.get(reference="2.1")
    write(Action, hidden, text="Canary action", owner=None)
    cycle.propose(hidden, june, comments="Canary comment")
    cycle.move(hidden, "1.16")
    pack = issue(june)
    row = row_of(pack, "1.16")

    assert "Canary" not in printed(pack)
    assert (row["change"], row["before"], row["score"], row["actions"]) == ("new", None, None, [])


# On paper and on screen


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_paper_keeps_to_both_profiles_and_lists_every_exception_on_page_1(
    june: Review, entry: Entry, register: Register, profile: str
) -> None:
    owner = Owner.objects.get(name="Director of Interventions")
    cycle.propose(entry, june, likelihood=5, impact=5, comments="It got worse. " * 30)
    write(Action, entry, owner=owner)
    write(Target, entry)
    pack = issue(june)
    draw_file(register.trust, pack)
    content = bytes(Pack.objects.get(pk=pack.pk).file.content)
    first = " ".join(PdfReader(BytesIO(content)).pages[0].extract_text().split())

    assert "Issued with exceptions" in first
    assert "Issued with exceptions, accepted by Chief Executive" in first
    assert "Why they were accepted: Ratings come in late this quarter." in first
    assert "No owner: 1.12" in first
    assert pack.fingerprint in first
    assert [failure.message for failure in validate_pdf_bytes(content, profile=profile).failures] == []


def test_a_reason_of_any_length_leaves_the_exceptions_and_the_fingerprint_on_page_1(june: Review) -> None:
    pack = issue(june, exceptions=Accepted("The ratings come in late. " * 150, "Chief Executive"))
    pages = PdfReader(BytesIO(draw(pack.data, pack.fingerprint).content)).pages
    first = " ".join(pages[0].extract_text().split())

    for phrase in ("No owner: 1.12", "No response: 1.12, 1.13", "Red or Black without", pack.fingerprint):
        assert phrase in first, phrase


def test_drawing_it_twice_gives_the_same_bytes(june: Review) -> None:
    pack = issue(june)

    assert draw(pack.data, pack.fingerprint).content == draw(pack.data, pack.fingerprint).content


def test_a_file_once_drawn_stays(june: Review, derbyshire: Trust) -> None:
    pack = issue(june)
    draw_file(derbyshire, pack)
    before = Pack.objects.get(pk=pack.pk).file.sha256
    draw_file(derbyshire, pack)

    assert Pack.objects.get(pk=pack.pk).file.sha256 == before
