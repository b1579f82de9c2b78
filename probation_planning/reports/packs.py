"""Packs: what a body is given, read from one snapshot, drawn once and kept for ever."""

import datetime
import hashlib
import logging
import re
from dataclasses import dataclass
from itertools import groupby
from threading import Thread
from typing import TYPE_CHECKING, Any

from django.db import connections, transaction
from django.template.loader import render_to_string
from django.utils.text import slugify

from probation_planning.history.snapshots import fingerprint, plain
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Body, Trust, User
from probation_planning.organisation.roles import Reader
from probation_planning.reports.contents import read_contents, read_standings
from probation_planning.reports.given.contents import read_given
from probation_planning.reports.given.reading import Issued, Reading
from probation_planning.reports.models import Pack, PackedRisk, PackFile
from probation_planning.reports.pdf import Paper, PdfError, render
from probation_planning.ui.bars import BandBar, band_bar
from risks.models import Register, Review, Stage, StageAct

if TYPE_CHECKING:
    from probation_planning.reports.load_paper.keeper import Keeper

LONG_WORD = re.compile(r"\S{30}")
# A place where a word may break.
BREAK = "\N{ZERO WIDTH SPACE}"
# How a pack of each shape is drawn.
PAPERS = {1: "reports/pdf/pack.html", 2: "reports/pdf/pack_given.html"}
# Seconds for which a page waits for the drawing of a pack; a long one goes on without it.
PATIENCE = 8.0

logger = logging.getLogger(__name__)


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
        keeper.keep(PackFile, {"pack": pack}, file_of(pack))
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


def draw_after_commit(pack: Pack) -> None:
    """Draw the pack's file once the pack is there for good, outside every lock, on a thread of its own.

    The page waits a little, so that a short pack is there when it opens. Where drawing fails or the process ends, the
    pack stays without a file, which can be made from the same data later.
    """
    trust, pk = pack.year.trust, pack.pk

    def start() -> None:
        hand = Thread(target=_draw_apart, args=(trust, pk), name=f"pack {pk}", daemon=True)
        hand.start()
        hand.join(PATIENCE)

    transaction.on_commit(start, robust=True)


def _draw_apart(trust: Trust, pk: int) -> None:
    try:
        draw_file(trust, pk)
    except PdfError as failed:
        logger.warning("Pack %s has no file: %s", pk, failed)
    except Exception:
        logger.exception("Pack %s has no file.", pk)
    finally:
        connections.close_all()


def draw_file(trust: Trust, pk: int) -> None:
    """Draw the file of a pack that has none, from the data kept with it. Raises PdfError."""
    with tenancy.trust(trust):
        pack = Pack.objects.select_related("year__trust", "review", "body").get(pk=pk)
        if PackFile.objects.filter(pack=pack).exists():
            return
    values = file_of(pack)
    with tenancy.trust(trust):
        # Two who draw it at once draw the same bytes; the first to come keeps them.
        PackFile.objects.bulk_create([PackFile(pack=pack, **values)], ignore_conflicts=True)


def file_of(pack: Pack) -> dict[str, Any]:
    """The pack's PDF as it is kept. Raises PdfError."""
    paper = draw(pack.data, pack.fingerprint)
    return {
        "name": file_name(pack),
        "content": paper.content,
        "sha256": hashlib.sha256(paper.content).hexdigest(),
        "pages": paper.pages,
    }


def draw(data: dict[str, Any], seal: str) -> Paper:
    """The pack as PDF, from its data and their fingerprint."""
    return render(as_html(data, seal))


def as_html(data: dict[str, Any], seal: str) -> str:
    """The page that the PDF is drawn from."""
    context = {"data": breakable(data), "fingerprint": seal, "bar": bar(data)}
    return render_to_string(PAPERS[data["version"]], context)


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
