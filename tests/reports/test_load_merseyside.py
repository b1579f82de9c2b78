"""Merseyside's paper, as loaded: the text, the priorities with their dates and marks, the units, and what is odd."""

import datetime
import re
from collections import Counter
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from objectives.models import (
    Aim,
    AnnualPlan,
    Deadline,
    Narrative,
    Objective,
    ObjectiveOwner,
    Outcome,
    PlanningCell,
    PlanningLine,
    StatusUpdate,
    SubItem,
    Theme,
)
from objectives.models.objectives import Flag
from probation_planning.organisation.models import DeliveryUnit, Holding, Owner, Trust, User, Year
from probation_planning.reports.models import Finding, Link
from risks.models import Register

LDUS = DeliveryUnit.Kind.OFFENDER_MANAGEMENT


def test_60_priorities_stand_in_four_themes_and_three_areas(merseyside: Trust) -> None:
    rows = Objective.objects.select_related("theme", "aim").in_printed_order()

    assert [f"{theme}" for theme in Theme.objects.all()] == [
        "1 Local Engagement and Accountability",
        "2 Operational Performance",
        "3 Use of Resources",
        "4 Organisational Capability",
    ]
    assert not Theme.objects.filter(number_is_reading=True).exists()
    assert [(f"{aim}", aim.theme.number) for aim in Aim.objects.select_related("theme")] == [
        ("2a Public protection", "2"),
        ("2b Offender Management", "2"),
        ("2c Interventions", "2"),
    ]
    assert list(Counter(row.theme.number for row in rows).values()) == [8, 21, 12, 19]
    assert list(Counter(row.aim.number for row in rows if row.aim).values()) == [9, 4, 8]
    assert [row.reference for row in rows if row.aim is None and row.theme.number == "2"] == []
    assert [row.line for row in rows] == sorted(row.line for row in rows)
    assert {rows[at].reference for at in (0, 8, 21, 29, 41, 59)} == {"1-1", "2a-1", "2c-1", "3-1", "4-1", "4-19"}


def test_61_deadlines_of_which_one_priority_has_two_stages(merseyside: Trust) -> None:
    months = Counter(f"{row}" for row in Deadline.objects.all())
    two = Objective.objects.get(reference="3-11").deadlines.all()

    assert months == {"March 2011": 31, "June 2010": 11, "December 2010": 10, "September 2010": 9}
    assert [(row.month, row.stage) for row in two] == [
        (datetime.date(2010, 6, 1), "the 'Platform for Achieving More' (PAM) application"),
        (datetime.date(2010, 9, 1), "Document Management and Sharing Solution"),
    ]
    assert set(Counter(Deadline.objects.values_list("objective", flat=True)).values()) == {1, 2}
    assert Deadline.objects.values("objective").distinct().count() == 60


def test_marks_stand_as_printed_beside_what_they_are_read_as(merseyside: Trust) -> None:
    rows = Objective.objects.all()
    marks = Counter((row.flags_as_printed, *row.flags) for row in rows)

    assert marks == {
        ("",): 36,
        ("*", Flag.BROUGHT_FORWARD): 14,
        ("”*", Flag.BROUGHT_FORWARD): 1,
        ("”", Flag.BROUGHT_FORWARD): 2,
        ("#", Flag.UNKNOWN): 7,
    }
    assert {row.line for row in rows if row.flags_as_printed == "”"} == {591, 658}
    assert all(row.flags_ground for row in rows if row.flags_as_printed not in ("", "*"))
    assert not any(row.flags_ground for row in rows if row.flags_as_printed in ("", "*"))


def test_who_acts_is_kept_in_the_papers_words_and_is_no_owner(merseyside: Trust) -> None:
    assert Counter(Objective.objects.values_list("acts", flat=True)) == {
        "The Trust": 42,
        "Each LDU": 9,
        "Local Delivery Unit leaders": 5,
        "Each manager within the Trust": 1,
        "The Board and EMT": 1,
        "The Merseyside Achieve NW Project": 1,
        "": 1,
    }
    assert Objective.objects.get(acts="").reference == "1-1"
    assert not ObjectiveOwner.objects.exists()
    assert not Objective.objects.exclude(owners_as_printed="", offered_owner="").exists()
    assert [owner.name for owner in Owner.objects.all()] == ["Assistant Chief Officer"]


def test_fourteen_priorities_are_read_as_meant_for_each_unit(merseyside: Trust) -> None:
    each = Objective.objects.exclude(for_each="")

    assert {(row.acts, row.for_each) for row in each} == {("Each LDU", LDUS), ("Local Delivery Unit leaders", LDUS)}
    assert each.count() == 9 + 5
    assert all(row.for_each_ground and row.readings_confirmed_on is None for row in each)
    assert [row.reference for row in each.in_printed_order() if row.theme.number == "1"] == [
        "1-2", "1-3", "1-4", "1-5", "1-8",
    ]  # fmt: skip


def test_one_priority_hangs_on_the_one_above_it(merseyside: Trust) -> None:
    (hanging,) = Objective.objects.exclude(hangs_on=None).select_related("hangs_on")

    assert (hanging.reference, hanging.line) == ("4-10", 680)
    assert (hanging.hangs_on.reference, hanging.hangs_on.line) == ("4-9", 675)
    assert "As part of the above" in hanging.hangs_on_ground


def test_the_last_priority_has_nine_parts_whose_labels_were_scattered(merseyside: Trust) -> None:
    parts = SubItem.objects.select_related("objective")

    assert {part.objective.reference for part in parts} == {"4-19"}
    assert [(part.label, part.label_as_read) for part in parts] == [
        ("i.", ""),
        ("ii.", ""),
        ("iii.", ""),
        ("", "iv."),
        ("", "v."),
        ("Vi.", "vi."),
        ("Vii.", "vii."),
        ("viii.", "viii."),
        ("", "ix."),
    ]
    assert [part.line for part in parts] == [711, 713, 714, 721, 724, 727, 729, 732, 735]
    assert [bool(part.label_ground) for part in parts] == [False] * 3 + [True] * 6


def test_the_text_of_the_plan_stands_in_sections_in_order(merseyside: Trust) -> None:
    annual = AnnualPlan.objects.get()
    sections = {row.kind: row for row in Narrative.objects.all()}

    assert "whose voice carries influence" in annual.vision
    assert "what the courts sentence them to" in annual.mission
    assert [(row.kind, row.line) for row in Narrative.objects.all()] == [
        ("foreword", 1),
        ("purpose", 41),
        ("values", 62),
        ("progress", 98),
        ("other", 170),
        ("other", 210),
        ("other", 244),
        ("other", 296),
        ("capacity", 331),
        ("introduction", 508),
    ]
    beliefs, recognitions = sections["values"].text.split("As we develop")
    assert [beliefs.count("\n- "), recognitions.count("\n- ")] == [7, 3]
    assert "**Linda J Bloomfield**, Chair" in sections["foreword"].text
    for fact in ("£8,000,000 over 2 years", "the record of nine", "6 Local Delivery Units", "(CJSSS)"):
        assert fact in sections["progress"].text
    for fact in ("20% of their UPW hours", "all 5 Local Delivery Units", "September 2010"):
        assert fact in sections["capacity"].text


def test_nobody_is_made_of_the_signatories(merseyside: Trust) -> None:
    assert not User.objects.filter(name__regex="Bloomfield|Stafford").exists()
    assert Holding.objects.exclude(post__name="Assistant Chief Officer").count() == 0


def test_only_units_that_the_document_names_are_loaded_as_readings(merseyside: Trust) -> None:
    units = DeliveryUnit.objects.select_related("owner")

    assert [(unit.name, unit.kind, unit.line) for unit in units] == [
        ("Interventions Delivery Unit", "interventions", 104),
        ("Liverpool North", "offender_management", 102),
        ("Liverpool South", "offender_management", 102),
    ]
    assert {unit.owner.name for unit in units if unit.owner} == {"Assistant Chief Officer"}
    assert all(unit.is_unconfirmed and unit.ground and unit.document for unit in units)


def test_no_quarter_of_its_year_expects_an_answer(merseyside: Trust) -> None:
    year = Year.objects.get()

    assert year.label == "2010/11"
    assert not any(quarter.expects_answers for quarter in year.quarters.select_related("year"))


def test_nothing_that_is_not_printed_was_invented(merseyside: Trust) -> None:
    assert not StatusUpdate.objects.exists()
    assert not Outcome.objects.exists()
    assert not Link.objects.exists()
    assert not Register.objects.exists()


@pytest.mark.parametrize("row", [Objective, Narrative, Theme, Aim, SubItem, Deadline, PlanningLine, Finding])
def test_every_row_says_where_it_stands_in_the_document(merseyside: Trust, row: type) -> None:
    rows = row.objects.all()

    assert rows
    assert all(one.line and 1 <= one.line <= 739 and one.document for one in rows)


def test_findings_tell_what_does_not_agree_and_never_of_section_2(merseyside: Trust) -> None:
    said = {(row.line, row.kind) for row in Finding.objects.all()}

    assert set(Finding.objects.values_list("section", flat=True)) == {1}
    assert {
        (101, "contradictory"),
        (101, "missing"),
        (205, "contradictory"),
        (214, "contradictory"),
        (216, "contradictory"),
        (241, "misread"),
        (251, "missing"),
        (518, "contradictory"),
        (716, "misread"),
    } <= said
    assert Finding.objects.filter(about__startswith="Sentencing Profile 2", says__contains="add up to").count() == 8


def test_a_second_load_writes_nothing_and_lists_nothing(merseyside: Trust) -> None:
    kept = (Objective, Deadline, SubItem, PlanningCell, DeliveryUnit, Finding)
    before = [model.objects.count() for model in kept]
    told = StringIO()

    call_command("load_paper", stdout=told)

    assert told.getvalue().count("Nothing was missing.") == 2
    assert "not as in the paper" not in told.getvalue()
    assert before == [model.objects.count() for model in kept]


def test_a_load_lists_what_somebody_changed_and_leaves_it(merseyside: Trust) -> None:
    cell = PlanningCell.objects.get(row__line=241, column__heading="Total")
    PlanningCell.objects.filter(pk=cell.pk).update(value=71017)
    Narrative.objects.filter(kind="purpose").update(text="Changed by hand")
    PlanningCell.objects.filter(row__line=310).first().delete()
    told = StringIO()

    call_command("load_paper", stdout=told)

    assert "Total, Total (planning cell): value is not as in the paper." in told.getvalue()
    assert "Purpose of Document (narrative): text is not as in the paper." in told.getvalue()
    assert "Created 1 PlanningCell." in told.getvalue()
    assert PlanningCell.objects.get(pk=cell.pk).value == 71017


def test_a_load_brings_back_nothing_that_was_numbered_anew(merseyside: Trust) -> None:
    Objective.objects.filter(reference="3-3").update(reference="3-30")
    Theme.objects.filter(number="4").update(number="5")
    told = StringIO()

    call_command("load_paper", stdout=told)

    for words in (
        "Objective 3-3 of the paper is Objective 3-30 here.",
        "Theme 4 of the paper is 5 Organisational Capability here.",
    ):
        assert words in told.getvalue()
    assert told.getvalue().count("Nothing was missing.") == 2
    assert Objective.objects.count() == 60


@pytest.mark.parametrize("email", ["director@merseyside.example", "officer@merseyside.example"])
def test_a_year_known_from_its_document_alone_is_not_a_wall_of_red(
    sign_in: Callable[[str], Client], merseyside: Trust, email: str
) -> None:
    client = sign_in(email)
    tree = client.get("/merseyside/2010-11/plan/").content.decode()
    rows = client.get("/merseyside/2010-11/plan/?view=table").content.decode()

    assert tree.count("no status in the document") >= 60
    assert "no status in the document" in rows
    for page in (tree, rows):
        assert not re.search(r"status--(overdue|unanswered|not-yet-due)", page)
