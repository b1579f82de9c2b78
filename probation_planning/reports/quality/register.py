"""What is wrong in the year's register, of the risks that the reader sees: as it is worked on, or as it was issued."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from probation_planning.organisation.addresses import way_to
from probation_planning.organisation.models import Year
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Act, Reader, may
from probation_planning.organisation.roles import Kind as RoleKind
from probation_planning.reports.incomplete import gate_at
from probation_planning.reports.lost import SECTION, lost_links
from probation_planning.reports.models import EarlyWarning
from probation_planning.reports.quality.lines import OFFICER, Kind, Line, Register
from risks.cuts import cut_at, given_sections
from risks.gate import Gate, Looked, Missing, Only
from risks.lines import RiskLine
from risks.models import Action, EntryOwner, Review
from risks.models.registers import SECTIONS
from risks.planned import planned
from risks.reading import OpenRegister, register_asked
from risks.scoring import HOT, band
from risks.things import overdue

# Whoever may write to a risk mends it; an owner or a response is for the officer to set.
FOR_OFFICER = frozenset({Missing.NO_OWNER, Missing.NO_RESPONSE})


@dataclass(frozen=True)
class Risks:
    """What the checks look at: the risks that are not closed at the review where the reader starts, by entry."""

    reader: Reader
    year: Year
    opened: OpenRegister
    review: Review
    lines: dict[int, RiskLine]

    def line(self, risk: RiskLine, kind: Kind, says: str, *, officer: bool = False) -> Line:
        """Something wrong with a risk, which its owners can mend, or the officer."""
        address = way_to("risks:risk_detail", self.year.trust.slug, self.year.slug, risk.reference)
        mends = (OFFICER,) if officer else tuple(risk.owners) or (OFFICER,)
        return Line(Register.RISKS, kind, f"Risk {risk.reference}", says, address, mends)

    @property
    def manages(self) -> bool:
        """Whether the reader can open the very pages on which risks are mended."""
        return may(self.reader, Act.MANAGE, RoleKind.REGISTER)

    @cached_property
    def gate(self) -> Gate:
        """The gate, for those at work on the risks; nothing of what was issued."""
        return gate_at(self.opened, self.year, self.review, Only.STOPPING) if self.reader.working_roles else Gate(())

    @property
    def looked_at(self) -> dict[int, Looked]:
        """What the gate says of the risks that may stop the papers."""
        return {risk.entry: risk for risk in self.gate.risks if risk.entry in self.lines}

    @cached_property
    def besides(self) -> list[RiskLine]:
        """Risks at which no gate looked: a director's own of section 2, and all that was issued."""
        return [line for line in self.lines.values() if line.section not in self.gate.sections]

    def with_plan(self, plan: str) -> set[int]:
        """The entries of which something is planned (`risks/things.py`)."""
        return planned(self.opened, self.review, plan) & set(self.lines)


def risk_lines(reader: Reader, year: Year, opened: OpenRegister | None, live: dict[int, RiskLine]) -> Iterator[Line]:
    """Everything; as many questions for a few risks as for thousands."""
    if opened is None or opened.current is None:
        return
    seen = Risks(reader, year, opened, opened.current, live)
    for check in CHECKS:
        yield from check(seen)


def stopped(seen: Risks) -> Iterator[Line]:
    """What would stop a committee's papers: no rating, no owner, no response, no plan for a Red or Black risk."""
    for entry, risk in seen.looked_at.items():
        for stop in risk.stops:
            line = seen.line(seen.lines[entry], Kind.MISSING, stop.says, officer=stop.missing in FOR_OFFICER)
            yield line._replace(address=stop.ways[0].address) if stop.ways and seen.manages else line


def wanting(seen: Risks) -> Iterator[Line]:
    """The same of risks at which no gate looked, as they stand at the review."""
    planned = seen.with_plan("in_hand") | seen.with_plan("accepted") if seen.besides else set()
    thresholds = seen.opened.thresholds(seen.review)
    for risk in seen.opened.with_carried(seen.besides, seen.review):
        if risk.rating is None or risk.is_carried:
            yield seen.line(risk, Kind.MISSING, f"It is not assessed for {seen.review}.")
        if not risk.owners:
            yield seen.line(risk, Kind.MISSING, "It has no owner.", officer=True)
        if not risk.responses:
            yield seen.line(risk, Kind.MISSING, "It has no response.", officer=True)
        found = band(risk.worse, thresholds) if risk.worse and thresholds else None
        if found in HOT and risk.entry_id not in planned:
            says = f"It is {found.label}, with no action in hand and no acceptance in date."
            yield seen.line(risk, Kind.MISSING, says)


def without_factors(seen: Risks) -> Iterator[Line]:
    """Scores whose likelihood and impact are not known, or only worked out."""
    for risk in seen.lines.values():
        rated = risk.rating or risk.previous
        if rated and rated.factors is None:
            says = f"Its score of {rated.score} at {rated.review} has no likelihood and impact."
            yield seen.line(risk, Kind.MISSING, says)
        elif rated and rated.is_worked_out:
            says = f"Its likelihood and impact at {rated.review} are worked out from its score of {rated.score}."
            yield seen.line(risk, Kind.UNCONFIRMED, says)


def overdue_actions(seen: Risks) -> Iterator[Line]:
    """Actions that are open after their day; whoever owns the action reports on it."""
    for section in SECTIONS:
        if not (seen.reader.working_roles or section in given_sections(seen.review)):
            continue
        cut = cut_at(seen.opened, seen.review, section)
        for row in _overdue(*seen.opened.asking, section, cut.moment, cut.day):
            risk = seen.lines.get(row.entry_id)
            if risk is None or risk.section != section:
                continue
            says = f"Its action {row.number} was due on {row.due_on:%-d %B %Y} and is still open."
            line = seen.line(risk, Kind.LATE, says)
            yield line._replace(mends=(row.owner.name,)) if row.owner else line


def lapsed_acceptances(seen: Risks) -> Iterator[Line]:
    """Risks that were accepted until a day that has passed."""
    lapsed = seen.with_plan("lapsed")
    for entry, risk in seen.lines.items():
        if entry in lapsed:
            yield seen.line(risk, Kind.LATE, "Its acceptance has lapsed or was ended, and none is in date.")


def unconfirmed_owners(seen: Risks) -> Iterator[Line]:
    """Owners that were read into the paper's words; told to those at work alone."""
    if not seen.reader.working_roles:
        return
    unconfirmed = {row.entry_id for row in _owners_read(seen.opened.register.pk)}
    for entry, risk in seen.lines.items():
        if entry in unconfirmed:
            yield seen.line(risk, Kind.UNCONFIRMED, "Read and not confirmed: its owners.", officer=True)


def lost(seen: Risks) -> Iterator[Line]:
    """Links of section 2 that went with a part of the plan, while nobody has linked the risk or decided on it since."""
    entries = [entry for entry, risk in seen.lines.items() if risk.section == SECTION]
    for one in lost_links(entries, at_work=bool(seen.reader.working_roles)):
        if not one.is_answered:
            yield seen.line(seen.lines[one.entry], Kind.MISSING, f"{one.says} Link it to what it bears on now.")


@question
def _overdue(
    reader: Reader, register: int, opens: frozenset[str], section: int, up_to: int | None, day: datetime.date
) -> QuerySet[Action]:
    rows: Any = Action.objects.visible_to(reader, register_asked(register, opens))
    rows = rows.filter(register=register, section=section).that_count(up_to).filter(overdue(day))
    late: QuerySet[Action] = rows.select_related("owner").order_by("due_on", "pk")
    return late


@question
def _warnings(reader: Reader, register: int) -> QuerySet[EarlyWarning]:
    rows = EarlyWarning.objects.visible_to(reader).filter(entry__register=register)
    rows = rows.filter(measure__withdrawn_on__isnull=False).select_related("measure__perspective")
    return rows.order_by("entry__section", "entry__order", "measure__perspective__number", "measure__number")


@question
def _owners_read(register: int) -> QuerySet[EntryOwner]:
    return EntryOwner.objects.filter(entry__register=register, is_reading=True, confirmed_on=None)


def withdrawn_warnings(seen: Risks) -> Iterator[Line]:
    """Early warnings by measures that are given up, which tell of nothing any more."""
    for row in _warnings(seen.reader, seen.opened.register.pk):
        if row.entry_id not in seen.lines:
            continue
        withdrawn = f"was withdrawn on {row.measure.withdrawn_on:%-d %B %Y}"
        says = f"Its early warning, measure {row.measure.reference}, {withdrawn}."
        yield seen.line(seen.lines[row.entry_id], Kind.CONTRADICTORY, says)


CHECKS: tuple[Callable[[Risks], Iterator[Line]], ...] = (
    *(stopped, wanting, without_factors, overdue_actions, lapsed_acceptances, unconfirmed_owners, lost),
    withdrawn_warnings,
)
