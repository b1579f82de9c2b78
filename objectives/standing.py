"""How an objective stands at a quarter, in one word: its owner's, or the reason why there is none. Needs no database.

"No status in the document", "unanswered this quarter" and "overdue" are three different things (domain.md), and none of
them is ever shown as good news.
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


SomeQuarter = TypeVar("SomeQuarter", bound=Quarter)


class Standing(NamedTuple):
    """The word shown, and the shape it is shown in (`status--<value>` in the style sheet)."""

    label: str
    value: str


NO_STATUS = Standing("no status in the document", "no-status")
NOT_YET_OPEN = Standing("not yet open", "not-yet-due")
UNANSWERED = Standing("unanswered this quarter", "unanswered")
OVERDUE = Standing("overdue", "overdue")
SILENT = frozenset({NO_STATUS, NOT_YET_OPEN, UNANSWERED, OVERDUE})


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


def current_quarter(quarters: Iterable[SomeQuarter]) -> SomeQuarter | None:
    """The latest quarter that is open; where none is, the last of the year."""
    in_order = sorted(quarters, key=lambda quarter: (quarter.is_open, quarter.number))
    return in_order[-1] if in_order else None
