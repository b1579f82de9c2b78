"""The list of a plan's objectives."""

import django_tables2 as tables

from probation_planning.ui.tables import HouseTable


class ObjectiveTable(HouseTable):
    """One row an objective, in the order printed unless sorted; the row is written by its own partial."""

    caption = "Objectives of the year"
    hide_caption = True
    rows_template = "objectives/_objective_rows.html"
    things = "objectives"

    objective = tables.Column(verbose_name="Objective", order_by=("order",))
    owners = tables.Column(verbose_name="Owners", orderable=False, attrs={"th": {"class": "objective-list__owners"}})
    status = tables.Column(
        verbose_name="Status this quarter",
        order_by=("answer", "order"),
        attrs={"th": {"class": "objective-list__status", "term": "status"}},
    )
    answered = tables.Column(verbose_name="Answered", order_by=("answered_on", "order"))
