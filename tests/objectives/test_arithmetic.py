"""Sums, percentages and variances of a planning table."""

from decimal import Decimal

import pytest

from objectives.arithmetic import Column, Figure, Line, Sheet, checks, outturn_columns, variances, words_of
from objectives.pasting import MOST_COLUMNS, read_figure, read_table


def line(label: str, *printed: str, part_of: int | None = None, share_of: int | None = None) -> Line:
    return Line(label, tuple(Figure(text, read_figure(text)) for text in printed), part_of, share_of)


def sheet(*lines: Line, columns: tuple[Column, ...] = (Column("2010/11"),)) -> Sheet:
    return Sheet(columns, lines)


@pytest.mark.parametrize(("total", "holds"), [("30", True), ("30.0", True), ("31", False), ("-30", False)])
def test_a_total_is_checked_against_its_parts(total: str, holds: bool) -> None:
    [check] = checks(sheet(line("A", "10", part_of=2), line("B", "20", part_of=2), line("Total", total)))
    assert (check.where, check.holds, check.says) == ("Total, 2010/11", holds, "Its rows add up to 30.")


def test_a_total_of_totals_takes_what_is_negative_off() -> None:
    rows = (
        line("Employees", "33559800", part_of=1),
        line("Total", "33559800", part_of=3),
        line("Income", "-2972400", part_of=3),
        line("Net", "30587400"),
    )
    assert [check.holds for check in checks(sheet(*rows))] == [True, True]


def test_a_blank_part_counts_nothing_and_one_that_cannot_be_read_leaves_the_sum_open() -> None:
    blank, unread = (
        checks(sheet(line("A", part, part_of=2), line("B", "20", part_of=2), line("Total", "20")))
        for part in ("", "a1")
    )
    assert [check.holds for check in (*blank, *unread)] == [True, None]
    assert unread[0].says == "A figure of its rows cannot be read."


def test_columns_are_summed_across() -> None:
    columns = (Column("Programmes", part_of=2), Column("Support", part_of=2), Column("Total"))
    found = checks(sheet(line("Officers", "6.99", "24.75", "31.74"), line("Support", "1", "1", "3"), columns=columns))
    assert [(check.where, check.holds) for check in found] == [("Officers, Total", True), ("Support, Total", False)]


@pytest.mark.parametrize(
    ("share", "holds"), [("33.3%", True), ("33.33%", True), ("33%", True), ("33.4%", False), ("34%", False)]
)
def test_a_percentage_is_checked_to_the_decimals_that_are_printed(share: str, holds: bool) -> None:
    rows = (line("Fines", "1", part_of=2), line("%", share, share_of=0), line("Total", "3"))
    check = checks(sheet(*rows))[-1]
    assert (check.where, check.holds) == ("Fines %, 2010/11", holds)


def test_a_half_is_rounded_up() -> None:
    rows = (line("Fines", "1", part_of=2), line("%", "12.5%", share_of=0), line("Total", "8"))
    assert checks(sheet(*rows))[-1].holds
    rows = (line("Fines", "1", part_of=2), line("%", "13%", share_of=0), line("Total", "8"))
    assert checks(sheet(*rows))[-1].holds


@pytest.mark.parametrize("total", ["0", "", "lost"])
def test_a_percentage_of_nothing_cannot_be_checked(total: str) -> None:
    rows = (line("Fines", "1", part_of=2), line("%", "12.5%", share_of=0), line("Total", total))
    assert checks(sheet(*rows))[-1].holds is None


def test_an_outturn_is_set_against_the_demand_of_its_own_year() -> None:
    columns = tuple(map(Column, ("Projected Demand 2009/10", "Projected Outturn 2009/10", "Projected Demand 2010/11")))
    table = sheet(
        line("Tier 1", "2234", "1889", "1800"),
        line("Tier 2", "1486", "1773", "1800"),
        line("Beds", "69", "69", "69"),
        line("New", "0", "12", "12"),
        line("Unknown", "", "12", "12"),
        columns=columns,
    )
    assert outturn_columns(table) == (0, 1)
    found = variances(table) or []
    assert [one and one.words for one in found] == ["−345 (−15.4%)", "+287 (+19.3%)", "+0 (+0.0%)", "+12", None]


def test_a_table_without_an_outturn_has_no_variance() -> None:
    assert variances(sheet(line("A", "1"), columns=(Column("Demand 2009/10"),))) is None


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("30,587,400", "30587400"),
        ("-2972400", "-2972400"),
        ("−9.2%", "-9.2"),
        ("(12.5)", "-12.5"),
        ("£12", "12"),
        (".5", "0.5"),
        ("", None),
        ("–", None),
        ("a little over 50%", None),
        ("NaN", None),
        ("1e400", None),
        ("١٢", None),
    ],
)
def test_a_figure_is_read_as_people_write_it(printed: str, value: str | None) -> None:
    assert read_figure(printed) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(("printed", "says"), [("1" * 14, "too large"), ("1.2345", "more than three decimals")])
def test_a_figure_that_cannot_be_kept_says_so(printed: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_figure(printed)


def test_a_pasted_table_knows_its_totals_and_percentages() -> None:
    pasted = "Grade\tA\tB\tTotal\nOfficers\t1\t2\t3\n%\t50%\t50%\t\nSupport\t1\t2\t3\nTotal\t2\t4\t6\n"
    table = read_table(pasted)
    assert [column.part_of for column in table.columns] == [2, 2, None]
    assert [(row.label, row.part_of, row.share_of) for row in table.lines] == [
        ("Officers", 3, None),
        ("%", None, 0),
        ("Support", 3, None),
        ("Total", None, None),
    ]
    assert all(check.holds is not False for check in checks(table))


@pytest.mark.parametrize("last", ["Grand total", "Total"])
def test_a_grand_total_adds_up_the_totals(last: str) -> None:
    table = read_table(f"Line;A\nStaff;1\nPosts;2\nTotal;3\nRent;4\nSubtotal;4\n{last};7")
    assert [line.part_of for line in table.lines] == [2, 2, 5, 4, 5, None]
    assert all(check.holds for check in checks(table))


@pytest.mark.parametrize(
    ("pasted", "says"),
    [
        ("", "Paste a line of headings"),
        ("A\tB", "Paste a line of headings"),
        ("only one column\nrow", "Paste a line of headings"),
        ("A\t\nrow\t1", "Line 1: column 2 has no heading"),
        ("A\tB\n\t1", "Line 2: the row has no label"),
        ("A\tB\nrow\t1\t2", "Line 2 has 2 figures for 1 columns"),
        ("A\tB\nrow\t" + "9" * 61, "at most 60 letters"),
        ("A\tB\nrow\t1.23456", "Line 2: “1.23456” has more than three decimals"),
        ("A\t" + "\t".join("B" * 41) + "\nrow", f"{MOST_COLUMNS} columns"),
    ],
)
def test_what_cannot_be_pasted_is_named_by_its_line(pasted: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_table(pasted)


@pytest.mark.parametrize(
    ("value", "words"), [("30587400", "30,587,400"), ("38.60", "38.6"), ("-0.5", "−0.5"), ("0", "0")]
)
def test_figures_stand_with_their_thousands_apart(value: str, words: str) -> None:
    assert words_of(Decimal(value)) == words
