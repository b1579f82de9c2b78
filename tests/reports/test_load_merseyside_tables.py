"""The planning tables of Merseyside's paper, as loaded: every cell, what is misread in it, and what adds up."""

from collections import Counter
from decimal import Decimal

from objectives.models import PlanningCell, PlanningColumn, PlanningLine, PlanningTable
from probation_planning.organisation.models import Trust


def test_five_tables_stand_in_the_order_of_the_paper(merseyside: Trust) -> None:
    kinds = [(table.kind, table.unit, table.line) for table in PlanningTable.objects.all()]
    cells = Counter(PlanningCell.objects.values_list("row__table__kind", flat=True))

    assert kinds == [
        ("sentencing", "", 172),
        ("budget", "£ million", 212),
        ("staffing", "", 226),
        ("needs", "% of offenders assessed", 251),
        ("demand", "", 298),
    ]
    assert cells == {"sentencing": 144, "budget": 9, "staffing": 40, "needs": 13, "demand": 48}
    assert not PlanningLine.objects.filter(line=None).exists()


def test_21_cells_of_the_sentencing_profile_are_damaged_and_say_why(merseyside: Trust) -> None:
    damaged = PlanningCell.objects.filter(row__table__kind="sentencing").exclude(ground="")
    by_line = Counter(damaged.values_list("row__line", flat=True))
    unread = damaged.filter(value=None).values_list("row__line", "column__heading")

    assert by_line == {176: 8, 179: 8, 181: 1, 183: 1, 184: 3}
    assert {(row.is_reading, row.value is None) for row in damaged} == {(True, False), (False, True)}
    assert sorted(unread) == [(179, "1998"), (179, "2004"), (179, "2005"), (184, "2001"), (184, "2002")]


def test_totals_keep_what_is_printed_beside_what_they_must_read(merseyside: Trust) -> None:
    totals = PlanningCell.objects.filter(row__line=176).order_by("column__order")

    assert " ".join(row.printed for row in totals) == (
        "22468 36472 20614 1437 42319 40776 18600 45505 37814 20931 45500 1362064"
    )
    assert [row.value for row in totals] == [
        42468, 36472, 40614, 41437, 44319, 49776, 48600, 45505, 37814, 40931, 45590, 1362064,
    ]  # fmt: skip
    assert [row.is_unconfirmed for row in totals] == [True, False] + [True] * 5 + [False] * 2 + [True] * 2 + [False]


def test_england_and_wales_and_2008_add_up_and_other_years_are_left_as_they_are(merseyside: Trust) -> None:
    total = PlanningLine.objects.get(line=176)
    sums = {
        column.heading: (
            column.cells.get(row=total).value,
            sum(row.value for row in column.cells.filter(row__part_of=total) if row.value is not None),
        )
        for column in PlanningColumn.objects.filter(table=total.table)
    }

    assert [row.label for row in total.parts.all()] == [
        "Immediate Custody",
        "Community Sentences",
        "Fines",
        "Suspended Sentence",
        "Other",
    ]
    assert {heading for heading, (read, added) in sums.items() if read == added} == {"2008", "E&W 2008"}
    assert sums["2006"] == (37814, 42318)


def test_every_percentage_agrees_with_its_row_and_the_total_as_read(merseyside: Trust) -> None:
    cells = {(row.row.line, row.column.heading): row for row in PlanningCell.objects.select_related("row", "column")}
    shares = PlanningLine.objects.exclude(share_of=None).select_related("share_of")
    checked = 0
    for line in shares:
        for cell in line.cells.select_related("column"):
            part = cells[line.share_of.line, cell.column.heading].value
            if part is not None:
                whole = cells[176, cell.column.heading].value
                assert round(100 * part / whole, 1) == cell.value, f"{line.share_of} {cell.column}"
                checked += 1

    assert [(line.line, line.share_of.label) for line in shares] == [
        (178, "Immediate Custody"),
        (181, "Community Sentences"),
        (183, "Fines"),
        (185, "Suspended Sentence"),
        (187, "Other"),
    ]
    assert checked == 5 * 12 - 2


def test_the_budget_adds_up_to_what_is_printed(merseyside: Trust) -> None:
    figures = {row.row.label: row.value for row in PlanningCell.objects.filter(row__table__kind="budget")}
    net = PlanningLine.objects.get(line=225)

    assert len(figures) == 9
    assert sum(row.value for row in PlanningCell.objects.filter(row__part_of__line=223)) == figures["Total"] == 33559800
    assert figures["Total"] + figures["Income"] == 33559800 - 2972400 == figures["Net Expenditure"] == 30587400
    assert [row.label for row in net.parts.all()] == ["Total", "Income"]
    assert not PlanningCell.objects.filter(row__table__kind="budget", is_reading=True).exists()


def test_the_staffing_total_is_printed_71017_and_read_710_17(merseyside: Trust) -> None:
    table = PlanningTable.objects.get(kind="staffing")
    total = PlanningCell.objects.get(row__line=241, column__heading="Total")

    assert (total.printed, total.value, total.is_unconfirmed) == ("71017", Decimal("710.17"), True)
    assert "add up to 710.17" in total.ground
    assert [total.row.parts.count(), total.column.parts.count()] == [7, 4]
    for line in table.lines.all():
        cells = list(line.cells.order_by("column__order"))
        assert sum(cell.value for cell in cells[:4]) == cells[4].value, line.label
    for column in table.columns.all():
        cells = list(column.cells.order_by("row__order"))
        assert sum(cell.value for cell in cells[:7]) == cells[7].value, column.heading


def test_demand_has_16_rows_of_three(merseyside: Trust) -> None:
    table = PlanningTable.objects.get(kind="demand")
    cells = PlanningCell.objects.filter(row__table=table)

    assert [column.heading for column in table.columns.all()] == [
        "Projected Demand 2009/10",
        "Projected Outturn 2009/10",
        "Projected Demand 2010/11",
    ]
    assert table.lines.count() == 16
    assert list(cells.filter(row__line=310).order_by("column").values_list("value", flat=True)) == [
        280000,
        283633,
        290000,
    ]
    assert [line.line for line in table.lines.exclude(note="")] == [303, 309]


def test_needs_are_what_the_text_says_and_no_bar_of_the_chart_is_guessed(merseyside: Trust) -> None:
    cells = PlanningCell.objects.filter(row__table__kind="needs")
    this_year = cells.filter(column__heading="2009/10").order_by("row__order")

    assert [(row.row.label, row.printed, row.value) for row in this_year] == [
        ("Offenders assessed", "5277", 5277),
        ("Learning and Employability (ETE)", "60%", 60),
        ("Thinking Skills", "a little over 50%", None),
        ("Alcohol", "44%", 44),
        ("Drugs", "32%", 32),
        ("Attitude", "between 39% and 49%", None),
        ("Lifestyle", "between 39% and 49%", None),
        ("Relationships", "between 39% and 49%", None),
        ("Emotional", "7%", 7),
        ("Accommodation", "Approximately one third", None),
        ("Financial situation", "Approximately one third", None),
    ]
    assert all(row.ground for row in cells.filter(value=None))
    assert not cells.filter(is_reading=True).exists()
    assert dict(cells.exclude(column__heading="2009/10").values_list("row__label", "printed")) == {
        "Offenders assessed": "7169",
        "Emotional": "32%",
    }
