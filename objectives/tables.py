"""The list of a plan's objectives."""

from collections.abc import Iterator
from functools import cached_property

import django_tables2 as tables
from django_tables2.data import TableQuerysetData

from objectives.models.objectives import ObjectiveQuerySet
from objectives.rows import Row, keys_in_order, rows_of
from probation_planning.organisation.models import DeliveryUnit, Quarter, Year
from probation_planning.organisation.roles import Reader
from probation_planning.ui.tables import HouseTable


class Lines(TableQuerysetData):  # type: ignore[misc]
    """Objectives found by their keys, which turn into rows a page at a time; `whole`: all of the year, as printed."""

    def __init__(
        self,
        found: ObjectiveQuerySet,
        *,
        reader: Reader,
        year: Year,
        quarter: Quarter | None,
        whole: bool,
        unit: DeliveryUnit | None = None,
    ) -> None:
        super().__init__(found)
        self.reader, self.year, self.quarter, self.whole, self.unit = reader, year, quarter, whole, unit

    @cached_property
    def keys(self) -> list[int]:
        """Those of all pages, in their order."""
        return keys_in_order(self.reader, self.year.pk) if self.whole else list(self.data.values_list("pk", flat=True))

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[Row]:
        return iter(rows_of(self.reader, self.keys, self.quarter, self.unit))

    def __getitem__(self, key: slice) -> list[Row]:
        return rows_of(self.reader, self.keys[key], self.quarter, self.unit)


class ObjectiveTable(HouseTable):
    """One row an objective, in the order printed unless sorted; the row is written by its own partial."""

    caption = "Objectives of the year"
    hide_caption = True
    rows_template = "objectives/_objective_rows.html"
    things = "objectives"

    objective = tables.Column(verbose_name="Objective", order_by=("order",))
    owners = tables.Column(verbose_name="Owners", orderable=False, attrs={"th": {"class": "objective-list__owners"}})
    deadline = tables.Column(verbose_name="Deadline", order_by=("first_due", "theme__order", "order"))
    status = tables.Column(
        verbose_name="Status this quarter",
        order_by=("severity", "theme__order", "order"),
        attrs={"th": {"class": "objective-list__status", "term": "status"}},
    )
    answered = tables.Column(verbose_name="Answered", order_by=("answered_on", "order"))
