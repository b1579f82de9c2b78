"""What a document that was loaded says oddly, and links to the plan that nobody has decided on."""

import re
from collections.abc import Iterator

from django.db.models import QuerySet

from probation_planning.organisation.addresses import way_to
from probation_planning.organisation.models import Year
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Reader
from probation_planning.reports.gaps import GapSheet
from probation_planning.reports.links import address_of, name_of
from probation_planning.reports.models import Finding, Link
from probation_planning.reports.quality.lines import Kind, Line, Register

KINDS = {
    Finding.Kind.MISSING: Kind.MISSING,
    Finding.Kind.CONTRADICTORY: Kind.CONTRADICTORY,
    Finding.Kind.MISREAD: Kind.MISREAD,
    Finding.Kind.READING: Kind.UNCONFIRMED,
    Finding.Kind.ODD: Kind.ODD,
}
# What a finding is about, and the page of it: of one thing, or of a whole room.
ONES = {
    "Aim": "objectives:aim_detail",
    "Objective": "objectives:objective_detail",
    "Measure": "scorecard:measure_detail",
    "Risk": "risks:risk_detail",
}
ROOMS = {
    "Plan": "objectives:plan",
    "Register": "risks:risk_list",
    "Scorecard": "scorecard:scorecard",
    "Targets": "scorecard:scorecard",
    "Note": "scorecard:scorecard",
}
ONE = re.compile(r"(Aim|Objective|Measure|Risk) ([0-9][0-9a-z.-]*)(?:, reference .*)?")


def finding_lines(reader: Reader, year: Year, sheet: GapSheet | None) -> Iterator[Line]:
    """What is odd in the document, as far as the reader may know of it."""
    known = names_in(sheet)
    for row in _findings(reader, year.pk):
        line = f" (line {row.line})" if row.line else ""
        yield Line(
            Register.DOCUMENT, KINDS[Finding.Kind(row.kind)], row.about, row.says + line, where(row, year, known)
        )


@question
def _findings(reader: Reader, year: int) -> QuerySet[Finding]:
    return Finding.objects.visible_to(reader).filter(year=year)


def names_in(sheet: GapSheet | None) -> frozenset[str]:
    """The things of the year that the reader can open: an address that leads nowhere would tell of what is hidden."""
    if sheet is None:
        return frozenset()
    return frozenset(
        [
            *(f"Aim {aim.number}" for aim in sheet.aims),
            *(objective.name for objective in sheet.objectives),
            *(f"Risk {line.reference}" for line in sheet.risks.values()),
            *(f"Measure {measure.reference}" for measure in sheet.measures),
        ]
    )


def where(finding: Finding, year: Year, known: frozenset[str]) -> str:
    """The page of what a finding is about; empty where it is about no page that the reader can open."""
    named = [year.trust.slug, year.slug]
    one = ONE.fullmatch(finding.about)
    if one:
        kind, reference = one[1], one[2]
        return way_to(ONES[kind], *named, reference) if f"{kind} {reference}" in known else ""
    room = ROOMS.get(finding.about.split(" ")[0])
    return way_to(room, *named) if room else ""


def link_lines(year: Year, sheet: GapSheet | None) -> Iterator[Line]:
    """Links that are only suggested; told of risks that the reader sees."""
    for link in sheet.links if sheet else ():
        if link.state != Link.State.SUGGESTED:
            continue
        if link.measure_id:
            register, name = Register.SCORECARD, f"Measure {link.measure_reference}"
        elif sheet and link.entry_id in sheet.risks:
            register, name = Register.RISKS, f"Risk {sheet.risks[link.entry_id].reference}"
        else:
            continue
        part, ground = link.part, Link.Ground(link.ground).label.lower()
        says = f"Its link to {name_of(part)} is not confirmed: {ground}."
        yield Line(register, Kind.UNCONFIRMED, name, says, address_of(part, year))
