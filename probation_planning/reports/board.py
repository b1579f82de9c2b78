"""Board packs: chosen reports in one document, each read as the body may read it, frozen when it is issued."""

import datetime
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.utils.text import slugify

from probation_planning.history.snapshots import fingerprint, plain
from probation_planning.organisation import clock, tenancy
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Body, Role, Trust, Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.drawing import after_commit
from probation_planning.reports.models import BoardPack, BoardPackFile, BoardPackWithdrawal
from probation_planning.reports.packs import breakable
from probation_planning.reports.papers.registry import REPORTS
from probation_planning.reports.papers.report import Asked, Report, part_on_paper, part_on_screen, read_report
from probation_planning.reports.pdf import render
from risks.models import Register

VERSION = 1
REFUSED = "Only the performance officer puts board packs together."


class BoardMoved(Exception):
    """What the reports say changed while the officer looked; nothing was issued."""


@dataclass(frozen=True)
class Chosen:
    """What the officer puts together: for which body and meeting, and the reports in their order."""

    body: Body
    meeting_on: datetime.date
    title: str
    presenter: str
    purpose: str
    recommendation: str
    reports: tuple[Report, ...]


def refuse_unless_officer(reader: Reader) -> None:
    """Refuse in words whoever issues no packs."""
    if not may(reader, Act.MANAGE, Kind.PACK):
        raise PermissionDenied(REFUSED)


def reader_for(reader: Reader, body: Body, year: Year) -> Reader:
    """Whoever has the body's role and nothing else: no post, and none of the officer's own rights."""
    role = Role(body.role) if body.role else Role.SMT
    return Reader(reader.user, reader.trust, frozenset({role}), (), reader.years).looking_at(year)


@contextmanager
def as_body_reads(reader: Reader, body: Body, year: Year) -> Iterator[Reader]:
    """Read as the body may; the database is told the same, so that its walls stand where the body's do.

    The roles told are what open section 2, so that a body that does not read it is told with none.
    """
    one = reader_for(reader, body, year)
    told = tuple(f"{one.trust.pk}:{role}" for role in sorted(one.roles)) if 2 in body.sections else ()
    with tenancy.kept_context():
        tenancy.enter(tenancy.Context(trusts=(one.trust.pk,), roles=told))
        yield one


def reports_for_body(reader: Reader, body: Body, year: Year) -> list[Report]:
    """The reports that the body may have of the year."""
    with as_body_reads(reader, body, year) as one:
        return [report for report in REPORTS if report.may_read(one, year)]


def read_board(reader: Reader, year: Year, chosen: Chosen) -> dict[str, Any]:
    """What the pack says, in JSON's own types. Raises ValidationError for a report that the body may not have.

    `standing` is empty once it is issued; who issued it, when and as which number is written beside it then.
    """
    today = clock.today()
    parts = []
    with as_body_reads(reader, chosen.body, year) as one:
        for number, report in enumerate(chosen.reports, 1):
            if not report.may_read(one, year):
                raise ValidationError(f"The {chosen.body} may not have the {report.title.lower()}. Leave it out.")
            parts.append(
                {
                    "number": number,
                    "slug": report.slug,
                    "shape": report.shape,
                    "title": report.title,
                    "sheets": list(report.sheets),
                    "rows": report.rows(data := read_report(report, Asked(one, year, today))),
                    "data": data,
                }
            )
    said = {
        "version": VERSION,
        "trust": reader.trust.name,
        "year": year.label,
        "marking": reader.trust.marking,
        "body": chosen.body.name,
        "title": chosen.title,
        "meeting_on": chosen.meeting_on,
        "presenter": chosen.presenter,
        "purpose": chosen.purpose,
        "recommendation": chosen.recommendation,
        "as_at": today,
        "issued_by": reader.user.name,
        "parts": parts,
    }
    found: dict[str, Any] = plain(said)
    return found


def sections_of(register: Register | None, reader: Reader, body: Body, reports: Sequence[Report]) -> list[int]:
    """The sections of the register that the pack may hold; none where nothing in it tells of risks."""
    if register is None or not any(report.tells_of_risks for report in reports):
        return []
    opens = register.shows_section_two_to(reader_for(reader, body, register.year))
    return [section for section in body.sections if section == 1 or opens]


def issue_board_pack(*, reader: Reader, year: Year, chosen: Chosen, seen: str, once: uuid.UUID) -> BoardPack:
    """Give the body its pack today. `seen`: the fingerprint of what the officer looked at; `once`: the form's own mark.

    Call in a transaction that sees one moment. The same form sent twice issues once; with other words it is a Conflict.
    Raises PermissionDenied, ValidationError, BoardMoved, or IntegrityError where another was issued at this moment.
    """
    refuse_unless_officer(reader)
    sent = BoardPack.objects.visible_to(reader).filter(uuid=once, year=year).first()
    if sent is not None:
        if sent.fingerprint != seen:
            raise Conflict(sent)
        return sent
    if chosen.meeting_on < clock.today():
        raise ValidationError({"meeting_on": "A pack is issued before the meeting. Enter today or a later day."})
    data = read_board(reader, year, chosen)
    if fingerprint(data) != seen:
        raise BoardMoved
    register = Register.objects.filter(year=year).select_related("year").first()
    sections = sections_of(register, reader, chosen.body, chosen.reports)
    before = BoardPack.objects.filter(year=year, body=chosen.body).aggregate(last=Max("number"))["last"]
    with transaction.atomic():
        pack = BoardPack.objects.create(
            uuid=once,
            year=year,
            body=chosen.body,
            register=register if sections else None,
            sections=sections,
            number=(before or 0) + 1,
            title=chosen.title,
            meeting_on=chosen.meeting_on,
            issued_on=clock.today(),
            issued_by=reader.user,
            data=data,
            fingerprint=seen,
        )
    draw_after_commit(pack)
    return pack


def is_sent_twice(error: IntegrityError) -> bool:
    """Whether the database refused a pack because the same form made it a moment before."""
    told = getattr(error.__cause__, "diag", None)
    return getattr(told, "constraint_name", None) == "reports_boardpack_uuid_key"


def withdraw_board_pack(*, pack: BoardPack, reader: Reader, reason: str) -> BoardPackWithdrawal:
    """Take it back; the same sent twice is one. Raises ValidationError where somebody did so for another reason."""
    refuse_unless_officer(reader)
    values = {"dated": clock.today(), "reason": reason, "given_by": reader.user}
    there, is_new = BoardPackWithdrawal.objects.select_related("given_by").get_or_create(pack=pack, defaults=values)
    if not is_new and there.reason != reason:
        raise ValidationError(f"{there.given_by} withdrew it on {there.dated:%-d %B %Y}, saying: {there.reason}")
    return there


# Drawing


def draw_after_commit(pack: BoardPack) -> None:
    """Draw its file once the pack is there for good; where that fails it can be made of the same data later."""
    after_commit(f"drawing of board pack {pack.pk}", partial(draw_file, pack.year.trust, pack.pk))


def draw_file(trust: Trust, pk: int) -> None:
    """Draw the file of a board pack that has none, from the data kept with it. Raises PdfError."""
    with tenancy.trust(trust):
        pack = BoardPack.objects.select_related("year__trust", "body").get(pk=pk)
        if BoardPackFile.objects.filter(pack=pack).exists():
            return
    paper = render(as_html(pack.data, pack), sheets=sheets_of(pack.data))
    values = {"sha256": paper.sha256, "pages": paper.pages}
    file = BoardPackFile(pack=pack, name=file_name(pack), content=paper.content, **values)
    with tenancy.trust(trust):
        # Two who draw it at once draw the same bytes; the first to come keeps them.
        BoardPackFile.objects.bulk_create([file], ignore_conflicts=True)


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


def draft_name(trust: Trust, year: Year, chosen: Chosen) -> str:
    """What the file of a draft is called, before its .pdf."""
    return slugify(f"{trust.slug} {year.slug} board pack {chosen.body.slug} draft")


def file_name(pack: BoardPack) -> str:
    """A name that says what the file is, before its .pdf: small letters, digits and hyphens."""
    return slugify(f"{pack.year.trust.slug} {pack.year.slug} board pack {pack.body.slug} {pack.number}")
