"""Every table that can be taken along, as CSV and as XLSX: the same rows as on the page, for the same readers."""

import datetime
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from objectives.models import Deadline, Objective
from probation_planning.organisation.models import Trust, Year
from probation_planning.organisation.roles import Reader
from probation_planning.ui.spreadsheets import is_formula
from risks.models import Action, Entry, Register, Review, Target
from risks.services.assessing import assess
from tests.files import ENDINGS, csv_rows, first_sheet, key_of, parts_of, rows_of, shown, workbook_of
from tests.risks.conftest import AUDIT, OFFICER, OWNER, SMT
from tests.risks.test_things import write

SignIn = Callable[[str], Client]
YEAR = "/derbyshire/2011-12/"
AUDITOR = "auditor@derbyshire.example"
# Of Derbyshire: each page with a table, and where the table is taken along; and a page of Merseyside.
TABLES = {
    "risks/": "risks/export",
    "risks/actions/": "risks/actions/export",
    "risks/forecasts/": "risks/forecasts/export",
    "risks/reviews/jun-11/changes/": "risks/reviews/jun-11/changes/export",
    "risks/reviews/mar-11/changes/": "risks/reviews/mar-11/changes/export",
    "risks/reviews/jun-11/progress/": "risks/reviews/jun-11/progress/export",
    "plan/?view=table": "plan/export",
    "plan/?view=timeline": "plan/deadlines/export",
    "scorecard/": "scorecard/export",
    "scorecard/results/2011-q1/": "scorecard/results/2011-q1/export",
    "gaps/": "gaps/export",
    "data-quality/": "data-quality/export",
}
TABLE = "/merseyside/2010-11/plan/tables/1/"
FILES = [f"{YEAR}{file}" for file in TABLES.values()]
OF_RISKS = [
    *("risks/export", "risks/actions/export", "risks/forecasts/export", "gaps/export", "data-quality/export"),
    "risks/reviews/jun-11/changes/export",
]
CANARY = "Canary of section two"
TRACES = (CANARY, "ection 2", "Residual", "residual", ">2.1<", "\n2.1,", "Risk 2.")
PAYLOAD = '=HYPERLINK("http://elsewhere.example")'


def address_of(file: str, ending: str) -> str:
    """A file's address, with the query it has."""
    path, _, query = file.partition("?")
    return f"{path}.{ending}?{query}"


def file_of(client: Client, file: str, ending: str = "xlsx") -> bytes:
    """What somebody takes along."""
    response = client.get(address_of(file, ending))
    assert response.status_code == 200, response.content.decode()
    return bytes(response.content)


@pytest.fixture
def full(register: Register, june: Review, reader: Callable[[str], Reader]) -> None:
    """Something in every table of risks, of both sections; what section 2 says stands nowhere else."""
    Entry.objects.filter(register=register, section=2).update(title=CANARY)
    for reference in ("1.1", "2.1"):
        entry, said = register.entries.get(reference=reference), CANARY if reference == "2.1" else "Of section one"
        write(Action, entry, text=said, due_on="2011-07-31")
        write(Target, entry, likelihood=2, impact=3, by_when="2011-07-31", reason=said)
        rated = {
            "likelihood": 4,
            "impact": 4 if reference == "2.1" else 3,
            "comments": said,
            "proposed_actions": "",
            "reason": said,
            "seen": 0,
        }
        assess(entry=entry, review=june, reader=reader(OWNER), **rated)


@pytest.fixture
def due(year: Year) -> None:
    """Two objectives with a deadline."""
    for reference in ("1.2-3", "1.1-1"):
        Deadline.objects.create(objective=Objective.objects.get(reference=reference), month="2011-09-01")


# The same in both, and no formula in either


@pytest.mark.parametrize("file", [*FILES, f"{YEAR}plan/export?theme=2", TABLE + "export"])
def test_both_files_hold_the_same_rows(sign_in: SignIn, full: None, due: None, file: str) -> None:
    client = sign_in("officer@merseyside.example" if file.startswith("/merseyside") else OFFICER)

    heading, *rows = first_sheet(file_of(client, file)).iter_rows()
    as_csv = csv_rows(file_of(client, file, "csv"))

    assert len(rows) == len(as_csv) > 0 or "mar-11" in file
    for row, texts in zip(rows, as_csv, strict=True):
        assert len(texts) == len(heading)
        for cell, text in zip(row, texts, strict=True):
            # A figure has its words in a CSV, and its format in a workbook.
            if cell.data_type == "n" and text and not text.isdigit():
                assert re.search(r"[0-9]", text)
            else:
                assert shown(cell.value, cell.number_format) == re.sub("(^|; ?)'", r"\1", text)


@pytest.mark.parametrize("file", FILES)
def test_no_cell_of_any_sheet_is_a_formula(sign_in: SignIn, full: None, register: Register, file: str) -> None:
    Entry.objects.filter(register=register).update(title=PAYLOAD)
    write(Action, register.entries.get(reference="1.2"), text=PAYLOAD, due_on=None)
    Objective.objects.update(text=PAYLOAD)
    content = file_of(sign_in(OFFICER), file)

    cells = [cell for sheet in workbook_of(content) for row in sheet.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert "<f>" not in parts_of(content)
    texts = [text for row in csv_rows(file_of(sign_in(OFFICER), file, "csv")) for text in row]
    assert [text for text in texts if is_formula(text)] == []


@pytest.mark.parametrize("file", FILES)
def test_the_same_rows_are_the_same_bytes(sign_in: SignIn, file: str) -> None:
    client = sign_in(OFFICER)

    assert file_of(client, file) == file_of(client, file)


@pytest.mark.parametrize("file", FILES)
def test_the_heading_stays_in_sight_and_a_key_says_what_it_is(sign_in: SignIn, file: str) -> None:
    content = file_of(sign_in(OFFICER), file)
    sheet, key = first_sheet(content), key_of(content)

    assert (sheet.freeze_panes, bool(sheet.auto_filter.ref)) == ("A2", True)
    assert (key["Trust"], key["Year"], key["As at"]) == ("Derbyshire Probation Trust", "2011/12", "20 June 2011")
    assert key["Showing only"] == "Everything: no filter is in use."
    assert key["Who may read it"].startswith("People of Derbyshire Probation Trust whose role is ")
    assert key["Rows"] == f"{sheet.max_row - 1:,}"
    assert all(key[str(cell.value)] for cell in sheet[1])
    properties = workbook_of(content).properties
    assert (properties.creator, properties.lastModifiedBy) == (None, None)


# Who may take what


@pytest.mark.parametrize("email", [OFFICER, SMT, OWNER, AUDIT, AUDITOR, "officer@merseyside.example"])
@pytest.mark.parametrize(("at", "file"), TABLES.items())
def test_a_table_is_taken_by_those_who_read_its_page(sign_in: SignIn, at: str, file: str, email: str) -> None:
    client = sign_in(email)
    read = client.get(YEAR + at)
    taken = [client.get(f"{YEAR}{file}.{ending}") for ending in ENDINGS]

    assert [one.status_code for one in taken] == [read.status_code] * 2
    if read.status_code == 200 and file != "risks/forecasts/export":
        for ending in ENDINGS:
            assert f"{YEAR}{file}.{ending}" in read.content.decode() or "/changes/" in at


@pytest.mark.parametrize("file", [*FILES, TABLE + "export"])
def test_another_trust_finds_no_such_file(sign_in: SignIn, file: str) -> None:
    client = sign_in("officer@derbyshire.example" if file.startswith("/merseyside") else "officer@merseyside.example")

    assert [client.get(f"{file}.{ending}").status_code for ending in ENDINGS] == [404, 404]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("ending", ["pdf", "xls", "XLSX", "xlsx/", "ods", "csv.xlsx", ""])
def test_an_ending_that_is_none_of_ours_is_an_unknown_address(sign_in: SignIn, file: str, ending: str) -> None:
    assert sign_in(OFFICER).get(f"{file}.{ending}").status_code == 404


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_only_read(sign_in: SignIn, file: str) -> None:
    client = sign_in(OFFICER)

    assert [client.post(f"{file}.{ending}").status_code for ending in ENDINGS] == [405, 405]
    assert [client.head(f"{file}.{ending}").status_code for ending in ENDINGS] == [200, 200]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("email", [SMT, "board.secretary@derbyshire.example", "operations.city@derbyshire.example"])
@pytest.mark.parametrize("file", OF_RISKS)
def test_no_part_of_a_file_holds_a_trace_of_section_2(
    sign_in: SignIn, full: None, file: str, email: str, ending: str
) -> None:
    said = parts_of(file_of(sign_in(email), YEAR + file, ending))

    assert [trace for trace in TRACES if trace in said] == []


@pytest.mark.parametrize("file", OF_RISKS)
def test_those_who_may_read_it_have_it_and_are_told(sign_in: SignIn, full: None, file: str) -> None:
    content = file_of(sign_in(OFFICER), YEAR + file)

    assert CANARY in parts_of(content) or "Risk 2.1" in parts_of(content)
    assert "Risks of section 2 in it (Residual business risks" in key_of(content)["Who may read it"]


def test_an_owner_has_their_own_risks_of_section_2_and_no_others(sign_in: SignIn) -> None:
    rows = rows_of(file_of(sign_in("interventions@derbyshire.example"), f"{YEAR}risks/export"))

    assert [row["Ref"] for row in rows if row["Section"] == 2] == ["2.4"]


def test_a_committees_file_opens_at_the_last_review_issued_to_it(sign_in: SignIn, full: None) -> None:
    content = file_of(sign_in(AUDIT), f"{YEAR}risks/export")

    assert {row["Review"] for row in rows_of(content)} == {"Mar-11"}
    assert key_of(content)["Review"] == "Mar-11"
    assert "Of section one" not in parts_of(content)
    assert "Audit Committee member" in key_of(content)["Who may read it"]
    assert sign_in(AUDIT).get(f"{YEAR}risks/export.xlsx?review=jun-11").status_code == 404


def test_what_is_still_being_worked_on_is_not_said_to_be_for_the_committee(sign_in: SignIn) -> None:
    key = key_of(file_of(sign_in(SMT), f"{YEAR}risks/export"))

    assert "Audit Committee member" not in key["Who may read it"]


# What is narrowed on the page


@pytest.mark.parametrize(
    ("at", "file", "query", "said"),
    [
        ("risks/", "risks/export", "review=mar-11&band=red", "Band, or last known: Red"),
        ("risks/actions/", "risks/actions/export", "state=open&overdue=no", "State: Open; Overdue: no"),
        ("plan/", "plan/export", "view=table&theme=2", "Theme: 2 "),
        ("scorecard/", "scorecard/export", "perspective=2", "Perspective: "),
        ("data-quality/", "data-quality/export", "register=plan", "Register: Plan"),
        ("gaps/", "gaps/export", "kind=objectives-without-owner", "Kind: Objectives without an owner"),
    ],
)
def test_a_filter_narrows_the_file_and_the_key_says_so(
    sign_in: SignIn, full: None, at: str, file: str, query: str, said: str
) -> None:
    client = sign_in(OFFICER)
    whole, narrow = (file_of(client, f"{YEAR}{file}{asked}") for asked in ("", f"?{query}"))

    assert 0 < len(rows_of(narrow)) < len(rows_of(whole)) or "actions" in file
    assert key_of(narrow)["Showing only"].startswith(said)
    html = client.get(f"{YEAR}{at}?{query}").content.decode()
    links = {unescape(link) for link in re.findall(r'href="([^"]*)"', html)}
    assert {f"{YEAR}{file}.{ending}?{query}" for ending in ENDINGS} <= links


@pytest.mark.parametrize(
    "file",
    [
        *("risks/export?band=purple", "risks/actions/export?state=lost", "plan/export?status=splendid"),
        *("scorecard/export?rating=splendid", "data-quality/export?register=none", "gaps/export?kind=none"),
    ],
)
def test_a_filter_that_is_none_of_ours_is_a_bad_request(sign_in: SignIn, file: str) -> None:
    client = sign_in(OFFICER)

    assert [client.get(address_of(YEAR + file, ending)).status_code for ending in ENDINGS] == [400, 400]


# What stands in each


def test_the_register_has_numbers_words_and_colours(sign_in: SignIn) -> None:
    content = file_of(sign_in(OFFICER), f"{YEAR}risks/export?review=mar-11&sort=reference")
    rows = {row["Ref"]: row for row in rows_of(content)}

    assert rows["1.10"]["Score"] == 16
    assert (rows["1.10"]["Likelihood"], rows["1.10"]["Band"]) == (4, "Red")
    assert (rows["1.14"]["Likelihood"], rows["1.12"]["Owners"]) == (None, None)
    sheet = first_sheet(content)
    [red] = [row[8] for row in sheet.iter_rows() if row[0].value == "1.10"]
    assert red.fill.fgColor.rgb == "FFD4351C"
    key = key_of(content)
    assert (key["Red"], key["Black"]) == ("A score of 15 to 20.", "A score of 21 to 25.")
    assert key["Register"] in sign_in(OFFICER).get(f"{YEAR}risks/").content.decode()


def test_an_action_has_its_days(sign_in: SignIn, full: None) -> None:
    row = next(one for one in rows_of(file_of(sign_in(SMT), f"{YEAR}risks/actions/export")) if one["Ref"] == "1.1")

    assert row["Due"].date() == datetime.date(2011, 7, 31)
    assert (row["Action"], row["State"], row["Overdue"]) == (1, "Open", "no")
    assert "Section" not in row


def test_a_forecast_has_its_target_its_day_and_what_became_of_it(sign_in: SignIn, full: None) -> None:
    [row] = rows_of(file_of(sign_in(SMT), f"{YEAR}risks/forecasts/export"))

    assert (row["Ref"], row["To come to"], row["Band"], row["What became of it"]) == ("1.1", 6, "Amber", "not yet due")
    assert row["By"].date() == datetime.date(2011, 7, 31)


def test_a_change_has_both_scores_and_the_reason(sign_in: SignIn, full: None) -> None:
    content = file_of(sign_in(SMT), f"{YEAR}risks/reviews/jun-11/changes/export?since=mar-11")
    [row] = rows_of(content)

    assert (row["Ref"], row["What changed"], row["In words"]) == ("1.1", "Score moved within its band", "risk higher")
    assert (row["Score before"], row["Score"], row["Band"]) == (9, 12, "Amber")
    assert (key_of(content)["Review"], key_of(content)["Since"]) == ("Jun-11", "Mar-11")
    unknown = sign_in(SMT).get(f"{YEAR}risks/reviews/jun-11/changes/export.xlsx?since=jun-11")
    assert unknown.status_code == 404


def test_who_has_answered_has_a_row_for_each_thing_of_each_owner(sign_in: SignIn, full: None) -> None:
    client = sign_in(OFFICER)
    progress = client.get(f"{YEAR}risks/reviews/jun-11/progress/").context["progress"]
    rows = rows_of(file_of(client, f"{YEAR}risks/reviews/jun-11/progress/export"))
    owners = [*progress.waiting, progress.nobody, *progress.finished]

    assert len(rows) == sum(answers.total for one in owners for answers in one.kinds) + len(progress.late) + sum(
        len(one.incomplete) for one in owners
    )
    mine = [row for row in rows if row["Owner"] == "Director of Business Services" and row["Kind"] == "Risk"]
    assert [row["About"] for row in mine if row["State"] == "answered"] == ["Risk 1.1", "Risk 2.1"]
    assert {row["State"] for row in rows} <= {"answered", "not answered", "not complete", "late"}


def test_the_gap_sheet_has_every_gap_of_every_page(sign_in: SignIn) -> None:
    client = sign_in(OFFICER)
    sheet = client.get(f"{YEAR}gaps/").context["sheet"]
    rows = rows_of(file_of(client, f"{YEAR}gaps/export"))

    assert len(rows) == sheet.total
    assert [row["About"] for row in rows if row["Gap"] == "Objectives without an owner"] == [
        f"Objective 2.2-{last}" for last in (2, 3, 4, 5)
    ]


def test_a_planning_table_has_its_readings_as_numbers_and_beside_them_what_is_printed(
    sign_in: SignIn, merseyside: Trust
) -> None:
    content = file_of(sign_in("director@merseyside.example"), TABLE + "export")
    rows, sheet = rows_of(content), first_sheet(content)

    assert (rows[0]["Row"], rows[0]["1998"], sheet["C2"].number_format) == ("Total Sentenced", 42468, "#,##0")
    assert "1998: printed “22468”, read as 42,468, unconfirmed." in rows[0]["Readings"]
    assert (rows[2]["1998"], sheet["C4"].number_format) == (0.086, "0.0%")
    assert rows[3]["1998"] == "15"
    assert "stands." in parts_of(content)


def test_a_table_that_is_not_there_is_an_unknown_file(sign_in: SignIn) -> None:
    client = sign_in("director@merseyside.example")

    assert client.get("/merseyside/2010-11/plan/tables/6/export.xlsx").status_code == 404
    assert client.get("/merseyside/2010-11/plan/tables/0/export.csv").status_code == 404
