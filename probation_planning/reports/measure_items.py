"""Measures on "my work": those of somebody's posts and groups, and of their units, and how each stands."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter, Year
from probation_planning.organisation.questions import by_page, hand_out, question
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.asks import MeasureAsk
from probation_planning.reports.due import result_is_due
from probation_planning.reports.items import UNITS_ANSWER, Item, State, through_whom
from scorecard.giving import asked_of, giving_at, late_for
from scorecard.models import Measure, MeasureOwner, Result
from scorecard.periods import is_done
from scorecard.standing import (
    Standing,
    open_periods,
    period_to_give,
    standing,
    value_of,
    with_standing_rows,
)

RESULT_DUE = State("result due", "unanswered")
RESULT_LATE = State("late", "late")
RESULT_GIVEN = State("result given", "confirmed")
NOT_DUE = State("not due this quarter", "not-yet-due")


@question
def _measures(reader: Reader, year: int) -> QuerySet[Any]:
    # Of one that is shared out: the reader's units, each with who gave its latest result.
    my_units = DeliveryUnit.objects.filter(trust=reader.trust, owner__in=reader.owner_ids)
    of_measure = Result.objects.order_by("-quarter__number", "-sequence").values("given_by__name")
    of_unit = of_measure.filter(measure=OuterRef(OuterRef("pk")), unit=OuterRef("pk"))
    of_each = JSONObject(pk="pk", slug="slug", owner="owner", by=Subquery(of_unit[:1]))
    units = my_units.filter(kind=OuterRef("for_each")).order_by("name")
    owned_by_me = MeasureOwner.objects.filter(owner__in=reader.owner_ids).values("measure")
    mine = (
        Measure.objects.visible_to(reader)
        .standing()
        .filter(Q(pk__in=owned_by_me) | Q(for_each__in=my_units.values("kind")), perspective__scorecard__year=year)
    )
    rows: QuerySet[Any] = with_standing_rows(mine).annotate(
        through=through_whom(MeasureOwner, "measure", reader),
        by=Subquery(of_measure.filter(measure=OuterRef("pk"), unit=None)[:1]),
        units_mine=ArraySubquery(units.values(json=of_each)),
    )
    return rows.order_by("perspective__number", "number")


@question
def _owners_of(measures: tuple[int, ...]) -> QuerySet[MeasureOwner]:
    return MeasureOwner.objects.filter(measure__in=measures).select_related("owner")


def measures(
    reader: Reader, year: Year, quarters: Sequence[Quarter], quarter: Quarter | None, day: datetime.date
) -> Iterable[Item]:
    """Each with its latest result; where each unit gives one, once for each of the reader's."""
    owners = {owner.pk: owner for owner in reader.owners}
    rows = _measures(reader, year.pk)
    if rows:
        hand_out(rows, "owners", _owners_of(by_page([row.pk for row in rows])), by="measure_id")
    for place, row in enumerate(rows):
        of = _Measure(row, standing(row, quarters, day), reader, year, quarter)
        units = list(of.units(owners))
        for at, (unit, by) in enumerate(units):
            yield of.of_unit((place, at), unit, by)
        if not units and row.through is not None:
            yield of.whole((place,), owners[row.through])


@dataclass(frozen=True)
class _Measure:
    """A measure of the reader's at a quarter."""

    row: Any
    stands: Standing
    reader: Reader
    year: Year
    quarter: Quarter | None

    def units(self, owners: dict[int, Owner]) -> Iterable[tuple[DeliveryUnit, str]]:
        """The reader's units of whom a result is wanted in the year, each with who gave the latest."""
        mine = {said["pk"]: said for said in self.row.units_mine}
        for unit in self.stands.units:
            if unit.pk in mine and asked_of(self.stands, unit):
                said = mine[unit.pk]
                unit.slug, unit.owner = said["slug"], owners[said["owner"]]
                yield unit, said["by"] or ""

    def whole(self, worst: tuple[int, ...], owner: Owner) -> Item:
        """It, as it stands; each unit's results are for whoever owns the unit."""
        stands, period = self.stands, period_to_give(self.stands)
        if self.row.for_each:
            return self._item(worst, owner, UNITS_ANSWER, None, stands.latest, "", stands.value)
        given = {result.quarter_id for result in stands.results}
        rated = State(stands.rating.label, stands.rating.value)
        state = self._state(stands.late, given, rated, is_asked=not stands.is_done)
        return self._item(worst, owner, state, period, stands.latest, self.row.by or "", stands.value)

    def of_unit(self, worst: tuple[int, ...], unit: DeliveryUnit, by: str) -> Item:
        """One of its units: late, due, or with a result, which is rated where it has a share."""
        stands = self.stands
        asked = {one.pk for one in asked_of(stands, unit)}
        results = [one for one in stands.unit_results if one.unit_id == unit.pk]
        given = {one.quarter_id for one in results}
        rating = next((one.rated.rating for one in stands.by_unit if one.unit.pk == unit.pk and one.rated), None)
        rated = State(rating.label, rating.value) if rating else RESULT_GIVEN
        said = value_of(results[-1]) if results else None
        is_asked = self.quarter is not None and self.quarter.pk in asked and not is_done(self.row, said)
        state = self._state(late_for(stands, unit), given, rated, is_asked=is_asked)
        periods = [one for one in open_periods(self.row, stands.quarters) if one.pk in asked]
        period = next((one for one in periods if one.pk not in given), periods[-1] if periods else None)
        latest = results[-1] if results else None
        shown = giving_at(stands, stands.quarter_of(latest), unit).show(latest) if latest else ""
        return self._item(worst, unit.owner, state, period, latest, by, shown, unit)

    def _state(self, late: Quarter | None, given: set[int], rated: State, *, is_asked: bool) -> State:
        """Whether a result is wanted for the quarter; once it is given, how it is rated."""
        if late:
            return RESULT_LATE
        if is_asked and self.quarter and self.quarter.pk not in given and result_is_due(self.row, self.quarter):
            return RESULT_DUE
        return rated if given else NOT_DUE

    def _item(
        self,
        worst: tuple[int, ...],
        owner: Owner | None,
        state: State,
        period: Quarter | None,
        latest: Result | None,
        by: str,
        shown: str,
        unit: DeliveryUnit | None = None,
    ) -> Item:
        """It, or its unit; `period`: of which the next result is given, None where none can be."""
        row, stands = self.row, self.stands
        named = [self.year.trust.slug, self.year.slug, row.reference]
        page, form = reverse("scorecard:measure_detail", args=named), reverse("scorecard:result", args=named)
        ask = None
        if state is not UNITS_ANSWER and may(self.reader, Act.ANSWER, Kind.SCORECARD):
            # What was typed before its period was closed is still asked for, and refused in words.
            at = period or stands.quarters[-1]
            seen = next((one.sequence for one in self._given(unit) if one.quarter_id == at.pk), 0)
            ask = MeasureAsk(row.pk, seen, row, stands, at, self.reader, unit)
        return Item(
            kind="Measure",
            reference=row.reference,
            title=row.name,
            address=f"{page}#units" if unit else page,
            answer="" if period is None else f"{form}?{urlencode({'unit': unit.slug})}" if unit else form,
            act="Enter result",
            state=state,
            waits=period is not None and state in {RESULT_LATE, RESULT_DUE},
            worst=worst,
            owner=owner,
            words=latest.note if latest else "",
            words_from=f"{shown}, {stands.period_of(latest)}" if latest and shown else "",
            by=by if latest and latest.given_by_id != self.reader.user.pk else "",
            ask=ask,
            unit=unit.name if unit else "",
        )

    def _given(self, unit: DeliveryUnit | None) -> Sequence[Result]:
        """The results that count of the unit, or of the trust."""
        stands = self.stands
        return [one for one in stands.unit_results if one.unit_id == unit.pk] if unit else stands.results
