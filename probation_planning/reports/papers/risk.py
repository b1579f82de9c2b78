"""The risk report: the register as its reader may see it today, in the same parts as a pack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from probation_planning.organisation.models import Body, Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.given.contents import read_given
from probation_planning.reports.given.reading import Cover, Earlier, Issued, Measure, Order, Reading, by_entry
from probation_planning.reports.given.shape import Given
from probation_planning.reports.packs import shown
from probation_planning.reports.papers.report import Asked, Report
from risks.cuts import Cut, closed_at, cut_at, given_sections
from risks.gate import Gate, gate_of
from risks.models import Entry, Question, Review, StageAct, Turn
from risks.models.registers import SECTIONS
from risks.reading import OpenRegister, open_register
from risks.scoring import known_factors


@dataclass
class AsSeen(Reading):
    """What one reader may see, where a pack's reading takes what is for a body; change is against the review before."""

    opened: OpenRegister = field(kw_only=True)

    @cached_property
    def sections(self) -> Sequence[int]:
        """Section 1, and section 2 where the reader sees a risk of it; a committee may have been given that alone."""
        first = 1 if self.opened.reader.working_roles else min(given_sections(self.issued.review))
        return sorted({first, *(standing.section for standing in self.standings)})

    def seen(self, rows: Any) -> Any:
        """By `visible_to`, as everywhere."""
        return rows.visible_to(self.opened.reader, self.opened.register)

    def acts(self, rows: Any) -> Any:
        """By `visible_to`, and of nothing but the sections shown."""
        return rows.visible_to(self.opened.reader).filter(sections__contained_by=list(self.sections))

    def that_count(self, rows: Any) -> Any:
        """As they stood where the reader looks from: now, or when a committee was given the review."""
        review = self.issued.review
        first, *others = (
            self.seen(rows.that_count(cut_at(self.opened, review, section).moment)).filter(section=section)
            for section in self.sections
        )
        for other in others:
            first |= other
        return first

    @cached_property
    def previous(self) -> Measure | None:
        """The review before, of those that the reader may look at."""
        before = [one for one in self.opened.begun if one.month < self.issued.review.month]
        return Measure(before[-1], before[-1].month, closed_at(before[-1], 1).moment or 0) if before else None

    @cached_property
    def earlier(self) -> dict[int, Earlier]:
        """By entry, how it stood there."""
        if self.previous is None:
            return {}
        rows = self.opened.standings(self.previous.review).live()
        columns = rows.values_list("entry_id", "section", "score", "likelihood", "impact")
        return {
            entry: Earlier(section, score, known_factors(likelihood, impact, score)[0])
            for entry, section, score, likelihood, impact in columns
        }

    @cached_property
    def now(self) -> dict[int, Entry]:
        """Entries as they stand today, for those who work on the latest review."""
        if any(cut_at(self.opened, self.issued.review, section).moment is not None for section in self.sections):
            return {}
        rows = Entry.objects.visible_to(self.opened.reader).filter(register=self.issued.register)
        return {entry.pk: entry for entry in rows.prefetch_related("owners__owner")}

    @cached_property
    def questions(self) -> dict[int, list[Question]]:
        """By entry, those of every body that are not settled."""
        rows = self.that_count(Question.objects).exclude(state=Question.State.CLOSED).select_related("owner")
        return by_entry(rows.filter(register=self.issued.register).order_by("entry_id", "section", "number"))

    @cached_property
    def issues(self) -> dict[int, list[StageAct]]:
        """None: the report is given to nobody."""
        return {}

    @cached_property
    def turns(self) -> dict[int, list[Turn]]:
        """By entry, the decisions that first show after the review before."""
        if self.previous is None:
            return {}
        last, this = self.previous.review.month, self.issued.review.month
        between = [one.pk for one in self.issued.frame.reviews if last < one.month <= this]
        rows = self.seen(Turn.objects.filter(register=self.issued.register, review__in=between))
        return by_entry(rows.order_by("entry_id", "moment"))


class RiskReport(Report):
    """The register at the review where its reader starts."""

    slug = "risks"
    title = "Risk report"
    says = "The register as you may see it today: what changed, what needs attention, and each risk."
    sheets = ("pdf-register",)

    def may_read(self, reader: Reader, year: Year) -> bool:
        """Whoever reads the register, once it holds a review."""
        opened = open_register(reader, year) if may(reader, Act.READ, Kind.REGISTER) else None
        return opened is not None and opened.current is not None

    def read(self, asked: Asked) -> Given:
        """As a pack has it, by what the reader may see; `order` of the options is that of the risks."""
        opened = open_register(asked.reader, asked.year)
        if opened is None or opened.current is None:
            raise ValueError("There is no review that the reader may look at.")
        opened.register.year = asked.year
        review = opened.current
        order = asked.options.get("order", "")
        issued = Issued(
            register=opened.register,
            frame=opened.frame,
            review=review,
            # For nobody: no act, pack or question is of it.
            body=Body(pk=0, name="", sections=list(SECTIONS)),
            gate=Gate(()),
            issued_on=asked.today,
            issued_by="",
            cover=Cover(order=order if order in Order.values else Order.REFERENCE),
        )
        reading = AsSeen(issued, opened=opened)
        cut = _looked_at(opened, review, reading.sections, asked)
        reading.issued = issued._replace(gate=_gate(reading, asked), issued_on=cut.day)
        return read_given(reading)

    def rows(self, data: Mapping[str, Any]) -> int:
        """Each risk once in the register, the worst once more."""
        total: int = data["total"]
        return total + len(shown(dict(data))["blocks"])


def _looked_at(opened: OpenRegister, review: Review, sections: Sequence[int], asked: Asked) -> Cut:
    """On which day dates are looked at: a committee's is that of its papers."""
    if opened.reader.working_roles:
        return Cut(None, asked.today)
    return max((cut_at(opened, review, section) for section in sections), key=lambda cut: cut.day)


def _gate(reading: AsSeen, asked: Asked) -> Gate:
    """What is missing today of what the reader sees; to a committee its papers told it."""
    if not asked.reader.working_roles:
        return Gate(())
    issued, seen = reading.issued, {standing.entry_id for standing in reading.standings}
    found = gate_of(issued.frame, asked.year, issued.review, issued.body, asked.today)
    return Gate(tuple(risk for risk in found.risks if risk.entry in seen))
