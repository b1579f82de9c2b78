"""What every part of the Example Trust is made with."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

from django.db import models

from probation_planning.organisation import calendar
from probation_planning.organisation.models import Owner, Quarter, Role, Trust, User, Year

AT_ONCE = 500
M = TypeVar("M", bound=models.Model)
T = TypeVar("T")


@dataclass(frozen=True)
class Size:
    """How much of everything; `reviews` counts the open one.

    `quarters`: in how many, this one too, the plan was answered; where the year has fewer, the years before have the
    rest, with plans that the year's goes on from. `busy`: how many things wait for the busy director alone or with
    others, two in three of them objectives and the others risks, as far as there are so many.
    """

    risks: int = 200
    objectives: int = 60
    measures: int = 28
    reviews: int = 4
    quarters: int = 1
    busy: int = 0

    @property
    def busy_objectives(self) -> int:
        """Objectives that wait for the busy director."""
        return self.busy * 2 // 3

    @property
    def busy_risks(self) -> int:
        """Risks that do."""
        return self.busy - self.busy_objectives


@dataclass
class Maker:
    """A trust while it is being made, and what later parts need of earlier ones.

    `years`: those with a plan, each with the quarters in which it was answered, this year the last.
    """

    trust: Trust
    size: Size
    random: Random
    day: datetime.date
    people: dict[Role, User] = field(default_factory=dict)
    owners: list[Owner] = field(default_factory=list)
    years: list[tuple[Year, list[Quarter]]] = field(default_factory=list)
    busy: Owner = field(init=False)
    busy_person: User = field(init=False)

    @property
    def start(self) -> datetime.date:
        """The 1 April on which the year of the day starts."""
        return calendar.year_start(self.day)

    @property
    def year(self) -> Year:
        """The year of the day."""
        return self.years[-1][0]

    @property
    def quarters(self) -> list[Quarter]:
        """Its quarters that have begun."""
        return self.years[-1][1]

    # Rows

    def add(self, model: type[M], rows: Iterable[dict[str, Any]]) -> list[M]:
        """The rows, many to a statement; the database's triggers see each of them."""
        return model._default_manager.bulk_create((model(trust=self.trust, **row) for row in rows), batch_size=AT_ONCE)

    def add_one(self, model: type[M], **values: Any) -> M:
        """One row."""
        return model._default_manager.create(trust=self.trust, **values)

    def own(
        self, model: type[M], name: str, things: Sequence[models.Model], *, none_in: int = 0, busy: int = 0
    ) -> list[M]:
        """One or two owners for each thing, the first leading; for one thing in `none_in` none.

        The first `busy` of those that have one are the busy post's too.
        """
        owned = [thing for at, thing in enumerate(things, start=1) if not none_in or at % none_in]
        return self.add(
            model,
            (
                {name: thing, "owner": owner, "order": order, "leads": order == 0}
                for at, thing in enumerate(owned)
                for order, owner in enumerate(self._owners(is_busy=at < busy))
            ),
        )

    def _owners(self, *, is_busy: bool) -> list[Owner]:
        owners = self.random.sample(self.owners, self.random.choice((1, 1, 2)))
        return [*owners, self.busy] if is_busy else owners

    # Answers

    def answers(self, quarter: Quarter) -> range:
        """Sequences of the answers to one thing: nearly always one in a quarter that is over, seldom in this one."""
        answered = self.random.random() < (0.95 if quarter.closed_on else 0.4)
        corrected = answered and self.random.random() < 0.1
        return range(1, 1 + answered + corrected)

    def given(self, last: datetime.date) -> dict[str, Any]:
        """Who gave an answer and when: the performance officer, on the last day for it, or today if that is first."""
        return {"given_by": self.people[Role.OFFICER], "dated": min(last, self.day)}

    # Words

    def some(self, sentences: Sequence[str], least: int, most: int) -> str:
        """From `least` to `most` different sentences."""
        return " ".join(self.random.sample(sentences, self.random.randint(least, most)))

    def line(self, *parts: Sequence[str]) -> str:
        """One of each part, in order."""
        return " ".join(self.random.choice(part) for part in parts)


def dealt(groups: Sequence[T], places: int) -> Iterator[tuple[T, int]]:
    """So many places shared out evenly, group by group: (group, place in it from 1)."""
    each, more = divmod(places, len(groups))
    return ((group, place) for at, group in enumerate(groups) for place in range(1, each + (at < more) + 1))


def month_after(start: datetime.date, later: int) -> datetime.date:
    """The first day of the month so many months later; earlier, below nought."""
    years, month = divmod(start.month - 1 + later, 12)
    return datetime.date(start.year + years, month + 1, 1)


def last_day(month: datetime.date) -> datetime.date:
    """The last day of the month."""
    return month_after(month, 1) - datetime.timedelta(days=1)
