"""A target as written and as read: what it asks, in words and as figures."""

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from scorecard.targets import days
from scorecard.targets.figures import HUNDRED, PERCENT, PLACES, figure_words
from scorecard.targets.kinds import (
    GIVEN_AS,
    HIGHER_FORMS,
    LOWER_FORMS,
    NO,
    QUARTERS,
    TWO_SIDED,
    YES,
    Better,
    Form,
    Step,
    Takes,
    Value,
)

ORDER = {form: place for place, form in enumerate(Form)}


@dataclass(frozen=True)
class Target:
    """A target as written and as read.

    `number` is in the measure's own unit (`90%` is 90); of a range it is the middle. `window` is how far from the
    number still counts as on it. `by` is the quarter by whose end a goal other than a quarter is due, `day` the day
    where one is named; quarters count from the first of the financial year that starts on `year`. `why` says why a
    target is not rated, `fault` what a person should mend in it, `asks_polarity` that only the measure's polarity is
    wanting. `doubts` are sentences about a target that is read but hardly meant. `edges` are the results from
    which on a person counts it as close.
    """

    printed: str
    form: Form
    number: Decimal | None = None
    unit: str = ""
    window: Decimal = Decimal(0)
    step: str = ""
    steps: tuple[Step, ...] = ()
    quarter: int | None = None
    by: int | None = None
    day: datetime.date | None = None
    year: datetime.date | None = None
    polarity: Better | None = None
    holds: bool = False
    given_as: Takes = Takes.FIGURE
    why: str = ""
    fault: str = ""
    asks_polarity: bool = False
    doubts: tuple[str, ...] = ()
    edges: tuple[Decimal, ...] = ()

    def __str__(self) -> str:
        return self.printed

    @property
    def is_rated(self) -> bool:
        """Whether a result can meet or miss it."""
        return self.form is not Form.UNRATED

    @property
    def is_milestone(self) -> bool:
        """Whether it asks for a thing to be done by a quarter or a day."""
        return self.form in {Form.QUARTER, Form.DATE}

    @property
    def takes_tolerance(self) -> bool:
        """Whether a result can be close: never for steps, quarters, days, and yes or no."""
        return self.number is not None and self.form not in GIVEN_AS

    @property
    def better(self) -> Better | None:
        """Which way is better: as the target says, else as the measure's polarity does."""
        if self.form in HIGHER_FORMS:
            return Better.HIGHER
        if self.form in LOWER_FORMS:
            return Better.LOWER
        return Better.NEAREST if self.form in TWO_SIDED else self.polarity

    @property
    def way(self) -> str:
        """Which way is better, as a clause: higher is better; empty where there is no more and less of it."""
        if self.is_milestone:
            return "earlier is better"
        if self.better is None or self.takes is Takes.YES_NO:
            return ""
        return "nearest to it is best" if self.better is Better.NEAREST else f"{self.better} is better"

    @property
    def due_quarter(self) -> int | None:
        """The quarter by whose end it must be reached, where it names one."""
        return self.quarter if self.quarter is not None else self.by

    @property
    def takes(self) -> Takes:
        """What a result is given as."""
        return GIVEN_AS.get(self.form, self.given_as)

    @property
    def level(self) -> Decimal | None:
        """Where it stands on a chart of results."""
        if self.form is Form.QUARTER:
            return Decimal(self.quarter or 0)
        if self.form is Form.DATE:
            return Decimal(self.day.toordinal()) if self.day else None
        return self.position(YES if self.form is Form.YES else self.step) if self.form in GIVEN_AS else self.number

    @property
    def sort_key(self) -> tuple[int, Decimal]:
        """Like targets together, each sort by its level; those without a target last."""
        return ORDER[self.form], self.level or Decimal(0)

    def position(self, value: Value) -> Decimal | None:
        """Where a result stands on the target's own line; None where it has no place there ("not done yet")."""
        if isinstance(value, Decimal):
            return value if self.takes is Takes.FIGURE else None
        if self.takes is Takes.STEP:
            codes = [step.code for step in self.steps]
            return Decimal(codes.index(value) + 1) if value in codes else None
        if self.takes is Takes.QUARTER:
            return self._position_of_done(value)
        return {YES: Decimal(1), NO: Decimal(0)}.get(value) if self.takes is Takes.YES_NO else None

    def _position_of_done(self, value: str) -> Decimal | None:
        """A quarter for a target that names one; a day for one that names a day, if the result is sure enough."""
        if self.form is not Form.DATE:
            quarter = self.quarter_of(value)
            return None if quarter is None else Decimal(quarter)
        if done := days.done_on(value):
            return Decimal(done.toordinal())
        quarter = self.quarter_of(value)
        if quarter is None or quarter == self.by or self.year is None:
            return None
        return Decimal(days.last_day_of(quarter, self.year).toordinal())

    def quarter_of(self, value: Value) -> int | None:
        """The quarter in which a thing was done, 5 for Q1 of the next year; None where it is not, or not known."""
        if value in QUARTERS:
            return QUARTERS.index(str(value)) + 1
        done = days.done_on(value)
        return days.quarter_of(done, self.year) if done and self.year else None

    def in_words(self) -> str:
        """What a result must do: "stay at or below 128"."""
        words = self._goal()
        if self.form is Form.DATE:
            return words
        if self.day:
            return f"{words} by {days.day_words(self.day)}"
        return f"{words} by the end of Q{self.by}" if self.by else words

    def _goal(self) -> str:
        if self.number is not None:
            return self._figure_goal(self.number)
        if self.form is Form.STEP:
            return f"reach {self._step_words()} or better"
        if self.form is Form.YES:
            return "hold every quarter" if self.holds else "be done"
        if self.form is Form.QUARTER:
            return f"be done by the end of Q{self.quarter}"
        if self.form is Form.DATE and self.day:
            return f"be done by {days.day_words(self.day)}"
        return f"no target set: {self.why}" if self.why else "no target set"

    def _figure_goal(self, number: Decimal) -> str:
        figure, window = self.figure(number), self.figure(self.window)
        return {
            Form.AT_LEAST: f"reach {figure} or more",
            Form.ABOVE: f"stay above {figure}",
            Form.AT_MOST: f"stay at or below {figure}",
            Form.BELOW: f"stay below {figure}",
            Form.REDUCTION: f"fall by {self.figure(-number)} or more ({figure} or lower)",
            Form.REDUCED_BY: f"be reduced by {figure} or more",
            Form.NEAREST: f"be within {window} of {figure}, over or under"
            if self.window
            else f"be on {figure}, neither over nor under",
            Form.BETWEEN: f"be between {self.figure(number - self.window)} and {self.figure(number + self.window)}",
        }[self.form]

    def figure(self, number: Decimal) -> str:
        """A figure in the target's unit: 90%, 10.5 days."""
        return figure_words(number, self.unit)

    @property
    def _window(self) -> tuple[Decimal, ...]:
        """Where what still counts as on the number ends, where it is wider than the number itself."""
        return (self.number - self.window, self.number + self.window) if self.number is not None and self.window else ()

    def _step_words(self) -> str:
        words = next(step.words for step in self.steps if step.code == self.step)
        return f"{words} (of {self.steps[-1].code})" if words.isdigit() else words

    def from_parts(self, numerator: Decimal, denominator: Decimal) -> Decimal:
        """What two parts make: a share, a change where the target is one, or an average. `denominator` > 0."""
        if self.unit != PERCENT:
            return (numerator / denominator).quantize(PLACES, ROUND_HALF_UP)
        share = numerator * HUNDRED / denominator
        if self.form is Form.REDUCTION or (self.number is not None and self.number < 0):
            share -= HUNDRED
        elif self.form is Form.REDUCED_BY:
            share = HUNDRED - share
        return share.quantize(PLACES, ROUND_HALF_UP)

    def show(self, value: Value) -> str:
        """A result as it is printed: 92.5%, 4★, Done in Q2, Done on 12 August 2011, Yes."""
        if isinstance(value, Decimal):
            short = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
            # Rounding must not make a missed target look met or close: then every figure after the point is shown.
            turns = () if self.number is None else (self.number, *self._window, *self.edges)
            crossed = any((short > turn, short >= turn) != (value > turn, value >= turn) for turn in turns)
            return self.figure(value if crossed else short)
        if self.takes is Takes.QUARTER:
            if done := days.done_on(value):
                return f"Done on {days.day_words(done)}"
            return f"Done in {value}" if value in QUARTERS else "Not done yet"
        return value.capitalize() if value in {YES, NO} else value
