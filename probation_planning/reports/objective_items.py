"""Objectives on "my work": those of somebody's posts and groups, and of their units, and how each stands."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse

from objectives.models import Objective, ObjectiveOwner, Status, StatusUpdate
from objectives.spread import UnitSaid, open_within
from objectives.standing import carries_on, standing
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter, Year
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.asks import ObjectiveAsk
from probation_planning.reports.items import UNITS_ANSWER, Item, State, through_whom
from probation_planning.reports.wanted import asked_besides, wanted_of

# What an owner last said, the worst first; an objective nobody has spoken of stands between good and bad.
WORST_FIRST = (Status.OFF_TRACK, Status.AT_RISK, Status.NOT_STARTED, None, Status.ON_TRACK)
LAST_QUARTER = 4


@question
def _objectives(
    reader: Reader, year: int, quarter: int, first: datetime.date, last_day: datetime.date
) -> QuerySet[Any]:
    said = StatusUpdate.objects.filter(quarter__number__lte=quarter).order_by("-quarter__number", "-sequence")
    told = {name: name for name in ("status", "comment", "sequence", "given_by")}
    last = said.values(json=JSONObject(**told, quarter="quarter__number", name="given_by__name"))
    # Of one that each unit answers: the reader's units, each with its last word.
    my_units = DeliveryUnit.objects.filter(open_within(first, last_day), owner__in=reader.owner_ids)
    of_each = {name: name for name in ("pk", "name", "slug", "owner")}
    of_unit = Subquery(last.filter(objective=OuterRef(OuterRef("pk")), unit=OuterRef("pk"))[:1])
    units = my_units.filter(kind=OuterRef("for_each")).order_by("name")
    mine = Objective.objects.visible_to(reader).filter(annual_plan__year=year, withdrawn_on=None)
    owned = ObjectiveOwner.objects.filter(owner__in=reader.owner_ids).values("objective")
    return (
        mine.filter(Q(pk__in=owned) | Q(for_each__in=my_units.values("kind")))
        .in_printed_order()
        .annotate(
            through=Coalesce(through_whom(ObjectiveOwner, "objective", reader), Subquery(units.values("owner")[:1])),
            last=Subquery(last.filter(objective=OuterRef("pk"), unit=None)[:1]),
            units_mine=ArraySubquery(units.values(json=JSONObject(**of_each, last=of_unit))),
            **asked_besides(quarter),
        )
    )


def objectives(reader: Reader, year: Year, quarter: Quarter | None, day: datetime.date) -> Iterable[Item]:
    """Each with what was last said of it up to the quarter; where each unit answers, once for each of the reader's."""
    owners = {owner.pk: owner for owner in reader.owners}
    number = quarter.number if quarter else LAST_QUARTER
    first, last_day = (quarter.first_day, quarter.last_day) if quarter else (day, day)
    for place, row in enumerate(_objectives(reader, year.pk, number, first, last_day)):
        of = _Objective(row, reader, year, quarter, day)
        if not row.units_mine:
            yield of.item((_badness(row.last), place), owners[row.through], row.last or {})
            continue
        # The units of one stand together, as bad as the worst of them that waits.
        waiting = [unit["last"] for unit in row.units_mine if of.waits(unit["last"] or {})]
        worst = min(map(_badness, waiting or [unit["last"] for unit in row.units_mine]))
        for at, unit in enumerate(row.units_mine):
            order = (worst, place, _badness(unit["last"]), at)
            said = UnitSaid(unit["pk"], unit["name"], "", None, unit["slug"])
            yield of.item(order, owners[unit["owner"]], unit["last"] or {}, said)


def _badness(last: dict[str, Any] | None) -> int:
    """The place of its last word among the words, the worst first."""
    status = Status(last["status"]) if last else None
    return WORST_FIRST.index(status) if status in WORST_FIRST else len(WORST_FIRST)


@dataclass(frozen=True)
class _Objective:
    """An objective of the reader's at a quarter."""

    row: Any
    reader: Reader
    year: Year
    quarter: Quarter | None
    day: datetime.date

    @property
    def takes_answers(self) -> bool:
        """Whether the quarter does."""
        return self.quarter is not None and self.quarter.is_open and self.quarter.expects_answers

    def is_answered(self, last: dict[str, Any]) -> bool:
        """Whether the last word is of this quarter."""
        return bool(last) and self.quarter is not None and last["quarter"] == self.quarter.number

    def waits(self, last: dict[str, Any]) -> bool:
        """Whether an answer is wanted now; a final word of an earlier quarter stands."""
        ended = bool(last) and not carries_on(last["status"])
        return self.takes_answers and not self.is_answered(last) and not ended

    def item(self, worst: tuple[int, ...], owner: Owner, last: dict[str, Any], unit: UnitSaid | None = None) -> Item:
        """It, or its unit, of which this was said last."""
        row, quarter = self.row, self.quarter
        answered = self.is_answered(last)
        status = Status(last["status"]) if last else None
        state = State(*standing(status if answered else None, quarter, self.day))
        ended = status is not None and not carries_on(status)
        if status and ended and not answered:
            state = State(f"{status.label.lower()} since Q{last['quarter']}", status.value)
        by_others = bool(row.for_each) and unit is None
        page = reverse("objectives:objective_detail", args=[self.year.trust.slug, self.year.slug, row.reference])
        page = f"{page}?{unit.query}" if unit else page
        waits = self.waits(last) and not by_others
        was_on_track = status is Status.ON_TRACK and quarter is not None and last["quarter"] == quarter.number - 1
        ask = None
        if quarter is not None and not by_others and may(self.reader, Act.ANSWER, Kind.PLAN):
            wanted, seen = wanted_of(row, unit.pk if unit else None), last["sequence"] if answered else 0
            ask = ObjectiveAsk(row.pk, seen, quarter, self.year, status, wanted, unit.pk if unit else None)
        return Item(
            kind="Objective",
            reference=row.reference,
            title=row.text,
            address=page,
            answer=f"{page}#answer" if self.takes_answers else "",
            act="Change" if answered or ended else "Answer",
            state=UNITS_ANSWER if by_others else state,
            waits=waits,
            worst=worst,
            owner=owner,
            words=last.get("comment", ""),
            words_from=f"{status.label}, Q{last['quarter']}" if status else "",
            by=last["name"] if last and last["given_by"] != self.reader.user.pk else "",
            ask=ask,
            is_confirmable=waits and was_on_track and ask is not None,
            unit=unit.unit if unit else "",
        )
