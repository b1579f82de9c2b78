"""Reports as their pages and their PDFs show them."""

from io import BytesIO
from typing import Any

from django.test import Client
from page import validate_pdf_bytes
from pypdf import PdfReader

from probation_planning.organisation import clock
from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.papers.registry import find_report
from probation_planning.reports.papers.report import Asked, as_html, front_of, read_report
from probation_planning.reports.pdf import Paper, render

REPORTS = "/derbyshire/2011-12/reports/"


def data_of(client: Client, slug: str, query: str = "") -> dict[str, Any]:
    """What the report's page says, as data."""
    found: dict[str, Any] = client.get(f"{REPORTS}{slug}/{query}").context["data"]
    return found


def paper_of(slug: str, reader: Reader, year: Year) -> Paper:
    """The report as it is drawn for this reader."""
    report = find_report(slug, reader, year)
    assert report is not None
    asked = Asked(reader, year, clock.today())
    return render(as_html(report, front_of(report, asked), read_report(report, asked)), sheets=report.sheets)


def text_of(paper: Paper) -> list[str]:
    """What each page says, on one line."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(paper.content)).pages]


def faults_of(content: bytes) -> list[str]:
    """Rules of PDF/UA-1 and PDF/A-2a that a file breaks."""
    reports = [validate_pdf_bytes(content, profile=profile) for profile in ("ua1", "2a")]
    return [failure.message for report in reports for failure in report.failures]
