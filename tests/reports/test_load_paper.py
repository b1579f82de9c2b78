"""Derbyshire's paper, as loaded: the counts, and the odd cases."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Count, Sum

from objectives.models import Aim, Objective, ObjectiveOwner, Outcome, Plan, StatusUpdate, Theme
from probation_planning.organisation.models import GroupMember, Owner, Quarter, Trust, Year
from probation_planning.reports.models import Finding, Link
from risks.models import Assessment, BandKey, Entry, EntryOwner, Review, ScaleLevel, Stage, Standing
from risks.scoring import FactorsSource, band
from scorecard.models import Footnote, Measure, MeasureOwner, PlanReference, Result, Target


def test_the_plan_has_every_row_of_the_paper(year: Year) -> None:
    aims = Aim.objects.values_list("theme__number").annotate(count=Count("pk")).order_by("theme__number")
    lines = Objective.objects.values_list("theme__number").annotate(count=Count("line", distinct=True))

    assert Theme.objects.count() == 5
    assert [count for _, count in aims] == [7, 4, 5, 5, 7]
    assert [count for _, count in lines.order_by("theme__number")] == [11, 12, 7, 6, 10]
    assert Objective.objects.of(year).count() == 52
    assert not Aim.objects.filter(number="5.7").exists()
    assert Plan.objects.get().title == "Business Improvement Plan 2009 / 2013"


def test_owners_are_fourteen_and_spelled_twenty_four_ways(derbyshire: Trust) -> None:
    kinds = Counter(Owner.objects.values_list("kind", flat=True))
    cells = {row.line: row.owners_as_printed for row in Objective.objects.all()}

    assert kinds == {"post": 10, "group": 3, "unit": 1}
    assert len({printed for printed in cells.values() if printed}) == 24
    assert sorted(line for line, printed in cells.items() if not printed) == [71, 72, 73, 74]


def test_four_blank_owners_stay_blank_with_a_reading_offered(derbyshire: Trust) -> None:
    blank = Objective.objects.filter(owners_as_printed="")

    assert not ObjectiveOwner.objects.filter(objective__in=blank).exists()
    assert {row.offered_owner for row in blank} == {"Director of Interventions"}
    assert all(row.offered_ground for row in blank)


def test_doubtful_owners_are_readings_until_somebody_confirms_them(derbyshire: Trust) -> None:
    doubtful = ObjectiveOwner.objects.filter(is_reading=True).values_list("objective__line", flat=True)

    assert {30, 86, 163} <= set(doubtful)
    assert all(row.ground and row.is_unconfirmed for row in ObjectiveOwner.objects.filter(is_reading=True))
    assert all(row.is_unconfirmed for row in GroupMember.objects.all())


def test_the_director_of_business_services_is_named_for_17_objectives_and_9_risks(derbyshire: Trust) -> None:
    post = Owner.objects.get(name="Director of Business Services")

    assert ObjectiveOwner.objects.filter(owner=post).count() == 17
    assert EntryOwner.objects.filter(owner=post).count() == 9


def test_outcomes_of_a_shared_row_stand_on_each_of_its_objectives(derbyshire: Trust) -> None:
    shared = Objective.objects.filter(line=168)
    paired = Objective.objects.filter(line=178)

    assert [row.outcomes.count() for row in shared] == [3, 3, 3, 3]
    assert all(outcome.shared_row for outcome in Outcome.objects.filter(objective__in=shared))
    assert [row.outcomes.count() for row in paired] == [1, 1, 1, 1]


def test_nothing_that_is_not_printed_was_invented(derbyshire: Trust) -> None:
    assert not StatusUpdate.objects.exists()
    assert not Result.objects.exists()
    assert not MeasureOwner.objects.exists()
    assert not Assessment.objects.filter(likelihood__isnull=False).exists()
    assert not Assessment.objects.exclude(comments="", proposed_actions="").exists()
    assert not Objective.objects.filter(deadlines__isnull=False).exists()


def test_the_register_has_19_risks_rated_once(year: Year) -> None:
    scores = Counter(Assessment.objects.values_list("score", flat=True))
    key = BandKey.objects.get().thresholds
    bands = Counter((row.section, band(row.score, key).label) for row in Assessment.objects.all())

    assert scores == {16: 9, 9: 4, 12: 3, 20: 1, 8: 1, 5: 1}
    assert Assessment.objects.aggregate(sum=Sum("score"))["sum"] == 249
    assert bands == {(1, "Amber"): 5, (1, "Red"): 10, (2, "Amber"): 3, (2, "Green"): 1}
    assert set(Assessment.objects.values_list("review__label", flat=True)) == {"Mar-11"}


def test_factors_of_13_risks_are_worked_out_and_6_have_none(derbyshire: Trust) -> None:
    sources = {row.reference: row.factors_source for row in Assessment.objects.all()}

    assert Counter(sources.values()) == {FactorsSource.WORKED_OUT: 13, FactorsSource.NONE: 6}
    assert {reference for reference, source in sources.items() if source is FactorsSource.NONE} == {
        "1.3",
        "1.13",
        "1.14",
        "2.2",
        "2.3",
        "2.4",
    }


def test_blank_response_and_owner_stay_blank(derbyshire: Trust) -> None:
    assert list(Entry.objects.filter(responses=[]).by_reference().values_list("reference", flat=True)) == [
        "1.12",
        "1.13",
    ]
    assert list(Entry.objects.filter(owners__isnull=True).values_list("reference", flat=True)) == ["1.12"]
    assert Entry.objects.get(reference="1.3").responses == ["treat", "tolerate"]


def test_references_sort_as_numbers(derbyshire: Trust) -> None:
    references = list(Entry.objects.by_reference().values_list("reference", flat=True))

    assert references[8:11] == ["1.9", "1.10", "1.11"]
    assert references[-4:] == ["2.1", "2.2", "2.3", "2.4"]


def test_five_reviews_as_printed_of_which_june_is_open(derbyshire: Trust) -> None:
    reviews = list(Review.objects.all())

    assert [review.label for review in reviews] == ["Mar-11", "Jun-11", "Sep-11", "Nov-11", "Mar-12"]
    assert [review.label for review in reviews if review.is_open(1)] == ["Jun-11"]
    assert ScaleLevel.objects.count() == 10


def test_the_two_printed_dates_are_stages_recorded_from_paper(derbyshire: Trust) -> None:
    stages = {(stage.body.slug, stage.section): f"{stage.issued_on}" for stage in Stage.objects.all()}

    assert stages == {
        ("smt", 1): "2011-04-05",
        ("audit-committee", 1): "2011-06-20",
        ("audit-committee", 2): "2011-06-20",
    }
    assert all(stage.recorded_from_paper for stage in Stage.objects.all())


def test_each_risk_stands_at_each_review(derbyshire: Trust) -> None:
    assert Standing.objects.count() == 19 * 5
    june = Standing.objects.get(review__label="Jun-11", reference="1.14")
    assert (june.score, june.previous_score, june.ranked) == (None, 20, 20)


def test_a_unit_that_is_read_comes_with_its_ground_and_the_target_stays_as_written(year: Year) -> None:
    rows = {row.line: row for row in Measure.objects.of(year)}

    assert (rows[280].unit, rows[280].unit_as_read, rows[280].unit_ground) == (
        "number",
        "m²/FTE",
        "Printed in the name.",
    )
    assert Target.objects.get(measure=rows[280]).printed == "12.3"
    assert (rows[285].unit, rows[285].unit_as_read) == ("days", "")
    assert rows[285].unit_ground.startswith("No unit is printed: days lost")
    assert rows[253].unit_ground.startswith("Line 21 prints Level 3 (of 4)")
    assert {line for line, row in rows.items() if row.unit_ground} == {253, 256, 280, 285}


def test_28_measures_keep_their_targets_as_written(year: Year) -> None:
    printed = dict(Target.objects.values_list("measure__line", "printed"))
    perspectives = Counter(Measure.objects.values_list("perspective__number", flat=True))

    assert perspectives == {1: 6, 2: 7, 3: 7, 4: 8}
    assert [printed[line] for line in (253, 254, 255, 256, 257, 258, 278, 286, 290)] == [
        "3",
        "-9.2%",
        "4★",
        "<8",
        "Q2",
        "✓",
        "≤128",
        "GA",
        "Avg",
    ]
    assert sorted(line for line, target in printed.items() if not target) == [267, 289]
    assert Target.objects.get(measure__line=289).reading == "Q4"
    assert Measure.objects.get(line=286).frequency_as_printed == "Q2"


def test_32_references_of_which_27_find_an_aim_by_number(derbyshire: Trust) -> None:
    by_number = Link.objects.filter(ground=Link.Ground.NUMBER)
    unanswered = PlanReference.objects.exclude(links__isnull=False).values_list("printed", flat=True)

    assert PlanReference.objects.count() == 32
    assert PlanReference.objects.values("printed").distinct().count() == 21
    assert by_number.count() == 27
    assert set(unanswered) == {"2.7", "3.6*", "3.7", "4.6", "5.7"}
    assert {link.state for link in Link.objects.all()} == {Link.State.SUGGESTED}


def test_threads_by_subject_are_suggestions(derbyshire: Trust) -> None:
    bid = Link.objects.filter(objective__reference="2.2-1", ground=Link.Ground.SUBJECT)

    assert Link.objects.filter(ground=Link.Ground.SUBJECT).count() == 29
    assert {link.entry.reference for link in bid if link.entry} == {"1.10", "1.11"}


def test_a_marker_without_a_note_has_a_reading(derbyshire: Trust) -> None:
    note = Footnote.objects.get()

    assert (note.marker, note.answers_marker) == ("1", "(2)")
    assert note.ground


def test_findings_about_section_2_say_so(derbyshire: Trust) -> None:
    about_two = Finding.objects.filter(about__regex=r"^Risk 2\.")

    assert about_two.exists()
    assert set(about_two.values_list("section", flat=True)) == {2}


def test_only_the_first_quarter_is_open(derbyshire: Trust) -> None:
    assert [quarter.number for quarter in Quarter.objects.all() if quarter.is_open] == [1]


def test_a_second_load_writes_nothing(derbyshire: Trust) -> None:
    before = {
        model: model.objects.count() for model in (Objective, Entry, Assessment, Standing, Measure, Link, Finding)
    }
    told = StringIO()

    call_command("load_paper", stdout=told)

    assert told.getvalue().count("Nothing was missing.") == 2
    assert {model: model.objects.count() for model in before} == before


@pytest.mark.parametrize("words", ["Changed by hand"])
def test_a_load_changes_nothing_that_somebody_edited_and_says_so(derbyshire: Trust, words: str) -> None:
    objective = Objective.objects.get(reference="2.1-1")
    Objective.objects.filter(pk=objective.pk).update(text=words)
    told = StringIO()

    call_command("load_paper", stdout=told)

    assert "Objective 2.1-1 (objective): text is not as in the paper." in told.getvalue()
    assert Objective.objects.get(pk=objective.pk).text == words
