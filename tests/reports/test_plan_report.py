"""The plan report: how every objective stands, in its owner's words, on screen and on paper."""

import datetime
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from page import validate_pdf_bytes
from pypdf import PdfReader

from objectives.models import AnnualPlan, Deadline, Objective, Outcome, StatusUpdate
from objectives.services.answering import Move, give_status
from objectives.services.objecting import object_to
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter, Trust, User, Year
from probation_planning.organisation.roles import Reader
from tests.reports.plan_papers import (
    asked,
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
REPORT = "/derbyshire/2011-12/reports/plan/"
OFFICER = "officer@derbyshire.example"
OWNER = "business.services@derbyshire.example"


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    """The performance officer."""
    return sign_in(OFFICER)


@pytest.fixture
def objective(year: Year) -> Objective:
    """1.2-3, which the Director of Business Services owns alone."""
    return Objective.objects.of(year).get(reference="1.2-3")


@pytest.fixture
def quarter(year: Year) -> Quarter:
    """Q1, open and empty."""
    return Quarter.objects.select_related("year__trust").get(year=year, number=1)


def text_of(client: Client, address: str = REPORT) -> str:
    """The page at an address."""
    return client.get(address).content.decode()


def row_of(data: dict[str, Any], reference: str) -> dict[str, Any]:
    """What is said of one objective."""
    rows = (row for theme in data["themes"] for group in theme["groups"] for row in group["objectives"])
    found: dict[str, Any] = next(row for row in rows if row["reference"] == reference)
    return found


def answer(objective: Objective, quarter: Quarter, reader: Reader, status: str, **more: Any) -> StatusUpdate:
    """An owner's answer for the quarter."""
    given = {"comment": "", "evidence": {}, "seen": 0}
    return give_status(objective=objective, quarter=quarter, reader=reader, status=status, **(given | more))


def test_it_says_every_objective_of_the_plan_once_in_printed_order(officer: Client) -> None:
    rows = [row for table in tables_of(text_of(officer), "Objective") for row in table if len(row) > 1]

    references = [row[0].removeprefix("Objective ") for row in rows]

    assert len(references) == len(set(references)) == 52
    assert references[:4] == ["1.1-1", "1.2-1", "1.2-2", "1.2-3"]
    assert references[-1] == "5.8-1"


@pytest.mark.parametrize(
    ("slug", "email", "day", "words"),
    [
        ("derbyshire", OFFICER, datetime.date(2011, 6, 20), "unanswered this quarter"),
        ("derbyshire", OFFICER, datetime.date(2011, 9, 1), "overdue"),
        ("merseyside", "officer@merseyside.example", datetime.date(2011, 6, 20), "no status in the document"),
    ],
)
def test_each_kind_of_silence_has_words_of_its_own(
    request: pytest.FixtureRequest, settings: Any, slug: str, email: str, day: datetime.date, words: str
) -> None:
    request.getfixturevalue(slug)
    settings.TODAY = day

    data = data_of("plan", asked(slug, email))

    assert [count["label"] for count in data["counts"]] == [words]


def test_the_counts_of_themes_are_those_of_the_rows_below(
    officer: Client, objective: Objective, quarter: Quarter, reader: Callable[[str], Reader]
) -> None:
    answer(objective, quarter, reader(OWNER), "on_track")

    (counts,) = tables_of(text_of(officer), "Theme")
    tables = tables_of(text_of(officer), "Objective")

    assert counts[0] == ["1 STRIVING FOR EXCELLENCE", "1", "10", "11", "0"]
    assert counts[-1] == ["The whole plan", "1", "51", "52", "0"]
    assert [int(row[-2]) for row in counts[:-1]] == [sum(len(row) > 1 for row in table) for table in tables]


def test_an_answer_stands_with_its_words_and_who_gave_it_when(
    officer: Client, objective: Objective, quarter: Quarter, reader: Callable[[str], Reader]
) -> None:
    answer(objective, quarter, reader(OWNER), "at_risk", comment="Payroll moves in May.")

    row = next(row for table in tables_of(text_of(officer), "Objective") for row in table if "1.2-3" in row[0])

    assert row[4:] == ["At risk", "Payroll moves in May. 20 June 2011, Director of Business Services"]


def test_words_entered_on_an_owners_word_say_so_and_bear_the_objection(
    objective: Objective, quarter: Quarter, reader: Callable[[str], Reader]
) -> None:
    post = Owner.objects.get(name="Director of Business Services")
    told = {"given_for": post, "told_on": datetime.date(2011, 6, 19)}
    update = answer(objective, quarter, reader(OFFICER), "on_track", comment="All is well.", **told)
    object_to(update=update, reader=reader(OWNER), text="I never said so.")

    words = row_of(data_of("plan", asked("derbyshire", OFFICER)), "1.2-3")["words"]
    printed = " ".join(pages_of(drawn("plan", asked("derbyshire", OFFICER))))

    assert (words["given_as"], words["told_on"]) == ("Director of Business Services", "2011-06-19")
    assert "for Director of Business Services on an owner’s word of 19 June 2011" in printed
    assert "Director of Business Services objects I never said so." in printed


def test_a_moved_deadline_stands_as_printed_and_as_moved_and_a_passed_one_is_said(
    officer: Client, objective: Objective, quarter: Quarter, reader: Callable[[str], Reader]
) -> None:
    first, second = (
        Deadline.objects.create(objective=objective, month=datetime.date(2011, month, 1), stage=stage)
        for month, stage in ((4, ""), (5, "the rest"))
    )
    moves = {second.pk: Move(datetime.date(2011, 9, 1), "The supplier is late")}
    answer(objective, quarter, reader(OWNER), "at_risk", comment="Later.", moves=moves)
    other = Objective.objects.get(reference="1.1-1")
    Deadline.objects.create(objective=other, month=first.month)

    rows = {row[0]: row for table in tables_of(text_of(officer), "Objective") for row in table}

    assert rows["Objective 1.2-3"][3] == (
        "April 2011 May 2011: the rest, moved to September 2011: The supplier is late"
    )
    assert rows["Objective 1.1-1"][3] == "April 2011 deadline passed"


def test_where_each_unit_answers_the_spread_and_every_unit_are_said(
    objective: Objective, quarter: Quarter, reader: Callable[[str], Reader]
) -> None:
    kind = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
    Objective.objects.filter(pk=objective.pk).update(for_each=kind)
    units = [DeliveryUnit.objects.create(name=f"Unit {name}", kind=kind) for name in "ABC"]
    for unit, status in zip(units, ("off_track", "on_track"), strict=False):
        StatusUpdate.objects.create(
            objective=objective,
            quarter=quarter,
            unit=unit,
            sequence=1,
            status=status,
            comment=f"Said by {unit}.",
            dated=datetime.date(2011, 6, 20),
            given_by=User.objects.get(email=OWNER),
        )

    row = row_of(data_of("plan", asked("derbyshire", OFFICER)), "1.2-3")

    assert (row["label"], row["spread"]) == ("Off track", "1 of 3 off track, 1 unanswered this quarter, 1 on track")
    assert [(unit["name"], unit["label"]) for unit in row["units"]] == [
        ("Unit A", "Off track"),
        ("Unit B", "On track"),
        ("Unit C", "unanswered this quarter"),
    ]
    assert [unit["words"] and unit["words"]["comment"] for unit in row["units"]] == [
        "Said by Unit A.",
        "Said by Unit B.",
        None,
    ]


def test_a_final_word_of_an_earlier_quarter_says_when_it_was_given(
    settings: Any, year: Year, objective: Objective, quarter: Quarter, reader: Callable[[str], Reader]
) -> None:
    evidence = {outcome.pk: "It is there." for outcome in objective.outcomes.all()}
    answer(objective, quarter, reader(OWNER), "complete", comment="Done.", evidence=evidence)
    settings.TODAY = datetime.date(2011, 7, 20)
    Quarter.objects.filter(year=year, number=2).update(opened_on=settings.TODAY)

    row = row_of(data_of("plan", asked("derbyshire", OFFICER)), "1.2-3")

    assert row["label"] == "Complete"
    assert row["words"]["earlier_quarter"] == "Q1 2011/12"
    assert [proof["text"] for proof in row["words"]["proofs"]] == ["It is there."] * len(evidence)


def test_it_narrows_to_one_theme_and_counts_the_whole_plan_still(officer: Client) -> None:
    page = text_of(officer, f"{REPORT}?theme=2")

    (counts,) = tables_of(page, "Theme")
    tables = tables_of(page, "Objective")

    assert counts[-1][-2] == "52"
    assert [len([row for row in table if len(row) > 1]) for table in tables] == [12]


def test_a_theme_that_there_is_not_is_said_and_the_whole_plan_shown(officer: Client) -> None:
    page = text_of(officer, f"{REPORT}?theme=9<b>")

    assert "The plan has no theme “9&lt;b&gt;”. All of it is shown." in page
    assert len(tables_of(page, "Objective")) == 5


def test_what_is_withdrawn_says_when_and_why(objective: Objective) -> None:
    Objective.objects.filter(pk=objective.pk).update(
        withdrawn_on=datetime.date(2011, 6, 1), withdrawn_reason="Another trust does it"
    )

    row = row_of(data_of("plan", asked("derbyshire", OFFICER)), "1.2-3")

    assert (row["label"], row["withdrawn"]) == (
        "Withdrawn",
        "Withdrawn from the plan on 1 June 2011: Another trust does it",
    )


def test_what_is_typed_is_text_on_screen_and_on_paper(officer: Client, objective: Objective) -> None:
    typed = '<img src="http://127.0.0.1:9/x"><script>alert(1)</script>'
    Objective.objects.filter(pk=objective.pk).update(text=typed)

    assert "<script>alert(1)" not in text_of(officer)
    assert together(typed) in together(" ".join(pages_of(drawn("plan", asked("derbyshire", OFFICER)))))


@pytest.mark.parametrize("name", ["plan", "annual-plan"])
def test_a_reader_of_another_trust_finds_nothing(sign_in: SignIn, derbyshire: Trust, name: str) -> None:
    stranger = sign_in("officer@merseyside.example")

    assert stranger.get(f"/derbyshire/2011-12/reports/{name}/").status_code == 404
    assert stranger.post(f"/derbyshire/2011-12/reports/{name}/pdf/").status_code == 404


@pytest.mark.parametrize("name", ["plan", "annual-plan"])
def test_a_year_without_a_plan_has_no_such_report(sign_in: SignIn, derbyshire: Trust, settings: Any, name: str) -> None:
    Year.objects.create(start=datetime.date(2012, 4, 1), answers_from=datetime.date(2012, 4, 1))

    page = sign_in(OFFICER).get("/derbyshire/2012-13/reports/")

    assert sign_in(OFFICER).get(f"/derbyshire/2012-13/reports/{name}/").status_code == 404
    assert f"/derbyshire/2012-13/reports/{name}/" not in page.content.decode()


@pytest.mark.parametrize("who", ["audit@derbyshire.example", "smt@derbyshire.example", OWNER])
def test_whoever_reads_the_plan_reads_its_report(sign_in: SignIn, derbyshire: Trust, who: str) -> None:
    assert sign_in(who).get(REPORT).status_code == 200


def test_the_plans_pages_lead_to_both_reports(officer: Client, derbyshire: Trust) -> None:
    page = text_of(officer, "/derbyshire/2011-12/plan/")

    assert f'href="{REPORT}"' in page
    assert 'href="/derbyshire/2011-12/reports/annual-plan/"' in page


@pytest.mark.parametrize("name", ["plan", "annual-plan"])
def test_it_asks_no_more_for_more_objectives(
    officer: Client, year: Year, count_queries: Callable[[], Any], name: str
) -> None:
    address = f"/derbyshire/2011-12/reports/{name}/"
    grow(year, 5)
    officer.get(address)
    with count_queries() as few:
        officer.get(address)
    grow(year, 60)
    with count_queries() as many:
        officer.get(address)

    assert len(many()) == len(few()) <= 30


def grow(year: Year, number: int) -> None:
    """Add so many objectives to theme 1, each with an outcome, a deadline and an answer."""
    annual_plan = AnnualPlan.objects.get(year=year)
    like = Objective.objects.get(reference="1.1-1")
    first = Objective.objects.filter(reference__startswith="1.1-").count() + 10
    made = Objective.objects.bulk_create(
        Objective(
            annual_plan=annual_plan,
            theme_id=like.theme_id,
            aim_id=like.aim_id,
            reference=f"1.1-{first + place}",
            order=first + place,
            text=f"Do number {place}",
        )
        for place in range(number)
    )
    Outcome.objects.bulk_create(Outcome(objective=row, order=0, text="It is done") for row in made)
    Deadline.objects.bulk_create(Deadline(objective=row, month=datetime.date(2011, 9, 1)) for row in made)
    quarter, person = Quarter.objects.get(year=year, number=1), User.objects.get(email=OWNER)
    StatusUpdate.objects.bulk_create(
        StatusUpdate(
            objective=row,
            quarter=quarter,
            sequence=1,
            status="on_track",
            comment="It goes well.",
            dated=datetime.date(2011, 6, 20),
            given_by=person,
        )
        for row in made
    )


# On paper


@pytest.mark.parametrize(("profile", "rules"), [("ua1", 104), ("2a", 154)])
def test_the_paper_keeps_to_pdf_ua_1_and_pdf_a_2a(derbyshire: Trust, profile: str, rules: int) -> None:
    report = validate_pdf_bytes(drawn("plan", asked("derbyshire", OFFICER)).content, profile=profile)

    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.rules.total == rules


def test_the_paper_says_what_it_is_and_its_headings_stand_in_order(derbyshire: Trust) -> None:
    paper = drawn("plan", asked("derbyshire", OFFICER))
    opened = PdfReader(BytesIO(paper.content))

    assert opened.metadata is not None
    assert opened.metadata.title == "Plan report: Derbyshire Probation Trust 2011/12"
    assert opened.root_object["/Lang"] == "en-GB"
    assert headings(paper) == [1, 2, 3, 3, 3, 3, 3]
    assert bookmarks(paper)[:3] == ["Plan report", "How the plan stands at Q1 2011/12", "1 STRIVING FOR EXCELLENCE"]


def test_every_page_says_it_is_a_draft_and_repeats_the_heads_of_its_table(derbyshire: Trust) -> None:
    paper = drawn("plan", asked("derbyshire", OFFICER))

    pages = pages_of(paper)

    assert len(pages) == paper.pages > 5
    assert all("Draft as at 20 June 2011, not issued" in page for page in pages)
    assert all("Ref Objective Owners Deadline Status" in page for page in pages[1:])
    assert all(", for the" not in page for page in pages)


def test_every_head_says_which_way_it_reads_and_the_bar_is_a_sentence(derbyshire: Trust) -> None:
    tags = structure(drawn("plan", asked("derbyshire", OFFICER)))

    assert {str(tag["/A"]["/Scope"]) for tag in tags if tag["/S"] == "/TH"} == {"/Column", "/Row"}
    assert [tag["/Alt"] for tag in tags if tag["/S"] == "/Figure"] == ["52 objectives: 52 unanswered this quarter."]


def test_words_of_any_length_are_printed_whole(
    objective: Objective, quarter: Quarter, reader: Callable[[str], Reader]
) -> None:
    said = [f"word{number:04}" for number in range(1200)]
    answer(objective, quarter, reader(OWNER), "on_track", comment=" ".join(said))
    Objective.objects.filter(reference="1.1-1").update(text="w" * 2000)

    paper = drawn("plan", asked("derbyshire", OFFICER))

    whole = " ".join(pages_of(paper))
    assert [word for word in said if word not in whole] == []
    assert whole.count("w") >= 2000 + len(said)
    # No page holds a heading alone: each goes on with a table, under its heads.
    assert all("Ref Objective Owners Deadline Status" in page for page in pages_of(paper)[1:])
    assert [failure.message for failure in validate_pdf_bytes(paper.content, profile="ua1").failures] == []


def test_a_plan_of_sixty_objectives_is_as_many_rows_as_it_prints(merseyside: Trust) -> None:
    from probation_planning.reports.papers.plan import PlanReport

    data = data_of("plan", asked("merseyside", "officer@merseyside.example"))

    assert data["total"] == 60
    # Four themes, the whole plan, and the objectives.
    assert PlanReport().rows(data) == 65
