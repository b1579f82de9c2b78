"""A measure's results as pictures: the latest periods as small as a word, and the year against what it should reach."""

from probation_planning.ui.lines import LineChart, Run, Slot, Stop
from scorecard.accumulation import read_profile
from scorecard.direction import Period
from scorecard.judging import tolerance_of
from scorecard.models import Frequency
from scorecard.past import Past
from scorecard.rating import LAST_QUARTER, Tolerance, close_edges
from scorecard.standing import Standing

LATEST = 4


def run_of(standing: Standing) -> Run | None:
    """The last four periods up to the latest that has a result, across the year's end; None before the first."""
    if not standing.history:
        return None
    last = max(standing.history)
    if standing.measure.frequency == Frequency.QUARTERLY:
        asked = [_back(last, by) for by in reversed(range(LATEST))]
        while asked[0] not in standing.history:
            asked.pop(0)
    else:
        asked = sorted(standing.history)[-LATEST:]
    stops = []
    for period in asked:
        value, label = standing.history.get(period), standing.name_of(period)
        stops.append(Stop(label) if value is None else Stop(label, *standing.placed(value)))
    return Run(tuple(stops))


def _back(period: Period, by: int) -> Period:
    years, quarter = divmod(period.year * LAST_QUARTER + period.quarter - 1 - by, LAST_QUARTER)
    return Period(years, quarter + 1)


def chart_of(standing: Standing, past: list[Past]) -> LineChart:
    """The year's periods beside those of the year before: results, each against the target of its time."""
    own = {each.period: each for each in past}
    this_year = [standing.period_at(quarter) for quarter in standing.reported_quarters]
    asked = sorted({*standing.history, *this_year})
    slots = []
    for period in asked:
        value, label = standing.history.get(period), standing.name_of(period)
        words, place = standing.placed(value) if value is not None else ("", None)
        then = own.get(period)
        if then is not None and then.adds_up:
            words, place = standing.placed(then.rated.value) if then.rated.value is not None else (words, place)
        if period.year != standing.today.start:
            slots.append(Slot(label, words, place))
            continue
        chosen = then.chosen if then else standing.chosen_for(period.quarter)
        target = standing.read(chosen)
        level = target.level if target.is_rated else None
        row = chosen.row if chosen else None
        low, high = close_edges(target, tolerance_of(row) or Tolerance()) if level is not None else (None, None)
        slots.append(
            Slot(
                label=label,
                words=words,
                place=place,
                is_provisional=bool(then and then.result.provisional),
                target=level,
                target_words=target.printed,
                low=low,
                high=high,
                profile=read_profile(row.profile).get(period.quarter) if row and level is not None else None,
            )
        )
    return LineChart(standing.measure.name, tuple(slots))
