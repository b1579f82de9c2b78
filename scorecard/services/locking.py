"""What an act on a measure holds until it ends."""

from collections.abc import Collection

from probation_planning.organisation.models import Quarter, Year
from scorecard.models import Measure


def hold_measure(measure: Measure) -> None:
    """One at a time: nobody else gives this measure a result or an owner until the transaction ends."""
    Measure.objects.select_for_update(no_key=True, of=("self",)).get(pk=measure.pk)


def hold_measures(keys: Collection[int]) -> None:
    """The same of several, always in one order, so that no two people wait for each other."""
    rows = Measure.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=keys).order_by("pk")
    list(rows.values_list("pk"))


def hold_quarters(year: Year) -> list[Quarter]:
    """The year's quarters as they are now; none is opened or closed until the transaction ends.

    Goes before `hold_measure`.
    """
    sql = "SELECT * FROM organisation_quarter WHERE year_id = %s ORDER BY number FOR SHARE"
    quarters = list(Quarter.objects.raw(sql, [year.pk]))
    for row in quarters:
        row.year = year
    return quarters
