"""Who has and who has not answered: for the open quarter and one review, owner by owner."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.urls import reverse

from objectives.models import Objective
from objectives.spread import said_of
from objectives.standing import NO_STATUS, current_quarter
from probation_planning.organisation import clock
from probation_planning.organisation.holders import people_of
from probation_planning.organisation.models import Owner, Quarter, Year
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.word import names_of
from probation_planning.reports.due import result_is_due
from probation_planning.reports.incomplete import gaps_at
from risks.answers import answers_by_owner
from risks.models import Review
from risks.reading import OpenRegister, is_begun
from scorecard.giving import Giving, givings
from scorecard.models import Measure
from scorecard.standing import standing, with_standing_rows


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
    owners: str


class Count(NamedTuple):
    """How many things of one kind are answered, each counted once however many own it."""

    things: str
    asked: str
    answered: int
    total: int


@dataclass
class Progress:
    """The whole trust: counts of things, and the owners, the silent ones first."""

    quarter: Quarter | None
    review: Review
    counts: list[Count]
    waiting: list[OwnerProgress]
    finished: list[OwnerProgress]
    nobody: OwnerProgress | None
    late: list[LateResult]


def progress_of(reader: Reader, year: Year, opened: OpenRegister, review: Review) -> Progress:
    """Read it; as many queries for a few things as for thousands."""
    quarters = list(year.quarters.order_by("number"))
    for one in quarters:
        one.year = year
    quarter = current_quarter(quarters)
    owners: dict[str, OwnerProgress] = {}
    measures, late = _measures(owners, reader, year, quarters, quarter)
    counts = [_objectives(owners, reader, year, quarter), _risks(owners, year, opened, review), measures]
    nobody = owners.pop("", None)
    _name_holders(owners)
    in_order = sorted(owners.values(), key=lambda one: (-one.unanswered, one.owner))
    return Progress(
        quarter,
        review,
        counts,
        [one for one in in_order if one.unanswered or one.incomplete],
        [one for one in in_order if not one.unanswered and not one.incomplete],
        nobody,
        late,
    )


def _of(owners: dict[str, OwnerProgress], name: str) -> OwnerProgress:
    return owners.setdefault(name, OwnerProgress(name))


def _objectives(owners: dict[str, OwnerProgress], reader: Reader, year: Year, quarter: Quarter | None) -> Count:
    wanted = Objective.objects.visible_to(reader).of(year).filter(withdrawn_on=None).in_printed_order()
    rows: list[Any] = list(wanted.with_silence(quarter).with_units(quarter).with_owner_names())
    if quarter and not quarter.expects_answers:
        return Count("objectives", f"with {NO_STATUS.label} for {quarter}", sum(row.silent for row in rows), len(rows))
    for row in rows:
        address = reverse("objectives:objective_detail", args=[year.trust.slug, year.slug, row.reference])
        thing = Thing(str(row), row.text, address)
        asked = [
            (one.owner or "", one.word is None, Thing(f"{row}, {one.unit}", row.text, f"{address}?{one.query}"))
            for one in said_of(row)
        ]
        for name, silent, each in asked or [(name, row.silent, thing) for name in row.owner_names or [""]]:
            answers = _of(owners, name).objectives
            (answers.unanswered if silent else answers.answered).append(each)
    return Count("objectives", f"answered for {quarter}", sum(not row.silent for row in rows), len(rows))


def _risks(owners: dict[str, OwnerProgress], year: Year, opened: OpenRegister, review: Review) -> Count:
    answered, total = set(), set()
    for gap in gaps_at(opened, year, review):
        address = reverse("risks:risk_detail", args=[year.trust.slug, year.slug, gap.line.reference])
        for name in gap.line.owners or [""]:
            _of(owners, name).incomplete.append(Thing(f"Risk {gap.line.reference}", gap.says, address))
    for each in answers_by_owner(opened, review):
        answers = _of(owners, each.owner).risks
        for lines, things in ((each.answered, answers.answered), (each.unanswered, answers.unanswered)):
            for line in lines:
                address = reverse("risks:risk_detail", args=[year.trust.slug, year.slug, line.reference])
                things.append(Thing(f"Risk {line.reference}", line.title, address))
                total.add(line.reference)
        answered |= {line.reference for line in each.answered}
    asked = f"assessed for {review}" if is_begun(review) else f"to assess once {review} is open"
    return Count("risks", asked, len(answered), len(total))


def _measures(
    owners: dict[str, OwnerProgress],
    reader: Reader,
    year: Year,
    quarters: Sequence[Quarter],
    quarter: Quarter | None,
) -> tuple[Count, list[LateResult]]:
    answered = total = 0
    rows = with_standing_rows(Measure.objects.visible_to(reader).of(year).standing()).prefetch_related("owners__owner")
    found = list(rows.order_by("perspective__number", "number"))
    stands = {row.pk: standing(row, quarters, clock.today()) for row in found}
    owed = {row.pk: stood for row in found if (stood := stands[row.pk].late)}
    asked = dict[tuple[int, int], list[Giving]]()
    for at in quarters:
        wanted = [row for row in found if at == quarter or owed.get(row.pk) == at]
        shared = [row for row in wanted if row.for_each]
        whole = [stands[row.pk] for row in wanted if not row.for_each]
        given = [Giving(one.measure, at, None, one.target, one.results) for one in whole]
        for one in [*given, *(givings(shared, at) if shared else ())]:
            asked.setdefault((one.measure.pk, at.pk), []).append(one)
    late: list[LateResult] = []
    for row in found:
        for one in asked.get((row.pk, quarter.pk), []) if quarter and result_is_due(row, quarter) else ():
            if one.latest is None and stands[row.pk].is_done:
                continue
            thing = _of_measure(year, one)
            for name in [str(tie.owner) for tie in row.answerers(one.unit)] or [""]:
                answers = _of(owners, name).measures
                (answers.answered if one.latest else answers.unanswered).append(thing)
            answered, total = answered + bool(one.latest), total + 1
        if owing := owed.get(row.pk):
            due_on = owing.last_day + datetime.timedelta(days=row.due_days)
            late += [
                LateResult(_of_measure(year, one), one.period, due_on, names_of(row.answerers(one.unit)))
                for one in asked.get((row.pk, owing.pk), ())
                if not one.latest
            ]
    late.sort(key=lambda one: one.due_on)
    return Count("measures due", f"with a result for {quarter}", answered, total), late


def _of_measure(year: Year, one: Giving) -> Thing:
    address = reverse("scorecard:measure_detail", args=[year.trust.slug, year.slug, one.measure.reference])
    return Thing(f"Measure {one.ref}", one.measure.name, address)


def _name_holders(owners: dict[str, OwnerProgress]) -> None:
    """Say of each owner which people answer for it today."""
    named = list(Owner.objects.filter(name__in=owners))
    people = people_of((owner.pk for owner in named), clock.today())
    for owner in named:
        owners[owner.name].kind = owner.kind
        owners[owner.name].holders = [user.name for user in people[owner.pk]]
