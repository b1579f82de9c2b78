"""The one door to WeasyPrint: HTML in, an accessible PDF out, made by a child process that can reach nothing.

Run as a program, this file is that child. It knows no Django, no database and no secret: it reads HTML, takes its style
and fonts from the files bundled with the product, and writes PDF. User text comes to it escaped.
"""

import argparse
import ctypes
import gc
import hashlib
import logging
import os
import re
import resource
import select
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from importlib import import_module
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
STYLES = ROOT / "static" / "reports"
FONTS = ROOT / "var" / "assets" / "fonts"
FONT_NAME = re.compile(r"inter-(?P<letters>latin|latin-ext)-(?P<weight>400|700)-normal")
SHEET_NAME = re.compile(r"pdf(-[a-z]+)?")
FAMILIES = {"latin": "Inter", "latin-ext": "Inter More"}
MORE_LETTERS = re.compile("[\u0100-\u024f\u1e00-\u1eff]")

KEPT = frozenset({"PATH", "HOME", "XDG_CACHE_HOME", "LD_LIBRARY_PATH"})

SECONDS = 60
# Seconds between two words on how far a drawing is.
A_WORD = 1.0
# How far the child steps back before those who wait for a page.
GIVES_WAY = 5
PR_SET_PDEATHSIG = 1
PAGE = re.compile(r"[Pp]age (\d+)")
MEMORY = 2**30
TOO_LARGE = 3
# Where memory ends, libraries complain of anything: what goes wrong with less than this share left is put down to it.
LITTLE_LEFT = 1 / 4
# What is kept back to say so, in bytes.
KEPT_BACK = 2**24
OUT_OF_MEMORY = {TOO_LARGE, -signal.SIGABRT, -signal.SIGTRAP, -signal.SIGSEGV, -signal.SIGKILL}

# PDF/A asks that a schema it does not know, such as that of PDF/UA, is described in the file itself.
ALSO_PDF_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about=""
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Which part of PDF/UA the file keeps to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF>"""

logger = logging.getLogger(__name__)


class PdfError(Exception):
    """Why a report could not be made, as a sentence for the reader."""


class NotWantedError(PdfError):
    """Nobody wants the report any more; its drawing was stopped."""


class Paper(NamedTuple):
    """A finished PDF and the number of its pages."""

    content: bytes
    pages: int

    @property
    def sha256(self) -> str:
        """By which its file is known again."""
        return hashlib.sha256(self.content).hexdigest()


def always(pages: int) -> bool:
    """Nobody stops it."""
    return True


def render(
    html: str,
    *,
    sheets: Sequence[str] = (),
    seconds: float = SECONDS,
    memory: int = MEMORY,
    goes_on: Callable[[int], bool] = always,
) -> Paper:
    """The page as a PDF that keeps to PDF/UA-1 and PDF/A-2a; the same HTML gives the same bytes.

    `sheets` name the style sheets beside pdf.css that it needs. `seconds` bounds the wait and the processor time,
    `memory` the child's address space in bytes. `goes_on` is told about once a second how many pages are laid out;
    where it says no, the drawing is stopped. Raises PdfError, NotWantedError among them.
    """
    with TemporaryFile() as page, TemporaryFile() as drawn, TemporaryFile() as words:
        page.write(html.encode())
        page.seek(0)
        heard, told = os.pipe()
        command = [sys.executable, "-P", "-s", __file__, f"--seconds={int(seconds) + 1}", f"--memory={memory}"]
        child = subprocess.Popen(
            [*command, f"--tell={told}", *sheets],
            stdin=page,
            stdout=drawn,
            stderr=words,
            pass_fds=[told],
            env=_environment(),
        )
        os.close(told)
        try:
            ends = _follow(child, heard, seconds, goes_on)
        finally:
            os.close(heard)
            child.kill()
            child.wait()
        if ends:
            raise ends
        words.seek(0)
        if said := words.read():
            logger.warning("PDF: %s", said.decode(errors="replace").strip())
        if child.returncode == -signal.SIGXCPU:
            raise _too_long(seconds)
        # Where even saying so took more memory than there was, Python's last words tell it.
        if child.returncode in OUT_OF_MEMORY or (child.returncode and b"MemoryError" in said):
            raise PdfError("The report could not be made: it is too large for the memory a report may use.")
        drawn.seek(0)
        pages, _, content = drawn.read().partition(b"\n")
        if child.returncode or not content:
            raise PdfError("The report could not be made: the program that draws it failed.")
        return Paper(content, int(pages))


def _follow(
    child: subprocess.Popen[bytes], heard: int, seconds: float, goes_on: Callable[[int], bool]
) -> PdfError | None:
    """Wait for the child, and pass on what it tells; why it must be stopped, or None once it has ended by itself."""
    pages, until, next_word = 0, time.monotonic() + seconds, time.monotonic() + A_WORD
    while True:
        ready, _, _ = select.select([heard], [], [], A_WORD)
        if ready:
            told = os.read(heard, 4096)
            if not told:
                break
            pages = int(told.split()[-1])
        now = time.monotonic()
        if now > until:
            return _too_long(seconds)
        if now > next_word:
            next_word = now + A_WORD
            if not goes_on(pages):
                return NotWantedError("The report is not wanted any more.")
    # What it told through is shut as it ends; a child that only shuts it has no longer than the rest of its time.
    try:
        child.wait(max(until - time.monotonic(), 0.1))
    except subprocess.TimeoutExpired:
        return _too_long(seconds)
    return None


def _too_long(seconds: float) -> PdfError:
    return PdfError(f"The report could not be made: it took longer than {seconds:g} seconds.")


def _environment() -> dict[str, str]:
    """What the child may know: where programs and the font cache lie, one order for its sets, one day for its fonts."""
    kept = {name: value for name, value in os.environ.items() if name in KEPT}
    always = {"LANG": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    return {**kept, **always, "SOURCE_DATE_EPOCH": "0"}


def style(sheets: Iterable[str]) -> str:
    """The style of every paper, then that of the sheets named: files of ours in one folder, and no path."""
    named = [STYLES / f"{name}.css" for name in ("pdf", *sheets) if SHEET_NAME.fullmatch(name)]
    return "\n".join(path.read_text(encoding="utf-8") for path in named)


def bundle() -> dict[str, bytes]:
    """Every address the child may fetch, with what lies there: the fonts, where they are installed."""
    return {f"bundled:{path.name}": path.read_bytes() for path in sorted(FONTS.glob("*.woff"))}


def font_faces(addresses: Iterable[str], html: str) -> str:
    """The rules that bring the bundled fonts into use; without any, the system's own sans serif serves.

    A font is unpacked and searched as soon as a rule names it, so letters that the page has no use for stay packed.
    """
    rules = []
    for address in addresses:
        name = FONT_NAME.search(address)
        if name and (name["letters"] == "latin" or MORE_LETTERS.search(html)):
            family, weight = FAMILIES[name["letters"]], name["weight"]
            rules.append(f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("{address}"); }}')
    return "\n".join(rules)


def plainer(font: bytes) -> bytes:
    """The font unpacked, without its substitutions: no word here needs one, and each line is searched for them."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - comes with WeasyPrint

    opened, unpacked = TTFont(BytesIO(font), recalcTimestamp=False), BytesIO()
    if "GSUB" in opened:
        del opened["GSUB"]
    opened.flavor = None
    opened.save(unpacked)
    return unpacked.getvalue()


def stand_in(letter: str) -> str:
    """What is printed of a letter that no font holds: its name in Unicode, or its number where it has none."""
    name = unicodedata.name(letter, "").lower()
    return f"[{name}]" if name else f"[character U+{ord(letter):04X}]"


def readable(html: str, fonts: Any) -> str:
    """The page with a stand-in for each letter that no font has, neither a bundled one nor one of the machine's.

    A letter without a font would be an empty box, which PDF/UA forbids and nobody can read.
    """
    from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p  # noqa: PLC0415

    ffi.cdef("int pango_layout_get_unknown_glyphs_count (PangoLayout *layout);", override=True)
    context = ffi.gc(pango.pango_font_map_create_context(fonts.font_map), gobject.g_object_unref)
    layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    family, _ = unicode_to_char_p(", ".join([*FAMILIES.values(), "sans-serif"]))
    font = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
    pango.pango_font_description_set_family(font, family)
    pango.pango_layout_set_font_description(layout, font)
    missing = {}
    for letter in sorted(set(html)):
        if not letter.isascii():
            words, _ = unicode_to_char_p(letter)
            pango.pango_layout_set_text(layout, words, -1)
            if pango.pango_layout_get_unknown_glyphs_count(layout):
                missing[ord(letter)] = stand_in(letter)
    return html.translate(missing) if missing else html


def draw(html: str, style: str, files: dict[str, bytes]) -> Paper:
    """The work of the child."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - takes 0.65 s and much memory: here alone
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class Bundled(URLFetcher):  # type: ignore[misc]
        """Serves the bundle and refuses every other address."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url not in files:
                raise ValueError("Only what is bundled with the product is fetched.")
            return URLFetcherResponse(url, plainer(files[url]))

    # Hardly a thing is dropped before the paper is done: looking for what was takes a tenth of the time.
    gc.disable()
    fetcher = Bundled(allowed_protocols=(), allow_redirects=False)
    fonts = FontConfiguration()
    sheets = (font_faces(files, html), style)
    styles = [CSS(string=text, font_config=fonts, url_fetcher=fetcher) for text in sheets if text]
    document = HTML(string=readable(html, fonts), url_fetcher=fetcher).render(
        stylesheets=styles, font_config=fonts, pdf_variant="pdf/a-2a"
    )
    content = document.write_pdf(finisher=finish, pdf_variant="pdf/a-2a")
    return Paper(content, len(document.pages))


class Made:
    """An object of the file as bytes: it is asked for them twice, to be written and for the file's identifier."""

    def __init__(self, thing: Any) -> None:
        self.number, self.generation, self.free = thing.number, thing.generation, thing.free
        self.offset = thing.offset
        self.compressible, self.reference = thing.compressible, thing.reference
        self.data = thing.data if thing.free == "n" else b""
        if self.data.endswith(b"\nendstream"):
            # A stream may itself end as a line does, so the line's end after it is the one that cannot be mistaken.
            self.data = self.data.removesuffix(b"\nendstream") + b"\r\nendstream"

    @property
    def indirect(self) -> bytes:
        """Its bytes with its number, as it stands in the file."""
        return b"%d %d obj\n%b\nendobj" % (self.number, self.generation, self.data)


def finish(document: Any, pdf: Any) -> None:
    """Say what each header cell heads, where each link within leads, and that the file keeps to both standards."""
    from pydyf import Array, String  # noqa: PLC0415 - comes with WeasyPrint

    by_reference = {thing.reference: thing for thing in pdf.objects}
    columns: dict[tuple[bytes, int, int], list[Any]] = {}
    of_row: list[Any] = []
    for row in pdf.objects:
        if not isinstance(row, dict) or row.get("S") != "/TR":
            continue
        group, column = by_reference[row["P"]], 0
        for cell in (by_reference[reference] for reference in row["K"]):
            place = (group["P"], column, cell["A"].get("ColSpan", 1))
            column += place[2]
            if cell["S"] == "/TH" and group["S"] == "/THead":
                cell["A"]["Scope"], columns[place] = "/Column", [cell["ID"]]
            elif cell["S"] == "/TH":
                # What a page break leaves without words stays under the head that was printed.
                cell["A"]["Scope"], of_row = "/Row", [cell["ID"]] if cell["K"] else of_row
            elif group["S"] != "/THead":
                cell["A"]["Headers"] = Array(of_row + columns.get(place, []))
    for page in document.pages:
        for kind, _, _, box in page.links:
            if kind == "internal" and box.link_annotation:
                # A reader hears where the link leads: its words, not the name of an anchor.
                words = box.element.get("title") or " ".join("".join(box.element.itertext()).split())
                box.link_annotation["Contents"] = String(words)
    metadata = by_reference[pdf.catalog["Metadata"]]
    metadata.compress = False
    metadata.stream = [metadata.stream[0].replace(b"</rdf:RDF>", ALSO_PDF_UA)]
    pdf.objects = [Made(thing) for thing in pdf.objects]


def die_with_parent() -> None:
    """Leave nothing drawing for a parent that is gone; where the system cannot tell, the time runs out."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def tell_pages(through: int) -> None:
    """Tell the parent of each page that is laid out, a number a line."""

    class Teller(logging.Handler):
        """Hears WeasyPrint say how far it is."""

        def emit(self, record: logging.LogRecord) -> None:
            """Pass on the number of the page; a parent that is gone hears nothing."""
            if found := PAGE.search(record.getMessage()):
                with suppress(OSError):
                    os.write(through, f"{found[1]}\n".encode())

    progress = logging.getLogger("weasyprint.progress")
    progress.setLevel(logging.INFO)
    progress.addHandler(Teller())
    progress.propagate = False


def largest_so_far() -> int:
    """How large the address space has been, in bytes; 0 where the system does not say."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmPeak:"):
                return int(line.split()[1]) * 1024
    return 0


def main() -> None:
    """Read HTML, write the number of pages, a line feed and the PDF."""
    parser = argparse.ArgumentParser(description="Draw HTML from standard input as PDF.")
    parser.add_argument("--seconds", type=int, required=True)
    parser.add_argument("--memory", type=int, required=True)
    parser.add_argument("--tell", type=int, required=True)
    parser.add_argument("sheets", nargs="*")
    limits = parser.parse_args()
    os.nice(GIVES_WAY)
    die_with_parent()
    tell_pages(limits.tell)
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The libraries first: they need the same for every report, and say the oddest things where they cannot be loaded.
    import_module("weasyprint.text.fonts")
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory + KEPT_BACK))
    try:
        paper = draw(sys.stdin.buffer.read().decode(), style(limits.sheets), bundle())
    except Exception as error:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory + KEPT_BACK, limits.memory + KEPT_BACK))
        if isinstance(error, MemoryError) or largest_so_far() > limits.memory * (1 - LITTLE_LEFT):
            os._exit(TOO_LARGE)
        raise
    sys.stdout.buffer.write(b"%d\n" % paper.pages + paper.content)


if __name__ == "__main__":
    main()
