"""The officer changes a planning table without pasting it anew: its words, its columns and its rows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from objectives.contents import contents_of
from objectives.models import AnnualPlan, PlanningColumn, PlanningLine
from objectives.sheets import PlanningSheet, sheets_of
from objectives.versions import differences
from probation_planning.history.snapshots import plain
from probation_planning.organisation.models import Trust
from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.objectives.conftest import OFFICER
from tests.objectives.test_tables import PASTED, TABLES, TYPED, form_of

SignIn = Callable[[str], Client]


@pytest.fixture
def client(derbyshire: Trust, sign_in: SignIn) -> Client:
    """The officer, who pasted a budget."""
    client = sign_in(OFFICER)
    assert client.post(TABLES + "new/", TYPED).status_code == 302
    return client


def sheet() -> PlanningSheet:
    return sheets_of(AnnualPlan.objects.get(title="Business Plan 2011/12"))[0]


def key_of(label: str) -> str:
    return str(PlanningLine.objects.get(label=label).pk)


def labels() -> list[str]:
    return [line.label for line in sheet().sheet.lines]


def send(client: Client, address: str, **typed: Any) -> Any:
    """The form as it stands with some boxes filled in otherwise."""
    return client.post(TABLES + address, form_of(client, address) | typed)


def test_the_words_of_a_table_are_changed_and_its_figures_stay(client: Client) -> None:
    before = sheet().sheet
    answer = send(client, "1/edit/", title="Spending", kind="staffing", unit="£000", note="Rounded.")
    assert answer.status_code == 302
    table = sheet().table
    assert (table.title, table.kind, table.unit, table.note) == ("Spending", "staffing", "£000", "Rounded.")
    assert sheet().sheet == before


def test_a_title_that_another_table_bears_is_refused_beside_its_box(client: Client) -> None:
    client.post(TABLES + "new/", TYPED | {"title": "Staffing"})
    answer = send(client, "1/edit/", title="Staffing", note="Kept while refused.")
    assert answer.status_code == 200
    assert answer.context["form"].errors == {"title": ["The plan has a table of this title already."]}
    assert "Kept while refused." in answer.content.decode()


@pytest.mark.parametrize("place", ["0", "3", "-1", "two", "", "1e3", "99999999999999999999"])
def test_a_place_is_one_of_those_there_are(client: Client, place: str) -> None:
    client.post(TABLES + "new/", TYPED | {"title": "Staffing"})
    assert send(client, "1/edit/", place=place).context["form"].errors == {"place": ["Enter a place from 1 to 2."]}


def test_a_table_is_given_another_place_among_the_tables(client: Client) -> None:
    client.post(TABLES + "new/", TYPED | {"title": "Staffing"})
    client.post(TABLES + "new/", TYPED | {"title": "Demand"})
    answer = send(client, "3/edit/", place="1")
    assert answer["Location"] == TABLES + "1/"
    titles = [one.table.title for one in sheets_of(AnnualPlan.objects.get(title="Business Plan 2011/12"))]
    assert titles == ["Demand", "Budget", "Staffing"]


def test_a_row_takes_a_label_a_unit_a_note_and_another_place(client: Client) -> None:
    answer = send(client, "1/rows/2/edit/", label="Premises", unit="£000", note="Leased.", place="1")
    assert answer.status_code == 302
    assert labels() == ["Premises", "Staff", "Total"]
    page = client.get(TABLES + "1/").content.decode()
    assert "(£000)" in page
    assert '<span class="sheet__note">Leased.</span>' in page
    assert [check.worked_out for check in sheet().checks] == [1500, 1400]


def test_a_total_takes_the_rows_that_it_adds_up(client: Client) -> None:
    assert send(client, "1/rows/3/edit/", parts=[key_of("Staff")]).status_code == 302
    assert [check.says for check in sheet().disagreeing] == ["Its rows add up to 1,200.", "Its rows add up to 1,100."]
    assert send(client, "1/rows/3/edit/", parts=[]).status_code == 302
    assert not sheet().checks


def test_the_chart_follows_what_is_a_total(client: Client) -> None:
    bars = sheet().bars
    assert bars
    assert [bar.label for bar in bars.bars] == ["Staff", "Offices"]
    assert send(client, "1/rows/1/edit/", label="People").status_code == 302
    assert send(client, "1/rows/3/edit/", label="All", parts=[]).status_code == 302
    bars = sheet().bars
    assert bars
    assert [bar.label for bar in bars.bars] == ["People", "Offices", "All"]


def test_two_rows_never_add_up_each_other(client: Client) -> None:
    answer = send(client, "1/rows/1/edit/", parts=[key_of("Total")])
    assert answer.status_code == 200
    says = "“Total” adds up “Staff” already, so it cannot be a part of it."
    assert answer.context["form"].errors == {"parts": [says]}


def test_a_row_is_the_percentage_of_another(client: Client) -> None:
    client.post(TABLES + "new/", TYPED | {"title": "Shares", "figures": PASTED + "Share of staff\t80\t80\n"})
    assert send(client, "2/rows/4/edit/", share_of=str(PlanningLine.objects.filter(label="Staff").last().pk), unit="%")
    two = sheets_of(AnnualPlan.objects.get(title="Business Plan 2011/12"))[1]
    assert [check.says for check in two.checks if check.where.startswith("Staff Share")] == [
        "1,200 of 1,500 is 80%.",
        "1,100 of 1,500 is 73%.",
    ]


@pytest.mark.parametrize(
    ("row", "typed", "box", "says"),
    [
        (1, {"share_of": "Offices"}, "share_of", "“Total” adds this row up."),
        (3, {"share_of": "Staff"}, "share_of", "A row that adds up others does not give a percentage too."),
    ],
)
def test_a_percentage_is_neither_a_part_nor_a_total(
    client: Client, row: int, typed: dict[str, str], box: str, says: str
) -> None:
    answer = send(client, f"1/rows/{row}/edit/", **{name: key_of(value) for name, value in typed.items()})
    assert says in answer.context["form"].errors[box][0]


def test_a_column_takes_a_heading_a_place_and_its_parts(client: Client) -> None:
    figures = "Line\tPlan\tSum\tReserve\nStaff\t1\t3\t2\n"
    client.post(TABLES + "new/", TYPED | {"title": "Sums", "figures": figures})
    keys = {column.heading: str(column.pk) for column in PlanningColumn.objects.filter(table__title="Sums")}
    answer = send(client, "2/columns/2/edit/", heading="All", place="3", parts=[keys["Plan"], keys["Reserve"]])
    assert answer.status_code == 302
    two = sheets_of(AnnualPlan.objects.get(title="Business Plan 2011/12"))[1]
    assert [column.heading for column in two.sheet.columns] == ["Plan", "Reserve", "All"]
    assert [figure.printed for figure in two.sheet.lines[0].figures] == ["1", "2", "3"]
    assert [check.holds for check in two.checks] == [True]


def test_a_form_sent_twice_changes_a_row_once(client: Client) -> None:
    sent = form_of(client, "1/rows/2/edit/") | {"place": "1", "note": "Leased."}
    for _ in range(2):
        assert client.post(TABLES + "1/rows/2/edit/", sent).status_code == 302
    assert labels() == ["Offices", "Staff", "Total"]


@pytest.mark.parametrize("address", ["1/edit/", "1/columns/1/edit/", "1/rows/1/edit/"])
def test_of_two_who_change_the_same_the_second_sees_both(client: Client, address: str) -> None:
    name = {"1/edit/": "note", "1/columns/1/edit/": "heading"}.get(address, "label")
    first, second = form_of(client, address) | {name: "Mine"}, form_of(client, address) | {name: "Yours"}
    assert client.post(TABLES + address, first).status_code == 302
    answer = client.post(TABLES + address, second)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Mine" in page
    assert "Yours" in page
    again = answer.context["form"].data
    assert client.post(TABLES + address, again).status_code == 302
    assert "Yours" in client.get(TABLES + "1/").content.decode()


def test_a_form_of_a_row_that_moved_meanwhile_never_changes_the_row_in_its_place(client: Client) -> None:
    sent = form_of(client, "1/rows/2/edit/") | {"label": "Premises"}
    assert send(client, "1/rows/1/edit/", place="2").status_code == 302
    answer = client.post(TABLES + "1/rows/2/edit/", sent)
    assert answer.status_code == 409
    assert labels() == ["Offices", "Staff", "Total"]


def keep_draft(client: Client) -> None:
    """As the browser keeps it while the label of the first row is typed."""
    key = key_of("Staff")
    sent = {"address": f"{TABLES}1/rows/1/edit/?key={key}", "label": "Half typed", "key": key}
    assert client.post("/derbyshire/draft/", sent).status_code == 204


def test_words_typed_and_not_saved_come_back_to_their_own_row_alone(client: Client) -> None:
    keep_draft(client)
    assert "Half typed" in client.get(TABLES + "1/rows/1/edit/").content.decode()
    assert send(client, "1/rows/2/edit/", place="1").status_code == 302
    page = client.get(TABLES + "1/rows/1/edit/").content.decode()
    assert "Half typed" not in page
    assert "Offices" in page


def test_words_typed_and_thrown_away_are_gone(client: Client) -> None:
    keep_draft(client)
    address = TABLES + "1/rows/1/edit/"
    assert client.post(address, {"discard": "yes", "key": key_of("Staff")}).status_code == 302
    assert "Half typed" not in client.get(address).content.decode()


def test_what_changed_in_a_table_is_marked_against_the_last_version(client: Client) -> None:
    annual = AnnualPlan.objects.get(title="Business Plan 2011/12")
    was = plain(contents_of(annual))
    send(client, "1/rows/1/edit/", note="In post on 1 April.")
    send(client, "1/edit/", kind="staffing")
    [said] = [one for one in differences(was, plain(contents_of(annual))) if one.name == "Table"]
    assert [(change.label, change.now.split("\n")[0]) for change in said.changes] == [
        ("What it is", "Staffing"),
        ("Figures", "Staff: 1,200, 1,100. In post on 1 April."),
    ]


def test_a_table_of_one_row_and_one_column_is_changed_too(client: Client) -> None:
    client.post(TABLES + "new/", TYPED | {"title": "One", "figures": "Line\tA\nStaff\t1\n"})
    assert send(client, "2/rows/1/edit/", label="People").status_code == 302
    assert send(client, "2/columns/1/edit/", heading="Year").status_code == 302


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_the_officer_changes_a_table_by_keyboard(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in_browser(page, site, "officer@merseyside.example")
    tables = "/merseyside/2010-11/plan/tables/"
    for address, heading in (
        ("2/edit/", "Change this table"),
        ("2/columns/1/edit/", "Change a column"),
        ("2/rows/2/edit/", "Change a row"),
    ):
        page.goto(site + tables + address)
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        assert_fits(page)
        assert_no_axe_violations(page)
    page.goto(site + tables + "2/edit/")
    page.get_by_label("Unit").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("pounds")
    page.get_by_role("button", name="Save the table").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Figures are printed in pounds.")).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)
