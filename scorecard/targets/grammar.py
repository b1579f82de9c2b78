"""How the words of a target are understood; the grammar stands in `scorecard.targets`."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from probation_planning.organisation.calendar import year_start
from scorecard.targets import days
from scorecard.targets.figures import (
    HUNDRED,
    NUMBER,
    PERCENT,
    Figure,
    figure_words,
    plain,
    read_figure,
    same_unit,
    why_no_number,
)
from scorecard.targets.kinds import Better, Form, Refused, Step, Takes
from scorecard.targets.target import Target

AS_WRITTEN = "such as “90%” or “≤ 128”, a step of the scale, “yes”, a quarter such as “Q2”, or a day, “31/08/2011”"
DONE = r"(?:done|complete|completed|finished|achieved|implemented|delivered|in place)"
TICK = re.compile(rf"✓|yes|y|tick|{DONE}")
DONE_BY = re.compile(rf"(?:{DONE} )?(?P<when>(?:by )?.+)")
BY = re.compile(r"(?P<goal>.+) (?P<when>by .+)")


def _bound(signs: str, before: str, after: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{signs}) ?(.+)|(?:{before}) (.+)|(.+?) ?(?:{after})")


NONE = r"(?!)"
BOUNDS = (
    (
        _bound(
            r"≥|> ?=|=>",
            r"at least|(?:no|not) (?:less|fewer|lower) than|not below|(?:a )?min(?:imum)?[.]?(?: of)?|"
            r"(?:more|greater|higher) than or equal to|(?:increase|raise|rise) to",
            r"(?<!or )(?:or|and) (?:more|higher|above|over)|min(?:imum)?[.]?|(?<=[\d%])[+]|(?<= )plus",
        ),
        Form.AT_LEAST,
    ),
    (
        _bound(
            r"≤|< ?=|=<",
            r"at most|(?:no|not) (?:more|greater|higher|over) than|not (?:above|over|exceeding|to exceed)|up to|"
            r"(?:a )?max(?:imum)?[.]?(?: of)?|(?:less|fewer|lower) than or equal to|(?:reduce|cut|fall) to|within",
            r"(?:or|and) (?:less|lower|fewer|below|under)|max(?:imum)?[.]?",
        ),
        Form.AT_MOST,
    ),
    (_bound("<", r"below|under|(?:less|fewer|lower|smaller) than", NONE), Form.BELOW),
    (_bound(">", r"above|over|exceeds?|(?:more|greater|higher) than", NONE), Form.ABOVE),
    (_bound(NONE, r"reduced? by|(?:a )?reduction of|(?:fall|cut|down) (?:by|of)", r"reduction|less"), Form.REDUCED_BY),
    (_bound(r"=", r"exactly", "exactly"), Form.NEAREST),
)
OR_BETTER = re.compile(r"(.+) or better|better than (.+)")
WITHIN_OF = re.compile(r"within (.+?) of (.+)")
RANGE = re.compile(r"(?:(?:between|from) )?(.+?)(?: and | to | ?- ?)(.+)")
MEANT = re.compile(
    r"[\d+\-<>=≤≥£±(.]|q ?\d|by |before |at |no |not |min|max|up to|"
    r"under|over|above|below|between|within|less|fewer|more|level \d"
)
STARS_ALONE = re.compile(r"[*★]{1,9}")
NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MOST_WORDS_OF_A_TARGET = 6
LONGEST_TARGET = 120
REDUCE = re.compile(r"\breduc(?:e|es|ed|ing|tion|tions)\b", re.IGNORECASE)


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
    year: datetime.date | None = None,
) -> Target:
    """What a target as written asks for; it never refuses.

    `unit` is "%", "£", a word or nothing; `steps` run from the lowest; `name` is the measure's; `given_as` is what
    results are where the target does not tell; `holds` says that a tick must hold every quarter; `year` is the 1 April
    that the financial year starts on. Where people have given a `reading`, its words count.
    """
    asked = Target(
        printed,
        Form.UNRATED,
        unit=unit,
        steps=tuple(steps),
        polarity=polarity,
        given_as=given_as,
        holds=holds,
        year=year,
    )
    return _read(reading or printed, asked, says_reduce=bool(REDUCE.search(name)))


def read_typed(
    typed: str,
    *,
    unit: str = "",
    polarity: Better | None = None,
    steps: Iterable[Step] = (),
    name: str = "",
    given_as: Takes = Takes.FIGURE,
    holds: bool = False,
    year: datetime.date | None = None,
) -> Target:
    """As `read`, but raises Refused for what looks like a target and cannot be read as one.

    A sentence is taken, with no target set; so is a figure whose polarity must be asked (`asks_polarity`).
    """
    target = read(
        typed, unit=unit, polarity=polarity, steps=steps, name=name, given_as=given_as, holds=holds, year=year
    )
    if target.fault:
        raise Refused(target.fault)
    return target


@lru_cache(maxsize=2048)
def _read(text: str, asked: Target, *, says_reduce: bool) -> Target:
    words = plain(text).rstrip(" .,;")
    if not words:
        return asked
    kept = f"“{text.strip()}” is kept as written"
    if len(words) > LONGEST_TARGET:
        return replace(asked, why=kept)
    try:
        goal = _whole(words, asked, says_reduce=says_reduce)
    except Refused as refused:
        return replace(asked, why=kept, fault=refused.sentence)
    if goal is None:
        return replace(asked, why=kept, fault=_fault(text, words, asked.steps))
    return goal


def _whole(words: str, asked: Target, *, says_reduce: bool) -> Target | None:
    """A milestone, or a goal that may be due by a quarter or a day."""
    match = DONE_BY.fullmatch(words)
    if match and (milestone := _due(match["when"], asked)):
        return milestone
    if (due := BY.fullmatch(words)) and (when := _due(due["when"], asked)):
        goal = _goal(due["goal"], asked, says_reduce=says_reduce)
        if goal is None or not goal.is_rated:
            return goal
        return replace(goal, by=when.due_quarter, day=when.day, year=when.year)
    return _goal(words, asked, says_reduce=says_reduce)


def _due(words: str, asked: Target) -> Target | None:
    """The milestone that a quarter or a day makes; a day counts its quarter in the measure's year, else in its own."""
    quarter = days.read_quarter(words, asked.year)
    if quarter in {1, 2, 3, 4}:
        return replace(asked, form=Form.QUARTER, quarter=quarter)
    if quarter is not None and asked.year:
        day = days.last_day_of(quarter, asked.year)
    elif found := days.read_day(words, asked.year):
        day = found
    else:
        return None
    year = asked.year or year_start(day)
    return replace(asked, form=Form.DATE, day=day, by=days.quarter_of(day, year), year=year)


def _goal(words: str, asked: Target, *, says_reduce: bool) -> Target | None:
    if TICK.fullmatch(words):
        return replace(asked, form=Form.YES)
    if found := _step(words, asked.steps):
        return replace(asked, form=Form.STEP, step=found.code)
    one_sided = _one_sided(words, asked, says_reduce=says_reduce)
    return _two_sided(words, asked) or one_sided or _bare(words, asked, says_reduce=says_reduce)


def _one_sided(words: str, asked: Target, *, says_reduce: bool) -> Target | None:
    """A figure with words or a sign that say on which side of it to stay."""
    for pattern, form in _bounds_for(asked):
        if (match := pattern.fullmatch(words)) and (figure := read_figure(next(filter(None, match.groups())))):
            if figure.window is not None:
                raise Refused(f"“{words}” names a side and “±” both. Take one of them away.")
            is_reduction = form is Form.AT_LEAST and _is_reduction(figure, asked, says_reduce=says_reduce)
            return _of_figure(figure, Form.REDUCED_BY if is_reduction else form, asked)
    return None


def _two_sided(words: str, asked: Target) -> Target | None:
    """A range, or so far from a figure."""
    if (within := WITHIN_OF.fullmatch(words)) and (target := _within(within[1], within[2], asked)):
        return target
    ends = RANGE.fullmatch(words)
    return _range(ends[1], ends[2], asked) if ends else None


def _bare(words: str, asked: Target, *, says_reduce: bool) -> Target | None:
    """A figure alone, whose side something else must tell."""
    figure = read_figure(words)
    if figure is None:
        return None
    if asked.steps and figure == Figure(figure.number):
        raise Refused(_no_step(words, asked.steps))
    form = _form_of(figure, asked, says_reduce=says_reduce)
    if form is None:
        why = "which way is better is not recorded"
        return replace(asked, unit=_unit(figure, asked), why=why, asks_polarity=True)
    return _of_figure(figure, form, asked)


def _bounds_for(asked: Target) -> Iterable[tuple[re.Pattern[str], Form]]:
    """The bounds, and "or better" as the polarity has it."""
    yield OR_BETTER, Form.AT_MOST if asked.polarity is Better.LOWER else Form.AT_LEAST
    yield from BOUNDS


def _within(window: str, middle: str, asked: Target) -> Target | None:
    """Within 2% of 100%, or of budget, which is 100%."""
    off, around = read_figure(window), read_figure(middle)
    if off is None or (around is None and (off.unit != PERCENT or re.search(r"\d", middle))):
        return None
    around = around or Figure(HUNDRED, PERCENT)
    if off.unit == PERCENT and (around.unit or asked.unit) != PERCENT:
        off = Figure(abs(around.number) * off.number / HUNDRED)
    return _of_figure(replace(around, window=off.number), Form.NEAREST, asked)


def _range(first: str, last: str, asked: Target) -> Target | None:
    low, high = read_figure(first), read_figure(last)
    if low is None or high is None or (low.unit and not same_unit(low.unit, high.unit)) or low.window or high.window:
        return None
    if low.number >= high.number:
        raise Refused(f"A range runs from the lower figure to the higher: “{first}” is not below “{last}”.")
    middle = (low.number + high.number) / 2
    return _of_figure(Figure(middle, high.unit, window=high.number - middle), Form.BETWEEN, asked)


def _form_of(figure: Figure, asked: Target, *, says_reduce: bool) -> Form | None:
    """The form of a figure that no comparison stands before; None when nothing says which way is better."""
    if figure.window is not None or figure.of.endswith("budget") or asked.polarity is Better.NEAREST:
        return Form.NEAREST
    if figure.number < 0 and asked.polarity is not Better.HIGHER:
        return Form.REDUCTION
    if _is_reduction(figure, asked, says_reduce=says_reduce):
        return Form.REDUCED_BY
    return {Better.HIGHER: Form.AT_LEAST, Better.LOWER: Form.AT_MOST}.get(asked.polarity) if asked.polarity else None


def _is_reduction(figure: Figure, asked: Target, *, says_reduce: bool) -> bool:
    """Whether a percentage is the size of the reduction that the measure's name speaks of."""
    return says_reduce and (figure.unit or asked.unit) == PERCENT and figure.number > 0


def _unit(figure: Figure, asked: Target) -> str:
    return asked.unit if not figure.unit or same_unit(figure.unit, asked.unit) else figure.unit


def _of_figure(figure: Figure, form: Form, asked: Target) -> Target:
    window = figure.window or Decimal(0)
    target = replace(asked, form=form, number=figure.number, unit=_unit(figure, asked), window=window)
    return replace(target, doubts=tuple(_doubts(target, asked)))


def _doubts(target: Target, asked: Target) -> Iterable[str]:
    if asked.unit and target.unit != asked.unit:
        yield f"The target is in {target.unit} and the measure’s results are in {asked.unit}."
    sides = {Better.HIGHER: "more", Better.LOWER: "less", Better.NEAREST: "nearest the target"}
    # A reduction grows as what is reduced falls: either polarity may stand beside it.
    against = target.form is not Form.REDUCED_BY and target.better is not asked.polarity
    if asked.polarity and target.better and against:
        yield f"The target says {sides[target.better]} is better; the measure says {sides[asked.polarity]} is better."
    if target.number is not None and target.unit == PERCENT and target.number > 2 * HUNDRED:
        yield f"{figure_words(target.number, PERCENT)} is above 200%."


def _step(words: str, steps: Sequence[Step]) -> Step | None:
    if not steps:
        return None
    wanted = re.sub(r"^(?:≥|> ?=|at least) ?| or (?:better|higher|more|above)$", "", words)
    last = re.escape(plain(steps[-1].code))
    return find_step(re.sub(rf" [(]?(?:out )?of {last}[)]?$", "", wanted), steps)


def find_step(text: str, steps: Sequence[Step]) -> Step | None:
    """The step that words name by code or name, whatever its spelling; None for none. Stars may be a number alone."""
    wanted = _step_key(text)
    keys = [{_step_key(step.code), _step_key(step.name)} - {""} for step in steps]
    spellings = (wanted, f"{wanted}★") if wanted.isdigit() else (wanted,)
    return next((step for each in spellings for step, key in zip(steps, keys, strict=True) if each in key), None)


def _step_key(text: str) -> str:
    """A step's code or name with its usual spellings made one."""
    text = re.sub(r" ?/ ?", "/", plain(text))
    if STARS_ALONE.fullmatch(text):
        return f"{len(text)}★"
    text = re.sub(r" ?(?:[*★]|[- ]?stars?)$", "★", text)
    if text.endswith("★") and text[:-1] in NUMBER_WORDS:
        text = f"{1 + NUMBER_WORDS.index(text[:-1])}★"
    return re.sub(r"^level ", "", text)


def _fault(text: str, words: str, steps: Sequence[Step]) -> str:
    """What to mend in words that look like a target and are none; empty for a sentence."""
    if len(words.split()) > MOST_WORDS_OF_A_TARGET or not (MEANT.match(words) or re.search(r"[%★*]$", words)):
        return ""
    said = f"“{text.strip()}”"
    if STARS_ALONE.fullmatch(words) or re.fullmatch(rf"{NUMBER} ?(?:★|[*]|stars?)|level {NUMBER}", words):
        return _no_step(text.strip(), steps)
    return why_no_number(text) or (
        f"{said} cannot be read as a target. Write a figure {AS_WRITTEN}; or keep it as a sentence, with no target set."
    )


def _no_step(said: str, steps: Sequence[Step]) -> str:
    names = ", ".join(step.words for step in steps)
    return f"“{said}” is no step of the scale: {names}." if steps else f"“{said}” needs a scale of steps. Choose one."
