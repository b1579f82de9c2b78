"""Which way performance moves, whatever the figures do: rising sickness is worse.

Source: domain.md, "The balanced scorecard", and the note under Derbyshire's scorecard (L296).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from scorecard.targets import NO, YES, Better, Form, Takes, Target, Value, is_done


class Direction(Enum):
    """Direction of travel in performance."""

    BETTER = "better"
    WORSE = "worse"
    LEVEL = "level"
    FIRST = "first"

    @property
    def label(self) -> str:
        """In words, with the arrow that never stands alone."""
        if self is Direction.FIRST:
            return "first result"
        return f"performance {self.value} {ARROWS[self]}"


ARROWS = {Direction.BETTER: "↑", Direction.WORSE: "↓", Direction.LEVEL: "→"}


class Period(NamedTuple):
    """A quarter of the financial year that begins in `year`; an annual result stands at the fourth."""

    year: int
    quarter: int

    @property
    def a_year_before(self) -> "Period":
        """The same period of the year before."""
        return Period(self.year - 1, self.quarter)

    @property
    def label(self) -> str:
        """Q1 2011/12."""
        return f"Q{self.quarter} {self.year}/{(self.year + 1) % 100:02d}"


@dataclass(frozen=True)
class Travel:
    """How a period's result stands to earlier ones.

    `before` is the latest period before that has a result. `on_last_year` is None where the same period of the year
    before has none.
    """

    on_previous: Direction | None = None
    before: Period | None = None
    on_last_year: Direction | None = None


def travel(
    target: Target, history: Mapping[Period, Value], period: Period, *, level_within: Decimal = Decimal(0)
) -> Travel:
    """Which way performance moved to the period from the one before it, and from the same one last year.

    `history` holds each period's own value, not the year's to date.
    """
    latest = history.get(period)
    if latest is None:
        return Travel()
    before = max((each for each in history if each < period), default=None)
    last_year = history.get(period.a_year_before)
    return Travel(
        on_previous=direction(target, history[before] if before else None, latest, level_within=level_within),
        before=before,
        on_last_year=None if last_year is None else direction(target, last_year, latest, level_within=level_within),
    )


def direction(
    target: Target, earlier: Value | None, latest: Value | None, *, level_within: Decimal = Decimal(0)
) -> Direction | None:
    """Which way performance moved between two results; None where nothing tells what is better, or nothing came yet.

    A change of up to `level_within` is level.
    """
    if latest is None:
        return None
    if earlier is None:
        return Direction.FIRST
    before, after = merit(target, earlier), merit(target, latest)
    if before is None or after is None:
        return None
    if abs(after - before) <= level_within:
        return Direction.LEVEL
    return Direction.BETTER if after > before else Direction.WORSE


def merit(target: Target, value: Value) -> Decimal | None:
    """A number that grows as performance does; None where nothing tells what is better.

    Nearer a two-sided target is better, and anywhere in a range is as good.
    """
    if target.takes is Takes.QUARTER:
        return Decimal(is_done(value))
    position = target.position(value)
    if position is None or target.better is None:
        return Decimal(value == YES) if value in {YES, NO} else None
    if target.better is Better.NEAREST:
        return None if target.number is None else -_distance(target, position, target.number)
    return position if target.better is Better.HIGHER else -position


def _distance(target: Target, position: Decimal, number: Decimal) -> Decimal:
    off = abs(position - number)
    return max(off - target.window, Decimal(0)) if target.form is Form.BETWEEN else off
