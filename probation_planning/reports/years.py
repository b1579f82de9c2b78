"""Which year each trust is at work in, with its quarters."""

from collections.abc import Iterable

from django.db.models import QuerySet

from probation_planning.organisation.models import Quarter, Trust, Year
from probation_planning.organisation.questions import question
from probation_planning.organisation.years import latest


def years_at_work(trusts: Iterable[Trust]) -> dict[int, tuple[Year, list[Quarter]]]:
    """For each trust, by its id, the latest open year with its quarters in order; one query for all of them."""
    by_trust = {trust.pk: trust for trust in trusts}
    quarters: dict[Year, list[Quarter]] = {}
    for row in _quarters(tuple(by_trust)):
        quarters.setdefault(row.year, []).append(row)
    found = {}
    for pk, trust in by_trust.items():
        year = latest(one for one in quarters if one.trust_id == pk)
        if year is not None:
            year.trust = trust
            for quarter in quarters[year]:
                quarter.year = year
            found[pk] = (year, quarters[year])
    return found


@question
def _quarters(trusts: tuple[int, ...]) -> QuerySet[Quarter]:
    return Quarter.objects.filter(trust__in=trusts).select_related("year").order_by("number")
