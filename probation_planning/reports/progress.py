"""Who has and who has not answered: for the open quarter and one review, owner by owner."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import QuerySet

from objectives.models import Objective
from objectives.models.counting import Days, days_of
from objectives.spread import said_of
from objectives.standing import NO_STATUS, current_quarter
from probation_planning.organisation import clock
from probation_planning.organisation.addresses import way_to
from probation_planning.organisation.holders import people_of
from probation_planning.organisation.models import Owner, Quarter, Year
from probation_planning.organisation.questions import question
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


class Thing(NamedTuple):
    """What an owner answers for: its name, its words and its page."""

    name: str
    title: str
    address: str


@dataclass
class Answers:
    """What one owner has and has not answered of one kind of thing."""

    kind: str
    answered: list[Thing] = field(default_factory=list)
    unanswered: list[Thing] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All that the owner answers for."""
        return len(self.answered) + len(self.unanswered)


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

    @property
    def kinds(self) -> list[Answers]:
        """The kinds of which they own something."""
        return [one for one in (self.objectives, self.risks, self.measures) if one.total]

    @property
    def unanswered(self) -> int:
        """How much is still to come."""
        return sum(len(one.unanswered) for one in self.kinds)


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


def progress_of(reader: Reader, year: Year, opened: OpenRegister, review: Review) -> Progress:
    """Read it; as many queries for a few things as for thousands."""
    quarters = quarters_of(year)
    quarter = current_quarter(quarters)
    owners: dict[str, OwnerProgress] = {}
    owed = results_owed(reader, year, quarters, quarter)
    measures = _measures(owners, year, quarter, owed)
    counts = [_objectives(owners, reader, year, quarter), _risks(owners, year, opened, review), measures]
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


def _of(owners: dict[str, OwnerProgress], name: str) -> OwnerProgress:
    return owners.setdefault(name, OwnerProgress(name))


def _objectives(owners: dict[str, OwnerProgress], reader: Reader, year: Year, quarter: Quarter | None) -> Count:
    rows: list[Any] = objectives_asked(reader, year.pk, days_of(quarter))
    if quarter and not quarter.expects_answers:
        return Count("objectives", f"with {NO_STATUS.label} for {quarter}", sum(row.silent for row in rows), len(rows))
    for name, is_silent, thing in answers_wanted(year, rows):
        answers = _of(owners, name).objectives
        (answers.unanswered if is_silent else answers.answered).append(thing)
    return Count("objectives", f"answered for {quarter}", sum(not row.silent for row in rows), len(rows))


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
    """The year's objectives, each with whether it is silent at the quarter, and whose it is."""
    rows = Objective.objects.visible_to(reader).filter(annual_plan__year=year, withdrawn_on=None).in_printed_order()
    return rows.with_silence(quarter).with_units(quarter).with_owner_names()


def _risks(owners: dict[str, OwnerProgress], year: Year, opened: OpenRegister, review: Review) -> Count:
    answered, total = set(), set()
    for gap in gaps_at(opened, year, review):
        address = way_to("risks:risk_detail", year.trust.slug, year.slug, gap.line.reference)
        for name in gap.line.owners or [""]:
            _of(owners, name).incomplete.append(Thing(f"Risk {gap.line.reference}", gap.says, address))
    for each in answers_by_owner(opened, review):
        answers = _of(owners, each.owner).risks
        for lines, things in ((each.answered, answers.answered), (each.unanswered, answers.unanswered)):
            for line in lines:
                address = way_to("risks:risk_detail", year.trust.slug, year.slug, line.reference)
                things.append(Thing(f"Risk {line.reference}", line.title, address))
                total.add(line.reference)
        answered |= {line.reference for line in each.answered}
    asked = f"assessed for {review}" if is_begun(review) else f"to assess once {review} is open"
    return Count("risks", asked, len(answered), len(total))


def _measures(owners: dict[str, OwnerProgress], year: Year, quarter: Quarter | None, owed: Sequence[Owed]) -> Count:
    """The results that are due at the quarter."""
    due = [one for one in owed if quarter is not None and one.giving.quarter.pk == quarter.pk]
    due = [one for one in due if result_is_due(one.giving.measure, quarter)]
    for one in due:
        for name in [str(owner) for owner in one.owners] or [""]:
            answers = _of(owners, name).measures
            (answers.answered if one.is_there else answers.unanswered).append(_of_measure(year, one.giving))
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
