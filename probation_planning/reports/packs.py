"""Packs: what a body is given, read from one snapshot, drawn once and kept for ever."""

import datetime
import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.text import slugify

from probation_planning.history.snapshots import fingerprint, plain
from probation_planning.organisation.models import Body, User
from probation_planning.organisation.roles import Reader
from probation_planning.reports.contents import read_contents, read_standings
from probation_planning.reports.given.contents import read_given
from probation_planning.reports.given.reading import Issued, Reading
from probation_planning.reports.models import Pack, PackedRisk, PackFile
from probation_planning.reports.pdf import Paper, render
from probation_planning.ui.bars import BandBar, band_bar
from risks.models import Register, Review, Stage, StageAct
from risks.scoring import HOT

if TYPE_CHECKING:
    from probation_planning.reports.load_paper.keeper import Keeper

LONG_WORD = re.compile(r"\S{30}")
# A place where a word may break.
BREAK = "\N{ZERO WIDTH SPACE}"
# How a pack of each shape is drawn.
PAPERS = {1: "reports/pdf/pack.html", 2: "reports/pdf/pack_given.html", 3: "reports/pdf/pack_register.html"}
# The style sheets each needs besides pdf.css: older packs are drawn as they were.
SHEETS: dict[int, tuple[str, ...]] = {3: ("pdf-register",)}

HOT_WORDS = frozenset(band.value for band in HOT)


@dataclass(frozen=True)
class Issue:
    """One giving of papers: which sections of a review went to which body, when, and by whom."""

    review: Review
    body: Body
    sections: tuple[int, ...]
    issued_on: datetime.date
    recorded_from_paper: bool = False
    issued_by: User | None = None
    number: int = 1
    act: StageAct | None = None


def record_from_paper(keeper: "Keeper", register: Register) -> None:
    """Make the packs of the stages recorded from paper, so far as they are missing."""
    stages = Stage.objects.issued().filter(review__register=register, recorded_from_paper=True)
    stages = stages.select_related("review__register__year__trust", "body", "act").order_by(
        "review__month", "body", "section"
    )
    for _, group in groupby(stages, key=lambda stage: (stage.review_id, stage.body_id)):
        of_body = list(group)
        first = of_body[0]
        if first.issued_on:
            sections = tuple(stage.section for stage in of_body)
            freeze(
                keeper,
                Issue(first.review, first.body, sections, first.issued_on, recorded_from_paper=True, act=first.act),
            )


def freeze(keeper: "Keeper", issue: Issue) -> Pack:
    """Keep what the issue prints: its data, the file, and which risks stood in it. Raises PdfError."""
    standings = read_standings(issue.review, issue.sections)
    contents = read_contents(
        issue.review,
        issue.body,
        issue.sections,
        standings,
        issued_on=issue.issued_on,
        recorded_from_paper=issue.recorded_from_paper,
    )
    data = plain(contents)
    pack = keeper.keep(
        Pack,
        {"review": issue.review, "body": issue.body, "number": issue.number},
        {
            "year": issue.review.register.year,
            "register": issue.review.register,
            "sections": list(issue.sections),
            "recorded_from_paper": issue.recorded_from_paper,
            "issued_on": issue.issued_on,
            "issued_by": issue.issued_by,
            "act": issue.act,
            "data": data,
            "fingerprint": fingerprint(data),
        },
    )
    if not PackFile.objects.filter(pack=pack).exists():
        keeper.keep(PackFile, {"pack": pack}, file_of(file_name(pack), draw(pack.data, pack.fingerprint)))
    for standing in standings:
        keeper.keep(
            PackedRisk,
            {"pack": pack, "entry": standing.entry},
            {"section": standing.section, "assessment": standing.assessment},
        )
    return pack


def keep_given(issued: Issued, act: StageAct, reader: Reader) -> Pack:
    """Keep what papers are issued with, and which risks stand in them; the file is drawn afterwards."""
    reading = Reading(issued)
    data = plain(read_given(reading))
    pack = Pack.objects.create(
        year=issued.register.year,
        register=issued.register,
        review=issued.review,
        body=issued.body,
        number=issued.number,
        sections=issued.body.sections,
        issued_on=issued.issued_on,
        issued_by=reader.user,
        act=act,
        data=data,
        fingerprint=fingerprint(data),
    )
    PackedRisk.objects.bulk_create(
        PackedRisk(
            pack=pack, entry_id=standing.entry_id, section=standing.section, assessment_id=standing.assessment_id
        )
        for standing in reading.standings
    )
    return pack


def file_of(name: str, paper: Paper) -> dict[str, Any]:
    """A PDF as it is kept, under the name it has."""
    return {"name": name, "content": paper.content, "sha256": paper.sha256, "pages": paper.pages}


def draw(data: dict[str, Any], seal: str) -> Paper:
    """The pack as PDF, from its data and their fingerprint."""
    return render(as_html(data, seal), sheets=sheets_of(data))


def sheets_of(data: dict[str, Any]) -> tuple[str, ...]:
    """The style sheets that its paper needs besides pdf.css."""
    return SHEETS.get(data["version"], ())


def as_html(data: dict[str, Any], seal: str, standing: str = "") -> str:
    """The page that the PDF is drawn from; `standing` is printed on every page of what is not issued."""
    context = {**shown(breakable(data)), "fingerprint": seal, "standing": standing}
    return render_to_string(PAPERS[data["version"]], context)


def shown(data: dict[str, Any]) -> dict[str, Any]:
    """What the parts of a pack are given, on screen and on paper."""
    rows = [row for section in data["sections"] for row in section["rows"] if row["band"] in HOT_WORDS]
    return {"data": data, "bar": bar(data), "blocks": sorted(rows, key=lambda row: -row["score"])}


def breakable(data: Any) -> Any:
    """The same data with places to break in words longer than any column: laying one out whole takes minutes."""
    if isinstance(data, str):
        return LONG_WORD.sub(broken, data)
    if isinstance(data, list):
        return [breakable(each) for each in data]
    if isinstance(data, dict):
        return {name: breakable(value) for name, value in data.items()}
    return data


def broken(word: re.Match[str]) -> str:
    """The word, with a place to break behind it."""
    return f"{word[0]}{BREAK}"


def bar(data: dict[str, Any]) -> BandBar:
    """How the pack's risks divide into bands."""
    return band_bar([(count["band"] or "not rated", count["count"]) for count in data["counts"]], what="risks")


def file_name(pack: Pack) -> str:
    """A name that says what the file is, before its .pdf: small letters, digits and hyphens."""
    words = f"{pack.year.trust.slug} {pack.year.slug} risk register {pack.review.slug} {pack.body.slug}"
    again = f" {pack.number}" if pack.number > 1 else ""
    return slugify(words + again)
