"""Results as people type or paste them, read by what the measure takes; what can hardly be is questioned, not refused.

    figure   = number in the measure's unit, with or without it: 92.5, 92.5%, £1.2m, 20 offenders, (5) for -5
    step     = a step of the scale by code or name
    yes/no   = yes, y, ✓, true, done; no, n, ✗, false, not yet
    when     = Q2, done in Q2, 12/08/2011; no, not done, not yet

An empty box is no result. Raises Refused, with a sentence, for what cannot be read.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from scorecard.accumulation import agrees
from scorecard.targets import (
    HUNDRED,
    NO,
    PERCENT,
    QUARTERS,
    TWO_SIDED,
    YES,
    Form,
    Refused,
    Takes,
    Target,
    Value,
    day_words,
    done_on,
    figure_words,
    find_step,
    no_figure,
    plain,
    read_day,
    read_figure,
    read_quarter,
    same_unit,
)

SAID_YES = frozenset({"yes", "y", "✓", "true", "done", "tick", "achieved", "complete", "completed", "in place"})
SAID_NO = frozenset({"no", "n", "✗", "✘", "❌", "false", "not done", "not yet", "not done yet", "not achieved"})
SHEET_ERROR = re.compile(r"#(?:n/a|div/0!|ref!|value!|name[?]|num!|null!|spill!|calc!)|#+")
DONE = re.compile(r"(?:(?:done|completed?|achieved) )?(?:in |on )?(.+)")
NO_SCALE = "The measure has no target on a scale yet, so it has no steps. Its target is set first."
DAYS_OF_A_YEAR = 366
LONGEST_RESULT = 100
LIKE_A_FRACTION = Decimal(10)
"""From this target on, a percentage of 1 or less looks like a spreadsheet's fraction: 0.92 for 92%."""


@dataclass(frozen=True)
class Bounds:
    """What a measure's results can be, as people have set it; None where nobody has."""

    lowest: Decimal | None = None
    highest: Decimal | None = None
    whole: bool = False


@dataclass(frozen=True)
class Entry:
    """A result as typed and as read; `value` is None for an empty box. `doubts` are sentences to be confirmed."""

    typed: str
    value: Value | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    doubts: tuple[str, ...] = ()


ANY = Bounds()


def read_value(
    typed: str, target: Target, *, bounds: Bounds = ANY, numerator: str = "", denominator: str = ""
) -> Entry:
    """A result as typed for a measure with this target, with its two parts where it has them.

    Parts without a value make it. Raises Refused.
    """
    text = _sheet(typed)
    if target.takes is not Takes.FIGURE:
        if numerator.strip() or denominator.strip():
            raise Refused("Only a figure has two parts. Leave both empty.", "numerator")
        value = READERS[target.takes](typed, text, target) if text else None
        return Entry(typed, value, doubts=doubts(target, value, bounds) if value is not None else ())
    above, below = read_parts(numerator, denominator)
    given = _figure(typed, target) if text else None
    if above is not None and below is not None:
        made = target.from_parts(above, below)
        if given is not None and not agrees(target, given, above, below):
            raise Refused(f"{target.figure(given)} does not agree with its parts, {target.show(made)}. Correct one.")
        given = made if given is None else given
    found = doubts(target, given, bounds) if given is not None else ()
    return Entry(typed, given, above, below, found)


def read_parts(numerator: str, denominator: str) -> tuple[Decimal | None, Decimal | None]:
    """How many, out of how many; two Nones for none. Raises Refused."""
    above, below = _part(numerator, "numerator"), _part(denominator, "denominator")
    if (above is None) != (below is None):
        lacking = "numerator" if above is None else "denominator"
        raise Refused("Give both parts, how many and out of how many, or neither.", lacking)
    if below is not None and below <= 0:
        said = "“Out of how many” is a figure above nought. Leave both parts empty where there was none."
        raise Refused(said, "denominator")
    return above, below


def doubts(target: Target, value: Value, bounds: Bounds = ANY) -> tuple[str, ...]:
    """Why a result can hardly be right, in sentences; none when nothing is odd about it."""
    if not isinstance(value, Decimal):
        return tuple(_doubts_of_a_day(target, value))
    return (*_doubts_by_form(target, value), *_doubts_by_bounds(target, value, bounds))


def _figure(typed: str, target: Target) -> Decimal:
    figure = read_figure(plain(typed))
    if figure is None or figure.of or figure.window is not None:
        raise no_figure(typed)
    if figure.unit and not same_unit(figure.unit, target.unit):
        wanted = f"in {target.unit}" if target.unit else "as a figure alone"
        raise Refused(f"“{typed.strip()}” is in {figure.unit}; this measure is given {wanted}.")
    return figure.number


def _part(typed: str, at: str) -> Decimal | None:
    text = _sheet(typed, at)
    if not text:
        return None
    figure = read_figure(text)
    if figure is None or figure.of or figure.window is not None or figure.unit == PERCENT:
        raise no_figure(typed, at)
    return figure.number


def _step(typed: str, text: str, target: Target) -> Value:
    if found := find_step(typed, target.steps):
        return found.code
    if not target.steps:
        raise Refused(NO_SCALE)
    names = ", ".join(step.words for step in target.steps)
    raise Refused(f"“{typed.strip()}” is no step of the scale: {names}.")


def _yes_or_no(typed: str, text: str, target: Target) -> Value:
    if text in SAID_YES | SAID_NO:
        return YES if text in SAID_YES else NO
    raise Refused(f"“{typed.strip()}” is neither yes nor no. Enter “yes” or “no”.")


def _when(typed: str, text: str, target: Target) -> Value:
    if text in SAID_NO:
        return NO
    said = match[1] if (match := DONE.fullmatch(text)) and text not in SAID_YES else ""
    quarter = read_quarter(said, target.year)
    if quarter is not None and 1 <= quarter <= len(QUARTERS):
        return QUARTERS[quarter - 1]
    if day := read_day(said, target.year):
        return day.isoformat()
    raise Refused(
        f"“{typed.strip()}” does not say when it was done. Enter a quarter of the year, “Q2”, a day, “12/08/2011”,"
        " or “not yet”."
    )


READERS = {Takes.STEP: _step, Takes.YES_NO: _yes_or_no, Takes.QUARTER: _when}


def _sheet(typed: str, at: str = "value") -> str:
    """The `plain` text of a box; refuses what only a spreadsheet shows."""
    text = plain(typed)
    if len(text) > LONGEST_RESULT:
        raise Refused("This is too long for a result. Put words into the note.", at)
    if SHEET_ERROR.fullmatch(text):
        shown = f"The spreadsheet shows {typed.strip()} here and not a figure."
        raise Refused(f"{shown} Mend it there, or leave it empty.", at)
    if text.startswith("="):
        raise Refused(f"“{typed.strip()}” is a formula. Enter the figure it makes.", at)
    return text


def _doubts_by_form(target: Target, value: Decimal) -> Iterable[str]:
    figure, is_percent = target.figure(value), target.unit == PERCENT
    if target.form is Form.REDUCTION:
        if is_percent and abs(value) > HUNDRED:
            yield f"A change of {figure} is more than all there was."
    elif target.form is Form.REDUCED_BY:
        if value < 0:
            yield f"A reduction of {figure} would be a rise."
        elif is_percent and value > HUNDRED:
            yield f"A reduction of {figure} is more than all there was."
    elif value < 0:
        if target.number is None or target.number >= 0:
            yield f"{figure} is below nought."
    elif is_percent:
        yield from _doubts_of_a_share(target, value)
    elif same_unit(target.unit, "days") and value > DAYS_OF_A_YEAR:
        yield f"{figure} is more than a year."


def _doubts_of_a_share(target: Target, value: Decimal) -> Iterable[str]:
    figure = target.figure(value)
    highest = 2 * HUNDRED if target.form in TWO_SIDED else HUNDRED
    if value > highest:
        yield f"{figure} is above {figure_words(highest, PERCENT)}."
    elif 0 < value <= 1 and target.number is not None and target.number >= LIKE_A_FRACTION:
        meant = figure_words(value * HUNDRED, PERCENT)
        yield f"{figure} is very low: a spreadsheet may hold {meant} as {figure_words(value)}."


def _doubts_by_bounds(target: Target, value: Decimal, bounds: Bounds) -> Iterable[str]:
    figure = target.figure(value)
    if bounds.lowest is not None and value < bounds.lowest:
        yield f"{figure} is below {target.figure(bounds.lowest)}, the lowest this measure is meant to be."
    if bounds.highest is not None and value > bounds.highest:
        yield f"{figure} is above {target.figure(bounds.highest)}, the highest this measure is meant to be."
    if bounds.whole and value != value.to_integral_value():
        yield f"{figure} is not a whole number."


def _doubts_of_a_day(target: Target, value: str) -> Iterable[str]:
    day, quarter = done_on(value), target.quarter_of(value)
    if day and quarter is not None and not 1 <= quarter <= len(QUARTERS):
        yield f"{day_words(day)} is not in the year."
    if target.form is Form.DATE and day is None and quarter is not None and quarter == target.by and target.day:
        yield f"Done in {value} does not tell whether it was by {day_words(target.day)}. Give the day."
