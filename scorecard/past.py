"""A measure's periods looked back on: each against the target of its time, and what was corrected in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from scorecard.direction import Period, Travel, travel
from scorecard.gathering import Gathering, held_back, is_short
from scorecard.judging import judge
from scorecard.models import Result
from scorecard.rating import Rated
from scorecard.rows import Set
from scorecard.standing import Standing, earlier_results, value_of
from scorecard.targets import Target


class Said(NamedTuple):
    """One thing that was given for a period, and whether it counts still."""

    name: str
    value: str
    result: Result
    counts: bool


@dataclass(frozen=True)
class Past:
    """A period that has a result: what counts, against the target of its time and the periods before."""

    period: Period
    name: str
    result: Result
    value: str
    chosen: Set | None
    target: Target
    rated: Rated
    to_date: str
    travel: Travel
    before: str
    year_before: str
    gathering: Gathering | None
    corrected: tuple["Said", ...]

    @property
    def adds_up(self) -> bool:
        """Whether the rating was made on more than the period's own value."""
        return bool(self.to_date)


def past_of(standing: Standing, rows: Iterable[Result]) -> list[Past]:
    """The periods with a result, the latest first; `rows` are all of the trust's own, corrected ones too."""
    said_of: dict[int, list[Result]] = {}
    for row in rows:
        said_of.setdefault(row.quarter_id, []).append(row)
    gathered = {one.quarter.pk: one for one in standing.gatherings}
    found = []
    for at, made in enumerate(standing.results, start=1):
        quarter = standing.quarter_of(made)
        said = sorted(said_of.get(quarter.pk, []), key=lambda row: -row.sequence)
        result = said[0] if said else made
        chosen = standing.chosen_for(quarter.number)
        target = standing.read(chosen)
        so_far = standing.reported(standing.results[:at])
        target_row = chosen.row if chosen else None
        then = standing.today.after(quarter.number).moment(standing.measure.due_days)
        rated = judge(
            standing.measure,
            target_row,
            target,
            so_far,
            then,
            before=earlier_results(standing.history, standing.today.start),
        )
        here = [one for one in standing.gatherings if one.quarter.number <= quarter.number]
        rated = held_back(rated, here)
        period = standing.period_at(quarter)
        moved = Travel()
        if not is_short(here):
            moved = travel(target, standing.history, period, level_within=standing.measure.level_within)
        own = value_of(result)
        found.append(
            Past(
                period=period,
                name=standing.period_of(result),
                result=result,
                value=target.show(own),
                chosen=chosen,
                target=target,
                rated=rated,
                to_date=target.show(rated.value) if rated.value is not None and rated.value != own else "",
                travel=moved,
                before=standing.name_of(moved.before) if moved.before else "",
                year_before=standing.name_of(period.a_year_before),
                gathering=gathered.get(quarter.pk),
                corrected=tuple(
                    Said(standing.period_of(row), target.show(value_of(row)), row, False) for row in said[1:]
                ),
            )
        )
    return found[::-1]


def given_by_units(standing: Standing, rows: Iterable[Result]) -> list[Said]:
    """All that units gave, the latest quarter first, unit by unit, corrected ones under what counts."""
    numbers = standing.today.numbers
    ordered = sorted(rows, key=lambda row: (-numbers[row.quarter_id], str(row.unit), -row.sequence))
    counting = {(row.quarter_id, row.unit_id): row.pk for row in reversed(ordered)}
    return [
        Said(
            standing.period_of(row),
            standing.read(standing.chosen_for(numbers[row.quarter_id])).show(value_of(row)),
            row,
            counting[row.quarter_id, row.unit_id] == row.pk,
        )
        for row in ordered
    ]
