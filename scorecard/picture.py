"""A measure's results as a small chart."""

from decimal import Decimal

from probation_planning.ui.charts import Point, Trend
from scorecard.standing import Standing, value_of


def trend_of(standing: Standing) -> Trend:
    """Each period's value in the order of the quarters, on a scale that holds the target too."""
    placed = [(result, words, standing.target.position(value_of(result))) for result, words in standing.shown]
    points = [Point(standing.period_of(result), place, words) for result, words, place in placed if place is not None]
    levels = [Decimal(point.value) for point in points]
    if standing.target.level is not None:
        levels.append(standing.target.level)
    return Trend(standing.measure.name, tuple(points), min(levels, default=0), max(levels, default=0))
