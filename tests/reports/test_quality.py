"""Data quality: what is missing, late, contradictory or impossible, where it is mended, and by whom."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from objectives.models import Deadline, Objective, ObjectiveOwner, Outcome, Status, StatusUpdate
from probation_planning.organisation import clock
from probation_planning.organisation.models import Owner, Quarter, Trust, User, Year
from probation_planning.organisation.readers import readers_of
from probation_planning.reports.models import Finding, Link
from probation_planning.reports.quality.lines import OFFICER as MENDER
from probation_planning.reports.quality.lines import Kind, Line, Register
from probation_planning.reports.quality.sheet import quality_of
from risks.models import Entry, EntryOwner
from scorecard.models import Footnote, Measure, MeasureOwner
from scorecard.services.readings import confirm_readings
from scorecard.standing import standings
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, SMT, Readers
from tests.risks.test_section_two import bare

SignIn = Callable[[str], Client]
YEAR = "/derbyshire/2011-12/"
PAGE = YEAR + "data-quality/"
FILE = PAGE + "export.csv"
AUDITOR = "auditor@derbyshire.example"
DIRECTOR = "board.secretary@derbyshire.example"


def lines(client: Client, query: str = "") -> list[list[str]]:
    """The rows of the file, without its heading."""
    return list(csv.reader(io.StringIO(client.get(FILE + query).content.decode("utf-8-sig"))))[1:]


def of(found: list[Line], register: Register, kind: Kind, says: str = "") -> list[Line]:
    """Those of one register and kind whose words begin so."""
    return [line for line in found if (line.register, line.kind) == (register, kind) and line.says.startswith(says)]


def names(found: list[Line]) -> list[str]:
    """What they are about."""
    return [line.name for line in found]


@pytest.fixture
def found(reader: Readers, year: Year) -> list[Line]:
    """What the officer is shown as Derbyshire was loaded."""
    return quality_of(reader(OFFICER), year)


def test_the_plan_is_counted_exactly(found: list[Line]) -> None:
    missing = of(found, Register.PLAN, Kind.MISSING)

    assert names([line for line in missing if line.says.startswith("It has no owner.")]) == [
        f"Objective 2.2-{number}" for number in (2, 3, 4, 5)
    ]
    assert [line.mends for line in missing if "no owner" in line.says] == [(MENDER,)] * 4
    assert len([line for line in missing if line.says == "It is not answered for Q1 2011/12 yet."]) == 52
    assert len([line for line in missing if line.says == "It has no deadline."]) == 52
    assert len(missing) == 4 + 52 + 52
    assert not of(found, Register.PLAN, Kind.LATE)


def test_the_register_is_counted_exactly(found: list[Line]) -> None:
    missing = of(found, Register.RISKS, Kind.MISSING)

    assert len([line for line in missing if line.says.startswith("It is not assessed for Jun-11")]) == 19
    assert [(line.name, line.mends) for line in missing if line.says == "It has no owner."] == [
        ("Risk 1.12", (MENDER,))
    ]
    assert sorted(line.name for line in missing if line.says == "It has no response.") == ["Risk 1.12", "Risk 1.13"]
    assert len([line for line in missing if line.says.startswith("It is Red, with no open action")]) == 10
    assert len([line for line in missing if "has no likelihood and impact" in line.says]) == 6


def test_the_scorecard_is_counted_exactly(found: list[Line]) -> None:
    missing = of(found, Register.SCORECARD, Kind.MISSING)

    assert len([line for line in missing if line.says == "It has no owner."]) == 28
    assert names([line for line in missing if "target" in line.says]) == ["Measure 2-5"]
    assert names([line for line in missing if line.says == "It has no frequency."]) == ["Measure 2-5"]
    assert names([line for line in missing if line.says == "It has no reference to the plan."]) == ["Measure 2-5"]
    assert names([line for line in missing if line.says.startswith("No marker calls this note.")]) == ["Note 1"]
    assert names(of(found, Register.SCORECARD, Kind.CONTRADICTORY)) == [
        *("Measure 1-5", "Measure 2-3", "Measure 3-3", "Measure 3-7", "Measure 4-6"),
    ]
    assert names(of(found, Register.SCORECARD, Kind.UNCONFIRMED, "Its marker (2)")) == ["Measure 2-6"]


def test_every_suggested_link_and_every_finding_is_a_line(found: list[Line], derbyshire: Trust) -> None:
    links = [line for line in found if line.says.startswith("Its link to")]

    assert len(links) == Link.objects.count() == 27 + 29
    assert len([line for line in found if line.register is Register.DOCUMENT]) == Finding.objects.count() == 189


def test_each_line_leads_to_a_page(sign_in: SignIn, found: list[Line]) -> None:
    client = sign_in(OFFICER)

    for address in {line.address.split("#")[0] for line in found if line.address}:
        assert client.get(address).status_code == 200, address


def test_a_finding_about_what_the_reader_cannot_open_has_no_link(
    reader: Readers, year: Year, derbyshire: Trust
) -> None:
    Finding.objects.create(year=year, kind="odd", about="Risk 2.1", says="Told in section 1.", section=1)
    Finding.objects.create(year=year, kind="odd", about="Objective 9.9-9", says="Gone.", section=1)

    found = {line.says: line.address for line in quality_of(reader(SMT), year)}

    assert (found["Told in section 1."], found["Gone."]) == ("", "")


@pytest.mark.parametrize("email", [SMT, DIRECTOR])
def test_section_2_leaves_no_trace_on_page_and_in_the_file(
    sign_in: SignIn, derbyshire: Trust, year: Year, email: str
) -> None:
    client = sign_in(email)
    before, rows = bare(client.get(PAGE + "?register=risks")), lines(client)
    entry = Entry.objects.get(reference="2.1")
    EntryOwner.objects.filter(entry=entry).delete()
    EntryOwner.objects.filter(entry__reference="2.2").update(is_reading=True, ground="Guessed.")
    Entry.objects.filter(pk=entry.pk).update(responses=[])
    Link.objects.create(
        entry=entry, objective=Objective.objects.get(reference="1.2-4"), ground=Link.Ground.SUBJECT, says="Hidden."
    )
    Finding.objects.create(year=year, kind="odd", about="Register", says="Hidden.", section=2)

    assert bare(client.get(PAGE + "?register=risks")) == before
    assert lines(client) == rows
    assert not [row for row in rows if "Risk 2." in row[2]]
    assert client.get(PAGE + "?owner=Nobody").status_code == 400


def test_those_who_read_section_2_are_told_of_it(sign_in: SignIn) -> None:
    for email in (OFFICER, AUDITOR):
        assert [row for row in lines(sign_in(email)) if row[2] == "Risk 2.1"]


def test_a_director_is_told_of_their_own_risks_of_section_2(sign_in: SignIn, derbyshire: Trust) -> None:
    entry = Entry.objects.filter(section=2, owners__owner__name="Director of Business Services").first()
    assert entry is not None
    Entry.objects.filter(pk=entry.pk).update(responses=[])

    rows = [row[3] for row in lines(sign_in(OWNER)) if row[2] == f"Risk {entry.reference}"]

    assert "It has no response." in rows
    assert "It is not assessed for Jun-11." in rows


def test_an_auditor_is_told_nothing_that_happened_since_the_issue(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(AUDITOR)
    before = lines(client)
    assert not [row for row in before if "Jun-11" in row[3]]
    entry = Entry.objects.get(reference="1.4")

    EntryOwner.objects.filter(entry=entry).delete()
    Entry.objects.filter(pk=entry.pk).update(responses=[])
    cycle.close(Entry.objects.get(reference="1.5"))

    assert lines(client) == before


def test_late_answers_deadlines_and_results(reader: Readers, year: Year, derbyshire: Trust) -> None:
    one, other = Objective.objects.filter(reference__in=["1.1-1", "1.2-1"]).order_by("reference")
    Deadline.objects.create(objective=one, month=date(2011, 5, 1))
    Deadline.objects.create(objective=other, month=date(2011, 5, 1))
    StatusUpdate.objects.create(
        objective=other,
        quarter=Quarter.objects.get(number=1),
        sequence=1,
        status=Status.COMPLETE,
        dated=date(2011, 6, 20),
        given_by=User.objects.get(email=OFFICER),
    )

    late = of(quality_of(reader(OFFICER), year), Register.PLAN, Kind.LATE)
    assert [(line.name, line.says) for line in late] == [
        ("Objective 1.1-1", "It was due in May 2011 and is not complete.")
    ]
    with clock.standing_on(date(2011, 8, 1)):
        found = quality_of(reader(OFFICER), year)
    assert len(of(found, Register.PLAN, Kind.LATE, "Its answer for Q1 2011/12 is overdue.")) == 51
    assert of(found, Register.SCORECARD, Kind.LATE, "Its result for Q1 2011/12 is late.")


def test_a_deadline_on_its_month_is_not_late_and_one_outside_the_plan_is_impossible(
    reader: Readers, year: Year, derbyshire: Trust
) -> None:
    one, other = Objective.objects.filter(reference__in=["1.1-1", "1.2-1"]).order_by("reference")
    Deadline.objects.create(objective=one, month=date(2011, 6, 1))
    Deadline.objects.create(objective=other, month=date(2031, 6, 1))

    found = quality_of(reader(OFFICER), year)

    assert not of(found, Register.PLAN, Kind.LATE)
    assert names(of(found, Register.PLAN, Kind.IMPOSSIBLE)) == ["Objective 1.2-1"]


def test_what_is_mended_is_gone(reader: Readers, year: Year, derbyshire: Trust) -> None:
    owner = Owner.objects.posts()[0]
    ObjectiveOwner.objects.create(objective=Objective.objects.get(reference="2.2-2"), owner=owner, leads=True)
    for measure in Measure.objects.all():
        MeasureOwner.objects.create(measure=measure, owner=owner, leads=True)
    for standing in standings(Measure.objects.of(year), year, date(2011, 6, 20)):
        seen = {reading.value: made.value for reading, made in standing.readings.items()}
        confirm_readings(measure=standing.measure, reader=reader(OFFICER), wanted=list(standing.readings), seen=seen)
    Footnote.objects.update(marker="2")

    found = quality_of(reader(OFFICER), year)

    assert "Objective 2.2-2" not in names([line for line in found if line.says.startswith("It has no owner.")])
    assert not of(found, Register.SCORECARD, Kind.UNCONFIRMED, "Read and not confirmed")
    assert not [line for line in found if "marker" in line.says and line.register is Register.SCORECARD]


def test_a_blank_outcome_is_missing(reader: Readers, year: Year, derbyshire: Trust) -> None:
    Outcome.objects.filter(objective__reference="1.1-1").delete()

    found = quality_of(reader(OFFICER), year)

    assert names([line for line in found if line.says == "It has no outcome."]) == ["Objective 1.1-1"]


@pytest.mark.parametrize("query", ["register=plan", "kind=missing", "owner=Performance officer"])
def test_the_page_is_narrowed_and_its_file_with_it(sign_in: SignIn, query: str) -> None:
    client = sign_in(OFFICER)
    page = client.get(f"{PAGE}?{query}")

    shown = page.context["filter"].found
    assert 0 < len(shown) < page.context["total"]
    assert len(lines(client, f"?{query}")) == len(shown)


@pytest.mark.parametrize("query", ["register=secrets", "kind=9", "owner=Nobody"])
def test_a_filter_that_is_none_of_ours_is_a_bad_request(sign_in: SignIn, query: str) -> None:
    client = sign_in(OFFICER)

    assert client.get(f"{PAGE}?{query}").status_code == 400
    assert client.get(f"{FILE}?{query}").status_code == 400


def test_a_cell_of_the_file_is_no_formula(sign_in: SignIn, derbyshire: Trust, year: Year) -> None:
    Finding.objects.create(year=year, kind="odd", about="=1+1", says="=HYPERLINK(0)", section=1)

    row = next(row for row in lines(sign_in(OFFICER)) if "1+1" in row[2])

    assert (row[2], row[3]) == ("'=1+1", "'=HYPERLINK(0)")


@pytest.mark.parametrize(("email", "status"), [(OFFICER, 200), (SMT, 200), (OWNER, 200), (AUDITOR, 200), (AUDIT, 403)])
def test_who_reads_it(sign_in: SignIn, email: str, status: int) -> None:
    client = sign_in(email)

    assert client.get(PAGE).status_code == status
    assert client.get(FILE).status_code == status
    assert (b"data-quality/" in client.get(YEAR).content) is (status == 200)


@pytest.mark.parametrize("address", ["data-quality/", "data-quality/export.csv"])
def test_another_trust_and_an_unknown_year_are_unknown(sign_in: SignIn, address: str) -> None:
    client = sign_in(OFFICER)

    assert client.get(f"/merseyside/2010-11/{address}").status_code == 404
    assert client.get(f"/derbyshire/2009-10/{address}").status_code == 404


def test_planning_tables_that_do_not_balance_are_said(sign_in: SignIn) -> None:
    found = list(
        csv.reader(
            io.StringIO(
                sign_in("officer@merseyside.example")
                .get("/merseyside/2010-11/data-quality/export.csv?register=plan")
                .content.decode("utf-8-sig")
            )
        )
    )

    disagreeing = [row for row in found if row[1] == "Contradictory"]
    assert [row[2].split(" — ")[0] for row in disagreeing] == ["Sentencing Profile"] * 8
    assert all("/merseyside/2010-11/plan/tables/" in row[5] for row in disagreeing)
    assert [row for row in found if row[1] == "Reading, unconfirmed" and "Figures read otherwise" in row[3]]


def test_no_status_in_the_document_is_neither_missing_nor_late(sign_in: SignIn) -> None:
    file = sign_in("officer@merseyside.example").get("/merseyside/2010-11/data-quality/export.csv").content.decode()

    assert "Objective 2c-1" in file
    assert "is not answered for" not in file
    assert "is overdue" not in file
    assert "is not complete" not in file


def test_where_nothing_is_wrong_the_page_says_so(sign_in: SignIn, merseyside: Trust) -> None:
    Year.objects.create(trust=merseyside, start=date(2013, 4, 1), answers_from=date(2013, 4, 1))

    html = sign_in("officer@merseyside.example").get("/merseyside/2013-14/data-quality/").content.decode()

    assert "Nothing is wrong here." in html


def test_it_asks_the_same_however_much_is_wrong(sign_in: SignIn, count_queries: Any, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    counts = []
    for _ in range(2):
        for address in (PAGE, FILE):
            with count_queries() as counted:
                client.get(address)
            counts.append(len(counted()))
        ObjectiveOwner.objects.all().delete()
        EntryOwner.objects.filter(entry__reference="1.1").update(is_reading=True, ground="Guessed.")
        Entry.objects.update(responses=[])
        for objective in Objective.objects.filter(deadlines=None)[:30]:
            Deadline.objects.create(objective=objective, month=date(2011, 5, 1))

    assert counts[:2] == counts[2:]
    assert max(counts) <= 45


# A year known from its document alone


def test_what_a_document_prints_of_nothing_is_said_once(person: Callable[[str], User], merseyside: Trust) -> None:
    [officer] = readers_of(person("officer@merseyside.example"), "merseyside")
    found = quality_of(officer, Year.objects.select_related("trust").get())
    missing = [(line.register, line.name, line.says) for line in found if line.kind is Kind.MISSING]

    assert [one for one in missing if one[0] is Register.SCORECARD] == [
        (Register.SCORECARD, "Measure 1-1", "It has no target."),
        (Register.SCORECARD, "All 38 measures", "None of them has an owner."),
        (Register.SCORECARD, "All 38 measures", "None of them has a frequency."),
        (Register.SCORECARD, "All 38 measures", "None of them has a reference to the plan."),
        (Register.SCORECARD, 'Note "', "No marker calls this note. It is read as the note of the marker *."),
    ]
    assert [one for one in missing if one[0] is Register.PLAN] == [
        (Register.PLAN, "All 60 objectives", "None of them has an owner."),
        (Register.PLAN, "All 60 objectives", "None of them has an outcome."),
    ]
    assert names([line for line in found if line.says.startswith("Their marker *")]) == ["6 measures"]


def test_what_only_some_lack_is_said_of_each(person: Callable[[str], User], merseyside: Trust) -> None:
    Measure.objects.filter(line=398).update(frequency="Q", frequency_as_printed="Q")
    [officer] = readers_of(person("officer@merseyside.example"), "merseyside")
    found = quality_of(officer, Year.objects.select_related("trust").get())

    assert len([line for line in found if line.says == "It has no frequency."]) == 37
