"""What a file may be: its name made plain, and its kind known by what it holds."""

import pytest

from objectives import files
from objectives.files import LONGEST_NAME, MOST_PARTS, TYPES, clean_name, type_of
from tests.objectives.files import DOCX, GIF, JPEG, ODS, ODT, PDF, PNG, TEXT, WEB_PAGE, XLSX, archive


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", PDF),
        ("a.png", PNG),
        ("a.jpg", JPEG),
        ("a.jpeg", JPEG),
        ("a.docx", DOCX),
        ("a.xlsx", XLSX),
        ("a.odt", ODT),
        ("a.ods", ODS),
        ("a.txt", TEXT),
        ("a.csv", b"unit,number\nCity,3\n"),
        ("a.txt", b"\xef\xbb\xbfwith a mark at its beginning"),
    ],
)
def test_every_accepted_kind_is_known_by_its_content(name: str, data: bytes) -> None:
    assert type_of(name, data) == TYPES[name.split(".")[1]]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", PNG),
        ("a.pdf", WEB_PAGE),
        ("a.pdf", b"MZ\x90\x00\x03"),
        ("a.png", JPEG),
        ("a.jpg", PNG),
        ("a.png", GIF),
        ("a.docx", XLSX),
        ("a.xlsx", DOCX),
        ("a.docx", PDF),
        ("a.odt", ODS),
        ("a.ods", ODT),
        ("a.odt", DOCX),
        ("a.docx", archive({"program.exe": b"MZ"})),
        ("a.docx", b"PK\x03\x04 broken"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.txt", b"caf\xe9"),
        ("a.txt", b"a\x00b"),
        ("a.csv", PNG),
        ("a.txt", "two octets each".encode("utf-16")),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(ValueError, match="does not hold what its name says"):
        type_of(name, data)


@pytest.mark.parametrize(
    "name", ["a.exe", "a.html", "a.svg", "a.doc", "a.gif", "a.zip", "a.docm", "a", "pdf", "a.pdf.js"]
)
def test_other_kinds_are_refused_with_those_that_are_taken(name: str) -> None:
    with pytest.raises(ValueError, match="Choose a PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, TXT or CSV file"):
        type_of(name, PDF)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(ValueError, match="is empty"):
        type_of("a.txt", b"")


@pytest.mark.parametrize(
    "parts",
    [
        {"../../etc/passwd": b"x"},
        {"/etc/passwd": b"x"},
        {"word\\..\\..\\x": b"x"},
        {f"word/{number}.xml": b"" for number in range(MOST_PARTS)},
    ],
)
def test_an_archive_that_climbs_out_or_has_no_end_is_no_document(parts: dict[str, bytes]) -> None:
    bomb = archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>", **parts})

    with pytest.raises(ValueError, match="does not hold what its name says"):
        type_of("a.docx", bomb)


def test_an_archive_that_swells_is_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_UNPACKED", 1_000_000)
    bomb = archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": bytes(1_000_000)})
    assert len(bomb) < 10_000

    with pytest.raises(ValueError, match="does not hold what its name says"):
        type_of("a.docx", bomb)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("minutes.pdf", "minutes.pdf"),
        ("Minutes of 3 June.PDF", "Minutes of 3 June.pdf"),
        ("C:\\Users\\me\\minutes.pdf", "minutes.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        ("fdp.\u202egnp.pdf", "fdp.gnp.pdf"),
        ('say "so".pdf', "say so.pdf"),
        ("100%#?.pdf", "100.pdf"),
        ("cafe\u0301.pdf", "caf\u00e9.pdf"),
        (".pdf", "file.pdf"),
        ("...pdf", "file.pdf"),
        ("", "file"),
        ("\u200b.txt", "file.txt"),
    ],
)
def test_a_name_is_made_plain_and_keeps_its_ending(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_a_name_has_a_length() -> None:
    name = clean_name("x" * 500 + ".docx")

    assert len(name) == LONGEST_NAME
    assert name.endswith("x.docx")
