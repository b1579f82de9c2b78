"""What a board pack is drawn from, on screen and on paper: its own data alone."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.text import slugify

from probation_planning.history.snapshots import fingerprint
from probation_planning.organisation.models import Body, Trust, Year
from probation_planning.reports.models import BoardPack
from probation_planning.reports.packs import breakable
from probation_planning.reports.papers.report import part_on_paper, part_on_screen


def sheets_of(data: dict[str, Any]) -> list[str]:
    """The style sheets that the pack needs: its own, then each part's once."""
    return list(dict.fromkeys(["pdf-board", *(sheet for part in data["parts"] for sheet in part["sheets"])]))


def parts_of(data: dict[str, Any], *, on_paper: bool) -> list[dict[str, Any]]:
    """Its parts, each with the template that shows it."""
    template_of = part_on_paper if on_paper else part_on_screen
    return [part | {"template": template_of(part["slug"], part["shape"])} for part in data["parts"]]


def as_html(data: dict[str, Any], pack: BoardPack | None = None) -> str:
    """The page that its PDF is drawn from; without a pack that was issued, a draft."""
    printed = breakable(data)
    context = {
        "pack": printed,
        "parts": parts_of(printed, on_paper=True),
        "number": pack.number if pack else None,
        "issued_on": pack.issued_on if pack else None,
        "fingerprint": fingerprint(data),
    }
    return render_to_string("reports/pdf/board_pack.html", context)


def draft_name(trust: Trust, year: Year, body: Body) -> str:
    """What the file of a draft is called, before its .pdf."""
    return slugify(f"{trust.slug} {year.slug} board pack {body.slug} draft")


def file_name(pack: BoardPack) -> str:
    """A name that says what the file is, before its .pdf: small letters, digits and hyphens."""
    return slugify(f"{pack.year.trust.slug} {pack.year.slug} board pack {pack.body.slug} {pack.number}")
