"""What of a year's plan falls into a span of time: deadlines month by month, and what owners said that is news."""

import datetime
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q

from objectives.models import Objective, Status, StatusUpdate
from objectives.models.counting import until
from objectives.standing import FINAL
from probation_planning.organisation import clock
from probation_planning.organisation.models import Quarter, Year
from probation_planning.organisation.roles import Reader

# Words that somebody who reads the year in a minute should hear of.
NEWS = (Status.OFF_TRACK, Status.AT_RISK, Status.COMPLETE)


class Month(NamedTuple):
    """A month in which deadlines fall: how many objectives they are of, how many of these are done, and which."""

    first: datetime.date
    objectives: int
    done: int
    references: list[str]


def deadlines_between(
    reader: Reader, year: Year, quarter: Quarter | None, first: datetime.date, last: datetime.date
) -> list[Month]:
    """Month by month, as last moved by the answer that counts, else as printed; each objective once a month."""
    rows: Any = Objective.objects.visible_to(reader).of(year).filter(withdrawn_on=None, deadlines__isnull=False)
    rows = rows.with_answer(quarter).annotate(until=until(clock.today(), "deadlines__"))
    found = rows.filter(until__range=(first, last)).order_by("until").values_list("until")
    return [
        Month(month, objectives, done, list(dict.fromkeys(references)))
        for month, objectives, done, references in found.annotate(
            objectives=Count("pk", distinct=True),
            done=Count("pk", filter=Q(answer__in=FINAL), distinct=True),
            references=ArrayAgg("reference", order_by=("theme__order", F("aim__order").asc(nulls_first=True), "order")),
        )
    ]


def news(reader: Reader, year: Year, quarter: Quarter, most: int) -> list[StatusUpdate]:
    """Answers for the quarter that count and are news, the latest first, each with its objective and who gave it."""
    objectives = Objective.objects.visible_to(reader).of(year).filter(withdrawn_on=None)
    that_count = StatusUpdate.objects.filter(quarter=quarter, objective__in=objectives.order_by()).that_count()
    rows = StatusUpdate.objects.filter(pk__in=that_count.values("pk"), status__in=NEWS)
    rows = rows.select_related("objective", "unit", "given_as", "given_by")
    return list(rows.order_by("-dated", "-given_at", "-pk")[:most])
