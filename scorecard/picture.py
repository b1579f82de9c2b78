"""A measure's results as pictures: the latest periods as small as a word, and the year against what it should reach."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from probation_planning.ui.lines import LineChart, Mark, Run, Slot, Stop
from scorecard.accumulation import Rolling, read_profile, to_date
from scorecard.direction import Period
from scorecard.judging import accumulation_of, tolerance_of
from scorecard.models import Accumulation, Frequency
from scorecard.past import Past
from scorecard.rating import LAST_QUARTER, Tolerance, close_edges
from scorecard.standing import Standing, earlier_results, reported_before
from scorecard.targets import PERCENT, POUND, QUARTERS, Form, Takes, Target, Value, figure_words

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
    """The year's periods beside those of the year before: results, each against the target of its time.

    What is added up over the year stands as it was to date, in both years, and begins anew with each.
    """
    own = {each.period: each for each in past}
    to_dates = _to_dates(standing, own)
    slots: list[Slot] = []
    year = None
    for period in sorted({*standing.history, *(standing.period_at(quarter) for quarter in standing.reported_quarters)}):
        value = to_dates.get(period)
        words, place = standing.placed(value) if value is not None else ("", None)
        slot = Slot(standing.name_of(period), words, place, begins=_starts_anew(standing) and period.year != year)
        year = period.year
        slots.append(slot if year != standing.today.start else _against(slot, standing, period, own.get(period)))
    chart = LineChart(standing.measure.name, tuple(slots), _each(standing, to_dates))
    return replace(chart, marks=tuple(_marks(standing.target, chart)))


def _to_dates(standing: Standing, own: Mapping[Period, Past]) -> dict[Period, Value | None]:
    """What each year had come to at each of its periods; None where its figure cannot be made yet."""
    measure, start = standing.measure, standing.today.start
    accumulation = accumulation_of(measure)
    rolling = Rolling(measure.rolling) if measure.rolling else Rolling.WHOLE_YEAR
    found: dict[Period, Value | None] = {}
    before = reported_before(measure, standing.target)
    for period in before:
        so_far = [one for each, one in before.items() if each.year == period.year and each <= period]
        found[period] = to_date(standing.target, so_far, accumulation, rolling)
    for at, result in enumerate(standing.results, start=1):
        period = standing.period_at(standing.quarter_of(result))
        target = own[period].target if period in own else standing.target
        so_far = standing.reported(standing.results[:at])
        found[period] = to_date(target, so_far, accumulation, rolling, earlier_results(standing.history, start))
    return found


def _starts_anew(standing: Standing) -> bool:
    """Whether a year's count has nothing to do with that of the year before."""
    return standing.measure.accumulation in {Accumulation.SUM, Accumulation.RATE, Accumulation.ONCE}


def _each(standing: Standing, to_dates: Mapping[Period, Value | None]) -> str:
    """What a figure of the chart is of."""
    if all(value == standing.history.get(period) for period, value in to_dates.items()):
        return "Each period’s own value"
    is_rolled = standing.measure.accumulation == Accumulation.ROLLING
    return "A whole year’s figure at each period" if is_rolled else "The year to date at each period"


def _against(slot: Slot, standing: Standing, period: Period, then: Past | None) -> Slot:
    """A period of the measure's own year beside what it should reach."""
    chosen = then.chosen if then else standing.chosen_for(period.quarter)
    target = standing.read(chosen)
    level = target.level if target.is_rated else None
    row = chosen.row if chosen else None
    low, high = close_edges(target, tolerance_of(row) or Tolerance()) if level is not None else (None, None)
    return slot._replace(
        is_provisional=bool(then and then.result.provisional),
        target=level,
        target_words=target.printed,
        low=low,
        high=high,
        profile=read_profile(row.profile).get(period.quarter) if row and level is not None else None,
        window=target.window or None,
    )


def _marks(target: Target, chart: LineChart) -> list[Mark]:
    """What stands beside the axis: steps, quarters, yes and no, or round figures; none beside days."""
    if target.takes is Takes.STEP:
        return [Mark(Decimal(at), step.code) for at, step in enumerate(target.steps, start=1)]
    if target.takes is Takes.YES_NO:
        return [Mark(Decimal(at), words) for at, words in enumerate(("No", "Yes"))]
    if target.takes is Takes.QUARTER:
        return (
            [] if target.form is Form.DATE else [Mark(Decimal(at), name) for at, name in enumerate(QUARTERS, start=1)]
        )
    unit = target.unit if target.unit in {PERCENT, POUND} else ""
    return [Mark(figure, figure_words(figure, unit)) for figure in chart.round_figures]
