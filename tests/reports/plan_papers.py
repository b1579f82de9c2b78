"""What the tests of reports read: a page's tables, a report as its reader has it, and a drawn one's structure."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from probation_planning.organisation import clock, tenancy
from probation_planning.organisation.models import User, Year
from probation_planning.organisation.readers import readers_of
from probation_planning.reports.papers.registry import find_report
from probation_planning.reports.papers.report import Asked, as_html, front_of, read_report
from probation_planning.reports.pdf import Paper, render


class Tables(HTMLParser):
    """The tables of a page: for each its rows, for each the words of its cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("th", "td"):
            self.tables[-1][-1].append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self.inside = False
            self.tables[-1][-1][-1] = " ".join(self.tables[-1][-1][-1].split())

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.tables[-1][-1][-1] += f" {data}"


def tables_of(page: str, head: str) -> list[list[list[str]]]:
    """The tables of a page in whose first row a cell says so, each without that row."""
    return [rows[1:] for rows in Tables(page).tables if rows and head in rows[0]]


def asked(slug: str, email: str, **options: str) -> Asked:
    """A year of a trust as somebody asks for it; the trust has one."""
    with tenancy.kept_context():
        reader = readers_of(User.objects.get(email=email), slug)[0]
    return Asked(reader, Year.objects.select_related("trust").get(trust=reader.trust), clock.today(), options)


def data_of(name: str, what: Asked) -> dict[str, Any]:
    """What the report says."""
    report = find_report(name, what.reader, what.year)
    assert report is not None
    return read_report(report, what)


def drawn(name: str, what: Asked) -> Paper:
    """The report as PDF; the same page is drawn once."""
    report = find_report(name, what.reader, what.year)
    assert report is not None
    return _drawn(as_html(report, front_of(report, what), read_report(report, what)), report.sheets)


@cache
def _drawn(html: str, sheets: tuple[str, ...]) -> Paper:
    return render(html, sheets=sheets)


def pages_of(paper: Paper) -> list[str]:
    """The words of each page, with single spaces and whole."""
    pages = PdfReader(BytesIO(paper.content)).pages
    return [" ".join(page.extract_text().replace("\N{ZERO WIDTH SPACE}", "").split()) for page in pages]


def together(text: str) -> str:
    """The text without the spaces and breaks that columns put into it."""
    return re.sub(r"\s|\N{ZERO WIDTH SPACE}", "", text)


def elements(kids: Any) -> Iterator[Any]:
    """Structure elements of every depth, in reading order."""
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    for kid in kids if isinstance(kids, list) else [kids]:
        tag = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(tag, dict) and "/S" in tag:
            yield tag
            yield from elements(tag.get("/K", []))


def structure(paper: Paper) -> list[Any]:
    """Every structure element of the paper, in reading order."""
    return list(elements(PdfReader(BytesIO(paper.content)).root_object["/StructTreeRoot"]["/K"]))


def headings(paper: Paper) -> list[int]:
    """The levels of its headings, in reading order."""
    return [int(tag["/S"][2:]) for tag in structure(paper) if re.fullmatch(r"/H[1-6]", tag["/S"])]


def bookmarked(opened: PdfReader) -> list[tuple[str, int]]:
    """Its bookmarks of every depth, each with the number of its page, the first 1."""

    def flat(outline: list[Any]) -> Iterator[tuple[str, int]]:
        for entry in outline:
            if isinstance(entry, list):
                yield from flat(entry)
            else:
                yield str(entry.title), (opened.get_destination_page_number(entry) or 0) + 1

    return list(flat(opened.outline))


def bookmarks(paper: Paper) -> list[str]:
    """Their titles, of every depth."""
    return [title for title, _ in bookmarked(PdfReader(BytesIO(paper.content)))]
