"""The one door to WeasyPrint: HTML in, an accessible PDF out, made by a child process that can reach nothing.

Run as a program, this file is that child. It knows no Django, no database and no secret: it reads HTML, takes its style
and fonts from the files bundled with the product, and writes PDF. User text comes to it escaped.
"""

import argparse
import gc
import logging
import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
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
MEMORY = 2**30
TOO_LARGE = 3
# What the loader and the system say where memory ends before Python can tell.
NO_ROOM = ("failed to map segment", "Cannot allocate memory")
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


class Paper(NamedTuple):
    """A finished PDF and the number of its pages."""

    content: bytes
    pages: int


def render(html: str, *, sheets: Sequence[str] = (), seconds: float = SECONDS, memory: int = MEMORY) -> Paper:
    """The page as a PDF that keeps to PDF/UA-1 and PDF/A-2a; the same HTML gives the same bytes.

    `sheets` name the style sheets beside pdf.css that it needs. `seconds` bounds the wait and the processor time,
    `memory` the child's address space in bytes. Raises PdfError.
    """
    command = [sys.executable, "-P", "-s", __file__, f"--seconds={int(seconds) + 1}", f"--memory={memory}", *sheets]
    try:
        child = subprocess.run(
            command, input=html.encode(), capture_output=True, timeout=seconds, env=_environment(), check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PdfError(f"The report could not be made: it took longer than {seconds:g} seconds.") from error
    if child.stderr:
        logger.warning("PDF: %s", child.stderr.decode(errors="replace").strip())
    if child.returncode == -signal.SIGXCPU:
        raise PdfError(f"The report could not be made: it took longer than {seconds:g} seconds.")
    if child.returncode in OUT_OF_MEMORY:
        raise PdfError("The report could not be made: it is too large for the memory a report may use.")
    pages, _, content = child.stdout.partition(b"\n")
    if child.returncode or not content:
        raise PdfError("The report could not be made: the program that draws it failed.")
    return Paper(content, int(pages))


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
    document = HTML(string=html, url_fetcher=fetcher).render(
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
    """Say which way each header cell reads, what heads each cell, and that the file keeps to PDF/UA besides PDF/A."""
    from pydyf import Array  # noqa: PLC0415 - comes with WeasyPrint

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
    metadata = by_reference[pdf.catalog["Metadata"]]
    metadata.compress = False
    metadata.stream = [metadata.stream[0].replace(b"</rdf:RDF>", ALSO_PDF_UA)]
    pdf.objects = [Made(thing) for thing in pdf.objects]


def main() -> None:
    """Read HTML, write the number of pages, a line feed and the PDF."""
    parser = argparse.ArgumentParser(description="Draw HTML from standard input as PDF.")
    parser.add_argument("--seconds", type=int, required=True)
    parser.add_argument("--memory", type=int, required=True)
    parser.add_argument("sheets", nargs="*")
    limits = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        paper = draw(sys.stdin.buffer.read().decode(), style(limits.sheets), bundle())
    except (MemoryError, SystemError, ImportError, OSError) as error:
        # Python says SystemError where it runs out of memory inside itself.
        if isinstance(error, MemoryError | SystemError) or any(sign in str(error) for sign in NO_ROOM):
            sys.exit(TOO_LARGE)
        raise
    sys.stdout.buffer.write(b"%d\n" % paper.pages + paper.content)


if __name__ == "__main__":
    main()
