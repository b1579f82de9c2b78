"""The scorecard's table: one for each perspective."""

from collections.abc import Sequence

import django_tables2 as tables

from probation_planning.ui.tables import HouseTable
from scorecard.notes import Line


class MeasureTable(HouseTable):
    """The measures of a perspective in the paper's columns and order; the row is written by its own partial."""

    hide_caption = True
    rows_template = "scorecard/_measure_rows.html"
    things = "measures"

    references = tables.Column(
        verbose_name="Plan ref", empty_values=(), attrs={"th": {"term": "strategic-plan-reference"}}
    )
    measure = tables.Column(verbose_name="Measure", empty_values=())
    frequency = tables.Column(verbose_name="Freq", empty_values=(), attrs={"th": {"term": "frequency"}})
    target = tables.Column(verbose_name="Target", empty_values=(), attrs={"th": {"term": "target"}})
    result = tables.Column(verbose_name="Result", empty_values=())
    rating = tables.Column(verbose_name="Rating", empty_values=(), attrs={"th": {"term": "rating"}})
    direction = tables.Column(verbose_name="Direction", empty_values=(), attrs={"th": {"term": "direction-of-travel"}})
    owner = tables.Column(verbose_name="Owner", empty_values=())
    note = tables.Column(verbose_name="Note", empty_values=())

    class Meta:
        orderable = False

    def __init__(self, lines: Sequence[Line], *, perspective: str = "") -> None:
        super().__init__(lines)
        self.caption = perspective  # type: ignore[misc]
