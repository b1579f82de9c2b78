"""What is due in a year: answers, ratings, results, actions that are overdue, meetings, and deadlines by month."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import QuerySet

from objectives.falling import Month, deadlines_between
from probation_planning.organisation import calendar, clock
from probation_planning.organisation.addresses import way_to
from probation_planning.organisation.models import Meeting, Quarter, Year
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.glance import Glance
from risks.actions import ActionPlan

# Of the objectives due in a month so many are named.
MOST_NAMED = 6
THIS_AND_NEXT = 2


class Falling(NamedTuple):
    """The deadlines of a month: the first references of it, each with its page, and how many more there are."""

    month: Month
    ways: tuple[tuple[str, str], ...]
    more: int

    @property
    def named(self) -> list[str]:
        """The references."""
        return [reference for reference, _ in self.ways]


@dataclass(frozen=True)
class Upcoming:
    """What is due; `months` are those of the quarter that `day` stands in and of the next, where they have a deadline.

    `first` and `last`: the first and the last of these months; None where neither quarter is of the year.
    """

    unanswered: int
    actions_overdue: int
    meetings: Sequence[Meeting]
    months: Sequence[Falling]
    first: datetime.date | None
    last: datetime.date | None


def upcoming(reader: Reader, year: Year, glance: Glance) -> Upcoming:
    """Read it; as many queries for a few things as for thousands."""
    plan, day = glance.plan, clock.today()
    span = _span(year, glance.quarter, day) if plan else None
    months = deadlines_between(reader, year, glance.quarter, *span) if span else []
    first, last = span or (None, None)
    return Upcoming(
        unanswered=plan.total - plan.answered if plan and glance.takes_answers else 0,
        actions_overdue=_actions_overdue(glance),
        meetings=_meetings(reader, glance, day),
        months=[_falling(one, year) for one in months],
        first=first,
        last=last,
    )


def _falling(month: Month, year: Year) -> Falling:
    of_year = year.trust.slug, year.slug
    ways = tuple((one, way_to("objectives:objective_detail", *of_year, one)) for one in month.references[:MOST_NAMED])
    return Falling(month, ways, len(month.references[MOST_NAMED:]))


def _span(year: Year, quarter: Quarter | None, day: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of the quarter that is answered for, else of the one that the day is in, and of the next."""
    if quarter is not None and quarter.is_open:
        number = quarter.number
    elif year.start <= day <= year.end:
        number = calendar.quarter_number(day)
    else:
        return None
    first, _ = calendar.quarter_dates(year.start, number)
    _, last = calendar.quarter_dates(year.start, number + THIS_AND_NEXT - 1)
    return first, last


def _actions_overdue(glance: Glance) -> int:
    register = glance.register
    return ActionPlan(register.opened, register.review).counts["overdue"] if register else 0


def _meetings(reader: Reader, glance: Glance, day: datetime.date) -> list[Meeting]:
    """The next meeting of each body that reads a section which the reader follows, the nearest first."""
    if glance.register is None or not may(reader, Act.READ, Kind.REGISTER):
        return []
    each = _next_of_each(reader.trust.pk, frozenset(glance.register.opened.sections), day)
    return sorted(each, key=lambda meeting: (meeting.held_on, meeting.body.order))


@question
def _next_of_each(trust: int, sections: frozenset[int], day: datetime.date) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(trust=trust, held_on__gte=day, body__sections__overlap=sorted(sections))
    return rows.select_related("body").order_by("body_id", "held_on").distinct("body_id")
