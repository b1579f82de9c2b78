"""Scores and bands as plain figures (source: the band key printed in Derbyshire's register, and domain.md)."""

from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from typing import NamedTuple

LEVELS = (1, 2, 3, 4, 5)
PRODUCTS = tuple(sorted({likelihood * impact for likelihood in LEVELS for impact in LEVELS}))


class Band(Enum):
    """What a score means, lowest first."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    BLACK = "black"

    @property
    def label(self) -> str:
        """The word that always stands beside the colour."""
        return self.value.capitalize()


# Bands in which a risk is not left alone: it needs a plan or an acceptance, and is asked about when it does not move.
HOT = frozenset({Band.RED, Band.BLACK})


@dataclass(frozen=True)
class Thresholds:
    """The lowest score of each band above Green; Green starts at 1 and Black ends at 25."""

    amber_from: int
    red_from: int
    black_from: int

    def span(self, band: Band) -> tuple[int, int]:
        """Lowest and highest score of the band, both included."""
        floors = [1, self.amber_from, self.red_from, self.black_from, 26]
        place = list(Band).index(band)
        return floors[place], floors[place + 1] - 1


class Factors(NamedTuple):
    """Likelihood and impact, 1 to 5 each."""

    likelihood: int
    impact: int


class FactorsSource(StrEnum):
    """How likelihood and impact are known."""

    RECORDED = "recorded"
    WORKED_OUT = "worked out"
    NONE = "none"


class Change(StrEnum):
    """How a rating moved since the last assessed review; its arrow is in `ui/words.py`, by these words."""

    NEW = "new"
    NO_EARLIER = "no earlier rating"
    UP = "higher"
    DOWN = "lower"
    LEVEL = "level"
    FACTORS_CHANGED = "level, factors changed"
    NOT_ASSESSED = "not assessed"
    CLOSED = "closed"
    REOPENED = "reopened"


@cache
def band(score: int, thresholds: Thresholds) -> Band:
    """The highest band whose floor the score (1 to 25) reaches."""
    return next(one for one in reversed(Band) if score >= thresholds.span(one)[0])


def factors_of(score: int) -> list[Factors]:
    """Every likelihood and impact that give the score."""
    return [Factors(low, high) for low in LEVELS for high in LEVELS if low * high == score]


@cache
def worked_out(score: int | None) -> Factors | None:
    """The factors where only one pair of levels gives the score (16 is 4×4), else none."""
    possible = factors_of(score) if score else []
    return possible[0] if len(possible) == 1 else None


def known_factors(
    likelihood: int | None, impact: int | None, score: int | None
) -> tuple[Factors | None, FactorsSource]:
    """Likelihood and impact as recorded, else worked out from the only pair that gives the score, else none."""
    if likelihood and impact:
        return Factors(likelihood, impact), FactorsSource.RECORDED
    factors = worked_out(score)
    return factors, FactorsSource.WORKED_OUT if factors else FactorsSource.NONE


@cache
def change(
    score: int | None,
    factors: Factors | None,
    earlier_score: int | None,
    earlier_factors: Factors | None,
) -> Change:
    """How a rating stands against the one at the last assessed review."""
    if score is None:
        return Change.NOT_ASSESSED
    if earlier_score is None:
        return Change.NO_EARLIER
    if score != earlier_score:
        return Change.UP if score > earlier_score else Change.DOWN
    if factors and earlier_factors and factors != earlier_factors:
        return Change.FACTORS_CHANGED
    return Change.LEVEL


def steps(factors: Factors, earlier: Factors) -> int:
    """How far a rating moved over the grid, counted over both factors: 4×4 to 3×3 is two steps."""
    return abs(factors.likelihood - earlier.likelihood) + abs(factors.impact - earlier.impact)


def sits(score: int, thresholds: Thresholds | None, earlier_score: int | None, earlier_sits: int | None) -> int:
    """How many assessed reviews in a row the risk has had this score in Red or Black, this one included; else 0.

    `earlier_sits`: the same at the last assessed review before. In SQL `sat` of `risks_stand`; other factors with the
    same score are no movement.
    """
    if thresholds is None or band(score, thresholds) not in HOT:
        return 0
    return earlier_sits + 1 if earlier_sits and score == earlier_score else 1


def why_asked(
    factors: Factors, earlier_score: int | None, earlier_factors: Factors | None, thresholds: Thresholds | None
) -> str:
    """What of a new rating has to be explained, as the end of "Say why"; empty when nothing is.

    A rating that crosses a band, or moves two steps or more, is given with a reason (domain.md, "Assessing").
    """
    score = factors.likelihood * factors.impact
    if earlier_score is None:
        return ""
    if thresholds and band(score, thresholds) is not band(earlier_score, thresholds):
        return f"it goes from {band(earlier_score, thresholds).label} to {band(score, thresholds).label}"
    moved = steps(factors, earlier_factors) if earlier_factors else 0
    return f"it moves {moved} steps" if moved > 1 else ""


def faults_of(thresholds: Thresholds) -> dict[str, str]:
    """What is wrong with a band key, in a sentence by the threshold to put right; empty when every band paints a cell.

    Bands that overlap, a band without a score, and a band whose scores no likelihood × impact gives are refused.
    """
    amber, red, black = thresholds.amber_from, thresholds.red_from, thresholds.black_from
    if amber < 2:
        return {"amber_from": "Green starts at 1: let Amber start at 2 or higher."}
    if red <= amber:
        return {"red_from": f"Red would start at {red} and Amber at {amber}: each band starts above the one below it."}
    if black <= red:
        return {
            "black_from": f"Black would start at {black} and Red at {red}: each band starts above the one below it."
        }
    if black > LEVELS[-1] ** 2:
        return {"black_from": "No score is above 25: let Black start at 25 or lower."}
    faults = {}
    for one in Band:
        low, high = thresholds.span(one)
        if not any(low <= product <= high for product in PRODUCTS):
            name = "amber_from" if one is Band.GREEN else f"{one.value}_from"
            between = f"is {low}" if low == high else f"falls between {low} and {high}"
            faults[name] = f"{one.label} would paint no cell of the grid: no likelihood × impact {between}."
    return faults
