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
    deadline = tables.Column(verbose_name="Deadline", order_by=("first_due", "theme__order", "order"))
    status = tables.Column(
        verbose_name="Status this quarter",
        order_by=("severity", "theme__order", "order"),
        attrs={"th": {"class": "objective-list__status", "term": "status"}},
    )
    answered = tables.Column(verbose_name="Answered", order_by=("answered_on", "order"))
