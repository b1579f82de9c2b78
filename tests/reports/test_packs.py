"""What the packs recorded from paper hold, and what SMT's does not."""

from collections import Counter
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from probation_planning.history.snapshots import fingerprint
from probation_planning.organisation.models import Body, Trust
from probation_planning.reports.load_paper import Keeper
from probation_planning.reports.models import Pack, PackedRisk, PackFile
from probation_planning.reports.packs import as_html, breakable, record_from_paper
from risks.models import Entry, Register, StageAct
from tests.factories import RegisterFactory, StageActFactory


def words(pack: Pack) -> str:
    """All text of a pack's PDF, in one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pack.file.content)).pages).split())


def first_page(pack: Pack) -> str:
    """The text of its first page, in one line."""
    return " ".join(PdfReader(BytesIO(pack.file.content)).pages[0].extract_text().split())


def test_smt_was_given_section_1_and_the_audit_committee_both(smt_pack: Pack, committee_pack: Pack) -> None:
    assert {section["number"]: len(section["rows"]) for section in smt_pack.data["sections"]} == {1: 15}
    assert {section["number"]: len(section["rows"]) for section in committee_pack.data["sections"]} == {1: 15, 2: 4}
    assert smt_pack.issued_on.isoformat() == "2011-04-05"
    assert committee_pack.issued_on.isoformat() == "2011-06-20"
    assert smt_pack.recorded_from_paper
    assert committee_pack.recorded_from_paper


def test_a_pack_prints_each_risk_as_the_paper_does(committee_pack: Pack) -> None:
    rows = {row["reference"]: row for section in committee_pack.data["sections"] for row in section["rows"]}

    assert list(rows)[8:11] == ["1.9", "1.10", "1.11"]
    assert rows["1.10"]["category"] == "Operational/Financial"
    assert rows["1.10"]["response"] == "TREAT/ TOLERATE"
    assert (rows["1.12"]["owner"], rows["1.12"]["response"]) == ("", "")
    assert rows["1.14"]["owner"] == "All Directors and Operations Manager"
    assert Counter(row["factors"] for row in rows.values()) == {"worked out": 13, "none": 6}
    assert (rows["1.1"]["likelihood"], rows["1.1"]["impact"], rows["1.3"]["likelihood"]) == (3, 3, None)


def test_the_counts_on_page_1_are_those_of_the_rows(committee_pack: Pack) -> None:
    data = committee_pack.data
    rows = [row for section in data["sections"] for row in section["rows"]]
    counts = {count["band"]: count["count"] for count in data["counts"]}

    assert counts == Counter(row["band"] for row in rows) | {"black": 0}
    assert counts == {"black": 0, "red": 10, "amber": 8, "green": 1}
    assert data["total"] == len(rows) == 19
    assert "19 risks: 10 Red, 8 Amber, 1 Green." in first_page(committee_pack)


@pytest.mark.parametrize("slug", ["smt", "audit-committee"])
def test_page_1_says_what_the_pack_is_and_bears_its_fingerprint(derbyshire: Trust, slug: str) -> None:
    pack = Pack.objects.get(body__slug=slug)
    text = first_page(pack)

    assert "re-created from the printed register and is not the file the committee received" in text
    assert "Submitted to SMT 05/04/2011" in text
    assert "Submitted to Audit Committee 20/06/2011" in text
    assert pack.fingerprint == fingerprint(pack.data)
    assert pack.fingerprint in text


def test_the_paper_names_every_risk_and_owner_and_both_scales(committee_pack: Pack) -> None:
    text = words(committee_pack)

    for section in committee_pack.data["sections"]:
        for row in section["rows"]:
            assert row["reference"] in text
            assert row["title"].split()[0] in text
    for phrase in ("16 Red", "9 Amber", "5 Green", "worked out", "not recorded", "Low (L)", "51 – 80%", "21 to 25"):
        assert phrase in text, phrase
    assert f"Page 1 of {committee_pack.file.pages}" in text
    assert f"Page {committee_pack.file.pages} of {committee_pack.file.pages}" in text


def test_nothing_in_smts_copy_betrays_section_2(smt_pack: Pack) -> None:
    reader = PdfReader(BytesIO(smt_pack.file.content))
    said = words(smt_pack) + str(smt_pack.data) + str(reader.metadata) + str(reader.outline)
    said += reader.xmp_metadata.stream.get_data().decode()
    said += "".join(str(thing) for thing in (reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1)))

    for entry in Entry.objects.filter(section=2):
        assert entry.title not in said
        assert f"{entry.reference} " not in said
    assert "Residual" not in said
    assert "19 risks" not in said
    assert "15 risks: 10 Red, 5 Amber." in words(smt_pack)
    assert len(reader.pages) == smt_pack.file.pages
    assert f"Page {smt_pack.file.pages} of {smt_pack.file.pages}" in words(smt_pack)


def test_which_risks_stood_in_a_pack_is_kept(smt_pack: Pack, committee_pack: Pack) -> None:
    assert PackedRisk.objects.filter(pack=smt_pack).count() == 15
    assert PackedRisk.objects.filter(pack=committee_pack).count() == 19
    assert not PackedRisk.objects.filter(assessment=None).exists()


def test_recording_the_packs_again_writes_nothing(committee_pack: Pack) -> None:
    keeper = Keeper()
    keeper.document = committee_pack.document

    record_from_paper(keeper, Register.objects.get())

    assert keeper.created == {}
    assert keeper.differences == []
    assert Pack.objects.count() == PackFile.objects.count() == 2


def test_a_register_without_printed_stages_has_no_pack(derbyshire: Trust) -> None:
    register = RegisterFactory()
    smt = Body.objects.get(decides=True)
    StageActFactory(review__register=register, body=smt, kind=StageAct.Kind.ISSUED, reason="")
    keeper = Keeper()

    record_from_paper(keeper, register)

    assert keeper.created == {}


def test_a_pack_and_its_file_are_never_changed_or_removed(committee_pack: Pack) -> None:
    for rows in (Pack.objects.all(), PackFile.objects.all(), PackedRisk.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(id=-1)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete("default")


def test_what_a_person_typed_is_text_on_paper(committee_pack: Pack) -> None:
    data = committee_pack.data
    data["sections"][0]["rows"][0]["title"] = "<b>Bold</b> & {{ 7|add:42 }}"

    html = as_html(data, "0" * 64)

    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; {{ 7|add:42 }}" in html


def test_a_word_longer_than_any_column_gets_places_to_break() -> None:
    broken = breakable({"rows": [{"title": "W" * 70, "score": 4}], "short": "Reputational/Operational"})

    assert broken["rows"][0]["title"].split("\N{ZERO WIDTH SPACE}") == ["W" * 30, "W" * 30, "W" * 10]
    assert broken["rows"][0]["score"] == 4
    assert broken["short"] == "Reputational/Operational"
