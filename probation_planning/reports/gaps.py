"""The gap sheet: where the golden thread between plan, register and scorecard is broken, as one reader may see it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, overload

from objectives.models import Aim
from probation_planning.organisation.addresses import way_to
from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports import gap_rows as asked
from probation_planning.reports.gap_rows import Tie
from probation_planning.reports.links import address_of, address_of_links, key_of, name_of
from probation_planning.reports.models import Finding, Link
from risks.lines import RiskLine
from risks.reading import OpenRegister, open_register
from risks.scoring import HOT, Band, band
from scorecard.models import Measure, PlanReference

NO_REFERENCES = "No measure of this scorecard prints a reference to the plan."


class Deciding(NamedTuple):
    """What a form needs by which the officer decides on a link from here."""

    acts: str
    key: str
    state: str


class Offer(NamedTuple):
    """A suggestion that would mend a gap: what it is, what it rests on, where it is decided on."""

    name: str
    says: str
    address: str


class Gap(NamedTuple):
    """One break in the thread: what it is about, what is wrong, where it is mended, and what is offered.

    `deciding` and `mend` are the officer's: a decision to be made on the spot, or the page on which a link is made.
    `offered` says what the offers are.
    """

    name: str
    title: str
    address: str
    says: str = ""
    band: Band | None = None
    score: int | None = None
    offers: tuple[Offer, ...] = ()
    mend: str = ""
    deciding: Deciding | None = None
    offered: str = "Suggested"


class Gaps(Sequence[Gap]):
    """Gaps that are made when somebody looks at them: a page shows few of many."""

    def __init__(self, rows: Sequence[Any], make: Callable[[Any], Gap]) -> None:
        self.rows = rows
        self.make = make

    def __len__(self) -> int:
        """How many there are."""
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Gap: ...

    @overload
    def __getitem__(self, at: slice) -> list[Gap]: ...

    def __getitem__(self, at: int | slice) -> Gap | list[Gap]:
        """One of them, or a page."""
        return [self.make(row) for row in self.rows[at]] if isinstance(at, slice) else self.make(self.rows[at])


class Group(NamedTuple):
    """Gaps of one kind."""

    slug: str
    heading: str
    about: str
    none: str
    gaps: Gaps


@dataclass(frozen=True)
class Count:
    """How many objectives lack something that the paper often leaves out."""

    says: str
    number: int
    total: int


@dataclass
class GapSheet:
    """Everything that the sheet is worked out from, read once; as many questions for a few rows as for thousands."""

    reader: Reader
    year: Year
    aims: list[Aim] = field(default_factory=list)
    objectives: list[asked.Stands] = field(default_factory=list)
    links: list[Tie] = field(default_factory=list)
    references: list[PlanReference] = field(default_factory=list)
    doubts: dict[str, Finding] = field(default_factory=dict)
    opened: OpenRegister | None = None
    risks: dict[int, RiskLine] = field(default_factory=dict)
    measures: list[Any] = field(default_factory=list)

    @cached_property
    def groups(self) -> list[Group]:
        """Each kind of gap that can be told of: nothing of risks without a register, nor of measures without any."""
        found = [self._ownerless()]
        if self.opened is not None:
            found = [self._without_a_risk(), self._hot(), *found]
        if self.measures:
            found = [self._without_a_measure(), self._without_an_aim(), self._doubted(), *found]
        return found

    @property
    def total(self) -> int:
        """How many gaps there are."""
        return sum(len(group.gaps) for group in self.groups)

    @property
    def counts(self) -> list[Count]:
        """What many objectives lack, as numbers."""
        rows, total = self.objectives, len(self.objectives)
        return [
            Count("have no outcome", sum(not row.has_outcome for row in rows), total),
            Count("have no deadline", sum(not row.has_deadline for row in rows), total),
        ]

    # Of aims

    def _without_a_measure(self) -> Group:
        measured = {
            aim for aim, links in self._by_aim.items() if any(link.measure_id and _ties(link) for link in links)
        }
        return Group(
            "aims-without-measure",
            "Aims that no measure’s number matches",
            "No measure prints the number of the aim, and none is confirmed for it or for one of its objectives."
            if self.references
            else f"{NO_REFERENCES} None is confirmed for the aim or for one of its objectives.",
            "Every aim has a measure.",
            Gaps(
                [aim for aim in self.aims if aim.pk not in measured],
                lambda aim: self._aim(aim, lambda link: bool(link.measure_id)),
            ),
        )

    def _without_a_risk(self) -> Group:
        at_risk = {
            aim
            for aim, links in self._by_aim.items()
            if any(link.entry_id in self.risks and link.state == Link.State.CONFIRMED for link in links)
        }
        return Group(
            "aims-without-risk",
            "Aims without a risk",
            "No risk is confirmed against the aim or against one of its objectives.",
            "Every aim has a risk.",
            Gaps(
                [aim for aim in self.aims if aim.pk not in at_risk],
                lambda aim: self._aim(aim, lambda link: link.entry_id in self.risks),
            ),
        )

    def _aim(self, aim: Aim, fits: Any) -> Gap:
        """An aim with whatever is suggested for it; the page where it is decided on is its own."""
        offers = tuple(
            self._offer(link)
            for link in self._by_aim.get(aim.pk, ())
            if fits(link) and link.state == Link.State.SUGGESTED
        )
        return Gap(f"Aim {aim.number}", aim.title, aim.address(self.year), offers=offers)

    def _offer(self, link: Tie) -> Offer:
        by_way = f", through {link.part}" if link.objective_id else ""
        says = _ground(link) + by_way
        if link.measure_id:
            reference = link.measure_reference
            return Offer(f"Measure {reference}", says, self._address("scorecard:measure_detail", reference))
        line = self.risks[link.entry_id or 0]
        return Offer(f"Risk {line.reference}", says, self._address("risks:risk_detail", line.reference))

    def _aims_of(self, link: Tie) -> set[int]:
        """The aim that a link leads to, by itself or through an objective of the year."""
        through = self._aim_of_objective.get(link.objective_id or 0)
        return {aim for aim in (link.aim_id, through) if aim is not None}

    @cached_property
    def _by_aim(self) -> dict[int, list[Tie]]:
        """The links that lead to each aim, in their order."""
        found: dict[int, list[Tie]] = {}
        for link in self.links:
            for aim in self._aims_of(link):
                found.setdefault(aim, []).append(link)
        return found

    @cached_property
    def _aim_of_objective(self) -> dict[int, int | None]:
        return {row.pk: row.aim_id for row in self.objectives}

    # Of references

    @cached_property
    def lost_references(self) -> list[PlanReference]:
        """Those with a number that no aim has, for which no confirmed link answers."""
        numbers = {aim.number for aim in self.aims}
        answered = {link.reference_id for link in self.links if link.state == Link.State.CONFIRMED}
        return [row for row in self.references if row.number not in numbers and row.pk not in answered]

    def _without_an_aim(self) -> Group:
        return Group(
            "references-without-aim",
            "References with a number that no aim has",
            "The scorecard prints a number that the plan does not have.",
            "Every reference has the number of an aim." if self.references else NO_REFERENCES,
            Gaps(
                self.lost_references,
                lambda row: self._measure(row.measure, says=f"Prints {row.printed}", mend=self._links_of(row.measure)),
            ),
        )

    def _doubted(self) -> Group:
        return Group(
            "references-doubted",
            "References whose number matches but whose subject does not",
            "The number is that of an aim; what the aim is about is another thing, or may be.",
            "Every reference that was doubted is decided on." if self.references else NO_REFERENCES,
            Gaps(list(self._doubts()), self._doubt),
        )

    def _doubts(self) -> Iterator[tuple[PlanReference, Finding, Tie]]:
        suggested = {
            link.reference_id: link
            for link in self.links
            if link.ground == Link.Ground.NUMBER and link.state == Link.State.SUGGESTED
        }
        for row in self.references:
            doubt, link = self.doubts.get(about(row)), suggested.get(row.pk)
            if doubt and link:
                yield row, doubt, link

    def _doubt(self, doubted: tuple[PlanReference, Finding, Tie]) -> Gap:
        row, doubt, link = doubted
        deciding = Deciding(self._links_of(row.measure), key_of(link.part), link.state)
        sure = "Another subject" if doubt.kind == Finding.Kind.CONTRADICTORY else "Doubtful"
        return self._measure(
            row.measure,
            says=f"Prints {row.printed}. {sure}: {doubt.says}",
            offers=(Offer(name_of(link.part), _ground(link), address_of(link.part, self.year)),),
            deciding=deciding if self.decides_on_measures else None,
            offered="The link in question",
        )

    def _measure(self, measure: Measure, **more: Any) -> Gap:
        return Gap(f"Measure {measure.reference}", measure.name, self._of_measure(measure), **more)

    # Of risks and objectives

    @cached_property
    def _by_entry(self) -> dict[int, list[Tie]]:
        found: dict[int, list[Tie]] = {}
        for link in self.links:
            if link.entry_id:
                found.setdefault(link.entry_id, []).append(link)
        return found

    def _hot(self) -> Group:
        aims = {aim.pk for aim in self.aims}
        held = {
            link.entry_id
            for link in self.links
            if link.state == Link.State.CONFIRMED
            and (link.objective_id in self._aim_of_objective or link.aim_id in aims)
        }
        gaps = Gaps([one for one in self._hot_lines() if one[0].entry_id not in held], lambda one: self._risk(*one))
        return Group(
            "risks-without-objective",
            "Red and Black risks without an objective",
            "No objective or aim is confirmed for the risk.",
            "Every Red and Black risk has an objective.",
            gaps,
        )

    def _hot_lines(self) -> Iterator[tuple[RiskLine, Band]]:
        """Risks in Red or Black, worst first: by the worse of the rating at the review and one given since."""
        opened = self.opened
        thresholds = opened.thresholds(opened.current) if opened and opened.current else None
        for line in self.risks.values():
            score = line.worse
            found = band(score, thresholds) if score and thresholds else None
            if found in HOT:
                yield line, found

    def _risk(self, line: RiskLine, found: Band) -> Gap:
        offers = tuple(
            Offer(name_of(link.part), _ground(link), address_of(link.part, self.year))
            for link in self._by_entry.get(line.entry_id, ())
            if link.state == Link.State.SUGGESTED
        )
        links = self._address("reports:threats", line.reference) if self.decides_on_risks else ""
        return Gap(
            f"Risk {line.reference}",
            line.title,
            self._address("risks:risk_detail", line.reference),
            band=found,
            score=line.worse,
            offers=offers,
            mend=links,
        )

    def _ownerless(self) -> Group:
        return Group(
            "objectives-without-owner",
            "Objectives without an owner",
            "Nobody is asked how they stand.",
            "Every objective has an owner.",
            Gaps([row for row in self.objectives if not row.owner_names], self._objective),
        )

    def _objective(self, row: asked.Stands) -> Gap:
        return Gap(
            row.name,
            row.text,
            self._address("objectives:objective_detail", row.reference),
            says=f"{row.offered_owner} is offered as a reading. {row.offered_ground}" if row.offered_owner else "",
        )

    # Who does what, and where

    @property
    def decides_on_measures(self) -> bool:
        """Whether the reader decides on the links of measures."""
        return may(self.reader, Act.MANAGE, Kind.SCORECARD)

    @property
    def decides_on_risks(self) -> bool:
        """Whether the reader decides on the links of risks."""
        return may(self.reader, Act.MANAGE, Kind.REGISTER)

    def _links_of(self, measure: Measure) -> str:
        return address_of_links(self.year, measure) if self.decides_on_measures else ""

    def _of_measure(self, measure: Measure) -> str:
        return self._address("scorecard:measure_detail", measure.reference)

    def _address(self, name: str, reference: str) -> str:
        return way_to(name, self.year.trust.slug, self.year.slug, reference)


def gaps_of(reader: Reader, year: Year) -> GapSheet | None:
    """The year's gap sheet; none where the year has no plan."""
    annual_plan = next(iter(asked.plans(reader, year.pk)), None)
    if annual_plan is None:
        return None
    sheet = GapSheet(reader, year)
    sheet.aims = asked.aims(annual_plan.plan_id, year.end)
    sheet.objectives = asked.objectives(reader, year.pk)
    sheet.links = asked.ties(reader, year.pk, at_work=bool(reader.working_roles))
    sheet.references = asked.references(reader, year.pk)
    sheet.measures = asked.measures(reader, year.pk)
    sheet.doubts = {row.about: row for row in asked.doubts(reader, year.pk)}
    sheet.opened = open_register(reader, year)
    sheet.risks = live_risks(sheet.opened)
    return sheet


def about(reference: PlanReference) -> str:
    """How a finding names a reference of a measure."""
    return f"Measure {reference.measure.reference}, reference {reference.printed}"


def live_risks(opened: OpenRegister | None) -> dict[int, RiskLine]:
    """The risks that are not closed at the review where the reader starts, by entry, worst first."""
    if opened is None or opened.current is None:
        return {}
    return {line.entry_id: line for line in opened.live(opened.current)}


def _ties(link: Tie) -> bool:
    """Whether a measure's link counts: confirmed, or found by its number and not rejected."""
    return link.state == Link.State.CONFIRMED or link.ground == Link.Ground.NUMBER


def _ground(link: Tie) -> str:
    """What a suggestion rests on, in a few words."""
    words = Link.Ground(link.ground).label
    return words[:1].lower() + words[1:]
