"""The words of targets and results: each enum's values are the ones that are stored or shown."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

Value = Decimal | str
"""A result: a figure, the code of a step, one of YES and NO, or when it was done: a quarter (Q3) or a day (2011-08-31).

NO also says "not done yet".
"""

YES, NO = "yes", "no"
QUARTERS = ("Q1", "Q2", "Q3", "Q4")


class Refused(ValueError):
    """What somebody typed cannot be taken; `sentence` tells them why and what to do.

    `at` names the box it is about where there are several: "value", "numerator" or "denominator".
    """

    def __init__(self, sentence: str, at: str = "value") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.at = at


class Form(StrEnum):
    """What a target asks of a result."""

    AT_LEAST = "at least"
    ABOVE = "above"
    AT_MOST = "at most"
    BELOW = "below"
    REDUCTION = "reduction"
    REDUCED_BY = "reduced by"
    NEAREST = "nearest"
    BETWEEN = "between"
    STEP = "step"
    YES = "yes"
    QUARTER = "quarter"
    DATE = "date"
    UNRATED = "not rated"


class Better(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEAREST = "nearest"


class Takes(StrEnum):
    """What a result is given as; a quarter stands for when a thing was done, and may be a day too."""

    FIGURE = "figure"
    STEP = "step"
    YES_NO = "yes or no"
    QUARTER = "quarter"


class Unit(StrEnum):
    """What a measure's results are counted in; a count is of whole things, such as offenders."""

    PERCENT = "percent"
    NUMBER = "number"
    COUNT = "count"
    DAYS = "days"
    MONEY = "money"
    STEP = "step"
    YES_NO = "yes_no"
    QUARTER = "quarter"

    @property
    def words(self) -> str:
        """What stands beside a figure; a number and a count bring their own words."""
        return {Unit.PERCENT: "%", Unit.DAYS: "days", Unit.MONEY: "£"}.get(self, "")

    @property
    def takes(self) -> Takes:
        """What a result is given as."""
        return {Unit.STEP: Takes.STEP, Unit.YES_NO: Takes.YES_NO, Unit.QUARTER: Takes.QUARTER}.get(self, Takes.FIGURE)


class Step(NamedTuple):
    """One step of an ordered scale."""

    code: str
    name: str = ""

    @property
    def words(self) -> str:
        """The code, and the name where it says more: GA (Green/Amber)."""
        return f"{self.code} ({self.name})" if self.name and self.name != self.code else self.code


HIGHER_FORMS = frozenset({Form.AT_LEAST, Form.ABOVE, Form.REDUCED_BY, Form.STEP, Form.YES, Form.QUARTER, Form.DATE})
LOWER_FORMS = frozenset({Form.AT_MOST, Form.BELOW, Form.REDUCTION})
TWO_SIDED = frozenset({Form.NEAREST, Form.BETWEEN})
GIVEN_AS = {Form.STEP: Takes.STEP, Form.YES: Takes.YES_NO, Form.QUARTER: Takes.QUARTER, Form.DATE: Takes.QUARTER}
