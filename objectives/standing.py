"""How an objective stands at a quarter, in one word: its owner's, or the reason why there is none. Needs no database.

"No status in the document", "unanswered this quarter" and "overdue" are three different things (domain.md), and none of
them is ever shown as good news. A final word stands: what was said to be complete or withdrawn is so in the quarters
after, until something else is said; everything else is asked every quarter.
"""

import datetime
from collections.abc import Iterable
from typing import NamedTuple, Protocol, TypeVar


class Word(Protocol):
    """A status that an owner gave: a choice with its value and its label."""

    @property
    def value(self) -> str: ...

    @property
    def label(self) -> str: ...


class Quarter(Protocol):
    """What must be known of a quarter."""

    number: int
    opened_on: datetime.date | None

    @property
    def is_open(self) -> bool: ...

    @property
    def expects_answers(self) -> bool: ...

    @property
    def due_on(self) -> datetime.date: ...


class Said(Protocol):
    """An answer: at which quarter it was given, which of that quarter's it is, and its word."""

    sequence: int
    status: str

    @property
    def quarter(self) -> Quarter: ...


SomeQuarter = TypeVar("SomeQuarter", bound=Quarter)
SomeAnswer = TypeVar("SomeAnswer", bound=Said)


class Standing(NamedTuple):
    """The word shown, and the shape it is shown in (`status--<value>` in the style sheet)."""

    label: str
    value: str


NO_STATUS = Standing("no status in the document", "no-status")
NOT_YET_OPEN = Standing("not yet open", "not-yet-due")
UNANSWERED = Standing("unanswered this quarter", "unanswered")
OVERDUE = Standing("overdue", "overdue")
SILENT = frozenset({NO_STATUS, NOT_YET_OPEN, UNANSWERED, OVERDUE})
# Words that hold for the quarters after (`Status`); in SQL: `models/counting.py`.
FINAL = frozenset({"complete", "withdrawn"})


def carries_on(status: str | None) -> bool:
    """Whether something was said, and is to be said again at the next quarter."""
    return status is not None and status not in FINAL


def standing(answer: Word | None, quarter: Quarter | None, today: datetime.date) -> Standing:
    """The owner's word where there is one; else why there is none.

    `quarter` is None where the year has no quarters yet.
    """
    if answer is not None:
        return Standing(answer.label, answer.value)
    if quarter is None:
        return NOT_YET_OPEN
    if not quarter.expects_answers:
        return NO_STATUS
    if quarter.opened_on is None:
        return NOT_YET_OPEN
    return OVERDUE if today > quarter.due_on else UNANSWERED


def that_counts(answers: Iterable[SomeAnswer], number: int) -> SomeAnswer | None:
    """Of the answers of one objective or unit the one that counts at the quarter: its own, else a final word before."""
    said = [answer for answer in answers if answer.quarter.number <= number]
    last = max(said, key=lambda answer: (answer.quarter.number, answer.sequence), default=None)
    return last if last and (last.quarter.number == number or last.status in FINAL) else None


def is_late(month: datetime.date | None, last: str | None, today: datetime.date) -> bool:
    """Whether a deadline is overdue: its month (the first day of it) has passed, and the last word is not final."""
    return month is not None and month < today.replace(day=1) and last not in FINAL


def current_quarter(quarters: Iterable[SomeQuarter]) -> SomeQuarter | None:
    """The latest quarter that is open; where none is, the last of the year."""
    in_order = sorted(quarters, key=lambda quarter: (quarter.is_open, quarter.number))
    return in_order[-1] if in_order else None
