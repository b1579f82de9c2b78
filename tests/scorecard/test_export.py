"""The scorecard as a spreadsheet."""

import csv
import datetime
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Trust, Year
from scorecard.models import Measure
from tests.factories import YearFactory
from tests.files import first_sheet
from tests.scorecard.conftest import CARD, HOLDER, OFFICER, POST

SignIn = Callable[[str], Client]
HEADER = "perspective,refs,measure,frequency,target,period,result,rating,direction,note"


def exported(client: Client, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"{CARD}export.csv{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_it_has_one_row_a_measure_under_the_agreed_header(sign_in: SignIn, year: Year) -> None:
    response = sign_in(HOLDER).get(f"{CARD}export.csv")

    assert response.content.startswith(b"\xef\xbb\xbf" + HEADER.encode() + b"\r\n")
    assert 'filename="scorecard-derbyshire-2011-12.csv"' in response["Content-Disposition"]
    assert len(exported(sign_in(HOLDER))) == 28


def test_it_prints_what_is_written_and_leaves_blanks_empty(sign_in: SignIn, year: Year) -> None:
    rows = {row["measure"]: row for row in exported(sign_in(OFFICER))}

    assert rows["Reducing Re-offending"]["target"] == "-9.2%"
    assert rows["Reducing Re-offending"]["refs"] == "1.2; 2.1"
    assert rows["Serious Further Offences"]["target"] == "<8"
    assert rows["Workload Management Score"]["target"] == "≤128"
    assert rows["Integrated HR/Payroll/Training system implemented"]["target"] == "Avg"
    assert rows["Integrated HR/Payroll/Training system implemented"]["frequency"] == "Q2"
    blank = rows["Sentencer Satisfaction"]
    assert [blank[name] for name in ("refs", "frequency", "target", "period", "result", "direction")] == [""] * 6
    assert blank["rating"] == "no target"
    assert rows["Offender Satisfaction (2)"]["note"] == "(2): read as note 1, unconfirmed"
    assert len([ref for row in rows.values() for ref in row["refs"].split("; ") if ref]) == 32


def test_a_unit_that_the_target_does_not_print_stands_in_the_note(
    sign_in: SignIn, year: Year, confirm: Callable[..., Any]
) -> None:
    confirm("4-1")

    rows = {row["measure"]: row for row in exported(sign_in(OFFICER))}

    estate, sickness = rows["Efficient Estate utilisation (m²/FTE)"], rows["Staff Sickness"]
    assert (estate["target"], estate["note"]) == ("12.3", "counted in m²/FTE, unconfirmed")
    assert (sickness["target"], sickness["note"]) == ("10.5", "counted in days")
    assert "counted" not in rows["Victim Satisfaction"]["note"]


def test_a_result_comes_with_its_period_rating_direction_and_note(
    sign_in: SignIn, enter: Callable[..., Any], all_open: None
) -> None:
    enter("1-2", 1, value=Decimal("-10"))
    enter("1-2", 2, value=Decimal("-9.2"), note="=SUM(A1)")

    row = exported(sign_in(OFFICER), "?direction=worse")[0]

    assert (row["period"], row["result"], row["rating"], row["direction"]) == (
        "Q2 2011/12",
        "-9.2%",
        "met",
        "performance worse ↓",
    )
    assert row["note"] == "rating rests on an unconfirmed reading; '=SUM(A1)"


def test_a_note_that_a_spreadsheet_would_run_is_made_harmless(
    sign_in: SignIn, enter: Callable[..., Any], measure_at: Callable[[str], Measure]
) -> None:
    measure = measure_at("2-5")
    enter("2-5", 1, value=Decimal(80), note="=1+1")

    row = next(row for row in exported(sign_in(OFFICER)) if row["measure"] == measure.name)

    assert row["note"] == "'=1+1"


@pytest.mark.parametrize(
    ("query", "count"), [("?perspective=1", 6), ("?rating=no-target", 1), (f"?owner={POST}", 1), ("?frequency=Q2", 2)]
)
def test_it_follows_the_pages_filters(
    sign_in: SignIn, answered_for: Callable[[str], Measure], query: str, count: int
) -> None:
    answered_for("2-1")

    assert len(exported(sign_in(OFFICER), query)) == count


def test_a_trust_without_a_scorecard_gives_the_header_alone(sign_in: SignIn, merseyside: Trust) -> None:
    YearFactory.create(start=datetime.date(2011, 4, 1))

    response = sign_in("smt@merseyside.example").get("/merseyside/2011-12/scorecard/export.csv")

    assert response.content.decode("utf-8-sig") == f"{HEADER}\r\n"


def test_in_a_workbook_a_result_is_a_number_and_a_target_stays_as_printed(
    sign_in: SignIn, enter: Callable[..., Any], all_open: None
) -> None:
    enter("1-2", 2, value=Decimal("-9.2"), note="=SUM(A1)")

    sheet = first_sheet(sign_in(OFFICER).get(f"{CARD}export.xlsx").content)
    row = next(row for row in sheet.iter_rows() if row[6].data_type == "n")

    assert (row[6].value, row[6].number_format) == (-0.092, "0.0%")
    assert (row[4].value, row[4].data_type) == ("-9.2%", "s")
    assert (row[9].value, row[9].data_type) == ("rating rests on an unconfirmed reading; =SUM(A1)", "s")
