"""Who has and who has not answered: for the open quarter and one review, owner by owner."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Case, QuerySet, When

from objectives.models import Objective
from objectives.models.counting import Days, days_of
from objectives.spread import UnitSaid, said_of
from objectives.standing import NO_STATUS, current_quarter
from probation_planning.organisation import clock
from probation_planning.organisation.addresses import way_to
from probation_planning.organisation.holders import people_of
from probation_planning.organisation.models import Owner, Quarter, Year
from probation_planning.organisation.parted import Part, Span, parted, read_parted
from probation_planning.organisation.questions import Statement, question, statement
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.word import names_of
from probation_planning.organisation.years import quarters_of
from probation_planning.reports.due import result_is_due
from probation_planning.reports.incomplete import gaps_at
from probation_planning.reports.owed import Owed, results_owed
from risks.answers import answers_by_owner
from risks.models import Review
from risks.reading import OpenRegister, is_begun
from scorecard.giving import Giving

PER_PAGE = 50
# On the page of all owners so many of each list are shown.
FIRST = Span(0, 25)
# Taken along, all of them.
ALL = Span(0, 1_000_000)


def page_of_one(page: int) -> Span:
    """The page of one owner's lists, counted from 1."""
    return Span((page - 1) * PER_PAGE, page * PER_PAGE)


class Thing(NamedTuple):
    """What an owner answers for: its name, its words and its page."""

    name: str
    title: str
    address: str


class Listed(NamedTuple):
    """Things of one owner that stand alike: what they are, those shown, and how many there are."""

    heading: str
    things: tuple[Thing, ...]
    many: int


class Tally(NamedTuple):
    """How many of one kind an owner has answered, of how many."""

    kind: str
    given: int
    total: int


class OwnerShown(NamedTuple):
    """An owner as the page shows them: who could answer for them today, the counts, and the lists."""

    owner: str
    kind: str
    holders: tuple[str, ...]
    tallies: tuple[Tally, ...]
    incomplete: int
    lists: tuple[Listed, ...]


@dataclass
class Answers:
    """What one owner has and has not answered of one kind of thing: those shown, and how many there are."""

    kind: str
    answered: list[Thing] = field(default_factory=list)
    unanswered: list[Thing] = field(default_factory=list)
    given: int = 0
    lacking: int = 0

    @property
    def total(self) -> int:
        """All that the owner answers for."""
        return self.given + self.lacking

    @property
    def lists(self) -> list[Listed]:
        """What is shown, those not answered first."""
        name = self.kind.capitalize()
        return [
            Listed(f"{name}s not answered", tuple(self.unanswered), self.lacking),
            Listed(f"{name}s answered", tuple(self.answered), self.given),
        ]

    def count(self, part: Part, thing: Thing) -> None:
        """What the database counted of them, and one that is shown."""
        if part.answered:
            self.given = part.many
        else:
            self.lacking = part.many
        if part.is_shown:
            (self.answered if part.answered else self.unanswered).append(thing)

    def add(self, thing: Thing, span: Span, *, is_answered: bool) -> None:
        """One more, shown where it is of the span."""
        if is_answered:
            self.given += 1
        else:
            self.lacking += 1
        if span.after < (self.given if is_answered else self.lacking) <= span.to:
            (self.answered if is_answered else self.unanswered).append(thing)


@dataclass
class OwnerProgress:
    """One owner's answers, and who could give them today; the owner without a name owns what nobody owns."""

    owner: str
    kind: str = ""
    holders: Sequence[str] = ()
    objectives: Answers = field(default_factory=lambda: Answers("objective"))
    risks: Answers = field(default_factory=lambda: Answers("risk"))
    measures: Answers = field(default_factory=lambda: Answers("measure"))
    incomplete: list[Thing] = field(default_factory=list)
    span: Span = FIRST

    @property
    def kinds(self) -> list[Answers]:
        """The kinds of which they own something."""
        return [one for one in (self.objectives, self.risks, self.measures) if one.total]

    @property
    def lists(self) -> list[Listed]:
        """All that is shown of what they answer for; no list that is empty."""
        incomplete = tuple(self.incomplete[self.span.after : self.span.to])
        found = [one for answers in self.kinds for one in answers.lists]
        found.append(Listed("Risks assessed and incomplete", incomplete, len(self.incomplete)))
        return [one for one in found if one.things]

    @property
    def shown(self) -> OwnerShown:
        """All of it in plain values."""
        tallies = tuple(Tally(one.kind, one.given, one.total) for one in self.kinds)
        lists = tuple(self.lists)
        return OwnerShown(self.owner, self.kind, tuple(self.holders), tallies, len(self.incomplete), lists)

    @property
    def longest(self) -> int:
        """How long the longest of the lists is."""
        return max((many for one in self.kinds for many in (one.given, one.lacking)), default=len(self.incomplete))

    @property
    def unanswered(self) -> int:
        """How much is still to come."""
        return sum(one.lacking for one in self.kinds)


class LateResult(NamedTuple):
    """A result that is past due: of what, for which period, since when, and who owes it."""

    thing: Thing
    period: str
    due_on: datetime.date
    days_late: str
    owners: str


class Count(NamedTuple):
    """How many things of one kind are answered, each counted once however many own it."""

    things: str
    asked: str
    answered: int
    total: int


@dataclass
class Progress:
    """The whole trust: counts of things, and the owners, the silent ones first.

    `results_wanted`: whether a result is late, or due and not there.
    """

    quarter: Quarter | None
    review: Review
    counts: list[Count]
    waiting: list[OwnerProgress]
    finished: list[OwnerProgress]
    nobody: OwnerProgress | None
    late: list[LateResult]
    results_wanted: bool

    @property
    def awaits_answers(self) -> bool:
        """Whether a quarter is open that expects answers."""
        return self.quarter is not None and self.quarter.is_open and self.quarter.expects_answers


def progress_of(
    reader: Reader, year: Year, opened: OpenRegister, review: Review, owner: str | None = None, span: Span = FIRST
) -> Progress:
    """Read it, of all owners or of one; as many queries for a few things as for thousands."""
    quarters = quarters_of(year)
    quarter = current_quarter(quarters)
    owners: dict[str, OwnerProgress] = {}
    owed = results_owed(reader, year, quarters, quarter)
    measures = _measures(owners, year, quarter, owed, span)
    wanted = Wanted(owner, span)
    counts = [
        _objectives(owners, reader, year, quarter, wanted),
        _risks(owners, year, opened, review, wanted),
        measures,
    ]
    if owner is not None:
        owners = {name: one for name, one in owners.items() if name == owner}
    nobody = owners.pop("", None)
    _name_holders(owners, reader)
    in_order = sorted(owners.values(), key=lambda one: (-one.unanswered, one.owner))
    return Progress(
        quarter,
        review,
        counts,
        [one for one in in_order if one.unanswered or one.incomplete],
        [one for one in in_order if not one.unanswered and not one.incomplete],
        nobody,
        [
            LateResult(
                _of_measure(year, one.giving), one.giving.period, one.due_on, one.days_late, names_of(one.answerers)
            )
            for one in sorted(owed, key=lambda one: one.due_on)
            if one.is_late
        ],
        any(not one.is_there for one in owed),
    )


class Wanted(NamedTuple):
    """Of whom the lists are wanted, None for all; and which part of each."""

    owner: str | None
    span: Span


def _of(owners: dict[str, OwnerProgress], name: str) -> OwnerProgress:
    if name not in owners:
        owners[name] = OwnerProgress(name)
    return owners[name]


def _objectives(
    owners: dict[str, OwnerProgress], reader: Reader, year: Year, quarter: Quarter | None, wanted: Wanted
) -> Count:
    found = read_parted(_objectives_by_owner(reader, year.pk, days_of(quarter), wanted.owner, *wanted.span))
    if quarter and not quarter.expects_answers:
        silent = found.total - found.answered
        return Count("objectives", f"with {NO_STATUS.label} for {quarter}", silent, found.total)
    for part in found.parts:
        name, address = f"Objective {part.reference}", _address("objectives:objective_detail", year, part.reference)
        if part.unit:
            unit = UnitSaid(0, part.unit, part.owner, None, part.slug)
            name, address = f"{name}, {part.unit}", f"{address}?{unit.query}"
        thing = Thing(name, part.title, address)
        _of(owners, part.owner).objectives.count(part, thing)
    return Count("objectives", f"answered for {quarter}", found.answered, found.total)


@statement
def _objectives_by_owner(
    reader: Reader, year: int, quarter: Days | None, owner: str | None, after: int, to: int
) -> Statement:
    rows = objectives_of(reader, year, quarter).annotate(answered=Case(When(silent=True, then=False), default=True))
    return parted(rows.values_list("reference", "text", "answered", "owner_names", "units_said"), owner, after, to)


def _address(page: str, year: Year, reference: str) -> str:
    return way_to(page, year.trust.slug, year.slug, reference)


def answers_wanted(year: Year, rows: Iterable[Any]) -> Iterator[tuple[str, bool, Thing]]:
    """Each answer that these objectives want: of which owner ("" for nobody), whether it lacks, and of what.

    Of one that each unit answers, one for each unit.
    """
    for row in rows:
        address = way_to("objectives:objective_detail", year.trust.slug, year.slug, row.reference)
        whole = Thing(str(row), row.text, address)
        parts = [
            (one.owner or "", one.word is None, Thing(f"{row}, {one.unit}", row.text, f"{address}?{one.query}"))
            for one in said_of(row)
        ]
        yield from parts or [(name, row.silent, whole) for name in row.owner_names or [""]]


@question
def objectives_asked(reader: Reader, year: int, quarter: Days | None) -> QuerySet[Objective]:
    """`objectives_of` as rows."""
    rows: QuerySet[Objective] = objectives_of(reader, year, quarter)
    return rows


def objectives_of(reader: Reader, year: int, quarter: Days | None) -> Any:
    """The year's objectives, each with whether it is silent at the quarter, and whose it is."""
    rows = Objective.objects.visible_to(reader).filter(annual_plan__year=year, withdrawn_on=None).in_printed_order()
    return rows.with_silence(quarter).with_units(quarter).with_owner_names()


def _risks(owners: dict[str, OwnerProgress], year: Year, opened: OpenRegister, review: Review, wanted: Wanted) -> Count:
    for gap in gaps_at(opened, year, review):
        thing = _of_risk(year, gap.line.reference, gap.says)
        for name in gap.line.owners or [""]:
            _of(owners, name).incomplete.append(thing)
    for one in owners.values():
        one.span = wanted.span
    found = answers_by_owner(opened, review, wanted.span, wanted.owner)
    for part in found.parts:
        _of(owners, part.owner).risks.count(part, _of_risk(year, part.reference, part.title))
    asked = f"assessed for {review}" if is_begun(review) else f"to assess once {review} is open"
    return Count("risks", asked, found.answered, found.total)


def _of_risk(year: Year, reference: str, says: str) -> Thing:
    return Thing(f"Risk {reference}", says, _address("risks:risk_detail", year, reference))


def _measures(
    owners: dict[str, OwnerProgress], year: Year, quarter: Quarter | None, owed: Sequence[Owed], span: Span
) -> Count:
    """The results that are due at the quarter."""
    due = [one for one in owed if quarter is not None and one.giving.quarter.pk == quarter.pk]
    due = [one for one in due if result_is_due(one.giving.measure, quarter)]
    for one in due:
        for name in [str(owner) for owner in one.owners] or [""]:
            _of(owners, name).measures.add(_of_measure(year, one.giving), span, is_answered=one.is_there)
    return Count("measures due", f"with a result for {quarter}", sum(one.is_there for one in due), len(due))


def _of_measure(year: Year, one: Giving) -> Thing:
    address = way_to("scorecard:measure_detail", year.trust.slug, year.slug, one.measure.reference)
    return Thing(f"Measure {one.ref}", one.measure.name, address)


def _name_holders(owners: dict[str, OwnerProgress], reader: Reader) -> None:
    """Say of each owner which people answer for it today."""
    named = [owner for owner in _owners(reader.trust.pk) if owner.name in owners]
    people = people_of((owner.pk for owner in named), clock.today())
    for owner in named:
        owners[owner.name].kind = owner.kind
        owners[owner.name].holders = [user.name for user in people[owner.pk]]


@question
def _owners(trust: int) -> QuerySet[Owner]:
    return Owner.objects.filter(trust=trust)
