"""Targets as people write them, read into what a result must do; kept and printed back exactly as written.

Grammar, where case and spaces are free and "−" is "-":

    target  = nothing | goal [ "by" quarter ] | sentence
    goal    = tick | quarter | step | bound | figure
    tick    = "✓" | "✔" | "yes" | "done"
    quarter = [ "by" ] [ "the" ] [ "end of" ] "Q" ( "1" | "2" | "3" | "4" )
    step    = a step of the measure's ordered scale by code or name; "4*" and "4 stars" are "4★"
    bound   = ( "≥" | ">=" | "at least" | "≤" | "<=" | "at most" | "no more than" | "up to" | "<" | "below" | "under"
              | "less than" | "fewer than" | ">" | "above" | "over" | "more than" ) figure
              | figure "or" ( "more" | "better" | "higher" | "above" | "less" | "lower" | "fewer" | "below" )
    figure  = [ "+" | "-" ] number [ "%" | unit ] [ "of" words ] [ "±" number [ "%" | unit ] ]

A figure that does not say which way is better is read by its sign (`-9.2%` is that or lower), by a name that says
"Reduce" (`2%` is that reduction or more), and else by the measure's polarity. Anything else, `Avg` and a blank among
them, is kept as written and never rated. Source: domain.md, "The balanced scorecard".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

Value = Decimal | str
"""A result: a figure, the code of a step, a quarter in which it was done (Q3), or one of YES and NO."""

YES, NO = "yes", "no"
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
PLACES = Decimal("0.0001")
HUNDRED = Decimal(100)


class Form(StrEnum):
    """What a target asks of a result."""

    AT_LEAST = "at least"
    ABOVE = "above"
    AT_MOST = "at most"
    BELOW = "below"
    REDUCTION = "reduction"
    REDUCED_BY = "reduced by"
    NEAREST = "nearest"
    STEP = "step"
    YES = "yes"
    QUARTER = "quarter"
    UNRATED = "not rated"


class Better(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEAREST = "nearest"


class Takes(StrEnum):
    """What a result is given as."""

    FIGURE = "figure"
    STEP = "step"
    YES_NO = "yes or no"
    QUARTER = "quarter"


class Step(NamedTuple):
    """One step of an ordered scale."""

    code: str
    name: str = ""

    @property
    def words(self) -> str:
        """The code, and the name where it says more: GA (Green/Amber)."""
        return f"{self.code} ({self.name})" if self.name and self.name != self.code else self.code


HIGHER_FORMS = frozenset({Form.AT_LEAST, Form.ABOVE, Form.REDUCED_BY, Form.STEP, Form.YES, Form.QUARTER})
LOWER_FORMS = frozenset({Form.AT_MOST, Form.BELOW, Form.REDUCTION})
GIVEN_AS = {Form.STEP: Takes.STEP, Form.YES: Takes.YES_NO, Form.QUARTER: Takes.QUARTER}
ORDER = {form: place for place, form in enumerate(Form)}


@dataclass(frozen=True)
class Target:
    """A target as written and as read.

    `number` is in the measure's own unit (`90%` is 90). `window` is how far from the number still counts as on it.
    `by` is the quarter (1 to 4) by whose end a goal other than a quarter is due. `why` says why a target is not rated.
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
    polarity: Better | None = None
    holds: bool = False
    given_as: Takes = Takes.FIGURE
    why: str = ""

    def __str__(self) -> str:
        return self.printed

    @property
    def is_rated(self) -> bool:
        """Whether a result can meet or miss it."""
        return self.form is not Form.UNRATED

    @property
    def takes_tolerance(self) -> bool:
        """Whether a result can be close: never for steps, quarters, and yes or no."""
        return self.number is not None and self.form not in GIVEN_AS

    @property
    def better(self) -> Better | None:
        """Which way is better: as the target says, else as the measure's polarity does."""
        if self.form in HIGHER_FORMS:
            return Better.HIGHER
        if self.form in LOWER_FORMS:
            return Better.LOWER
        return Better.NEAREST if self.form is Form.NEAREST else self.polarity

    @property
    def due_quarter(self) -> int | None:
        """The quarter by whose end it must be reached, where it names one."""
        return self.quarter or self.by

    @property
    def takes(self) -> Takes:
        """What a result is given as."""
        return GIVEN_AS.get(self.form, self.given_as)

    @property
    def level(self) -> Decimal | None:
        """Where it stands on a chart of results."""
        if self.form is Form.QUARTER:
            return Decimal(self.quarter or 0)
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
            return Decimal(value[1:]) if value in QUARTERS else None
        return {YES: Decimal(1), NO: Decimal(0)}.get(value) if self.takes is Takes.YES_NO else None

    def in_words(self) -> str:
        """What a result must do: "stay at or below 128"."""
        words = self._goal()
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
        return f"no target set: {self.why}" if self.why else "no target set"

    def _figure_goal(self, number: Decimal) -> str:
        figure = figure_words(number, self.unit)
        return {
            Form.AT_LEAST: f"reach {figure} or more",
            Form.ABOVE: f"stay above {figure}",
            Form.AT_MOST: f"stay at or below {figure}",
            Form.BELOW: f"stay below {figure}",
            Form.REDUCTION: f"fall by {figure_words(-number, self.unit)} or more ({figure} or lower)",
            Form.REDUCED_BY: f"be reduced by {figure} or more",
            Form.NEAREST: f"be on {figure}, neither over nor under"
            if not self.window
            else f"be within {figure_words(self.window, self.unit)} of {figure}, over or under",
        }[self.form]

    def _step_words(self) -> str:
        words = next(step.words for step in self.steps if step.code == self.step)
        return f"{words} (of {self.steps[-1].code})" if words.isdigit() else words

    def question(self, value: Value) -> str:
        """Why a figure can hardly be right, in a sentence; empty when nothing is odd about it."""
        if not isinstance(value, Decimal):
            return ""
        figure = figure_words(value, self.unit)
        if self.form is Form.REDUCTION:
            odd = self.unit == "%" and abs(value) > HUNDRED
            return f"A change of {figure} is more than all there was." if odd else ""
        if self.form is Form.REDUCED_BY and value < 0:
            return f"A reduction of {figure} would be a rise."
        if value < 0 and not (self.number is not None and self.number < 0):
            return f"{figure} is below nought."
        highest = 2 * HUNDRED if self.form is Form.NEAREST else HUNDRED
        if self.unit == "%" and value > highest:
            return f"{figure} is above {figure_words(highest, self.unit)}."
        return ""

    def from_parts(self, numerator: Decimal, denominator: Decimal) -> Decimal:
        """The percentage that two parts make: a share, or a change where the target is one. `denominator` > 0."""
        share = numerator * HUNDRED / denominator
        if self.form is Form.REDUCTION:
            share -= HUNDRED
        elif self.form is Form.REDUCED_BY:
            share = HUNDRED - share
        return share.quantize(PLACES, ROUND_HALF_UP)

    def show(self, value: Value) -> str:
        """A result as it is printed: 92.5%, 4★, Done in Q2, Yes."""
        if isinstance(value, Decimal):
            short = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
            # Rounding must not make a missed target look met: then every figure after the point is shown.
            crossed = self.number is not None and (short >= self.number) != (value >= self.number)
            return figure_words(value if crossed else short, self.unit)
        if self.takes is Takes.QUARTER:
            return f"Done in {value}" if value in QUARTERS else "Not done yet"
        return value.capitalize() if value in {YES, NO} else value


NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:[.][0-9]{1,4})?"
FIGURE = re.compile(
    rf"(?P<sign>[+-]?) ?(?P<number>{NUMBER}) ?(?P<unit>%|(?:(?!of\b)[^\W\d_](?:[\w²/'’]| (?!of\b))*)?)"
    rf"(?P<of> of [^\d%±]{{1,40}}?)? ?(?:± ?(?P<window>{NUMBER}) ?(?:%|[^\W\d_]+)?)?"
)
TICK = re.compile(r"✓|✔|yes|done")
QUARTER = re.compile(r"(?:by )?(?:the )?(?:end of )?q ?([1-4])")
BY_QUARTER = re.compile(r"(?P<goal>.+) by (?:the )?(?:end of )?q ?(?P<quarter>[1-4])")
BOUNDS = (
    (
        re.compile(r"(?:≥|>=|at least |no less than |no fewer than )(.+)|(.+) or (?:more|better|higher|above)"),
        Form.AT_LEAST,
    ),
    (re.compile(r"(?:≤|<=|at most |no more than |up to )(.+)|(.+) or (?:less|lower|fewer|below)"), Form.AT_MOST),
    (re.compile(r"(?:<|below |under |less than |fewer than )(.+)"), Form.BELOW),
    (re.compile(r"(?:>|above |over |more than )(.+)"), Form.ABOVE),
)
REDUCE = re.compile(r"\breduc(?:e|es|ed|ing|tion|tions)\b", re.IGNORECASE)
MOST_WORDS_OF_A_UNIT = 3


def read_number(text: str) -> Decimal | None:
    """A figure that a person typed, with or without percent sign: `92.5%`, `1,750`, `−5`; None for anything else."""
    match = re.fullmatch(rf"([+-]?) ?({NUMBER}) ?%?", _plain(text))
    return _signed(match[1], match[2]) if match else None


def figure_words(number: Decimal, unit: str = "") -> str:
    """A figure with its unit and without idle noughts: 10.5 days, -9.2%."""
    digits = f"{number:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    digits = "0" if digits in {"-0", ""} else digits
    return f"{digits}{unit}" if unit in {"", "%"} else f"{digits} {unit}"


def read(
    printed: str,
    *,
    reading: str = "",
    unit: str = "",
    polarity: Better | None = None,
    steps: Iterable[Step] = (),
    name: str = "",
    given_as: Takes = Takes.FIGURE,
    holds: bool = False,
) -> Target:
    """What a target as written asks for.

    `unit` is "%", a word or nothing; `steps` run from the lowest; `name` is the measure's; `given_as` is what results
    are where the target does not tell; `holds` says that a tick must hold every quarter. Where people have given a
    `reading`, its words count.
    """
    asked = Target(
        printed, Form.UNRATED, unit=unit, steps=tuple(steps), polarity=polarity, given_as=given_as, holds=holds
    )
    return _read(reading or printed, asked, says_reduce=bool(REDUCE.search(name)))


@lru_cache(maxsize=2048)
def _read(text: str, asked: Target, *, says_reduce: bool) -> Target:
    plain = _plain(text)
    if TICK.fullmatch(plain):
        return replace(asked, form=Form.YES)
    if quarter := QUARTER.fullmatch(plain):
        return replace(asked, form=Form.QUARTER, quarter=int(quarter[1]))
    due = BY_QUARTER.fullmatch(plain)
    goal = _goal(due["goal"] if due else plain, asked, says_reduce=says_reduce)
    if goal is None:
        return replace(asked, why=f"“{text.strip()}” is kept as written") if plain else asked
    return replace(goal, by=int(due["quarter"])) if due and goal.is_rated else goal


def _goal(plain: str, asked: Target, *, says_reduce: bool) -> Target | None:
    if found := _step(plain, asked.steps):
        return replace(asked, form=Form.STEP, step=found.code)
    for pattern, form in BOUNDS:
        if match := pattern.fullmatch(plain):
            figure = _figure(next(filter(None, match.groups())))
            return _of_figure(figure, form, asked) if figure else None
    figure = _figure(plain)
    if figure is None:
        return None
    form_read = _form_of(figure, asked, says_reduce=says_reduce)
    if form_read is None:
        return replace(asked, why="which way is better is not recorded")
    return _of_figure(figure, form_read, asked)


class _Figure(NamedTuple):
    number: Decimal
    unit: str
    is_of_budget: bool
    window: Decimal | None


def _figure(plain: str) -> _Figure | None:
    match = FIGURE.fullmatch(plain.strip())
    if not match or len(match["unit"].split()) > MOST_WORDS_OF_A_UNIT:
        return None
    window = _signed("", match["window"]) if match["window"] else None
    of = (match["of"] or "").strip()
    return _Figure(_signed(match["sign"], match["number"]), match["unit"].strip(), of.endswith("budget"), window)


def _form_of(figure: _Figure, asked: Target, *, says_reduce: bool) -> Form | None:
    """The form of a figure that no comparison stands before; None when nothing says which way is better."""
    if figure.window is not None or figure.is_of_budget or asked.polarity is Better.NEAREST:
        return Form.NEAREST
    if figure.number < 0 and asked.polarity is not Better.HIGHER:
        return Form.REDUCTION
    if (figure.unit or asked.unit) == "%" and figure.number > 0 and says_reduce:
        return Form.REDUCED_BY
    return {Better.HIGHER: Form.AT_LEAST, Better.LOWER: Form.AT_MOST}.get(asked.polarity) if asked.polarity else None


def _of_figure(figure: _Figure, form: Form, asked: Target) -> Target:
    window = figure.window or Decimal(0)
    return replace(asked, form=form, number=figure.number, unit=figure.unit or asked.unit, window=window)


def _step(plain: str, steps: Sequence[Step]) -> Step | None:
    wanted = _step_key(re.sub(r"^(?:≥|>=|at least) ?| or (?:better|higher|more)$", "", plain))
    return next((step for step in steps if wanted in {_step_key(step.code), _step_key(step.name)} - {""}), None)


def _step_key(text: str) -> str:
    """A step's code or name with its usual spellings made one."""
    text = re.sub(r" ?(?:\*|stars?)$", "★", _plain(text))
    return re.sub(r"^level ", "", text)


def _plain(text: str) -> str:
    """Small letters, one space between words, and one kind of minus."""
    text = text.replace("−", "-").replace("–", "-").replace("+/-", "±")
    return " ".join(text.casefold().split())


def _signed(sign: str, digits: str) -> Decimal:
    number = Decimal(digits.replace(",", ""))
    return -number if sign == "-" else number
