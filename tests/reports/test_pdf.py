"""The one door to WeasyPrint: what it refuses, what it bounds, and how the paper is built."""

import http.server
import threading
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from page import validate_pdf_bytes
from pypdf import PdfReader

from probation_planning.reports import packs, pdf
from probation_planning.reports.models import Pack
from probation_planning.reports.pdf import Made, Paper, PdfError, bundle, font_faces, plainer, render

SECRET = "the canary sings"

# Ways in which HTML asks for something outside; {here} is an address on this machine, {file} a file of it.
VECTORS = [
    '<img src="{here}/1">',
    '<img src="file://{file}">',
    '<img srcset="{here}/2 1x">',
    '<link rel="stylesheet" href="{here}/3">',
    '<link rel="attachment" href="file://{file}">',
    '<link rel="attachment" href="{here}/4">',
    '<link rel="icon" href="{here}/5">',
    '<a rel="attachment" href="file://{file}">x</a>',
    '<a href="{here}/6">x</a>',
    '<base href="{here}/7/"><img src="x">',
    '<style>@import url("{here}/8");</style>',
    '<style>@import "file://{file}";</style>',
    '<style>@font-face {{ font-family: x; src: url("{here}/9"); }} * {{ font-family: x; }}</style>',
    '<p style="background: url({here}/10)">x</p>',
    '<p style="list-style-image: url({here}/11); display: list-item">x</p>',
    '<p style="content: url({here}/12)">x</p>',
    '<object data="{here}/13" type="image/png"></object>',
    '<embed src="{here}/14">',
    '<iframe src="{here}/15"></iframe>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="{here}/16" width="9" height="9"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><use href="{here}/17#x"/></svg>',
    '<img src="data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22><image href=%22{here}/18%22/></svg>">',
    '<meta http-equiv="refresh" content="0; url={here}/19"><script src="{here}/20"></script>',
]


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """A server that remembers who called, and a file that nobody may read."""
    calls: list[str] = []

    class Remembers(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            calls.append(self.path)
            self.send_error(404)

        def log_message(self, *args: Any) -> None:
            pass

    file = tmp_path / "secret.txt"
    file.write_text(SECRET, encoding="utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Remembers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield {"here": f"http://127.0.0.1:{server.server_port}", "file": file, "calls": calls}
    server.shutdown()
    server.server_close()


# Letters and signs that people type: in Welsh, in Irish with its dots, from right to left, and pictures.
WELSH, IRISH, HEBREW, ARABIC = "Llŷn, tŵr, ŵyn, Pŵerdy", "Ḃí an ḃean ag ól, ṡ ḟ ṫ ċ", "שלום", "سلام"
PICTURES = "agreed 👍🏽 👩‍⚖️ 🏴󠁧󠁢󠁷󠁬󠁳󠁿 ❤️ 中"


def letters_of(text: str) -> set[str]:
    """The letters of a text as a reader of the file gets them, however these are joined or ordered."""
    return {letter for letter in unicodedata.normalize("NFKC", text) if letter.isalpha()}


def test_whatever_people_type_is_printed_in_letters_or_named_and_never_an_empty_box(committee_pack: Pack) -> None:
    data = committee_pack.data
    data["sections"][0]["rows"][0]["title"] = f"{WELSH}; {IRISH}; {HEBREW}; {ARABIC}; {PICTURES}; {'w' * 10_000}"
    paper = packs.draw(data, committee_pack.fingerprint)
    pages = [page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages]
    words = "".join(pages)
    reports = [validate_pdf_bytes(paper.content, profile=profile) for profile in ("ua1", "2a")]

    for text in (WELSH, IRISH):
        assert together(text) in together(words)
    for letter in sorted(letters_of(HEBREW + ARABIC) | set("👍👩⚖🏴❤中")):
        assert letter in letters_of(words) | set(words) or together(pdf.stand_in(letter)) in together(words), letter
    assert together(words).count("w") > 10_000
    assert "\N{REPLACEMENT CHARACTER}" not in words
    assert [failure.message for report in reports for failure in report.failures] == []


@pytest.mark.parametrize(
    ("letter", "named"),
    [("👍", "[thumbs up sign]"), ("\U000e0067", "[tag latin small letter g]"), ("\ue000", "[character U+E000]")],
)
def test_a_letter_that_no_font_holds_is_named(letter: str, named: str) -> None:
    assert pdf.stand_in(letter) == named


def test_a_letter_that_no_font_holds_is_named_where_it_stood() -> None:
    html = '<!doctype html><html lang="en"><head><title>T \ue000</title></head><body><h1>A \ue000 b</h1></body></html>'
    [page] = PdfReader(BytesIO(render(html).content)).pages

    assert "A [character U+E000] b" in page.extract_text()


def together(text: str) -> str:
    """The text without the spaces and breaks that columns put into it."""
    return "".join(text.replace("\N{ZERO WIDTH SPACE}", "").split())


def test_html_typed_into_a_cell_is_printed_as_text_and_fetches_nothing(
    committee_pack: Pack, canary: dict[str, Any]
) -> None:
    data = committee_pack.data
    typed = [vector.format(**canary) for vector in VECTORS]
    one = data["sections"][0]["rows"][0]
    data["sections"][0]["rows"] = [one | {"reference": f"1.{place}", "title": text} for place, text in enumerate(typed)]

    paper = packs.draw(data, committee_pack.fingerprint)

    printed = together(" ".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages))
    assert [text for text in typed if together(text) not in printed] == []
    assert canary["calls"] == []
    assert SECRET not in printed


def test_even_html_that_was_not_escaped_reaches_nothing_outside(canary: dict[str, Any]) -> None:
    body = "".join(vector.format(**canary) for vector in VECTORS)

    paper = render(f'<!doctype html><html lang="en"><head><title>T</title></head><body>{body}</body></html>')

    reader = PdfReader(BytesIO(paper.content))
    assert canary["calls"] == []
    assert list(reader.attachments) == []
    assert SECRET.encode() not in paper.content
    assert SECRET not in "".join(page.extract_text() for page in reader.pages)


def test_a_report_that_takes_too_long_is_stopped_with_a_sentence() -> None:
    with pytest.raises(PdfError, match=r"^The report could not be made: it took longer than 0.01 seconds\.$"):
        render("<title>T</title>", seconds=0.01)


@pytest.mark.parametrize("megabytes", [60, 90, 120, 160])
def test_a_report_that_needs_too_much_memory_is_stopped_with_a_sentence(megabytes: int) -> None:
    rows = "<tr><td>word</td></tr>" * 3000

    with pytest.raises(PdfError, match=r"^The report could not be made: it is too large"):
        render(f"<title>T</title><table>{rows}</table>", memory=megabytes * 2**20)


def test_the_child_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "not for the child")
    from probation_planning.reports import pdf

    assert set(pdf._environment()) <= {"PATH", "HOME", "XDG_CACHE_HOME", "LD_LIBRARY_PATH", "LANG", "TZ"} | {
        "PYTHONHASHSEED",
        "PYTHONDONTWRITEBYTECODE",
        "SOURCE_DATE_EPOCH",
    }


@pytest.mark.parametrize(
    ("html", "families"), [("Derbyshire – “plain”", ["Inter"]), ("Sir Fynwy’s ŵ", ["Inter", "Inter More"])]
)
def test_only_the_fonts_whose_letters_occur_are_unpacked(html: str, families: list[str]) -> None:
    files = ["bundled:inter-latin-400-normal.woff", "bundled:inter-latin-ext-400-normal.woff", "bundled:x.woff"]

    rules = font_faces(files, html)

    assert [family for family in ("Inter", "Inter More") if f'font-family: "{family}"' in rules] == families
    assert "x.woff" not in rules


def test_a_font_comes_unpacked_and_without_its_substitutions() -> None:
    fonts = [plainer(font) for font in bundle().values()]

    assert fonts
    assert all(font.startswith(b"\0\1\0\0") and b"GSUB" not in font[:400] and b"GPOS" in font[:400] for font in fonts)


def test_a_stream_that_ends_as_a_line_does_keeps_its_length() -> None:
    stream = SimpleNamespace(number=7, generation=0, free="n", offset=0, reference=b"7 0 R", compressible=False)
    stream.data = b"<</Length 4>>\nstream\nabc\r\nendstream"

    assert Made(stream).indirect == b"7 0 obj\n<</Length 4>>\nstream\nabc\r\r\nendstream\nendobj"


def test_the_same_data_make_the_same_file(smt_pack: Pack) -> None:
    assert packs.draw(smt_pack.data, smt_pack.fingerprint).content == bytes(smt_pack.file.content)


def test_a_text_of_ten_thousand_letters_runs_over_pages_and_loses_nothing(smt_pack: Pack) -> None:
    data = smt_pack.data
    said = [f"word{number:04}" for number in range(1100)]
    long = {"success": "w" * 10_000, "comments": " ".join(said)}
    data["sections"][0]["rows"] = [data["sections"][0]["rows"][0] | long]
    data["commented"] = True

    paper = packs.draw(data, smt_pack.fingerprint)

    pages = [page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages]
    assert len(pages) == paper.pages > 5
    assert [word for word in said if word not in " ".join(pages)] == []
    assert "".join(pages).count("w") >= 10_000 + len(said)
    assert sum("What success looks like" in " ".join(page.split()) for page in pages) >= paper.pages - 2


@pytest.fixture
def commented(smt_pack: Pack) -> Paper:
    """A pack of several pages in which something is said of every risk."""
    data = smt_pack.data | {"commented": True}
    said = {"comments": "Two of the four steps are done. " * 5, "proposed_actions": "Report to the Board. " * 8}
    data["sections"][0]["rows"] = [row | said for row in data["sections"][0]["rows"]] * 3
    return packs.draw(data, smt_pack.fingerprint)


def test_what_is_said_of_a_risk_stands_below_it_under_heads_of_its_own(commented: Paper) -> None:
    root = PdfReader(BytesIO(commented.content)).root_object["/StructTreeRoot"]
    parts = [list(elements(tag["/K"])) for tag in elements(root["/K"]) if tag["/S"] == "/Table"]
    register = [
        [tag for tag in part if tag["/S"] == "/TR"] for part in parts if sum(tag["/S"] == "/TH" for tag in part) > 9
    ]

    assert len(register) == commented.pages - 2 > 3
    for rows in register:
        (_, *heads), (_, *more_heads), *lines = [[cell.get_object() for cell in row["/K"]] for row in rows]
        for (reference, *first), (_, *second) in zip(lines[::2], lines[1::2], strict=True):
            assert list(elements(reference["/K"])), "a risk is torn from its reference"
            assert [list(cell["/A"]["/Headers"]) for cell in [*first, *second]] == [
                [reference["/ID"], head["/ID"]] for head in [*heads, *more_heads]
            ]


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_pack_with_comments_keeps_to_pdf_ua_1_and_pdf_a_2a(commented: Paper, profile: str) -> None:
    assert [failure.message for failure in validate_pdf_bytes(commented.content, profile=profile).failures] == []


@pytest.fixture
def paper(committee_pack: Pack) -> PdfReader:
    """The Audit Committee's pack, open."""
    return PdfReader(BytesIO(committee_pack.file.content))


def test_the_paper_says_its_title_and_language_and_is_tagged(paper: PdfReader) -> None:
    root = paper.root_object

    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert paper.metadata.title == (
        "Risk register, Mar-11 review, for the Audit Committee: Derbyshire Probation Trust 2011/12"
    )
    assert [entry.title for entry in flat(paper.outline)] == [
        "Risk register: Mar-11 review",
        "Where the risks stand",
        "1. Key Risks 2011/12",
        "2. Residual business risks",
        "Scales and key",
    ]


def test_the_paper_carries_no_date_of_its_making_and_no_attachment(paper: PdfReader) -> None:
    assert "/CreationDate" not in paper.metadata
    assert "/ModDate" not in paper.metadata
    assert b"CreateDate" not in paper.xmp_metadata.stream.get_data()
    assert list(paper.attachments) == []


@pytest.mark.parametrize("slug", ["smt", "audit-committee"])
def test_the_two_halves_of_page_1_stand_side_by_side(derbyshire: Any, slug: str) -> None:
    places: dict[str, tuple[float, float]] = {}

    def note(words: str, _: Any, matrix: list[float], *more: Any) -> None:
        places.setdefault(words.strip(), (matrix[4], matrix[5]))

    content = bytes(Pack.objects.get(body__slug=slug).file.content)
    PdfReader(BytesIO(content)).pages[0].extract_text(visitor_text=note)
    (left, period), (right, heading) = places["Period"], places["Where the risks stand"]

    assert right > left + 200
    # Counted from the top of the page.
    assert heading < period


def test_every_header_cell_says_which_way_it_reads(paper: PdfReader) -> None:
    tags = list(elements(paper.root_object["/StructTreeRoot"]["/K"]))
    heads = [tag for tag in tags if tag["/S"] == "/TH"]
    figures = [tag for tag in tags if tag["/S"] == "/Figure"]

    assert {str(head["/A"]["/Scope"]) for head in heads} == {"/Column", "/Row"}
    assert [figure["/Alt"] for figure in figures] == ["19 risks: 10 Red, 8 Amber, 1 Green."]
    assert [tag["/S"] for tag in tags if str(tag["/S"])[1:2] == "H"] == ["/H1", "/H2", "/H2", "/H2", "/H2"]


@pytest.mark.parametrize(("profile", "rules"), [("ua1", 104), ("2a", 154)])
@pytest.mark.parametrize("slug", ["smt", "audit-committee"])
def test_the_paper_keeps_to_pdf_ua_1_and_pdf_a_2a(derbyshire: Any, slug: str, profile: str, rules: int) -> None:
    report = validate_pdf_bytes(bytes(Pack.objects.get(body__slug=slug).file.content), profile=profile)

    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.rules.total == rules


def flat(outline: list[Any]) -> Iterator[Any]:
    """Bookmarks of every depth."""
    for entry in outline:
        yield from flat(entry) if isinstance(entry, list) else [entry]


def elements(kids: Any) -> Iterator[Any]:
    """Structure elements of every depth, in reading order."""
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    for kid in kids if isinstance(kids, list) else [kids]:
        tag = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(tag, dict) and "/S" in tag:
            yield tag
            yield from elements(tag.get("/K", []))
