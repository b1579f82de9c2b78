"""The annual plan as a document to publish: all that the paper prints, contents with page numbers, and safe text."""

import itertools
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from page import validate_pdf_bytes
from pypdf import PdfReader

from objectives.models import AnnualPlan, Narrative, PlanningCell, PlanningTable
from probation_planning.organisation.models import Trust
from probation_planning.reports.models import Drawing, DrawnFile
from probation_planning.reports.papers.annual_plan import AnnualPlanReport
from probation_planning.reports.pdf import Paper
from tests.reports.cycle import draw_now
from tests.reports.plan_papers import (
    asked,
    bookmarked,
    bookmarks,
    data_of,
    drawn,
    headings,
    pages_of,
    structure,
    tables_of,
    together,
)

SignIn = Callable[[str], Client]
REPORT = "/merseyside/2010-11/reports/annual-plan/"
OFFICER = "officer@merseyside.example"


@pytest.fixture
def page(merseyside: Trust, sign_in: SignIn) -> str:
    """Merseyside's on screen."""
    return sign_in(OFFICER).get(REPORT).content.decode()


@pytest.fixture
def paper(merseyside: Trust) -> Paper:
    """Merseyside's on paper."""
    return drawn("annual-plan", asked("merseyside", OFFICER))


@pytest.fixture
def derbyshires(derbyshire: Trust) -> Paper:
    """Derbyshire's, which has no planning tables, on paper."""
    return drawn("annual-plan", asked("derbyshire", "officer@derbyshire.example"))


def test_all_sixty_priorities_stand_with_their_61_deadlines(page: str) -> None:
    rows = [row for table in tables_of(page, "Priority") for row in table if len(row) > 1]

    months = [month for row in rows for month in re.findall(r"(?:March|June|September|December) 20\d\d", row[3])]

    assert len(rows) == 60
    assert {month: months.count(month) for month in months} == {
        "March 2011": 31,
        "June 2010": 11,
        "December 2010": 10,
        "September 2010": 9,
    }
    assert [row[2] for row in rows].count("The Trust") == 42
    assert [row[2] for row in rows].count("not recorded") == 1
    assert [row[4] for row in rows].count("Brought forward") == 17
    assert all(f" {label}. " in rows[-1][1] for label in ("i", "iv", "v", "ix"))


def test_every_figure_of_the_planning_tables_stands(page: str) -> None:
    sizes = {
        head: [(len(table), sum(len(row) - 1 for row in table)) for table in tables_of(page, head)]
        for head in ("Budget", "Staffing", "Demand", "Sentencing profile")
    }

    # Demand has besides, row by row, its outturn less its demand.
    assert sizes == {
        "Budget": [(9, 9)],
        "Staffing": [(8, 40)],
        "Demand": [(16, 64)],
        "Sentencing profile": [(12, 144)],
    }
    (budget,) = tables_of(page, "Budget")
    assert budget[-1] == ["Net Expenditure", "30,587,400"]


def test_what_is_read_otherwise_stands_beside_what_is_printed(page: str) -> None:
    readings = [row for table in tables_of(page, "Read as") for row in table]
    (staffing,) = tables_of(page, "Staffing")

    assert staffing[-1][-1] == "710.17 †"
    assert ["71017", "710.17"] in [row[1:3] for row in readings]
    assert len(readings) == PlanningCell.objects.exclude(ground="").count()
    assert "<strong>Total Sentenced, 1998</strong>: 42,468 stands. Its rows add up to 43,605." in page


def test_the_years_38_targets_stand_as_printed(page: str) -> None:
    rows = [row for table in tables_of(page, "Target") for row in table]
    targets = {row[1].split(" *")[0].split(" How")[0]: row[2] for row in rows}

    assert len(rows) == 38
    assert [row[-1] for row in rows].count("not recorded") == 1
    assert targets["ATR – Completions"] == "80 offenders†"
    assert sum(" * " in f"{row[1]} " for row in rows) == 6


def test_the_text_stands_in_the_order_of_the_document(page: str) -> None:
    document = page.partition("</main>")[0]
    titles = [re.sub("<[^>]+>", "", title) for title in re.findall(r"<h2[^>]*>(.*?)</h2>", document)]

    assert titles[titles.index("Contents") :][:8] == [
        "Contents",
        "Foreword and Introduction",
        "Purpose of Document",
        "Vision",
        "Mission",
        "Our Values",
        "Progress Report against 2009/10 Plan",
        "Business Metrics",
    ]
    assert titles[-3:] == ["Planning tables", "Targets of the year", "Priorities"]


def test_screen_and_paper_say_the_same(page: str, paper: Paper) -> None:
    printed = together(" ".join(pages_of(paper)))
    tables = [tables_of(page, head) for head in ("Priority", "Budget", "Staffing", "Demand", "Target")]
    said = [cell for some in tables for table in some for row in table if len(row) > 1 for cell in row[1:2]]

    assert len(said) > 100
    # A cell that runs over a page has a foot and a head between its words.
    assert [cell for cell in said if together(cell)[:60] not in printed.replace("•", "")] == []


def test_each_line_of_the_contents_says_the_page_of_its_heading_and_leads_to_it(paper: Paper) -> None:
    opened = PdfReader(BytesIO(paper.content))
    links = {one.get_object()["/Dest"] for one in opened.pages[1]["/Annots"]}
    named = {one.get_object()["/Contents"] for one in opened.pages[1]["/Annots"]}
    contents = together(pages_of(paper)[1])
    places = {name: opened.get_destination_page_number(to) for name, to in opened.named_destinations.items()}

    led = {title: page for title, page in bookmarked(opened) if title not in ("Annual Plan 2010/11", "Contents")}

    assert len(links) == len(led) == 26
    assert named == set(led)
    assert [
        title for title, page in led.items() if not re.search(rf"{re.escape(together(title))}\.+{page}", contents)
    ] == []
    assert sorted((places[link] or 0) + 1 for link in links) == sorted(led.values())


def test_a_draft_says_so_on_every_page_and_bears_the_trusts_marking(merseyside: Trust) -> None:
    Trust.objects.filter(pk=merseyside.pk).update(marking="OFFICIAL")

    pages = pages_of(drawn("annual-plan", asked("merseyside", OFFICER)))

    assert all("Draft as at 20 June 2011, not issued" in page and "OFFICIAL" in page for page in pages)
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, start=1))


@pytest.mark.parametrize(("profile", "rules"), [("ua1", 104), ("2a", 154)])
@pytest.mark.parametrize("which", ["paper", "derbyshires"])
def test_it_keeps_to_pdf_ua_1_and_pdf_a_2a(
    request: pytest.FixtureRequest, which: str, profile: str, rules: int
) -> None:
    report = validate_pdf_bytes(request.getfixturevalue(which).content, profile=profile)

    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.rules.total == rules


def test_it_is_upright_but_for_its_widest_table(paper: Paper) -> None:
    sides = [page.mediabox.width > page.mediabox.height for page in PdfReader(BytesIO(paper.content)).pages]

    assert sides.count(True) == 1
    assert "Sentencing Profile" in pages_of(paper)[sides.index(True)]


def test_it_bears_the_plans_own_title_and_its_headings_stand_in_order(paper: Paper) -> None:
    opened, levels = PdfReader(BytesIO(paper.content)), headings(paper)

    assert opened.metadata is not None
    assert opened.metadata.title == "Annual Plan 2010/11: Merseyside Probation Trust 2010/11"
    assert opened.root_object["/Lang"] == "en-GB"
    assert levels[:2] == [1, 2]
    assert all(level <= before + 1 for before, level in itertools.pairwise(levels))
    assert bookmarks(paper)[:3] == ["Annual Plan 2010/11", "Contents", "Foreword and Introduction"]
    assert "4 Organisational Capability" in bookmarks(paper)


def test_every_head_says_which_way_it_reads_and_every_chart_is_a_sentence(paper: Paper) -> None:
    tags = structure(paper)
    said = [str(tag["/Alt"]) for tag in tags if tag["/S"] == "/Figure"]

    assert {str(tag["/A"]["/Scope"]) for tag in tags if tag["/S"] == "/TH"} == {"/Column", "/Row"}
    # Seven rows over the years, and four tables side by side.
    assert len(said) == 11
    assert all(": " in one and one.endswith(".") for one in said)
    assert "Total: Chief Officer 13, Area Manager 8.6, Team Manager / PIM 37.75" in " ".join(said)


def test_derbyshires_says_what_it_has_and_names_what_none_of_it_has(sign_in: SignIn, derbyshire: Trust) -> None:
    page = sign_in("officer@derbyshire.example").get("/derbyshire/2011-12/reports/annual-plan/").content.decode()

    rows = [row for table in tables_of(page, "Priority") for row in table if len(row) > 1]

    assert "Planning tables" not in page
    assert "52 priorities in 5 themes. Who acts, deadlines and marks are not recorded for any of them." in page
    assert len(rows) == 52
    assert [row[-1] for row in rows].count("not recorded") == 4
    assert sum(len(table) for table in tables_of(page, "Target")) == 28


def test_text_reaches_nothing_shows_html_as_text_and_keeps_its_links(merseyside: Trust) -> None:
    far = "https://a.example/" + "far" * 20
    text = (
        f"##### Deep\n\n<b>bold</b> <img src='http://127.0.0.1:9/y'>\n\n"
        f"[the strategy]({far}) [bad](javascript:alert(1)) {'long' * 30}\n\n# Higher\n\n### Lower"
    )
    Narrative.objects.filter(annual_plan__isnull=False, kind="purpose").update(text=text)

    paper = drawn("annual-plan", asked("merseyside", OFFICER))

    opened, printed = PdfReader(BytesIO(paper.content)), together(" ".join(pages_of(paper)))
    notes = [one.get_object() for page in opened.pages for one in page.get("/Annots", [])]
    levels = headings(paper)
    assert [one["/A"]["/URI"] for one in notes if "/A" in one] == [far]
    assert together("<b>bold</b> <img src='http://127.0.0.1:9/y'>") in printed
    assert "long" * 30 in printed
    assert all(level <= before + 1 for before, level in itertools.pairwise(levels))
    assert [failure.message for failure in validate_pdf_bytes(paper.content, profile="ua1").failures] == []


def test_a_long_table_keeps_its_heads_and_its_chart_fits_its_pages(merseyside: Trust) -> None:
    table = PlanningTable.objects.get(kind="budget")
    column = table.columns.get()
    for number in range(70):
        line = table.lines.create(table=table, order=100 + number, label=f"LINE {number} " + "OF CAPITALS " * 5)
        PlanningCell.objects.create(row=line, column=column, printed=f"{number}00", value=number * 100)

    paper = drawn("annual-plan", asked("merseyside", OFFICER))

    pages = pages_of(paper)
    assert all(any(f"LINE {number} " in page for page in pages) for number in range(70))
    figures = [tag for tag in structure(paper) if tag["/S"] == "/Figure"]
    heights = [float(tag["/A"]["/BBox"][3]) - float(tag["/A"]["/BBox"][1]) for tag in figures]
    # Points; an upright page has 842, and its margins take 96 of them.
    assert max(heights) < 746
    assert [failure.message for failure in validate_pdf_bytes(paper.content, profile="ua1").failures] == []


def test_it_is_drawn_for_whoever_asks_and_is_there_at_once_for_the_next(merseyside: Trust, sign_in: SignIn) -> None:
    first = sign_in(OFFICER).post(f"{REPORT}pdf/")
    draw_now(Drawing.objects.get())
    sign_in(OFFICER).post(f"{REPORT}pdf/")

    assert first.status_code == 302
    assert [one.title for one in Drawing.objects.all()] == ["Annual Plan 2010/11"] * 2
    assert [one.state for one in Drawing.objects.all()] == ["done"] * 2
    assert DrawnFile.objects.count() == 1


def test_its_rows_are_those_of_its_tables(page: str, merseyside: Trust) -> None:
    data = data_of("annual-plan", asked("merseyside", OFFICER))
    heads = ("Budget", "Staffing", "Demand", "Sentencing profile", "Assessed needs", "Read as", "Target", "Priority")

    shown = [row for head in heads for table in tables_of(page, head) for row in table if len(row) > 1]

    assert AnnualPlanReport().rows(data) == len(shown)


def test_a_plan_with_nothing_in_it_is_a_document_still(merseyside: Trust) -> None:
    data: dict[str, Any] = data_of("annual-plan", asked("merseyside", OFFICER))

    assert AnnualPlan.objects.get().title == data["title"]
    assert data["vision"].startswith("To be an excellent")
