"""Planning tables: read by everybody who reads the plan, added, mended and confirmed by the officer."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from playwright.sync_api import Page, expect

from objectives.models import AnnualPlan, PlanningCell, PlanningTable
from objectives.pasting import read_table
from objectives.services.tables import add_table
from objectives.sheets import PlanningSheet, sheets_of
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust, User, Year
from probation_planning.organisation.readers import readers_of
from probation_planning.organisation.roles import Reader
from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.objectives.conftest import OFFICER, PLAN
from tests.pressing import press, unseen

SignIn = Callable[[str], Client]
TABLES = PLAN + "tables/"
MERSEYSIDE = "/merseyside/2010-11/plan/tables/"
MERSEYSIDE_OFFICER = "officer@merseyside.example"
PASTED = "Line\t2011/12\t2012/13\nStaff\t1,200\t1,100\nOffices\t300\t300\nTotal\t1,500\t1,500\n"
TYPED = {"title": "Budget", "kind": "budget", "unit": "£", "note": "In thousands.", "figures": PASTED}


@pytest.fixture
def officer(derbyshire: Trust) -> Reader:
    with tenancy.kept_context():
        return readers_of(User.objects.get(email=OFFICER), "derbyshire")[0]


@pytest.fixture
def sheet(officer: Reader) -> PlanningSheet:
    """Derbyshire's budget, as the officer pasted it; its second column does not add up."""
    client = Client()
    client.force_login(officer.user)
    assert client.post(TABLES + "new/", TYPED).status_code == 302
    return sheets_of(AnnualPlan.objects.get(title="Business Plan 2011/12"))[0]


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_merseysides_tables_say_whether_they_add_up(sign_in: SignIn, merseyside: Trust) -> None:
    one, two, three, four, five = sheets_of(AnnualPlan.objects.get())
    kinds = [sheet.table.kind for sheet in (one, two, three, four, five)]
    assert kinds == ["sentencing", "budget", "staffing", "needs", "demand"]
    assert [len(sheet.disagreeing) for sheet in (one, two, three, four, five)] == [8, 0, 0, 0, 0]
    assert (two.agreeing, three.agreeing) == (2, 13)
    page = text_of(sign_in("director@merseyside.example"), MERSEYSIDE)
    assert page.count("does not agree") == 1
    assert "13 sums or percentages come to what stands." in page


def test_a_figure_read_otherwise_stands_beside_what_is_printed(sign_in: SignIn) -> None:
    page = text_of(sign_in("director@merseyside.example"), MERSEYSIDE + "3/")
    assert "printed “71017”, read as 710.17" in page
    assert "710.17<span" in page


def test_a_figure_that_cannot_be_read_stays_as_printed(sign_in: SignIn) -> None:
    page = text_of(sign_in("director@merseyside.example"), MERSEYSIDE + "1/")
    assert "printed “a1”, not read" in page


def test_years_that_do_not_balance_are_said_and_not_mended(sign_in: SignIn, merseyside: Trust) -> None:
    page = text_of(sign_in("director@merseyside.example"), MERSEYSIDE + "1/")
    assert "<strong>Total Sentenced, 2006</strong>: 37,814 stands. Its rows add up to 42,318." in page
    cell = PlanningCell.objects.get(row__label="Total Sentenced", column__heading="2006")
    assert (cell.printed, cell.value) == ("37814", Decimal(37814))


def test_demand_stands_beside_its_outturn(sign_in: SignIn) -> None:
    page = text_of(sign_in("director@merseyside.example"), MERSEYSIDE + "5/")
    assert "−345 (−15.4%)" in page


def test_a_pasted_table_is_read_whole(sheet: PlanningSheet, sign_in: SignIn) -> None:
    page = text_of(sign_in("business.services@derbyshire.example"), TABLES + "1/")
    assert "1,500" in page
    assert [check.says for check in sheet.disagreeing] == ["Its rows add up to 1,400."]
    assert PlanningCell.objects.filter(row__table=sheet.table).count() == 6


def test_the_same_sent_twice_is_one_table(sheet: PlanningSheet, sign_in: SignIn) -> None:
    assert sign_in(OFFICER).post(TABLES + "new/", TYPED).status_code == 302
    assert PlanningTable.objects.filter(title="Budget").count() == 1


def test_a_second_table_of_one_title_is_refused_and_nothing_typed_is_lost(
    sheet: PlanningSheet, sign_in: SignIn
) -> None:
    response = sign_in(OFFICER).post(TABLES + "new/", TYPED | {"figures": PASTED + "More\t1\t2"})
    assert response.status_code == 200
    assert "The plan has a table of this title already." in response.content.decode()
    assert "1,200\t1,100" in response.content.decode()
    assert PlanningTable.objects.filter(annual_plan__title="Business Plan 2011/12").count() == 1


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("title", "", "Give the table a title."),
        ("title", "\u200b", "Title"),
        ("figures", "", "Paste the table."),
        ("figures", "A\tB\n\t1", "Line 2: the row has no label."),
        ("kind", "weather", "Select a valid choice"),
    ],
)
def test_what_cannot_be_pasted_comes_back_with_its_fault(sign_in: SignIn, name: str, typed: str, says: str) -> None:
    response = sign_in(OFFICER).post(TABLES + "new/", TYPED | {name: typed})
    assert response.status_code == 200
    page = response.content.decode()
    assert says in page
    assert "In thousands." in page


def form_of(client: Client, address: str) -> dict[str, Any]:
    """What a browser sends of a form as it stands."""
    form = client.get(TABLES + address).context["form"]
    sent = {name: value for name, value in form.initial.items() if name in form.fields and value is not None}
    return {name: value if isinstance(value, list) else str(value) for name, value in sent.items()}


def edit_of(client: Client, **typed: str) -> dict[str, Any]:
    """The form of the first row, with some boxes filled in otherwise."""
    return form_of(client, "1/rows/1/edit/") | typed


def test_a_reading_says_why_and_is_the_officers_own(sheet: PlanningSheet, sign_in: SignIn) -> None:
    client = sign_in(OFFICER)
    address = TABLES + "1/rows/1/edit/"
    refused = client.post(address, edit_of(client, value_2="1200"))
    assert "Say why the figure is read otherwise than it is printed." in refused.content.decode()
    typed = edit_of(client, value_2="1200", ground_2="The Board’s paper says so.")
    assert client.post(address, typed).status_code == 302
    cell = PlanningCell.objects.get(row__label="Staff", column__heading="2012/13")
    assert (cell.printed, cell.value, cell.is_reading) == ("1,100", Decimal(1200), True)
    assert cell.confirmed_by
    assert cell.confirmed_by.email == OFFICER
    assert not sheets_of(sheet.table.annual_plan)[0].disagreeing


def test_of_two_who_change_a_row_the_second_sees_both(sheet: PlanningSheet, sign_in: SignIn) -> None:
    client = sign_in(OFFICER)
    first, second = edit_of(client, label="All staff"), edit_of(client, label="Staff in post")
    assert client.post(TABLES + "1/rows/1/edit/", first).status_code == 302
    assert client.post(TABLES + "1/rows/1/edit/", first).status_code == 302
    answer = client.post(TABLES + "1/rows/1/edit/", second)
    assert answer.status_code == 409
    assert "All staff" in answer.content.decode()
    assert "Staff in post" in answer.content.decode()
    assert "in another window" in answer.content.decode()


@pytest.mark.parametrize("typed", ["about ten", "1.2345", "9" * 20])
def test_a_reading_is_a_number_that_can_be_kept(sheet: PlanningSheet, sign_in: SignIn, typed: str) -> None:
    client = sign_in(OFFICER)
    answer = client.post(TABLES + "1/rows/1/edit/", edit_of(client, value_1=typed, ground_1="So it is."))
    assert answer.status_code == 200
    assert typed in answer.content.decode()


def test_readings_are_confirmed_together(sign_in: SignIn, merseyside: Trust) -> None:
    client = sign_in(MERSEYSIDE_OFFICER)
    seen = client.get(MERSEYSIDE + "3/").context["seen"]
    assert client.post(MERSEYSIDE + "3/confirm/", {"seen": seen + 1}).status_code == 302
    assert "reading, unconfirmed" in text_of(client, MERSEYSIDE + "3/")
    assert client.post(MERSEYSIDE + "3/confirm/", {"seen": seen}).status_code == 302
    cell = PlanningCell.objects.get(printed="71017")
    assert cell.confirmed_by
    assert cell.confirmed_by.email == MERSEYSIDE_OFFICER
    assert "unconfirmed" not in text_of(client, MERSEYSIDE + "3/")


def test_a_table_is_removed_with_all_its_figures(sheet: PlanningSheet, sign_in: SignIn) -> None:
    client = sign_in(OFFICER)
    assert "Remove this table?" in text_of(client, TABLES + "1/remove/")
    assert press(client, TABLES + "1/remove/", {"title": "Another"}).status_code == 404
    assert press(client, TABLES + "1/remove/").status_code == 302
    assert not PlanningTable.objects.filter(pk=sheet.table.pk).exists()


def test_a_table_that_was_changed_meanwhile_is_not_removed(sheet: PlanningSheet, sign_in: SignIn) -> None:
    client = sign_in(OFFICER)
    form = unseen(client, TABLES + "1/remove/")
    PlanningCell.objects.filter(row__table=sheet.table, printed="300").update(printed="310", value=310)

    assert client.post(TABLES + "1/remove/", form).status_code == 409
    assert PlanningTable.objects.filter(pk=sheet.table.pk).exists()
    assert press(client, TABLES + "1/remove/").status_code == 302


CHANGES = ("new/", "1/edit/", "1/columns/1/edit/", "1/rows/1/edit/", "1/remove/", "1/confirm/")


@pytest.mark.parametrize("who", ["business.services", "smt", "audit", "auditor"])
@pytest.mark.parametrize("address", CHANGES)
def test_only_the_officer_changes_tables(sheet: PlanningSheet, sign_in: SignIn, who: str, address: str) -> None:
    answer = sign_in(f"{who}@derbyshire.example").post(TABLES + address, TYPED)
    assert answer.status_code == 403
    assert PlanningTable.objects.filter(title="Budget").count() == 1


@pytest.mark.parametrize("address", ["", "1/", *CHANGES])
def test_another_trusts_tables_are_unknown(sheet: PlanningSheet, sign_in: SignIn, address: str) -> None:
    assert sign_in(MERSEYSIDE_OFFICER).get(TABLES + address).status_code == 404


@pytest.mark.parametrize(
    "address", ["2/", "0/", "2/edit/", "1/columns/3/edit/", "1/columns/0/edit/", "1/rows/9/edit/", "1/rows/0/edit/"]
)
def test_what_is_not_there_is_unknown(sheet: PlanningSheet, sign_in: SignIn, address: str) -> None:
    assert sign_in(OFFICER).get(TABLES + address).status_code == 404


def test_the_service_refuses_whoever_does_not_set_plans_up(year: Year, officer: Reader) -> None:
    with tenancy.kept_context():
        member = readers_of(User.objects.get(email="smt@derbyshire.example"), "derbyshire")[0]
    said = {"title": "B", "kind": "budget", "unit": "", "note": "", "pasted": read_table(PASTED)}
    with pytest.raises(PermissionDenied, match="performance officer"):
        add_table(annual_plan=AnnualPlan.objects.get(year=year), reader=member, **said)


def test_it_asks_as_little_of_the_database_for_many_figures_as_for_few(
    sheet: PlanningSheet, sign_in: SignIn, count_queries: Any
) -> None:
    client = sign_in(OFFICER)
    client.get(TABLES)
    counts = []
    for _ in range(2):
        with count_queries() as counted:
            client.get(TABLES)
        counts.append(len(counted()))
        rows = "\n".join(f"Row {number}\t{number}\t2" for number in range(60))
        client.post(TABLES + "new/", TYPED | {"title": "Larger", "figures": f"Line\tA\tB\n{rows}"})
    assert counts[0] == counts[1] <= 12, counted()


# The plan's text


def test_the_text_of_the_plan_is_drawn_with_its_lists(sign_in: SignIn, year: Year) -> None:
    plan = AnnualPlan.objects.get(year=year)
    plan.vision = "To *excel*."
    plan.save()
    plan.narratives.create(kind="values", heading="Our values", text="We hold:\n\n- fairness\n- openness", order=7)
    page = text_of(sign_in("audit@derbyshire.example"), PLAN + "narrative/")
    assert "<p>To <em>excel</em>.</p>" in page
    assert "<li>openness</li>" in page
    assert '<a class="govuk-link govuk-link--no-visited-state" href="#section-2">Our values</a>' in page


def test_the_text_of_another_trusts_plan_is_unknown(sign_in: SignIn) -> None:
    assert sign_in(MERSEYSIDE_OFFICER).get(PLAN + "narrative/").status_code == 404


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_the_officer_pastes_a_table_by_keyboard(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in_browser(page, site, OFFICER)
    page.goto(site + TABLES)
    page.get_by_role("button", name="Add a table").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Add a table")).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)
    page.get_by_label("Title").focus()
    page.keyboard.type("Staffing")
    page.get_by_label("Figures", exact=True).fill(PASTED)
    page.get_by_role("button", name="Add the table").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Staffing").click()
    expect(page.get_by_role("heading", name="What does not add up")).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)
    page.get_by_role("link", name="Change Staff").click()
    expect(page.get_by_role("heading", name="Change a row")).to_be_visible()
    assert_fits(page)
    assert_no_axe_violations(page)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_merseysides_tables_fit_and_axe_finds_nothing(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in_browser(page, site, MERSEYSIDE_OFFICER)
    for address in ("", "1/", "2/", "3/", "4/", "5/", "1/rows/1/edit/"):
        page.goto(site + MERSEYSIDE + address)
        assert_fits(page)
        assert_no_axe_violations(page)
