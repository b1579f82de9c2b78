"""The register as a file."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from risks.models import Entry
from tests.files import ENDINGS, key_of
from tests.files import rows_of as workbook_rows
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT, Rate

SignIn = Callable[[str], Client]
FILE = RISKS + "export.csv"
HEADER = (
    "ref,section,description,categories,success,likelihood,impact,score,band,"
    "previous_score,change,response,owners,comments,review,factors_source"
)


def rows_of(response: Any) -> list[dict[str, str]]:
    """The file's rows, read as a spreadsheet would."""
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_it_has_the_agreed_columns_and_a_byte_order_mark(sign_in: SignIn) -> None:
    response = sign_in(SMT).get(FILE + "?review=mar-11")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="risks-derbyshire-2011-12-mar-11.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response.content.decode("utf-8-sig").splitlines()[0] == HEADER


def test_the_printed_review_in_figures_and_words(sign_in: SignIn) -> None:
    rows = {row["ref"]: row for row in rows_of(sign_in(OFFICER).get(FILE + "?review=mar-11"))}

    assert len(rows) == 19
    assert rows["1.10"] == {
        "ref": "1.10",
        "section": "1",
        "description": "DPT loses delivery of Community Payback and offender management of CP orders.",
        "categories": "Operational; Financial",
        "success": "The business is kept.",
        "likelihood": "4",
        "impact": "4",
        "score": "16",
        "band": "Red",
        "previous_score": "",
        "change": "no earlier rating",
        "response": "Treat; Tolerate",
        "owners": "Director of Interventions",
        "comments": "",
        "review": "Mar-11",
        "factors_source": "worked out",
    }
    assert (rows["1.14"]["likelihood"], rows["1.14"]["impact"], rows["1.14"]["factors_source"]) == ("", "", "none")
    assert (rows["1.12"]["owners"], rows["1.12"]["response"]) == ("", "")
    assert [row["factors_source"] for row in rows.values()].count("worked out") == 13


def test_a_review_still_to_come_has_the_score_before_and_no_other(sign_in: SignIn, rate: Rate, entry: Entry) -> None:
    rate(entry)
    rows = {row["ref"]: row for row in rows_of(sign_in(SMT).get(FILE))}

    unanswered, answered = rows["1.14"], rows["1.1"]
    assert (unanswered["score"], unanswered["band"], unanswered["previous_score"]) == ("", "", "20")
    assert (unanswered["change"], unanswered["review"], unanswered["factors_source"]) == (
        "not assessed",
        "Jun-11",
        "none",
    )
    assert (answered["score"], answered["previous_score"], answered["change"]) == ("12", "9", "risk higher")
    assert (answered["comments"], answered["factors_source"]) == ("The lease in Derby is late.", "recorded")


@pytest.mark.parametrize("email", [SMT, OFFICER, AUDIT, OWNER, "interventions@derbyshire.example"])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "?review=mar-11",
        "?review=mar-11&band=red&sort=reference",
        "?owner=Chief+Executive",
        "?section=2",
        "?sort=score",
    ],
)
def test_it_holds_what_the_readers_own_list_shows_in_its_order(sign_in: SignIn, email: str, query: str) -> None:
    client = sign_in(email)
    shown = client.get(RISKS + query)

    rows = rows_of(client.get(FILE + query))

    assert [row["ref"] for row in rows] == [line.record.reference for line in shown.context["table"].page.object_list]


def test_it_holds_every_page_of_the_list(sign_in: SignIn, grow_register: Callable[[int], None]) -> None:
    grow_register(60)

    assert len(rows_of(sign_in(OFFICER).get(FILE + "?page=2"))) == 60


def test_it_is_safe_to_open_in_a_spreadsheet(sign_in: SignIn, rate: Rate, entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(title='=HYPERLINK("http://elsewhere.example")')
    entry.refresh_from_db()
    rate(entry, comments="-9.2%")

    row = next(row for row in rows_of(sign_in(SMT).get(FILE)) if row["ref"] == "1.1")

    assert row["description"].startswith("'=")
    assert row["comments"] == "-9.2%"


@pytest.mark.parametrize("slug", ["dec-11", "JUN-11"])
def test_an_unknown_review_is_an_unknown_file(sign_in: SignIn, slug: str) -> None:
    assert sign_in(SMT).get(FILE, {"review": slug}).status_code == 404


def test_a_committee_gets_no_later_review(sign_in: SignIn) -> None:
    client = sign_in(AUDIT)

    assert {row["review"] for row in rows_of(client.get(FILE))} == {"Mar-11"}
    assert client.get(FILE + "?review=jun-11").status_code == 404


def test_a_review_not_open_yet_and_a_trust_without_a_register_have_no_rows(sign_in: SignIn) -> None:
    assert rows_of(sign_in(SMT).get(FILE + "?review=sep-11")) == []
    assert rows_of(sign_in("smt@merseyside.example").get("/merseyside/2010-11/risks/export.csv")) == []


def test_it_is_only_read(sign_in: SignIn) -> None:
    assert sign_in(OFFICER).post(FILE).status_code == 405


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("file", ["export", "actions/export", "forecasts/export", "reviews/jun-11/changes/export"])
def test_a_long_register_asks_no_more_of_the_database(
    sign_in: SignIn, grow_register: Callable[[int], None], count_queries: Any, file: str, ending: str
) -> None:
    client, counts = sign_in(OFFICER), []
    client.get(f"{RISKS}{file}.{ending}")
    for size in (19, 60, 400):
        grow_register(size)
        with count_queries() as counted:
            assert client.get(f"{RISKS}{file}.{ending}").status_code == 200
        counts.append(len(counted()))

    assert counts[0] == counts[1] == counts[2] <= 20


def test_the_workbook_holds_every_page_of_the_list(sign_in: SignIn, grow_register: Callable[[int], None]) -> None:
    grow_register(60)

    assert len(workbook_rows(sign_in(OFFICER).get(RISKS + "export.xlsx?page=2").content)) == 60


def test_a_workbook_is_named_and_typed_as_one(sign_in: SignIn) -> None:
    response = sign_in(SMT).get(RISKS + "export.xlsx?review=mar-11")

    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert response["Content-Disposition"] == 'attachment; filename="risks-derbyshire-2011-12-mar-11.xlsx"'


def test_a_review_not_open_yet_has_a_workbook_with_its_heading_and_its_key(sign_in: SignIn) -> None:
    content = sign_in(SMT).get(RISKS + "export.xlsx?review=sep-11").content

    assert workbook_rows(content) == []
    assert key_of(content)["Review"] == "Sep-11"
