"""Page 1 of an issued pack: what it is for, what changed and needs attention in numbers, and that these are true."""

import contextlib
import datetime
import hashlib
import json
import threading
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from page import validate_pdf_bytes
from pypdf import PdfReader

from probation_planning.history.snapshots import fingerprint
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Body, Owner, Trust, User
from probation_planning.organisation.readers import readers_of
from probation_planning.reports.given.reading import Cover
from probation_planning.reports.issue import GateMoved
from probation_planning.reports.models import Pack
from probation_planning.reports.packs import as_html, draw, shown
from risks.models import (
    Acceptance,
    Action,
    Appetite,
    Assessment,
    AssessmentKind,
    Category,
    Control,
    Entry,
    Question,
    Register,
    Review,
)
from risks.services.assessing import assess
from tests.reports.cycle import draw_now, issue, wait_for_drawing
from tests.reports.test_given import canaries, row_of
from tests.reports.test_issue import EXCEPTIONS, PAGE, issue_now, sent
from tests.reports.test_pdf import elements, flat
from tests.risks import cycle
from tests.risks.test_things import write

__all__ = ["canaries"]

SignIn = Callable[[str], Client]
KEPT = Path(__file__).parent / "kept" / "pack-version-2.json"
DRAFT = "/derbyshire/2011-12/risks/reviews/jun-11/issue/smt/draft/"


def tallies(data: dict[str, Any]) -> dict[str, tuple[int, list[str]]]:
    """Every line of page 1, by its words."""
    return {one["words"]: (one["count"], one["references"]) for one in (*data["changed"], *data["needs"])}


def rows_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Every risk inside."""
    return [row for section in data["sections"] for row in section["rows"]]


def cross_foot(data: dict[str, Any]) -> None:
    """Every number of page 1 against the rows inside."""
    rows = rows_of(data)
    gone = [one for section in data["sections"] for one in section["gone"]]
    told = [*rows, *gone, *(one for section in data["sections"] for one in (*section["come"], *section["still"]))]
    expected = {
        "Red or Black, and not moving": [row["reference"] for row in rows if row["sat"] > 1],
        "Outside appetite": [
            row["reference"] for row in rows if row["score"] and row["score"] > (row["tolerated"] or 25)
        ],
        "Actions overdue": [row["reference"] for row in rows for action in row["actions"] if action["overdue"]],
        "Acceptances lapsed": [row["reference"] for row in rows for one in row["acceptances"] if one["lapsed"]],
        "Questions open": [row["reference"] for row in told for _ in row["questions"]],
        "Exceptions": [row["reference"] for row in rows for _ in row["missing"]],
    }
    if data["previous"]:
        moved = {"New": "new", "Risk higher ↑": "higher", "Risk lower ↓": "lower"}
        expected |= {
            words: [row["reference"] for row in rows if row["change"] == change] for words, change in moved.items()
        }
        expected["Closed"] = [one["reference"] for one in gone if one["says"] == "Closed"]
        expected["Band crossed"] = [
            row["reference"] for row in rows if row["before"] and row["band"] not in {"", row["before"]["band"]}
        ]
    found = tallies(data)
    for words, references in expected.items():
        assert found[words] == (len(references), list(dict.fromkeys(references))), words
    on_map = [one["reference"] for line in data["heat"]["rows"] for cell in line for one in cell["risks"]]
    beside = [one["reference"] for place in data["heat"]["beside"] for one in place["risks"]]
    everywhere = [*on_map, *beside, *data["heat"]["unrated"]]
    assert sorted(everywhere) == sorted(row["reference"] for row in rows)
    assert len(rows) == data["total"] == sum(one["count"] for one in data["counts"])


@pytest.fixture
def busy(register: Register, june: Review) -> None:
    """Something of every kind at Jun-11."""
    entries = {entry.reference: entry for entry in register.entries.all()}
    cycle.propose(entries["1.4"], june, likelihood=4, impact=4)
    cycle.propose(entries["1.5"], june, likelihood=5, impact=5, reason="It happened.")
    cycle.propose(entries["1.1"], june, likelihood=1, impact=2, reason="It is over.")
    chief = Owner.objects.get(name="Chief Executive")
    yesterday = cycle.day() - datetime.timedelta(days=1)
    write(Action, entries["1.4"], text="Find a site", owner=chief, due_on=yesterday)
    write(Action, entries["1.4"], text="Sign for it", owner=chief, due_on=yesterday)
    write(Control, entries["1.5"], text="A weekly look")
    write(Question, entries["1.5"], body=Body.objects.get(slug="smt"), text="Why so late?")
    write(Acceptance, entries["1.5"], accepted_by=chief, dated=yesterday, until=yesterday)
    category = Category.objects.get(name=row_category(entries["1.5"]))
    Appetite.objects.create(
        register=register,
        category=category,
        level=Appetite.Level.values[0],
        tolerated=4,
        approved_by="The Board",
        approved_on=cycle.day(),
    )


def row_category(entry: Entry) -> str:
    """The first category of a risk."""
    return entry.categories.select_related("category")[0].category.name


def test_every_number_of_page_1_is_that_of_the_rows_inside(busy: None, june: Review) -> None:
    data = issue(june).data
    found = tallies(data)

    cross_foot(data)
    assert found["Actions overdue"] == (2, ["1.4"])
    assert found["Acceptances lapsed"] == (1, ["1.5"])
    assert found["Questions open"] == (1, ["1.5"])
    assert "1.4" in found["Red or Black, and not moving"][1]
    assert "1.5" in found["Outside appetite"][1]
    assert found["Risk lower ↓"][1] == ["1.1"]
    assert "1.5" in found["Risk higher ↑"][1]


def test_page_1_says_what_the_papers_are_for(busy: None, june: Review, derbyshire: Trust) -> None:
    Trust.objects.filter(pk=derbyshire.pk).update(marking="OFFICIAL")
    pack = issue(june, cover=Cover("Head of Estates", "To agree what is done next.", "approve"))
    reader = PdfReader(BytesIO(draw(pack.data, pack.fingerprint).content))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]

    for words in (
        "Head of Estates",
        "To agree what is done next.",
        "The Senior Management Team is asked to approve these papers.",
        "5 July 2011",
        "Changed since the Mar-11 pack of 5 April 2011",
        "What needs attention",
        pack.fingerprint,
    ):
        assert words in pages[0], words
    assert [number for number, page in enumerate(pages) if "OFFICIAL" not in page] == []


def test_worst_first_is_the_order_that_was_chosen(busy: None, june: Review) -> None:
    data = issue(june, cover=Cover("X", "Y", "note", "worst")).data
    scores = [row["score"] or 0 for row in data["sections"][0]["rows"] if row["score"]]

    assert scores == sorted(scores, reverse=True)
    assert rows_of(data)[0]["reference"] == "1.5"


def test_the_heat_map_says_where_each_risk_came_from(busy: None, june: Review) -> None:
    heat = issue(june).data["heat"]
    came = {one["reference"]: one["came"] for line in heat["rows"] for cell in line for one in cell["risks"]}

    assert came["1.4"] == ""
    assert came["1.5"].startswith("higher, was ")
    assert came["1.1"].startswith("lower, was ")
    assert "1.2" in heat["unrated"]


def test_a_red_or_black_risk_has_a_block_with_its_history(busy: None, june: Review) -> None:
    pack = issue(june)
    blocks = shown(pack.data)["blocks"]

    assert [row["reference"] for row in blocks] == ["1.5", "1.4"]
    assert [(one["review"], one["score"]) for one in blocks[1]["history"]] == [("Mar-11", 16), ("Jun-11", 16)]
    assert row_of(pack, "1.1")["history"] == []


def test_a_section_1_pack_tells_no_rating_that_was_given_in_section_2(june: Review, register: Register) -> None:
    entry = register.entries.get(reference="2.1")
    cycle.move(entry, "1.99")
    cycle.propose(register.entries.get(pk=entry.pk), june, likelihood=5, impact=5, reason="It came up.")
    row = row_of(issue(june), "1.99")

    assert (row["change"], row["before"]) == ("new", None)
    assert [one["review"] for one in row["history"]] == ["Jun-11"]


def test_whatever_section_2_holds_smts_pack_is_the_same_to_the_letter(
    june: Review, register: Register, request: pytest.FixtureRequest
) -> None:
    with transaction.atomic():
        before = issue(june).data
        transaction.set_rollback(True)
    request.getfixturevalue("canaries")
    # What is drawn is made of these data alone: pages, bookmarks and all.
    after = issue(june).data

    assert after == before
    assert "Canary" not in as_html(after, fingerprint(after))


def test_the_committee_reads_what_changed_since_smt_agreed(june: Review, register: Register) -> None:
    entry = register.entries.get(reference="1.4")
    cycle.propose(entry, june, likelihood=4, impact=4)
    issue(june)
    cycle.agree_rest(june)
    cycle.hold(june)
    was = Assessment.objects.filter(entry=entry, review=june).latest("sequence")
    cycle.said_of(entry, june, AssessmentKind.CORRECTION, corrects=was, likelihood=4, impact=3, reason="Wrongly typed.")
    write(Action, entry, text="Sign the lease", owner=Owner.objects.get(name="Chief Executive"))
    pack = issue(june, cycle.AUDIT)
    [told] = [one for one in pack.data["agreed"]["since"] if one["reference"] == "1.4"]

    assert pack.data["agreed"]["body"] == "Senior Management Team"
    assert "Jun-11 corrected to 12 Amber, was 16 Red" in told["says"][0]
    assert told["says"][-1].startswith("Action 1 new: Sign the lease")
    count, references = tallies(pack.data)["Changed since the Senior Management Team agreed"]
    assert (count, references) == (len(pack.data["agreed"]["since"]), ["1.4"])
    assert "Since the Senior Management Team agreed this" in as_html(pack.data, pack.fingerprint)


def test_packs_of_version_2_are_drawn_as_they_were() -> None:
    data = json.loads(KEPT.read_text(encoding="utf-8"))
    html = as_html(data, fingerprint(data))

    assert fingerprint(data) == "3d67a8b80a4dfd4db7e193871a025881715b3af69f353004779ba226145f0067"
    assert hashlib.sha256(html.encode()).hexdigest() == (
        "cddb8e608a266fb3c129c78dcc5801fc92d08ffc62a64f89611e4ec2d265957b"
    )


def test_the_paper_keeps_to_both_profiles_with_heads_in_order(busy: None, june: Review) -> None:
    pack = issue(june)
    content = draw(pack.data, pack.fingerprint).content
    reader = PdfReader(BytesIO(content))
    tags = list(elements(reader.root_object["/StructTreeRoot"]["/K"]))

    for profile in ("ua1", "2a"):
        assert [failure.message for failure in validate_pdf_bytes(content, profile=profile).failures] == []
    assert [entry.title for entry in flat(reader.outline)] == [
        "Risk register: Jun-11 review",
        "What changed, and what needs attention",
        "For attention",
        "Where the risks stand",
        "1. Key Risks 2011/12",
        "Red and Black risks",
        "Scales and key",
        "What the words mean",
    ]
    heads = [tag["/A"]["/Scope"] for tag in tags if tag["/S"] == "/TH"]
    assert set(heads) == {"/Column", "/Row"}
    assert list(reader.attachments) == []


def test_without_colour_every_band_is_a_word(busy: None, june: Review) -> None:
    pack = issue(june)
    text = " ".join(
        " ".join(page.extract_text().split()) for page in PdfReader(BytesIO(draw(pack.data, "0").content)).pages
    )

    assert "25 Black" in text
    assert "16 Red" in text
    assert "Black 1.5 (higher, was" in text
    assert "Red 1.4" in text


def test_texts_of_any_length_and_letters_lose_nothing(busy: None, june: Review) -> None:
    data = issue(june).data
    said = [f"word{number:04}" for number in range(1100)]
    row = next(row for row in rows_of(data) if row["reference"] == "1.5")
    row["cause"] = " ".join(said)
    row["controls"][0]["text"] = "w" * 10_000
    row["effect"] = "Tŷ Llanfair ŵ ŷ"
    paper = draw(data, "0" * 64)
    pages = [page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages]
    together = " ".join(pages)

    assert [word for word in said if word not in together] == []
    assert together.count("w") >= 10_000 + len(said)
    assert "Tŷ Llanfair ŵ ŷ" in together
    assert sum("Action plan or acceptance" in " ".join(page.split()) for page in pages) > 2, "heads are not repeated"
    assert [failure.message for failure in validate_pdf_bytes(paper.content, profile="ua1").failures] == []


def test_letters_of_every_script_are_drawn_and_stay_readable_to_machines(busy: None, june: Review) -> None:
    data = issue(june).data
    row = next(row for row in rows_of(data) if row["reference"] == "1.5")
    row["title"] = "Tŷ Llanfair שלום"
    content = draw(data, "0" * 64).content

    for profile in ("ua1", "2a"):
        assert [failure.message for failure in validate_pdf_bytes(content, profile=profile).failures] == []


def test_a_draft_says_what_is_typed_and_is_a_draft_on_every_page(sign_in: SignIn, june: Review) -> None:
    client = sign_in(cycle.OFFICER)
    typed = {"presenter": "Head of Estates", "purpose": "To agree what is next.", "meeting_on": "5 7 2011"}
    client.post(reverse("organisation:draft", args=["derbyshire"]), {"address": DRAFT.removesuffix("draft/"), **typed})
    html = client.get(DRAFT).content.decode()
    drawing = client.get(client.post(DRAFT)["Location"]).context["drawing"]
    draw_now(drawing)
    file = client.get(f"{drawing.get_absolute_url()}{drawing.name}.pdf")
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(file.content)).pages]

    for words in ("Head of Estates", "To agree what is next.", "5 July 2011"):
        assert words in html
        assert words in pages[0]
    assert [number for number, page in enumerate(pages) if "DRAFT as at" not in page] == []
    assert not Pack.objects.filter(review=june).exists()


def test_nobody_else_has_a_draft_drawn(sign_in: SignIn, june: Review) -> None:
    assert sign_in("smt@derbyshire.example").post(DRAFT).status_code == 403
    assert sign_in("audit@derbyshire.example").post(DRAFT).status_code == 404


@pytest.mark.parametrize("missing", ["presenter", "purpose", "recommendation", "order"])
def test_what_page_1_asks_for_is_asked_in_a_sentence(sign_in: SignIn, june: Review, missing: str) -> None:
    page = sent(sign_in(cycle.OFFICER), **EXCEPTIONS, **{missing: ""})

    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {missing}
    assert not Pack.objects.filter(review=june).exists()
    assert PAGE in page.content.decode()


def test_while_others_write_no_pack_is_torn(fresh_database: str) -> None:
    stop = threading.Event()

    def write_on() -> None:
        """An owner rates one risk after the other, each in a transaction of its own, until the papers are out."""
        email = "business.services@derbyshire.example"
        try:
            with tenancy.kept_context():
                reader = readers_of(User.objects.get(email=email), "derbyshire")[0]
                mine = list(Entry.objects.filter(section=1, owners__owner__in=reader.owner_ids).distinct())
            for entry in mine:
                if stop.is_set():
                    break
                with contextlib.suppress(PermissionDenied), tenancy.kept_context():
                    readers_of(User.objects.get(email=email), "derbyshire")
                    assess(
                        reader=reader,
                        entry=entry,
                        review=Review.objects.get(slug="jun-11"),
                        likelihood=5,
                        impact=5,
                        comments="",
                        proposed_actions="",
                        reason="It got worse.",
                        seen=0,
                    )
        finally:
            connections.close_all()

    writer = threading.Thread(target=write_on)
    writer.start()
    pack = None
    try:
        while pack is None:
            # What is missing moves while others write: then it is looked at anew.
            with contextlib.suppress(GateMoved), tenancy.kept_context():
                pack = issue_now()
    finally:
        stop.set()
        writer.join()
    wait_for_drawing()

    cross_foot(pack.data)
