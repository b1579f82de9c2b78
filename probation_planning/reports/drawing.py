"""Asking for a PDF: kept under what it was drawn from, so that a page that has not changed is not drawn twice."""

import hashlib
import zlib
from collections.abc import Sequence

from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.models import Drawing, DrawnFile
from probation_planning.reports.pdf import PdfError, render


def key_of(html: str, sheets: Sequence[str]) -> str:
    """What a drawn page is known by: the SHA-256 of the page and the names of its style sheets."""
    return hashlib.sha256("\n".join([*sheets, html]).encode()).hexdigest()


def ask_for(
    reader: Reader,
    year: Year,
    *,
    title: str,
    name: str,
    came_from: str,
    html: str,
    sheets: Sequence[str],
    rows: int,
) -> Drawing:
    """Ask for a page as a PDF; one that was drawn before is there at once."""
    key = key_of(html, sheets)
    drawing = Drawing.objects.create(
        year=year,
        asked_by=reader.user,
        title=title,
        name=name,
        came_from=came_from,
        key=key,
        page=zlib.compress(html.encode()),
        sheets=list(sheets),
        rows=rows,
    )
    draw(drawing)
    return drawing


def draw(drawing: Drawing) -> None:
    """Draw what was asked for, unless it is drawn already."""
    if not DrawnFile.objects.filter(key=drawing.key).exists():
        try:
            paper = render(zlib.decompress(drawing.page or b"").decode(), sheets=drawing.sheets)
        except PdfError as failed:
            drawing.state, drawing.problem = Drawing.State.FAILED, str(failed)
            drawing.save(update_fields=["state", "problem"])
            return
        DrawnFile.objects.create(
            key=drawing.key,
            content=paper.content,
            sha256=hashlib.sha256(paper.content).hexdigest(),
            pages=paper.pages,
        )
    drawing.state, drawing.page = Drawing.State.DONE, None
    drawing.save(update_fields=["state", "page"])
