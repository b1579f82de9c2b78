"""Board packs: chosen reports in one document, each read as the body may read it, frozen when it is issued."""

import datetime
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max

from probation_planning.history.snapshots import fingerprint, plain
from probation_planning.organisation import clock, tenancy
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Body, Role, Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.drawing import ask_for_pack
from probation_planning.reports.models import BoardPack, BoardPackedRisk, BoardPackWithdrawal
from probation_planning.reports.papers.registry import REPORTS
from probation_planning.reports.papers.report import Asked, Report, read_report
from risks.models import Entry, Register
from risks.steps import OF_SECTION_TWO

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
    """What the pack says, in JSON's own types. Raises ValidationError for what the body or the officer may not have.

    `standing` is empty once it is issued; who issued it, when and as which number is written beside it then.
    """
    refuse_what_is_not_for_it(reader, year, chosen)
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


def refuse_what_is_not_for_it(reader: Reader, year: Year, chosen: Chosen) -> None:
    """Raise ValidationError, in words, where the reports would say another section than the body reads.

    And where they would say to the officer what the register keeps from officers.
    """
    register = register_of(year)
    telling = [report for report in chosen.reports if report.tells_of_risks]
    if register is None or not telling:
        return
    body, sections = chosen.body, sections_of(register, reader, chosen.body, chosen.reports)
    leave_out = f"Leave out: {', '.join(report.title.lower() for report in telling)}."
    if not sections:
        raise ValidationError(
            {"body": f"The {body} reads section 2 alone, and the register does not open that to it. {leave_out}"}
        )
    if 1 not in sections and reader_for(reader, body, year).working_roles:
        raise ValidationError(
            {"body": f"The {body} reads section 2 alone, and these reports tell of section 1 too. {leave_out}"}
        )
    if 2 in sections and not register.shows_section_two_to(reader):
        raise ValidationError({"body": f"{OF_SECTION_TWO} {leave_out}"})


def sections_of(register: Register | None, reader: Reader, body: Body, reports: Sequence[Report]) -> list[int]:
    """The sections of the register that the pack may hold; none where nothing in it tells of risks."""
    if register is None or not any(report.tells_of_risks for report in reports):
        return []
    opens = register.shows_section_two_to(reader_for(reader, body, register.year))
    return [section for section in body.sections if section == 1 or opens]


def section_two_in(reader: Reader, year: Year, chosen: Chosen) -> Register | None:
    """The register whose section 2 the pack may hold; None where it holds none."""
    register = register_of(year)
    return register if 2 in sections_of(register, reader, chosen.body, chosen.reports) else None


def register_of(year: Year) -> Register | None:
    """The year's register."""
    return Register.objects.filter(year=year).select_related("year").first()


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
    register = register_of(year)
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
        keep_risks(pack, reader)
    ask_for_pack(reader, pack)
    return pack


def keep_risks(pack: BoardPack, reader: Reader) -> None:
    """Keep which risks were open to the body, so that none of them is ever deleted."""
    if pack.register is None:
        return
    with as_body_reads(reader, pack.body, pack.year) as one:
        rows = Entry.objects.visible_to(one).filter(register=pack.register)
        entries = list(rows.order_by("pk").values_list("pk", flat=True))
    BoardPackedRisk.objects.bulk_create(BoardPackedRisk(pack=pack, entry_id=entry) for entry in entries)


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
